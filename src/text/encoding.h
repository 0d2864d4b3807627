/* Bytes in some encoding -> UTF-8. The only file that uses iconv. */
#ifndef KJ_TEXT_ENCODING_H
#define KJ_TEXT_ENCODING_H

#include "base/string.h"

typedef struct kj_decoded {
    const char *encoding; /* static: "utf-8", "gb18030", "big5", "utf-16le", "utf-16be" */
    const char *utf8;     /* the input itself for UTF-8, else converted.data */
    size_t size;
    kj_buffer converted;
    uint32_t *source; /* byte offset in the input of each code point, and one more for the end; NULL for UTF-8 */
    size_t length;    /* code points */
} kj_decoded;

/* `name`: as in kaoju_document.encoding. "auto": BOM; then UTF-8 if it is valid; then, if there are zero bytes,
 * UTF-16 in the byte order that gives text; then GB18030 or Big5, whichever decodes without error and reads as more
 * common Chinese. Text with NUL bytes that is no UTF-16 is refused as binary; a few double-byte characters with no very
 * common one among them (的 一 是 ， 。 ...) are refused as damaged UTF-8 rather than guessed. KAOJU_E_ENCODING carries
 * the byte offset of the first bad byte: for "auto" that is the offset in UTF-8. Unknown name: KAOJU_E_ARGUMENT. A UTF-8 BOM stays in the text. */
kaoju_status kj_decode(const char *bytes, size_t size, const char *name, kj_decoded *out, kaoju_error *error);
void kj_decoded_free(kj_decoded *decoded);

#endif
