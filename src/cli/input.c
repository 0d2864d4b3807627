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
    const char *from;
    FILE *lines; /* the JSON Lines file being read */
    const char *lines_path;
    unsigned long line;
    int failures; /* paths that could not be opened: told, to be counted by input_next */
};

static bool ends_in(const char *name, const char *end) {
    size_t size = strlen(name), tail = strlen(end);
    return size >= tail && !strcmp(name + size - tail, end);
}

static bool is_jsonl(const input *in, const char *path) {
    if (strcmp(in->from, "auto") != 0)
        return !strcmp(in->from, "jsonl");
    return ends_in(path, ".jsonl") || ends_in(path, ".ndjson");
}

static bool add_path(input *in, const char *path) {
    if (in->count == in->room) {
        size_t room = in->room ? in->room * 2 : 16;
        char **grown = realloc(in->paths, room * sizeof *grown);
        if (!grown)
            return false;
        in->paths = grown;
        in->room = room;
    }
    char *copy = strdup(path);
    if (copy)
        in->paths[in->count++] = copy;
    return copy != NULL;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Files of one folder to the paths; its folders to `folders`. */
static void list_folder(input *in, const char *folder, input *folders) {
    DIR *stream = opendir(folder);
    if (!stream) {
        complain("%s: %s", folder, strerror(errno));
        in->failures++;
        return;
    }
    for (struct dirent *found; (found = readdir(stream));) {
        struct stat info;
        char path[4096];
        if (found->d_name[0] == '.')
            continue;
        int size = snprintf(path, sizeof path, "%s/%s", folder, found->d_name);
        if (size < 0 || (size_t)size >= sizeof path || stat(path, &info)) {
            complain("%s/%s: %s", folder, found->d_name, size < 4096 ? strerror(errno) : "the path is too long");
            in->failures++;
        } else if (S_ISDIR(info.st_mode)) {
            add_path(folders, path);
        } else if (ends_in(path, ".txt") || ends_in(path, ".jsonl") || ends_in(path, ".ndjson")) {
            add_path(in, path);
        }
    }
    closedir(stream);
}

static void add_tree(input *in, const char *root) {
    input folders = {0};
    size_t first = in->count;
    add_path(&folders, root);
    while (folders.count) {
        char *folder = folders.paths[--folders.count];
        list_folder(in, folder, &folders);
        free(folder);
    }
    free(folders.paths);
    if (in->count > first)
        qsort(in->paths + first, in->count - first, sizeof *in->paths, by_name);
    else
        complain("%s: no .txt, .jsonl or .ndjson file in this folder", root);
}

input *input_open(char **paths, int count, const char *from) {
    input *in = calloc(1, sizeof *in);
    if (!in)
        return NULL;
    in->from = from ? from : "auto";
    for (int i = 0; i < count; i++) {
        struct stat info;
        if (strcmp(paths[i], "-") != 0 && !stat(paths[i], &info) && S_ISDIR(info.st_mode))
            add_tree(in, paths[i]);
        else
            add_path(in, paths[i]);
    }
    return in;
}

bool input_is_empty(const input *in) {
    return !in->count && !in->failures;
}

void input_close(input *in) {
    if (!in)
        return;
    if (in->lines && in->lines != stdin)
        fclose(in->lines);
    for (size_t i = 0; i < in->count; i++)
        free(in->paths[i]);
    free(in->paths);
    free(in);
}

void item_free(item *i) {
    free(i->bytes);
    free(i->id);
    *i = (item){0};
}

static int refuse(const char *path, const char *why) {
    complain("%s: %s", !strcmp(path, "-") ? "standard input" : path, why);
    return -1;
}

/* The whole file; one byte more than the limit shows that it is passed. */
static int read_whole(FILE *file, const char *path, item *out) {
    size_t room = 0;
    for (;;) {
        if (out->size == room) {
            room = room ? room * 2 : 65536;
            char *grown = realloc(out->bytes, room);
            if (!grown)
                return refuse(path, "out of memory");
            out->bytes = grown;
        }
        size_t got = fread(out->bytes + out->size, 1, room - out->size, file);
        out->size += got;
        if (got == 0)
            break;
        if (out->size > (512u << 20))
            return refuse(path, "the file is larger than a document may be (KAOJU_TEXT_MAX)");
    }
    return ferror(file) ? refuse(path, strerror(errno)) : 1;
}

static int next_line(input *in, item *out) {
    size_t room = 0;
    for (;;) {
        ssize_t size = getline(&out->bytes, &room, in->lines);
        if (size < 0)
            break;
        in->line++;
        while (size && (out->bytes[size - 1] == '\n' || out->bytes[size - 1] == '\r'))
            size--;
        if (!size)
            continue;
        out->size = (size_t)size;
        out->line = in->line;
        out->json = true;
        out->path = in->lines_path;
        return 1;
    }
    int code = ferror(in->lines) ? refuse(in->lines_path, strerror(errno)) : 0;
    free(out->bytes);
    out->bytes = NULL;
    if (in->lines != stdin)
        fclose(in->lines);
    in->lines = NULL;
    return code;
}

/* Opens the next file. A folder cannot be read like a file: fopen allows it, fread does not. */
static int open_next(input *in, item *out) {
    const char *path = in->paths[in->next++];
    FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!file)
        return refuse(path, strerror(errno));
    if (is_jsonl(in, path)) {
        in->lines = file;
        in->lines_path = path;
        in->line = 0;
        return 2;
    }
    out->path = path;
    out->id = strdup(path);
    int code = read_whole(file, path, out);
    if (file != stdin)
        fclose(file);
    return code;
}

int input_next(input *in, item *out) {
    *out = (item){0};
    if (in->failures) {
        in->failures--;
        return -1;
    }
    for (;;) {
        int code = in->lines ? next_line(in, out) : 0;
        if (code)
            return code;
        if (in->next == in->count)
            return 0;
        code = open_next(in, out);
        if (code != 2) {
            if (code < 0)
                item_free(out);
            return code;
        }
    }
}
