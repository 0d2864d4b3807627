/* Also built as test_writer_without, with a list of formats that lacks the optional libraries.
 *
 * Writers and their sink: what happens when it stops, when there is no temporary file, and with arguments that are none. */
#include "kaoju.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static kaoju_model *model;
static kaoju_session *session;
static const kaoju_result *result;

static int setup(void **state) {
    (void)state;
    static const char text[] = "去年，埃及与土耳其的双边贸易额达88亿美元，同比增长12%。";
    kaoju_document document = {.id = "page", .bytes = text, .size = sizeof text - 1, .date = "2025-06-18"};
    return kaoju_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", &model, NULL) ||
           kaoju_session_new(model, &session, NULL) || kaoju_extract(session, &document, &result, NULL);
}
static int teardown(void **state) {
    (void)state;
    kaoju_session_free(session);
    kaoju_model_free(model);
    return 0;
}

/* A sink that takes `left` more calls, and the files of a folder. */
typedef struct sink {
    size_t left, calls, bytes, files;
    bool no_files;
} sink;
static bool take(void *context, const char *bytes, size_t size) {
    sink *s = context;
    (void)bytes;
    s->calls++;
    if (!s->left)
        return false;
    s->left--;
    s->bytes += size;
    return true;
}
static bool take_file(void *context, const char *name) {
    sink *s = context;
    assert_true(name[0] && !strchr(name, '/'));
    s->files++;
    return !s->no_files;
}

static kaoju_status write_all(const char *format, sink *s, kaoju_error *error) {
    kaoju_writer *writer = NULL;
    const kaoju_write_options options = {.file = take_file};
    assert_int_equal(kaoju_writer_new(format, &options, take, s, &writer, NULL), KAOJU_OK);
    kaoju_status status = kaoju_writer_document(writer, result, error);
    if (!status)
        status = kaoju_writer_end(writer, error);
    if (status) { /* and so it stays: nothing more goes to a sink that has stopped */
        size_t calls = s->calls;
        s->left = SIZE_MAX;
        assert_int_equal(kaoju_writer_document(writer, result, NULL), status);
        assert_int_equal(kaoju_writer_end(writer, NULL), status);
        assert_int_equal(s->calls, calls);
    }
    kaoju_writer_free(writer);
    return status;
}

/* Wherever the sink stops, the call says so; if it does not, all has arrived. */
static void a_sink_that_stops(void **state) {
    (void)state;
    for (size_t i = 0; i < kaoju_format_count(); i++) {
        const kaoju_format *format = kaoju_format_at(i);
        sink whole = {.left = SIZE_MAX};
        kaoju_error error = {0};
        if (format->missing)
            continue;
        assert_int_equal(write_all(format->name, &whole, NULL), KAOJU_OK);
        assert_true(whole.calls > 0 && whole.bytes > 0);
        for (size_t left = 0; left < whole.calls; left++) {
            sink s = {.left = left};
            assert_int_equal(write_all(format->name, &s, &error), KAOJU_E_IO);
            assert_int_equal(error.code, KAOJU_E_IO);
            assert_string_equal(error.message, "the output could not be written");
        }
        if (format->shape != KAOJU_FOLDER)
            continue;
        sink s = {.left = SIZE_MAX, .no_files = true};
        assert_int_equal(write_all(format->name, &s, &error), KAOJU_E_IO);
        assert_non_null(strstr(error.message, " could not be written"));
        assert_int_equal(s.bytes, 0);
    }
}

static void temporary_files(void **state) {
    (void)state;
    static const char *const formats[] = {"xlsx", "sqlite"};
    static char far_off[5000];
    memset(far_off, 'x', sizeof far_off - 1);
    far_off[0] = '/';
    for (size_t i = 0; i < 2; i++) {
        if (kaoju_format_find(formats[i])->missing)
            continue;
        sink s = {.left = SIZE_MAX};
        kaoju_error error = {0};
        setenv("TMPDIR", "", 1); /* as if it were not set: /tmp */
        assert_int_equal(write_all(formats[i], &s, &error), KAOJU_OK);
        setenv("TMPDIR", "/nowhere/at/all", 1);
        assert_int_equal(write_all(formats[i], &s, &error), KAOJU_E_IO);
        assert_string_equal(error.message, "no temporary file in /nowhere/at/all: No such file or directory");
        setenv("TMPDIR", far_off, 1);
        assert_int_equal(write_all(formats[i], &s, &error), KAOJU_E_IO);
        assert_true(!strncmp(error.message, "no temporary file in /xxx", 25));
        unsetenv("TMPDIR");
        assert_int_equal(write_all(formats[i], &s, &error), KAOJU_OK);
    }
}

static void arguments_are_checked(void **state) {
    (void)state;
    kaoju_writer *writer = (kaoju_writer *)1;
    kaoju_error error;
    const kaoju_write_options no_files = {.color = true};
    sink s = {0};
    assert_null(kaoju_format_find(NULL));
    assert_null(kaoju_format_find("tex"));
    assert_null(kaoju_format_at(kaoju_format_count()));
    assert_int_equal(kaoju_writer_new(NULL, NULL, take, &s, &writer, NULL), KAOJU_E_ARGUMENT);
    assert_null(writer);
    assert_int_equal(kaoju_writer_new("csv", NULL, NULL, &s, &writer, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_writer_new("csv", NULL, take, &s, NULL, NULL), KAOJU_E_ARGUMENT);
    assert_int_equal(kaoju_writer_new("tex", NULL, take, &s, &writer, &error), KAOJU_E_ARGUMENT);
    assert_null(writer);
    assert_string_equal(error.message, "unknown format tex");
    for (int with = 0; with < 2; with++) {
        assert_int_equal(kaoju_writer_new("brat", with ? &no_files : NULL, take, &s, &writer, &error),
                         KAOJU_E_ARGUMENT);
        assert_non_null(strstr(error.message, "kaoju_write_options.file is missing"));
    }
    kaoju_writer_free(NULL);
    for (size_t i = 0; i < kaoju_format_count(); i++) {
        const kaoju_format *format = kaoju_format_at(i);
        if (!format->missing)
            continue;
        assert_int_equal(kaoju_writer_new(format->name, NULL, take, &s, &writer, &error), KAOJU_E_ARGUMENT);
        assert_true(!strncmp(error.message, "this kaoju was built without ", 29));
        assert_non_null(strstr(error.message, format->missing));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sink_that_stops),
        cmocka_unit_test(temporary_files),
        cmocka_unit_test(arguments_are_checked),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
