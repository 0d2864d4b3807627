/* Statements of one thing -> groups. A statement joins the first group whose first statement is about the same metric,
 * subject, sort of amount and period; one with the same value joins also if the period is another. Cost: statements times
 * groups, most of which a 64-bit mark of the metric's characters turns away. */
#include "check/check.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

typedef struct group {
    KJ_VEC(size_t) members;
    uint64_t mark;
} group;
typedef KJ_VEC(group) groups;

/* A bit for each character. */
static uint64_t mark_of(kaoju_string metric) {
    uint64_t mark = 0;
    for (size_t at = 0; at < metric.size;)
        mark |= (uint64_t)1 << kj_utf8_next(metric.data, metric.size, &at) * 2654435761u % 64;
    return mark;
}

static bool belongs(const kaoju_statement *leader, const kaoju_statement *s) {
    if (!kj_same_change(leader, s) || kj_metric_alike(leader, s) < KJ_METRIC_ALIKE ||
        !kj_same_subject(leader, s, false))
        return false;
    bool same = kj_same_unit(leader, s) && kj_compare_values(leader, s) == KJ_VALUES_SAME;
    return same || kj_compare_period(leader, s) != KJ_PERIOD_APART;
}

static bool place(const kaoju_check *check, size_t i, groups *all) {
    const kaoju_statement *s = &check->statements.at[i].s;
    uint64_t mark = kj_names_nothing(s) ? 0 : mark_of(s->metric);
    for (size_t g = 0; mark && g < all->size; g++)
        if ((all->at[g].mark & mark) && belongs(&check->statements.at[all->at[g].members.at[0]].s, s))
            return kj_push(&all->at[g].members, i);
    group fresh = {.mark = mark};
    if (!mark)
        return true;
    if (!kj_push(&fresh.members, i) || !kj_push(all, fresh)) {
        kj_vec_free(&fresh.members);
        return false;
    }
    return true;
}

/* For each member the first one that is the same text printed again. */
static size_t *find_origins(kaoju_check *check, const group *g, size_t *count) {
    size_t *origins = kj_arena_new(&check->arena, g->members.size, sizeof *origins);
    for (size_t i = 0; origins && i < g->members.size; i++) {
        const kj_statement *s = &check->statements.at[g->members.at[i]];
        origins[i] = g->members.at[i];
        for (size_t k = 0; k < i && origins[i] == g->members.at[i]; k++)
            if (origins[k] == g->members.at[k] && kj_same_passage(&check->statements.at[g->members.at[k]], s))
                origins[i] = g->members.at[k];
        *count += origins[i] == g->members.at[i];
    }
    return origins;
}

static bool add_group(kaoju_check *check, const group *g) {
    kaoju_agreement a = {.verdict = KAOJU_SAME, .statement_count = g->members.size};
    size_t *members = kj_arena_new(&check->arena, g->members.size, sizeof *members);
    a.origins = find_origins(check, g, &a.origin_count);
    if (!members || !a.origins)
        return false;
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
    bool ok = true;
    for (size_t i = 0; ok && i < check->statements.size; i++)
        ok = place(check, i, &all);
    for (size_t g = 0; g < all.size; g++) {
        ok = ok && (all.at[g].members.size < 2 || add_group(check, &all.at[g]));
        kj_vec_free(&all.at[g].members);
    }
    kj_vec_free(&all);
    if (check->groups.size)
        qsort(check->groups.at, check->groups.size, sizeof *check->groups.at, by_weight);
    return ok;
}
