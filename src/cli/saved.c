/* kaoju convert and kaoju verify: saved records in, line by line; another format, or what no longer matches, out. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct job {
    const options *options;
    kaoju_saved *saved;
    kaoju_writer *writer; /* convert */
    bool text;            /* convert: the format needs the text of the documents */
    kaoju_verify_counts counts;
    output out;
    bool (*document)(struct job *j, const kaoju_result *result); /* false: this input failed, told */
    size_t failures;
} job;

/* A document id as text that ends; the part that fits. */
static const char *name_of(const kaoju_result *result, char *room, size_t size) {
    kaoju_string id = kaoju_result_id(result);
    snprintf(room, size, "%.*s", (int)(id.size < size ? id.size : size - 1), id.data ? id.data : "");
    for (char *at = room; (at = strchr(at, '\n'));)
        *at = ' '; /* one message, one line */
    return room;
}

static void finish_document(job *j) {
    const kaoju_result *result = kaoju_saved_result(j->saved);
    if (result && !j->out.failed && !j->document(j, result))
        j->failures++;
}

static void read_line(job *j, const item *line) {
    kaoju_error error;
    kaoju_status status = kaoju_saved_line(j->saved, line->bytes, line->size, &error);
    finish_document(j);
    if (!status)
        return;
    snprintf(error.file, sizeof error.file, "%s", strcmp(line->path, "-") ? line->path : "standard input");
    error.line = (uint32_t)line->line;
    complain_error(&error);
    j->failures++;
}

static bool read_all(job *j) {
    static char standard_input[] = "-";
    char *only[] = {standard_input};
    options lines = *j->options;
    lines.from = "records";
    bool given = lines.argument_count > 0;
    input *in = input_open(given ? lines.arguments : only, given ? lines.argument_count : 1, &lines);
    const char *path = NULL;
    item next;
    int code;
    if (!in) {
        complain("out of memory");
        return false;
    }
    while (!j->out.failed && (code = input_next(in, &next)) != 0) {
        if (code < 0) {
            j->failures++;
            continue;
        }
        if (path && path != next.path) { /* the records of a document are in one file */
            kaoju_saved_end(j->saved);
            finish_document(j);
        }
        path = next.path;
        read_line(j, &next);
        item_free(&next);
    }
    kaoju_saved_end(j->saved);
    finish_document(j);
    input_close(in);
    return !j->out.failed;
}

static bool open_saved(job *j) {
    kaoju_error error;
    if (!kaoju_saved_new(&j->saved, &error))
        return true;
    complain_error(&error);
    return false;
}

/* ------------------------------------------------------------------ convert */

static bool convert(job *j, const kaoju_result *result) {
    kaoju_error error;
    char name[4200];
    if ((!j->text || !kaoju_saved_source(j->saved, j->options->root, &error)) &&
        !kaoju_writer_document(j->writer, result, &error))
        return true;
    if (!j->out.failed)
        complain("%s: %s", name_of(result, name, sizeof name), error.message);
    return false;
}

int command_convert(const options *o) {
    job j = {.options = o, .document = convert};
    kaoju_write_options write = {0};
    const char *format = output_format(o, &write);
    int code = EXIT_IO;
    if (!o->argument_count && isatty(STDIN_FILENO)) {
        options_help(stderr, "convert", false);
        return EXIT_USAGE;
    }
    if (!output_check(o, format))
        return EXIT_USAGE;
    j.text = kaoju_format_find(format)->needs_text;
    if (open_saved(&j) && output_start(&j.out, o, format, &write, &j.writer)) {
        bool ok = read_all(&j) && output_end(&j.out, j.writer);
        bool written = output_close(&j.out, ok);
        code = !ok || !written ? EXIT_IO : j.failures ? EXIT_SOME_FAILED : EXIT_OK;
    }
    kaoju_writer_free(j.writer);
    kaoju_saved_free(j.saved);
    return code;
}

/* ------------------------------------------------------------------ verify */

/* One line. What it quotes is of the records, which may be anybody's: controls are written out. */
static void print(job *j, const char *text) {
    char escaped[24];
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        size_t size;
        unsigned cp = control_at(at, &size);
        cp = *at == '\n' ? '\n' : cp;
        int length = snprintf(escaped, sizeof escaped, "\\u{%X}", cp);
        output_write(&j->out, cp ? escaped : (const char *)at, cp ? (size_t)length : 1);
        at += cp ? size : 1;
    }
    output_write(&j->out, "\n", 1);
}

/* page.txt:5:37: 今年1至4月 (m0123): moved to 7:37 */
static void tell_verdict(void *context, const kaoju_result *result, const kaoju_finding *v) {
    static const char *const words[KAOJU_OUTCOMES] = {"same", "moved to ", "gone",
                                                      "the record is not true of the source"};
    char text[8192], name[4200], place[32] = "";
    if (!v) {
        snprintf(text, sizeof text, "%s: changed since the records were made", name_of(result, name, sizeof name));
        print(context, text);
        return;
    }
    const kaoju_mention *m = v->mention;
    int size = (int)(m->norm.size < 200 ? m->norm.size : 200);
    if (v->outcome == KAOJU_MOVED)
        snprintf(place, sizeof place, "%u:%u", (unsigned)v->line, (unsigned)v->column);
    snprintf(text, sizeof text, "%s:%u:%u: %.*s (%s): %s%s", name_of(result, name, sizeof name), (unsigned)m->line,
             (unsigned)m->column, size, m->norm.data, m->id, words[v->outcome], place);
    print(context, text);
}

static bool verify(job *j, const kaoju_result *result) {
    kaoju_error error;
    char name[4200];
    if (kaoju_saved_verify(j->saved, j->options->root, tell_verdict, j, &j->counts, &error)) {
        complain("%s: %s", name_of(result, name, sizeof name), error.message);
        return false;
    }
    return true;
}

static void tell_counts(job *j) {
    char text[512];
    const kaoju_verify_counts *c = &j->counts;
    snprintf(text, sizeof text,
             "%zu documents, %zu changed; %zu mentions: %zu as they were, %zu moved, %zu gone, %zu not true",
             c->documents, c->changed,
             c->mentions[KAOJU_IN_PLACE] + c->mentions[KAOJU_MOVED] + c->mentions[KAOJU_GONE] +
                 c->mentions[KAOJU_FALSE],
             c->mentions[KAOJU_IN_PLACE], c->mentions[KAOJU_MOVED], c->mentions[KAOJU_GONE], c->mentions[KAOJU_FALSE]);
    print(j, text);
}

int command_verify(const options *o) {
    job j = {.options = o, .document = verify};
    int code = EXIT_IO;
    if (!o->argument_count && isatty(STDIN_FILENO)) {
        options_help(stderr, "verify", false);
        return EXIT_USAGE;
    }
    if (open_saved(&j) && output_open(&j.out, o->output)) {
        bool ok = read_all(&j);
        if (ok && !o->quiet)
            tell_counts(&j);
        if (output_close(&j.out, ok) && ok)
            code = j.failures                                           ? EXIT_SOME_FAILED
                   : j.counts.changed || j.counts.mentions[KAOJU_FALSE] ? EXIT_EMPTY
                                                                        : EXIT_OK;
    }
    kaoju_saved_free(j.saved);
    return code;
}
