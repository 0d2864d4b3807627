/* Text -> an offset of each code point in bytes, and in UTF-16 by counting the characters that take two units. Cost: 4
 * bytes a code point; UTF-16 by binary search. */
#include "output/offsets.h"

#include "text/utf8.h"

bool kj_offsets_open(kj_offsets *o, kaoju_string text) {
    size_t length = kj_utf8_length(text.data, text.size), at = 0;
    *o = (kj_offsets){.text = text, .length = (uint32_t)length, .byte = kj_new(length + 1, sizeof *o->byte)};
    bool ok = o->byte != NULL;
    for (uint32_t cp = 0; ok && cp < length; cp++) {
        o->byte[cp] = (uint32_t)at;
        if (kj_utf8_next(text.data, text.size, &at) > 0xFFFF)
            ok = kj_push(&o->astral, cp);
    }
    if (ok)
        o->byte[length] = (uint32_t)text.size;
    return ok;
}

void kj_offsets_close(kj_offsets *o) {
    free(o->byte);
    kj_vec_free(&o->astral);
    *o = (kj_offsets){0};
}

kaoju_string kj_offsets_slice(const kj_offsets *o, uint32_t start, uint32_t end) {
    end = end < o->length ? end : o->length;
    start = start < end ? start : end;
    return (kaoju_string){o->text.data + o->byte[start], o->byte[end] - o->byte[start]};
}

uint32_t kj_offsets_utf16(const kj_offsets *o, uint32_t cp) {
    size_t low = 0, high = o->astral.size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (o->astral.at[middle] < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return cp + (uint32_t)low;
}
