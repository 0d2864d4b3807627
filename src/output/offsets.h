/* Places of a document's text in every unit that formats count in. */
#ifndef KJ_OUTPUT_OFFSETS_H
#define KJ_OUTPUT_OFFSETS_H

#include "base/memory.h"
#include "base/string.h"

typedef struct kj_offsets {
    kaoju_string text;
    uint32_t *byte;          /* [length + 1]: where each code point begins */
    uint32_t length;         /* code points */
    KJ_VEC(uint32_t) astral; /* code points above U+FFFF, which are two units of UTF-16 */
} kj_offsets;

bool kj_offsets_open(kj_offsets *o, kaoju_string text); /* false: out of memory */
void kj_offsets_close(kj_offsets *o);
kaoju_string kj_offsets_slice(const kj_offsets *o, uint32_t start, uint32_t end); /* code points; cut at the end */
uint32_t kj_offsets_utf16(const kj_offsets *o, uint32_t cp);                      /* JavaScript's count of `cp` */

#endif
