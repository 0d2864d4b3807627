/* Checked UTF-8 -> symbols, lines, paragraphs, sentences, clauses. The layout rules are in text.h.
 *
 * Two passes: the first decodes, folds and finds lines; the second decides what each run of blanks is and cuts
 * paragraphs, sentences and clauses as it goes. Invariant: one symbol for each code point, byte[] grows. O(length). */
#include "text/text.h"

#include "base/limits.h"
#include "text/utf8.h"

#include <string.h>

/* Symbols (already folded) that end a sentence, that may follow its end, that end a clause. */
static bool ends_sentence(uint32_t s) {
    return s == 0x3002 || s == '!' || s == '?' || s == 0x2026;
}
static bool closes(uint32_t s) {
    return s == 0x201D || s == 0x2019 || s == 0x300D || s == 0x300F || s == ')' || s == 0x300B || s == 0x3011 ||
           s == ']' || s == '"';
}
static bool is_narrow_word(uint32_t s) {
    return kj_is_digit(s) || kj_is_letter(s) || (s >= 0xC0 && s < 0x250);
}
static bool is_line_end(uint32_t cp) {
    return cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029;
}

static bool make_room(kj_text *text, uint32_t length) {
    if (length < text->room)
        return true;
    free(text->symbol);
    free(text->byte);
    text->symbol = kj_raw((size_t)length + 1, sizeof *text->symbol);
    text->byte = kj_raw((size_t)length + 1, sizeof *text->byte);
    text->room = text->symbol && text->byte ? length + 1 : 0;
    return text->room > 0;
}

/* Layout is among ASCII and U+00A0 .. U+3000, but for one character. */
static inline bool may_be_layout(uint32_t cp) {
    return cp <= ' ' || (cp >= 0x7F && cp <= 0x3000) || cp == 0xFEFF;
}

/* Most of a Chinese text: characters of three bytes behind U+3000. Decodes those that stand at *byte, the first of which is
 * number `at`; returns the number of what follows. */
static uint32_t decode_run(kj_text *text, const kj_fold *fold, uint32_t at, size_t *byte) {
    const unsigned char *start = (const unsigned char *)text->utf8, *end = start + text->size, *b = start + *byte;
    uint32_t *symbols = text->symbol, *bytes = text->byte;
    for (; end - b >= 3 && b[0] >= 0xE3 && b[0] <= 0xEF; b += 3, at++) {
        uint16_t cp = (uint16_t)((b[0] << 12) + (b[1] << 6) + b[2] - 0x2080); /* without what marks the three bytes */
        if (cp == 0x3000 || cp == 0xFEFF)                                     /* layout */
            break;
        bytes[at] = (uint32_t)(b - start);
        symbols[at] = kj_fold_symbol(fold, cp);
    }
    *byte = (size_t)(b - start);
    return at;
}

/* Decodes; blanks become ' ' and '\n' for the second pass, which replaces them. */
static bool decode(kj_text *text, const kj_fold *fold) {
    uint32_t at = 0;
    bool line_starts = true;
    for (size_t byte = 0; byte < text->size;) {
        if (line_starts && !kj_push(&text->lines, at))
            return false;
        line_starts = false;
        uint32_t behind = decode_run(text, fold, at, &byte);
        if (behind > at) {
            at = behind;
            continue;
        }
        text->byte[at] = (uint32_t)byte;
        uint32_t cp = kj_utf8_next(text->utf8, text->size, &byte);
        line_starts = cp == '\n' || (cp == '\r' && (byte >= text->size || text->utf8[byte] != '\n'));
        if (is_line_end(cp))
            text->symbol[at] = '\n';
        else if (may_be_layout(cp) && kj_char_is_space(cp))
            text->symbol[at] = ' ';
        else
            text->symbol[at] = kj_fold_symbol(fold, cp);
        at++;
    }
    if (!text->lines.size && !kj_push(&text->lines, 0))
        return false;
    text->symbol[at] = KJ_BREAK;
    text->byte[at] = text->size;
    return true;
}

static uint32_t raw_at(const kj_text *text, uint32_t at) {
    size_t byte = text->byte[at];
    return kj_utf8_next(text->utf8, text->size, &byte);
}

/* A run of blanks [start, end): does it end a paragraph? Two line ends do, or one with an indent behind it. */
static bool parts_paragraphs(const kj_text *text, uint32_t start, uint32_t end) {
    uint32_t line_ends = 0, indent = 0;
    bool wide = false;
    for (uint32_t at = start; at < end; at++) {
        uint32_t raw = raw_at(text, at);
        if (text->symbol[at] == '\n') {
            bool second_half = raw == '\n' && at > start && raw_at(text, at - 1) == '\r';
            line_ends += !second_half;
            indent = 0;
            wide = false;
        } else {
            indent++;
            wide |= raw == 0x3000;
        }
    }
    return line_ends > 1 || (line_ends == 1 && (indent > 1 || wide));
}

typedef struct layout {
    kj_text *text;
    uint32_t paragraph, sentence; /* where the open ones start; KJ_OPEN_NONE */
    uint32_t last;                /* end of the last solid character */
    bool sentence_ended;          /* this paragraph has ended a sentence inside */
    bool ending;                  /* the last solid characters end a sentence */
    bool clause_next;             /* the next solid character starts a clause */
} layout;
#define OPEN_NONE UINT32_MAX

static bool close_sentence(layout *l) {
    kaoju_range range = {l->sentence, l->last};
    bool ok = l->sentence == OPEN_NONE || kj_push(&l->text->sentences, range);
    l->sentence = OPEN_NONE;
    l->clause_next = true;
    return ok;
}

static bool close_paragraph(layout *l) {
    kaoju_range range = {l->paragraph, l->last};
    bool ok = close_sentence(l) && (l->paragraph == OPEN_NONE || kj_push(&l->text->paragraphs, range));
    l->paragraph = OPEN_NONE;
    l->sentence_ended = l->ending = false;
    return ok;
}

/* `before`: the solid symbol before `at` in its paragraph; a dash of two may be wrapped in the middle. */
static bool ends_clause(const kj_text *text, uint32_t at, uint32_t before) {
    const uint32_t *s = text->symbol;
    bool between_digits = at > 0 && kj_is_digit(s[at - 1]) && kj_is_digit(s[at + 1]);
    if (s[at] == ',' || s[at] == ':')
        return !between_digits;
    return s[at] == ';' || (before == s[at] && (s[at] == '-' || s[at] == 0x2014));
}

static bool solid(layout *l, uint32_t at) {
    uint32_t symbol = l->text->symbol[at];
    bool goes_on = ends_sentence(symbol) || closes(symbol);
    if (l->ending && !goes_on) {
        l->sentence_ended = true;
        if (!close_sentence(l))
            return false;
    }
    if (l->paragraph == OPEN_NONE)
        l->paragraph = at;
    if (l->sentence == OPEN_NONE)
        l->sentence = at;
    if (l->clause_next && !kj_push(&l->text->clauses, at))
        return false;
    l->clause_next = ends_clause(l->text, at, l->last > l->paragraph ? l->text->symbol[l->last - 1] : KJ_BREAK);
    l->ending = ends_sentence(symbol) || (l->ending && goes_on);
    l->last = at + 1;
    return true;
}

/* Blanks between the solid characters before and at `end`. */
static bool blanks(layout *l, uint32_t start, uint32_t end) {
    kj_text *text = l->text;
    uint32_t before = l->last ? text->symbol[l->last - 1] : KJ_BREAK;
    uint32_t symbol = KJ_SKIP;
    if (l->last && end < text->length) {
        bool mid_sentence = l->sentence_ended && !l->ending && !closes(before) && before != ':' && before != ';';
        if (parts_paragraphs(text, start, end))
            symbol = mid_sentence ? KJ_SKIP : KJ_BREAK;
        else if (is_narrow_word(raw_at(text, l->last - 1)) && is_narrow_word(raw_at(text, end)))
            symbol = ' ';
    }
    for (uint32_t at = start; at < end; at++)
        text->symbol[at] = symbol;
    return symbol != KJ_BREAK || close_paragraph(l);
}

/* Is it none of what ends or closes a sentence, ends a clause or is blank? Then of a run of such only the first one
 * matters. What does something stands at U+3011 and below. */
static inline bool is_ordinary(uint32_t s) {
    return s > 0x3011 || kj_is_digit(s) || kj_is_letter(s);
}

static bool lay_out(kj_text *text) {
    layout l = {.text = text, .paragraph = OPEN_NONE, .sentence = OPEN_NONE, .clause_next = true};
    for (uint32_t at = 0; at < text->length;) {
        uint32_t start = at;
        while (at < text->length && (text->symbol[at] == ' ' || text->symbol[at] == '\n'))
            at++;
        if (at > start ? !blanks(&l, start, at) : !solid(&l, at++))
            return false;
        if (l.last < at || !is_ordinary(text->symbol[at - 1]))
            continue;
        while (at < text->length && is_ordinary(text->symbol[at]))
            at++;
        l.last = at;
    }
    return close_paragraph(&l);
}

kaoju_status kj_text_read(kj_text *text, const char *utf8, size_t size, const kj_fold *fold, kaoju_error *error) {
    if (size > KAOJU_TEXT_MAX)
        return kj_fail(error, KAOJU_E_LIMIT, "the text has %zu bytes; the limit KAOJU_TEXT_MAX is %u", size,
                       KAOJU_TEXT_MAX);
    text->utf8 = utf8;
    text->size = (uint32_t)size;
    text->length = (uint32_t)kj_utf8_length(utf8, size);
    text->lines.size = text->paragraphs.size = text->sentences.size = text->clauses.size = 0;
    if (!make_room(text, text->length) || !decode(text, fold) || !lay_out(text))
        return kj_fail_memory(error);
    return KAOJU_OK;
}

void kj_text_free(kj_text *text) {
    free(text->symbol);
    free(text->byte);
    kj_vec_free(&text->lines);
    kj_vec_free(&text->paragraphs);
    kj_vec_free(&text->sentences);
    kj_vec_free(&text->clauses);
    *text = (kj_text){0};
}

/* ------------------------------------------------------------------ questions */

bool kj_text_blank_before(const kj_text *text, uint32_t at) {
    bool blank = false;
    while (at > 0 && text->symbol[at - 1] == KJ_SKIP) {
        at--;
        if (is_line_end(raw_at(text, at)))
            return false;
        blank = true;
    }
    return blank && at > 0; /* the indent of the first line, or a byte order mark, sets nothing apart */
}

/* Last of `count` ranges that starts at or before `at`, if it holds `at`. */
static kaoju_range holder(const kaoju_range *ranges, size_t count, uint32_t at) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low && ranges[low - 1].end > at)
        return ranges[low - 1];
    return (kaoju_range){at, at};
}

/* Number of starts that are <= at. */
static size_t count_until(const uint32_t *starts, size_t count, uint32_t at) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (starts[middle] <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

kaoju_range kj_text_sentence(const kj_text *text, uint32_t at) {
    return holder(text->sentences.at, text->sentences.size, at);
}

kaoju_range kj_text_paragraph(const kj_text *text, uint32_t at) {
    return holder(text->paragraphs.at, text->paragraphs.size, at);
}

kaoju_range kj_text_clause(const kj_text *text, uint32_t at) {
    kaoju_range range = kj_text_sentence(text, at);
    size_t index = count_until(text->clauses.at, text->clauses.size, at);
    if (index && text->clauses.at[index - 1] > range.start)
        range.start = text->clauses.at[index - 1];
    if (index < text->clauses.size && text->clauses.at[index] < range.end)
        range.end = text->clauses.at[index];
    return range;
}

void kj_text_position(const kj_text *text, uint32_t at, uint32_t *line, uint32_t *column) {
    size_t index = count_until(text->lines.at, text->lines.size, at);
    *line = (uint32_t)index;
    *column = at - text->lines.at[index - 1] + 1;
}

kaoju_string kj_text_slice(const kj_text *text, uint32_t start, uint32_t end) {
    return (kaoju_string){text->utf8 + text->byte[start], text->byte[end] - text->byte[start]};
}

kaoju_string kj_text_norm(const kj_text *text, uint32_t start, uint32_t end, kj_arena *arena) {
    char *out = kj_arena_raw(arena, (size_t)(end - start) * 4 + 1);
    size_t size = 0;
    if (!out)
        return (kaoju_string){NULL, 0};
    for (uint32_t at = start; at < end; at++)
        if (text->symbol[at] < KJ_SKIP)
            size += kj_utf8_put(text->symbol[at], out + size);
    out[size] = '\0';
    return (kaoju_string){out, size};
}
