/* What dates of a text leave for the ones behind them. */
#include "resolve_fixture.h"

/* EDTF of the last date of the text, read on 18 June 2025. */
static void expect(const char *text, const char *edtf) {
    kaoju_string got = {NULL, 0};
    read_text(text, "2025-06-18");
    for (size_t i = 0; i < result.mentions.size; i++)
        if (!strcmp(result.mentions.at[i].type, "DATE"))
            got = result.mentions.at[i].value.edtf;
    if (!kj_string_is(got, edtf))
        fail_msg("%s: %.*s, not %s", text, (int)got.size, got.data ? got.data : "", edtf);
}

static void years_and_months(void **state) {
    (void)state;
    expect("2023年增长5%，3月5日公布", "2023-03-05");
    expect("2024年12月至2025年1月增长5%，3月5日公布", "2025-03-05"); /* the year printed last */
    expect("6月16日开幕，18日闭幕", "2025-06-18");
    expect("6月28日至7月2日举行，5日闭幕", "2025-07-05");
    expect("2023年增长5%。3月5日公布", "2025-03-05"); /* another sentence */
}

static void the_same_period(void **state) {
    (void)state;
    expect("今年前三季度增长5%，比去年同期高", "2024-33/2024-35");
    expect("今年1月至5月增长5%，比去年同期高", "2024-01/2024-05");
    expect("2024年12月至2025年1月增长5%，比去年同期高", "2023-12/2024-01");
    expect("2024年12月至2025年1月增长5%，比2020年同期高", "2019-12/2020-01");
    expect("未来两年增长5%，比去年同期高", "2024");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(years_and_months), cmocka_unit_test(the_same_period)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
