/* Matchers in files: what is opened finds what was saved; a damaged one is refused or does no harm. */
#include "image_fixture.h"
#include "matcher_sets.h"

#include "dict/matcher_image.h"

static kj_buffer save(const kj_matcher *matcher) {
    kj_buffer out = {0};
    kj_image_writer writer = {0};
    kj_matcher_numbers numbers;
    assert_int_equal(kj_matcher_save(matcher, &numbers, &writer, NULL), KAOJU_OK);
    assert_int_equal(kj_image_write(&writer, "0123456789abcdef", image_sink, &out, NULL), KAOJU_OK);
    return out;
}

static uint32_t text[40000];

static void fill_text(uint32_t letters) {
    uint64_t random = 7;
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        text[i] = random >> 60 == 0 ? 0x20000 : 0x4E00 + (uint32_t)(random >> 33) % letters;
    }
}

/* Scans with every engine. */
static void scan_all(const kj_matcher *matcher, uint32_t length, kj_hits *hits) {
    for (int engine = 0; engine < KJ_ENGINE_COUNT; engine++)
        if (kj_engine_available((kj_engine)engine)) {
            hits->size = 0;
            assert_true(kj_matcher_scan_with(matcher, (kj_engine)engine, text, length, KJ_MATCH_OVERLAPPING, hits));
        }
}

static void finds_what_was_saved(void **state) {
    (void)state;
    static const uint32_t sizes[] = {0, 1, 30, 3000, 100000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint32_t *symbols, far[] = {0x20000, 0x4E00};
        kj_pattern *patterns = make_words(sizes[i] + 1, 200, &symbols);
        kj_matcher *built = NULL;
        kj_hits want = {0}, got = {0};
        patterns[0] = (kj_pattern){far, 2};
        fill_text(210);
        assert_int_equal(kj_matcher_build(patterns, sizes[i] ? sizes[i] + 1 : 0, &built, NULL), KAOJU_OK);
        scan_all(built, sizeof text / sizeof *text, &want);
        kj_buffer file = save(built);
        image_file(file.data, file.size);
        for (int trusted = 0; trusted < 2; trusted++) {
            kj_image image;
            kj_matcher *opened = NULL;
            kaoju_error error = {0};
            assert_int_equal(kj_image_open(&image, image_path, trusted, NULL), KAOJU_OK);
            if (kj_matcher_open(&image, &opened, &error))
                fail_msg("%s", error.message);
            scan_all(opened, sizeof text / sizeof *text, &got);
            assert_int_equal(got.size, want.size);
            assert_true(!want.size || !memcmp(got.at, want.at, want.size * sizeof *want.at));
            kj_buffer again = save(opened); /* nothing is lost on the way */
            assert_int_equal(again.size, file.size);
            assert_memory_equal(again.data, file.data, file.size);
            kj_buffer_free(&again);
            kj_matcher_free(opened);
            kj_image_close(&image);
        }
        kj_buffer_free(&file);
        kj_vec_free(&want);
        kj_vec_free(&got);
        kj_matcher_free(built);
        free(patterns);
        free(symbols);
    }
}

static size_t opened_count, refused_count;

static void look(void) {
    kj_image image;
    kj_matcher *matcher = NULL;
    kaoju_error error = {0};
    if (kj_image_open(&image, image_path, false, &error) == KAOJU_OK && !kj_matcher_open(&image, &matcher, &error)) {
        kj_hits hits = {0};
        scan_all(matcher, 600, &hits);
        for (size_t i = 0; i < hits.size; i++)
            assert_true(hits.at[i].start < hits.at[i].end && hits.at[i].end <= 600 && hits.at[i].pattern < 60);
        kj_vec_free(&hits);
        kj_matcher_free(matcher);
        opened_count++;
    } else {
        assert_true(error.code == KAOJU_E_SYNTAX && error.message[0]);
        refused_count++;
    }
    kj_image_close(&image);
}

static void a_damaged_file_does_no_harm(void **state) {
    (void)state;
    uint32_t *symbols;
    kj_pattern *patterns = make_words(60, 9, &symbols);
    kj_matcher *matcher = NULL;
    fill_text(9);
    for (uint32_t i = 300; i < 600; i++)
        text[i] = 0x4E00; /* deep into the tree, hostile to the columns */
    assert_int_equal(kj_matcher_build(patterns, 60, &matcher, NULL), KAOJU_OK);
    kj_buffer file = save(matcher);
    image_flip_all(&file, look);
    assert_true(opened_count > 100 && refused_count > 100);
    kj_buffer_free(&file);
    kj_matcher_free(matcher);
    free(patterns);
    free(symbols);
}

static void *section_of(const kj_buffer *image, kj_section_kind kind, size_t *count) {
    kj_image_header header;
    kj_image_section section;
    memcpy(&header, image->data, sizeof header);
    for (uint32_t i = 0; i < header.section_count; i++) {
        memcpy(&section, image->data + sizeof header + i * sizeof section, sizeof section);
        if (section.kind == kind) {
            *count = (size_t)section.count;
            return image->data + section.offset;
        }
    }
    fail();
    return NULL;
}

/* Two changes, each of which alone would be seen: no state has the pattern 国 itself, so its length need not be its level's;
 * 中国 still goes on with it. */
static void an_empty_pattern_in_a_list_is_refused(void **state) {
    (void)state;
    static const uint32_t symbols[] = {0x4E2D, 0x56FD};
    kj_pattern patterns[] = {{symbols, 2}, {symbols + 1, 1}};
    kj_matcher *matcher = NULL;
    kj_image image;
    kaoju_error error = {0};
    size_t outputs = 0, cells = 0;
    assert_int_equal(kj_matcher_build(patterns, 2, &matcher, NULL), KAOJU_OK);
    kj_buffer file = save(matcher);
    kj_matcher_free(matcher);
    kj_output *output = section_of(&file, KJ_SECTION_OUTPUTS, &outputs);
    kj_cell *cell = section_of(&file, KJ_SECTION_CELLS, &cells);
    assert_true(outputs == 2 && output[0].next == 2 && output[1].length == 1);
    output[1].length = 0;
    for (size_t i = 0; i < cells; i++)
        if (cell[i].output == (2 | KJ_OWN))
            cell[i].output = 0;
    image_mend(&file);
    image_file(file.data, file.size);
    assert_int_equal(kj_image_open(&image, image_path, false, NULL), KAOJU_OK);
    assert_int_equal(kj_matcher_open(&image, &matcher, &error), KAOJU_E_SYNTAX);
    assert_non_null(strstr(error.message, "a list of patterns"));
    kj_image_close(&image);
    kj_buffer_free(&file);
}

/* A level is a byte. */
static void limits_the_longest_pattern(void **state) {
    (void)state;
    uint32_t symbols[KJ_SAVED_LENGTH_MAX + 1];
    for (uint32_t i = 0; i <= KJ_SAVED_LENGTH_MAX; i++)
        symbols[i] = 0x4E00;
    for (uint32_t length = KJ_SAVED_LENGTH_MAX; length <= KJ_SAVED_LENGTH_MAX + 1; length++) {
        kj_pattern pattern = {symbols, length};
        kj_matcher *matcher = NULL, *opened = NULL;
        kj_image_writer writer = {0};
        kj_matcher_numbers numbers;
        kaoju_error error;
        assert_int_equal(kj_matcher_build(&pattern, 1, &matcher, NULL), KAOJU_OK);
        kaoju_status status = kj_matcher_save(matcher, &numbers, &writer, &error);
        assert_int_equal(status, length > KJ_SAVED_LENGTH_MAX ? KAOJU_E_LIMIT : KAOJU_OK);
        if (!status) {
            kj_image image;
            kj_buffer file = save(matcher);
            image_file(file.data, file.size);
            assert_int_equal(kj_image_open(&image, image_path, false, NULL), KAOJU_OK);
            assert_int_equal(kj_matcher_open(&image, &opened, NULL), KAOJU_OK);
            assert_int_equal(kj_matcher_find(opened, symbols, length), 0);
            kj_matcher_free(opened);
            kj_image_close(&image);
            kj_buffer_free(&file);
        }
        kj_matcher_free(matcher);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, image_setup, image_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(finds_what_was_saved),
        TEST(a_damaged_file_does_no_harm),
        TEST(an_empty_pattern_in_a_list_is_refused),
        TEST(limits_the_longest_pattern),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
