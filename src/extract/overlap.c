/* Overlapping spans -> the ones that stay.
 *
 * Within a phase its policy decides (rules/phases.yaml). At the end, record types of all phases meet: quantities (FIGURE,
 * DATE, DATE_VAGUE, SET, DURATION, ORDINAL) exclude each other, so do names (PERSON, COUNTRY), organisations and places; a
 * quantity inside a name is not one, and a place that touches a name gives way to it.
 * Everything else may nest and gets its parent. The order is total, so the outcome never depends on sorting details.
 * Cost: O(n log n) in the candidates; each is of bounded length. */
#include "extract/trace.h"

#include <stdlib.h>

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
static int by_length(const void *a, const void *b) {
    kj_fate why;
    return compare_length(a, b, &why);
}
static int by_priority(const void *a, const void *b) {
    kj_fate why;
    return compare_priority(a, b, &why);
}
static int by_reading(const void *a, const void *b) {
    kj_fate why;
    return compare_reading(a, b, &why);
}

static void sort(kj_givens *list, int (*order)(const void *, const void *)) {
    if (list->size > 1)
        qsort(list->at, list->size, sizeof *list->at, order);
}

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

typedef int compare(const kj_given *a, const kj_given *b, kj_fate *why);

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

bool kj_overlap_phase(kj_givens *candidates, kj_overlap how, kj_trace *trace) {
    if (how == KJ_OVERLAP_ALL || !candidates->size) {
        sort(candidates, by_reading);
        drop_repeats(candidates, trace);
        return true;
    }
    marks m;
    bool longest = how == KJ_OVERLAP_LONGEST, ok = marks_new(&m, candidates, trace);
    if (ok)
        sort(candidates, longest ? by_length : by_priority);
    size_t kept = 0;
    for (size_t i = 0; ok && i < candidates->size; i++) {
        kj_given *g = &candidates->at[i];
        if (taken(m.mask, g, 1)) {
            if (trace)
                tell_lost(trace, &m, candidates, g, 1, longest ? compare_length : compare_priority);
            continue;
        }
        take(&m, g, 1, kept);
        candidates->at[kept++] = *g;
    }
    marks_free(&m);
    if (!ok)
        return false;
    candidates->size = kept;
    sort(candidates, by_reading);
    return true;
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
        if (group_of(types, n->type) == NAME && (same || (place && touches && !inside)))
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
    marks m;
    bool ok = marks_new(&m, list, x->trace);
    if (ok)
        sort(list, by_length);
    size_t kept = 0;
    for (size_t i = 0; ok && i < list->size; i++) {
        kj_given *g = &list->at[i];
        uint8_t group = group_of(types, g->type), bits = group == QUANTITY ? QUANTITY | NAME : group;
        if (taken(m.mask, g, bits)) {
            if (x->trace)
                tell_lost(x->trace, &m, list, g, bits, compare_length);
            continue;
        }
        take(&m, g, group, kept);
        list->at[kept++] = *g;
    }
    marks_free(&m);
    if (!ok)
        return false;
    list->size = kept;
    sort(list, by_reading);
    give_way(types, list, x->trace);
    drop_repeats(list, x->trace);
    return kj_find_parents(list);
}
