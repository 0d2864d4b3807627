/* Names for formats that have rules for them: file names, types, IRIs; values in a few words. */
#include "output/labels.h"
#include "output/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static kj_buffer out;

static const char *written(void) {
    return kj_buffer_end(&out);
}

static int empty(void **state) {
    (void)state;
    kj_buffer_free(&out);
    return 0;
}

static void file_names(void **state) {
    (void)state;
    static const char *const names[][2] = {{"a.txt", "a"},
                                           {"a", "a-2"},
                                           {"pages/一月/报.txt", "pages_一月_报"},
                                           {"../../etc/passwd", "etc_passwd"},
                                           {".txt", "txt"},
                                           {"", "document"},
                                           {"\x1B[31m\xFF", "31m_"},
                                           {"a", "a-8"},
                                           {"CON|?*<>", "CON_"}};
    kj_names *taken = kj_names_new();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        out.size = 0;
        assert_true(kj_label_file(&out, kj_string(names[i][0]), taken));
        assert_string_equal(written(), names[i][1]);
    }
    char name[4001];
    memset(name, 'x', sizeof name - 1);
    name[4000] = '\0';
    out.size = 0;
    assert_true(kj_label_file(&out, kj_string(name), taken));
    assert_true(out.size > 100 && out.size < 128);
    kj_names_free(taken);
}

static void types(void **state) {
    (void)state;
    kj_label_type(&out, "DATE_VAGUE");
    kj_label_type(&out, " a\tb\xE4");
    assert_string_equal(written(), "DATE_VAGUE_a_b_");
}

static void iris(void **state) {
    (void)state;
    kj_iri(&out, "entity", "org:中 a>\n\"\\%20");
    assert_string_equal(written(), "urn:kaoju:entity:org:中%20a%3E%0A%22%5C%20");
    out.size = 0;
    kj_iri_wikidata(&out, kj_string("Q148> <x"));
    assert_string_equal(written(), "http://www.wikidata.org/entity/Q148%3E%20%3Cx");
}

static void values(void **state) {
    (void)state;
    static const struct {
        const char *number, *unit, *want;
    } all[] = {{"94800000000", "USD", "94,800,000,000 USD"},
               {"-1234.5678", "1", "-1,234.5678"},
               {"中国=1+1", NULL, "中国=1+1"},
               {"12345x", NULL, "12345x"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        kaoju_mention m = {.type = "FIGURE"};
        m.value.number = kj_string(all[i].number);
        m.value.unit = kj_string(all[i].unit);
        out.size = 0;
        kj_label_value(&out, &m);
        assert_string_equal(written(), all[i].want);
    }
    out.size = 0;
    kj_label_value(&out, &(kaoju_mention){.type = "DATE_VAGUE"});
    assert_string_equal(written(), "?");
}

/* Layout goes, words stay apart, controls are shown. */
static void plain_text(void **state) {
    (void)state;
    static const char *const all[][2] = {
        {"穆赫\n里丁", "穆赫里丁"}, {"GDP \r\n growth", "GDP growth"},          {" \u3000a\u200B ", "a"},
        {"约 20 亿", "约20亿"},     {"\x1B[31m\u202E", "\\u{1B}[31m\\u{202E}"}, {"\xFF", "\uFFFD"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        out.size = 0;
        kj_plain(&out, kj_string(all[i][0]));
        assert_string_equal(written(), all[i][1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_teardown(file_names, empty),
                                       cmocka_unit_test_teardown(types, empty), cmocka_unit_test_teardown(iris, empty),
                                       cmocka_unit_test_teardown(values, empty),
                                       cmocka_unit_test_teardown(plain_text, empty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
