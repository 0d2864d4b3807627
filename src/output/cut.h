/* Long text cut out of a line of JSON before it is parsed, and put back into the strings that come out.
 *
 * jansson takes some 160 instructions for a byte, and the line of a document is its text. A run of characters without quotes,
 * backslashes and controls that begins with one outside ASCII can stand in a string only, or the line is no JSON; so a mark
 * may stand for it while the line is parsed, and jansson still decides what is JSON and what is not. */
#ifndef KJ_OUTPUT_CUT_H
#define KJ_OUTPUT_CUT_H

#include "base/memory.h"
#include "base/string.h"

/* What a mark begins with: U+FDD0, which is no character. Seven letters follow, so it is ten bytes. */
#define KJ_CUT_MARK "\xEF\xB7\x90"

typedef struct kj_cut {
    kj_buffer line;            /* what to parse instead */
    KJ_VEC(kaoju_string) runs; /* of the line, borrowed */
} kj_cut;

/* False: nothing was cut, because there is nothing long, because the line holds what a mark begins with or is not UTF-8, or
 * because there is no memory: parse it as it is. */
bool kj_cut_make(kj_cut *cut, const char *line, size_t size);
void kj_cut_free(kj_cut *cut);
/* A string that was parsed, as it stands in the line: itself if there is no mark in it, else a NUL-terminated copy in the
 * arena. *ok = false: out of memory. */
kaoju_string kj_cut_mend(const kj_cut *cut, kaoju_string parsed, kj_arena *arena, bool *ok);

#endif
