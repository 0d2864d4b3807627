/* kaoju_error: owns nothing, one line, cut on a character; building one from another. */
#include "base/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_code_has_a_name(void **state) {
    (void)state;
    assert_string_equal(kaoju_status_name(KAOJU_OK), "ok");
    for (int code = KAOJU_OK; code <= KAOJU_E_ARGUMENT; code++) {
        assert_string_not_equal(kaoju_status_name((kaoju_status)code), "unknown status");
        for (int other = KAOJU_OK; other < code; other++)
            assert_string_not_equal(kaoju_status_name((kaoju_status)code), kaoju_status_name((kaoju_status)other));
    }
    assert_string_equal(kaoju_status_name((kaoju_status)(KAOJU_E_ARGUMENT + 1)), "unknown status");
    assert_string_equal(kaoju_version(), KAOJU_VERSION);
}

static void an_error_can_quote_itself(void **state) {
    (void)state;
    kaoju_error error;
    kj_place place = {"a.tsv", 4, 2, "港\t口", 7};
    kj_fail_at(&error, KAOJU_E_SYNTAX, place, "no column");
    kj_place same = {error.file, error.line, error.column, error.source, strlen(error.source)};
    assert_int_equal(kj_fail_at(&error, KAOJU_E_IO, same, "in a pack: %s", error.message), KAOJU_E_IO);
    assert_string_equal(error.message, "in a pack: no column");
    assert_string_equal(error.file, "a.tsv");
    assert_string_equal(error.source, "港\t口");
    assert_int_equal(error.line * 10 + error.column, 42);
    kj_fail(&error, KAOJU_E_LIMIT, "x"); /* nothing of the earlier one stays */
    assert_int_equal(error.line + error.column + strlen(error.file) + strlen(error.source), 0);
}

static void a_message_is_one_line(void **state) {
    (void)state;
    kaoju_error error;
    kj_fail(&error, KAOJU_E_IO, "cannot read %s", "odd\r\nname");
    assert_string_equal(error.message, "cannot read odd  name");
}

/* The last message that fits, and one byte more: whole, then cut before the character that does not fit. */
static void the_room_is_used_to_the_last_byte(void **state) {
    (void)state;
    kaoju_error error;
    char text[sizeof error.message + 4];
    size_t room = sizeof error.message - 1;
    memset(text, 'a', room - 3);
    strcpy(text + room - 3, "港");
    kj_fail(&error, KAOJU_E_IO, "%s", text);
    assert_string_equal(error.message, text);
    memset(text, 'a', room - 2);
    strcpy(text + room - 2, "港");
    kj_fail(&error, KAOJU_E_IO, "%s", text);
    assert_int_equal(strlen(error.message), room - 2);
    assert_memory_equal(error.message, text, room - 2);
}

static void nobody_has_to_listen(void **state) {
    (void)state;
    kj_place place = {0};
    kaoju_error error;
    assert_int_equal(kj_fail(NULL, KAOJU_E_IO, "x"), KAOJU_E_IO);
    assert_int_equal(kj_fail_at(NULL, KAOJU_E_SYNTAX, place, "x"), KAOJU_E_SYNTAX);
    assert_int_equal(kj_fail_memory(NULL), KAOJU_E_MEMORY);
    assert_int_equal(kj_fail_at(&error, KAOJU_E_SYNTAX, place, "x"), KAOJU_E_SYNTAX);
    assert_string_equal(error.file, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_a_name), cmocka_unit_test(an_error_can_quote_itself),
        cmocka_unit_test(a_message_is_one_line), cmocka_unit_test(the_room_is_used_to_the_last_byte),
        cmocka_unit_test(nobody_has_to_listen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
