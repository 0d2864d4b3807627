/* YAML files: the tree, what is refused and where, and the limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "rules/yaml.h"

static kj_arena arena;
static kaoju_error error;
static kj_source source;

static int teardown(void **state) {
    (void)state;
    kj_arena_free(&arena);
    return 0;
}

static kj_node *read_size(const char *text, size_t size) {
    memset(&error, 0, sizeof error);
    source = (kj_source){"f.yaml", text, size};
    kj_problems problems = {.error = &error};
    kj_node *root = kj_yaml_read(&source, &arena, &problems);
    assert_false(problems.memory);
    return problems.count ? NULL : root;
}

static kj_node *read(const char *text) {
    return read_size(text, strlen(text));
}

static void gives_nodes_with_places(void **state) {
    (void)state;
    const kj_node *root = read("# note\n键: [a, '二', \"三\"]\nmap:\n  k: plain text\n");
    assert_non_null(root);
    assert_int_equal(root->kind, KJ_NODE_MAP);
    assert_int_equal(root->count, 4);
    const kj_node *key = root->first, *list = key->next, *map = list->next->next;
    assert_string_equal(key->text, "键");
    assert_int_equal(key->line, 2);
    assert_int_equal(key->column, 1);
    assert_int_equal(list->kind, KJ_NODE_LIST);
    assert_int_equal(list->count, 3);
    assert_int_equal(list->column, 4); /* code points, not bytes */
    assert_string_equal(list->last->text, "三");
    assert_int_equal(list->last->column, 13);
    assert_true(list->last->quoted && !list->first->quoted);
    assert_string_equal(map->first->next->text, "plain text");
    assert_int_equal(map->first->line, 4);
}

static void assert_place(const char *text, uint32_t offset, uint32_t line, uint32_t column) {
    const kj_node *root = read(text);
    assert_non_null(root);
    uint32_t l, c;
    kj_node_place(&source, root->last, offset, &l, &c);
    assert_int_equal(l, line);
    assert_int_equal(c, column);
}

static void places_characters_of_scalars(void **state) {
    (void)state;
    assert_place("k: 甲乙丙", 2, 1, 6);
    assert_place("k: '甲乙丙'", 2, 1, 7);
    assert_place("k: \"甲乙丙\"", 0, 1, 5);
    assert_place("k: \"\\u7532乙\"", 1, 1, 4); /* escapes: only where it starts */
    assert_place("k: 'it''s'", 4, 1, 4);
    assert_place("k: |\n  甲\n  乙\n", 2, 1, 4);
    assert_place("a: 1\xE2\x80\xA8k: 甲乙", 1, 2, 5); /* U+2028 ends a line in YAML */
}

static void assert_refused(const char *text, uint32_t line, uint32_t column, const char *why) {
    assert_null(read(text));
    assert_int_equal(error.code, KAOJU_E_SYNTAX);
    assert_string_equal(error.file, "f.yaml");
    if (!strstr(error.message, why) || error.line != line || error.column != column)
        fail_msg("%s: want %u:%u %s, got %u:%u %s", text, line, column, why, error.line, error.column, error.message);
}

static void refuses(void **state) {
    (void)state;
    assert_refused("", 1, 1, "empty");
    assert_refused("# only a note\n", 1, 1, "empty");
    assert_refused("a: &x 1\n", 1, 4, "anchors");
    assert_refused("a: &x [1]\n", 1, 4, "anchors");
    assert_refused("a: &x {b: 1}\n", 1, 4, "anchors");
    assert_refused("a: *x\n", 1, 4, "aliases");
    assert_refused("a: !x 1\n", 1, 4, "tags");
    assert_refused("a: !!map {b: 1}\n", 1, 4, "tags");
    assert_refused("a: !!seq [b]\n", 1, 4, "tags");
    assert_refused("a: 1\n---\nb: 1\n", 2, 1, "second one");
    assert_refused("甲: 1\n乙: {b: 1, b: 2}\n", 2, 11, "second time (first in line 2)");
    assert_refused("{a: 1, 'a': 2}", 1, 8, "second time");
    assert_refused("? [a]\n: 1\n", 1, 3, "a key must be a word");
    assert_refused("? {a: 1}\n: 1\n", 1, 3, "a key must be a word");
    assert_refused("a: \"x\\0y\"\n", 1, 4, "NUL");
    assert_refused("a: [1\nb: 2\n", 2, 2, "not YAML");
    assert_refused("a: 1\n\tb: 2\n", 2, 1, "not YAML");
    assert_refused("a: \"\\q\"\n", 1, 5, "not YAML");
    assert_refused("甲: 乙\nb: x\xFFy\n", 2, 5, "not UTF-8 (byte 0xFF)");
    assert_refused("a: \x01\n", 1, 4, "not YAML");
    assert_refused("甲: '\x7F'\n", 1, 5, "not YAML");
}

static void tells_every_repeated_key(void **state) {
    (void)state;
    source = (kj_source){"f.yaml", "a: 1\nb: 2\na: 3\nb: 4\na: 5\n", 25};
    kj_problems problems = {.error = &error};
    assert_non_null(kj_yaml_read(&source, &arena, &problems));
    assert_int_equal(problems.count, 3);
}

static void limits_depth(void **state) {
    (void)state;
    char text[100];
    for (size_t extra = 0; extra < 2; extra++) {
        size_t depth = KJ_YAML_DEPTH_MAX + extra;
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        text[2 * depth] = '\0';
        if (!extra)
            assert_non_null(read(text));
        else
            assert_refused(text, 1, KJ_YAML_DEPTH_MAX + 1, "too deep");
    }
    static char many[1 << 20]; /* and a million of them are refused as fast as seventeen */
    memset(many, '[', sizeof many);
    assert_null(read_size(many, sizeof many));
    assert_non_null(strstr(error.message, "too deep"));
}

static void limits_scalars(void **state) {
    (void)state;
    static char text[KJ_YAML_SCALAR_MAX + 10];
    for (size_t extra = 0; extra < 2; extra++) {
        memcpy(text, "k: ", 3);
        memset(text + 3, 'x', KJ_YAML_SCALAR_MAX + extra);
        text[3 + KJ_YAML_SCALAR_MAX + extra] = '\0';
        if (!extra)
            assert_int_equal(read(text)->last->size, KJ_YAML_SCALAR_MAX);
        else
            assert_refused(text, 1, 4, "too long");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_nodes_with_places),
        cmocka_unit_test(places_characters_of_scalars),
        cmocka_unit_test(refuses),
        cmocka_unit_test(tells_every_repeated_key),
        cmocka_unit_test(limits_depth),
        cmocka_unit_test(limits_scalars),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
