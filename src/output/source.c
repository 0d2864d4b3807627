/* A saved document -> the bytes it was read from: the file it names, or the line of a JSON Lines file whose text has its
 * digest. Such a file is read once, to note where each text stands; then a document costs its own line. */
#include "output/saved.h"

#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

typedef KJ_VEC(long) places;

typedef struct kj_source {
    char path[4352];
    FILE *file;
    kj_names *digests, *ids; /* of the lines: of their text, and their id */
    places digest_at, id_at; /* where the line of each begins */
    char *line;
    size_t room;
} kj_source;

void kj_source_free(kj_source *s) {
    if (!s)
        return;
    if (s->file)
        (void)fclose(s->file);
    kj_names_free(s->digests);
    kj_names_free(s->ids);
    kj_vec_free(&s->digest_at);
    kj_vec_free(&s->id_at);
    free(s->line);
    free(s);
}

static void digest(const char *bytes, size_t size, char out[65]) {
    kj_sha256 hash;
    kj_sha256_start(&hash);
    kj_sha256_add(&hash, bytes, size);
    kj_sha256_hex(&hash, out, 64);
}

bool kj_source_has_digest(const kj_saved_document *d, const char *bytes, size_t size) {
    char hex[65];
    digest(bytes, size, hex);
    return !strcmp(hex, d->result.sha256);
}

/* ------------------------------------------------------------------ JSON Lines */

/* One line; `document` is set if it has a text. False: the end of the file. */
static bool next_line(kj_source *s, kaoju_document *document, void **storage) {
    ssize_t size = getline(&s->line, &s->room, s->file);
    const char *line = s->line;
    *storage = NULL;
    if (size < 0)
        return false;
    if (size >= 3 && !memcmp(line, "\357\273\277", 3)) /* the mark of the file */
        line += 3, size -= 3;
    *document = (kaoju_document){0};
    if (kaoju_jsonl_read(line, (size_t)size, document, storage, NULL))
        *storage = NULL;
    return true;
}

/* A name that is there already keeps its first place. */
static bool note(kj_names *names, const char *name, long place, places *list) {
    uint32_t before = kj_names_count(names), id = kj_names_add(names, kj_string(name));
    return id != KJ_NONE && (id < before || kj_push(list, place));
}

static bool note_line(kj_source *s, const kaoju_document *document, long place, unsigned long number,
                      const char *path) {
    char hex[65], id[4400];
    snprintf(id, sizeof id, "%s:%lu", path, number); /* as kaoju extract names a line without id */
    digest(document->bytes, document->size, hex);
    return note(s->digests, hex, place, &s->digest_at) &&
           note(s->ids, document->id ? document->id : id, place, &s->id_at);
}

/* Opens the file and notes its lines; false: out of memory, or it cannot be read. */
static bool open_lines(kj_source *s, const char *path, const char *named) {
    kaoju_document document;
    void *storage;
    unsigned long number = 0;
    s->digests = kj_names_new();
    s->ids = kj_names_new();
    s->file = fopen(path, "rb");
    snprintf(s->path, sizeof s->path, "%s", path);
    bool ok = s->digests && s->ids && s->file;
    for (long place = 0; ok && next_line(s, &document, &storage); place = ftell(s->file)) {
        number++;
        ok = !storage || note_line(s, &document, place, number, named);
        kaoju_jsonl_free(storage);
    }
    return ok && !ferror(s->file);
}

/* Reads the text of the line at `place` into d->bytes. */
static bool take_line(kj_source *s, long place, kj_saved_document *d) {
    kaoju_document document;
    void *storage;
    clearerr(s->file);
    bool ok = !fseek(s->file, place, SEEK_SET) && next_line(s, &document, &storage) && storage;
    if (ok)
        kj_buffer_add(&d->bytes, document.bytes, document.size);
    if (ok)
        kaoju_jsonl_free(storage);
    return ok;
}

/* The line with the digest of the document; else the one with its id. */
static bool find_line(kaoju_saved *saved, kj_saved_document *d, const char *path) {
    if (!saved->source || strcmp(saved->source->path, path) != 0) {
        kj_source_free(saved->source);
        saved->source = kj_new(1, sizeof *saved->source);
        if (!saved->source || !open_lines(saved->source, path, d->result.path.data))
            return false;
    }
    kj_source *s = saved->source;
    uint32_t found = kj_names_find(s->digests, kj_string(d->result.sha256));
    if (found != KJ_NONE)
        return take_line(s, s->digest_at.at[found], d);
    found = kj_names_find(s->ids, d->result.id);
    return found != KJ_NONE && take_line(s, s->id_at.at[found], d);
}

/* ------------------------------------------------------------------ files */

static bool begins_as_object(const char *path) {
    FILE *file = fopen(path, "rb");
    int c = file ? getc(file) : EOF;
    if (c == 0xEF) /* a byte order mark */
        c = (getc(file), getc(file), getc(file));
    while (c == ' ' || c == '\t' || c == '\r' || c == '\n')
        c = getc(file);
    if (file)
        (void)fclose(file);
    return c == '{';
}

static kaoju_status path_of(const kj_saved_document *d, const char *root, char *path, size_t room, kaoju_error *error) {
    kaoju_string named = d->result.path;
    if (!named.data || kj_string_is(named, "-"))
        return kj_fail(error, KAOJU_E_IO, "the text came from standard input: there is no file to look at");
    bool join = root && named.data[0] != '/';
    int size = snprintf(path, room, "%s%s%s", join ? root : "", join ? "/" : "", named.data);
    return size > 0 && (size_t)size < room ? KAOJU_OK : kj_fail(error, KAOJU_E_IO, "the path is too long");
}

kaoju_status kj_source_find(kaoju_saved *saved, kj_saved_document *d, const char *root, kaoju_error *error) {
    char path[4352];
    struct stat info;
    kaoju_status status = path_of(d, root, path, sizeof path, error);
    if (status)
        return status;
    d->bytes.size = 0;
    if (stat(path, &info))
        return kj_fail(error, KAOJU_E_IO, "%s: %s", path, strerror(errno));
    if (!S_ISREG(info.st_mode)) /* a pipe would wait for ever */
        return kj_fail(error, KAOJU_E_IO, "%s is no file", path);
    bool whole = (uint64_t)info.st_size == d->result.bytes, lines = begins_as_object(path);
    if (whole || !lines) {
        status = kj_file_read(path, KAOJU_TEXT_MAX, &d->bytes, error);
        if (status)
            return status;
        if (kj_source_has_digest(d, d->bytes.data ? d->bytes.data : "", d->bytes.size))
            return KAOJU_OK;
    }
    if (lines) {
        d->bytes.size = 0;
        if (!find_line(saved, d, path))
            return kj_fail(error, KAOJU_E_IO, "%s: no line has this text or this id", path);
        if (d->bytes.failed)
            return kj_fail_memory(error);
        if (kj_source_has_digest(d, d->bytes.data ? d->bytes.data : "", d->bytes.size))
            return KAOJU_OK;
    }
    return kj_fail(error, KAOJU_E_ARGUMENT, "%s has changed since the records were made", path);
}
