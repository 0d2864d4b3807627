/* Groups are those that comparing each statement with the first one of every group would give. */
#include "check/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define STATEMENTS 300

static uint32_t seed = 1;
static uint32_t random_below(uint32_t n) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % n;
}
/* One of a list that ends with NULL; the last one is chosen as NULL, too. */
static const char *one_of(const char *const *list) {
    uint32_t count = 0;
    while (list[count])
        count++;
    return list[random_below(count + 1)];
}

static kaoju_statement random_statement(void) {
    static const char *const metrics[] = {
        "出口额",     "进口额",     "出口总额", "苹果出口额",   "汽车出口额", "水果出口额",   "双边贸易额", "贸易额",
        "埃及贸易额", "港口吞吐量", "吞吐量",   "额额额额额额", "额额额额",   "进出口总额的", "额",         NULL};
    static const char *const topics[] = {"埃及", "海棠港", "海棠港集团", "粮食", "", NULL};
    static const char *const ids[][2] = {{"country:EG", "country:TR"}, {"org:1", "country:EG"}, {"org:2", "org:1"}};
    static const kaoju_string names[][2] = {
        {{"埃及", 6}, {"土耳其", 9}}, {{"海棠港", 9}, {"埃及", 6}}, {{"", 0}, {NULL, 0}}};
    static const char *const units[] = {"USD", "CNY", NULL}, *const kinds[] = {"money", "percent", NULL};
    static const char *const numbers[] = {"3", "3.0", "4", "3000000000", NULL}, *const cues[] = {"eq", "gt", NULL};
    static const char *const changes[] = {"increase", "growth_rate", NULL};
    static const char *const days[][2] = {{"2024-01-01", "2024-12-31"}, {"2024-03-01", "2024-03-31"},
                                          {"2023-01-01", NULL},         {"2001-01-01", "2024-12-31"},
                                          {"2022-01-01", "2023-12-31"}, {"-0220-01-01", "-0210-12-31"},
                                          {"2024-03-05", "2024-03-05"}, {NULL, NULL}};
    size_t who = random_below(3), when = random_below(8);
    return (kaoju_statement){.metric = kj_string(one_of(metrics)),
                             .topic = kj_string(one_of(topics)),
                             .kind = kj_string(one_of(kinds)),
                             .number = kj_string(one_of(numbers)),
                             .comparator = kj_string(one_of(cues)),
                             .unit = kj_string(one_of(units)),
                             .change = kj_string(one_of(changes)),
                             .significant_digits = 1,
                             .edtf = kj_string(days[when][0]),
                             .start = kj_string(days[when][0]),
                             .end = kj_string(days[when][1]),
                             .subjects = ids[who],
                             .names = names[who],
                             .subject_count = random_below(3)};
}

static bool belongs(const kaoju_statement *leader, const kaoju_statement *s) {
    bool same = kj_same_unit(leader, s) && kj_compare_values(leader, s) == KJ_VALUES_SAME;
    return kj_same_change(leader, s) && kj_metric_alike(leader, s) >= KJ_METRIC_ALIKE &&
           kj_same_subject(leader, s, false) && (same || kj_compare_period(leader, s) != KJ_PERIOD_APART);
}

/* group[i]: the first statement of the group of i. */
static void group_slowly(const kaoju_check *check, size_t *group) {
    for (size_t i = 0; i < check->statements.size; i++) {
        const kaoju_statement *s = &check->statements.at[i].s;
        group[i] = i;
        for (size_t k = 0; k < i && group[i] == i && !kj_names_nothing(s); k++)
            if (group[k] == k && !kj_names_nothing(&check->statements.at[k].s) &&
                belongs(&check->statements.at[k].s, s))
                group[i] = k;
    }
}

static void as_one_by_one(void **state) {
    (void)state;
    for (int round = 0; round < 40; round++) {
        kaoju_check *check = kj_check_new();
        size_t wanted[STATEMENTS], group[STATEMENTS], joined = 0;
        assert_non_null(check);
        for (size_t i = 0; i < STATEMENTS; i++) {
            kj_statement statement = {.s = random_statement()};
            assert_true(kj_push(&check->statements, statement));
            group[i] = i;
        }
        group_slowly(check, wanted);
        assert_true(kj_make_groups(check));
        for (size_t g = 0; g < check->groups.size; g++)
            for (size_t i = 0; i < check->groups.at[g].statement_count; i++)
                group[check->groups.at[g].statements[i]] = check->groups.at[g].statements[0];
        for (size_t i = 0; i < STATEMENTS; i++) {
            assert_int_equal(group[i], wanted[i]);
            joined += group[i] != i;
        }
        assert_true(joined > STATEMENTS / 10);
        kj_check_free(check);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_one_by_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
