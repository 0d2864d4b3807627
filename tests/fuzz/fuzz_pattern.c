/* A pattern of a rule: problems with a place, or a program that a model file would be let in with (program_check.c). The
 * YAML around it and what it matches are those of fuzz_yaml.c and fuzz_rules.c. */
#include "fuzz.h"

#include "rules/load.h"
#include "text/utf8.h"

/* What names of types mean; made anew now and then, since names stay. */
typedef struct world {
    kj_fold *fold;
    kj_names *names;
    kj_lexicon *lexicon;
    uint32_t uses;
} world;

static void world_add(world *w, const char *path, const char *text) {
    REQUIRE(kj_lexicon_add(w->lexicon, path, text, strlen(text), NULL) == KAOJU_OK);
}

static void world_keep(world *w) {
    if (w->uses++ % 10000)
        return;
    kj_lexicon_free(w->lexicon);
    kj_names_free(w->names);
    kj_fold_free(w->fold);
    w->fold = kj_fold_new();
    w->names = kj_names_new();
    REQUIRE(w->fold && w->names && kj_fold_add(w->fold, 0x5104, 0x4EBF)); /* 億 is 亿 */
    w->lexicon = kj_lexicon_new(w->fold, w->names);
    REQUIRE(w->lexicon);
    world_add(w, "unit.tsv", "surface\tcode\tkind\n元\tCNY\tmoney\n");
    world_add(w, "cue.tsv", "surface\tposition\n约\tbefore\n");
}

static void told(void *context, const char *severity, const kaoju_error *error) {
    (void)severity;
    size_t *count = context;
    REQUIRE(error->line == 1 && error->column && error->message[0] && !strchr(error->message, '\n'));
    ++*count;
}

static void check_program(const kj_loading *l, const kj_compiled *compiled, const world *w) {
    kj_program program = {.code = l->code.at,
                          .sets = l->sets.at,
                          .tests = l->tests.at,
                          .code_count = (uint32_t)l->code.size,
                          .set_count = (uint32_t)l->sets.size,
                          .test_count = (uint32_t)l->tests.size};
    kj_rule rule = {.entry = compiled->entry,
                    .capture_count = compiled->capture_count,
                    .preceded = KJ_NONE,
                    .not_preceded = KJ_NONE,
                    .followed = KJ_NONE,
                    .not_followed = KJ_NONE};
    kj_rules rules = {.rules = &rule, .rule_count = 1, .program = &program};
    uint32_t longest;
    REQUIRE(!kj_program_check(&rules, kj_names_count(w->names), &longest) && longest <= KJ_PROGRAM_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static world w;
    static const char *const types[] = {"number", NULL};
    kj_buffer text = {0};
    kj_arena keep = {0};
    size_t count = 0;
    world_keep(&w);
    char *raw = fuzz_string((fuzz_bytes){data, size < KJ_YAML_SCALAR_MAX / 3 ? size : KJ_YAML_SCALAR_MAX / 3});
    kj_utf8_repair(&text, raw, strlen(raw));
    REQUIRE(kj_buffer_end(&text));
    kj_unit unit = {.source = {"x.yaml", text.data, text.size}, .stem = "x"};
    kj_node node = {.kind = KJ_NODE_SCALAR, .text = text.data, .size = text.size, .line = 1, .column = 1};
    kj_draft draft = {.unit = &unit, .node = &node, .pattern = &node};
    kj_loading loading = {.problems = {.report = told, .context = &count},
                          .keep = &keep,
                          .fold = w.fold,
                          .names = w.names,
                          .lexicon = w.lexicon,
                          .types = types};
    kj_compiled compiled;
    kj_compile_pattern(&loading, &draft, &node, &compiled);
    REQUIRE(!loading.problems.memory && (compiled.entry == KJ_NONE) == (loading.problems.count > 0));
    if (compiled.entry != KJ_NONE)
        check_program(&loading, &compiled, &w);
    kj_arena_free(&loading.scratch);
    kj_arena_free(&keep);
    kj_vec_free(&loading.code);
    kj_vec_free(&loading.sets);
    kj_vec_free(&loading.tests);
    kj_buffer_free(&text);
    free(raw);
    return 0;
}
