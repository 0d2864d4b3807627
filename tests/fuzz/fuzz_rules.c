/* A rule file and a text, parted by a line `%%`: loading ends in rules or in problems with a place; what the rules match
 * stands in the text, within their limits. */
#include "fuzz.h"

#include "../unit/rules_fixture.h"

#include "text/utf8.h"

static void check_matches(const fixture *f) {
    for (size_t i = 0; i < f->matches.size; i++) {
        const kj_match *m = &f->matches.at[i];
        REQUIRE(m->start < m->end && m->end <= f->text.length && m->end - m->start <= KJ_MATCH_MAX);
        for (uint32_t c = 0; c < f->rules.rules[m->rule].capture_count; c++) {
            if (m->captures[c].start == KJ_NONE)
                continue;
            REQUIRE(m->start <= m->captures[c].start && m->captures[c].end <= m->end);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool ready;
    fuzz_bytes in = {data, size}, rules = fuzz_split(&in, "%%\n");
    fixture f;
    if (!ready)
        ready = !setenv("CMOCKA_TEST_ABORT", "1", 1);
    fixture_open(&f);
    kaoju_status status = fixture_load_size(&f, (const char *)rules.data, rules.size);
    REQUIRE(status == KAOJU_OK || status == KAOJU_E_SYNTAX || status == KAOJU_E_LIMIT);
    if (status) {
        REQUIRE(f.error.line && f.error.message[0]);
    } else {
        kj_buffer utf8 = {0};
        char *text = fuzz_string(in.size ? in : rules);
        kj_utf8_repair(&utf8, text, strlen(text));
        const char *clean = kj_buffer_end(&utf8);
        REQUIRE(clean);
        fixture_matches(&f, clean);
        check_matches(&f);
        kj_buffer_free(&utf8);
        free(text);
    }
    fixture_close(&f);
    return 0;
}
