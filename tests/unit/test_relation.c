/* Who holds which post of what: lists, defaults, what is known elsewhere in the document, one relation for many mentions. */
#include "resolve/resolve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static kaoju_model *model;
static kj_extraction *extraction;
static kaoju_result result;

static int setup(void **state) {
    kaoju_error error;
    (void)state;
    if (kj_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", NULL, NULL, &model, &error) ||
        kj_extraction_new(model, &extraction, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return -1;
    }
    return 0;
}
static int teardown(void **state) {
    (void)state;
    kj_result_free(&result);
    kj_extraction_free(extraction);
    kj_model_free(model);
    return 0;
}

static void add(char *out, size_t room, kaoju_string text) {
    snprintf(out + strlen(out), room - strlen(out), "%.*s", (int)text.size, text.data ? text.data : "");
}

/* All relations of a text: person title of [former] number of mentions, one after the other. */
static const char *relations(const char *text) {
    static char out[1024];
    kaoju_error error;
    kaoju_document document = {.id = "d", .bytes = text, .size = strlen(text), .date = "2025-06-18"};
    kj_result_reset(&result);
    assert_int_equal(kj_extraction_run(extraction, text, strlen(text), &error), KAOJU_OK);
    assert_int_equal(kj_resolve(extraction, &document, &result, &error), KAOJU_OK);
    out[0] = '\0';
    for (size_t i = 0; i < result.relations.size; i++) {
        const kaoju_relation *r = &result.relations.at[i];
        for (size_t e = 0; e < result.entities.size; e++)
            if (!strcmp(result.entities.at[e].id, r->person))
                add(out, sizeof out, result.entities.at[e].name);
        add(out, sizeof out, kj_string(" "));
        add(out, sizeof out, r->title);
        add(out, sizeof out, kj_string(" "));
        add(out, sizeof out, r->of_text);
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s %zu; ", r->former ? " former" : "", r->mention_count);
    }
    return out;
}

static void bodies(void **state) {
    (void)state;
    assert_string_equal(relations("埃及总统米罗诺夫说"), "米罗诺夫 总统 埃及 2; ");
    assert_string_equal(relations("海口市市长李书平说"), "李书平 市长 海口市 2; ");
    assert_string_equal(relations("埃及气象研究所所长米罗诺夫说"), "米罗诺夫 所长 埃及气象研究所 2; ");
    assert_string_equal(relations("埃及前总统米罗诺夫说"), "米罗诺夫 总统 埃及 former 2; ");
    assert_string_equal(relations("市民李书平说"), "");
}

static void lists(void **state) {
    (void)state;
    assert_string_equal(relations("青禾集团董事长、总裁李书平说"),
                        "李书平 董事长 青禾集团 2; 李书平 总裁 青禾集团 2; ");
    assert_string_equal(relations("国务院副总理、外交部长李书平访问中国海口"),
                        "李书平 副总理 国务院 2; 李书平 外交部长 中国 1; ");
    assert_string_equal(relations("青禾集团董事长李书平、总经理何青禾说"),
                        "李书平 董事长 青禾集团 2; 何青禾 总经理 青禾集团 2; ");
    assert_string_equal(relations("青禾集团董事长李书平。总经理何青禾说"),
                        "李书平 董事长 青禾集团 2; 何青禾 总经理  1; ");
    assert_string_equal(relations("海口市委书记李书平、市长何青禾说"), "李书平 书记 海口市委 2; 何青禾 市长 海口 2; ");
}

static void elsewhere(void **state) {
    (void)state;
    assert_string_equal(relations("埃及总统米罗诺夫来了。米罗诺夫总统说"), "米罗诺夫 总统 埃及 3; ");
    assert_string_equal(relations("国家主席李书平来了。李书平主席说"), "李书平 国家主席 中国 2; ");
    assert_string_equal(relations("越南国家主席李书平说"), "李书平 国家主席 越南 2; ");
}

static void press(void **state) {
    (void)state;
    assert_string_equal(relations("新华社海口5月12日电（记者 林一舟 何青禾）海口港开航。"),
                        "林一舟 记者 新华社 1; 何青禾 记者 新华社 1; ");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(bodies), cmocka_unit_test(lists), cmocka_unit_test(elsewhere),
                                       cmocka_unit_test(press)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
