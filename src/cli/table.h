/* The one table of commands and options: parsing, help, manual page and completions are made from it. */
#ifndef KJ_CLI_TABLE_H
#define KJ_CLI_TABLE_H

#include "kaoju.h"

typedef struct command_entry {
    const char *name, *usage, *about;
    const char *more;    /* for --help and the manual page */
    const char *example; /* a line for a shell; NULL: none */
    const char *words;   /* its arguments that are no files; NULL: they are files */
} command_entry;

typedef struct option_entry {
    const char *name;
    int key;              /* a character: also the short option */
    const char *argument; /* NULL if it takes none */
    const char *commands; /* which commands take it: names and blanks */
    const char *help;
    const char *words; /* what its argument may be, for completions; NULL: by `argument` (FILE, DIR, FORMAT) */
} option_entry;

/* Keys of options without a letter. HELP is --help, where 'h' is -h. */
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
    TRUST,
    HELP
};

extern const command_entry command_table[];
extern const size_t command_count;
extern const option_entry option_table[];
extern const size_t option_count;
extern const char exit_codes[]; /* lines */

const command_entry *find_command(const char *name); /* NULL: there is none */
const option_entry *find_option(int key);
bool takes_option(const char *command, const option_entry *option);

/* What --to takes: the formats of the library, or those that explanations and checks have. NULL behind the last. */
const kaoju_format *format_of(const char *command, size_t index);
bool has_format(const char *command, const char *name);

#endif
