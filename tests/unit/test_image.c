/* The frame of model files: what is written is read, read or mapped; everything else is refused. */
#include "image_fixture.h"

#include "base/limits.h"

#include <fcntl.h>

static const uint32_t numbers[] = {1, 2, 3, 4, 5, 6, 7};
static const char text[] = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";

static kj_buffer made_of(bool four) {
    kj_buffer out = {0};
    kj_image_writer writer = {0};
    if (four)
        kj_image_add(&writer, KJ_SECTION_FOLD, text, 1, sizeof text);
    kj_image_add(&writer, KJ_SECTION_NAMES, text, 1, sizeof text);
    kj_image_add(&writer, KJ_SECTION_CELLS, NULL, 16, 0);
    kj_image_add(&writer, KJ_SECTION_OUTPUTS, numbers, sizeof *numbers, 7);
    assert_int_equal(kj_image_write(&writer, "0123456789abcdef", image_sink, &out, NULL), KAOJU_OK);
    assert_false(out.failed);
    return out;
}
static kj_buffer made(void) {
    return made_of(false);
}

static void assert_open_gives(bool trusted, kaoju_status want, const char *message) {
    kj_image image;
    kaoju_error error = {0};
    assert_int_equal(kj_image_open(&image, image_path, trusted, &error), want);
    if (message && !strstr(error.message, message))
        fail_msg("«%s», not «%s»", error.message, message);
    if (want && *image_path)
        assert_string_equal(error.file, image_path);
    kj_image_close(&image);
}

static void reads_what_was_written(void **state) {
    (void)state;
    kj_buffer file = made();
    image_file(file.data, file.size);
    assert_int_equal(file.size % KJ_IMAGE_ALIGN, 0);
    for (int trusted = 0; trusted < 2; trusted++) {
        kj_image image;
        size_t count = 0;
        kaoju_error error;
        assert_int_equal(kj_image_open(&image, image_path, trusted, NULL), KAOJU_OK);
        assert_memory_equal(image.header->fingerprint, "0123456789abcdef", 16);
        const char *names = kj_image_get(&image, KJ_SECTION_NAMES, 1, KJ_ANY_COUNT, &count, NULL);
        assert_int_equal(count, sizeof text);
        assert_memory_equal(names, text, sizeof text);
        assert_int_equal((uintptr_t)names % KJ_IMAGE_ALIGN, 0);
        assert_memory_equal(kj_image_get(&image, KJ_SECTION_OUTPUTS, 4, 7, NULL, NULL), numbers, sizeof numbers);
        assert_non_null(kj_image_get(&image, KJ_SECTION_CELLS, 16, KJ_ANY_COUNT, &count, NULL));
        assert_int_equal(count, 0);
        assert_null(kj_image_get(&image, KJ_SECTION_OUTPUTS, 4, 8, NULL, &error));
        assert_null(kj_image_get(&image, KJ_SECTION_OUTPUTS, 8, KJ_ANY_COUNT, &count, &error));
        assert_int_equal(error.code, KAOJU_E_SYNTAX);
        assert_null(kj_image_get(&image, KJ_SECTION_RULES, 1, KJ_ANY_COUNT, &count, &error));
        kj_image_close(&image);
    }
    kj_buffer_free(&file);
}

static void refuses_every_shorter_and_longer_file(void **state) {
    (void)state;
    kj_buffer file = made();
    for (size_t size = 0; size < file.size; size++) {
        image_file(file.data, size);
        assert_open_gives(false, KAOJU_E_SYNTAX, NULL);
        assert_open_gives(true, KAOJU_E_SYNTAX, NULL);
    }
    for (int i = 0; i < 64; i++)
        kj_buffer_add(&file, "", 1);
    image_file(file.data, file.size);
    assert_open_gives(false, KAOJU_E_SYNTAX, "too long");
    assert_open_gives(true, KAOJU_E_SYNTAX, "too long");
    kj_buffer_free(&file);
}

static void refuses_every_changed_bit(void **state) {
    (void)state;
    kj_buffer file = made();
    for (size_t bit = 0; bit < file.size * 8; bit++) {
        file.data[bit / 8] = (char)(file.data[bit / 8] ^ (1 << bit % 8));
        image_file(file.data, file.size);
        assert_open_gives(false, KAOJU_E_SYNTAX, NULL);
        file.data[bit / 8] = (char)(file.data[bit / 8] ^ (1 << bit % 8));
    }
    kj_buffer_free(&file);
}

/* Whatever the table says, a section that is given lies in the file. */
static void look(void) {
    kj_image image;
    for (int trusted = 0; trusted < 2; trusted++) {
        if (kj_image_open(&image, image_path, trusted, NULL) == KAOJU_OK)
            for (int kind = 1; kind < KJ_SECTION_END; kind++)
                for (size_t item = 1, count = 0; item <= 16; item *= 2) {
                    const unsigned char *at =
                        kj_image_get(&image, (kj_section_kind)kind, item, KJ_ANY_COUNT, &count, NULL);
                    assert_true(!at || (at >= image.bytes && at + count * item <= image.bytes + image.size));
                }
        kj_image_close(&image);
    }
}

static void sections_stay_inside(void **state) {
    (void)state;
    kj_buffer file = made();
    image_flip_all(&file, look);
    kj_buffer_free(&file);
}

/* Every field of the table by itself, in files that are read and in mapped ones. */
static void refuses_a_table_that_is_wrong(void **state) {
    (void)state;
    enum { FIRST = sizeof(kj_image_header), SECOND = FIRST + sizeof(kj_image_section) };
    static const struct {
        size_t at, size;
        uint64_t number;
    } changes[] = {{offsetof(kj_image_header, section_count), 4, KJ_SECTION_END},
                   {offsetof(kj_image_header, section_count), 4, 2}, /* the first one starts too late */
                   {FIRST + offsetof(kj_image_section, kind), 4, 0},
                   {SECOND + offsetof(kj_image_section, kind), 4, KJ_SECTION_NAMES}, /* twice */
                   {SECOND + offsetof(kj_image_section, kind), 4, KJ_SECTION_END},
                   {FIRST + offsetof(kj_image_section, item), 4, 0},
                   {FIRST + offsetof(kj_image_section, offset), 8, 0},
                   {FIRST + offsetof(kj_image_section, count), 8, UINT64_MAX}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        kj_buffer file = made();
        memcpy(file.data + changes[i].at, &changes[i].number, changes[i].size);
        image_mend(&file);
        image_file(file.data, file.size);
        assert_open_gives(false, KAOJU_E_SYNTAX, "damaged model: its table of sections");
        assert_open_gives(true, KAOJU_E_SYNTAX, "damaged model: its table of sections");
        kj_buffer_free(&file);
    }
}

/* One section less in a table of the same length. */
static void refuses_what_is_left_at_the_end(void **state) {
    (void)state;
    kj_buffer file = made_of(true);
    uint32_t count = 3;
    image_file(file.data, file.size);
    assert_open_gives(false, KAOJU_OK, NULL);
    memcpy(file.data + offsetof(kj_image_header, section_count), &count, sizeof count);
    image_mend(&file);
    image_file(file.data, file.size);
    assert_open_gives(false, KAOJU_E_SYNTAX, "damaged model: its table of sections");
    assert_open_gives(true, KAOJU_E_SYNTAX, "damaged model: its table of sections");
    kj_buffer_free(&file);
}

/* A table that is longer than the file. */
static void refuses_a_header_alone(void **state) {
    (void)state;
    kj_buffer file = made();
    kj_image_header header;
    memcpy(&header, file.data, sizeof header);
    header.size = sizeof header;
    memcpy(file.data, &header, sizeof header);
    file.size = sizeof header;
    image_mend(&file);
    image_file(file.data, file.size);
    assert_open_gives(false, KAOJU_E_SYNTAX, "damaged model: its table of sections");
    assert_open_gives(true, KAOJU_E_SYNTAX, "damaged model: its table of sections");
    kj_buffer_free(&file);
}

static void refuses_other_versions_and_machines(void **state) {
    (void)state;
    static const struct {
        size_t at;
        const char *says;
    } changes[] = {{0, "no model"},
                   {7, "no model"},
                   {offsetof(kj_image_header, order), "order of bytes"},
                   {offsetof(kj_image_header, version), "compile it again"},
                   {offsetof(kj_image_header, made_by), "compile it again"},
                   {offsetof(kj_image_header, made_by) + 11, "compile it again"}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        kj_buffer file = made();
        file.data[changes[i].at]++;
        image_mend(&file);
        image_file(file.data, file.size);
        assert_open_gives(false, KAOJU_E_SYNTAX, changes[i].says);
        assert_open_gives(true, KAOJU_E_SYNTAX, changes[i].says);
        kj_buffer_free(&file);
    }
}

static void refuses_what_is_no_file(void **state) {
    (void)state;
    char old[sizeof image_path];
    strcpy(old, image_path);
    strcpy(image_path, "/");
    assert_open_gives(false, KAOJU_E_SYNTAX, "regular file");
    strcpy(image_path, "/dev/null");
    assert_open_gives(true, KAOJU_E_SYNTAX, "regular file");
    strcpy(image_path, "/nowhere/at/all");
    assert_open_gives(false, KAOJU_E_IO, NULL);
    strcpy(image_path, old);
}

/* A file with a hole, as large as the limit and one byte over. */
static void limits_the_size(void **state) {
    (void)state;
    kj_buffer file = made();
    image_file(file.data, file.size);
    if (truncate(image_path, (off_t)KJ_IMAGE_MAX + 1))
        skip(); /* a file system that has no such files */
    assert_open_gives(false, KAOJU_E_LIMIT, "KJ_IMAGE_MAX");
    assert_int_equal(truncate(image_path, (off_t)KJ_IMAGE_MAX), 0);
    assert_open_gives(false, KAOJU_E_SYNTAX, "too long");
    kj_buffer_free(&file);
    for (size_t item = 1; item <= 16; item *= 16) { /* by its sections together, by one alone */
        kj_image_writer writer = {0};
        kaoju_error error;
        kj_image_add(&writer, KJ_SECTION_TEXT, NULL, item, KJ_IMAGE_MAX);
        assert_int_equal(kj_image_write(&writer, "0123456789abcdef", image_sink, NULL, &error), KAOJU_E_LIMIT);
        assert_non_null(strstr(error.message, "KJ_IMAGE_MAX"));
    }
}

static bool stop_after(void *context, const char *bytes, size_t size) {
    int *left = context;
    (void)bytes;
    (void)size;
    return (*left)-- > 0;
}

static void tells_when_the_sink_stops(void **state) {
    (void)state;
    kj_image_writer writer = {0};
    int stopped = 0;
    kj_image_add(&writer, KJ_SECTION_OUTPUTS, numbers, sizeof *numbers, 7);
    for (int calls = 0; calls < 3; calls++) {
        int left = calls;
        stopped += kj_image_write(&writer, "0123456789abcdef", stop_after, &left, NULL) == KAOJU_E_IO;
    }
    assert_int_equal(stopped, 3); /* header, table, section */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, image_setup, image_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(reads_what_was_written),        TEST(refuses_every_shorter_and_longer_file),
        TEST(refuses_every_changed_bit),     TEST(sections_stay_inside),
        TEST(refuses_a_table_that_is_wrong), TEST(refuses_what_is_left_at_the_end),
        TEST(refuses_a_header_alone),        TEST(refuses_other_versions_and_machines),
        TEST(refuses_what_is_no_file),       TEST(limits_the_size),
        TEST(tells_when_the_sink_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
