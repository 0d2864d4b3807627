/* Names that are not weighed since nothing can make them good: a trace has all weighed, and the rest comes out the same. */
#include "extract/segment.h"
#include "extract/trace.h"
#include "model_fixture.h"

#include <stdlib.h>

/* What names, places and the words beside them are made of. */
static const char *const pieces[] = {"王",   "李",   "沈", "国",   "放",   "马克思", "托",   "夫",   "卡耶夫", "中",
                                     "哈",   "吉林", "省", "·",    "、",   "和",     "说",   " ",    "米罗",   "诺夫",
                                     "梅尔", "切尔", "金", "会见", "表示", "总统",   "海南", "太郎", "桥本",   "\n\n",
                                     "方",   "林",   "市", "2",    "(",    ")",      "阿",   "斯",   "塔",     "港"};

static kj_spans kept_spans;
static kj_edges kept_path;

static void keep(void) {
    const kj_segment *s = document->segment;
    kept_spans.size = kept_path.size = 0;
    for (size_t i = 0; i < document->lattice.spans.size; i++)
        assert_true(kj_push(&kept_spans, document->lattice.spans.at[i]));
    for (size_t i = 0; i < s->path.size; i++)
        assert_true(kj_push(&kept_path, s->path.at[i]));
}

static void same_as_kept(void) {
    const kj_segment *s = document->segment;
    assert_int_equal(document->lattice.spans.size, kept_spans.size);
    for (size_t i = 0; i < kept_spans.size; i++)
        assert_memory_equal(&document->lattice.spans.at[i], &kept_spans.at[i], sizeof *kept_spans.at);
    assert_int_equal(s->path.size, kept_path.size);
    for (size_t i = 0; i < kept_path.size; i++)
        assert_memory_equal(&s->path.at[i], &kept_path.at[i], sizeof *kept_path.at);
}

static void hopeless_names_change_nothing(void **state) {
    (void)state;
    kj_trace *trace = kj_trace_new();
    assert_non_null(trace);
    uint32_t random = 1;
    size_t unweighed = 0;
    for (int t = 0; t < 1000; t++) {
        char text[400] = "";
        for (int k = 0; k < 40; k++) {
            random = random * 1664525 + 1013904223;
            strcat(text, pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        kj_trace_reset(trace);
        kj_extraction_trace(document, trace);
        read_document(text);
        keep();
        kj_extraction_trace(document, NULL);
        read_document(text);
        same_as_kept();
        const kj_segment *s = document->segment;
        for (size_t i = 0; i < s->candidates.size; i++)
            unweighed += s->best_start[0].at[s->candidates.at[i].start] == KJ_NONE;
    }
    assert_true(unweighed > 1000);
    kj_trace_free(trace);
    kj_vec_free(&kept_spans);
    kj_vec_free(&kept_path);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(hopeless_names_change_nothing)};
    return cmocka_run_group_tests(tests, load_model, free_model);
}
