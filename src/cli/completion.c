/* What a shell needs to complete the words of a command line, from the table: functions for bash and zsh, a list for fish. */
#include "cli/cli.h"
#include "cli/table.h"

#include <string.h>

static bool is_file(const option_entry *o) {
    return !o->words && (!strcmp(o->argument, "FILE") || !strcmp(o->argument, "DIR"));
}

/* The words that an argument may be: those of the table, or the formats. */
static void put_words(FILE *to, const char *command, const option_entry *o) {
    const kaoju_format *f;
    fputs(o->words ? o->words : "", to);
    for (size_t i = 0; !o->words && (f = format_of(command, i)); i++)
        fprintf(to, "%s%s", i ? " " : "", f->name);
}

static void put_commands(FILE *to) {
    for (size_t i = 0; i < command_count; i++)
        fprintf(to, "%s ", command_table[i].name);
    fputs("help", to);
}

/* Text inside single quotes, with a backslash before each of `special`. */
static void put_quoted(FILE *to, const char *text, const char *special) {
    for (; *text; text++)
        if (*text == '\'')
            fputs("'\\''", to);
        else
            fprintf(to, "%s%c", strchr(special, *text) ? "\\" : "", *text);
}

/* ------------------------------------------------------------------ bash */

static void bash_options(FILE *to, const char *command) {
    fprintf(to, "    %s:-*) words=\"", command);
    for (size_t i = 0; i < option_count; i++)
        if (takes_option(command, &option_table[i]))
            fprintf(to, "--%s ", option_table[i].name);
    fputs("\" ;;\n", to);
}

static void bash_values(FILE *to, const char *command) {
    for (size_t i = 0; i < option_count; i++) {
        const option_entry *o = &option_table[i];
        if (!o->argument || is_file(o) || !takes_option(command, o))
            continue;
        fprintf(to, "    %s:--%s", command, o->name);
        if (o->key < 256)
            fprintf(to, " | %s:-%c", command, o->key);
        fputs(") words=\"", to);
        put_words(to, command, o);
        fputs("\" ;;\n", to);
    }
}

/* Where there are no words of ours, -o default completes files. */
static void bash(FILE *to) {
    fputs(
        "_kaoju() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} words=\n"
        "    COMPREPLY=()\n"
        "    if [ \"$word\" = = ]; then word=; elif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
        "    [ \"$COMP_CWORD\" -gt 1 ] || command=\n"
        "    case $command:$before in\n",
        to);
    for (size_t i = 0; i < command_count; i++)
        bash_values(to, command_table[i].name);
    fputs("    *) case $command:$word in\n    :*) words=\"", to);
    put_commands(to);
    fputs("\" ;;\n    help:*) words=\"", to);
    put_commands(to);
    fputs("\" ;;\n", to);
    for (size_t i = 0; i < command_count; i++) {
        bash_options(to, command_table[i].name);
        if (command_table[i].words)
            fprintf(to, "    %s:*) words=\"%s\" ;;\n", command_table[i].name, command_table[i].words);
    }
    fputs("    esac ;;\n    esac\n    [ -z \"$words\" ] || COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n"
          "complete -o default -F _kaoju kaoju\n",
          to);
}

/* ------------------------------------------------------------------ zsh */

static void zsh_option(FILE *to, const char *command, const option_entry *o) {
    const char *equals = o->argument ? "=" : "";
    if (o->key < 256)
        fprintf(to, " \\\n        '(-%c --%s)'{-%c%s,--%s%s}'", o->key, o->name, o->key, o->argument ? "+" : "",
                o->name, equals);
    else
        fprintf(to, " \\\n        '--%s%s", o->name, equals);
    putc('[', to);
    put_quoted(to, o->help, "[]:\\");
    putc(']', to);
    if (o->argument) {
        putc(':', to);
        put_quoted(to, o->argument, "[]:\\");
        fputs(is_file(o) ? ":_files" : ":(", to);
        if (!is_file(o)) {
            put_words(to, command, o);
            putc(')', to);
        }
    }
    putc('\'', to);
}

static void zsh(FILE *to) {
    fputs("#compdef kaoju\n_kaoju() {\n    local -a commands=(", to);
    for (size_t i = 0; i < command_count; i++) {
        fprintf(to, "\n        '%s:", command_table[i].name);
        put_quoted(to, command_table[i].about, "\\");
        putc('\'', to);
    }
    fputs(")\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n"
          "    local command=$words[2]\n    shift words\n    (( CURRENT-- ))\n    case $command in\n",
          to);
    for (size_t i = 0; i < command_count; i++) {
        const command_entry *c = &command_table[i];
        fprintf(to, "    %s)\n        _arguments -s -S", c->name);
        for (size_t o = 0; o < option_count; o++)
            if (takes_option(c->name, &option_table[o]))
                zsh_option(to, c->name, &option_table[o]);
        if (!c->words)
            fputs(" \\\n        '*:file:_files'", to);
        else if (*c->words)
            fprintf(to, " \\\n        '1:what:(%s)'", c->words);
        fputs(" ;;\n", to);
    }
    fputs("    esac\n}\n_kaoju \"$@\"\n", to);
}

/* ------------------------------------------------------------------ fish */

static void fish_option(FILE *to, const char *command, const option_entry *o) {
    fprintf(to, "complete -c kaoju -n '__fish_seen_subcommand_from %s' -l %s", command, o->name);
    if (o->key < 256)
        fprintf(to, " -s %c", o->key);
    if (o->argument && is_file(o)) {
        fputs(" -r -F", to);
    } else if (o->argument) {
        fputs(" -x -a '", to);
        put_words(to, command, o);
        putc('\'', to);
    }
    fputs(" -d '", to);
    put_quoted(to, o->help, "\\");
    fputs("'\n", to);
}

static void fish(FILE *to) {
    fputs("complete -c kaoju -n __fish_use_subcommand -f\n", to);
    for (size_t i = 0; i < command_count; i++) {
        const command_entry *c = &command_table[i];
        fprintf(to, "complete -c kaoju -n __fish_use_subcommand -f -a %s -d '", c->name);
        put_quoted(to, c->about, "\\");
        fputs("'\n", to);
        if (c->words)
            fprintf(to, "complete -c kaoju -n '__fish_seen_subcommand_from %s' -f -a '%s'\n", c->name, c->words);
        for (size_t o = 0; o < option_count; o++)
            if (takes_option(c->name, &option_table[o]))
                fish_option(to, c->name, &option_table[o]);
    }
}

void print_completion(FILE *to, const char *shell) {
    if (!strcmp(shell, "bash"))
        bash(to);
    else if (!strcmp(shell, "zsh"))
        zsh(to);
    else
        fish(to);
}
