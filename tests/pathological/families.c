/* The families, and what reads each: a page all the way to its records, or one part of kaoju that takes a file. */
#include "families.h"

#include "dict/lexicon.h"
#include "kaoju.h"
#include "rules/yaml.h"
#include "text/encoding.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

static kaoju_model *model;
static kaoju_session *session;
static kj_fold *fold;

static void need(bool fine, const char *what) {
    if (fine)
        return;
    fprintf(stderr, "%s\n", what);
    exit(1);
}

void family_setup(void) {
    kaoju_error error = {0};
    need(!kaoju_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", &model, &error) &&
             !kaoju_session_new(model, &session, &error),
         error.message);
    need((fold = kj_fold_new()) != NULL, "no memory");
}

void family_teardown(void) {
    kaoju_session_free(session);
    kaoju_model_free(model);
    kj_fold_free(fold);
}

char *family_input(const family *f, size_t size) {
    size_t length = strlen(f->piece);
    char *out = malloc(size + length);
    need(out != NULL, "no memory");
    for (size_t at = 0; at < size; at += length)
        memcpy(out + at, f->piece, length);
    return out;
}

/* ------------------------------------------------------------------ what reads them */

static bool drop(void *context, const char *bytes, size_t size) {
    (void)bytes;
    *(size_t *)context += size;
    return true;
}

static const kaoju_result *extract(const char *input, size_t size, const char *encoding) {
    kaoju_document document = {.bytes = input, .size = size, .encoding = encoding, .date = "2025-06-18"};
    const kaoju_result *result = NULL;
    kaoju_error error;
    while (!encoding && size && ((unsigned char)input[size] & 0xC0) == 0x80)
        document.size = --size;
    need(!kaoju_extract(session, &document, &result, &error), error.message);
    return result;
}

static void write_result(const char *format, const kaoju_result *result) {
    kaoju_writer *writer = NULL;
    size_t written = 0;
    need(!kaoju_writer_new(format, NULL, drop, &written, &writer, NULL) &&
             !kaoju_writer_document(writer, result, NULL) && !kaoju_writer_end(writer, NULL),
         "cannot write");
    kaoju_writer_free(writer);
}

static void page(const char *input, size_t size) {
    write_result("jsonl", extract(input, size, NULL));
}

static void formats(const char *input, size_t size) {
    static const char *const all[] = {"csv-excel", "table", "ntriples", "jsonld", "webannotation", "conll"};
    const kaoju_result *result = extract(input, size, NULL);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        write_result(all[i], result);
}

static void explained(const char *input, size_t size) {
    kaoju_document document = {.bytes = input, .size = size - size % 48, .date = "2025-06-18"};
    const kaoju_explanation *explanation = NULL;
    size_t written = 0;
    need(!kaoju_explain(session, &document, NULL, &explanation, NULL) &&
             !kaoju_explanation_write(explanation, "jsonl", NULL, drop, &written, NULL),
         "cannot explain");
}

static void checked(const char *input, size_t size) {
    kaoju_check *check = NULL;
    need(!kaoju_check_new(&check, NULL), "no memory");
    const kaoju_result *result = extract(input, size, NULL);
    need(!kaoju_check_page(check, result, NULL) && !kaoju_check_page(check, result, NULL) &&
             !kaoju_check_run(check, NULL),
         "cannot check");
    kaoju_check_free(check);
}

/* The input ROUNDS times, so that there is much to compare; for # stands a Han character, for @ a digit, always others. */
#define ROUNDS 8
static void checked_apart(const char *input, size_t size) {
    kj_buffer text = {0};
    uint32_t seed = 1;
    while (size && ((unsigned char)input[size] & 0xC0) == 0x80)
        size--;
    for (size_t n = 0; n < size * ROUNDS; n++) {
        size_t i = n % size;
        seed = seed * 1664525u + 1013904223u;
        uint32_t c = 0x4E00 + (seed >> 16) % 20000;
        const char han[] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)), (char)(0x80 | (c & 0x3F))};
        if (input[i] == '#')
            kj_buffer_add(&text, han, sizeof han);
        else if (input[i] == '@')
            kj_buffer_format(&text, "%u", (unsigned)(c % 10));
        else
            kj_buffer_add(&text, input + i, 1);
    }
    kaoju_check *check = NULL;
    need(!text.failed && !kaoju_check_new(&check, NULL), "no memory");
    const kaoju_result *result = extract(text.data, text.size, "utf-8");
    need(!kaoju_check_page(check, result, NULL) && !kaoju_check_run(check, NULL), "cannot check");
    kaoju_check_free(check);
    kj_buffer_free(&text);
}

static void gb18030(const char *input, size_t size) {
    extract(input, size - size % 16, "gb18030");
}

static void guessed(const char *input, size_t size) {
    kj_decoded decoded;
    if (!kj_decode(input, size, NULL, &decoded, NULL))
        kj_decoded_free(&decoded);
}

static void yaml(const char *input, size_t size) {
    kj_source source = {"x.yaml", input, size};
    kj_problems problems = {0};
    kj_arena arena = {0};
    kj_yaml_read(&source, &arena, &problems);
    kj_arena_free(&arena);
}

/* One word of the dictionary a line, all different: the piece and a number. */
static void dictionary(const char *input, size_t size) {
    kj_names *names = kj_names_new();
    kj_lexicon *lexicon = kj_lexicon_new(fold, names);
    kj_buffer text = {0};
    kj_buffer_text(&text, "surface\tcode\n");
    size_t line = strcspn(input, "\n"), words = size / (line + 8);
    for (size_t i = 0; i < words; i++)
        kj_buffer_format(&text, "%.*s\t%zu\n", (int)(3 + i % (line / 3) * 3), input, i);
    need(!kj_lexicon_add(lexicon, "x.tsv", text.data, text.size, NULL) && !kj_lexicon_freeze(lexicon, NULL),
         "cannot load");
    kj_buffer_free(&text);
    kj_lexicon_free(lexicon);
    kj_names_free(names);
}

static void json(const char *input, size_t size) {
    kj_buffer line = {0};
    kaoju_document document;
    void *storage;
    kj_buffer_text(&line, "{\"text\":\"x\",\"more\":[");
    kj_buffer_add(&line, input, size);
    kj_buffer_text(&line, "0]}");
    kaoju_jsonl_read(line.data, line.size, &document, &storage, NULL);
    kaoju_jsonl_free(storage);
    kj_buffer_free(&line);
}

static void error_shown(const char *input, size_t size) {
    kaoju_error error = {0};
    char out[4096];
    snprintf(error.source, sizeof error.source, "%.*s", (int)(size < 400 ? size : 400), input);
    for (size_t i = 0; i < size / 64; i++)
        kaoju_error_format(&error, out, sizeof out);
}

/* ------------------------------------------------------------------ the families */

#define PAGE(name, piece)                                                                                              \
    { name, piece, page }
static const family all[] = {
    PAGE("digits", "9"),
    PAGE("Chinese digits", "一"),
    PAGE("scales", "亿"),
    PAGE("points", "1."),
    PAGE("commas", "1,"),
    PAGE("ranges", "1至"),
    PAGE("lists of numbers", "3、"),
    PAGE("blanks", " "),
    PAGE("line ends", "\n"),
    PAGE("blank lines", "中\n\n"),
    PAGE("wide blanks between", "中　"),
    PAGE("combining marks", "\xCC\x81\xCC\xA3"),
    PAGE("open quotes", "“"),
    PAGE("brackets", "（《"),
    PAGE("country characters", "中美"),
    PAGE("countries", "哈萨克斯坦"),
    PAGE("surnames", "王李"),
    PAGE("names", "王建国说"),
    PAGE("transliterated", "斯"),
    PAGE("middle dots", "阿·"),
    PAGE("titles", "总统"),
    PAGE("posts", "美国总统布什、"),
    PAGE("organisations", "北京大学"),
    PAGE("organisation ends", "公司"),
    PAGE("cues", "约"),
    PAGE("money in one sentence", "约3亿元"),
    PAGE("facts in one sentence", "去年出口3亿元，"),
    PAGE("changes", "由3亿元增至5亿元，增长3%，"),
    PAGE("sentences with facts", "去年埃及出口额达3亿元，同比增长5%。"),
    PAGE("days in quotations", "“今天出口3亿元。”李书平说。"),
    PAGE("who says", "他说，她表示，"),
    PAGE("opinions", "有分析认为，出口会增长5%。进口下降3%。"),
    PAGE("turns", "沈砚秋：今年出口增长5%。\n\n"),
    PAGE("lists", "出口、进口分别增长5%、3%、"),
    PAGE("parts", "产业项目77项；民生项目5项，"),
    PAGE("capitals", "CPI&(PPI)"),
    PAGE("dates", "2025年6月18日"),
    PAGE("parts of dates", "年月日"),
    PAGE("datelines", "新华社北京6月18日电\n\n"),
    PAGE("weekdays", "每周三、"),
    PAGE("ordinals", "第"),
    PAGE("per cent", "百分之"),
    PAGE("Latin", "GDP a"),
    PAGE("nouns", "发展合作建设"),
    PAGE("the word 的", "的"),
    {"formats", "去年埃及出口额达3亿元，同比增长5%。", formats},
    {"explained", "去年埃及出口额达3亿元，同比增长5%", explained},
    {"checked, facts", "去年埃及出口额达3亿元。", checked},
    {"checked, one sentence", "去年出口3亿元，", checked},
    {"checked, many things", "埃及去年##出口额达3亿元。\n\n", checked_apart},
    {"checked, many subjects", "##县去年煤炭产量达3万吨。\n\n", checked_apart},
    {"checked, many days", "埃及1@@@年3月1@日出口额达@@@亿元。\n\n", checked_apart},
    {"checked, many passages", "埃及去年出口额达3亿元。########################################。\n\n", checked_apart},
    {"GB18030", "\xD6\xD0\xB9\xFA", gb18030},
    {"encoding guessed", "\xD6\xD0\xB9\xFA\xA3", guessed},
    {"binary", "\x01\xFF", guessed},
    {"YAML brackets", "[", yaml},
    {"YAML braces", "{a: ", yaml},
    {"YAML list", "- a\n", yaml},
    {"YAML keys", "? a\n", yaml},
    {"YAML blocks", "- - ", yaml},
    {"YAML quotes", "\"\\\n", yaml},
    {"YAML plain scalar", "a ", yaml},
    {"YAML comments", "#\n", yaml},
    {"words within words", "中中中中中中中中中中中中中中中中中中中中中中中中中中中中中中\n", dictionary},
    {"JSON brackets", "[", json},
    {"JSON list", "1,", json},
    {"JSON objects", "{\"a\":1},", json},
    {"errors shown", "中\t", error_shown},
};

const family *families(size_t *count) {
    *count = sizeof all / sizeof *all;
    return all;
}
