/* Overlapping spans -> the ones that stay.
 *
 * Within a phase its policy decides (rules/phases.yaml). At the end, record types of all phases meet: quantities (FIGURE,
 * DATE, DATE_VAGUE, SET, DURATION, ORDINAL) exclude each other, so do names (PERSON, COUNTRY); a quantity inside a name is not one.
 * Everything else may nest and gets its parent. The order is total, so the outcome never depends on sorting details.
 * Cost: O(n log n) in the candidates; each is of bounded length. */
#include "extract/extract.h"

#include <stdlib.h>

static int by_number(uint32_t a, uint32_t b) {
    return a < b ? -1 : a > b;
}
static uint32_t length(const kj_given *g) {
    return g->end - g->start;
}

/* Where candidates are the same span and type, the better one comes first. */
static int by_rest(const kj_given *a, const kj_given *b) {
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    int order = by_number(a->start, b->start);
    if (!order)
        order = by_number(b->match_end - b->match_start, a->match_end - a->match_start);
    if (!order)
        order = by_number(a->rule, b->rule);
    return order ? order : by_number(a->value, b->value);
}
static int by_length(const void *pa, const void *pb) {
    const kj_given *a = pa, *b = pb;
    int order = by_number(length(b), length(a));
    if (!order && a->priority != b->priority)
        order = a->priority > b->priority ? -1 : 1;
    return order ? order : by_rest(a, b);
}
static int by_priority(const void *pa, const void *pb) {
    const kj_given *a = pa, *b = pb;
    /* Names: the better candidate in its context, not the longer one (王毅 and 王毅向). */
    if (a->score && b->score) {
        int32_t worth_a = a->score + a->priority * KJ_PRIORITY_SCORE,
                worth_b = b->score + b->priority * KJ_PRIORITY_SCORE;
        if (worth_a != worth_b)
            return worth_a > worth_b ? -1 : 1;
    }
    if (a->priority != b->priority)
        return a->priority > b->priority ? -1 : 1;
    int order = by_number(length(b), length(a));
    return order ? order : by_rest(a, b);
}
/* Reading order: by start, then the longest first. */
static int by_reading(const void *pa, const void *pb) {
    const kj_given *a = pa, *b = pb;
    int order = by_number(a->start, b->start);
    if (!order)
        order = by_number(b->end, a->end);
    if (!order)
        order = by_number(a->type, b->type);
    if (!order && a->priority != b->priority)
        order = a->priority > b->priority ? -1 : 1;
    return order ? order : by_rest(a, b);
}

static void sort(kj_givens *list, int (*order)(const void *, const void *)) {
    if (list->size > 1)
        qsort(list->at, list->size, sizeof *list->at, order);
}

/* One bit of `mask` for each code point that is taken. */
static uint8_t *new_marks(const kj_givens *list, uint32_t *size) {
    *size = 0;
    for (size_t i = 0; i < list->size; i++)
        if (list->at[i].end > *size)
            *size = list->at[i].end;
    return kj_new(*size, 1);
}
static bool taken(const uint8_t *marks, const kj_given *g, uint8_t mask) {
    for (uint32_t at = g->start; at < g->end; at++)
        if (marks[at] & mask)
            return true;
    return false;
}
static void take(uint8_t *marks, const kj_given *g, uint8_t mask) {
    for (uint32_t at = g->start; at < g->end; at++)
        marks[at] |= mask;
}

/* Of candidates with the same span and type only the best stays. Needs reading order. */
static void drop_repeats(kj_givens *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->size; i++) {
        const kj_given *g = &list->at[i];
        if (kept && list->at[kept - 1].start == g->start && list->at[kept - 1].end == g->end &&
            list->at[kept - 1].type == g->type)
            continue;
        list->at[kept++] = *g;
    }
    list->size = kept;
}

bool kj_overlap_phase(kj_givens *candidates, kj_overlap how) {
    if (how == KJ_OVERLAP_ALL || !candidates->size) {
        sort(candidates, by_reading);
        drop_repeats(candidates);
        return true;
    }
    uint32_t size = 0;
    uint8_t *marks = new_marks(candidates, &size);
    if (!marks)
        return false;
    sort(candidates, how == KJ_OVERLAP_LONGEST ? by_length : by_priority);
    size_t kept = 0;
    for (size_t i = 0; i < candidates->size; i++) {
        kj_given *g = &candidates->at[i];
        if (taken(marks, g, 1))
            continue;
        take(marks, g, 1);
        candidates->at[kept++] = *g;
    }
    candidates->size = kept;
    free(marks);
    sort(candidates, by_reading);
    return true;
}

enum { QUANTITY = 1, NAME = 2 };

static uint8_t group_of(const kj_types *types, uint32_t type) {
    const uint32_t quantities[] = {types->figure, types->date,     types->date_vague,
                                   types->set,    types->duration, types->ordinal};
    for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++)
        if (type == quantities[i])
            return QUANTITY;
    return type == types->person || type == types->country ? NAME : 0;
}

static bool is_record(const kj_extraction *x, const kj_given *g) {
    char first = kj_names_at(x->model->names, g->type)[0];
    return first >= 'A' && first <= 'Z';
}

/* The smallest mention around each one. Mentions are in reading order: a stack of open ones suffices. */
bool kj_find_parents(kj_givens *mentions) {
    KJ_VEC(uint32_t) open = {0};
    bool ok = true;
    for (uint32_t i = 0; ok && i < mentions->size; i++) {
        kj_given *g = &mentions->at[i];
        while (open.size && mentions->at[open.at[open.size - 1]].end <= g->start)
            open.size--;
        g->parent = KJ_NONE;
        for (size_t k = open.size; k-- > 0;)
            if (mentions->at[open.at[k]].end >= g->end) {
                g->parent = open.at[k];
                break;
            }
        ok = kj_push(&open, i);
    }
    kj_vec_free(&open);
    return ok;
}

bool kj_overlap_mentions(kj_extraction *x) {
    const kj_types *types = &x->model->types;
    kj_givens *list = &x->mentions;
    list->size = 0;
    for (size_t i = 0; i < x->given.size; i++)
        if (is_record(x, &x->given.at[i]) && !kj_push(list, x->given.at[i]))
            return false;
    uint32_t size = 0;
    uint8_t *marks = new_marks(list, &size);
    if (!marks)
        return false;
    sort(list, by_length);
    size_t kept = 0;
    for (size_t i = 0; i < list->size; i++) {
        kj_given *g = &list->at[i];
        uint8_t group = group_of(types, g->type);
        if (taken(marks, g, group == QUANTITY ? QUANTITY | NAME : group))
            continue;
        take(marks, g, group);
        list->at[kept++] = *g;
    }
    list->size = kept;
    free(marks);
    sort(list, by_reading);
    drop_repeats(list);
    return kj_find_parents(list);
}
