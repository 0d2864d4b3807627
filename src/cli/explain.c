/* kaoju explain: every candidate at a place of a document, and why it won or lost. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct job {
    const options *options;
    kaoju_session *session;
    const char *format;
    kaoju_write_options write;
    output out;
    size_t places;
    int code; /* the worst so far */
} job;

static void fail(job *j, const char *id, const kaoju_error *error) {
    bool usage = error->code == KAOJU_E_ARGUMENT;
    complain("%s: %s", !strcmp(id, "-") ? "standard input" : id, error->message);
    j->code = usage ? EXIT_USAGE : error->code == KAOJU_E_IO ? EXIT_IO : EXIT_SOME_FAILED;
}

static void explain(job *j, kaoju_document *document) {
    const kaoju_explanation *explanation = NULL;
    kaoju_error error;
    if (!document->date)
        document->date = j->options->date;
    kaoju_status status = kaoju_explain(j->session, document, &j->options->where, &explanation, &error);
    if (!status) {
        j->places += kaoju_place_count(explanation);
        if (kaoju_place_count(explanation))
            status = kaoju_explanation_write(explanation, j->format, &j->write, output_write, &j->out, &error);
    }
    if (status && !j->out.failed)
        fail(j, document->id, &error);
}

static void explain_item(job *j, const item *i) {
    kaoju_document document = {
        .id = i->id, .bytes = i->bytes, .size = i->size, .encoding = j->options->encoding, .path = i->path};
    void *storage = NULL;
    kaoju_error error;
    if (i->json && kaoju_jsonl_read(i->bytes, i->size, &document, &storage, &error)) {
        fail(j, i->id, &error);
        j->code = EXIT_SOME_FAILED; /* the line is bad, not the command */
        return;
    }
    if (!document.id)
        document.id = i->id;
    document.path = i->path;
    explain(j, &document);
    kaoju_jsonl_free(storage);
}

static void explain_inputs(job *j) {
    input *in = input_open(j->options->arguments, j->options->argument_count, j->options);
    item next;
    int code = in ? 1 : 0;
    if (!in) {
        complain("out of memory");
        j->code = EXIT_IO;
    }
    while (code && !j->out.failed && (code = input_next(in, &next)) != 0) {
        if (code < 0) {
            j->code = EXIT_SOME_FAILED;
            continue;
        }
        explain_item(j, &next);
        item_free(&next);
    }
    input_close(in);
}

static bool check_arguments(const options *o) {
    const kaoju_where *w = &o->where;
    if ((w->line != 0) + (w->span.end != 0) + (w->find != NULL) > 1)
        complain("one of --at, --span and --find is enough");
    else if (o->text && o->argument_count)
        complain("--text takes the place of a file");
    else if (!o->text && o->argument_count != 1)
        complain("kaoju explain takes one file, or --text");
    else
        return true;
    return false;
}

static int run(job *j) {
    const options *o = j->options;
    kaoju_document given = {.id = "", .bytes = o->text, .size = o->text ? strlen(o->text) : 0, .encoding = "utf-8"};
    if (!output_open(&j->out, o->output))
        return EXIT_IO;
    if (o->text)
        explain(j, &given);
    else
        explain_inputs(j);
    if (!j->code && !j->places && o->where.find) {
        complain("%s does not occur", o->where.find);
        j->code = EXIT_EMPTY;
    }
    bool others = j->code == EXIT_SOME_FAILED && j->places; /* of JSON Lines: they are kept */
    return output_close(&j->out, j->code == EXIT_OK || others) ? j->code : EXIT_IO;
}

int command_explain(const options *o) {
    job j = {.options = o};
    kaoju_error error;
    if (!check_arguments(o))
        return EXIT_USAGE;
    j.format = output_format(o, &j.write);
    kaoju_model *model = model_open(o);
    if (!model)
        return EXIT_BAD_RULES;
    int code = EXIT_IO;
    if (kaoju_session_new(model, &j.session, &error))
        complain_error(&error);
    else
        code = run(&j);
    kaoju_session_free(j.session);
    kaoju_model_free(model);
    return code;
}
