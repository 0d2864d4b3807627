/* Amounts and the change between them, through the shipped rules. */
#include "resolve_fixture.h"
#include "text/utf8.h"

static size_t warnings(const char *text) {
    read_text(text, NULL);
    return result.warnings.size;
}

static void agreement(void **state) {
    (void)state;
    assert_int_equal(warnings("出口额由1500亿元增至3000亿元，增长100%。"), 0);
    assert_int_equal(warnings("出口额由1500亿元增至2001亿元，增长33%。"), 0); /* 33.4 */
    assert_int_equal(warnings("出口额由1500亿元增至3000亿元，增长50%。"), 1);
    assert_true(kj_string_is(result.warnings.at[0].message, "1500亿元 to 3000亿元 is not an increase of 50%"));
    assert_int_equal(warnings("出口额由3000亿元降至1500亿元，下降50%。"), 0);
    assert_int_equal(warnings("出口额由3000亿元降至1500亿元，下降60%。"), 1);
}

/* The longest figures there are: nothing is cut, least of all in a character. */
#define ZEROS "零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零零"
static void long_figures(void **state) {
    static const char text[] = "出口额由一百" ZEROS "五元增至三百" ZEROS "六元，增长百分之五十" ZEROS "五。";
    (void)state;
    assert_int_equal(warnings(text), 1);
    kaoju_string message = result.warnings.at[0].message;
    assert_int_equal(kj_utf8_check(message.data, message.size), message.size);
    assert_int_equal(strlen(message.data), message.size);
    assert_true(message.size > 400);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(agreement), cmocka_unit_test(long_figures)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
