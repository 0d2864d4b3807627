/* Dictionaries: what is read, what is refused and where, and what a scan finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "lexicon_fixture.h"

static void assert_refused(const char *path, const char *text, uint32_t line, uint32_t column, const char *source) {
    assert_int_equal(add(path, text), KAOJU_E_SYNTAX);
    assert_int_equal(error.line, line);
    assert_int_equal(error.column, column);
    assert_string_equal(error.source, source);
    assert_string_equal(error.file, path);
    assert_true(error.message[0] != 0);
}

/* Scans and writes "start-end:entry " and, behind the entries of the same start and end, "start-end!guard ". */
static const char *scan(const char *utf8) {
    static char out[2000];
    kj_text text = {0};
    kj_hits hits = {0};
    kj_founds found = {0};
    kj_guard_words guards = {0};
    size_t used = 0;
    out[0] = 0;
    assert_int_equal(kj_text_read(&text, utf8, strlen(utf8), fold, NULL), KAOJU_OK);
    for (int again = 0; again < 2; again++) /* the arrays are reused */
        assert_true(kj_lexicon_scan(lexicon, &text, &hits, &found, &guards));
    for (size_t i = 0, g = 0; i < found.size || g < guards.size;) {
        const kj_found *f = &found.at[i];
        const kj_guard_word *guard = &guards.at[g];
        bool first =
            i == found.size ||
            (g < guards.size && (guard->start < f->start || (guard->start == f->start && guard->end < f->end)));
        assert_true(first || f->type == kj_entry_class(lexicon, f->entry));
        used += (size_t)snprintf(out + used, sizeof out - used, "%u-%u%c%u ",
                                 (unsigned)(first ? guard->start : f->start), (unsigned)(first ? guard->end : f->end),
                                 first ? '!' : ':', (unsigned)(first ? guard->guard : f->entry));
        g += first;
        i += !first;
    }
    kj_vec_free(&hits);
    kj_vec_free(&guards);
    kj_vec_free(&found);
    kj_text_free(&text);
    return out;
}

static void freeze(void) {
    assert_int_equal(kj_lexicon_freeze(lexicon, &error), KAOJU_OK);
}

/* ------------------------------------------------------------------ entries */

static void reads_entries(void **state) {
    (void)state;
    assert_int_equal(add("d/unit.tsv", "surface\tcode\tweight\n元\tCNY\t5\n角\t\t-2\n分\t\t\n"), KAOJU_OK);
    assert_int_equal(add("d/more/unit.tsv", "# more\nsurface\tcode\tweight\n斤\tjin\t2147483647\n"), KAOJU_OK);
    assert_int_equal(add("plain", "surface\n甲\n"), KAOJU_OK);
    freeze();
    assert_int_equal(kj_lexicon_count(lexicon), 5);
    uint32_t unit = kj_names_find(names, kj_string("unit"));
    assert_int_equal(kj_entry_class(lexicon, 3), unit);
    assert_string_equal(kj_names_at(names, kj_entry_class(lexicon, 4)), "plain");
    assert_true(kj_lexicon_has_class(lexicon, unit));
    assert_false(kj_lexicon_has_class(lexicon, kj_names_add(names, kj_string("other"))));
    assert_true(kj_string_is(kj_entry_field(lexicon, 0, "code"), "CNY"));
    assert_true(kj_string_is(kj_entry_field(lexicon, 3, "surface"), "斤"));
    assert_null(kj_entry_field(lexicon, 1, "code").data); /* empty */
    assert_null(kj_entry_field(lexicon, 4, "code").data); /* no such column */
    assert_int_equal(kj_entry_weight(lexicon, 0), 5);
    assert_int_equal(kj_entry_weight(lexicon, 1), -2);
    assert_int_equal(kj_entry_weight(lexicon, 2), 0);
    assert_int_equal(kj_entry_weight(lexicon, 3), INT32_MAX);
    assert_int_equal(kj_entry_weight(lexicon, 4), 0);
}

static void finds_entries_by_surface(void **state) {
    (void)state;
    assert_int_equal(add("country.tsv", "surface\taliases\tweight\n"
                                        "越国\t越|于越\t1\n"
                                        "南越国\t越|南越\t3\n"
                                        "瓯越\t越\t3\n"),
                     KAOJU_OK);
    assert_int_equal(add("verb.tsv", "surface\n越\n"), KAOJU_OK);
    freeze();
    assert_int_equal(kj_lexicon_find(lexicon, "country", kj_string("越")), 1); /* heaviest, then first */
    assert_int_equal(kj_lexicon_find(lexicon, "verb", kj_string("越")), 3);
    assert_int_equal(kj_lexicon_find(lexicon, "country", kj_string("于越")), 0);
    assert_int_equal(kj_lexicon_find(lexicon, "country", kj_string("越國")), 0);  /* folded */
    assert_int_equal(kj_lexicon_find(lexicon, "country", kj_string("南 越")), 1); /* layout */
    assert_int_equal(kj_lexicon_find(lexicon, "verb", kj_string("于越")), KJ_NONE);
    assert_int_equal(kj_lexicon_find(lexicon, "nothing", kj_string("越")), KJ_NONE);
    assert_int_equal(kj_lexicon_find(lexicon, "country", kj_string("")), KJ_NONE);
    assert_int_equal(kj_lexicon_find(lexicon, "country", kj_string("越国人")), KJ_NONE);
    const uint32_t symbols[] = {0x5357, KJ_SKIP, 0x8D8A};
    uint32_t country = kj_names_find(names, kj_string("country"));
    assert_int_equal(kj_lexicon_find_symbols(lexicon, country, symbols, 3), 1);
    assert_int_equal(kj_lexicon_find_symbols(lexicon, country, symbols, 1), KJ_NONE);
}

/* ------------------------------------------------------------------ refusals */

static void refuses_bad_files(void **state) {
    (void)state;
    assert_refused("a.tsv", "name\tcode\n甲\t1\n", 1, 1, "name\tcode");
    assert_refused("b.tsv", "code\tsurface\nx\t\n", 2, 3, "x\t");
    assert_refused("c.tsv", "surface\n\n \xE3\x80\x80\n", 3, 1, " \xE3\x80\x80"); /* blanks only */
    assert_refused("d.tsv", "surface\taliases\n甲\t乙||丙\n", 2, 5, "甲\t乙||丙");
    assert_refused("e.tsv", "surface\taliases\n甲\t乙|\n", 2, 5, "甲\t乙|");
    assert_refused("f.tsv", "surface\tweight\n甲\t1.5\n", 2, 3, "甲\t1.5");
    assert_refused("g.tsv", "surface\tweight\n甲\t2147483648\n", 2, 3, "甲\t2147483648");
    assert_refused("h.tsv", "surface\tx\n甲\n", 2, 2, "甲");
    assert_refused("i.tsv", "surface\n甲\xFF\n", 2, 2, "甲");
    assert_int_equal(add("d/.tsv", "surface\n甲\n"), KAOJU_E_ARGUMENT);
}

static void refuses_other_columns_for_a_class(void **state) {
    (void)state;
    assert_int_equal(add("a/t.tsv", "surface\tcode\n甲\t1\n"), KAOJU_OK);
    assert_refused("b/t.tsv", "surface\tcodes\n乙\t1\n", 1, 9, "surface\tcodes");
    assert_refused("b/t.tsv", "surface\tcode\tmore\n乙\t1\t\n", 1, 14, "surface\tcode\tmore");
    assert_refused("b/t.tsv", "surface\n乙\n", 1, 8, "surface");
    assert_int_equal(add("b/t.tsv", "surface\tcode\n乙\t1\n"), KAOJU_OK);
}

static void refuses_the_same_row_twice(void **state) {
    (void)state;
    assert_int_equal(add("d/t.tsv", "surface\tcode\n中国\tCN\n中国\tZG\n"), KAOJU_OK); /* homonyms */
    assert_int_equal(add("d/u.tsv", "surface\tcode\n中国\tCN\n"), KAOJU_OK);           /* another class */
    assert_refused("d/t.tsv", "surface\tcode\n法国\tFR\n中国\tCN\n", 3, 1, "中国\tCN");
    assert_refused("d/t.tsv", "surface\tcode\n中 國\tCN\n", 2, 1, "中 國\tCN"); /* folded */
    char text[20000] = "surface\n";
    for (int i = 0; i < 1500; i++)
        snprintf(text + strlen(text), 20, "w%d\n", i);
    assert_int_equal(add("d/v.tsv", text), KAOJU_OK);
    assert_refused("d/v.tsv", "surface\nw1500\nw0\n", 3, 1, "w0");
    assert_refused("d/v.tsv", "surface\nw1499\n", 2, 1, "w1499");
}

static void refuses_not_in_without_the_surface(void **state) {
    (void)state;
    assert_int_equal(add("a.tsv", "surface\taliases\tnot_in\n印度\t印\t印象|印度洋\n"), KAOJU_OK);
    assert_refused("b.tsv", "surface\taliases\tnot_in\n印度\t印\t脚印|大象\n", 2, 9, "印度\t印\t脚印|大象");
    assert_refused("c.tsv", "surface\tnot_in\n印度\t印度\n", 2, 4, "印度\t印度");
    assert_refused("d.tsv", "surface\taliases\tnot_in\n印度\t印\t印\n", 2, 6, "印度\t印\t印");
}

static void limits_surfaces(void **state) {
    (void)state;
    char text[KJ_SURFACE_MAX * 3 + 100] = "surface\n", word[KJ_SURFACE_MAX * 3 + 4] = "";
    uint32_t guard;
    for (int i = 0; i < KJ_SURFACE_MAX; i++)
        strcat(word, "长");
    strcat(strcat(text, " "), word); /* a blank is layout and does not count */
    assert_int_equal(add("a.tsv", text), KAOJU_OK);
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string(word), &guard, &error), KAOJU_OK);
    assert_refused("b.tsv", strcat(text, "长"), 2, 1, error.source);
    strcat(word, "长");
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string(word), &guard, &error), KAOJU_E_LIMIT);
    freeze();
    assert_int_equal(kj_lexicon_find(lexicon, "a", kj_string(word)), KJ_NONE);
    word[KJ_SURFACE_MAX * 3] = 0;
    assert_int_equal(kj_lexicon_find(lexicon, "a", kj_string(word)), 0);
    assert_string_equal(scan(word), "0-255:0 0-255!0 ");
}

static void keeps_rows_before_a_bad_one(void **state) {
    (void)state;
    assert_refused("a.tsv", "surface\taliases\tnot_in\n甲\t乙\t\n丙\t丁\t戊\n", 3, 5, "丙\t丁\t戊");
    freeze();
    assert_int_equal(kj_lexicon_count(lexicon), 1);
    assert_string_equal(scan("甲乙丙丁戊"), "0-1:0 1-2:0 ");
}

/* ------------------------------------------------------------------ scan */

static void finds_all_entries_of_a_surface_in_order(void **state) {
    (void)state;
    uint32_t guard;
    assert_int_equal(add("a.tsv", "surface\taliases\n中\t\n中国\t中國|中\n国\t\n"), KAOJU_OK);
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string("中"), &guard, NULL), KAOJU_OK);
    assert_int_equal(add("b.tsv", "surface\n中\n"), KAOJU_OK);
    freeze();
    assert_string_equal(scan("在中 国國"), "1-2:0 1-2:1 1-2:3 1-2!0 1-4:1 3-4:2 4-5:2 ");
    assert_string_equal(scan("中\n\n国"), "0-1:0 0-1:1 0-1:3 0-1!0 3-4:2 ");
    assert_string_equal(scan(""), "");
}

static void not_in_words_hide_only_their_entry(void **state) {
    (void)state;
    uint32_t guard;
    assert_int_equal(add("country.tsv", "surface\taliases\tnot_in\n"
                                        "印度\t印\t印象|脚印|印度洋|大印度洋\n" /* 0 */
                                        "印尼\t印\t\n"                          /* 1 */
                                        "洋\t\t\n"                              /* 2 */
                                        "象\t\t印象派\n"),                      /* 3 */
                     KAOJU_OK);
    assert_int_equal(add("word.tsv", "surface\n印象\n"), KAOJU_OK); /* 4: a not_in word that is a surface, too */
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string("脚印"), &guard, NULL), KAOJU_OK);
    freeze();
    assert_string_equal(scan("印"), "0-1:0 0-1:1 ");
    assert_string_equal(scan("印象"), "0-1:1 0-2:4 1-2:3 ");
    assert_string_equal(scan("印象派"), "0-1:1 0-2:4 ");
    assert_string_equal(scan("脚印 印度"), "0-2!0 1-2:1 3-4:0 3-4:1 3-5:0 ");
    assert_string_equal(scan("印度洋印度"), "0-1:1 2-3:2 3-4:0 3-4:1 3-5:0 ");
    assert_string_equal(scan("大印度\n洋"), "1-2:1 4-5:2 ");
    assert_string_equal(scan("脚印度"), "0-2!0 1-2:1 1-3:0 "); /* 印度 reaches out of 脚印 */
    assert_string_equal(scan("印\n\n象"), "0-1:0 0-1:1 3-4:3 ");
}

static void blanks_count_between_narrow_letters_only(void **state) {
    (void)state;
    assert_int_equal(add("t.tsv", "surface\nGDP growth\n A 股 \n世 界\xE3\x80\x80 银行\n"), KAOJU_OK);
    freeze();
    assert_string_equal(scan("GDP growth GDPgrowth"), "0-10:0 ");
    assert_string_equal(scan("A股，A 股，Ａ股"), "0-2:1 3-6:1 7-9:1 ");
    assert_string_equal(scan("世界银行与世 界 银行"), "0-4:2 5-11:2 ");
    assert_int_equal(kj_lexicon_find(lexicon, "t", kj_string("GDPgrowth")), KJ_NONE);
}

static void guards_are_numbered_by_word(void **state) {
    (void)state;
    uint32_t a, b, c;
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string("中国"), &a, &error), KAOJU_OK);
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string("外国"), &b, &error), KAOJU_OK);
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string("中國"), &c, &error), KAOJU_OK);
    assert_int_equal(a, 0);
    assert_int_equal(b, 1);
    assert_int_equal(c, 0);
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string(" "), &c, &error), KAOJU_E_ARGUMENT);
    freeze();
    assert_string_equal(scan("外国与中国"), "0-2!1 3-5!0 ");
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string("新"), &c, &error), KAOJU_E_ARGUMENT);
    assert_int_equal(add("t.tsv", "surface\n新\n"), KAOJU_E_ARGUMENT);
}

static void an_empty_lexicon_finds_nothing(void **state) {
    (void)state;
    assert_int_equal(kj_lexicon_find(lexicon, "t", kj_string("中")), KJ_NONE); /* before the freeze, too */
    freeze();
    freeze();
    assert_int_equal(kj_lexicon_count(lexicon), 0);
    assert_string_equal(scan("中国"), "");
}

/* ------------------------------------------------------------------ digest */

static void digest_of(const char *path, const char *text, const char *guard, char out[65]) {
    kj_lexicon *l = kj_lexicon_new(fold, names);
    kj_sha256 hash;
    uint32_t number;
    assert_non_null(l);
    assert_int_equal(kj_lexicon_add(l, path, text, strlen(text), NULL), KAOJU_OK);
    if (guard)
        assert_int_equal(kj_lexicon_guard(l, kj_string(guard), &number, NULL), KAOJU_OK);
    kj_sha256_start(&hash);
    kj_lexicon_digest(l, &hash);
    char early[65];
    kj_sha256_hex(&hash, early, 64);
    assert_int_equal(kj_lexicon_freeze(l, NULL), KAOJU_OK);
    kj_sha256_start(&hash);
    kj_lexicon_digest(l, &hash);
    kj_sha256_hex(&hash, out, 64);
    assert_string_equal(out, early); /* reading it changes nothing, nor does the freeze */
    kj_lexicon_free(l);
}

static void digest_changes_with_content(void **state) {
    (void)state;
    char a[65], b[65];
    digest_of("x/t.tsv", "surface\n甲\n", NULL, a);
    digest_of("y/t.tsv", "surface\n甲\n", NULL, b);
    assert_string_equal(a, b);
    digest_of("x/u.tsv", "surface\n甲\n", NULL, b);
    assert_string_not_equal(a, b);
    digest_of("x/t.tsv", "surface\n乙\n", NULL, b);
    assert_string_not_equal(a, b);
    digest_of("x/t.tsv", "surface\n甲\n", "丙", b);
    assert_string_not_equal(a, b);
}

static void what_is_hidden_is_told(void **state) {
    (void)state;
    kj_text text = {0};
    kj_hidden_list hidden = {0};
    kaoju_string column, cell;
    assert_int_equal(add("a/currency.tsv", "surface\tnot_in\tcode\n元\t元旦|元旦节|美元\tCNY\n美元\t\tUSD\n"),
                     KAOJU_OK);
    freeze();
    assert_int_equal(kj_text_read(&text, "元元旦节美 元", strlen("元元旦节美 元"), fold, NULL), KAOJU_OK);
    assert_true(kj_lexicon_hidden(lexicon, &text, &hidden));
    assert_int_equal(hidden.size, 2);
    assert_int_equal(hidden.at[0].start, 1);
    assert_int_equal(hidden.at[0].entry, 0);
    assert_int_equal(hidden.at[0].word.start, 1); /* the farthest of 元旦 and 元旦节 */
    assert_int_equal(hidden.at[0].word.end, 4);
    assert_int_equal(hidden.at[1].start, 6);
    assert_int_equal(hidden.at[1].word.start, 4);
    assert_string_equal(scan("元元旦节美 元"), "0-1:0 4-7:1 ");
    assert_true(kj_entry_cell(lexicon, 1, 2, &column, &cell));
    assert_true(kj_string_is(column, "code") && kj_string_is(cell, "USD"));
    assert_true(kj_entry_cell(lexicon, 1, 1, &column, &cell) && !cell.size);
    assert_false(kj_entry_cell(lexicon, 1, 3, &column, &cell));
    kj_vec_free(&hidden);
    kj_text_free(&text);
}

/* Entries are taken by fours: 1 to 10 homonyms of 甲 to 癸, every third one hidden between =, and a guard. */
static void any_number_of_homonyms(void **state) {
    (void)state;
    static const char *const words[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};
    char rows[2000] = "surface\tnot_in\tn\n", text[16], expected[400];
    for (int w = 0, entry = 0; w < 10; w++)
        for (int i = 0; i <= w; i++, entry++) {
            size_t used = strlen(rows);
            snprintf(text, sizeof text, "=%s=", words[w]);
            snprintf(rows + used, sizeof rows - used, "%s\t%s\t%d\n", words[w], entry % 3 ? "" : text, entry);
        }
    assert_int_equal(add("x/word.tsv", rows), KAOJU_OK);
    uint32_t guard;
    assert_int_equal(kj_lexicon_guard(lexicon, kj_string("丁"), &guard, &error), KAOJU_OK);
    freeze();
    for (int w = 0, first = 0; w < 10; first += ++w)
        for (int hiding = 0; hiding < 2; hiding++) {
            expected[0] = 0;
            for (int i = first; i <= first + w; i++)
                if (!hiding || i % 3)
                    snprintf(expected + strlen(expected), 60, "%d-%d:%d ", hiding, hiding + 1, i);
            if (w == 3)
                snprintf(expected + strlen(expected), 60, "%d-%d!0 ", hiding, hiding + 1);
            snprintf(text, sizeof text, hiding ? "=%s=" : "%s", words[w]);
            assert_string_equal(scan(text), expected);
        }
}

/* KJ_LEXICON_TEXT_MAX is 4 GB: here it is as small as two files, with the line end that each is given. */
static void limits_the_text_of_all_files(void **state) {
    (void)state;
    lexicon->text_max = 2 * (strlen("surface\n中国") + 1);
    assert_int_equal(add("a.tsv", "surface\n中国"), KAOJU_OK);
    assert_int_equal(add("b.tsv", "surface\n中国x"), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "KJ_LEXICON_TEXT_MAX"));
    assert_int_equal(add("b.tsv", "surface\n中国"), KAOJU_OK);
    assert_int_equal(kj_lexicon_freeze(lexicon, &error), KAOJU_OK);
    assert_string_equal(scan("中国"), "0-2:0 0-2:1 ");
}

static void the_entries_of_a_class_have_a_range(void **state) {
    (void)state;
    uint32_t first, end;
    add("a.tsv", "surface\n中\n国\n");
    add("b.tsv", "surface\n人\n");
    add("x/a.tsv", "surface\n大\n");
    kj_class_range(lexicon, kj_names_find(names, kj_string("a")), &first, &end);
    assert_true(first == 0 && end == 4);
    kj_class_range(lexicon, kj_names_find(names, kj_string("b")), &first, &end);
    assert_true(first == 2 && end == 3);
    kj_class_range(lexicon, kj_names_add(names, kj_string("c")), &first, &end);
    assert_true(first == 0 && end == 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(reads_entries),
        TEST(finds_entries_by_surface),
        TEST(refuses_bad_files),
        TEST(refuses_other_columns_for_a_class),
        TEST(refuses_the_same_row_twice),
        TEST(refuses_not_in_without_the_surface),
        TEST(limits_surfaces),
        TEST(keeps_rows_before_a_bad_one),
        TEST(finds_all_entries_of_a_surface_in_order),
        TEST(not_in_words_hide_only_their_entry),
        TEST(what_is_hidden_is_told),
        TEST(any_number_of_homonyms),
        TEST(blanks_count_between_narrow_letters_only),
        TEST(guards_are_numbered_by_word),
        TEST(an_empty_lexicon_finds_nothing),
        TEST(digest_changes_with_content),
        TEST(limits_the_text_of_all_files),
        TEST(the_entries_of_a_class_have_a_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
