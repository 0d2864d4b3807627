/* One document as matching sees it: an array of symbols, one for each code point, so that an index is a code point
 * offset and every span is a span of the source. Layout decides which blanks and line ends are KJ_SKIP.
 *
 * Layout rules
 *   - A run of blanks with at most one line end is KJ_SKIP, unless both neighbours are narrow letters or digits
 *     ("GDP growth", "2025 2026"): then each of its characters is a space.
 *   - A line end followed by another (blanks between them allowed), or by an indent (two or more spaces, or U+3000),
 *     ends a paragraph: every character of the run is KJ_BREAK.
 *   - But when the paragraph has already ended a sentence inside (。！？) and its last character does not end one,
 *     it is a column or page break in mid-sentence: the run is KJ_SKIP.
 *   - Sentences end after 。！？!?… and their closing quotes and brackets, and at paragraph ends; clauses also after
 *     ， , ； ; ： : and ——.
 * Cost: O(code points) time and 8 bytes a code point. */
#ifndef KJ_TEXT_TEXT_H
#define KJ_TEXT_TEXT_H

#include "base/memory.h"
#include "text/fold.h"

typedef struct kj_text {
    const char *utf8;               /* borrowed */
    uint32_t size;                  /* bytes */
    uint32_t length;                /* code points */
    uint32_t *symbol;               /* [length + 1]; symbol[length] == KJ_BREAK */
    uint32_t *byte;                 /* [length + 1]; byte[length] == size */
    KJ_VEC(uint32_t) lines;         /* code point at which each line starts; lines end with LF, CRLF or CR */
    KJ_VEC(kaoju_range) paragraphs; /* without the blanks around them, in order, never empty */
    KJ_VEC(kaoju_range) sentences;  /* in order, each within one paragraph, blanks trimmed, never empty */
    KJ_VEC(uint32_t) clauses;       /* code points at which a clause starts, in order */
    uint32_t room;                  /* of symbol and byte */
} kj_text;

/* `utf8` is checked UTF-8 and must outlive the text. Reuses the arrays of an earlier call. */
kaoju_status kj_text_read(kj_text *text, const char *utf8, size_t size, const kj_fold *fold, kaoju_error *error);
void kj_text_free(kj_text *text);

/* Of ASCII, as a symbol. */
static inline bool kj_is_digit(uint32_t symbol) {
    return symbol >= '0' && symbol <= '9';
}
static inline bool kj_is_letter(uint32_t symbol) {
    return (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z');
}

/* Not behind the end. */
static inline bool kj_text_letter(const kj_text *text, uint32_t at) {
    return at < text->length && kj_is_letter(text->symbol[at]);
}

/* Next index >= at that is not KJ_SKIP (text->length at the end). */
static inline uint32_t kj_text_solid(const kj_text *text, uint32_t at) {
    while (text->symbol[at] == KJ_SKIP)
        at++;
    return at;
}

/* Is there a blank right before `at`, after skips are taken back? Not where there is a line end among them or at the
 * start of the text: that is layout. For names set apart by spaces: 记者 周圆 魏弘毅. */
bool kj_text_blank_before(const kj_text *text, uint32_t at);

kaoju_range kj_text_sentence(const kj_text *text, uint32_t at);  /* the one that holds `at`; {at, at} if none */
kaoju_range kj_text_paragraph(const kj_text *text, uint32_t at); /* likewise */
kaoju_range kj_text_clause(const kj_text *text, uint32_t at);
/* 1-based line and column (code points) of `at`. */
void kj_text_position(const kj_text *text, uint32_t at, uint32_t *line, uint32_t *column);

kaoju_string kj_text_slice(const kj_text *text, uint32_t start, uint32_t end); /* raw bytes */
/* Symbols of [start, end) without skips, as UTF-8, NUL-terminated, in the arena. */
kaoju_string kj_text_norm(const kj_text *text, uint32_t start, uint32_t end, kj_arena *arena);

#endif
