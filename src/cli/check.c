/* kaoju check: facts of many pages against each other, or the claims of a file against them. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a line of claims. */
#define CLAIM_MAX (1u << 20)

typedef struct job {
    const options *options;
    kaoju_session *session;
    kaoju_check *check;
    bool fatal; /* out of memory: nothing more can be said */
    int code;   /* the worst so far */
} job;

static void failed(job *j, const char *id, const kaoju_error *error) {
    complain("%s: %s", !strcmp(id, "-") ? "standard input" : id, error->message);
    j->fatal |= error->code == KAOJU_E_MEMORY;
    j->code = EXIT_SOME_FAILED;
}

static void add_page(job *j, const item *i) {
    kaoju_document document = {
        .id = i->id, .bytes = i->bytes, .size = i->size, .encoding = j->options->encoding, .path = i->path};
    const kaoju_result *result = NULL;
    void *storage = NULL;
    kaoju_error error;
    if (i->json) {
        if (kaoju_jsonl_read(i->bytes, i->size, &document, &storage, &error)) {
            failed(j, i->id, &error);
            return;
        }
        if (!document.id)
            document.id = i->id;
        document.path = NULL; /* the id says more: papers.jsonl holds many pages */
    }
    if (!document.date)
        document.date = j->options->date;
    if (kaoju_extract(j->session, &document, &result, &error) || kaoju_check_page(j->check, result, &error))
        failed(j, document.id, &error);
    kaoju_jsonl_free(storage);
}

static void add_pages(job *j) {
    input *in = input_open(j->options->arguments, j->options->argument_count, j->options);
    item next;
    int code = in ? 1 : 0;
    if (!in) {
        complain("out of memory");
        j->fatal = true;
    }
    while (code && !j->fatal && (code = input_next(in, &next)) != 0) {
        if (code < 0) {
            j->code = EXIT_SOME_FAILED;
            continue;
        }
        add_page(j, &next);
        item_free(&next);
    }
    input_close(in);
}

static void add_claim(job *j, const char *path, const char *text, size_t size, uint32_t line) {
    char id[4200];
    snprintf(id, sizeof id, "%s:%u", path, (unsigned)line);
    kaoju_document document = {.id = id,
                               .bytes = text,
                               .size = size,
                               .encoding = j->options->encoding,
                               .date = j->options->date,
                               .path = path};
    const kaoju_result *result = NULL;
    kaoju_error error;
    if (kaoju_extract(j->session, &document, &result, &error) || kaoju_check_claim(j->check, result, line, &error))
        failed(j, id, &error);
}

static bool is_blank(const char *text, size_t size) {
    return strspn(text, " \t\r\n") >= size || *text == '#';
}

/* The next line with its end, or as much of it as there is room for; 0 at the end of the file. A line may have NULs. */
static size_t read_line(FILE *file, char *text) {
    size_t size = 0;
    for (int c; size + 1 < CLAIM_MAX && (c = getc(file)) != EOF;) {
        text[size++] = (char)c;
        if (c == '\n')
            break;
    }
    text[size] = '\0';
    return size;
}

/* Each line that is not empty and does not begin with # is a claim. */
static void read_claims(job *j, const char *path, FILE *file) {
    char *text = malloc(CLAIM_MAX);
    if (!text) {
        complain("%s: out of memory", path);
        j->fatal = true;
    }
    for (uint32_t line = 1; !j->fatal; line++) {
        size_t size = read_line(file, text);
        if (!size)
            break;
        if (size + 1 == CLAIM_MAX && text[size - 1] != '\n') {
            complain("%s:%u: a claim has at most %u bytes", path, (unsigned)line, CLAIM_MAX - 2);
            j->code = EXIT_SOME_FAILED;
            for (int c = getc(file); c != '\n' && c != EOF;)
                c = getc(file);
        } else if (!is_blank(text, size)) {
            add_claim(j, path, text, size, line);
        }
    }
    if (ferror(file)) {
        complain("%s: %s", path, strerror(errno));
        j->fatal = true;
    }
    free(text);
}

static void add_claims(job *j, const char *path) {
    if (!strcmp(path, "-")) {
        read_claims(j, path, stdin);
        return;
    }
    FILE *file = fopen(path, "rb");
    if (!file) {
        complain("%s: %s", path, strerror(errno));
        j->fatal = true;
        return;
    }
    read_claims(j, path, file);
    (void)fclose(file);
}

/* 1 for a contradiction, among the pages or by them. */
static int verdict(const kaoju_check *check, bool claims) {
    for (size_t i = 0; claims && i < kaoju_claim_count(check); i++)
        if (kaoju_claim_at(check, i)->judgement == KAOJU_CONTRADICTED)
            return EXIT_EMPTY;
    for (size_t i = 0; !claims && i < kaoju_agreement_count(check); i++)
        if (kaoju_agreement_at(check, i)->verdict == KAOJU_CONFLICT)
            return EXIT_EMPTY;
    return EXIT_OK;
}

static int write(job *j) {
    kaoju_write_options how;
    const char *format = output_format(j->options, &how);
    output out;
    kaoju_error error;
    if (!output_open(&out, j->options->output))
        return EXIT_IO;
    bool ok = !kaoju_check_write(j->check, format, &how, output_write, &out, &error);
    if (!ok && !out.failed)
        complain_error(&error);
    return output_close(&out, ok) && ok ? EXIT_OK : EXIT_IO;
}

static int run(job *j) {
    const options *o = j->options;
    kaoju_error error;
    add_pages(j);
    if (!j->fatal && o->claims)
        add_claims(j, o->claims);
    if (!j->fatal && kaoju_check_run(j->check, &error)) {
        complain_error(&error);
        j->fatal = true;
    }
    if (j->fatal)
        return j->code ? j->code : EXIT_IO;
    int code = write(j);
    if (code == EXIT_OK)
        code = j->code;
    return code == EXIT_OK ? verdict(j->check, o->claims != NULL) : code;
}

int command_check(const options *o) {
    job j = {.options = o};
    kaoju_error error;
    if (!o->argument_count) {
        complain("kaoju check needs pages: files, folders, or - for standard input");
        return EXIT_USAGE;
    }
    kaoju_model *model = model_open(o);
    if (!model)
        return EXIT_BAD_RULES;
    int code = EXIT_IO;
    if (kaoju_session_new(model, &j.session, &error) || kaoju_check_new(&j.check, &error))
        complain_error(&error);
    else
        code = run(&j);
    kaoju_check_free(j.check);
    kaoju_session_free(j.session);
    kaoju_model_free(model);
    return code;
}
