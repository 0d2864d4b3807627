/* The option table: parsing, --help and the suggestions for mistyped words all come from it. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum {
    TO = 256,
    DATE,
    TYPES,
    ENCODING,
    FROM,
    DICT,
    RULES,
    FAIL,
    COLOR,
    TEXT,
    AT,
    SPAN,
    FIND,
    CLAIMS,
    ROOT,
    MODEL,
    TRUST
};

typedef struct entry {
    const char *name;
    int key;              /* a character: also the short option */
    const char *argument; /* NULL if it takes none */
    const char *commands; /* which commands take it */
    const char *help;
} entry;

static const entry table[] = {
    {"to", TO, "FORMAT", "extract explain check convert",
     "default: table on a terminal, jsonl otherwise; explain: these two, check: also html"},
    {"claims", CLAIMS, "FILE", "check", "judge the claims in FILE, one a line, by the pages"},
    {"output", 'o', "FILE", "extract explain check convert verify compile",
     "write to FILE (or folder), all or nothing, instead of standard output"},
    {"jobs", 'j', "N", "extract", "work on N documents at a time (default 1); the output is the same"},
    {"date", DATE, "YYYY-MM-DD", "extract explain check",
     "reference date, for 去年 and 6月18日; THH:MM behind it for 3小时前"},
    {"types", TYPES, "LIST", "extract convert", "only these mention types, e.g. FIGURE,DATE"},
    {"encoding", ENCODING, "NAME", "extract explain check",
     "auto, utf-8, gb18030, big5, utf-16, utf-16le or utf-16be (default auto)"},
    {"from", FROM, "KIND", "extract explain check", "text, jsonl or auto: by the name of the file (default auto)"},
    {"text", TEXT, "TEXT", "explain", "explain TEXT instead of a file"},
    {"at", AT, "LINE[:COL]", "explain", "only what overlaps this line or character; both are counted from 1"},
    {"span", SPAN, "START-END", "explain", "only what overlaps these characters, counted from 0"},
    {"find", FIND, "STRING", "explain", "only what overlaps an occurrence of STRING"},
    {"fail-on-empty", FAIL, NULL, "extract", "exit with 1 if nothing was found"},
    {"color", COLOR, "WHEN", "extract explain check convert",
     "auto, always or never (default auto; NO_COLOR is honoured)"},
    {"dict", DICT, "DIR", "extract explain check rules compile", "dictionaries to use instead of the installed ones"},
    {"rules", RULES, "DIR", "extract explain check rules compile", "rules to use instead of the installed ones"},
    {"model", MODEL, "FILE", "extract explain check", "what kaoju compile wrote, instead of dictionaries and rules"},
    {"trust-model", TRUST, NULL, "extract explain check",
     "do not look through the model first: for files that nobody else can write"},
    {"root", ROOT, "DIR", "convert verify", "where the paths in the records start; default: the current folder"},
    {"quiet", 'q', NULL, "extract explain check convert verify rules compile", "no messages but errors"},
    {"help", 'h', NULL, "extract explain check convert verify rules compile version", "this text"},
};
#define OPTIONS (sizeof table / sizeof *table)

static const struct {
    const char *name, *usage, *about;
} commands[] = {
    {"extract", "kaoju extract [OPTION...] FILE|DIR|-...", "Find people, countries, dates and figures in news text."},
    {"explain", "kaoju explain [OPTION...] FILE|-", "Show every candidate at a place, and why it won or lost."},
    {"check", "kaoju check [--claims FILE] [OPTION...] PAGE...",
     "Compare the facts of pages with each other, or claims with them."},
    {"convert", "kaoju convert [OPTION...] RECORDS...", "Turn saved records (--to jsonl) into another format."},
    {"verify", "kaoju verify [OPTION...] RECORDS...",
     "Check that saved records still match their sources; say what moved."},
    {"rules", "kaoju rules lint|test|list [OPTION...] [RULE]", "Check the rules, run their tests, or list them."},
    {"compile", "kaoju compile [--dict DIR] [--rules DIR] -o FILE",
     "Write dictionaries and rules as one model file, which --model opens at once."},
    {"version", "kaoju version", "Print the version."},
};
#define COMMANDS (sizeof commands / sizeof *commands)

static void list_formats(FILE *to) {
    fputs("\nFormats:\n", to);
    for (size_t i = 0; i < kaoju_format_count(); i++) {
        const kaoju_format *f = kaoju_format_at(i);
        fprintf(to, "  %-14s %s%s\n", f->name, f->about, f->missing ? " (not in this build)" : "");
    }
}

void options_help(FILE *to, const char *command) {
    if (!command) {
        fprintf(to, "kaoju: facts of Chinese news text, with their sources\n\n");
        for (size_t i = 0; i < COMMANDS; i++)
            fprintf(to, "  %-46s %s\n", commands[i].usage, commands[i].about);
        fprintf(to, "\nkaoju COMMAND --help tells more. Exit codes: 0 ok, 1 nothing found (--fail-on-empty) or a\n"
                    "contradiction (check), 2 usage, 3 some inputs failed, 4 bad dictionary or rule, 5 output could "
                    "not be written.\n");
        return;
    }
    for (size_t i = 0; i < COMMANDS; i++)
        if (!strcmp(commands[i].name, command))
            fprintf(to, "usage: %s\n%s\n\n", commands[i].usage, commands[i].about);
    for (size_t i = 0; i < OPTIONS; i++) {
        char left[64];
        if (!strstr(table[i].commands, command))
            continue;
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", table[i].key < 256 ? "-" : " ",
                 table[i].key < 256 ? table[i].key : ' ', table[i].key < 256 ? ", " : "  ", table[i].name,
                 table[i].argument ? " " : "", table[i].argument ? table[i].argument : "");
        fprintf(to, "  %-24s %s\n", left, table[i].help);
    }
    if (!strcmp(command, "extract") || !strcmp(command, "convert"))
        list_formats(to);
}

/* One line of usage after a message about wrong usage; the exit code for it. */
static int usage(const char *command) {
    for (size_t i = 0; i < COMMANDS; i++)
        if (command && !strcmp(commands[i].name, command))
            fprintf(stderr, "usage: %s\n", commands[i].usage);
    if (!command)
        fputs("usage: kaoju extract|explain|check|convert|verify|rules|compile|version|help [OPTION...]\n", stderr);
    return EXIT_USAGE;
}

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
    for (size_t i = 0; i < OPTIONS; i++) {
        if (!strstr(table[i].commands, command))
            continue;
        if (distance(name, table[i].name) < best_distance) {
            best_distance = distance(name, table[i].name);
            best = table[i].name;
        }
        if (word[1] == '-' && !strncmp(name, table[i].name, size) && begins++ < 2)
            longer[begins - 1] = table[i].name;
    }
    if (best && !best_distance)
        complain("--%s takes no argument", best);
    else if (begins > 1)
        complain("option %s may be --%s or --%s", word, longer[0], longer[1]);
    else if (best)
        complain("unknown option %s; did you mean --%s?", word, best);
    else
        complain("unknown option %s; kaoju %s --help lists them", word, command);
    return usage(command);
}

static int unknown_command(const char *word) {
    const char *best = NULL;
    size_t best_distance = 3;
    for (size_t i = 0; i < COMMANDS; i++)
        if (distance(word, commands[i].name) < best_distance) {
            best_distance = distance(word, commands[i].name);
            best = commands[i].name;
        }
    if (best)
        complain("unknown command %s; did you mean %s?", word, best);
    else
        complain("unknown command %s; kaoju --help lists them", word);
    return usage(NULL);
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
    static const char *const checks[] = {"jsonl", "table", "html", NULL};
    char *end;
    switch (key) {
    case TO:
        o->to = value;
        if (!strcmp(o->command, "check"))
            return one_of(value, checks) ? NULL : "--to is jsonl, table or html";
        return kaoju_format_find(value) ? NULL : "--to is a format that kaoju extract --help lists";
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
    case FAIL:
        o->fail_on_empty = true;
        return NULL;
    case COLOR:
        o->color = !strcmp(value, "always") ? COLOR_ALWAYS : !strcmp(value, "never") ? COLOR_NEVER : COLOR_AUTO;
        return one_of(value, when) ? NULL : "--color is auto, always or never";
    case 'q':
        o->quiet = true;
        return NULL;
    default:
        o->help = true;
        return NULL;
    }
}

static const entry *find_entry(int key) {
    for (size_t i = 0; i < OPTIONS; i++)
        if (table[i].key == key)
            return &table[i];
    return NULL;
}

/* Options that do not go together: what is wrong, or NULL. */
static const char *disagree(const options *o) {
    if (o->model && (o->dict || o->rules))
        return "--model holds dictionaries and rules: it does not go with --dict or --rules";
    if (o->trust_model && !o->model)
        return "--trust-model says something about --model, which is missing";
    return NULL;
}

static int read_options(options *o, int count, char **arguments) {
    struct option longs[OPTIONS + 1] = {{0}};
    char shorts[2 * OPTIONS + 2] = ":";
    for (size_t i = 0; i < OPTIONS; i++) {
        longs[i] =
            (struct option){table[i].name, table[i].argument ? required_argument : no_argument, NULL, table[i].key};
        if (table[i].key < 256) {
            char add[3] = {(char)table[i].key, table[i].argument ? ':' : '\0', '\0'};
            strcat(shorts, add);
        }
    }
    opterr = 0;
    for (int key; (key = getopt_long(count, arguments, shorts, longs, NULL)) != -1;) {
        const char *word = optind > 0 && optind <= count ? arguments[optind - 1] : "";
        /* In -xq the word is not over at x: getopt names the letter. One that is in the table stands for --quiet=3. */
        char letter[3] = {'-', (char)optopt, '\0'};
        if (key == '?')
            return unknown_option(optopt && !find_entry(optopt) ? letter : word, o->command);
        if (key == ':') {
            complain("%s needs an argument", word);
            return usage(o->command);
        }
        if (!strstr(find_entry(key)->commands, o->command)) {
            complain("kaoju %s takes no --%s", o->command, find_entry(key)->name);
            return usage(o->command);
        }
        const char *wrong = take(o, key, optarg);
        if (wrong) {
            complain("%s, not %s", wrong, optarg);
            return usage(o->command);
        }
    }
    o->arguments = arguments + optind;
    o->argument_count = count - optind;
    const char *wrong = disagree(o);
    if (!wrong || o->help)
        return EXIT_OK;
    complain("%s", wrong);
    return usage(o->command);
}

int options_read(options *o, int count, char **arguments) {
    *o = (options){.jobs = 1};
    if (count < 2) {
        options_help(stderr, NULL);
        return EXIT_USAGE;
    }
    const char *first = arguments[1];
    if (!strcmp(first, "--help") || !strcmp(first, "-h") || !strcmp(first, "help")) {
        o->help = true;
        for (size_t i = 0; count > 2 && i < COMMANDS; i++)
            if (!strcmp(commands[i].name, arguments[2]))
                o->command = commands[i].name;
        return count > 2 && !o->command ? unknown_command(arguments[2]) : EXIT_OK;
    }
    if (!strcmp(first, "--version"))
        first = "version";
    for (size_t i = 0; i < COMMANDS; i++)
        if (!strcmp(commands[i].name, first))
            o->command = commands[i].name;
    return o->command ? read_options(o, count - 1, arguments + 1) : unknown_command(first);
}
