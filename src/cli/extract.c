/* kaoju extract: documents in, records out, in the order of the inputs at any -j.
 *
 * The main thread reads the inputs and -j N workers the documents. A ring of slots holds those on their way, so memory does
 * not grow with their number. There is one writer: the worker that has read the document whose turn it is writes that and
 * all that are ready behind it, and the others go on with what is not read yet. So any format, also one that counts or
 * compares documents, gives the same bytes at any -j, and what stands in line are results, not their output. A result
 * lives in its session, so a session goes with the document and is free again when that is written. */
#include "cli/cli.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a worker has read: a result, or what went wrong. */
typedef struct answer {
    const kaoju_result *result;
    void *storage;      /* of a JSON line: its text, which the result borrows */
    char message[5120]; /* a path is at most 4096 bytes */
} answer;

typedef struct slot {
    item input;
    kaoju_session *session; /* NULL: none yet */
    answer answer;
    bool read;
} slot;

typedef struct job {
    const options *options;
    const kaoju_model *model;
    kaoju_write_options write;
    kaoju_writer *writer;
    slot *slots;
    size_t slot_count, filled, taken, written; /* running numbers; slot = number % slot_count */
    kaoju_session **idle;
    size_t idle_count;
    bool finished, stopped, writing; /* no more input; nothing more can be written; somebody writes */
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    output out;
    size_t mentions, failures;
} job;

/* Is `name` one of the comma list? No list holds everything. */
static bool is_listed(const char *list, const char *name) {
    size_t size = strlen(name);
    for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
        if (strcspn(at, ",") == size && !memcmp(at, name, size))
            return true;
    return !list;
}

static void note_failure(answer *a, const item *i, const kaoju_error *error) {
    const char *path = i->path && strcmp(i->path, "-") != 0 ? i->path : "standard input";
    a->result = NULL;
    if (i->json) {
        kaoju_error placed = *error;
        snprintf(placed.file, sizeof placed.file, "%s", path);
        placed.line = (uint32_t)i->line;
        if (!placed.column)
            placed.column = 1;
        kaoju_error_format(&placed, a->message, sizeof a->message);
        return;
    }
    snprintf(a->message, sizeof a->message, "kaoju: %s: %s", path, error->message);
}

static void read_item(const job *j, slot *s) {
    const item *i = &s->input;
    answer *a = &s->answer;
    kaoju_error error = {0};
    kaoju_document document = {.id = i->id, .bytes = i->bytes, .size = i->size, .encoding = j->options->encoding};
    kaoju_status status = s->session ? KAOJU_OK : kaoju_session_new(j->model, &s->session, &error);
    if (!status && i->json)
        status = kaoju_jsonl_read(i->bytes, i->size, &document, &a->storage, &error);
    if (!document.id)
        document.id = i->id;
    document.path = i->path;
    if (!document.date)
        document.date = j->options->date;
    if (!status)
        status = kaoju_extract(s->session, &document, &a->result, &error);
    if (status)
        note_failure(a, i, &error);
}

/* It is this document's turn: nobody else writes now. */
static void write_answer(job *j, const item *i, answer *a) {
    kaoju_error error;
    kaoju_status status = KAOJU_OK;
    if (a->result && (status = kaoju_writer_document(j->writer, a->result, &error)) != KAOJU_OK) {
        note_failure(a, i, &error);
        if (status == KAOJU_E_IO && j->out.failed)
            return; /* told already */
    }
    if (!a->result) {
        tell(a->message);
        j->failures++;
        return;
    }
    for (size_t m = 0; m < kaoju_mention_count(a->result); m++)
        j->mentions += is_listed(j->write.types, kaoju_mention_at(a->result, m)->type);
}

/* Writes what is read, as far as nothing before it is missing. The mutex is held, but let go of while writing. */
static void write_ready(job *j) {
    slot *s;
    while (!j->writing && j->written < j->taken && (s = &j->slots[j->written % j->slot_count])->read) {
        bool stopped = j->stopped;
        j->writing = true;
        pthread_mutex_unlock(&j->mutex);
        if (!stopped)
            write_answer(j, &s->input, &s->answer);
        kaoju_jsonl_free(s->answer.storage);
        item_free(&s->input);
        pthread_mutex_lock(&j->mutex);
        if (s->session)
            j->idle[j->idle_count++] = s->session;
        j->stopped |= j->out.failed;
        j->writing = false;
        j->written++;
        pthread_cond_broadcast(&j->changed);
    }
}

static void *worker(void *context) {
    job *j = context;
    pthread_mutex_lock(&j->mutex);
    for (;;) {
        while (j->taken == j->filled && !j->finished)
            pthread_cond_wait(&j->changed, &j->mutex);
        if (j->taken == j->filled)
            break;
        slot *mine = &j->slots[j->taken++ % j->slot_count];
        mine->session = j->idle_count ? j->idle[--j->idle_count] : NULL;
        bool stopped = j->stopped;
        pthread_mutex_unlock(&j->mutex);
        if (!stopped)
            read_item(j, mine);
        pthread_mutex_lock(&j->mutex);
        mine->read = true;
        write_ready(j);
    }
    pthread_mutex_unlock(&j->mutex);
    return NULL;
}

static void feed(job *j, input *in) {
    item next;
    int code = 1;
    pthread_mutex_lock(&j->mutex);
    while (code) {
        while (j->filled - j->written == j->slot_count)
            pthread_cond_wait(&j->changed, &j->mutex);
        if (j->stopped)
            break;
        pthread_mutex_unlock(&j->mutex);
        code = input_next(in, &next);
        pthread_mutex_lock(&j->mutex);
        if (code < 0)
            j->failures++;
        if (code <= 0)
            continue;
        slot *s = &j->slots[j->filled++ % j->slot_count];
        s->input = next;
        s->answer.result = NULL;
        s->answer.storage = NULL;
        s->read = false;
        pthread_cond_broadcast(&j->changed);
    }
    j->finished = true;
    pthread_cond_broadcast(&j->changed);
    pthread_mutex_unlock(&j->mutex);
}

static bool run(job *j, input *in) {
    long count = j->options->jobs, started = 0;
    pthread_t *threads = calloc((size_t)count, sizeof *threads);
    j->slot_count = (size_t)count * 4;
    j->slots = calloc(j->slot_count, sizeof *j->slots);
    j->idle = calloc(j->slot_count, sizeof(kaoju_session *));
    bool ok =
        threads && j->slots && j->idle && !pthread_mutex_init(&j->mutex, NULL) && !pthread_cond_init(&j->changed, NULL);
    while (ok && started < count && !pthread_create(&threads[started], NULL, worker, j))
        started++;
    ok = ok && started;
    if (ok)
        feed(j, in);
    else
        complain("no thread could be started");
    for (long i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    while (ok && j->idle_count)
        kaoju_session_free(j->idle[--j->idle_count]);
    free(j->idle);
    free(j->slots);
    free(threads);
    return ok;
}

/* Does some rule give records of the type `name` of `size` bytes? */
static bool is_type(const kaoju_model *model, const char *name, size_t size) {
    for (size_t i = 0; i < kaoju_rule_count(model); i++) {
        const char *type = kaoju_rule_at(model, i).type;
        if (*type >= 'A' && *type <= 'Z' && strlen(type) == size && !memcmp(type, name, size))
            return true;
    }
    return false;
}

static bool check_types(const kaoju_model *model, const char *types) {
    for (const char *at = types; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        size_t size = strcspn(at, ",");
        if (!size)
            complain("--types: a name is missing in the list");
        else if (!is_type(model, at, size))
            complain("--types: no rule gives %.*s; kaoju rules list shows the types", (int)size, at);
        if (!size || !is_type(model, at, size))
            return false;
    }
    return true;
}

/* The library knows the names of the encodings: an unknown one is wrong usage, not a failure of every input. */
static bool check_encoding(const kaoju_model *model, const char *name) {
    kaoju_session *session = NULL;
    kaoju_error error;
    const kaoju_result *result = NULL;
    kaoju_document nothing = {.bytes = "", .encoding = name};
    kaoju_status status = KAOJU_OK;
    if (name && !kaoju_session_new(model, &session, NULL))
        status = kaoju_extract(session, &nothing, &result, &error);
    if (status == KAOJU_E_ARGUMENT)
        complain("--encoding: %s", error.message);
    kaoju_session_free(session);
    return status != KAOJU_E_ARGUMENT;
}

static int finish(job *j, bool ran) {
    /* With -o, failed inputs do not take away what the others gave; only a failure to write does. */
    ran = ran && output_end(&j->out, j->writer);
    bool written = output_close(&j->out, ran);
    if (!ran || !written)
        return EXIT_IO;
    if (j->failures)
        return EXIT_SOME_FAILED;
    return j->options->fail_on_empty && !j->mentions ? EXIT_EMPTY : EXIT_OK;
}

int command_extract(const options *o) {
    static char standard_input[] = "-";
    char *only[] = {standard_input};
    job j = {.options = o};
    if (!o->argument_count && isatty(STDIN_FILENO)) {
        options_help(stderr, "extract", false);
        return EXIT_USAGE;
    }
    const char *format = output_format(o, &j.write);
    if (!output_check(o, format))
        return EXIT_USAGE;
    kaoju_model *model = model_open(o);
    if (!model)
        return EXIT_BAD_RULES;
    if (!check_types(model, o->types) || !check_encoding(model, o->encoding)) {
        kaoju_model_free(model);
        return EXIT_USAGE;
    }
    j.model = model;
    int code = EXIT_IO;
    input *in = input_open(o->argument_count ? o->arguments : only, o->argument_count ? o->argument_count : 1, o);
    if (!in)
        complain("out of memory");
    else if (output_start(&j.out, o, format, &j.write, &j.writer))
        code = finish(&j, run(&j, in));
    kaoju_writer_free(j.writer);
    input_close(in);
    kaoju_model_free(model);
    return code;
}
