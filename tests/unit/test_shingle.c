/* Sets of short pieces of a text. */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static kj_shingles of(const char *text, uint32_t every) {
    kj_shingles s = {0};
    assert_true(kj_shingles_of(kj_string(text), every, &s));
    return s;
}

static void pieces(void **state) {
    (void)state;
    kj_shingles none = of("四个汉字", 1), one = of("一共五个字", 1), seven = of("港口吞吐量增长", 1),
                again = of("啊啊啊啊啊啊啊啊", 1);
    assert_int_equal(none.size, 0);
    assert_int_equal(one.size, 1);
    assert_int_equal(seven.size, 3);
    assert_int_equal(again.size, 1);
    kj_shingles_free(&none);
    kj_shingles_free(&one);
    kj_shingles_free(&seven);
    kj_shingles_free(&again);
}

/* Layout and punctuation do not count; a changed character costs the pieces that hold it. */
static void shared(void **state) {
    (void)state;
    kj_shingles a = of("海棠港今年上半年吞吐量达到1.26亿吨。", 1), b = of("海棠港 今年上半年，吞吐\n量达到1.26亿吨", 1);
    kj_shingles c = of("海棠港今年上半年吞吐量达到1.29亿吨", 1), d = of("完全不同的另外一句话", 1);
    assert_int_equal(kj_shingles_shared(&a, &b), a.size);
    assert_int_equal(kj_shingles_shared(&a, &c), a.size - 3);
    assert_int_equal(kj_shingles_shared(&a, &d), 0);
    kj_shingles_free(&a);
    kj_shingles_free(&b);
    kj_shingles_free(&c);
    kj_shingles_free(&d);
}

/* A sample keeps the same pieces of both texts. */
static void sample(void **state) {
    static const char text[] =
        "记者从港务集团获悉，今年上半年港口吞吐量达到一亿多吨，同比增长百分之八，新增远洋航线三条，全年力争再创新高";
    (void)state;
    kj_shingles all = of(text, 1), some = of(text, 4);
    assert_true(some.size > 0 && some.size < all.size);
    assert_int_equal(kj_shingles_shared(&all, &some), some.size);
    kj_shingles_free(&all);
    kj_shingles_free(&some);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(pieces), cmocka_unit_test(shared), cmocka_unit_test(sample)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
