/* Output that is whole or not there: -o writes a temporary file beside FILE, syncs it and renames it. Standard output is
 * flushed, checked and closed, so that a full disk or a closed pipe is never exit 0. What is no regular file (a device,
 * a pipe) cannot be replaced, only written to. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool output_fail(output *out, const char *what) {
    if (!out->failed && errno != EPIPE) /* the reader went away: it knows */
        complain("%s: %s: %s", out->path ? out->path : "standard output", what, strerror(errno));
    out->failed = true;
    return false;
}

/* The temporary file of a run that is interrupted goes, too; "": there is none. */
static const char *volatile unfinished = "";
static const int deadly[] = {SIGINT, SIGTERM, SIGHUP};

static void interrupted(int number) {
    unlink(unfinished);
    raise(number); /* SA_RESETHAND: dies of it now, as it would have */
}

/* A signal that the caller ignores (nohup) stays ignored. */
static void watch_signals(void) {
    struct sigaction old, action = {.sa_handler = interrupted, .sa_flags = (int)SA_RESETHAND};
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
        (void)sigaction(deadly[i], NULL, &old);
        if (old.sa_handler != SIG_IGN)
            (void)sigaction(deadly[i], &action, NULL);
    }
}

/* The mode of the file that will be replaced, or what the umask leaves of 0666. */
static mode_t mode_for(const char *path) {
    struct stat info;
    mode_t mask = umask(0);
    umask(mask);
    return stat(path, &info) ? 0666 & ~mask : info.st_mode & 07777;
}

static bool open_temporary(output *out) {
    size_t size = strlen(out->target) + sizeof ".XXXXXX";
    char *name = malloc(size);
    if (!name)
        return output_fail(out, "cannot open");
    snprintf(name, size, "%s.XXXXXX", out->target);
    watch_signals();
    int fd = mkstemp(name);
    if (fd < 0) {
        output_fail(out, "cannot write here");
        free(name);
        return false;
    }
    unfinished = out->temporary = name;
    out->file = fchmod(fd, mode_for(out->target)) ? NULL : fdopen(fd, "wb");
    if (out->file)
        return true;
    output_fail(out, "cannot open");
    close(fd);
    return false;
}

static void forget(output *out) {
    unfinished = "";
    free(out->temporary);
    free(out->target);
    out->temporary = out->target = NULL;
}

bool output_open(output *out, const char *path) {
    struct stat info;
    *out = (output){.path = path, .file = stdout, .terminal = !path && isatty(STDOUT_FILENO)};
    if (!path)
        return true;
    bool there = !stat(path, &info);
    if (there && !S_ISREG(info.st_mode)) {
        out->file = fopen(path, "wb"); /* a folder is refused here */
        if (out->file)
            return true;
        return output_fail(out, "cannot write");
    }
    out->target = there ? realpath(path, NULL) : strdup(path); /* a link stays, the file it leads to is replaced */
    if (!out->target)
        return output_fail(out, "cannot open");
    if (open_temporary(out))
        return true;
    if (out->temporary)
        unlink(out->temporary);
    forget(out);
    return false;
}

bool output_write(void *context, const char *bytes, size_t size) {
    output *out = context;
    if (out->failed)
        return false;
    if (out->terminal)
        progress_erase();
    if (fwrite(bytes, 1, size, out->file) == size)
        return true;
    return output_fail(out, "cannot write");
}

/* The name of a file is kept by its folder: that is synced too. */
void output_sync_folder(const char *path) {
    char *folder = strdup(path);
    char *slash = folder ? strrchr(folder, '/') : NULL;
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd); /* not every file system syncs folders */
        close(fd);
    }
    free(folder);
}

bool output_close(output *out, bool keep) {
    if (out->folder)
        return folder_close(out, keep);
    if (fflush(out->file) || ferror(out->file))
        output_fail(out, "cannot write");
    if (out->temporary && !out->failed && keep && fsync(fileno(out->file)))
        output_fail(out, "cannot write");
    if (fclose(out->file))
        output_fail(out, "cannot write");
    if (!out->temporary)
        return !out->failed;
    if (!out->failed && keep && rename(out->temporary, out->target))
        output_fail(out, "cannot rename to it");
    if (out->failed || !keep)
        unlink(out->temporary);
    else
        output_sync_folder(out->target);
    forget(out);
    return !out->failed;
}

int output_end_standard(int code) {
    output out;
    output_open(&out, NULL);
    return output_close(&out, true) ? code : EXIT_IO;
}
