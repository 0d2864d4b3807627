/* Where problems of rule files stand, and how many are told. */
#include "rules_fixture.h"

/* Lines end as YAML says, columns begin behind a byte order mark. */
static void counts_lines_of_every_kind(void **state) {
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        for (int mark = 0; mark < 2; mark++) {
            fixture f;
            char yaml[100];
            fixture_open(&f);
            sprintf(yaml, "%srules:%s- 错%s- x%s", mark ? "\xEF\xBB\xBF" : "", ends[i], ends[i], ends[i]);
            assert_int_equal(fixture_load(&f, yaml), KAOJU_E_SYNTAX);
            assert_true(f.error.line == 2 && f.error.column == 3);
            assert_string_equal(f.error.source, "- 错");
            assert_non_null(strstr(f.problems, "3:3 "));
            fixture_close(&f);
        }
}

static void tells_so_many_problems_and_no_more(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f);
    char *yaml = malloc(20000), *end = yaml + sprintf(yaml, "rules:\n");
    for (int i = 0; i < KJ_PROBLEMS_MAX + 50; i++)
        end += sprintf(end, "- x\n");
    assert_int_equal(fixture_load(&f, yaml), KAOJU_E_SYNTAX);
    size_t lines = 0;
    for (const char *c = f.problems; *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, KJ_PROBLEMS_MAX + 1);
    assert_non_null(strstr(f.problems, "there are more problems: these were the first 100\n"));
    assert_int_equal(f.error.line, 2); /* the first one */
    free(yaml);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts_lines_of_every_kind),
                                       cmocka_unit_test(tells_so_many_problems_and_no_more)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
