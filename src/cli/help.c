/* -h, --help, and the line of usage after a mistake: from the table. */
#include "cli/cli.h"
#include "cli/table.h"

#include <string.h>

static void list_commands(FILE *to) {
    for (size_t i = 0; i < command_count; i++)
        fprintf(to, "  %-48s %s\n", command_table[i].usage, command_table[i].about);
}

static void list_options(FILE *to, const char *command) {
    for (size_t i = 0; i < option_count; i++) {
        const option_entry *o = &option_table[i];
        char left[64], letter[8] = "    ";
        if (!takes_option(command, o))
            continue;
        if (o->key < 256)
            snprintf(letter, sizeof letter, "-%c, ", o->key);
        snprintf(left, sizeof left, "%s--%s%s%s", letter, o->name, o->argument ? " " : "",
                 o->argument ? o->argument : "");
        fprintf(to, "  %-24s %s\n", left, o->help);
    }
}

static void list_formats(FILE *to, const char *command) {
    const kaoju_format *f;
    for (size_t i = 0; (f = format_of(command, i)); i++)
        fprintf(to, "%s  %-14s %s%s\n", i ? "" : "\nFormats:\n", f->name, f->about,
                f->missing ? " (not in this build)" : "");
}

static void list_exit_codes(FILE *to) {
    fputs("\nExit codes:\n", to);
    for (const char *at = exit_codes; *at; at += strcspn(at, "\n") + 1)
        fprintf(to, "  %.*s\n", (int)strcspn(at, "\n"), at);
}

void options_help(FILE *to, const char *name, bool whole) {
    const command_entry *command = find_command(name);
    if (!command) {
        fputs("kaoju: facts of Chinese news text, with their sources\n\n", to);
        list_commands(to);
        if (whole)
            list_exit_codes(to);
        fputs("\nkaoju COMMAND --help tells more.\n", to);
        return;
    }
    fprintf(to, "usage: %s\n%s\n", command->usage, command->about);
    if (whole && *command->more)
        fprintf(to, "%s\n", command->more);
    fputs("\n", to);
    list_options(to, name);
    if (!whole)
        return;
    list_formats(to, name);
    list_exit_codes(to);
    if (command->example)
        fprintf(to, "\nExample:\n  %s\n", command->example);
}

int options_usage(const char *name) {
    const command_entry *command = find_command(name);
    fprintf(stderr, "usage: %s", command ? command->usage : "kaoju ");
    for (size_t i = 0; !command && i < command_count; i++)
        fprintf(stderr, "%s|", command_table[i].name);
    fputs(command ? "\n" : "help [OPTION...]\n", stderr);
    return EXIT_USAGE;
}
