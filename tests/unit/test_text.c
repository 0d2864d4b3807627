/* Layout: which blanks matching passes over, where paragraphs, sentences and clauses are, and that every index is a
 * place of the source. */
#include "text/text.h"

#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static kj_fold *fold;
static kj_text text;
static kj_arena arena;

static int setup(void **state) {
    (void)state;
    fold = kj_fold_new();
    return fold ? 0 : -1;
}
static int teardown(void **state) {
    (void)state;
    kj_fold_free(fold);
    kj_text_free(&text);
    kj_arena_free(&arena);
    return 0;
}

static void read_text(const char *utf8) {
    kaoju_error error;
    assert_int_equal(kj_text_read(&text, utf8, strlen(utf8), fold, &error), KAOJU_OK);
    assert_int_equal(text.byte[text.length], strlen(utf8));
    assert_int_equal(text.symbol[text.length], KJ_BREAK);
}

/* Symbols as a string: skips are left out, breaks are |. */
static void expect_symbols(const char *utf8, const char *symbols) {
    char out[512];
    size_t size = 0;
    read_text(utf8);
    for (uint32_t i = 0; i < text.length; i++) {
        if (text.symbol[i] == KJ_BREAK)
            out[size++] = '|';
        if (text.symbol[i] >= KJ_SKIP)
            continue;
        kaoju_string one = kj_text_norm(&text, i, i + 1, &arena);
        memcpy(out + size, one.data, one.size);
        size += one.size;
    }
    out[size] = '\0';
    assert_string_equal(out, symbols);
}

static void blanks_in_chinese_are_passed_over(void **state) {
    (void)state;
    expect_symbols("蓬 勃 生 机", "蓬勃生机");
    expect_symbols("码\n头", "码头");
    expect_symbols("码\xE2\x80\xA8头", "码头");
    expect_symbols("2025 年 6 月", "2025年6月");
    expect_symbols("增长 35 %的", "增长35%的");
    expect_symbols("用 App 下载", "用App下载");
    expect_symbols("  前后  ", "前后");
    expect_symbols("\xEF\xBB\xBF前", "前");
}

static void blanks_between_narrow_words_stay(void **state) {
    (void)state;
    expect_symbols("GDP growth", "GDP growth");
    expect_symbols("2025 2026", "2025 2026");
    expect_symbols("19\n59", "19 59");
}

static void paragraphs_end_at_blank_lines_and_indents(void **state) {
    (void)state;
    expect_symbols("标题\n\n正文", "标题||正文");
    expect_symbols("标题\n  正文", "标题|||正文");
    expect_symbols("标题\n　正文", "标题||正文");
    expect_symbols("标题\r\n \r\n正文", "标题|||||正文");
    read_text("标题\n\n正文。再来。\n");
    assert_int_equal(text.paragraphs.size, 2);
    assert_int_equal(text.paragraphs.at[1].start, 4);
    assert_int_equal(text.paragraphs.at[1].end, 10);
}

static void a_column_break_in_mid_sentence_joins(void **state) {
    (void)state;
    expect_symbols("先说一句。再说半\n\n句。", "先说一句。再说半句。");
    expect_symbols("先说一句。再说一句。\n\n又一段。", "先说一句。再说一句。||又一段。");
    expect_symbols("没有句号的标题\n\n又一段。", "没有句号的标题||又一段。");
}

static void sentences_keep_their_closing_marks(void **state) {
    (void)state;
    read_text("他说：“好！”然后走了。真的？真的");
    assert_int_equal(text.sentences.size, 4);
    assert_int_equal(text.sentences.at[0].end, 7);
    assert_int_equal(text.sentences.at[1].end, 12);
    assert_int_equal(text.sentences.at[3].end, 17);
    assert_int_equal(kj_text_sentence(&text, 8).start, 7);
}

static void clauses_end_at_commas_but_not_in_numbers(void **state) {
    (void)state;
    read_text("共1,234人，分三批；完");
    assert_int_equal(kj_text_clause(&text, 2).start, 0);
    assert_int_equal(kj_text_clause(&text, 2).end, 8);
    assert_int_equal(kj_text_clause(&text, 9).start, 8);
    assert_int_equal(kj_text_clause(&text, 12).start, 12);
    read_text("新港—\n—三座码头");
    assert_int_equal(kj_text_clause(&text, 6).start, 5);
    read_text("新港—\n\n—三座"); /* one dash at an end, one at a start */
    assert_int_equal(kj_text_clause(&text, 6).start, 5);
}

static void places_are_lines_and_columns(void **state) {
    (void)state;
    uint32_t line, column;
    read_text("一二\r\n三四\n五\r六");
    kj_text_position(&text, 0, &line, &column);
    assert_int_equal(line * 100 + column, 101);
    kj_text_position(&text, 5, &line, &column);
    assert_int_equal(line * 100 + column, 202);
    kj_text_position(&text, 7, &line, &column);
    assert_int_equal(line * 100 + column, 301);
    kj_text_position(&text, 9, &line, &column);
    assert_int_equal(line * 100 + column, 401);
}

static void a_blank_sets_names_apart_a_line_end_does_not(void **state) {
    (void)state;
    read_text("甲乙 丙\n丁");
    assert_true(kj_text_blank_before(&text, 3));
    assert_false(kj_text_blank_before(&text, 5));
    assert_false(kj_text_blank_before(&text, 1));
    read_text("　　甲");
    assert_false(kj_text_blank_before(&text, 2));
    read_text("\xEF\xBB\xBF甲");
    assert_false(kj_text_blank_before(&text, 1));
    read_text("甲\xE2\x80\xA8乙 \n丙");
    assert_false(kj_text_blank_before(&text, 2));
    assert_false(kj_text_blank_before(&text, 5));
}

static void slices_are_raw_and_norms_are_clean(void **state) {
    (void)state;
    read_text("收入５ ０\n％了");
    kaoju_string raw = kj_text_slice(&text, 2, 7), norm = kj_text_norm(&text, 2, 7, &arena);
    assert_int_equal(raw.size, strlen("５ ０\n％"));
    assert_memory_equal(raw.data, "５ ０\n％", raw.size);
    assert_string_equal(norm.data, "50%");
}

/* A line end between two Chinese characters never changes what is matched. */
static void wrapping_changes_nothing(void **state) {
    (void)state;
    static const char *const han[] = {"港", "口", "今", "年", "投", "资", "三", "亿", "元"};
    uint32_t seed = 7;
    for (int round = 0; round < 300; round++) {
        char plain[256] = "", wrapped[512] = "";
        for (int i = 0; i < 20; i++) {
            seed = seed * 1103515245u + 12345u;
            const char *character = han[(seed >> 16) % 9];
            strcat(plain, character);
            strcat(wrapped, character);
            if (i < 19 && (seed >> 8) % 3 == 0)
                strcat(wrapped, "\n");
        }
        read_text(plain);
        kaoju_string want = kj_text_norm(&text, 0, text.length, &arena);
        read_text(wrapped);
        assert_string_equal(kj_text_norm(&text, 0, text.length, &arena).data, want.data);
        assert_int_equal(text.paragraphs.size, 1);
    }
}

/* Each range is not empty, comes after the one before, lies in the text and has no blank at its ends. */
static void expect_ranges(const kaoju_range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++) {
        assert_true(ranges[i].start < ranges[i].end && ranges[i].end <= text.length);
        assert_true(!i || ranges[i - 1].end <= ranges[i].start);
        assert_true(text.symbol[ranges[i].start] < KJ_SKIP && text.symbol[ranges[i].end - 1] < KJ_SKIP);
        assert_true(text.symbol[ranges[i].start] != ' ' && text.symbol[ranges[i].end - 1] != ' ');
    }
}

/* What holds `at`, found by looking at all. */
static void expect_holder(const kaoju_range *ranges, size_t count, uint32_t at, kaoju_range got) {
    kaoju_range want = {at, at};
    for (size_t i = 0; i < count; i++)
        if (ranges[i].start <= at && at < ranges[i].end)
            want = ranges[i];
    assert_int_equal(got.start, want.start);
    assert_int_equal(got.end, want.end);
}

static void expect_consistent(const char *utf8) {
    read_text(utf8);
    expect_ranges(text.paragraphs.at, text.paragraphs.size);
    expect_ranges(text.sentences.at, text.sentences.size);
    for (uint32_t at = 0; at < text.length; at++) {
        assert_true(text.byte[at] < text.byte[at + 1]);
        assert_true(text.symbol[at] <= KJ_BREAK && text.symbol[at] != '\n');
        kaoju_range sentence = kj_text_sentence(&text, at), paragraph = kj_text_paragraph(&text, at);
        expect_holder(text.sentences.at, text.sentences.size, at, sentence);
        expect_holder(text.paragraphs.at, text.paragraphs.size, at, paragraph);
        kaoju_range clause = kj_text_clause(&text, at);
        assert_true(clause.start <= at && at <= clause.end);
        assert_true(sentence.start <= clause.start && clause.end <= sentence.end);
        if (text.symbol[at] < KJ_SKIP && text.symbol[at] != ' ')
            assert_true(sentence.end > at && paragraph.start <= sentence.start && sentence.end <= paragraph.end);
        uint32_t line, column;
        kj_text_position(&text, at, &line, &column);
        assert_int_equal(text.lines.at[line - 1] + column - 1, at);
        kaoju_string slice = kj_text_slice(&text, at, text.length);
        assert_ptr_equal(slice.data, utf8 + text.byte[at]);
        assert_int_equal(slice.size, strlen(utf8) - text.byte[at]);
    }
}

/* Any mixture of layout and text keeps the invariants of text.h, also after a shorter and a longer one. */
static void invariants_hold_for_any_text(void **state) {
    (void)state;
    static const char *const pool[] = {
        "港", "口", "9", "a", " ",  "　", "\n", "\r\n", "\r", "。",           "！", "”",
        "，", "%",  ".", "—", "：", "\t", "…",  "\"",   "\n", "\xEF\xBB\xBF", "（", "\xE2\x80\xA8"};
    uint32_t seed = 5;
    for (int round = 0; round < 1500; round++) {
        char made[256] = "";
        for (int i = 0; i < round % 50; i++) {
            seed = seed * 1664525u + 1013904223u;
            strcat(made, pool[(seed >> 16) % (sizeof pool / sizeof *pool)]);
        }
        expect_consistent(made);
        kj_arena_reset(&arena);
    }
}

/* A page as newspapers print it: wrapped, spaced, indented, a column break in mid-sentence. */
static void a_newspaper_page(void **state) {
    (void)state;
    expect_consistent(
        "　　新 港 开 埠\n\n本报记者 甲乙 丙丁戊\n\n　　新港今天开\n埠。首日进港船\n\n舶 12 艘，增长 3.5 %。\n"
        "　　码头工人说：“好！”\n");
    assert_int_equal(text.paragraphs.size, 4);
    assert_int_equal(text.sentences.size, 5);
    kaoju_range third = text.paragraphs.at[2];
    assert_string_equal(kj_text_norm(&text, third.start, third.end, &arena).data,
                        "新港今天开埠。首日进港船舶12艘,增长3.5%。");
    kaoju_range byline = text.paragraphs.at[1];
    assert_true(kj_text_blank_before(&text, byline.start + 5));
    assert_true(kj_text_blank_before(&text, byline.start + 8));
    assert_false(kj_text_blank_before(&text, byline.start + 6));
}

static void long_inputs(void **state) {
    (void)state;
    size_t size = 3000000;
    char *long_line = malloc(size + 1);
    assert_non_null(long_line);
    for (size_t i = 0; i < size; i += 3)
        memcpy(long_line + i, "港", 3);
    long_line[size] = '\0';
    read_text(long_line);
    assert_int_equal(text.length, size / 3);
    assert_int_equal(text.sentences.size, 1);
    memset(long_line, '\n', size);
    read_text(long_line);
    assert_int_equal(text.paragraphs.size, 0);
    assert_int_equal(kj_text_solid(&text, 0), size);
    free(long_line);
    read_text("");
    assert_int_equal(text.length, 0);
    assert_int_equal(text.lines.size, 1);
}

static void too_long_is_refused(void **state) {
    (void)state;
    kaoju_error error;
    assert_int_equal(kj_text_read(&text, "", (size_t)KAOJU_TEXT_MAX + 1, fold, &error), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "KAOJU_TEXT_MAX"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_in_chinese_are_passed_over),
        cmocka_unit_test(blanks_between_narrow_words_stay),
        cmocka_unit_test(paragraphs_end_at_blank_lines_and_indents),
        cmocka_unit_test(a_column_break_in_mid_sentence_joins),
        cmocka_unit_test(sentences_keep_their_closing_marks),
        cmocka_unit_test(clauses_end_at_commas_but_not_in_numbers),
        cmocka_unit_test(places_are_lines_and_columns),
        cmocka_unit_test(a_blank_sets_names_apart_a_line_end_does_not),
        cmocka_unit_test(slices_are_raw_and_norms_are_clean),
        cmocka_unit_test(wrapping_changes_nothing),
        cmocka_unit_test(invariants_hold_for_any_text),
        cmocka_unit_test(a_newspaper_page),
        cmocka_unit_test(long_inputs),
        cmocka_unit_test(too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
