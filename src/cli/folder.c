/* Output of several files, whole or not there: they are written into a temporary folder beside DIR, synced, and the folder
 * is renamed. One file is open at a time, however many there are. A run that is killed leaves the temporary folder. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "cli/cli.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_entry(const char *name) {
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* Is DIR not there, or empty? */
static bool is_free(const char *path) {
    DIR *stream = opendir(path);
    struct dirent *found = NULL;
    if (!stream)
        return errno == ENOENT;
    while ((found = readdir(stream)) && !is_entry(found->d_name))
        ;
    closedir(stream);
    errno = ENOTEMPTY;
    return !found;
}

bool folder_open(output *out, const char *path) {
    size_t size = strlen(path);
    *out = (output){.path = path, .folder = true};
    while (size > 1 && path[size - 1] == '/')
        size--;
    mode_t mask = umask(0);
    umask(mask);
    if (!is_free(path))
        return output_fail(out, "cannot write");
    out->target = strndup(path, size);
    out->temporary = malloc(size + sizeof ".XXXXXX");
    if (out->target && out->temporary) {
        snprintf(out->temporary, size + sizeof ".XXXXXX", "%s.XXXXXX", out->target);
        bool made = mkdtemp(out->temporary) != NULL;
        if (made && !chmod(out->temporary, 0777 & ~mask))
            return true;
        output_fail(out, "cannot write here");
        if (made)
            rmdir(out->temporary);
    } else {
        output_fail(out, "cannot write here");
    }
    free(out->target);
    free(out->temporary);
    return false;
}

static bool close_part(output *out) {
    bool ok = !out->file || !fclose(out->file);
    out->file = NULL;
    if (!ok)
        output_fail(out, "cannot write");
    return ok;
}

static FILE *open_in(const output *out, const char *name, const char *mode) {
    char path[4096 + 256]; /* the folder is there, so its path is not longer; a longer name would be refused */
    snprintf(path, sizeof path, "%s/%s", out->temporary, name);
    return fopen(path, mode);
}

bool folder_file(void *context, const char *name) {
    output *out = context;
    if (!close_part(out))
        return false;
    out->file = open_in(out, name, "ab");
    if (!out->file)
        output_fail(out, "cannot write");
    return out->file != NULL;
}

/* Calls `act` with every file of the temporary folder. */
static bool each_file(output *out, bool (*act)(int folder, const char *name)) {
    DIR *stream = opendir(out->temporary);
    bool ok = stream != NULL;
    for (struct dirent *found; ok && (found = readdir(stream));)
        if (is_entry(found->d_name))
            ok = act(dirfd(stream), found->d_name);
    if (stream)
        closedir(stream);
    return ok;
}

static bool sync_file(int folder, const char *name) {
    int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && !fsync(fd);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool remove_file(int folder, const char *name) {
    return !unlinkat(folder, name, 0);
}

bool folder_close(output *out, bool keep) {
    close_part(out);
    if (!out->failed && keep && !each_file(out, sync_file))
        output_fail(out, "cannot write");
    if (!out->failed && keep && rename(out->temporary, out->target))
        output_fail(out, "cannot rename to it");
    if (out->failed || !keep) {
        each_file(out, remove_file);
        rmdir(out->temporary);
    } else {
        output_sync_folder(out->target);
    }
    free(out->temporary);
    free(out->target);
    return !out->failed;
}
