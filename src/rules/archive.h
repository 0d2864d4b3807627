/* Records to bytes and back, by one description for both ways.
 *
 *     static void point(kj_archive *a, kj_point *p) {      writes *p, or reads it
 *         kj_archive_number(a, &p->x);
 *         kj_archive_text(a, &p->name);
 *     }
 *
 * So what is read is what was written, and a member can only be forgotten in both. Numbers are 32-bit words of this
 * machine, texts are their size and their bytes, padded with zeros to whole words. A reader that runs into the end, or
 * reads a text that is none, sets `failed`, after which everything it gives is 0 or NULL. */
#ifndef KJ_RULES_ARCHIVE_H
#define KJ_RULES_ARCHIVE_H

#include "base/memory.h"
#include "base/string.h"

typedef struct kj_archive {
    bool writing;
    kj_buffer out;                 /* of a writer */
    const unsigned char *at, *end; /* of a reader: what is left */
    kj_arena *arena;               /* of a reader: where texts and items go */
    bool failed, memory;
} kj_archive;

void kj_archive_number(kj_archive *archive, uint32_t *number);
void kj_archive_signed(kj_archive *archive, int32_t *number);
void kj_archive_wide(kj_archive *archive, int64_t *number);
void kj_archive_real(kj_archive *archive, double *number); /* bit by bit; checking is the caller's */
void kj_archive_flag(kj_archive *archive, bool *flag);
/* NUL-terminated UTF-8 without a NUL inside, or NULL. */
void kj_archive_text(kj_archive *archive, const char **text);
/* The same with a size. */
void kj_archive_string(kj_archive *archive, kaoju_string *string);
/* *count items of `size` bytes: `items` itself when writing; when reading new zeroed ones, NULL and *count 0 after a
 * failure. Each item takes a word or more, so a count cannot ask for more memory than the bytes account for. */
void *kj_archive_items(kj_archive *archive, const void *items, uint32_t *count, size_t size);

#endif
