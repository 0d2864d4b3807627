/* A lexicon to which each test adds its own dictionaries. */
#ifndef KAOJU_LEXICON_FIXTURE_H
#define KAOJU_LEXICON_FIXTURE_H

#include "dict/lexicon_parts.h"

static kj_fold *fold;
static kj_names *names;
static kj_lexicon *lexicon;
static kaoju_error error; /* of the last kj_lexicon_add */

static int setup(void **state) {
    (void)state;
    memset(&error, 0, sizeof error);
    fold = kj_fold_new();
    names = kj_names_new();
    lexicon = kj_lexicon_new(fold, names);
    return fold && names && lexicon && kj_fold_add(fold, 0x570B, 0x56FD) /* 國 国 */ ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    kj_lexicon_free(lexicon);
    kj_names_free(names);
    kj_fold_free(fold);
    return 0;
}

static kaoju_status add(const char *path, const char *text) {
    return kj_lexicon_add(lexicon, path, text, strlen(text), &error);
}

#endif
