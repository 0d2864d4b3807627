/* Output that is whole or not there: -o writes a temporary file beside FILE, syncs it and renames it. Standard output is
 * flushed, checked and closed, so that a full disk or a closed pipe is never exit 0. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(output *out, const char *what) {
    if (!out->failed && errno != EPIPE) /* the reader went away: it knows */
        complain("%s: %s: %s", out->path ? out->path : "standard output", what, strerror(errno));
    out->failed = true;
    return false;
}

/* The mode of the file that will be replaced, or what the umask leaves of 0666. */
static mode_t mode_for(const char *path) {
    struct stat info;
    mode_t mask = umask(0);
    umask(mask);
    return stat(path, &info) ? 0666 & ~mask : info.st_mode & 07777;
}

bool output_open(output *out, const char *path) {
    *out = (output){.path = path, .file = stdout};
    if (!path)
        return true;
    size_t size = strlen(path) + sizeof ".XXXXXX";
    out->temporary = malloc(size);
    if (!out->temporary)
        return fail(out, "no memory");
    snprintf(out->temporary, size, "%s.XXXXXX", path);
    int fd = mkstemp(out->temporary);
    if (fd < 0) {
        free(out->temporary);
        out->temporary = NULL;
        return fail(out, "cannot write here");
    }
    out->file = fchmod(fd, mode_for(path)) ? NULL : fdopen(fd, "wb");
    if (out->file)
        return true;
    fail(out, "cannot open");
    close(fd);
    unlink(out->temporary);
    free(out->temporary);
    out->temporary = NULL;
    return false;
}

bool output_write(void *context, const char *bytes, size_t size) {
    output *out = context;
    if (out->failed || !size)
        return !out->failed;
    return fwrite(bytes, 1, size, out->file) == size || fail(out, "cannot write");
}

/* The name of a file is kept by its folder: that is synced too. */
static void sync_folder(const char *path) {
    char *folder = strdup(path);
    char *slash = folder ? strrchr(folder, '/') : NULL;
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

bool output_close(output *out, bool keep) {
    if (fflush(out->file) || ferror(out->file))
        fail(out, "cannot write");
    if (out->path && !out->failed && keep && fsync(fileno(out->file)))
        fail(out, "cannot write");
    if (fclose(out->file))
        fail(out, "cannot write");
    if (!out->path)
        return !out->failed;
    if (!out->failed && keep && rename(out->temporary, out->path))
        fail(out, "cannot rename to it");
    if (out->failed || !keep)
        unlink(out->temporary);
    else
        sync_folder(out->path);
    free(out->temporary);
    return !out->failed;
}
