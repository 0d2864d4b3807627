/* Overlapping spans -> the ones that stay.
 *
 * Within a phase its policy decides (rules/phases.yaml). At the end, record types of all phases meet: quantities (FIGURE,
 * DATE, DATE_VAGUE, SET, DURATION, ORDINAL) exclude each other, so do names (PERSON, COUNTRY), organisations and places; a
 * quantity inside a name is not one, and a place that touches a name gives way to it.
 * Everything else may nest and gets its parent. The order is total, so the outcome never depends on sorting details.
 * Cost: O(n log n) in the candidates, each of bounded length; O(n) where they come in order and none overlaps. */
#include "extract/trace.h"

#include <stdlib.h>
#include <string.h>

/* Mentions around one in reading order among which one that overlaps it is looked for. */
#define NEAR 8

static int by_number(uint32_t a, uint32_t b) {
    return a < b ? -1 : a > b;
}
static uint32_t length(const kj_given *g) {
    return g->end - g->start;
}

/* Two candidates are compared criterion by criterion; the first that tells them apart is the reason (`*why`). */
static int decide(int order, kj_fate reason, kj_fate *why) {
    if (order)
        *why = reason;
    return order;
}
static int by_priority_number(const kj_given *a, const kj_given *b) {
    return a->priority == b->priority ? 0 : a->priority > b->priority ? -1 : 1;
}

/* Where candidates are the same span and type, the better one comes first. */
static int compare_rest(const kj_given *a, const kj_given *b, kj_fate *why) {
    if (a->score != b->score)
        return decide(a->score > b->score ? -1 : 1, KJ_FATE_MARGIN, why);
    int order = decide(by_number(a->start, b->start), KJ_FATE_START, why);
    if (!order)
        order = decide(by_number(b->match_end - b->match_start, a->match_end - a->match_start), KJ_FATE_CONTEXT, why);
    if (order && a->nearest && b->nearest && a->start == b->start)
        order = -order;
    if (!order)
        order = decide(by_number(a->rule, b->rule), KJ_FATE_RULE, why);
    return order ? order : decide(by_number(a->value, b->value), KJ_FATE_ORDER, why);
}
static int compare_length(const kj_given *a, const kj_given *b, kj_fate *why) {
    int order = decide(by_number(length(b), length(a)), KJ_FATE_LENGTH, why);
    if (!order)
        order = decide(by_priority_number(a, b), KJ_FATE_PRIORITY, why);
    return order ? order : compare_rest(a, b, why);
}
static int compare_priority(const kj_given *a, const kj_given *b, kj_fate *why) {
    /* Names: the better candidate in its context, not the longer one (王毅 and 王毅向). */
    if (a->score && b->score) {
        int32_t worth_a = a->score + a->priority * KJ_PRIORITY_SCORE,
                worth_b = b->score + b->priority * KJ_PRIORITY_SCORE;
        if (worth_a != worth_b)
            return decide(worth_a > worth_b ? -1 : 1, a->score == b->score ? KJ_FATE_PRIORITY : KJ_FATE_MARGIN, why);
    }
    int order = decide(by_priority_number(a, b), KJ_FATE_PRIORITY, why);
    if (!order)
        order = decide(by_number(length(b), length(a)), KJ_FATE_LENGTH, why);
    return order ? order : compare_rest(a, b, why);
}
/* Reading order: by start, then the longest first. */
static int compare_reading(const kj_given *a, const kj_given *b, kj_fate *why) {
    int order = decide(by_number(a->start, b->start), KJ_FATE_START, why);
    if (!order)
        order = decide(by_number(b->end, a->end), KJ_FATE_LENGTH, why);
    if (!order)
        order = by_number(a->type, b->type);
    if (!order)
        order = decide(by_priority_number(a, b), KJ_FATE_PRIORITY, why);
    return order ? order : compare_rest(a, b, why);
}
/* ------------------------------------------------------------------ sorting */

/* A candidate and what decides most comparisons as one number, the smaller the better: nothing of the candidate itself is
 * moved or looked at before. */
typedef struct ranked {
    uint64_t rank;
    const kj_given *given;
} ranked;

typedef int compare(const kj_given *a, const kj_given *b, kj_fate *why);

/* By length, then priority; by start, then end. */
static uint64_t length_rank(const kj_given *g) {
    return (uint64_t)(UINT32_MAX - length(g)) << 32 | (uint32_t)((int64_t)INT32_MAX - g->priority);
}
static uint64_t reading_rank(const kj_given *g) {
    return (uint64_t)g->start << 32 | (UINT32_MAX - g->end);
}

static bool is_before(const ranked *a, const ranked *b, compare *order) {
    kj_fate why;
    return a->rank != b->rank ? a->rank < b->rank : order(a->given, b->given, &why) <= 0;
}

static size_t run_end(const ranked *list, size_t count, size_t from, compare *order) {
    size_t to = from + 1;
    while (to < count && is_before(&list[to - 1], &list[to], order))
        to++;
    return to < count ? to : count;
}

/* Merges runs that are in order, two by two, until one is left: what phases give comes in few of them. O(n log n). */
static void sort_ranks(ranked *list, ranked *scratch, size_t count, compare *order) {
    for (size_t first; count && (first = run_end(list, count, 0, order)) < count;) {
        memcpy(scratch, list, count * sizeof *list);
        for (size_t a = 0; a < count;) {
            size_t middle = a ? run_end(scratch, count, a, order) : first;
            size_t end = middle < count ? run_end(scratch, count, middle, order) : count;
            for (size_t i = a, k = middle, at = a; at < end; at++)
                list[at] = k == end || (i < middle && is_before(&scratch[i], &scratch[k], order)) ? scratch[i++]
                                                                                                  : scratch[k++];
            a = end;
        }
    }
}

/* Ranks of [first, end) in the list, in order; `ranks` has room for twice as many. */
static void rank(const kj_given *first, const kj_given *end, uint64_t (*rank_of)(const kj_given *), compare *order,
                 ranked *ranks) {
    size_t count = 0;
    for (; first < end; first++)
        ranks[count++] = (ranked){rank_of(first), first};
    sort_ranks(ranks, ranks + count, count, order);
}

static bool is_reading(const kj_givens *list) {
    for (size_t i = 1; i < list->size; i++) {
        ranked a = {reading_rank(&list->at[i - 1]), &list->at[i - 1]}, b = {reading_rank(&list->at[i]), &list->at[i]};
        if (!is_before(&a, &b, compare_reading))
            return false;
    }
    return true;
}

/* False: out of memory. */
static bool sort_reading(kj_givens *list) {
    if (is_reading(list))
        return true;
    ranked *ranks = kj_raw(list->size, 2 * sizeof *ranks);
    kj_given *sorted = kj_raw(list->size, sizeof *sorted);
    bool ok = ranks && sorted;
    if (ok)
        rank(list->at, list->at + list->size, reading_rank, compare_reading, ranks);
    for (size_t i = 0; ok && i < list->size; i++)
        sorted[i] = *ranks[i].given;
    if (ok)
        memcpy(list->at, sorted, list->size * sizeof *sorted);
    free(sorted);
    free(ranks);
    return ok;
}

static int by_priority(const void *a, const void *b) {
    kj_fate why;
    return compare_priority(((const ranked *)a)->given, ((const ranked *)b)->given, &why);
}

/* ------------------------------------------------------------------ choosing */

/* Bits of a mask. */
#define GROUPS 4

/* One bit of a mask for each code point that is taken. With a trace also by whom: number in the list, bit by bit. */
typedef struct marks {
    uint8_t *mask;
    uint32_t *owner; /* [GROUPS * size]; NULL without a trace */
    uint32_t size;
} marks;

static bool marks_new(marks *m, const kj_givens *list, const kj_trace *trace) {
    *m = (marks){0};
    for (size_t i = 0; i < list->size; i++)
        if (list->at[i].end > m->size)
            m->size = list->at[i].end;
    m->mask = kj_new(m->size, 1);
    if (trace && m->mask)
        m->owner = kj_new((size_t)m->size * GROUPS, sizeof *m->owner);
    return m->mask && (!trace || m->owner);
}
static void marks_free(marks *m) {
    free(m->mask);
    free(m->owner);
}
static bool taken(const uint8_t *mask, const kj_given *g, uint8_t bits) {
    for (uint32_t at = g->start; at < g->end; at++)
        if (mask[at] & bits)
            return true;
    return false;
}
static void take(marks *m, const kj_given *g, uint8_t bits, size_t number) {
    for (uint32_t at = g->start; at < g->end; at++)
        m->mask[at] |= bits;
    for (uint32_t at = g->start; m->owner && at < g->end; at++)
        for (uint32_t bit = 0; bit < GROUPS; bit++)
            if (bits & 1u << bit)
                m->owner[bit * m->size + at] = (uint32_t)number;
}

/* Tells who took the place of g: the first owner of one of its code points. */
static void tell_lost(kj_trace *trace, const marks *m, const kj_givens *list, const kj_given *g, uint8_t bits,
                      compare *order) {
    kj_fate why = KJ_FATE_ORDER;
    uint32_t at = g->start;
    while (at < g->end && !(m->mask[at] & bits))
        at++;
    uint32_t group = 0;
    while (group + 1 < GROUPS && !(m->mask[at] & bits & 1u << group))
        group++;
    const kj_given *winner = &list->at[m->owner[(size_t)group * m->size + at]];
    order(winner, g, &why);
    kj_trace_lost(trace, g, winner, why);
}

/* Of candidates with the same span and type only the best stays. Needs reading order. */
static void drop_repeats(kj_givens *list, kj_trace *trace) {
    size_t kept = 0;
    for (size_t i = 0; i < list->size; i++) {
        const kj_given *g = &list->at[i], *last = kept ? &list->at[kept - 1] : NULL;
        if (!last || last->start != g->start || last->end != g->end || last->type != g->type) {
            list->at[kept++] = *g;
            continue;
        }
        kj_fate why = KJ_FATE_ORDER;
        if (!trace)
            continue;
        compare_reading(last, g, &why);
        kj_trace_lost(trace, g, last, why);
    }
    list->size = kept;
}

enum { QUANTITY = 1, NAME = 2, ORGANISATION = 4, PLACE = 8 };

static uint8_t group_of(const kj_types *types, uint32_t type) {
    const uint32_t quantities[] = {types->figure, types->date,     types->date_vague,
                                   types->set,    types->duration, types->ordinal};
    for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++)
        if (type == quantities[i])
            return QUANTITY;
    if (type == types->org_record)
        return ORGANISATION;
    if (type == types->place_record)
        return PLACE;
    return type == types->person || type == types->country ? NAME : 0;
}

/* With types each excludes only those of some groups; NULL: all. */
typedef struct choosing {
    kj_givens *list;
    const kj_types *types;
    compare *order;
    kj_trace *trace;
    marks m;
    bool *lost;    /* by number in the list */
    ranked *ranks; /* room for twice the list */
} choosing;

/* Of `count` candidates in the order of the ranks each stays whose place none before it has taken. */
static void choose(choosing *c, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const kj_given *g = c->ranks[i].given;
        size_t number = (size_t)(g - c->list->at);
        uint8_t group = c->types ? group_of(c->types, g->type) : QUANTITY;
        uint8_t bits = group == QUANTITY ? QUANTITY | NAME : group;
        c->lost[number] = taken(c->m.mask, g, bits);
        if (!c->lost[number])
            take(&c->m, g, group, number);
        else if (c->trace)
            tell_lost(c->trace, &c->m, c->list, g, bits, c->order);
    }
}

/* Most candidates overlap nothing, and only those that do need comparing: in reading order they are neighbours. */
static void choose_longest(choosing *c) {
    const kj_given *first = c->list->at, *end = first + c->list->size;
    for (const kj_given *behind; first < end; first = behind) {
        uint32_t reach = first->end;
        for (behind = first + 1; behind < end && behind->start < reach; behind++)
            reach = behind->end > reach ? behind->end : reach;
        if (behind == first + 1)
            continue;
        rank(first, behind, length_rank, compare_length, c->ranks);
        choose(c, (size_t)(behind - first));
    }
}

/* In reading order. */
static bool none_overlap(const kj_givens *list) {
    uint32_t reach = 0;
    for (size_t i = 0; i < list->size; i++) {
        if (list->at[i].start < reach)
            return false;
        reach = list->at[i].end > reach ? list->at[i].end : reach;
    }
    return true;
}

/* Names are compared with each other in another way than with the rest, so there is no number for it. */
static void choose_by_priority(choosing *c) {
    const kj_givens *list = c->list;
    for (size_t i = 0; i < list->size; i++)
        c->ranks[i] = (ranked){0, &list->at[i]};
    qsort(c->ranks, list->size, sizeof *c->ranks, by_priority);
    choose(c, list->size);
}

/* What stays, in the order it had. False: out of memory. */
static bool keep_best(kj_givens *list, bool longest, const kj_types *types, kj_trace *trace) {
    choosing c = {list, types, longest ? compare_length : compare_priority, trace, {0}, NULL, NULL};
    c.lost = kj_new(list->size, sizeof *c.lost);
    c.ranks = kj_raw(list->size, 2 * sizeof *c.ranks);
    bool ok = c.lost && c.ranks && marks_new(&c.m, list, trace);
    if (ok && longest)
        choose_longest(&c);
    else if (ok)
        choose_by_priority(&c);
    size_t kept = 0;
    for (size_t i = 0; ok && i < list->size; i++)
        if (!c.lost[i])
            list->at[kept++] = list->at[i];
    if (ok)
        list->size = kept;
    marks_free(&c.m);
    free(c.ranks);
    free(c.lost);
    return ok;
}

bool kj_overlap_phase(kj_givens *candidates, kj_overlap how, kj_trace *trace) {
    if (how == KJ_OVERLAP_PRIORITY) /* sorted afterwards: that leaves less to sort */
        return keep_best(candidates, false, NULL, trace) && sort_reading(candidates);
    if (!sort_reading(candidates))
        return false;
    if (how == KJ_OVERLAP_LONGEST)
        return none_overlap(candidates) || keep_best(candidates, true, NULL, trace);
    drop_repeats(candidates, trace);
    return true;
}

static bool is_record(const kj_extraction *x, const kj_given *g) {
    char first = kj_names_at(x->model->names, g->type)[0];
    return first >= 'A' && first <= 'Z';
}

/* Mentions are in reading order, so one that ends later than those before it hides them from all that follow: the open ones
 * are a stack whose ends fall, and each is pushed and popped once. */
bool kj_find_parents(kj_givens *mentions) {
    KJ_VEC(uint32_t) open = {0};
    bool ok = true;
    for (uint32_t i = 0; ok && i < mentions->size; i++) {
        kj_given *g = &mentions->at[i];
        while (open.size && mentions->at[open.at[open.size - 1]].end < g->end)
            open.size--;
        g->parent = open.size ? open.at[open.size - 1] : KJ_NONE;
        ok = kj_push(&open, i);
    }
    kj_vec_free(&open);
    return ok;
}

/* The name in the list beside `i` that a place or an organisation gives way to; NULL if there is none. */
static const kj_given *name_over(const kj_types *types, const kj_givens *list, size_t i) {
    const kj_given *g = &list->at[i];
    bool place = g->type == types->place_record;
    if (!place && g->type != types->org_record)
        return NULL;
    for (size_t k = i > NEAR ? i - NEAR : 0; k < list->size && k <= i + NEAR; k++) {
        const kj_given *n = &list->at[k];
        bool touches = n->start < g->end && g->start < n->end, same = n->start == g->start && n->end == g->end;
        bool inside = n->end - n->start > 1 && n->start >= g->start && n->end <= g->end;
        if ((same || (place && touches && !inside)) && group_of(types, n->type) == NAME)
            return n;
    }
    return NULL;
}

/* Organisations and places give way to names: a place that touches one, if it is no part of the place's own name (泰国 of
 * 泰国罗勇工业园), and what is one (巴勒斯坦民族权力机构).
 * Being longer than country characters they were taken first. Needs reading order. */
static void give_way(const kj_types *types, kj_givens *list, kj_trace *trace) {
    size_t kept = 0;
    for (size_t i = 0; i < list->size; i++) {
        const kj_given *name = name_over(types, list, i);
        if (!name)
            list->at[kept++] = list->at[i];
        else if (trace)
            kj_trace_lost(trace, &list->at[i], name, KJ_FATE_NAME);
    }
    list->size = kept;
}

bool kj_overlap_mentions(kj_extraction *x) {
    const kj_types *types = &x->model->types;
    kj_givens *list = &x->mentions;
    list->size = 0;
    for (size_t i = 0; i < x->given.size; i++)
        if (is_record(x, &x->given.at[i]) && !kj_push(list, x->given.at[i]))
            return false;
    if (x->trace)
        kj_trace_meet(x->trace, list);
    if (!sort_reading(list) || !keep_best(list, true, types, x->trace))
        return false;
    give_way(types, list, x->trace);
    drop_repeats(list, x->trace);
    return kj_find_parents(list);
}
