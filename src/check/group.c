/* Statements of one thing -> groups. A statement joins the first group whose first statement is about the same metric,
 * subject, sort of amount and period; one with the same value joins also if the period is another. Cost: each statement is
 * compared with the first statements that share a key of the metric, or that share one of the subject and one of the time or
 * value, whichever are fewer: near linear unless many things go by words that all are a little alike. */
#include "check/check.h"

#include <stdlib.h>
#include <string.h>

/* Years of a period under each of which it can be found; a longer one is found by all. */
#define YEARS_MAX 8

typedef struct group {
    KJ_VEC(size_t) members;
} group;
typedef KJ_VEC(group) groups;

/* Finds groups by their first statements. The keys are of the statement that is looked at. */
typedef struct finder {
    kj_index metrics, subjects; /* `subjects`: with time or value */
    kj_keys metric, subject;    /* of these one must be shared */
    kj_keys asked, kept;        /* of time and value: `asked` of one with `kept` of the other */
    kj_keys joined;
    kj_rivals found;
} finder;

static void finder_free(finder *f) {
    kj_index_free(&f->metrics);
    kj_index_free(&f->subjects);
    kj_vec_free(&f->metric);
    kj_vec_free(&f->subject);
    kj_vec_free(&f->asked);
    kj_vec_free(&f->kept);
    kj_vec_free(&f->joined);
    kj_vec_free(&f->found);
}

/* The year that a day begins with; -1 if that is none, or one before our era. */
static int year_of(kaoju_string day) {
    int year = 0;
    for (size_t i = 0; i < 4; i++) {
        if (day.size < 4 || day.data[i] < '0' || day.data[i] > '9')
            return -1;
        year = year * 10 + (day.data[i] - '0');
    }
    return year;
}

/* Periods that are not apart have a year in common, if both have few; one that has many, or no end, or is not known, meets
 * everything. Values that are the same meet whatever the period. */
static bool time_keys(const kaoju_statement *s, kj_keys *asked, kj_keys *kept) {
    const uint64_t everything = 1u << 16, wide = everything + 1;
    int first = year_of(s->start), last = year_of(s->end);
    uint64_t value = kj_value_key(s);
    bool few = first >= 0 && first <= last && last - first < YEARS_MAX;
    bool ok = kj_push(kept, everything) && kj_push(kept, value);
    if (!few)
        return ok && kj_push(kept, wide) && kj_push(asked, everything);
    for (int year = first; ok && year <= last; year++)
        ok = kj_push(kept, (uint64_t)year) && kj_push(asked, (uint64_t)year);
    return ok && kj_push(asked, wide) && kj_push(asked, value);
}

static bool make_keys(finder *f, const kaoju_statement *s) {
    f->metric.size = f->subject.size = f->asked.size = f->kept.size = f->found.size = 0;
    return kj_metric_asked(&f->metrics, s, &f->metric) && kj_subject_keys(s, &f->subject) &&
           time_keys(s, &f->asked, &f->kept);
}

/* Each subject with each time or value. */
static bool join(finder *f, const kj_keys *times) {
    f->joined.size = 0;
    for (size_t i = 0; i < f->subject.size; i++)
        for (size_t k = 0; k < times->size; k++)
            if (!kj_push(&f->joined, kj_index_key(f->subject.at[i], &times->at[k], sizeof times->at[k])))
                return false;
    return true;
}

/* Groups that the statement may join, the first one first. */
static bool find(finder *f) {
    if (!join(f, &f->asked))
        return false;
    return kj_index_find_least(&f->metrics, &f->metric, &f->subjects, &f->joined, &f->found);
}

static bool keep(finder *f, const kaoju_statement *s, size_t number) {
    f->metric.size = 0;
    return kj_metric_keys(s, &f->metric) && join(f, &f->kept) && kj_index_add_all(&f->metrics, &f->metric, number) &&
           kj_index_add_all(&f->subjects, &f->joined, number);
}

static bool belongs(const kaoju_statement *leader, const kaoju_statement *s) {
    if (!kj_same_change(leader, s) || kj_metric_alike(leader, s) < KJ_METRIC_ALIKE ||
        !kj_same_subject(leader, s, false))
        return false;
    bool same = kj_same_unit(leader, s) && kj_compare_values(leader, s) == KJ_VALUES_SAME;
    return same || kj_compare_period(leader, s) != KJ_PERIOD_APART;
}

static bool place(const kaoju_check *check, size_t i, groups *all, finder *f) {
    const kaoju_statement *s = &check->statements.at[i].s;
    if (!s->metric.size || kj_names_nothing(s))
        return true;
    if (!make_keys(f, s) || !find(f))
        return false;
    for (size_t k = 0; k < f->found.size && f->found.at[k] < all->size; k++) {
        group *g = &all->at[f->found.at[k]];
        if (belongs(&check->statements.at[g->members.at[0]].s, s))
            return kj_push(&g->members, i);
    }
    group fresh = {.members = {0}};
    if (!kj_push(&fresh.members, i) || !kj_push(all, fresh)) {
        kj_vec_free(&fresh.members);
        return false;
    }
    return keep(f, s, all->size - 1);
}

static bool add_group(kaoju_check *check, const group *g) {
    kaoju_agreement a = {.verdict = KAOJU_SAME, .statement_count = g->members.size};
    size_t *members = kj_arena_new(&check->arena, g->members.size, sizeof *members);
    size_t *origins = kj_arena_new(&check->arena, g->members.size, sizeof *origins);
    if (!members || !origins || !kj_find_origins(check, g->members.at, g->members.size, origins, &a.origin_count))
        return false;
    a.origins = origins;
    memcpy(members, g->members.at, g->members.size * sizeof *members);
    a.statements = members;
    a.first = members[0];
    a.second = members[1];
    /* Each against the first one, and against the one before: enough to see any difference. */
    for (size_t i = 1; i < a.statement_count; i++)
        for (size_t with = 0; with < i; with = with + 1 < i ? i - 1 : i) {
            kaoju_verdict v = kj_compare(&check->statements.at[members[with]].s, &check->statements.at[members[i]].s);
            if (v <= a.verdict)
                continue;
            a.verdict = v;
            a.first = members[with];
            a.second = members[i];
        }
    return kj_push(&check->groups, a);
}

static int by_weight(const void *pa, const void *pb) {
    const kaoju_agreement *a = pa, *b = pb;
    if (a->verdict != b->verdict)
        return a->verdict > b->verdict ? -1 : 1;
    if (a->origin_count != b->origin_count)
        return a->origin_count > b->origin_count ? -1 : 1;
    return a->statements[0] < b->statements[0] ? -1 : 1;
}

bool kj_make_groups(kaoju_check *check) {
    groups all = {0};
    finder f = {.found = {0}};
    bool ok = true;
    for (size_t i = 0; ok && i < check->statements.size; i++)
        ok = place(check, i, &all, &f);
    finder_free(&f);
    for (size_t g = 0; g < all.size; g++) {
        ok = ok && (all.at[g].members.size < 2 || add_group(check, &all.at[g]));
        kj_vec_free(&all.at[g].members);
    }
    kj_vec_free(&all);
    if (check->groups.size)
        qsort(check->groups.at, check->groups.size, sizeof *check->groups.at, by_weight);
    return ok;
}
