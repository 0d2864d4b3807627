/* The command line -> options, by the table; mistyped words get a suggestion. */
#include "cli/cli.h"
#include "cli/table.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* Edit distance of short words; at most 31 characters are looked at. */
static size_t distance(const char *a, const char *b) {
    size_t row[32], n = strlen(b);
    if (n > 31 || strlen(a) > 31)
        return 99;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            best = best < row[j] + 1 ? best : row[j] + 1;
            row[j] = best < row[j - 1] + 1 ? best : row[j - 1] + 1;
        }
    }
    return row[n];
}

static int unknown_option(const char *word, const char *command) {
    const char *best = NULL, *longer[2] = {NULL, NULL};
    char name[32];
    size_t begins = 0;
    snprintf(name, sizeof name, "%.31s", word + strspn(word, "-"));
    name[strcspn(name, "=")] = '\0';
    size_t size = strlen(name), best_distance = size < 3 ? size : 3;
    for (size_t i = 0; i < option_count; i++) {
        if (!takes_option(command, &option_table[i]))
            continue;
        if (distance(name, option_table[i].name) < best_distance) {
            best_distance = distance(name, option_table[i].name);
            best = option_table[i].name;
        }
        if (word[1] == '-' && !strncmp(name, option_table[i].name, size) && begins++ < 2)
            longer[begins - 1] = option_table[i].name;
    }
    if (best && !best_distance)
        complain("--%s takes no argument", best);
    else if (begins > 1)
        complain("option %s may be --%s or --%s", word, longer[0], longer[1]);
    else if (best)
        complain("unknown option %s; did you mean --%s?", word, best);
    else
        complain("unknown option %s; kaoju %s --help lists them", word, command);
    return options_usage(command);
}

static int unknown_command(const char *word) {
    const char *best = NULL;
    size_t best_distance = 3;
    for (size_t i = 0; i < command_count; i++)
        if (distance(word, command_table[i].name) < best_distance) {
            best_distance = distance(word, command_table[i].name);
            best = command_table[i].name;
        }
    if (best)
        complain("unknown command %s; did you mean %s?", word, best);
    else
        complain("unknown command %s; kaoju --help lists them", word);
    return options_usage(NULL);
}

static bool one_of(const char *value, const char *const *list) {
    for (; *list; list++)
        if (!strcmp(value, *list))
            return true;
    return false;
}

/* A whole number up to 9 digits at *at, which moves behind it. */
static bool read_count(const char **at, uint32_t *out) {
    size_t digits = strspn(*at, "0123456789");
    *out = digits && digits < 10 ? (uint32_t)strtoul(*at, NULL, 10) : 0;
    *at += digits;
    return digits && digits < 10;
}

/* LINE or LINE:COL, from 1. */
static bool read_place(const char *text, kaoju_where *where) {
    bool ok = read_count(&text, &where->line) && where->line;
    if (ok && *text == ':')
        ok = (text++, read_count(&text, &where->column)) && where->column;
    return ok && !*text;
}

static bool read_span(const char *text, kaoju_where *where) {
    return read_count(&text, &where->span.start) && *text++ == '-' && read_count(&text, &where->span.end) && !*text &&
           where->span.start < where->span.end;
}

/* Takes one option; an explanation of what is wrong with its argument, or NULL. */
static const char *take(options *o, int key, const char *value) {
    static const char *const kinds[] = {"auto", "text", "jsonl", NULL}, *const when[] = {"auto", "always", "never",
                                                                                         NULL};
    char *end;
    switch (key) {
    case TO:
        o->to = value;
        return has_format(o->command, value) ? NULL : "--to is a format that --help lists";
    case 'o':
        o->output = strcmp(value, "-") ? value : NULL; /* "-" is standard output */
        return *value ? NULL : "-o needs a file";
    case 'j':
        o->jobs = strtol(value, &end, 10);
        return *value && !*end && o->jobs >= 1 && o->jobs <= 256 ? NULL : "-j is a number from 1 to 256";
    case DATE:
        o->date = value;
        return kaoju_date_check(value) ? NULL : "--date is a day as YYYY-MM-DD, or with a time YYYY-MM-DDTHH:MM";
    case TYPES:
        o->types = value;
        return NULL;
    case ENCODING:
        o->encoding = value;
        return NULL;
    case FROM:
        o->from = value;
        return one_of(value, kinds) ? NULL : "--from is text, jsonl or auto";
    case DICT:
        o->dict = value;
        return NULL;
    case RULES:
        o->rules = value;
        return NULL;
    case MODEL:
        o->model = value;
        return *value ? NULL : "--model needs a file";
    case TRUST:
        o->trust_model = true;
        return NULL;
    case TEXT:
        o->text = value;
        return NULL;
    case ROOT:
        o->root = value;
        return NULL;
    case AT:
        return read_place(value, &o->where) ? NULL : "--at is LINE or LINE:COL, from 1";
    case SPAN:
        return read_span(value, &o->where) ? NULL : "--span is START-END, the end behind the start";
    case FIND:
        o->where.find = value;
        return *value ? NULL : "--find needs something to find";
    case CLAIMS:
        o->claims = value;
        return *value ? NULL : "--claims needs a file";
    case COLOR:
        o->color = !strcmp(value, "always") ? COLOR_ALWAYS : !strcmp(value, "never") ? COLOR_NEVER : COLOR_AUTO;
        return one_of(value, when) ? NULL : "--color is auto, always or never";
    default:
        o->fail_on_empty |= key == FAIL;
        o->quiet |= key == 'q';
        o->help = key == HELP ? HELP_LONG : key == 'h' ? HELP_SHORT : o->help;
        return NULL;
    }
}

/* Room for the table in the form that getopt_long takes. */
#define LONGS 32

/* Options that do not go together: what is wrong, or NULL. */
static const char *disagree(const options *o) {
    if (o->model && (o->dict || o->rules))
        return "--model holds dictionaries and rules: it does not go with --dict or --rules";
    if (o->trust_model && !o->model)
        return "--trust-model says something about --model, which is missing";
    return NULL;
}

static int read_options(options *o, int count, char **arguments) {
    struct option longs[LONGS + 1] = {{0}};
    char shorts[2 * LONGS + 2] = ":";
    size_t size = 1;
    for (size_t i = 0; i < option_count && i < LONGS; i++) {
        const option_entry *e = &option_table[i];
        longs[i] = (struct option){e->name, e->argument ? required_argument : no_argument, NULL,
                                   e->key == 'h' ? HELP : e->key};
        if (e->key < 256)
            shorts[size++] = (char)e->key;
        if (e->key < 256 && e->argument)
            shorts[size++] = ':';
    }
    opterr = 0;
    for (int key; (key = getopt_long(count, arguments, shorts, longs, NULL)) != -1;) {
        const char *word = optind > 0 && optind <= count ? arguments[optind - 1] : "";
        /* In -xq the word is not over at x: getopt names the letter. One that is in the table stands for --quiet=3. */
        char letter[3] = {'-', (char)optopt, '\0'};
        if (key == '?')
            return unknown_option(optopt && !find_option(optopt) ? letter : word, o->command);
        if (key == ':') {
            complain("%s needs an argument", word);
            return options_usage(o->command);
        }
        if (!takes_option(o->command, find_option(key))) {
            complain("kaoju %s takes no --%s", o->command, find_option(key)->name);
            return options_usage(o->command);
        }
        const char *wrong = take(o, key, optarg);
        if (wrong) {
            complain("%s, not %s", wrong, optarg);
            return options_usage(o->command);
        }
    }
    o->arguments = arguments + optind;
    o->argument_count = count - optind;
    const char *wrong = disagree(o);
    if (!wrong || o->help)
        return EXIT_OK;
    complain("%s", wrong);
    return options_usage(o->command);
}

/* kaoju help [COMMAND], kaoju help --man, kaoju help --completion bash: the last two are for the build. */
static int read_help(options *o, int count, char **arguments) {
    static const char *const shells[] = {"bash", "zsh", "fish", NULL};
    o->help = !strcmp(arguments[0], "-h") ? HELP_SHORT : HELP_LONG;
    if (count < 2)
        return EXIT_OK;
    if (!strcmp(arguments[1], "--man") && count == 2) {
        o->print = "man";
    } else if (!strcmp(arguments[1], "--completion") && count == 3 && one_of(arguments[2], shells)) {
        o->print = arguments[2];
    } else {
        const command_entry *command = find_command(arguments[1]);
        o->command = command ? command->name : NULL;
        return command ? EXIT_OK : unknown_command(arguments[1]);
    }
    return EXIT_OK;
}

int options_read(options *o, int count, char **arguments) {
    *o = (options){.jobs = 1};
    if (count < 2) {
        options_help(stderr, NULL, false);
        return EXIT_USAGE;
    }
    const char *first = arguments[1];
    if (!strcmp(first, "--help") || !strcmp(first, "-h") || !strcmp(first, "help"))
        return read_help(o, count - 1, arguments + 1);
    const command_entry *command = find_command(!strcmp(first, "--version") ? "version" : first);
    if (!command)
        return unknown_command(first);
    o->command = command->name;
    return read_options(o, count - 1, arguments + 1);
}
