/* The command's own calls for memory, and for threads, made to fail: the files of src/cli are compiled with these in the
 * place of the real ones (CMakeLists.txt). KAOJU_FAULT=memory:N:0[+] and KAOJU_FAULT_TOLD as for preload.c; what the
 * library allocates is the business of alloc.c, so its calls that make something fail as a whole. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "kaoju.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *fault_malloc(size_t size);
void *fault_calloc(size_t count, size_t size);
void *fault_realloc(void *old, size_t size);
char *fault_strdup(const char *text);
char *fault_strndup(const char *text, size_t size);
char *fault_realpath(const char *path, char *out);
int fault_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *context);
kaoju_status fault_kaoju_session_new(const kaoju_model *model, kaoju_session **session, kaoju_error *error);
kaoju_status fault_kaoju_check_new(kaoju_check **check, kaoju_error *error);
kaoju_status fault_kaoju_check_run(kaoju_check *check, kaoju_error *error);
kaoju_status fault_kaoju_saved_new(kaoju_saved **saved, kaoju_error *error);
kaoju_status fault_kaoju_writer_new(const char *format, const kaoju_write_options *options, kaoju_sink sink,
                                    void *context, kaoju_writer **writer, kaoju_error *error);

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static bool fails(void) {
    static long count;
    const char *fault = getenv("KAOJU_FAULT"), *told = getenv("KAOJU_FAULT_TOLD");
    if (!fault || strncmp(fault, "memory:", 7) != 0)
        return false;
    pthread_mutex_lock(&mutex);
    long at = strtol(fault + 7, NULL, 10), now = ++count;
    pthread_mutex_unlock(&mutex);
    if (now != at && !(fault[strlen(fault) - 1] == '+' && now > at))
        return false;
    int fd = told ? open(told, O_WRONLY | O_CREAT, 0600) : -1;
    if (fd >= 0)
        close(fd);
    errno = ENOMEM;
    return true;
}

void *fault_malloc(size_t size) {
    return fails() ? NULL : malloc(size);
}
void *fault_calloc(size_t count, size_t size) {
    return fails() ? NULL : calloc(count, size);
}
void *fault_realloc(void *old, size_t size) {
    return fails() ? NULL : realloc(old, size);
}
char *fault_strdup(const char *text) {
    return fails() ? NULL : strdup(text);
}
char *fault_strndup(const char *text, size_t size) {
    return fails() ? NULL : strndup(text, size);
}
char *fault_realpath(const char *path, char *out) {
    return fails() ? NULL : realpath(path, out);
}
int fault_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *context) {
    return fails() ? EAGAIN : pthread_create(thread, attributes, start, context);
}

static kaoju_status lack(kaoju_error *error) {
    if (error)
        *error = (kaoju_error){.code = KAOJU_E_MEMORY, .message = "out of memory"};
    return KAOJU_E_MEMORY;
}

kaoju_status fault_kaoju_session_new(const kaoju_model *model, kaoju_session **session, kaoju_error *error) {
    *session = NULL;
    return fails() ? lack(error) : kaoju_session_new(model, session, error);
}
kaoju_status fault_kaoju_check_new(kaoju_check **check, kaoju_error *error) {
    *check = NULL;
    return fails() ? lack(error) : kaoju_check_new(check, error);
}
kaoju_status fault_kaoju_check_run(kaoju_check *check, kaoju_error *error) {
    return fails() ? lack(error) : kaoju_check_run(check, error);
}
kaoju_status fault_kaoju_saved_new(kaoju_saved **saved, kaoju_error *error) {
    *saved = NULL;
    return fails() ? lack(error) : kaoju_saved_new(saved, error);
}
kaoju_status fault_kaoju_writer_new(const char *format, const kaoju_write_options *options, kaoju_sink sink,
                                    void *context, kaoju_writer **writer, kaoju_error *error) {
    *writer = NULL;
    return fails() ? lack(error) : kaoju_writer_new(format, options, sink, context, writer, error);
}
