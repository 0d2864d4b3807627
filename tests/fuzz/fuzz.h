/* What the fuzz targets share. A target is one function that takes any bytes and breaks (abort) if a promise does:
 *
 *     int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
 *
 * libFuzzer drives it in the preset `fuzz` (clang); replay.c drives it everywhere else. See README.md. */
#ifndef KJ_FUZZ_H
#define KJ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_broken(const char *promise, const char *file, int line) {
    fprintf(stderr, "%s:%d: broken: %s\n", file, line, promise);
    abort();
}
#define REQUIRE(promise) ((promise) ? (void)0 : fuzz_broken(#promise, __FILE__, __LINE__))

/* Takes numbers from the front of an input; zeros when it is used up. */
typedef struct fuzz_bytes {
    const uint8_t *data;
    size_t size;
} fuzz_bytes;

static inline uint8_t fuzz_byte(fuzz_bytes *in) {
    if (!in->size)
        return 0;
    in->size--;
    return *in->data++;
}

/* The input up to the first line `mark`, and what stands behind that line (nothing if there is none). */
static inline fuzz_bytes fuzz_split(fuzz_bytes *rest, const char *mark) {
    fuzz_bytes first = *rest;
    size_t length = strlen(mark);
    for (size_t at = 0; at + length <= rest->size; at++) {
        if ((at && rest->data[at - 1] != '\n') || memcmp(rest->data + at, mark, length) != 0)
            continue;
        first.size = at;
        rest->data += at + length;
        rest->size -= at + length;
        return first;
    }
    rest->data += rest->size;
    rest->size = 0;
    return first;
}

/* A NUL-terminated copy without NUL characters inside; free() it. */
static inline char *fuzz_string(fuzz_bytes in) {
    char *out = malloc(in.size + 1);
    size_t used = 0;
    REQUIRE(out);
    for (size_t i = 0; i < in.size; i++)
        if (in.data[i])
            out[used++] = (char)in.data[i];
    out[used] = '\0';
    return out;
}

#endif
