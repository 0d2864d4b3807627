/* Folding and layout: the spans of any text are spans of its source. The input is a count, so many pairs of characters
 * to fold, and a text. */
#include "fuzz.h"

#include "text/text.h"
#include "text/utf8.h"

static kj_fold *plain;

static kj_fold *read_fold(fuzz_bytes *in) {
    unsigned pairs = fuzz_byte(in) % 8;
    if (!plain)
        REQUIRE((plain = kj_fold_new()));
    if (!pairs)
        return plain;
    kj_fold *fold = kj_fold_new();
    REQUIRE(fold);
    for (unsigned i = 0; i < pairs; i++) {
        /* From few pages, so that chains and circles come up. */
        uint32_t from = 0x4E00u + fuzz_byte(in), to = 0x4E00u + fuzz_byte(in);
        bool added = kj_fold_add(fold, from, to);
        REQUIRE(!added || kj_fold_symbol(fold, from) == kj_fold_symbol(fold, to));
    }
    for (uint32_t cp = 0x4E00; cp < 0x4F00; cp++) {
        uint32_t symbol = kj_fold_symbol(fold, cp);
        REQUIRE(kj_fold_symbol(fold, symbol) == symbol);
    }
    return fold;
}

static void check_ranges(const kaoju_range *ranges, size_t count, uint32_t length) {
    for (size_t i = 0; i < count; i++) {
        REQUIRE(ranges[i].start < ranges[i].end && ranges[i].end <= length);
        REQUIRE(!i || ranges[i - 1].end <= ranges[i].start);
    }
}

static void check_places(const kj_text *text) {
    for (uint32_t at = 0; at < text->length; at++) {
        uint32_t line, column;
        REQUIRE(text->byte[at] < text->byte[at + 1]);
        kj_text_position(text, at, &line, &column);
        REQUIRE(line >= 1 && line <= text->lines.size && text->lines.at[line - 1] + column - 1 == at);
        kaoju_range sentence = kj_text_sentence(text, at), clause = kj_text_clause(text, at);
        kaoju_range paragraph = kj_text_paragraph(text, at);
        bool solid = text->symbol[at] < KJ_SKIP && text->symbol[at] != ' ';
        REQUIRE(!solid || (sentence.start <= at && at < sentence.end));
        REQUIRE(sentence.start == sentence.end || (paragraph.start <= sentence.start && sentence.end <= paragraph.end));
        REQUIRE(sentence.start <= clause.start && clause.end <= sentence.end);
        REQUIRE(kj_text_solid(text, at) >= at && kj_text_solid(text, at) <= text->length);
        REQUIRE(!kj_text_blank_before(text, at) || at > 0);
    }
}

static void check_norm(const kj_text *text) {
    kj_arena arena = {0};
    kaoju_string norm = kj_text_norm(text, 0, text->length, &arena);
    REQUIRE(norm.data && kj_utf8_check(norm.data, norm.size) == norm.size);
    kj_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static kj_text text; /* used again, as a session does */
    fuzz_bytes in = {data, size};
    kj_fold *fold = read_fold(&in);
    kj_buffer utf8 = {0};
    kj_utf8_repair(&utf8, (const char *)in.data, in.size);
    const char *bytes = kj_buffer_end(&utf8);
    REQUIRE(bytes && kj_text_read(&text, bytes, utf8.size, fold, NULL) == KAOJU_OK);
    REQUIRE(text.byte[text.length] == utf8.size && text.symbol[text.length] == KJ_BREAK);
    kaoju_string whole = kj_text_slice(&text, 0, text.length);
    REQUIRE(whole.size == utf8.size);
    check_ranges(text.paragraphs.at, text.paragraphs.size, text.length);
    check_ranges(text.sentences.at, text.sentences.size, text.length);
    check_places(&text);
    check_norm(&text);
    kj_buffer_free(&utf8);
    if (fold != plain)
        kj_fold_free(fold);
    return 0;
}
