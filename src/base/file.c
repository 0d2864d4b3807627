/* Files whole into a buffer; trees of files as a sorted list. The order never depends on the file system. */
#include "base/file.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536

static kaoju_status fail_errno(kaoju_error *error, const char *path, int number) {
    kj_place place = {.file = path};
    if (number == ENOMEM) /* opendir takes memory */
        return kj_fail_memory(error);
    return kj_fail_at(error, KAOJU_E_IO, place, "%s", strerror(number));
}

static kaoju_status read_all(int fd, const char *path, size_t max, kj_buffer *out, kaoju_error *error) {
    char *chunk = malloc(CHUNK);
    size_t start = out->size;
    kaoju_status status = chunk ? KAOJU_OK : kj_fail_memory(error);
    while (!status) {
        ssize_t got = read(fd, chunk, CHUNK);
        if (got == 0)
            break;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            status = fail_errno(error, path, errno);
        } else if ((size_t)got > max - (out->size - start)) {
            kj_place place = {.file = path};
            status = kj_fail_at(error, KAOJU_E_LIMIT, place, "the file has more than %zu bytes", max);
        } else {
            kj_buffer_add(out, chunk, (size_t)got);
            if (out->failed)
                status = kj_fail_memory(error);
        }
    }
    free(chunk);
    return status;
}

kaoju_status kj_file_read(const char *path, size_t max, kj_buffer *out, kaoju_error *error) {
    if (!strcmp(path, "-"))
        return read_all(STDIN_FILENO, path, max, out, error);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(error, path, errno);
    kaoju_status status = read_all(fd, path, max, out, error);
    close(fd);
    return status;
}

static bool ends_in(const char *name, const char *suffix) {
    size_t size = strlen(name), tail = strlen(suffix);
    return size >= tail && !strcmp(name + size - tail, suffix);
}

static char *join(const char *directory, const char *name) {
    size_t size;
    if (!kj_size_add(strlen(directory), strlen(name), &size) || !kj_size_add(size, 2, &size))
        return NULL;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", directory, name);
    return path;
}

static bool push_path(kj_paths *paths, char *path) {
    if (path && kj_push(paths, path))
        return true;
    free(path);
    return false;
}

/* What `path` is, as far as a listing cares: 'f' a regular file or a link to one, 'd' a directory, else 0; -1 on error.
 * Links to directories are not followed: one to a parent would make the tree endless. A link that leads nowhere is an
 * error only where a file of that name is `wanted`. */
static int kind_of(const char *path, bool wanted) {
    struct stat info;
    if (lstat(path, &info))
        return errno == ENOENT ? 0 : -1; /* removed since readdir */
    if (S_ISDIR(info.st_mode))
        return 'd';
    if (S_ISLNK(info.st_mode) && wanted && stat(path, &info))
        return -1;
    return S_ISREG(info.st_mode) ? 'f' : 0;
}

/* Adds the files of one directory to `out` and its folders to `folders`. */
static kaoju_status list_one(const char *directory, const char *suffix, kj_paths *folders, kj_paths *out,
                             kaoju_error *error) {
    DIR *stream = opendir(directory);
    if (!stream)
        return fail_errno(error, directory, errno);
    kaoju_status status = KAOJU_OK;
    while (!status) {
        errno = 0;
        struct dirent *item = readdir(stream);
        if (!item && errno)
            status = fail_errno(error, directory, errno);
        if (!item)
            break;
        if (item->d_name[0] == '.')
            continue;
        bool wanted = ends_in(item->d_name, suffix);
        char *path = join(directory, item->d_name);
        int kind = path ? kind_of(path, wanted) : 0;
        if (!path) {
            status = kj_fail_memory(error);
        } else if (kind < 0) {
            status = fail_errno(error, path, errno);
            free(path);
        } else if (kind == 'd' && folders) {
            status = push_path(folders, path) ? KAOJU_OK : kj_fail_memory(error);
        } else if (kind == 'f' && wanted) {
            status = push_path(out, path) ? KAOJU_OK : kj_fail_memory(error);
        } else {
            free(path);
        }
    }
    closedir(stream);
    return status;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

kaoju_status kj_file_list(const char *directory, const char *suffix, bool deep, kj_paths *out, kaoju_error *error) {
    kj_paths folders = {0};
    kaoju_status status = list_one(directory, suffix, deep ? &folders : NULL, out, error);
    while (!status && folders.size) {
        char *folder = folders.at[--folders.size];
        status = list_one(folder, suffix, &folders, out, error);
        free(folder);
    }
    kj_paths_free(&folders);
    if (!status && out->size > 1)
        qsort(out->at, out->size, sizeof *out->at, by_bytes);
    return status;
}

void kj_paths_free(kj_paths *paths) {
    for (size_t i = 0; i < paths->size; i++)
        free(paths->at[i]);
    kj_vec_free(paths);
}
