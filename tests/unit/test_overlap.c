/* Which of overlapping candidates stay, under each policy, whatever order they come in. */
#include "extract/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static kj_given span(uint32_t start, uint32_t end, int32_t priority, int32_t score, uint32_t rule) {
    return (kj_given){.start = start,
                      .end = end,
                      .match_start = start,
                      .match_end = end,
                      .priority = priority,
                      .score = score,
                      .rule = rule,
                      .type = 1};
}

static void expect(const kj_given *given, size_t count, kj_overlap how, const char *want) {
    for (size_t turn = 0; turn < count; turn++) {
        kj_givens list = {0};
        char got[256] = "";
        for (size_t i = 0; i < count; i++)
            assert_true(kj_push(&list, given[(i + turn) % count]));
        assert_true(kj_overlap_phase(&list, how, NULL));
        for (size_t i = 0; i < list.size; i++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%u-%u/%u ", list.at[i].start, list.at[i].end,
                     list.at[i].rule);
        assert_string_equal(got, want);
        kj_vec_free(&list);
    }
}

static void policies(void **state) {
    (void)state;
    const kj_given list[] = {span(0, 4, 0, 0, 1), span(2, 8, 0, 0, 2), span(8, 9, 0, 0, 3), span(0, 4, 5, 0, 4),
                             span(3, 5, 9, 0, 5)};
    expect(list, 5, KJ_OVERLAP_ALL, "0-4/4 2-8/2 3-5/5 8-9/3 ");
    expect(list, 5, KJ_OVERLAP_LONGEST, "2-8/2 8-9/3 ");
    expect(list, 5, KJ_OVERLAP_PRIORITY, "3-5/5 8-9/3 ");
}

static void ties(void **state) {
    (void)state;
    const kj_given same_length[] = {span(0, 3, 0, 0, 1), span(2, 5, 0, 0, 2), span(2, 5, 1, 0, 3)};
    expect(same_length, 3, KJ_OVERLAP_LONGEST, "2-5/3 ");
    const kj_given earlier[] = {span(0, 3, 0, 0, 2), span(2, 5, 0, 0, 1)};
    expect(earlier, 2, KJ_OVERLAP_LONGEST, "0-3/2 ");
    const kj_given rules[] = {span(0, 3, 0, 0, 2), span(0, 3, 0, 0, 1)};
    expect(rules, 2, KJ_OVERLAP_LONGEST, "0-3/1 ");
}

/* Of names the margin counts before the length, with 300 for each point of priority. */
static void names_by_margin(void **state) {
    (void)state;
    const kj_given names[] = {span(0, 3, 10, -1000, 1), span(0, 2, 10, 2500, 2)};
    expect(names, 2, KJ_OVERLAP_PRIORITY, "0-2/2 ");
    const kj_given context[] = {span(0, 3, 25, -4000, 1), span(1, 5, 15, 10000, 2)};
    expect(context, 2, KJ_OVERLAP_PRIORITY, "1-5/2 ");
}

/* Every loser knows its winner (by the rule number) and what decided. */
static void reasons(void **state) {
    (void)state;
    static const struct {
        kj_overlap how;
        kj_given lost_and_won[2];
        kj_fate fate;
    } all[] = {
        {KJ_OVERLAP_LONGEST, {{.start = 2, .end = 4}, {.start = 0, .end = 3}}, KJ_FATE_LENGTH},
        {KJ_OVERLAP_LONGEST, {{.start = 0, .end = 3}, {.start = 2, .end = 5, .priority = 1}}, KJ_FATE_PRIORITY},
        {KJ_OVERLAP_LONGEST, {{.start = 2, .end = 5}, {.start = 0, .end = 3}}, KJ_FATE_START},
        {KJ_OVERLAP_LONGEST, {{.end = 3, .match_end = 3}, {.end = 3, .match_end = 4}}, KJ_FATE_CONTEXT},
        {KJ_OVERLAP_LONGEST, {{.end = 3, .rule = 8}, {.end = 3, .rule = 7}}, KJ_FATE_RULE},
        {KJ_OVERLAP_PRIORITY, {{.end = 3, .priority = 1}, {.end = 2, .priority = 2}}, KJ_FATE_PRIORITY},
        {KJ_OVERLAP_PRIORITY, {{.end = 2}, {.end = 3}}, KJ_FATE_LENGTH},
        {KJ_OVERLAP_PRIORITY, {{.end = 3, .score = 10, .priority = 1}, {.end = 2, .score = 900}}, KJ_FATE_MARGIN},
        {KJ_OVERLAP_PRIORITY, {{.end = 3, .score = 9}, {.end = 2, .score = 9, .priority = 1}}, KJ_FATE_PRIORITY},
        {KJ_OVERLAP_ALL, {{.end = 3}, {.end = 3, .priority = 1}}, KJ_FATE_PRIORITY},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (uint32_t turn = 0; turn < 2; turn++) {
            kj_trace *trace = kj_trace_new();
            kj_givens list = {0};
            for (uint32_t k = 0; k < 2; k++) { /* value 0 is the loser, in both orders of the list */
                kj_given g = all[i].lost_and_won[k ^ turn];
                g.value = k ^ turn;
                kj_tried tried = {.given = g};
                assert_true(kj_push(&list, g));
                tried.given = all[i].lost_and_won[k];
                assert_true(kj_push(&trace->tried, tried) && kj_push(&trace->by_value, k));
            }
            assert_true(kj_overlap_phase(&list, all[i].how, trace));
            assert_int_equal(list.size, 1);
            assert_int_equal(list.at[0].value, 1);
            assert_int_equal(trace->tried.at[1].fate, KJ_FATE_KEPT);
            assert_int_equal(trace->tried.at[0].fate, all[i].fate);
            assert_int_equal(trace->tried.at[0].winner.value, 1);
            kj_vec_free(&list);
            kj_trace_free(trace);
        }
}

static void parents_are_the_smallest_around(void **state) {
    (void)state;
    kj_givens list = {0};
    const kj_given mentions[] = {span(0, 10, 0, 0, 0), span(0, 4, 0, 0, 1), span(2, 4, 0, 0, 2), span(5, 12, 0, 0, 3),
                                 span(6, 7, 0, 0, 4)};
    for (size_t i = 0; i < 5; i++)
        assert_true(kj_push(&list, mentions[i]));
    assert_true(kj_find_parents(&list));
    static const uint32_t want[] = {KJ_NONE, 0, 1, KJ_NONE, 3};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(list.at[i].parent, want[i]);
    kj_vec_free(&list);
}

/* Mentions that overlap like tiles must not stay open: each would be looked at by all that follow. */
static void parents_in_a_chain(void **state) {
    (void)state;
    kj_givens list = {0};
    const uint32_t count = 400000;
    for (uint32_t i = 0; i < count; i++)
        assert_true(kj_push(&list, span(i * 3, i * 3 + 5, 0, 0, 0)));
    assert_true(kj_push(&list, span(count * 3 + 1, count * 3 + 2, 0, 0, 0)));
    assert_true(kj_find_parents(&list));
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(list.at[i].parent, KJ_NONE);
    assert_int_equal(list.at[count].parent, count - 1);
    kj_vec_free(&list);
}

/* Is `a` taken before `b`, both of no score, where the longest are taken first? */
static bool is_better(const kj_given *a, const kj_given *b) {
    uint32_t length_a = a->end - a->start, length_b = b->end - b->start;
    if (length_a != length_b)
        return length_a > length_b;
    if (a->priority != b->priority)
        return a->priority > b->priority;
    return a->start != b->start ? a->start < b->start : a->rule < b->rule;
}

/* Among many, chains of overlaps and places without any: the same as taking the best that is left, again and again. */
static void longest_of_many(void **state) {
    (void)state;
    enum { COUNT = 60 };
    for (uint32_t seed = 1, turn = 0; turn < 300; turn++) {
        kj_givens list = {0};
        bool stays[COUNT] = {false}, gone[COUNT] = {false};
        kj_given given[COUNT];
        for (uint32_t i = 0; i < COUNT; i++) {
            seed = seed * 1664525 + 1013904223;
            uint32_t start = seed >> 8 & 127, length = 1 + (seed >> 16 & 7) * (seed >> 20 & 1);
            given[i] = span(start, start + length, (int32_t)(seed >> 24 & 1), 0, i);
            assert_true(kj_push(&list, given[i]));
        }
        for (int best = 0; best >= 0;) {
            best = -1;
            for (int i = 0; i < COUNT; i++)
                if (!gone[i] && (best < 0 || is_better(&given[i], &given[best])))
                    best = i;
            for (int i = 0; best >= 0 && i < COUNT; i++)
                gone[i] |= given[i].start < given[best].end && given[best].start < given[i].end;
            if (best >= 0)
                stays[best] = true;
        }
        assert_true(kj_overlap_phase(&list, KJ_OVERLAP_LONGEST, NULL));
        for (size_t i = 0; i < list.size; i++) {
            assert_true(stays[list.at[i].rule]);
            stays[list.at[i].rule] = false;
            assert_true(!i || list.at[i - 1].end <= list.at[i].start);
        }
        for (size_t i = 0; i < COUNT; i++)
            assert_false(stays[i]);
        kj_vec_free(&list);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(policies),          cmocka_unit_test(ties),
        cmocka_unit_test(longest_of_many),   cmocka_unit_test(names_by_margin),
        cmocka_unit_test(reasons),           cmocka_unit_test(parents_are_the_smallest_around),
        cmocka_unit_test(parents_in_a_chain)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
