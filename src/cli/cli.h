/* The kaoju command: what its files share. Includes kaoju.h only. */
#ifndef KJ_CLI_CLI_H
#define KJ_CLI_CLI_H

#include "kaoju.h"

#include <stdio.h>

/* Exit codes, as in README. */
enum {
    EXIT_OK = 0,
    EXIT_EMPTY = 1, /* nothing found (--fail-on-empty); check: a contradiction; verify: a change */
    EXIT_USAGE = 2,
    EXIT_SOME_FAILED = 3,
    EXIT_BAD_RULES = 4,
    EXIT_IO = 5
};

typedef enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color_mode;

typedef enum { HELP_NONE, HELP_SHORT, HELP_LONG } help_mode;

typedef struct options {
    const char *command;
    const char *to, *output, *date, *types, *encoding, *from, *dict, *rules, *text, *claims, *root, *model;
    kaoju_where where; /* explain */
    long jobs;
    color_mode color;
    help_mode help;
    const char *print; /* what kaoju help is to print instead: "man" "bash" "zsh" "fish" */
    bool fail_on_empty, quiet, trust_model;
    char **arguments; /* what is left: paths, or sub-command and names */
    int argument_count;
} options;

/* options.c: by the table in table.c. Returns an exit code: EXIT_OK, or EXIT_USAGE after a message. */
int options_read(options *out, int count, char **arguments);

/* help.c: the help for a command (NULL: for all), with `whole` all there is to say; one line of usage on stderr after a
 * message about wrong usage, and the exit code for it. */
void options_help(FILE *to, const char *command, bool whole);
int options_usage(const char *command);

/* manual.c, completion.c: the manual page (troff), and what a shell needs to complete words ("bash" "zsh" "fish"). */
void print_manual(FILE *to);
void print_completion(FILE *to, const char *shell);

/* commands: each returns an exit code */
int command_extract(const options *o);
int command_explain(const options *o);
int command_check(const options *o);
int command_convert(const options *o);
int command_verify(const options *o);
int command_rules(const options *o);
int command_compile(const options *o);
int command_version(const options *o);

/* compile.c: the model of --model, or of the dictionaries and rules; kaoju_model_free it. NULL: told on stderr, exit with
 * EXIT_BAD_RULES. */
kaoju_model *model_open(const options *o);

/* output.c: bytes to standard output, or to a temporary file (folder) that becomes FILE (DIR) when all went well. */
typedef struct output {
    FILE *file;       /* of a folder: the one being written, or NULL */
    const char *path; /* NULL: standard output */
    char *target;     /* what is replaced: the path with its links followed */
    char *temporary;  /* NULL: written to directly */
    bool folder, failed, terminal;
} output;
bool output_open(output *out, const char *path);
bool output_write(void *context, const char *bytes, size_t size); /* a kaoju_sink */
/* Flushes, checks, and renames; with `keep` false the temporary file is thrown away. False: told on stderr. */
bool output_close(output *out, bool keep);
/* For what went to stdout by printf: `code` if all of it was written, else EXIT_IO, told. */
int output_end_standard(int code);
bool output_fail(output *out, const char *what); /* tells of errno, unless the reader went away; false */
void output_sync_folder(const char *path);       /* of a file: names are kept by the folder */

/* folder.c: the same for a folder. DIR must be new or empty. */
bool folder_open(output *out, const char *path);
bool folder_file(void *context, const char *name); /* a kaoju_write_options.file */
bool folder_close(output *out, bool keep);

/* writing.c: the format, and how to write it: what the options say, else what suits a terminal or a pipe. */
const char *output_format(const options *o, kaoju_write_options *write);
/* Can it be written there? False: told as wrong usage. */
bool output_check(const options *o, const char *format);
/* Opens -o or standard output and a writer onto it; false: told on stderr. */
bool output_start(output *out, const options *o, const char *format, kaoju_write_options *write, kaoju_writer **writer);
bool output_end(output *out, kaoju_writer *writer); /* kaoju_writer_end; false: told on stderr */

/* input.c: documents one after the other from files, folders and standard input. */
typedef struct input input;
typedef struct item {
    char *bytes; /* of the document or the JSON line; owned by the item */
    size_t size;
    char *id;         /* path, or path:line for a JSON line; never NULL */
    const char *path; /* borrowed from the input */
    unsigned long line;
    bool json;
} item;
input *input_open(char **paths, int count, const options *o); /* --from and -q matter */
/* 1: an item; 0: the end; -1: an input failed (told already), go on. */
int input_next(input *in, item *out);
void item_free(item *i);
void input_close(input *in);

/* progress.c: a line on stderr while long work goes on, if that is a terminal and -q is not given. input_open and input_close
 * start and end it, item_free is one more done; tell and output_write erase it. */
bool progress_start(const options *o); /* is there one? */
void progress_all(double bytes);       /* that there are to read; 0: nobody knows */
void progress_done(size_t bytes);
void progress_erase(void);
void progress_end(void);

/* Text and a line end on stderr. Paths and input lines are not ours: what would steer a terminal is shown as \u{1B}. */
void tell(const char *text);
/* The code point of a control or bidi character at `at` (C0, DEL, C1, U+061C, 200E/F, 202A-E, 2066-9) and its bytes; 0
 * if it is none. A line end is none. */
unsigned control_at(const unsigned char *at, size_t *size);
void complain(const char *format, ...);        /* "kaoju: ..." by tell */
void complain_error(const kaoju_error *error); /* with file, line, caret */

#endif
