/* Loaded before libc (LD_PRELOAD): makes one call of the system fail, or all from one on.
 *
 *     KAOJU_FAULT=KIND:N:ERRNO[+]    KIND: open read write sync rename close list stat map chmod; N from 1; + : all later ones,
 *                                    too; ERRNO 0: a read finds the end of the file
 *     KAOJU_FAULT_TOLD=FILE          gets a byte when a call was made to fail
 *
 * stdio calls the system inside libc, out of reach, so its functions count as the calls they stand for. A close that fails
 * has closed, as in Linux. A program that is built to measure coverage writes its counts when it ends: they are spared. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_over; /* gcov's calls are all that follows */

static bool fails(const char *kind) {
    static int count;
    const char *fault = getenv("KAOJU_FAULT"), *told = getenv("KAOJU_FAULT_TOLD");
    size_t length = strlen(kind);
    if (is_over || !fault || strncmp(fault, kind, length) != 0 || fault[length] != ':')
        return false;
    char *end;
    long at = strtol(fault + length + 1, &end, 10), number = strtol(end + 1, &end, 10);
    count++;
    if (count != at && !(*end == '+' && count > at))
        return false;
    int (*really_open)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    int fd = told ? really_open(told, O_WRONLY | O_CREAT, 0600) : -1;
    if (fd >= 0) {
        int (*really_close)(int) = (int (*)(int))dlsym(RTLD_NEXT, "close");
        ssize_t (*really_write)(int, const void *, size_t) =
            (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
        really_write(fd, "x", 1);
        really_close(fd);
    }
    errno = (int)number;
    return true;
}

static bool open_fails(const char *path) {
    size_t length = strlen(path);
    is_over |= length > 5 && !strcmp(path + length - 5, ".gcda");
    return fails("open");
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

int open(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    return open_fails(path) ? -1 : REAL(int, "open", const char *, int, ...)(path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    return open_fails(path) ? -1 : REAL(int, "openat", int, const char *, int, ...)(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    return open_fails(path) ? -1 : REAL(int, "openat64", int, const char *, int, ...)(folder, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    va_list list;
    va_start(list, flags);
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;
    va_end(list);
    return open_fails(path) ? -1 : REAL(int, "open64", const char *, int, ...)(path, flags, mode);
}
FILE *fopen(const char *path, const char *mode) {
    return open_fails(path) ? NULL : REAL(FILE *, "fopen", const char *, const char *)(path, mode);
}
FILE *fopen64(const char *path, const char *mode) {
    return open_fails(path) ? NULL : REAL(FILE *, "fopen64", const char *, const char *)(path, mode);
}
FILE *fdopen(int fd, const char *mode) {
    return fails("open") ? NULL : REAL(FILE *, "fdopen", int, const char *)(fd, mode);
}
int mkstemp(char *name) {
    return fails("open") ? -1 : REAL(int, "mkstemp", char *)(name);
}
int mkstemp64(char *name) {
    return fails("open") ? -1 : REAL(int, "mkstemp64", char *)(name);
}
char *mkdtemp(char *name) {
    return fails("open") ? NULL : REAL(char *, "mkdtemp", char *)(name);
}
DIR *opendir(const char *path) {
    return fails("open") ? NULL : REAL(DIR *, "opendir", const char *)(path);
}
struct dirent *readdir(DIR *stream) {
    return fails("list") ? NULL : REAL(struct dirent *, "readdir", DIR *)(stream);
}
struct dirent64 *readdir64(DIR *stream) {
    return fails("list") ? NULL : REAL(struct dirent64 *, "readdir64", DIR *)(stream);
}

ssize_t read(int fd, void *out, size_t size) {
    return fails("read") ? (errno ? -1 : 0) : REAL(ssize_t, "read", int, void *, size_t)(fd, out, size);
}
/* The stream must know: ferror. A file that cannot be read, such as a folder, gives it the error. */
size_t fread(void *out, size_t size, size_t count, FILE *file) {
    if (fails("read")) {
        int number = errno;
        file->_flags |= 0x20; /* _IO_ERR_SEEN */
        errno = number;
        return 0;
    }
    return REAL(size_t, "fread", void *, size_t, size_t, FILE *)(out, size, count, file);
}

/* Only these: stat and lstat are asked whether a file is there. */
int fstat(int fd, struct stat *info) {
    return fails("stat") ? -1 : REAL(int, "fstat", int, struct stat *)(fd, info);
}
int fstat64(int fd, struct stat64 *info) {
    return fails("stat") ? -1 : REAL(int, "fstat64", int, struct stat64 *)(fd, info);
}
void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset) {
    return fails("map")
               ? MAP_FAILED
               : REAL(void *, "mmap", void *, size_t, int, int, int, off_t)(at, size, protection, flags, fd, offset);
}
void *mmap64(void *at, size_t size, int protection, int flags, int fd, off64_t offset) {
    return fails("map") ? MAP_FAILED
                        : REAL(void *, "mmap64", void *, size_t, int, int, int, off64_t)(at, size, protection, flags,
                                                                                         fd, offset);
}

ssize_t write(int fd, const void *bytes, size_t size) {
    return fails("write") ? -1 : REAL(ssize_t, "write", int, const void *, size_t)(fd, bytes, size);
}
size_t fwrite(const void *bytes, size_t size, size_t count, FILE *file) {
    return file != stderr && fails("write")
               ? 0
               : REAL(size_t, "fwrite", const void *, size_t, size_t, FILE *)(bytes, size, count, file);
}
int fflush(FILE *file) {
    return file != stderr && fails("write") ? EOF : REAL(int, "fflush", FILE *)(file);
}

int chmod(const char *path, mode_t mode) {
    return fails("chmod") ? -1 : REAL(int, "chmod", const char *, mode_t)(path, mode);
}
int fchmod(int fd, mode_t mode) {
    return fails("chmod") ? -1 : REAL(int, "fchmod", int, mode_t)(fd, mode);
}

int fsync(int fd) {
    return fails("sync") ? -1 : REAL(int, "fsync", int)(fd);
}
int rename(const char *from, const char *to) {
    return fails("rename") ? -1 : REAL(int, "rename", const char *, const char *)(from, to);
}

int close(int fd) {
    bool fail = fails("close");
    int number = errno, status = REAL(int, "close", int)(fd);
    errno = fail ? number : errno;
    return fail ? -1 : status;
}
int fclose(FILE *file) {
    bool fail = fails("close");
    int number = errno, status = REAL(int, "fclose", FILE *)(file);
    errno = fail ? number : errno;
    return fail ? EOF : status;
}
