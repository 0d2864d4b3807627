/* kaoju extract: documents in, records out, in the order of the inputs at any -j.
 *
 * The main thread reads and writes; with -j N, N workers have a session each. A ring of slots holds documents on their
 * way, so memory does not grow with their number: a slot is filled, worked on, and written when its turn comes. */
#include "cli/cli.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef enum { FREE, READY, BUSY, DONE } slot_state;

typedef struct slot {
    slot_state state;
    item input;
    char *bytes; /* what the writer made of it */
    size_t size, room;
    size_t mentions;
    bool failed, memory;
    char message[5120]; /* for stderr, told in order; a path is at most 4096 bytes */
} slot;

typedef struct job {
    const options *options;
    const kaoju_model *model;
    kaoju_write_options write;
    const char *format;
    slot *slots;
    size_t slot_count, filled, taken, written; /* running numbers; slot = number % slot_count */
    bool finished;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    output out;
    size_t mentions, failures;
} job;

static bool collect(void *context, const char *bytes, size_t size) {
    slot *s = context;
    if (size > s->room - s->size) {
        size_t room = s->room ? s->room : 65536;
        while (room - s->size < size)
            room *= 2;
        char *grown = realloc(s->bytes, room);
        if (!grown)
            return false;
        s->bytes = grown;
        s->room = room;
    }
    memcpy(s->bytes + s->size, bytes, size);
    s->size += size;
    return true;
}

/* Is `name` one of the comma list? No list holds everything. */
static bool is_listed(const char *list, const char *name) {
    size_t size = strlen(name);
    for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
        if (strcspn(at, ",") == size && !memcmp(at, name, size))
            return true;
    return !list;
}

static void note_failure(slot *s, const kaoju_error *error) {
    const char *path = s->input.path && strcmp(s->input.path, "-") ? s->input.path : "standard input";
    s->failed = true;
    if (s->input.json) {
        kaoju_error placed = *error;
        snprintf(placed.file, sizeof placed.file, "%s", path);
        placed.line = (uint32_t)s->input.line;
        if (!placed.column)
            placed.column = 1;
        kaoju_error_format(&placed, s->message, sizeof s->message);
        return;
    }
    snprintf(s->message, sizeof s->message, "kaoju: %s: %s", path, error->message);
}

/* Reads one document and formats its records into the slot. */
static void work(const job *j, kaoju_session *session, slot *s) {
    kaoju_error error = {0};
    kaoju_document document = {
        .id = s->input.id, .bytes = s->input.bytes, .size = s->input.size, .encoding = j->options->encoding};
    void *storage = NULL;
    kaoju_writer *writer = NULL;
    const kaoju_result *result = NULL;
    char id[4200];
    kaoju_status status = KAOJU_OK;
    if (s->input.json)
        status = kaoju_jsonl_read(s->input.bytes, s->input.size, &document, &storage, &error);
    if (!document.id) {
        snprintf(id, sizeof id, "%s:%lu", s->input.path ? s->input.path : "-", s->input.line);
        document.id = id;
    }
    document.path = s->input.path;
    if (!document.date)
        document.date = j->options->date;
    if (!status)
        status = kaoju_extract(session, &document, &result, &error);
    if (!status)
        status = kaoju_writer_new(j->format, &j->write, collect, s, &writer, &error);
    if (!status)
        status = kaoju_writer_document(writer, result, &error);
    if (status) {
        note_failure(s, &error);
        s->size = 0;
    }
    for (size_t i = 0; !status && i < kaoju_mention_count(result); i++)
        s->mentions += is_listed(j->write.types, kaoju_mention_at(result, i)->type);
    kaoju_writer_free(writer);
    kaoju_jsonl_free(storage);
}

static void *worker(void *context) {
    job *j = context;
    kaoju_session *session = NULL;
    kaoju_error error = {0};
    kaoju_status status = kaoju_session_new(j->model, &session, &error);
    pthread_mutex_lock(&j->mutex);
    for (;;) {
        while (j->taken == j->filled && !j->finished)
            pthread_cond_wait(&j->changed, &j->mutex);
        if (j->taken == j->filled)
            break;
        slot *s = &j->slots[j->taken++ % j->slot_count];
        s->state = BUSY;
        pthread_mutex_unlock(&j->mutex);
        if (status)
            note_failure(s, &error);
        else
            work(j, session, s);
        pthread_mutex_lock(&j->mutex);
        s->state = DONE;
        pthread_cond_broadcast(&j->changed);
    }
    pthread_mutex_unlock(&j->mutex);
    kaoju_session_free(session);
    return NULL;
}

/* Writes the slot whose turn it is; the mutex is held and let go while writing. */
static void write_one(job *j) {
    slot *s = &j->slots[j->written % j->slot_count];
    while (s->state != DONE)
        pthread_cond_wait(&j->changed, &j->mutex);
    pthread_mutex_unlock(&j->mutex);
    if (s->failed) {
        tell(s->message);
        j->failures++;
    }
    j->mentions += s->mentions;
    output_write(&j->out, s->bytes, s->size);
    item_free(&s->input);
    pthread_mutex_lock(&j->mutex);
    s->state = FREE;
    s->size = s->mentions = 0;
    s->failed = false;
    j->written++;
}

static void feed(job *j, input *in) {
    item next;
    pthread_mutex_lock(&j->mutex);
    while (!j->out.failed) {
        if (j->filled - j->written == j->slot_count) {
            write_one(j);
            continue;
        }
        pthread_mutex_unlock(&j->mutex);
        int code = input_next(in, &next);
        pthread_mutex_lock(&j->mutex);
        if (!code)
            break;
        if (code < 0) {
            j->failures++;
            continue;
        }
        slot *s = &j->slots[j->filled % j->slot_count];
        s->input = next;
        s->state = READY;
        j->filled++;
        pthread_cond_broadcast(&j->changed);
    }
    j->finished = true;
    pthread_cond_broadcast(&j->changed);
    while (j->written < j->filled)
        write_one(j);
    pthread_mutex_unlock(&j->mutex);
}

static bool run(job *j, input *in) {
    long count = j->options->jobs, started = 0;
    pthread_t *threads = calloc((size_t)count, sizeof *threads);
    j->slot_count = (size_t)count * 4;
    j->slots = calloc(j->slot_count, sizeof *j->slots);
    bool ok = threads && j->slots && !pthread_mutex_init(&j->mutex, NULL) && !pthread_cond_init(&j->changed, NULL);
    while (ok && started < count && !pthread_create(&threads[started], NULL, worker, j))
        started++;
    ok = ok && started;
    if (ok)
        feed(j, in);
    else
        complain("no thread could be started");
    for (long i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; j->slots && i < j->slot_count; i++)
        free(j->slots[i].bytes);
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
    kaoju_model *model = NULL;
    kaoju_error error;
    if (!o->argument_count && isatty(STDIN_FILENO)) {
        options_help(stderr, "extract");
        return EXIT_USAGE;
    }
    if (kaoju_model_load(o->dict, o->rules, &model, &error)) {
        complain_error(&error);
        return EXIT_BAD_RULES;
    }
    if (!check_types(model, o->types) || !check_encoding(model, o->encoding)) {
        kaoju_model_free(model);
        return EXIT_USAGE;
    }
    j.model = model;
    j.format = output_format(o, &j.write);
    int code = EXIT_IO;
    input *in = input_open(o->argument_count ? o->arguments : only, o->argument_count ? o->argument_count : 1, o);
    if (!in)
        complain("out of memory");
    else if (output_open(&j.out, o->output))
        code = finish(&j, run(&j, in));
    input_close(in);
    kaoju_model_free(model);
    return code;
}
