/* Text inside HTML, and the policy of a page. */
#include "output/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void assert_made(kj_buffer *out, const char *want) {
    assert_non_null(kj_buffer_end(out));
    assert_string_equal(out->data, want);
    kj_buffer_free(out);
}

static void text_is_no_markup(void **state) {
    (void)state;
    kj_buffer out = {0};
    kj_html_text(&out, kj_string("</b>\"x' &amp;\n\t\x1B[31m\xE2\x80\xAE"));
    assert_made(&out, "&lt;/b&gt;&quot;x&#39; &amp;amp;\n\\u{9}\\u{1B}[31m\\u{202E}");
    kj_html_text(&out, (kaoju_string){"a\0\xFF"
                                      "b",
                                      4});
    assert_made(&out, "a\\u{0}\xEF\xBF\xBD"
                      "b");
    kj_html_text(&out, (kaoju_string){NULL, 0});
    assert_int_equal(out.size, 0);
}

static void characters_of_a_source_are_told_apart(void **state) {
    (void)state;
    kj_buffer out = {0};
    kj_html_source(&out, kj_string("\\u{1B}\x1B"));
    assert_made(&out, "\\u{1B}<i class=\"c\" data-u=\"1B\">\\u{1B}</i>");
    kj_html_source(&out, kj_string("<\r\n\t\r"));
    assert_made(&out, "&lt;<i class=\"c\" data-u=\"D\"></i>\n\t<i class=\"c\" data-u=\"D\">\\u{D}</i>");
}

/* The digest of the empty text, as openssl and every page about policies give it. */
static void the_policy_names_style_and_script(void **state) {
    (void)state;
    kj_buffer out = {0};
    kj_html_begin(&out, "x", kj_string(""), kj_string(""));
    assert_non_null(kj_buffer_end(&out));
    assert_non_null(
        strstr(out.data, "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; base-uri 'none'"));
    assert_non_null(strstr(out.data, "<style></style>"));
    out.size = 0;
    kj_html_begin(&out, "x", kj_string(""), (kaoju_string){NULL, 0});
    assert_non_null(kj_buffer_end(&out));
    assert_null(strstr(out.data, "script-src"));
    kj_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(text_is_no_markup),
                                       cmocka_unit_test(characters_of_a_source_are_told_apart),
                                       cmocka_unit_test(the_policy_names_style_and_script)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
