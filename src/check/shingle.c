/* A text as the set of its short pieces, so that the same article printed twice is known although line ends, blanks,
 * punctuation and a few characters differ (w-shingling: Broder, On the resemblance and containment of documents, 1997;
 * a sample by hash mod n as in Manber, Finding similar files in a large file system, 1994). Cost: n log n. */
#include "check/check.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool counts(uint32_t c) {
    return kj_char_is_han(c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* FNV-1a over code points. */
static uint32_t hash_of(const uint32_t *window, size_t next) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < KJ_SHINGLE; i++) {
        hash ^= window[(next + i) % KJ_SHINGLE];
        hash *= 16777619u;
    }
    return hash ^ hash >> 15; /* the low digits are what a sample looks at */
}

bool kj_shingles_of(kaoju_string text, uint32_t every, kj_shingles *out) {
    uint32_t window[KJ_SHINGLE];
    size_t seen = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t c = kj_utf8_next(text.data, text.size, &at);
        if (!counts(c))
            continue;
        window[seen++ % KJ_SHINGLE] = c;
        uint32_t hash = seen >= KJ_SHINGLE ? hash_of(window, seen % KJ_SHINGLE) : 1;
        if (seen >= KJ_SHINGLE && hash % every == 0 && !kj_push(out, hash))
            return false;
    }
    if (!out->size)
        return true;
    qsort(out->at, out->size, sizeof *out->at, kj_by_number);
    size_t kept = 1;
    for (size_t i = 1; i < out->size; i++)
        if (out->at[i] != out->at[i - 1])
            out->at[kept++] = out->at[i];
    out->size = kept;
    return true;
}

size_t kj_shingles_shared(const kj_shingles *a, const kj_shingles *b) {
    size_t shared = 0, i = 0, j = 0;
    while (i < a->size && j < b->size) {
        shared += a->at[i] == b->at[j];
        uint32_t x = a->at[i], y = b->at[j];
        i += x <= y;
        j += y <= x;
    }
    return shared;
}

void kj_shingles_free(kj_shingles *s) {
    kj_vec_free(s);
}
