/* A line in, the same line with marks for its long runs out; strings with marks in, strings as they were out.
 *
 * Invariant: each mark holds the number of its run, so it does not matter where the parser puts which string. Cost: linear. */
#include "output/cut.h"

#include "text/utf8.h"

#include <string.h>

/* A shorter run is parsed faster than it is replaced. */
#define RUN_MIN 32

#define MARK_SIZE 10
#define NUMBER_SIZE 7
#define NUMBER_BITS 4 /* of a digit, 'a' .. 'p' */

/* The end of the run that begins at `at`; 0: what must not be in a line that is cut. */
static size_t run_end(const char *line, size_t size, size_t at) {
    while (at < size) {
        const unsigned char *b = (const unsigned char *)line + at;
        bool three = size - at >= 3 && b[0] >= 0xE3 && b[0] <= 0xEC && (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80;
        if (three) { /* most of it: Chinese */
            at += 3;
            continue;
        }
        if (b[0] < 0x20 || b[0] == '"' || b[0] == '\\')
            return at;
        size_t length = kj_utf8_sequence(line + at, size - at);
        if (!length || (length == 3 && !memcmp(b, KJ_CUT_MARK, 3)))
            return 0;
        at += length;
    }
    return at;
}

/* \uFDD0 would come out of the parser as the beginning of a mark. */
static bool spells_mark(const char *line, size_t size) {
    const char *end = line + size, *at = line;
    while ((at = memchr(at, '\\', (size_t)(end - at))) != NULL) {
        if (end - at >= 6 && at[1] == 'u' && (at[2] | 0x20) == 'f' && (at[3] | 0x20) == 'd' && (at[4] | 0x20) == 'd')
            return true;
        at++;
    }
    return false;
}

static void add_mark(kj_cut *cut, kaoju_string run) {
    char mark[MARK_SIZE] = KJ_CUT_MARK;
    for (size_t i = 0; i < NUMBER_SIZE; i++)
        mark[MARK_SIZE - 1 - i] = (char)('a' + (cut->runs.size >> (i * NUMBER_BITS) & 15));
    kj_buffer_add(&cut->line, mark, sizeof mark);
    cut->line.failed |= cut->runs.size >> (NUMBER_SIZE * NUMBER_BITS) || !kj_push(&cut->runs, run);
}

bool kj_cut_make(kj_cut *cut, const char *line, size_t size) {
    size_t copied = 0;
    for (size_t at = 0, end; at < size && !cut->line.failed; at = end) {
        end = at + 1;
        if ((unsigned char)line[at] < 0x80)
            continue;
        end = run_end(line, size, at);
        if (!end)
            return false;
        if (end - at < RUN_MIN)
            continue;
        kj_buffer_add(&cut->line, line + copied, at - copied);
        add_mark(cut, (kaoju_string){line + at, end - at});
        copied = end;
    }
    if (!cut->runs.size || cut->line.failed)
        return false;
    kj_buffer_add(&cut->line, line + copied, size - copied);
    return !cut->line.failed && !spells_mark(cut->line.data, cut->line.size);
}

void kj_cut_free(kj_cut *cut) {
    kj_buffer_free(&cut->line);
    kj_vec_free(&cut->runs);
}

/* The first mark in the string; NULL if there is none. */
static const char *find_mark(kaoju_string s) {
    const char *at = s.data, *end = s.data + s.size;
    while (end - at >= MARK_SIZE && (at = memchr(at, KJ_CUT_MARK[0], (size_t)(end - at))) != NULL) {
        if (end - at >= MARK_SIZE && !memcmp(at, KJ_CUT_MARK, 3))
            return at;
        at++;
    }
    return NULL;
}

static const kaoju_string *run_of(const kj_cut *cut, const char *mark) {
    size_t number = 0;
    for (size_t i = 3; i < MARK_SIZE; i++)
        number = number << NUMBER_BITS | (size_t)(mark[i] - 'a');
    return &cut->runs.at[number];
}

kaoju_string kj_cut_mend(const kj_cut *cut, kaoju_string parsed, kj_arena *arena, bool *ok) {
    const char *mark = cut->runs.size && parsed.data ? find_mark(parsed) : NULL, *end = parsed.data + parsed.size;
    if (!mark)
        return parsed;
    kaoju_string rest = parsed;
    size_t size = parsed.size;
    for (const char *at = mark; at; at = find_mark(rest)) {
        size += run_of(cut, at)->size - MARK_SIZE;
        rest = (kaoju_string){at + MARK_SIZE, (size_t)(end - at) - MARK_SIZE};
    }
    char *out = kj_arena_raw(arena, size + 1), *to = out;
    *ok &= out != NULL;
    for (rest = parsed; out && mark; mark = find_mark(rest)) {
        const kaoju_string *run = run_of(cut, mark);
        memcpy(to, rest.data, (size_t)(mark - rest.data));
        to += mark - rest.data;
        memcpy(to, run->data, run->size);
        to += run->size;
        rest = (kaoju_string){mark + MARK_SIZE, (size_t)(end - mark) - MARK_SIZE};
    }
    if (!out)
        return (kaoju_string){NULL, 0};
    memcpy(to, rest.data, rest.size);
    out[size] = '\0';
    return (kaoju_string){out, size};
}
