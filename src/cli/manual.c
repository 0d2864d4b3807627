/* The manual page, kaoju(1), from the table: troff for man(7). */
#include "cli/cli.h"
#include "cli/table.h"

/* Text on a line of its own, of which troff runs nothing. */
static void put(FILE *to, const char *text) {
    if (*text == '.' || *text == '\'')
        fputs("\\&", to);
    for (; *text; text++)
        if (*text == '\\')
            fputs("\\e", to);
        else if (*text == '-')
            fputs("\\-", to); /* a minus that can be copied, not a hyphen */
        else
            putc(*text, to);
}

static void put_line(FILE *to, const char *text) {
    put(to, text);
    putc('\n', to);
}

static void put_commands(FILE *to) {
    fputs(".SH COMMANDS\n", to);
    for (size_t i = 0; i < command_count; i++) {
        const command_entry *c = &command_table[i];
        fputs(".TP\n.B ", to);
        put_line(to, c->usage);
        put_line(to, c->about);
        if (*c->more)
            put_line(to, c->more);
    }
}

/* "extract explain" as extract, explain */
static void put_list(FILE *to, const char *words) {
    for (; *words; words++)
        fputs(*words == ' ' ? ", " : (const char[]){*words, '\0'}, to);
}

static void put_options(FILE *to) {
    fputs(".SH OPTIONS\n", to);
    for (size_t i = 0; i < option_count; i++) {
        const option_entry *o = &option_table[i];
        fputs(".TP\n", to);
        if (o->key < 256)
            fprintf(to, "\\fB\\-%c\\fR, ", o->key);
        fputs("\\fB\\-\\-", to);
        put(to, o->name);
        fputs("\\fR", to);
        if (o->argument) {
            fputs(" \\fI", to);
            put(to, o->argument);
            fputs("\\fR", to);
        }
        putc('\n', to);
        put_line(to, o->help);
        putc('(', to);
        put_list(to, o->commands);
        fputs(")\n", to);
    }
}

static void put_formats(FILE *to) {
    static const char *const commands[] = {"extract", "explain", "check"};
    const kaoju_format *f;
    for (size_t c = 0; c < sizeof commands / sizeof *commands; c++) {
        fprintf(to, "%s\n.SS %s\n", c ? "" : ".SH FORMATS", c ? commands[c] : "extract, convert");
        for (size_t i = 0; (f = format_of(commands[c], i)); i++) {
            fputs(".TP\n.B ", to);
            put_line(to, f->name);
            put_line(to, f->about);
        }
    }
}

static void put_exit_codes(FILE *to) {
    fputs(".SH EXIT STATUS\n", to);
    for (const char *at = exit_codes; *at; at++) {
        fprintf(to, ".TP\n.B %c\n", *at); /* one digit, then blanks */
        while (*++at == ' ')
            ;
        for (; *at != '\n'; at++)
            put(to, (const char[]){*at, '\0'});
        putc('\n', to);
    }
}

static void put_examples(FILE *to) {
    fputs(".SH EXAMPLES\n.nf\n", to);
    for (size_t i = 0; i < command_count; i++)
        if (command_table[i].example)
            put_line(to, command_table[i].example);
    fputs(".fi\n", to);
}

void print_manual(FILE *to) {
    fprintf(to, ".TH KAOJU 1 \"\" \"kaoju %s\" \"User Commands\"\n", kaoju_version());
    fputs(
        ".SH NAME\nkaoju \\- facts of Chinese news text, with their sources\n.SH SYNOPSIS\n.B kaoju\n"
        ".I COMMAND\n[\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n.SH DESCRIPTION\n"
        "Reads Chinese news text and writes down what it says in exact terms, each fact linked to the very characters "
        "it came from: people and their posts, countries, dates and figures. All it knows is in dictionaries and "
        "rules that can be changed.\n.PP\n"
        "Records go to standard output, everything else to standard error. \\- is standard input or output; "
        "\\-\\- ends the options.\n",
        to);
    put_commands(to);
    put_options(to);
    put_formats(to);
    put_exit_codes(to);
    fputs(
        ".SH ENVIRONMENT\n.TP\n.B KAOJU_DATA\nthe folder whose dict and rules are used instead of the installed ones\n"
        ".TP\n.B NO_COLOR\nif it is not empty, no colours\n",
        to);
    put_examples(to);
}
