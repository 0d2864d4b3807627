/* Model files to change, and the changes, for the targets of the model file. The input is a byte that chooses the model
 * (is_wide) and what is done with it (use_model), then changes of 8 bytes each: where, how, place (3), value (3). Any bytes
 * are changes, so none of an input is wasted. */
#ifndef KJ_FUZZ_IMAGE_SAMPLE_H
#define KJ_FUZZ_IMAGE_SAMPLE_H

#include "fuzz.h"

#include "base/file.h"
#include "base/image.h"
#include "base/limits.h"
#include "base/string.h"
#include "model/model.h"

#include <sys/stat.h>
#include <unistd.h>

/* Pages of the wide model, each with some of its words. */
enum { SAMPLE_PAGES = 16 };

/* A section that is changed, and what it was. */
typedef struct part {
    uint32_t kind, item;
    const uint8_t *original;
    size_t original_size;
    uint8_t *bytes;
    size_t size, room;
    bool changed;
} part;

typedef struct sample {
    kaoju_model *model;
    kj_buffer image;
    part parts[KJ_SECTION_END];
    uint32_t part_count;
    kj_buffer pages[SAMPLE_PAGES];
} sample;

/* Seldom, unless the seeds ask for it: the wide model takes a hundred times as long. */
static inline bool is_wide(uint8_t first) {
    return (first & 0xCF) == 0x8F;
}

/* ------------------------------------------------------------------ models */

/* Most rows of a dictionary that the wide model takes. */
enum { SAMPLE_ROWS = 6 };

static inline bool sample_sink(void *context, const char *bytes, size_t size) {
    kj_buffer_add(context, bytes, size);
    return true;
}

/* The head of a dictionary and rows from all over it. */
static inline void sample_dictionary(const char *from, const char *to) {
    kj_buffer text = {0};
    size_t rows = 0, row = 0;
    REQUIRE(kj_file_read(from, KJ_FILE_MAX, &text, NULL) == KAOJU_OK);
    for (size_t i = 0; i < text.size; i++)
        rows += text.data[i] == '\n';
    FILE *file = fopen(to, "wb");
    REQUIRE(file);
    for (size_t at = 0, end; at < text.size; at = end) {
        for (end = at; end < text.size && text.data[end] != '\n';)
            end++;
        end += end < text.size;
        if (text.data[at] != '#' && row++ % (rows / SAMPLE_ROWS + 1) == 0)
            REQUIRE(fwrite(text.data + at, 1, end - at, file) == end - at);
    }
    REQUIRE(!fclose(file));
    kj_buffer_free(&text);
}

/* A few rows of every dictionary in a folder of its own; `remove` takes it away. */
static inline void sample_folder(const char *folder, bool remove) {
    kj_paths paths = {0};
    REQUIRE(kj_file_list(FUZZ_SOURCE_DIR "/dict", ".tsv", true, &paths, NULL) == KAOJU_OK);
    for (size_t i = 0; i < paths.size; i++) {
        char inner[80], path[400];
        snprintf(inner, sizeof inner, "%s/%zu", folder, i);
        snprintf(path, sizeof path, "%s/%.300s", inner, strrchr(paths.at[i], '/') + 1);
        if (remove) {
            REQUIRE(!unlink(path) && !rmdir(inner));
        } else {
            REQUIRE(!mkdir(inner, 0700));
            sample_dictionary(paths.at[i], path);
        }
    }
    kj_paths_free(&paths);
}

static inline kaoju_model *sample_load(const char *dict, const char *rules) {
    kaoju_model *model = NULL;
    kaoju_error error = {0};
    if (kaoju_model_load(dict, rules, &model, &error)) {
        fprintf(stderr, "%s:%u: %s\n", error.file, error.line, error.message);
        abort();
    }
    return model;
}

static const char sample_page[] =
    "外长王明说，約30亿美元，国人的国，人国 abc国国。第甲3王国，中國的a第乙12人国z 国中。\n\n他三心二意，甲5国";
static const char wide_page[] =
    "新华社北京6月18日电 国家主席习近平和哈萨克斯坦总统托卡耶夫在北京举行会谈，两国外交部长王毅说，\n"
    "2024年双边贸易额约为438亿美元，比上年增长7.1%，是十年前的两倍多。去年春节前三天，\n上海市有1.2万人参加。";

/* The small model has one page; those of the wide one have all its words, behind and before numbers and a year. */
static inline void sample_pages(sample *s, bool wide) {
    const kj_lexicon *lexicon = s->model->lexicon;
    for (uint32_t i = 0; i < SAMPLE_PAGES; i++)
        kj_buffer_text(&s->pages[i], wide ? wide_page : sample_page);
    for (uint32_t e = 0; wide && e < kj_lexicon_count(lexicon); e++) {
        kj_buffer *page = &s->pages[e % SAMPLE_PAGES];
        kaoju_string surface = kj_entry_field(lexicon, e, "surface");
        kj_buffer_format(page, "\n3%.*s，%.*s5%.*s。", (int)surface.size, surface.data, (int)surface.size, surface.data,
                         (int)surface.size, surface.data);
        kj_buffer_format(page, "2025年%.*s约三%.*s", (int)surface.size, surface.data, (int)surface.size, surface.data);
    }
    for (uint32_t i = 0; i < SAMPLE_PAGES; i++)
        REQUIRE(kj_buffer_end(&s->pages[i]));
}

/* Small: a rule of each kind and the words it needs. Wide: the rules and, of each dictionary, a few rows. */
static inline void sample_open(sample *s, bool wide) {
    char folder[] = "/tmp/kaoju_fuzz.XXXXXX";
    if (wide) {
        REQUIRE(mkdtemp(folder));
        sample_folder(folder, false);
        s->model = sample_load(folder, FUZZ_SOURCE_DIR "/rules");
        sample_folder(folder, true);
        REQUIRE(!rmdir(folder));
    } else {
        s->model = sample_load(FUZZ_SOURCE_DIR "/tests/fuzz/image_model", FUZZ_SOURCE_DIR "/tests/fuzz/image_model");
    }
    sample_pages(s, wide);
    REQUIRE(kaoju_model_save(s->model, sample_sink, &s->image, NULL) == KAOJU_OK && !s->image.failed);
    const kj_image_header *header = (const void *)s->image.data;
    s->part_count = header->section_count;
    for (uint32_t i = 0; i < s->part_count; i++) {
        const kj_image_section *section = (const kj_image_section *)(const void *)(header + 1) + i;
        part *p = &s->parts[i];
        *p = (part){.kind = section->kind, .item = section->item};
        p->original = (const uint8_t *)s->image.data + section->offset;
        p->original_size = (size_t)section->count * section->item;
    }
}

/* ------------------------------------------------------------------ changes */

typedef struct image_change {
    uint8_t where, how;
    uint32_t at, value;
} image_change;

static inline image_change next_change(fuzz_bytes *in) {
    image_change c = {fuzz_byte(in), fuzz_byte(in), 0, 0};
    for (int i = 0; i < 3; i++)
        c.at |= (uint32_t)fuzz_byte(in) << 8 * i;
    for (int i = 0; i < 3; i++)
        c.value |= (uint32_t)fuzz_byte(in) << 8 * i;
    return c;
}

/* Numbers that are ends of something. */
static const uint32_t change_words[] = {0,           1,           2,           0xFF,       0x100,      0x7FFF,
                                        0xFFFF,      0x10000,     0x10FFFF,    0x110000,   0x7FFFFFFF, 0x80000000,
                                        0x80000001u, 0xFFFFFFFFu, 0xFFFFFFFEu, 0x3FF00000u /* 1.0 */};
static const char *const change_texts[] = {
    "\t", "\n", "|", "-", "0", "9",   ".",  "99999999999999999999", "-9223372036854775808", "0x",
    "/",  "%",  "*", "$", "a", "USD", "国", "一二三四五六七八九十", "\xF0\xA0\xAE\xB7",     " "};

static inline bool grow(part *p, size_t at, const void *bytes, size_t size) {
    if (p->size + size > p->room)
        return false;
    memmove(p->bytes + at + size, p->bytes + at, p->size - at);
    memcpy(p->bytes + at, bytes, size);
    p->size += size;
    return true;
}

static inline void change_word(part *p, image_change c) {
    size_t words = p->size / 4, to = words ? c.at % words * 4 : 0, from = words ? c.value % words * 4 : 0;
    uint32_t word;
    if (!words)
        return;
    memcpy(&word, p->bytes + (c.how % 10 == 4 ? from : to), 4);
    switch (c.how % 10) {
    case 1:
        word = c.value;
        break;
    case 2:
        word = change_words[c.value % (sizeof change_words / sizeof *change_words)];
        break;
    case 3:
        word += (uint32_t)(int32_t)(int8_t)c.value;
        break;
    default: /* another word */
        break;
    }
    memcpy(p->bytes + to, &word, 4);
}

/* From `at` on, where bytes can go over others within a line without breaking a character: else most changes of a text are
 * refused for that alone. */
static inline size_t whole_place(const part *p, size_t at, size_t length) {
    for (size_t tries = 0; tries < 64 && at + length < p->size; tries++, at++)
        if ((p->bytes[at] & 0xC0) != 0x80 && (p->bytes[at + length] & 0xC0) != 0x80 &&
            !memchr(p->bytes + at, '\n', length))
            break;
    return at;
}

static inline void change_bytes(part *p, image_change c) {
    size_t at = c.at % (p->size + 1), from = (c.value & 0xFFFF) % (p->size + 1), length;
    const char *text = change_texts[c.value % (sizeof change_texts / sizeof *change_texts)];
    uint8_t block[64];
    switch (c.how % 10) {
    case 0:
        if (at < p->size)
            p->bytes[at] ^= (uint8_t)(c.value % 255 + 1);
        return;
    case 5: /* something goes */
        length = 1 + c.value % 64;
        length = length < p->size - at ? length : p->size - at;
        memmove(p->bytes + at, p->bytes + at + length, p->size - at - length);
        p->size -= length;
        return;
    case 6: /* something comes */
        memset(block, (int)(c.value & 0xFF), sizeof block);
        grow(p, at, block, 1 + (c.value >> 8) % sizeof block);
        return;
    case 7: /* something comes again, in place */
        length = 1 + (c.value >> 16) % sizeof block;
        if (length <= p->size - at && length <= p->size - from)
            memmove(p->bytes + at, p->bytes + from, length);
        return;
    case 8:
        length = strlen(text);
        at = whole_place(p, at, length);
        if (length <= p->size - at)
            memcpy(p->bytes + at, text, length);
        return;
    default:
        at = whole_place(p, at, 0);
        grow(p, at, text, strlen(text));
    }
}

/* Room for what a few changes add. */
enum { PART_MORE = 1024 };

static inline void change_part(part *p, image_change c) {
    if (!p->changed) {
        p->room = p->original_size + PART_MORE;
        REQUIRE((p->bytes = malloc(p->room)));
        memcpy(p->bytes, p->original, p->original_size);
        p->size = p->original_size;
        p->changed = true;
    }
    if (c.how % 10 >= 1 && c.how % 10 <= 4)
        change_word(p, c);
    else
        change_bytes(p, c);
}

static inline void forget_changes(sample *s) {
    for (uint32_t i = 0; i < s->part_count; i++) {
        free(s->parts[i].bytes);
        s->parts[i].bytes = NULL;
        s->parts[i].changed = false;
    }
}

/* ------------------------------------------------------------------ use */

static inline bool count_bytes(void *context, const char *bytes, size_t size) {
    unsigned *sum = context;
    for (size_t i = 0; i < size; i++)
        *sum += (unsigned char)bytes[i];
    return true;
}

/* What to do with a model that opens, beside reading a page: bits of the first byte. Mostly nothing: to open one is ten
 * times as quick as to use it, and where the first byte is anything, too, most of the time is for opening. */
enum { USE_EXPLAIN = 16, USE_TESTS = 32, USE_NOT = 64 };

static inline bool is_used(uint8_t first) {
    return is_wide(first) || !(first & (0x80 | USE_NOT));
}

/* Reads the page that the input chooses; all that comes out is read. */
static inline void use_model(const kaoju_model *model, const sample *s, fuzz_bytes in) {
    uint8_t first = fuzz_byte(&in);
    const kj_buffer *page = &s->pages[in.size ? in.data[in.size - 1] % SAMPLE_PAGES : 0];
    kaoju_session *session = NULL;
    kaoju_writer *writer = NULL;
    const kaoju_result *result = NULL;
    const kaoju_explanation *explanation = NULL;
    unsigned sum = 0;
    if (!is_used(first))
        return;
    kaoju_document document = {.id = "d", .date = "2025-06-18", .encoding = "utf-8"};
    document.bytes = page->data;
    document.size = page->size;
    REQUIRE(kaoju_session_new(model, &session, NULL) == KAOJU_OK);
    REQUIRE(kaoju_extract(session, &document, &result, NULL) == KAOJU_OK);
    for (size_t i = 0; i < kaoju_mention_count(result); i++) {
        const kaoju_mention *m = kaoju_mention_at(result, i);
        REQUIRE(m->utf8.start < m->utf8.end && m->utf8.end <= document.size);
    }
    REQUIRE(kaoju_writer_new("jsonl", NULL, count_bytes, &sum, &writer, NULL) == KAOJU_OK);
    REQUIRE(kaoju_writer_document(writer, result, NULL) == KAOJU_OK && kaoju_writer_end(writer, NULL) == KAOJU_OK);
    kaoju_writer_free(writer);
    if ((first & 0x30) == USE_EXPLAIN) {
        kaoju_where where = {0};
        REQUIRE(kaoju_explain(session, &document, &where, &explanation, NULL) == KAOJU_OK);
        REQUIRE(kaoju_explanation_write(explanation, "jsonl", NULL, count_bytes, &sum, NULL) == KAOJU_OK);
    }
    if ((first & 0x30) == USE_TESTS) {
        kaoju_test_counts counts;
        kaoju_rules_test(model, NULL, NULL, NULL, &counts, NULL);
    }
    kaoju_session_free(session);
}

#endif
