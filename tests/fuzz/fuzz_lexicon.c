/* A dictionary and a text, parted by a line `%%`: what is found stands in the text. */
#include "fuzz.h"

#include "dict/lexicon.h"
#include "text/utf8.h"

static bool is_behind(const kj_found *a, const kj_found *b) {
    if (a->start != b->start)
        return a->start < b->start;
    if (a->end != b->end)
        return a->end < b->end;
    return a->type < b->type || (a->type == b->type && a->entry < b->entry);
}

static void scan(const kj_lexicon *lexicon, const kj_fold *fold, fuzz_bytes in) {
    kj_buffer utf8 = {0};
    kj_text text = {0};
    kj_hits hits = {0};
    kj_founds found = {0};
    kj_guard_words guards = {0};
    kj_hidden_list hidden = {0};
    kj_utf8_repair(&utf8, (const char *)in.data, in.size);
    const char *bytes = kj_buffer_end(&utf8);
    REQUIRE(bytes && kj_text_read(&text, bytes, utf8.size, fold, NULL) == KAOJU_OK);
    REQUIRE(kj_lexicon_scan(lexicon, &text, &hits, &found, &guards) && kj_lexicon_hidden(lexicon, &text, &hidden));
    for (size_t i = 0; i < found.size; i++) {
        const kj_found *f = &found.at[i];
        REQUIRE(f->start < f->end && f->end <= text.length);
        REQUIRE(!i || is_behind(&found.at[i - 1], f));
        REQUIRE(text.symbol[f->start] < KJ_SKIP && text.symbol[f->end - 1] < KJ_SKIP);
        REQUIRE(f->entry < kj_lexicon_count(lexicon));
    }
    for (size_t i = 0; i < hidden.size; i++)
        REQUIRE(hidden.at[i].word.start <= hidden.at[i].start && hidden.at[i].end <= hidden.at[i].word.end);
    kj_vec_free(&hits);
    kj_vec_free(&found);
    kj_vec_free(&guards);
    kj_vec_free(&hidden);
    kj_text_free(&text);
    kj_buffer_free(&utf8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static kj_fold *fold;
    fuzz_bytes in = {data, size}, dictionary = fuzz_split(&in, "%%\n");
    if (!fold)
        REQUIRE((fold = kj_fold_new()));
    kj_names *names = kj_names_new();
    kj_lexicon *lexicon = kj_lexicon_new(fold, names);
    kaoju_error error = {0};
    REQUIRE(names && lexicon);
    kaoju_status status = kj_lexicon_add(lexicon, "x/word.tsv", (const char *)dictionary.data, dictionary.size, &error);
    REQUIRE(status != KAOJU_E_MEMORY);
    if (status)
        REQUIRE(error.message[0] && error.line);
    REQUIRE(kj_lexicon_freeze(lexicon, &error) == KAOJU_OK); /* with the rows before the bad one */
    scan(lexicon, fold, in.size ? in : dictionary);
    kj_lexicon_free(lexicon);
    kj_names_free(names);
    return 0;
}
