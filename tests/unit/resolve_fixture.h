/* A model of the shipped data, and one document read and resolved with it: model, x, result. */
#ifndef RESOLVE_FIXTURE_H
#define RESOLVE_FIXTURE_H

#include "resolve/resolve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static kaoju_model *model;
static kj_extraction *x;
static kaoju_result result;

static int setup(void **state) {
    kaoju_error error;
    (void)state;
    if (kj_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", NULL, NULL, &model, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return -1;
    }
    return kj_extraction_new(model, &x, &error);
}
static int teardown(void **state) {
    (void)state;
    kj_result_free(&result);
    kj_extraction_free(x);
    kj_model_free(model);
    return 0;
}

static void read_text(const char *text, const char *date) {
    kaoju_document document = {.id = "d", .bytes = text, .size = strlen(text), .date = date};
    kj_result_reset(&result);
    assert_int_equal(kj_extraction_run(x, text, document.size, NULL), KAOJU_OK);
    assert_int_equal(kj_resolve(x, &document, &result, NULL), KAOJU_OK);
}

#endif
