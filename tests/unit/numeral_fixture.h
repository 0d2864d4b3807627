/* The shipped numerals, and texts read with them. */
#ifndef KJ_TEST_NUMERAL_FIXTURE_H
#define KJ_TEST_NUMERAL_FIXTURE_H

#include "value/numeral.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static kj_fold *fold;
static kj_names *names;
static kj_lexicon *lexicon;
static kj_numeral_table *table;
static kj_text text;
static kj_numerals found;

static inline bool add_dictionary(const char *path) {
    kj_buffer file = {0};
    kaoju_error error;
    bool ok =
        !kj_file_read(path, 1 << 20, &file, &error) && !kj_lexicon_add(lexicon, path, file.data, file.size, &error);
    kj_buffer_free(&file);
    return ok;
}

static inline int setup(void **state) {
    kaoju_error error;
    (void)state;
    fold = kj_fold_new();
    names = kj_names_new();
    lexicon = kj_lexicon_new(fold, names);
    if (!add_dictionary(TEST_SOURCE_DIR "/dict/number/numeral.tsv") ||
        !add_dictionary(TEST_SOURCE_DIR "/dict/number/approx.tsv") || kj_lexicon_freeze(lexicon, &error))
        return -1;
    return kj_numeral_table_new(lexicon, kj_names_find(names, kj_string("numeral")),
                                kj_names_find(names, kj_string("approx")), &table, &error);
}
static inline int teardown(void **state) {
    (void)state;
    kj_numeral_table_free(table);
    kj_lexicon_free(lexicon);
    kj_names_free(names);
    kj_fold_free(fold);
    kj_text_free(&text);
    kj_vec_free(&found);
    return 0;
}

static inline void scan(const char *utf8) {
    found.size = 0;
    assert_int_equal(kj_text_read(&text, utf8, strlen(utf8), fold, NULL), KAOJU_OK);
    assert_true(kj_numerals_scan(table, &text, &found));
}

/* The longest numeral at the start of the text. */
static inline const kj_number *first_of(const char *utf8, uint32_t *end) {
    scan(utf8);
    const kj_numeral *best = NULL;
    for (size_t i = 0; i < found.size; i++)
        if (found.at[i].start == 0 && (!best || found.at[i].end > best->end))
            best = &found.at[i];
    if (!best)
        fail_msg("no numeral in %s", utf8);
    *end = best->end;
    return &best->number;
}

static inline void same(const kj_decimal *d, const char *want, const char *of) {
    char out[KJ_DECIMAL_TEXT];
    kj_decimal_write(d, out);
    if (strcmp(out, want) != 0)
        fail_msg("%s: %s, not %s", of, out, want);
}

#endif
