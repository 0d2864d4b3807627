/* Commands and options: see table.h. */
#include "cli/table.h"

#include <string.h>

const command_entry command_table[] = {
    {"extract", "kaoju extract [OPTION...] FILE|DIR|-...", "Find people, countries, dates and figures in news text.",
     "A file is text, or JSON Lines {\"id\",\"text\",\"date\"?,\"url\"?} (.jsonl, .ndjson). Of a folder the .txt, "
     ".jsonl "
     "and .ndjson files are read.",
     "kaoju extract --date 2025-06-18 --to html -o page.html pages/", NULL},
    {"explain", "kaoju explain [OPTION...] FILE|-", "Show every candidate at a place, and why it won or lost.",
     "Without --at, --span or --find it is the whole text.", "kaoju explain --find 5月12日 page.txt", NULL},
    {"check", "kaoju check [--claims FILE] [OPTION...] PAGE...",
     "Compare the facts of pages with each other, or claims with them.",
     "Facts of one metric and subject are the same, the same within rounding, of different periods or units, or in "
     "CONFLICT;\n"
     "claims are supported, contradicted or not found. An article that is printed several times is one source.",
     "kaoju check --claims claims.txt --to html -o check.html pages/", NULL},
    {"convert", "kaoju convert [OPTION...] RECORDS...", "Turn saved records (--to jsonl) into another format.",
     "Formats that show more of the text than the records quote read the files that the records name.",
     "kaoju convert --to csv-excel -o facts.csv records.jsonl", NULL},
    {"verify", "kaoju verify [OPTION...] RECORDS...",
     "Check that saved records still match their sources; say what moved.", "", "kaoju verify records.jsonl", NULL},
    {"rules", "kaoju rules lint|test|list [OPTION...] [RULE]", "Check the rules, run their tests, or list them.", "",
     "kaoju rules lint --rules my-rules", "lint test list"},
    {"compile", "kaoju compile [DICTS RULES] -o FILE",
     "Write dictionaries and rules as one model file, which --model opens at once.",
     "The file is for this version of kaoju and for machines with the same order of bytes.",
     "kaoju compile -o kaoju.kjm && kaoju extract --model kaoju.kjm page.txt", NULL},
    {"version", "kaoju version", "Print the version.", "", NULL, ""},
};
const size_t command_count = sizeof command_table / sizeof *command_table;

const option_entry option_table[] = {
    {"to", TO, "FORMAT", "extract explain check convert", "default: table on a terminal, jsonl otherwise", NULL},
    {"claims", CLAIMS, "FILE", "check", "judge the claims in FILE, one a line, by the pages", NULL},
    {"output", 'o', "FILE", "extract explain check convert verify compile",
     "write to FILE (or folder), all or nothing, instead of standard output", NULL},
    {"jobs", 'j', "N", "extract", "work on N documents at a time (default 1); the output is the same", "1 2 4 8"},
    {"date", DATE, "YYYY-MM-DD", "extract explain check",
     "reference date, for 去年 and 6月18日; THH:MM behind it for 3小时前", ""},
    {"types", TYPES, "LIST", "extract convert", "only these mention types, e.g. FIGURE,DATE",
     "COUNTRY DATE DATE_VAGUE DURATION FIGURE ORDINAL ORG PERSON PLACE SET"},
    {"encoding", ENCODING, "NAME", "extract explain check",
     "auto, utf-8, gb18030, big5, utf-16, utf-16le or utf-16be (default auto)",
     "auto utf-8 gb18030 big5 utf-16 utf-16le utf-16be"},
    {"from", FROM, "KIND", "extract explain check", "text, jsonl or auto: by the name of the file (default auto)",
     "text jsonl auto"},
    {"text", TEXT, "TEXT", "explain", "explain TEXT instead of a file", ""},
    {"at", AT, "LINE[:COL]", "explain", "only what overlaps this line or character; both are counted from 1", ""},
    {"span", SPAN, "START-END", "explain", "only what overlaps these characters, counted from 0", ""},
    {"find", FIND, "STRING", "explain", "only what overlaps an occurrence of STRING", ""},
    {"fail-on-empty", FAIL, NULL, "extract", "exit with 1 if nothing was found", NULL},
    {"color", COLOR, "WHEN", "extract explain check convert",
     "auto, always or never (default auto; NO_COLOR is honoured)", "auto always never"},
    {"dict", DICT, "DIR", "extract explain check rules compile", "dictionaries to use instead of the installed ones",
     NULL},
    {"rules", RULES, "DIR", "extract explain check rules compile", "rules to use instead of the installed ones", NULL},
    {"model", MODEL, "FILE", "extract explain check", "what kaoju compile wrote, instead of dictionaries and rules",
     NULL},
    {"trust-model", TRUST, NULL, "extract explain check",
     "do not look through the model first: for files that nobody else can write", NULL},
    {"root", ROOT, "DIR", "convert verify", "where the paths in the records start; default: the current folder", NULL},
    {"quiet", 'q', NULL, "extract explain check convert verify rules compile", "no progress, no messages but errors",
     NULL},
    {"help", 'h', NULL, "extract explain check convert verify rules compile version",
     "-h: this list; --help: all there is to say", NULL},
};
const size_t option_count = sizeof option_table / sizeof *option_table;

const char exit_codes[] = "0  ok\n"
                          "1  nothing found (--fail-on-empty, --find), a contradiction (check), a change (verify)\n"
                          "2  wrong usage\n"
                          "3  some inputs failed, the others were written\n"
                          "4  bad dictionary or rule\n"
                          "5  the output could not be written\n";

static const kaoju_format views[] = {{"table", "for a terminal", KAOJU_STREAM, false, NULL},
                                     {"jsonl", "one object a line", KAOJU_STREAM, false, NULL},
                                     {"html", "one page that needs nothing else", KAOJU_STREAM, false, NULL}};

const command_entry *find_command(const char *name) {
    for (size_t i = 0; name && i < command_count; i++)
        if (!strcmp(command_table[i].name, name))
            return &command_table[i];
    return NULL;
}

const option_entry *find_option(int key) {
    for (size_t i = 0; i < option_count; i++)
        if (option_table[i].key == (key == HELP ? 'h' : key))
            return &option_table[i];
    return NULL;
}

bool takes_option(const char *command, const option_entry *option) {
    size_t size = strlen(command);
    for (const char *at = option->commands; *at; at += strcspn(at, " "), at += strspn(at, " "))
        if (strcspn(at, " ") == size && !memcmp(at, command, size))
            return true;
    return false;
}

const kaoju_format *format_of(const char *command, size_t index) {
    size_t count = !strcmp(command, "check") ? 3 : !strcmp(command, "explain") ? 2 : 0;
    if (count)
        return index < count ? &views[index] : NULL;
    return takes_option(command, find_option(TO)) ? kaoju_format_at(index) : NULL;
}

bool has_format(const char *command, const char *name) {
    const kaoju_format *f;
    for (size_t i = 0; (f = format_of(command, i)); i++)
        if (!strcmp(f->name, name))
            return true;
    return false;
}
