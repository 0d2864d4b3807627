/* Paths in, documents out, one at a time: a text file is one document, each line of a JSON Lines file is one. A folder
 * stands for the .txt, .jsonl and .ndjson files below it, sorted. Memory is one document, however many there are. */
#include "cli/cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct input {
    char **paths; /* files, in order; "-" is standard input */
    size_t count, room, next;
    const char *from; /* "auto" "text" "jsonl", "records" for what kaoju extract wrote */
    FILE *file;       /* being read; between two items one of JSON Lines, or none */
    const char *lines_path;
    unsigned long line;
    bool quiet;
    int failures; /* paths that could not be opened: told, to be counted by input_next */
};

/* Bytes of a file or line that are read before it is refused: UTF-16 and JSON escapes may take more than the text. */
#define ITEM_MAX (512u << 20)

static bool ends_in(const char *name, const char *end) {
    size_t size = strlen(name), tail = strlen(end);
    return size >= tail && !strcmp(name + size - tail, end);
}

static bool is_jsonl(const input *in, const char *path) {
    if (strcmp(in->from, "auto") != 0)
        return strcmp(in->from, "text") != 0;
    return ends_in(path, ".jsonl") || ends_in(path, ".ndjson");
}

/* A path for which there is no memory is a failed input, not a forgotten one. */
static void add_path(input *in, const char *path) {
    if (in->count == in->room) {
        size_t room = in->room ? in->room * 2 : 16;
        char **grown = realloc(in->paths, room * sizeof *grown);
        if (grown) {
            in->paths = grown;
            in->room = room;
        }
    }
    char *copy = in->count < in->room ? strdup(path) : NULL;
    if (copy) {
        in->paths[in->count++] = copy;
    } else {
        complain("%s: out of memory", path);
        in->failures++;
    }
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_wanted(const char *path) {
    return ends_in(path, ".txt") || ends_in(path, ".jsonl") || ends_in(path, ".ndjson");
}

/* Files of one folder to the paths; its folders to `folders`. Links to files are followed, links to folders are not:
 * they can lead back. What is no regular file (a pipe) would wait for ever. */
static void list_folder(input *in, const char *folder, input *folders) {
    DIR *stream = opendir(folder);
    if (!stream) {
        complain("%s: %s", folder, strerror(errno));
        in->failures++;
        return;
    }
    for (struct dirent *found; (errno = 0, found = readdir(stream));) {
        struct stat info, target;
        char path[4096];
        if (found->d_name[0] == '.')
            continue;
        bool wanted = is_wanted(found->d_name);
        int size = snprintf(path, sizeof path, "%s/%s", folder, found->d_name);
        if (size < 0 || (size_t)size >= sizeof path) {
            complain("%s/%s: the path is too long", folder, found->d_name);
            in->failures++;
        } else if (lstat(path, &info) || (wanted && stat(path, &target))) {
            complain("%s: %s", path, strerror(errno));
            in->failures++;
        } else if (S_ISDIR(info.st_mode)) {
            add_path(folders, path);
        } else if (wanted && S_ISREG(target.st_mode)) {
            add_path(in, path);
        }
    }
    if (errno) { /* readdir gave up */
        complain("%s: %s", folder, strerror(errno));
        in->failures++;
    }
    closedir(stream);
}

static void add_tree(input *in, const char *root) {
    input folders = {0};
    size_t first = in->count;
    int failures = in->failures;
    add_path(&folders, root);
    while (folders.count) {
        char *folder = folders.paths[--folders.count];
        list_folder(in, folder, &folders);
        free(folder);
    }
    free(folders.paths);
    in->failures += folders.failures;
    if (in->count > first)
        qsort(in->paths + first, in->count - first, sizeof *in->paths, by_name);
    else if (in->failures == failures && !in->quiet)
        complain("%s: warning: no .txt, .jsonl or .ndjson file in this folder", root);
}

/* Bytes of all files; 0 if one of them has no size (standard input, a pipe). */
static double total(const input *in) {
    double bytes = 0;
    for (size_t i = 0; i < in->count; i++) {
        struct stat info;
        if (!strcmp(in->paths[i], "-") || stat(in->paths[i], &info) || !S_ISREG(info.st_mode))
            return 0;
        bytes += (double)info.st_size;
    }
    return bytes;
}

input *input_open(char **paths, int count, const options *o) {
    input *in = calloc(1, sizeof *in);
    if (!in)
        return NULL;
    in->from = o->from ? o->from : "auto";
    in->quiet = o->quiet;
    for (int i = 0; i < count; i++) {
        struct stat info;
        if (strcmp(paths[i], "-") != 0 && !stat(paths[i], &info) && S_ISDIR(info.st_mode))
            add_tree(in, paths[i]);
        else
            add_path(in, paths[i]);
    }
    if (progress_start(o))
        progress_all(total(in));
    return in;
}

static void close_file(input *in) {
    if (in->file && in->file != stdin)
        (void)fclose(in->file);
    in->file = NULL;
}

void input_close(input *in) {
    if (!in)
        return;
    progress_end();
    close_file(in);
    for (size_t i = 0; i < in->count; i++)
        free(in->paths[i]);
    free(in->paths);
    free(in);
}

void item_free(item *i) {
    if (i->path) /* one that was handed out */
        progress_done(i->size);
    free(i->bytes);
    free(i->id);
    memset(i, 0, sizeof *i);
}

static int refuse(const char *path, const char *why) {
    complain("%s: %s", !strcmp(path, "-") ? "standard input" : path, why);
    return -1;
}

/* Room for one more byte, `first` bytes to begin with. */
static bool grow(item *out, size_t *room, size_t first) {
    if (out->size < *room)
        return true;
    size_t wanted = *room ? *room * 2 : first;
    char *grown = realloc(out->bytes, wanted);
    if (!grown)
        return false;
    out->bytes = grown;
    *room = wanted;
    return true;
}

/* The whole file; one byte more than the limit shows that it is passed. */
static int read_whole(FILE *file, const char *path, item *out) {
    size_t room = 0;
    for (;;) {
        if (!grow(out, &room, 65536))
            return refuse(path, "out of memory");
        size_t got = fread(out->bytes + out->size, 1, room - out->size, file);
        out->size += got;
        if (got == 0)
            break;
        if (out->size > ITEM_MAX)
            return refuse(path, "the file is larger than a document may be (KAOJU_TEXT_MAX)");
    }
    return ferror(file) ? refuse(path, strerror(errno)) : 1;
}

/* One line without its end; false at the end of the file. What cannot be kept is read over, so that the next line is
 * whole: `why` says what happened. */
static bool read_line(FILE *file, item *out, const char **why) {
    size_t room = 0;
    int c;
    *why = NULL;
    out->size = 0;
    while ((c = getc_unlocked(file)) != EOF && c != '\n') {
        if (*why)
            continue;
        if (out->size == ITEM_MAX)
            *why = "the line is too long";
        else if (!grow(out, &room, 256))
            *why = "out of memory";
        else
            out->bytes[out->size++] = (char)c;
    }
    return c != EOF || out->size || *why;
}

/* The byte order mark of the file is not part of its first line; a line of blanks is none. */
static void trim_line(const input *in, item *out) {
    size_t mark = in->line == 1 && out->size >= 3 && !memcmp(out->bytes, "\357\273\277", 3) ? 3 : 0;
    if (mark)
        memmove(out->bytes, out->bytes + mark, out->size -= mark);
    while (out->size && strchr(" \t\r", out->bytes[out->size - 1]) && out->bytes[out->size - 1])
        out->size--;
}

/* path:line */
static char *line_id(const char *path, unsigned long line) {
    size_t room = strlen(path) + sizeof ":18446744073709551615";
    char *id = malloc(room);
    if (id)
        snprintf(id, room, "%s:%lu", path, line);
    return id;
}

static int take_line(const input *in, item *out) {
    out->id = line_id(in->lines_path, in->line);
    if (!out->id) {
        item_free(out);
        return refuse(in->lines_path, "out of memory");
    }
    out->line = in->line;
    out->json = true;
    out->path = in->lines_path;
    return 1;
}

/* Records are what `kaoju extract` wrote, not what it reads: told once, not for each of a thousand lines. */
static bool is_record(const input *in, const item *out) {
    static const char start[] = "{\"record\":\"document\",";
    return strcmp(in->from, "records") != 0 && in->line == 1 && out->size > sizeof start &&
           !memcmp(out->bytes, start, sizeof start - 1);
}

static int next_line(input *in, item *out) {
    const char *why;
    while (read_line(in->file, out, &why) && !ferror(in->file)) {
        in->line++;
        if (why) {
            complain("%s:%lu: %s", in->lines_path, in->line, why);
            item_free(out);
            return -1;
        }
        trim_line(in, out);
        if (is_record(in, out)) {
            item_free(out);
            close_file(in);
            return refuse(in->lines_path,
                          "these are records of kaoju extract; the texts that they are of are wanted here");
        }
        if (out->size)
            return take_line(in, out);
        item_free(out);
    }
    int code = ferror(in->file) ? refuse(in->lines_path, strerror(errno)) : 0;
    item_free(out);
    close_file(in);
    return code;
}

/* Opens the next file. A folder cannot be read like a file: fopen allows it, fread does not. */
static int open_next(input *in, item *out) {
    const char *path = in->paths[in->next++];
    in->file = strcmp(path, "-") != 0 ? fopen(path, "rb") : stdin;
    if (!in->file)
        return refuse(path, strerror(errno));
    if (is_jsonl(in, path)) {
        in->lines_path = path;
        in->line = 0;
        return 2;
    }
    out->path = path;
    out->id = strdup(path);
    int code = out->id ? read_whole(in->file, path, out) : refuse(path, "out of memory");
    close_file(in);
    if (code < 0)
        item_free(out);
    return code;
}

int input_next(input *in, item *out) {
    *out = (item){0};
    if (in->failures) {
        in->failures--;
        return -1;
    }
    for (;;) {
        int code = in->file ? next_line(in, out) : 0;
        if (code)
            return code;
        if (in->next == in->count)
            return 0;
        code = open_next(in, out);
        if (code != 2)
            return code;
    }
}
