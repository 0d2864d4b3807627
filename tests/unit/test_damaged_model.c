/* What a damaged model is refused with: each thing that is looked at, wrong by itself. The frame of the file is whole and
 * its checksum right, as in a file that was made to do harm. */
#include "small_model.h"

#include "base/limits.h"
#include "dict/lexicon_image.h"
#include "dict/lexicon_parts.h"
#include "dict/matcher_parts.h"
#include "model/model.h"
#include "rules/program.h"

static void assert_refused(unsigned flags, const char *what) {
    kaoju_model *model = NULL;
    kaoju_error error = {0};
    char message[128];
    snprintf(message, sizeof message, "damaged model: %s", what);
    assert_int_equal(kaoju_model_open(image_path, flags, &model, &error), KAOJU_E_SYNTAX);
    assert_null(model);
    assert_string_equal(error.message, message);
    assert_string_equal(error.file, image_path);
}

/* ------------------------------------------------------------------ sections of a file */

static kj_image_header header_of(const kj_buffer *file) {
    kj_image_header header;
    memcpy(&header, file->data, sizeof header);
    return header;
}

static kj_image_section section_of(const kj_buffer *file, uint32_t index) {
    kj_image_section section;
    memcpy(&section, file->data + sizeof(kj_image_header) + index * sizeof section, sizeof section);
    return section;
}

/* The file with other items in one section: NULL: without the section. */
static void put_with(const kj_buffer *file, kj_section_kind kind, const void *items, size_t count) {
    kj_image_writer writer = {0};
    kj_buffer out = {0};
    kj_image_header header = header_of(file);
    for (uint32_t i = 0; i < header.section_count; i++) {
        kj_image_section s = section_of(file, i);
        bool other = s.kind == (uint32_t)kind;
        if (!other || items)
            kj_image_add(&writer, (kj_section_kind)s.kind, other ? items : file->data + s.offset, s.item,
                         other ? count : (size_t)s.count);
    }
    assert_int_equal(kj_image_write(&writer, header.fingerprint, image_sink, &out, NULL), KAOJU_OK);
    image_file(out.data, out.size);
    kj_buffer_free(&out);
}

static void refuses_a_missing_section(void **state) {
    (void)state;
    kaoju_model *model = small();
    kj_buffer file = save(model);
    assert_int_equal(header_of(&file).section_count, KJ_SECTION_END - 1);
    for (int kind = 1; kind < KJ_SECTION_END; kind++) {
        put_with(&file, (kj_section_kind)kind, NULL, 0);
        for (unsigned flags = 0; flags <= KAOJU_TRUST_MODEL; flags++)
            assert_refused(flags, "a section is missing");
    }
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

/* The items of a section, to be changed. */
static void *copied(const kj_buffer *file, kj_section_kind kind, size_t *count) {
    kj_image_section s = section_of(file, (uint32_t)kind - 1);
    void *items = malloc((size_t)(s.count * s.item) + 1);
    assert_non_null(items);
    memcpy(items, file->data + s.offset, (size_t)(s.count * s.item));
    *count = (size_t)s.count;
    return items;
}

/* Puts a file in which number `at` of a section of 32-bit numbers is another one. */
static void put_number(const kj_buffer *file, kj_section_kind kind, size_t at, uint32_t number) {
    size_t count;
    uint32_t *items = copied(file, kind, &count);
    items[at] = number;
    put_with(file, kind, items, count);
    free(items);
}

static void refuses_numbers_of_other_tables(void **state) {
    (void)state;
    static const struct {
        kj_section_kind kind;
        uint32_t at, number;
        const char *says;
    } changes[] = {{KJ_SECTION_MATCHER, 0, KJ_ALPHABET_MAX + 1, "the size of its alphabet"},
                   {KJ_SECTION_MATCHER, 2, KJ_SAVED_LENGTH_MAX + 1, "the size of its automaton"},
                   {KJ_SECTION_GUARDS, 0, KJ_NONE - 1, "the number of its guards"},
                   {KJ_SECTION_GUARDS, 1, 1000, "the number of its guards"},
                   {KJ_SECTION_GUARDS, 2, 0, "the list of a pattern"},          /* a guard among the surfaces */
                   {KJ_SECTION_TARGET_ITEMS, 0, 1000, "the list of a pattern"}, /* kj_target: its type, */
                   {KJ_SECTION_TARGET_ITEMS, 1, 1000, "the list of a pattern"}, /* its entry, */
                   {KJ_SECTION_TARGET_ITEMS, 2, 1000, "the list of a pattern"}, /* its number as a guarded one */
                   {KJ_SECTION_ENTRIES, 2, 0, "an entry"}};                     /* kj_entry.row of the first one */
    kaoju_model *model = small();
    kj_buffer file = save(model);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        if (changes[i].kind == KJ_SECTION_ENTRIES) {
            size_t count;
            kj_entry *entries = copied(&file, changes[i].kind, &count);
            entries[0].row = changes[i].number;
            put_with(&file, changes[i].kind, entries, count);
            free(entries);
        } else {
            put_number(&file, changes[i].kind, changes[i].at, changes[i].number);
        }
        assert_refused(0, changes[i].says);
    }
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

static void refuses_ranks_of_no_character(void **state) {
    (void)state;
    kaoju_model *model = small();
    kj_buffer file = save(model);
    size_t count;
    uint16_t *ranks = copied(&file, KJ_SECTION_RANKS, &count);
    ranks[KJ_DIRECT] = 1; /* what ends a text has none */
    put_with(&file, KJ_SECTION_RANKS, ranks, count);
    assert_refused(0, "a rank");
    put_with(&file, KJ_SECTION_FAR_RANKS, ranks, 0);
    assert_refused(KAOJU_TRUST_MODEL, "the size of its alphabet");
    put_with(&file, KJ_SECTION_FAR_RANKS, ranks, 100); /* not whole pages */
    assert_refused(KAOJU_TRUST_MODEL, "the size of its alphabet");
    free(ranks);
    size_t many = (size_t)(KJ_PAGES + 2) * 256;
    ranks = kj_new(many, sizeof *ranks);
    put_with(&file, KJ_SECTION_FAR_RANKS, ranks, many); /* more than there are in Unicode */
    assert_refused(KAOJU_TRUST_MODEL, "the size of its alphabet");
    free(ranks);
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

static void refuses_other_names(void **state) {
    (void)state;
    static const struct {
        const char *names;
        size_t size;
    } changes[] = {{"", 0},         /* none */
                   {"number", 6},   /* the last one without an end */
                   {"\xFF\0", 2},   /* no UTF-8 */
                   {"number\0", 7}, /* not all of those that code looks for */
                   {"number\0topic\0", 13},
                   {"topic\0number\0", 13}}; /* in another order */
    kaoju_model *model = small();
    kj_buffer file = save(model);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        put_with(&file, KJ_SECTION_NAMES, changes[i].names, changes[i].size);
        assert_refused(0, "its names");
    }
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

static void refuses_a_fingerprint_that_is_none(void **state) {
    (void)state;
    kaoju_model *model = small();
    kj_buffer file = save(model);
    file.data[offsetof(kj_image_header, fingerprint) + 15] = 'g';
    image_mend(&file);
    image_file(file.data, file.size);
    for (unsigned flags = 0; flags <= KAOJU_TRUST_MODEL; flags++)
        assert_refused(flags, "its fingerprint");
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

/* A file with a hole: one section is as large as none may be, mapped and never read. */
static void put_huge(const kj_buffer *file, kj_section_kind kind, uint64_t count) {
    kj_image_header header = header_of(file);
    uint64_t end = 0;
    image_file(file->data, file->size);
    for (uint32_t i = 0; i < header.section_count; i++) {
        kj_image_section s = section_of(file, i);
        const char *items = file->data + s.offset;
        size_t size = (size_t)(s.count * s.item);
        if (s.kind == (uint32_t)kind)
            s.count = count;
        s.offset = i ? end : s.offset;
        assert_int_equal(pwrite(image_fd, &s, sizeof s, (off_t)(sizeof header + i * sizeof s)), sizeof s);
        assert_int_equal(pwrite(image_fd, items, size, (off_t)s.offset), size);
        end = (s.offset + s.count * s.item + KJ_IMAGE_ALIGN - 1) / KJ_IMAGE_ALIGN * KJ_IMAGE_ALIGN;
    }
    header.size = end;
    assert_int_equal(pwrite(image_fd, &header, sizeof header, 0), sizeof header);
    if (ftruncate(image_fd, (off_t)end))
        skip(); /* a file system that has no such files */
}

static void refuses_more_than_numbers_can_count(void **state) {
    (void)state;
    kaoju_model *model = small();
    kj_buffer file = save(model);
    put_huge(&file, KJ_SECTION_TEXT, (uint64_t)KJ_LEXICON_TEXT_MAX + 1);
    assert_refused(KAOJU_TRUST_MODEL, "the size of its dictionaries");
    put_huge(&file, KJ_SECTION_OUTPUTS, (uint64_t)KJ_PATTERN_COUNT_MAX + 1);
    assert_refused(KAOJU_TRUST_MODEL, "the size of its automaton");
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

/* ------------------------------------------------------------------ records of rules */

/* Rules are records of many sizes: the model itself is changed before it is saved, which checks nothing. */
static kj_rule *rule_of(kaoju_model *model, uint32_t index) {
    return (kj_rule *)&model->rules.rules[index];
}
static kj_rule_test *test_of(kaoju_model *model) {
    return (kj_rule_test *)model->rules.tests;
}
static kj_expected *expected_of(kaoju_model *model) {
    kj_expected *e = (kj_expected *)model->rules.expected;
    e->want_count = 1;
    e->want[0].key = e->want[0].value = "x";
    return e;
}

static void no_name(kaoju_model *model) {
    rule_of(model, 0)->name = NULL;
}
static void no_about(kaoju_model *model) {
    rule_of(model, 0)->about = NULL;
}
static void no_file(kaoju_model *model) {
    rule_of(model, 1)->file = NULL;
}
static void too_many_captures(kaoju_model *model) {
    static const char *const names[KJ_CAPTURE_MAX + 1] = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                                          "j", "k", "l", "m", "n", "o", "p", "q"};
    rule_of(model, 0)->captures = names;
    rule_of(model, 0)->capture_count = KJ_CAPTURE_MAX + 1;
}
static void too_many_fields(kaoju_model *model) {
    static const kj_field fields[KJ_FIELD_MAX + 1];
    rule_of(model, 0)->fields = fields;
    rule_of(model, 0)->field_count = KJ_FIELD_MAX + 1;
}
static void no_capture_name(kaoju_model *model) {
    static const char *const names[KJ_CAPTURE_MAX];
    rule_of(model, 0)->captures = names;
}
static void no_key(kaoju_model *model) {
    ((kj_field *)rule_of(model, 0)->fields)->key = NULL;
}
static void no_test_text(kaoju_model *model) {
    test_of(model)->text = NULL;
}
static void no_expected_text(kaoju_model *model) {
    expected_of(model)->text = NULL;
}
static void no_expected_key(kaoju_model *model) {
    expected_of(model)->want[0].key = NULL;
}
static void no_expected_value(kaoju_model *model) {
    expected_of(model)->want[0].value = NULL;
}
static void no_phase_name(kaoju_model *model) {
    ((kj_phase *)model->rules.phases)->name = NULL;
}
static void rule_without_phase(kaoju_model *model) {
    ((kj_phase *)model->rules.phases)[1].rule_count--;
}
static void pattern_without_end(kaoju_model *model) {
    static kj_instruction code[KJ_PROGRAM_MAX + 1]; /* KJ_OP_CHAR */
    code[KJ_PROGRAM_MAX].op = KJ_OP_MATCH;
    model->rules.program->code = code;
    model->rules.program->code_count = KJ_PROGRAM_MAX + 1;
}

/* A program of these instructions alone, in which both rules start at 0. */
static void put_code(kaoju_model *model, const kj_instruction *code, uint32_t count) {
    model->rules.program->code = code;
    model->rules.program->code_count = count;
    for (uint32_t i = 0; i < 2; i++) {
        kj_rule *r = rule_of(model, i);
        r->entry = 0;
        r->preceded = r->not_preceded = r->followed = r->not_followed = KJ_NONE;
    }
}
#define PUT_CODE(model, ...)                                                                                           \
    do {                                                                                                               \
        static const kj_instruction code_[] = {__VA_ARGS__};                                                           \
        put_code(model, code_, sizeof code_ / sizeof *code_);                                                          \
    } while (0)

static void jump_to_itself(kaoju_model *model) {
    PUT_CODE(model, {KJ_OP_JUMP, 0, 0}, {KJ_OP_MATCH, 0, 0});
}
static void jump_to_another_pattern(kaoju_model *model) {
    PUT_CODE(model, {KJ_OP_SPLIT, 1, 1}, {KJ_OP_MATCH, 0, 0}, {KJ_OP_JUMP, 0, 0}, {KJ_OP_MATCH, 0, 0});
}
static void loop_without_split(kaoju_model *model) {
    PUT_CODE(model, {KJ_OP_CHAR, 'a', 0}, {KJ_OP_JUMP, 0, 0}, {KJ_OP_MATCH, 0, 0});
}
static void loop_without_end(kaoju_model *model) {
    PUT_CODE(model, {KJ_OP_SPLIT, 1, 2}, {KJ_OP_CHAR, 'a', 0}, {KJ_OP_JUMP, 0, 0}, {KJ_OP_MATCH, 0, 0});
}
static void split_to_itself(kaoju_model *model) {
    PUT_CODE(model, {KJ_OP_SPLIT, 1, 0}, {KJ_OP_MATCH, 0, 0});
}
static void split_out_of_its_pattern(kaoju_model *model) {
    PUT_CODE(model, {KJ_OP_SPLIT, 1, 2}, {KJ_OP_MATCH, 0, 0}, {KJ_OP_MATCH, 0, 0});
}
static void start_within_a_pattern(kaoju_model *model) {
    rule_of(model, 0)->entry = 1;
}
static void capture_of_another_rule(kaoju_model *model) {
    PUT_CODE(model, {KJ_OP_OPEN, KJ_CAPTURE_MAX - 1, 0}, {KJ_OP_CLOSE, KJ_CAPTURE_MAX - 1, 0}, {KJ_OP_MATCH, 0, 0});
}
static void guard_without_value(kaoju_model *model) {
    for (uint32_t t = 0; t < model->rules.program->test_count; t++) {
        const kj_type_test *test = &model->rules.program->tests[t];
        for (uint32_t g = 0; g < test->guard_count; g++)
            if (test->guards[g].value_count)
                ((kaoju_string *)test->guards[g].values)->data = NULL;
    }
}

static void too_many_guards(kaoju_model *model) {
    static const kj_guard guards[KJ_GUARD_MAX + 1];
    kj_type_test *test = (kj_type_test *)&model->rules.program->tests[0];
    test->guards = guards;
    test->guard_count = KJ_GUARD_MAX + 1;
}

static void refuses_rules_that_lead_astray(void **state) {
    (void)state;
    static const struct {
        void (*harm)(kaoju_model *model);
        const char *says;
    } cases[] = {{no_name, "a rule"},
                 {no_about, "a rule"},
                 {no_file, "a rule"},
                 {too_many_captures, "the captures of a rule"},
                 {too_many_fields, "the captures of a rule"},
                 {no_capture_name, "the captures of a rule"},
                 {no_key, "the values of a rule"},
                 {no_test_text, "the test of a rule"},
                 {no_expected_text, "the test of a rule"},
                 {no_expected_key, "the test of a rule"},
                 {no_expected_value, "the test of a rule"},
                 {no_phase_name, "a phase"},
                 {rule_without_phase, "a phase"},
                 {pattern_without_end, "a pattern without end"},
                 {jump_to_itself, "an instruction of a pattern"},
                 {jump_to_another_pattern, "an instruction of a pattern"},
                 {loop_without_split, "an instruction of a pattern"},
                 {loop_without_end, "an instruction of a pattern"},
                 {split_to_itself, "an instruction of a pattern"},
                 {split_out_of_its_pattern, "an instruction of a pattern"},
                 {start_within_a_pattern, "where a rule starts"},
                 {capture_of_another_rule, "where a rule starts"},
                 {guard_without_value, "a guard in a pattern"},
                 {too_many_guards, "the guards in a pattern"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kaoju_model *model = small();
        cases[i].harm(model);
        kj_buffer file = save(model);
        image_file(file.data, file.size);
        assert_refused(0, cases[i].says);
        assert_refused(KAOJU_TRUST_MODEL, cases[i].says);
        kj_buffer_free(&file);
        kaoju_model_free(model);
    }
}

/* ------------------------------------------------------------------ other ends */

/* No dictionary and no rule is a model, too. */
static void an_empty_model_is_one(void **state) {
    (void)state;
    static const char *const files[][2] = {{"phases.yaml", "phases:\n  - {name: one, overlap: longest}\n"}};
    kaoju_model *model = loaded_from(files, 1);
    kj_buffer file = save(model);
    image_file(file.data, file.size);
    for (unsigned flags = 0; flags <= KAOJU_TRUST_MODEL; flags++) {
        kaoju_model *copy = opened(flags);
        kaoju_session *session = NULL;
        kaoju_document document = {.id = "d", .bytes = "中国", .size = 6};
        const kaoju_result *result = NULL;
        assert_string_equal(kaoju_model_fingerprint(copy), kaoju_model_fingerprint(model));
        assert_int_equal(kaoju_rule_count(copy), 0);
        assert_int_equal(kaoju_session_new(copy, &session, NULL), KAOJU_OK);
        assert_int_equal(kaoju_extract(session, &document, &result, NULL), KAOJU_OK);
        assert_int_equal(kaoju_mention_count(result), 0);
        kaoju_session_free(session);
        kaoju_model_free(copy);
    }
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

static void what_cannot_be_saved_gives_nothing(void **state) {
    (void)state;
    kaoju_model *model = small();
    kj_buffer out = {0};
    kaoju_error error;
    model->lexicon->matcher->automaton.longest = KJ_SAVED_LENGTH_MAX + 1;
    assert_int_equal(kaoju_model_save(model, image_sink, &out, &error), KAOJU_E_LIMIT);
    assert_non_null(strstr(error.message, "KJ_SAVED_LENGTH_MAX"));
    assert_int_equal(out.size, 0);
    kaoju_model_free(model);
}

/* One with words in it, frozen or not, would lose them. */
static void a_lexicon_is_opened_once(void **state) {
    (void)state;
    kaoju_model *model = small();
    kj_buffer file = save(model);
    kj_image image;
    kaoju_error error = {0};
    image_file(file.data, file.size);
    assert_int_equal(kj_image_open(&image, image_path, false, NULL), KAOJU_OK);
    assert_int_equal(kj_lexicon_open(model->lexicon, &image, &error), KAOJU_E_ARGUMENT);
    assert_string_equal(error.message, "the lexicon is not empty");
    kj_lexicon *added = kj_lexicon_new(model->fold, model->names);
    static const char text[] = "surface\n港\n";
    assert_int_equal(kj_lexicon_add(added, "port.tsv", text, sizeof text - 1, NULL), KAOJU_OK);
    assert_int_equal(kj_lexicon_open(added, &image, NULL), KAOJU_E_ARGUMENT);
    kj_lexicon_free(added);
    kj_image_close(&image);
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, image_setup, image_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(refuses_a_missing_section),          TEST(refuses_numbers_of_other_tables),
        TEST(refuses_ranks_of_no_character),      TEST(refuses_other_names),
        TEST(refuses_a_fingerprint_that_is_none), TEST(refuses_more_than_numbers_can_count),
        TEST(refuses_rules_that_lead_astray),     TEST(an_empty_model_is_one),
        TEST(what_cannot_be_saved_gives_nothing), TEST(a_lexicon_is_opened_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
