/* The dictionaries and the matcher of a model file, changed: they are refused, or a scan with them stays inside. As
 * fuzz_image.c, but without the rest of the file, which takes most of its time, and with an end of its own for each
 * section, so that a sanitizer sees what is read behind it. See image_sample.h for the input. */
#include "image_sample.h"

#include "dict/lexicon_image.h"
#include "dict/lexicon_parts.h"
#include "dict/matcher_parts.h"
#include "text/utf8.h"

#if defined(__has_include)
#if __has_include(<sanitizer/asan_interface.h>)
#include <sanitizer/asan_interface.h>
#endif
#endif
#ifndef ASAN_POISON_MEMORY_REGION
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

/* The sample's image with a forbidden gap behind each section, and room for each once more, changed. */
typedef struct stage {
    uint8_t *bytes;
    kj_image_section sections[KJ_SECTION_END];
    size_t room, spare;
    kj_text text;
} stage;

static size_t rounded(size_t size) {
    return (size / KJ_IMAGE_ALIGN + 1) * KJ_IMAGE_ALIGN;
}

static void open_stage(stage *t, const sample *s, const char *page) {
    for (uint32_t i = 0; i < s->part_count; i++)
        t->room += rounded(s->parts[i].original_size) + rounded(s->parts[i].original_size + PART_MORE);
    REQUIRE((t->bytes = aligned_alloc(KJ_IMAGE_ALIGN, t->room)));
    for (uint32_t i = 0; i < s->part_count; i++) {
        const part *p = &s->parts[i];
        t->sections[i] = (kj_image_section){p->kind, p->item, t->spare, p->original_size / p->item};
        memcpy(t->bytes + t->spare, p->original, p->original_size);
        ASAN_POISON_MEMORY_REGION(t->bytes + t->spare + p->original_size, rounded(p->original_size) - p->original_size);
        t->spare += rounded(p->original_size);
    }
    REQUIRE(kj_text_read(&t->text, page, strlen(page), s->model->fold, NULL) == KAOJU_OK);
}

/* The changed sections behind all others. */
static void put_changes(const stage *t, const sample *s, kj_image_section *sections) {
    size_t at = t->spare;
    memcpy(sections, t->sections, sizeof t->sections);
    for (uint32_t i = 0; i < s->part_count; i++) {
        const part *p = &s->parts[i];
        if (!p->changed)
            continue;
        size_t size = p->size / p->item * p->item;
        ASAN_UNPOISON_MEMORY_REGION(t->bytes + at, size);
        memcpy(t->bytes + at, p->bytes, size);
        ASAN_POISON_MEMORY_REGION(t->bytes + at + size, rounded(size) - size);
        sections[i].offset = at;
        sections[i].count = size / p->item;
        at += rounded(size);
    }
}

static void scan(kj_lexicon *lexicon, const kj_text *text, uint8_t first) {
    kj_hits hits = {0};
    kj_founds found = {0};
    kj_guard_words guards = {0};
    kj_hidden_list hidden = {0};
    kj_engine engine = (kj_engine)(first / 16 % KJ_ENGINE_COUNT);
    if (kj_engine_available(engine))
        lexicon->matcher->engine = engine;
    REQUIRE(kj_lexicon_scan(lexicon, text, &hits, &found, &guards) && kj_lexicon_hidden(lexicon, text, &hidden));
    for (size_t i = 0; i < found.size; i++) {
        const kj_found *f = &found.at[i];
        REQUIRE(f->start < f->end && f->end <= text->length);
        REQUIRE(f->entry < kj_lexicon_count(lexicon));
    }
    for (uint32_t e = 0; e < kj_lexicon_count(lexicon); e++) {
        kaoju_string column, cell;
        for (uint32_t c = 0; kj_entry_cell(lexicon, e, c, &column, &cell); c++)
            REQUIRE(kj_utf8_check(cell.data, cell.size) == cell.size &&
                    kj_utf8_check(column.data, column.size) == column.size);
    }
    for (uint32_t at = 0; at < text->length; at++)
        kj_matcher_find(lexicon->matcher, text->symbol + at, text->length - at < 4 ? text->length - at : 4);
    kj_vec_free(&hits);
    kj_vec_free(&found);
    kj_vec_free(&guards);
    kj_vec_free(&hidden);
}

static void open_lexicon(const sample *s, const stage *t, uint8_t first) {
    kj_image_header header = {.section_count = s->part_count};
    kj_image_section sections[KJ_SECTION_END];
    kj_image image = {.bytes = t->bytes, .size = t->room, .header = &header, .sections = sections, .path = "x"};
    kaoju_error error = {0};
    put_changes(t, s, sections);
    kj_lexicon *lexicon = kj_lexicon_new(s->model->fold, s->model->names);
    REQUIRE(lexicon);
    kaoju_status status = kj_lexicon_open(lexicon, &image, &error);
    if (status)
        REQUIRE(status == KAOJU_E_SYNTAX && error.message[0]);
    else
        scan(lexicon, &t->text, first);
    kj_lexicon_free(lexicon);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static sample samples[2];
    static stage stages[2];
    fuzz_bytes in = {data, size};
    uint8_t first = fuzz_byte(&in);
    bool wide = is_wide(first);
    sample *s = &samples[wide];
    if (!s->model) {
        sample_open(s, wide);
        open_stage(&stages[wide], s, wide ? wide_page : sample_page);
    }
    while (in.size) {
        image_change c = next_change(&in);
        uint32_t kind = KJ_SECTION_MATCHER + c.where % (KJ_SECTION_RULES - KJ_SECTION_MATCHER);
        for (uint32_t i = 0; i < s->part_count; i++)
            if (s->parts[i].kind == kind)
                change_part(&s->parts[i], c);
    }
    open_lexicon(s, &stages[wide], first);
    forget_changes(s);
    return 0;
}
