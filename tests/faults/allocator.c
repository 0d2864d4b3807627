/* The allocator of the fault tests: counts, and fails the call that it is told to fail.
 *
 * Without sanitizers it takes the place of malloc for everything in the process, libraries included (it calls glibc's own
 * under the names that glibc gives it). With sanitizers, which need that place themselves, the linker's --wrap brings the
 * calls of kaoju's own files here. */
#include "allocator.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef FAULT_WRAP
#define NAME(function) __wrap_##function
#define REAL(function) __real_##function
#define REAL_ALIGNED REAL(aligned_alloc)
#else
#define NAME(function) function
#define REAL(function) __libc_##function
#define REAL_ALIGNED __libc_memalign
#endif
void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t count, size_t size);
void *REAL(realloc)(void *old, size_t size);
void *REAL_ALIGNED(size_t alignment, size_t size);
void REAL(free)(void *old);

/* Libraries must see these, whatever the visibility of the rest. */
#define SEEN __attribute__((visibility("default")))
SEEN void *NAME(malloc)(size_t size);
SEEN void *NAME(calloc)(size_t count, size_t size);
SEEN void *NAME(realloc)(void *old, size_t size);
SEEN void *NAME(aligned_alloc)(size_t alignment, size_t size);
SEEN void NAME(free)(void *old);

fault_state fault;

/* Code of this program, as the linker laid it out: calls from elsewhere are those of libraries. */
extern char __executable_start, etext;

static bool counts(const void *caller) {
    bool ours = (const char *)caller >= &__executable_start && (const char *)caller < &etext;
    return ours || !fault.only_ours;
}

static bool fails(const void *caller) {
    if (!fault.counting || !counts(caller))
        return false;
    fault.calls++;
    if (fault.calls != fault.at && !(fault.at && fault.from_then_on && fault.calls > fault.at))
        return false;
    fault.failed++;
    errno = ENOMEM;
    return true;
}

void *NAME(malloc)(size_t size) {
    void *out = fails(__builtin_return_address(0)) ? NULL : REAL(malloc)(size);
    fault.live += out && counts(__builtin_return_address(0));
    return out;
}

void *NAME(calloc)(size_t count, size_t size) {
    void *out = fails(__builtin_return_address(0)) ? NULL : REAL(calloc)(count, size);
    fault.live += out && counts(__builtin_return_address(0));
    return out;
}

void *NAME(realloc)(void *old, size_t size) {
    if (fails(__builtin_return_address(0)))
        return NULL;
    void *out = REAL(realloc)(old, size);
    fault.live += !old && out && counts(__builtin_return_address(0));
    return out;
}

void *NAME(aligned_alloc)(size_t alignment, size_t size) {
    void *out = fails(__builtin_return_address(0)) ? NULL : REAL_ALIGNED(alignment, size);
    fault.live += out && counts(__builtin_return_address(0));
    return out;
}

void NAME(free)(void *old) {
    fault.live -= old && counts(__builtin_return_address(0));
    REAL(free)(old);
}

/* Of the C library's own the block would be a library's, but not its end. */
SEEN char *NAME(strdup)(const char *text);
char *NAME(strdup)(const char *text) {
    char *out = NAME(malloc)(strlen(text) + 1);
    return out ? strcpy(out, text) : NULL;
}
