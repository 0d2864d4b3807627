/* The project's own model and one document read with it, for tests of extract/. */
#ifndef MODEL_FIXTURE_H
#define MODEL_FIXTURE_H

#include "extract/extract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static kaoju_model *model;
static kj_extraction *document;

static int load_model(void **state) {
    (void)state;
    kaoju_error error = {0};
    if (kj_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", NULL, NULL, &model, &error))
        return -1;
    return kj_extraction_new(model, &document, &error) ? -1 : 0;
}

static int free_model(void **state) {
    (void)state;
    kj_extraction_free(document);
    kj_model_free(model);
    return 0;
}

static void read_document(const char *text) {
    kaoju_error error = {0};
    assert_int_equal(kj_extraction_run(document, text, strlen(text), &error), KAOJU_OK);
}

#define NO_CANDIDATE INT64_MIN

/* Margin of the best candidate of a name that is exactly this text (its first place in the document, as laid out). */
static inline int64_t margin_of(const char *name) {
    const kj_types *t = &model->types;
    int64_t best = NO_CANDIDATE;
    for (size_t i = 0; i < document->lattice.spans.size; i++) {
        const kj_span *span = &document->lattice.spans.at[i];
        if (span->type != t->han_name && span->type != t->foreign_name && span->type != t->dotted_name &&
            span->type != t->name_end)
            continue;
        kaoju_string text = kj_text_norm(&document->text, span->start, span->end, &document->arena);
        if (kj_string_is(text, name) && span->integer > best)
            best = span->integer;
    }
    return best;
}

static inline int64_t margin_in(const char *name, const char *text) {
    read_document(text);
    return margin_of(name);
}

#endif
