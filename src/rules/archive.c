/* Both ways of the records of rules/archive.h. Cost: linear in the bytes. */
#include "rules/archive.h"

#include "text/utf8.h"

#include <string.h>

enum { WORD = 4 };

static void move(kj_archive *a, void *bytes, size_t size) {
    if (a->writing) {
        kj_buffer_add(&a->out, bytes, size);
        return;
    }
    if ((size_t)(a->end - a->at) < size)
        a->failed = true;
    if (a->failed) {
        memset(bytes, 0, size);
        return;
    }
    memcpy(bytes, a->at, size);
    a->at += size;
}

void kj_archive_number(kj_archive *a, uint32_t *number) {
    move(a, number, sizeof *number);
}

void kj_archive_signed(kj_archive *a, int32_t *number) {
    move(a, number, sizeof *number);
}

void kj_archive_wide(kj_archive *a, int64_t *number) {
    move(a, number, sizeof *number);
}

void kj_archive_real(kj_archive *a, double *number) {
    move(a, number, sizeof *number);
}

void kj_archive_flag(kj_archive *a, bool *flag) {
    uint32_t word = a->writing && *flag;
    move(a, &word, sizeof word);
    a->failed |= word > 1;
    if (!a->writing)
        *flag = word == 1;
}

static void write_text(kj_archive *a, const char *text, size_t size) {
    uint32_t word = text ? (uint32_t)size : UINT32_MAX;
    move(a, &word, sizeof word);
    kj_buffer_add(&a->out, text, text ? size : 0);
    kj_buffer_add(&a->out, "\0\0\0", text ? (WORD - size % WORD) % WORD : 0);
}

static const char *read_text(kj_archive *a, size_t *size) {
    uint32_t word = 0;
    move(a, &word, sizeof word);
    *size = 0;
    if (a->failed || word == UINT32_MAX)
        return NULL;
    size_t left = (size_t)(a->end - a->at), padded = ((size_t)word + WORD - 1) / WORD * WORD;
    const char *bytes = (const char *)a->at;
    if (padded > left || kj_utf8_check(bytes, word) != word || memchr(bytes, 0, word)) {
        a->failed = true;
        return NULL;
    }
    a->at += padded;
    const char *copy = kj_arena_copy(a->arena, bytes, word);
    a->memory |= !copy;
    a->failed |= !copy;
    *size = copy ? word : 0;
    return copy;
}

void kj_archive_text(kj_archive *a, const char **text) {
    size_t size;
    if (a->writing)
        write_text(a, *text, *text ? strlen(*text) : 0);
    else
        *text = read_text(a, &size);
}

void kj_archive_string(kj_archive *a, kaoju_string *string) {
    if (a->writing)
        write_text(a, string->data, string->size);
    else
        string->data = read_text(a, &string->size);
}

void *kj_archive_items(kj_archive *a, const void *items, uint32_t *count, size_t size) {
    kj_archive_number(a, count);
    if (a->writing)
        return (void *)(uintptr_t)items;
    if (*count > (size_t)(a->end - a->at) / WORD)
        a->failed = true;
    void *made = a->failed ? NULL : kj_arena_new(a->arena, *count ? *count : 1, size);
    a->memory |= !made && !a->failed;
    a->failed |= !made;
    if (!made)
        *count = 0;
    return made;
}
