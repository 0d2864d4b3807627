/* YAML as rule files have it: a tree that keeps every limit, or problems with a place. */
#include "fuzz.h"

#include "rules/yaml.h"
#include "base/limits.h"
#include "text/utf8.h"

static void check_node(const kj_source *source, const kj_node *node, uint32_t depth) {
    uint32_t count = 0, line, column;
    REQUIRE(depth <= KJ_YAML_DEPTH_MAX + 1 && node->line && node->column);
    kj_node_place(source, node, 0, &line, &column);
    REQUIRE(line == node->line && column >= node->column);
    for (const kj_node *child = node->first; child; child = child->next, count++)
        check_node(source, child, depth + 1);
    REQUIRE(count == node->count && (node->kind != KJ_NODE_MAP || count % 2 == 0));
    REQUIRE(node->kind != KJ_NODE_SCALAR || (node->size <= KJ_YAML_SCALAR_MAX && strlen(node->text) == node->size &&
                                             kj_utf8_check(node->text, node->size) == node->size));
}

static void told(void *context, const char *severity, const kaoju_error *error) {
    size_t *count = context;
    REQUIRE(error->line && error->column && error->message[0] && !strchr(error->message, '\n'));
    *count += *severity == 'e';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    kj_source source = {"x.yaml", (const char *)data, size};
    size_t count = 0;
    kaoju_error error = {0};
    kj_problems problems = {.report = told, .context = &count, .error = &error};
    kj_arena arena = {0};
    kj_node *root = kj_yaml_read(&source, &arena, &problems);
    REQUIRE(!problems.memory && count == problems.count && (root || count));
    if (root)
        check_node(&source, root, 1);
    kj_arena_free(&arena);
    return 0;
}
