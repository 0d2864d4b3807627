/* The vectors of FIPS 180-4 (NIST CSRC examples), fed in one piece and in odd ones. */
#include "base/sha256.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *text, size_t times, size_t step, const char *want) {
    char hex[65];
    kj_sha256 hash;
    kj_sha256_start(&hash);
    for (size_t i = 0; i < times; i++)
        for (size_t at = 0, size = strlen(text); at < size; at += step)
            kj_sha256_add(&hash, text + at, at + step < size ? step : size - at);
    kj_sha256_hex(&hash, hex, 64);
    assert_string_equal(hex, want);
}

static void vectors(void **state) {
    (void)state;
    static const char two[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    for (size_t step = 1; step < 60; step += 7) {
        expect("", 1, step, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        expect("abc", 1, step, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        expect(two, 1, step, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }
    expect("aaaaaaaaaa", 100000, 3, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void fewer_digits(void **state) {
    (void)state;
    char hex[17];
    for (size_t digits = 0; digits <= 16; digits++) {
        kj_sha256 hash;
        kj_sha256_start(&hash);
        kj_sha256_add(&hash, "abc", 3);
        kj_sha256_hex(&hash, hex, digits);
        assert_int_equal(strlen(hex), digits);
        assert_memory_equal(hex, "ba7816bf8f01cfea", digits);
    }
}

/* The engine of this machine against the portable one: any number of blocks, from any state, at any address. */
static void engines_agree(void **state) {
    (void)state;
    kj_sha256_compress *engine = kj_sha256_ni();
    if (!engine)
        skip();
    static uint8_t bytes[64 * 9 + 16];
    uint32_t a[8], b[8], random = 1;
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (uint8_t)((random = random * 1664525u + 1013904223u) >> 24);
        for (size_t i = 0; i < 8; i++)
            a[i] = b[i] = random = random * 1664525u + 1013904223u;
        kj_sha256_portable(a, bytes + round % 16, (size_t)round % 10);
        engine(b, bytes + round % 16, (size_t)round % 10);
        assert_memory_equal(a, b, sizeof a);
    }
}

/* Messages of every length around the ends of blocks, in two pieces cut anywhere. */
static void pieces(void **state) {
    (void)state;
    char text[200], whole[65], cut[65];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('!' + i % 90);
    for (size_t size = 0; size <= sizeof text; size++)
        for (size_t at = 0; at <= size; at += size % 7 + 1) {
            kj_sha256 one, two;
            kj_sha256_start(&one);
            kj_sha256_start(&two);
            kj_sha256_add(&one, text, size);
            kj_sha256_add(&two, text, at);
            kj_sha256 copy = two; /* a beginning that several messages share */
            kj_sha256_add(&copy, text + at, size - at);
            kj_sha256_hex(&one, whole, 64);
            kj_sha256_hex(&copy, cut, 64);
            assert_string_equal(whole, cut);
            kj_sha256_hex_behind(&two, text + at, size - at, cut, 64);
            assert_string_equal(whole, cut);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(vectors), cmocka_unit_test(fewer_digits),
                                       cmocka_unit_test(pieces), cmocka_unit_test(engines_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
