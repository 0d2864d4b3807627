/* Overlapping spans -> the ones that stay.
 *
 * Within a phase its policy decides (rules/phases.yaml). At the end, record types of all phases meet: quantities (FIGURE,
 * DATE, DATE_VAGUE, SET, DURATION, ORDINAL) exclude each other, so do names (PERSON, COUNTRY), organisations and places; a
 * quantity inside a name is not one, and a place that touches a name gives way to it.
 * Everything else may nest and gets its parent. The order is total, so the outcome never depends on sorting details, but where
 * three names that overlap beat each other in a circle (two by what they are worth, the third, which has no margin, by priority):
 * there it is the sort's, of these alone.
 *
 *     candidates  --by start-->  clusters: what overlaps, directly or over others  --the policy-->  winners, in reading order
 *
 * Most clusters are one candidate, and nothing need be decided; only within a cluster candidates are compared.
 * Cost: O(n log n) in the candidates, O(n) where they come in order; each is of bounded length. */
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

/* ------------------------------------------------------------------ sorting */

/* So many are sorted by insertion. */
#define FEW 12

static void sort(kj_given *list, size_t count, int (*order)(const void *, const void *)) {
    if (count > FEW) {
        qsort(list, count, sizeof *list, order);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        kj_given moved = list[i];
        size_t to = i;
        for (; to > 0 && order(&list[to - 1], &moved) > 0; to--)
            list[to] = list[to - 1];
        if (to < i)
            list[to] = moved;
    }
}

static int by_key(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Puts the list in the order of starts. Equal starts stay as they are: a key is a start, and in the lower half a number. */
static bool order_by_start(kj_givens *list) {
    kj_givens ordered = {0};
    size_t i = 1;
    while (i < list->size && list->at[i - 1].start <= list->at[i].start)
        i++;
    if (i >= list->size)
        return true;
    uint64_t *keys = kj_raw(list->size, sizeof *keys);
    bool ok = keys && kj_reserve(&ordered, list->size) && ordered.at;
    for (i = 0; ok && i < list->size; i++)
        keys[i] = (uint64_t)list->at[i].start << 32 | i;
    if (ok)
        qsort(keys, list->size, sizeof *keys, by_key);
    for (i = 0; ok && i < list->size; i++)
        ordered.at[ordered.size++] = list->at[(uint32_t)keys[i]];
    free(keys);
    if (ok) {
        kj_givens before = *list;
        *list = ordered;
        ordered = before;
    }
    kj_vec_free(&ordered);
    return ok;
}

/* ------------------------------------------------------------------ a cluster */

/* Bits of a mask. */
#define GROUPS 4

/* One bit of a mask for each code point of a cluster that is taken. With a trace also by whom: number in the list, bit by
 * bit. */
typedef struct marks {
    KJ_VEC(uint8_t) mask;
    KJ_VEC(uint32_t) owner; /* GROUPS for each code point; none without a trace */
    uint32_t start;         /* of the cluster */
} marks;

static bool marks_clear(marks *m, uint32_t start, uint32_t end, const kj_trace *trace) {
    uint32_t size = end - start;
    m->start = start;
    m->mask.size = m->owner.size = 0;
    if (!kj_reserve(&m->mask, size) || !m->mask.at || (trace && !kj_reserve(&m->owner, (size_t)size * GROUPS)))
        return false;
    memset(m->mask.at, 0, size);
    return true;
}
static bool taken(const marks *m, const kj_given *g, uint8_t bits) {
    for (uint32_t at = g->start - m->start; at < g->end - m->start; at++)
        if (m->mask.at[at] & bits)
            return true;
    return false;
}
static void take(marks *m, const kj_given *g, uint8_t bits, size_t number) {
    for (uint32_t at = g->start - m->start; at < g->end - m->start; at++) {
        m->mask.at[at] |= bits;
        for (uint32_t group = 0; m->owner.at && group < GROUPS; group++)
            if (bits & 1u << group)
                m->owner.at[(size_t)at * GROUPS + group] = (uint32_t)number;
    }
}

typedef int compare(const kj_given *a, const kj_given *b, kj_fate *why);

/* What decides, and between whom. */
typedef struct contest {
    kj_givens *list;
    kj_trace *trace;
    compare *order; /* the better one first; `sorts` is the same for sort */
    int (*sorts)(const void *, const void *);
    const kj_types *types; /* of mentions: what excludes what; NULL: all spans each other */
    marks marks;
    size_t kept; /* winners so far */
} contest;

/* Tells who took the place of g: the first owner of one of its code points. */
static void tell_lost(const contest *c, const kj_given *g, uint8_t bits) {
    kj_fate why = KJ_FATE_ORDER;
    uint32_t at = g->start - c->marks.start, group = 0;
    while (!(c->marks.mask.at[at] & bits))
        at++;
    while (group + 1 < GROUPS && !(c->marks.mask.at[at] & bits & 1u << group))
        group++;
    const kj_given *winner = &c->list->at[c->marks.owner.at[(size_t)at * GROUPS + group]];
    c->order(winner, g, &why);
    kj_trace_lost(c->trace, g, winner, why);
}

static void keep(kj_givens *list, size_t *kept, size_t i) {
    if (*kept < i)
        list->at[*kept] = list->at[i];
    ++*kept;
}

/* Of candidates with the same span and type only the best stays. Needs reading order. */
static void drop_repeats(kj_givens *list, kj_trace *trace) {
    size_t kept = 0;
    for (size_t i = 0; i < list->size; i++) {
        const kj_given *g = &list->at[i], *last = kept ? &list->at[kept - 1] : NULL;
        if (!last || last->start != g->start || last->end != g->end || last->type != g->type) {
            keep(list, &kept, i);
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

/* The candidates of a cluster, [first, end) of the list: the winners come behind those there are already. */
static bool decide_cluster(contest *c, size_t first, size_t end, uint32_t behind) {
    kj_given *list = c->list->at;
    size_t before = c->kept;
    if (c->order && !marks_clear(&c->marks, list[first].start, behind, c->trace))
        return false;
    if (c->order)
        sort(list + first, end - first, c->sorts);
    for (size_t i = first; i < end; i++) {
        uint8_t group = c->types ? group_of(c->types, list[i].type) : 1;
        uint8_t bits = c->types && group == QUANTITY ? QUANTITY | NAME : group;
        if (c->order && taken(&c->marks, &list[i], bits)) {
            if (c->trace)
                tell_lost(c, &list[i], bits);
            continue;
        }
        if (c->order)
            take(&c->marks, &list[i], group, c->kept);
        keep(c->list, &c->kept, i);
    }
    sort(list + before, c->kept - before, by_reading);
    return true;
}

/* Cluster by cluster: the list becomes its winners, in reading order. */
static bool decide_all(contest *c) {
    kj_givens *list = c->list;
    bool ok = order_by_start(list);
    for (size_t first = 0, end; ok && first < list->size; first = end) {
        uint32_t behind = list->at[first].end;
        for (end = first + 1; end < list->size && list->at[end].start < behind; end++)
            behind = list->at[end].end > behind ? list->at[end].end : behind;
        if (end == first + 1)
            keep(list, &c->kept, first);
        else
            ok = decide_cluster(c, first, end, behind);
    }
    kj_vec_free(&c->marks.mask);
    kj_vec_free(&c->marks.owner);
    if (ok)
        list->size = c->kept;
    return ok;
}

bool kj_overlap_phase(kj_givens *candidates, kj_overlap how, kj_trace *trace) {
    contest c = {.list = candidates, .trace = trace};
    if (how != KJ_OVERLAP_ALL) {
        c.order = how == KJ_OVERLAP_LONGEST ? compare_length : compare_priority;
        c.sorts = how == KJ_OVERLAP_LONGEST ? by_length : by_priority;
    }
    if (!decide_all(&c))
        return false;
    if (how == KJ_OVERLAP_ALL)
        drop_repeats(candidates, trace);
    return true;
}

/* ------------------------------------------------------------------ mentions */

static bool is_record(const kj_extraction *x, uint32_t type) {
    char first = kj_names_at(x->model->names, type)[0];
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
        if (n->start >= g->end)
            break;
        bool touches = g->start < n->end, same = n->start == g->start && n->end == g->end;
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
            keep(list, &kept, i);
        else if (trace)
            kj_trace_lost(trace, &list->at[i], name, KJ_FATE_NAME);
    }
    list->size = kept;
}

bool kj_overlap_mentions(kj_extraction *x) {
    const kj_types *types = &x->model->types;
    kj_givens *list = &x->mentions;
    uint32_t type = KJ_NONE; /* those of a phase mostly are of one */
    bool record = false;
    list->size = 0;
    for (size_t i = 0; i < x->given.size; i++) {
        if (x->given.at[i].type != type)
            record = is_record(x, type = x->given.at[i].type);
        if (record && !kj_push(list, x->given.at[i]))
            return false;
    }
    if (x->trace)
        kj_trace_meet(x->trace, list);
    contest c = {.list = list, .trace = x->trace, .order = compare_length, .sorts = by_length, .types = types};
    if (!decide_all(&c))
        return false;
    give_way(types, list, x->trace);
    drop_repeats(list, x->trace);
    return kj_find_parents(list);
}
