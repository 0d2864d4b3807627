/* Cells for a terminal: widths, cuts, and text that cannot steer it. */
#include "output/cell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void expect_cell(const char *text, size_t width, bool last, const char *want) {
    kj_buffer out = {0};
    kj_cell_add(&out, kj_string(text), width, last);
    assert_string_equal(kj_buffer_end(&out), want);
    kj_buffer_free(&out);
}

static void padded_and_cut(void **state) {
    (void)state;
    assert_int_equal(kj_cell_width(kj_string("948亿美元")), 9);
    assert_int_equal(kj_cell_width(kj_string("a\x1B")), 7); /* a\u{1B} */
    expect_cell("亿元", 6, false, "亿元    ");
    expect_cell("亿元", 6, true, "亿元");
    expect_cell("亿美元", 5, true, "亿美…");
    expect_cell("亿美元", 4, false, "亿…   "); /* a half character is not shown */
}

static void inert(void **state) {
    (void)state;
    kj_buffer out = {0};
    kj_cell_inert(&out, (kaoju_string){"王\x1B[31m\n\xC2\x9B\xE2\x80\xAE\xFF\0x", 17});
    kj_cell_inert(&out, (kaoju_string){NULL, 0});
    assert_string_equal(kj_buffer_end(&out), "王\\u{1B}[31m\\u{A}\\u{9B}\\u{202E}\xEF\xBF\xBD\\u{0}x");
    kj_buffer_free(&out);
}

static void colors(void **state) {
    (void)state;
    assert_string_equal(kj_cell_color("FIGURE"), "\033[33m");
    assert_string_equal(kj_cell_color("figure"), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(padded_and_cut), cmocka_unit_test(inert),
                                       cmocka_unit_test(colors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
