/* A model in a file and back: the same records, explanations and tests of rules; a damaged file is refused or does no
 * harm. */
#include "small_model.h"

#include "base/file.h"
#include "model/model.h"

/* ------------------------------------------------------------------ the shipped model */

/* Everything that the model says about a text: records and explanation. */
static void describe(kaoju_session *session, const char *text, size_t size, kj_buffer *out) {
    kaoju_document document = {.id = "d", .bytes = text, .size = size, .date = "2025-06-18"};
    kaoju_write_options options = {0};
    const kaoju_result *result;
    const kaoju_explanation *explanation;
    kaoju_writer *writer = NULL;
    kaoju_error error = {0};
    out->size = 0;
    assert_int_equal(kaoju_writer_new("jsonl", &options, image_sink, out, &writer, &error), KAOJU_OK);
    if (kaoju_extract(session, &document, &result, &error) || kaoju_writer_document(writer, result, &error) ||
        kaoju_writer_end(writer, &error))
        fail_msg("%s", error.message);
    kaoju_writer_free(writer);
    kaoju_where all = {0};
    if (kaoju_explain(session, &document, &all, &explanation, &error) ||
        kaoju_explanation_write(explanation, "jsonl", &options, image_sink, out, &error))
        fail_msg("%s", error.message);
}

static void the_same_from_a_file(void **state) {
    (void)state;
    kaoju_model *model = loaded(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules");
    kj_buffer file = save(model), page = {0}, want = {0}, got = {0};
    kj_paths pages = {0};
    image_file(file.data, file.size);
    assert_int_equal(kj_file_list(TEST_SOURCE_DIR "/tests/spec", ".md", true, &pages, NULL), KAOJU_OK);
    assert_int_equal(kj_file_list(TEST_SOURCE_DIR "/examples", ".txt", true, &pages, NULL), KAOJU_OK);
    assert_true(pages.size > 10);
    for (unsigned flags = 0; flags <= KAOJU_TRUST_MODEL; flags++) {
        kaoju_model *copy = opened(flags);
        kaoju_session *sessions[2];
        kaoju_test_counts counts;
        assert_string_equal(kaoju_model_fingerprint(copy), kaoju_model_fingerprint(model));
        assert_int_equal(kaoju_session_new(model, &sessions[0], NULL), KAOJU_OK);
        assert_int_equal(kaoju_session_new(copy, &sessions[1], NULL), KAOJU_OK);
        for (size_t i = flags; i < pages.size; i += 2) { /* half of the pages each way */
            page.size = 0;
            assert_int_equal(kj_file_read(pages.at[i], SIZE_MAX / 2, &page, NULL), KAOJU_OK);
            describe(sessions[0], page.data, page.size, &want);
            describe(sessions[1], page.data, page.size, &got);
            assert_int_equal(got.size, want.size);
            assert_memory_equal(got.data, want.data, want.size);
        }
        if (flags) {
            assert_int_equal(kaoju_rules_test(copy, NULL, NULL, NULL, &counts, NULL), KAOJU_OK);
            assert_true(counts.rules == kaoju_rule_count(model) && counts.tests > counts.rules && !counts.failed);
        }
        kj_buffer again = save(copy);
        assert_int_equal(again.size, file.size);
        assert_memory_equal(again.data, file.data, file.size);
        kj_buffer_free(&again);
        kaoju_session_free(sessions[0]);
        kaoju_session_free(sessions[1]);
        kaoju_model_free(copy);
    }
    kj_paths_free(&pages);
    kj_buffer_free(&file);
    kj_buffer_free(&page);
    kj_buffer_free(&want);
    kj_buffer_free(&got);
    kaoju_model_free(model);
}

/* ------------------------------------------------------------------ a small model */

static void every_shorter_file_is_refused(void **state) {
    (void)state;
    kaoju_model *model = small();
    kj_buffer file = save(model);
    image_file(file.data, file.size);
    kaoju_model_free(opened(0));
    for (size_t size = file.size; size-- > 0; size -= size > 4096 && size % 64 == 1 ? 61 : 0) {
        kaoju_model *none = NULL;
        assert_int_equal(ftruncate(image_fd, (off_t)size), 0);
        for (unsigned flags = 0; flags <= KAOJU_TRUST_MODEL; flags++)
            assert_int_equal(kaoju_model_open(image_path, flags, &none, NULL), KAOJU_E_SYNTAX);
        assert_null(none);
    }
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

static size_t opened_count, refused_count;
static const char page[] = "国人的国,人国 abc国国,第甲3王国,中國的a第乙12人国z 国中。\n\n甲5国";

static void look(void) {
    kaoju_model *model = NULL;
    kaoju_error error = {0};
    kaoju_test_counts counts;
    if (kaoju_model_open(image_path, 0, &model, &error) == KAOJU_OK) {
        kaoju_session *session = NULL;
        kj_buffer out = {0};
        assert_int_equal(kaoju_session_new(model, &session, &error), KAOJU_OK);
        describe(session, page, sizeof page - 1, &out);
        kaoju_rules_test(model, NULL, NULL, NULL, &counts, NULL);
        kj_buffer_free(&out);
        kaoju_session_free(session);
        opened_count++;
    } else {
        assert_true(error.code == KAOJU_E_SYNTAX && error.message[0]);
        refused_count++;
    }
    kaoju_model_free(model);
}

static void a_damaged_file_does_no_harm(void **state) {
    (void)state;
    kaoju_model *model = small();
    kj_buffer file = save(model);
    image_flip_all(&file, look);
    assert_true(opened_count > 1000 && refused_count > 1000);
    kj_buffer_free(&file);
    kaoju_model_free(model);
}

static void arguments_are_checked(void **state) {
    (void)state;
    kaoju_model *model = (kaoju_model *)1;
    assert_int_equal(kaoju_model_open(NULL, 0, &model, NULL), KAOJU_E_ARGUMENT);
    assert_null(model);
    assert_int_equal(kaoju_model_open("x", 2, &model, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_model_open("x", 0, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_model_open("/nowhere/at/all", 0, &model, NULL), KAOJU_E_IO);
    assert_int_equal(kaoju_model_save(NULL, image_sink, NULL, NULL), KAOJU_E_ARGUMENT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, image_setup, image_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_same_from_a_file),
        TEST(every_shorter_file_is_refused),
        TEST(a_damaged_file_does_no_harm),
        TEST(arguments_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
