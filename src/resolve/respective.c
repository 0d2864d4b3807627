/* 分别: which of several things each of several amounts is of; the same of amounts that only stand in a list (增长9.7%、9.6%).
 *
 * Either a list stands before the word in its clause (东部、西部出口分别增长6%和11%; 面积、单产分别为…), of things or of what is
 * measured of one; or as many amounts do in the sentence (出口54亿元，进口31亿元，分别增长6%和11%). The list, or the amounts,
 * must be as many as the figures behind the word. Cost: bounded for a fact. */
#include "resolve/fact.h"

#include <string.h>

/* Characters between two figures behind the word, and of the text before it that may be the list. */
#define BETWEEN_MAX 12
#define LIST_MAX 60
#define ITEMS_MAX 12
#define ENUMERATION 0x3001u /* 、 */

/* The span of type `respective` that stands before `at` in the sentence, the nearest one; {0, 0}. */
static kaoju_range word_before(const kj_fact_context *c, uint32_t at) {
    const kj_lattice *lattice = &c->x->lattice;
    uint32_t from = at - c->sentence.start > KJ_FACT_CHARACTERS ? at - KJ_FACT_CHARACTERS : c->sentence.start;
    kaoju_range word = {0, 0};
    kj_each_typed (i, lattice, c->x->model->types.respective, from, at)
        if (lattice->spans.at[i].end <= at)
            word = (kaoju_range){lattice->spans.at[i].start, lattice->spans.at[i].end};
    return word;
}

/* Characters of a clause before a figure that still goes on with the list: 13%，3%; not 13%，快于全国3个百分点. */
#define OF_CLAUSE 2

/* The figures behind `at`, none far from the one before, nor in a clause that says more: *count of them; the place of the fact's own among them, SIZE_MAX. */
static size_t place_among(const kj_fact_context *c, uint32_t at, size_t *count) {
    const kaoju_result *r = c->r;
    size_t place = SIZE_MAX;
    *count = 0;
    for (size_t i = kj_mention_from(r, at); i < r->mentions.size && *count < ITEMS_MAX; i++) {
        const kaoju_mention *m = &r->mentions.at[i];
        if (m->cp.start < at || strcmp(m->type, "FIGURE") != 0)
            continue;
        kaoju_range clause = kj_text_clause(&c->x->text, m->cp.start);
        if (m->cp.start > at + BETWEEN_MAX || m->cp.start >= c->sentence.end ||
            (*count && clause.start >= at && m->cp.start > clause.start + OF_CLAUSE))
            break;
        if (i == c->figure)
            place = *count;
        ++*count;
        at = m->cp.end;
    }
    return place;
}

/* Characters of the longest word that a conjunction can be in. */
#define WORD_MAX 4

/* 及 of 普及率. */
static bool is_in_word(const kj_extraction *x, uint32_t at) {
    for (uint32_t from = at > WORD_MAX ? at - WORD_MAX : 0; from < at; from++)
        kj_each_typed (i, &x->lattice, x->model->types.word, from, from + 1) {
            const kj_span *span = &x->lattice.spans.at[i];
            if (span->end > at && span->end - span->start > 2)
                return true;
        }
    return false;
}

/* 和 between two items, from dict/number or not: any word of one or two characters that the segmentation calls c. */
static uint32_t conjunction_end(const kj_extraction *x, uint32_t at) {
    kj_each_typed (i, &x->lattice, x->model->types.function, at, at + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (kj_string_is(kj_says(x, span->entry, "pos"), "c"))
            return is_in_word(x, at) ? 0 : span->end;
    }
    return 0;
}

/* Are mention `i` and the one behind it figures with nothing but 、 or 和 between them: 增长9.7%、9.6%? */
static bool is_listed(const kj_fact_context *c, size_t i) {
    const kaoju_result *r = c->r;
    if (i + 1 >= r->mentions.size || strcmp(r->mentions.at[i].type, "FIGURE") != 0 ||
        strcmp(r->mentions.at[i + 1].type, "FIGURE") != 0)
        return false;
    uint32_t end = kj_text_solid(&c->x->text, r->mentions.at[i].cp.end), start = r->mentions.at[i + 1].cp.start;
    if (end >= start)
        return false;
    uint32_t next = c->x->text.symbol[end] == ENUMERATION ? end + 1 : conjunction_end(c->x, end);
    return next && kj_text_solid(&c->x->text, next) == start;
}

/* The same as place_among for a list of figures without 分别; *start is where it begins. */
static size_t place_in_list(const kj_fact_context *c, uint32_t *start, size_t *count) {
    size_t first = c->figure, last = c->figure;
    while (first && c->figure - first < ITEMS_MAX && is_listed(c, first - 1))
        first--;
    while (last - c->figure < ITEMS_MAX && is_listed(c, last))
        last++;
    *start = c->r->mentions.at[first].cp.start;
    *count = last - first + 1;
    return first < last ? c->figure - first : SIZE_MAX;
}

/* Item `place` of the `count` that [start, end) lists; {0, 0} if it does not list so many. */
static kaoju_range item_of(const kj_extraction *x, kaoju_range list, size_t place, size_t count) {
    kaoju_range item = {0, 0};
    uint32_t start = list.start;
    size_t items = 0;
    for (uint32_t at = list.start; at <= list.end; at++) {
        uint32_t next = at == list.end ? at : x->text.symbol[at] == ENUMERATION ? at + 1 : conjunction_end(x, at);
        if ((!next && at < list.end) || (at < list.end && at == start))
            continue;
        if (items++ == place)
            item = (kaoju_range){start, at};
        start = next;
    }
    return items == count ? item : (kaoju_range){0, 0};
}

/* The noun for an amount that the list ends with, 零售额 of 粮油、饮料零售额, if item `item` does without one; {0, 0}. */
static kaoju_range shared_noun(const kj_extraction *x, kaoju_range item, kaoju_range last) {
    uint32_t quantity = KJ_NONE, noun = KJ_NONE;
    if (kj_typed_to(&x->lattice, x->model->types.quantity, item.start, item.end, item.end) != KJ_NONE)
        return (kaoju_range){0, 0};
    kj_each_span (i, &x->lattice, last.start + 1, last.end) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (span->end != last.end)
            continue;
        if (span->type == x->model->types.quantity && quantity == KJ_NONE)
            quantity = span->start;
        if (span->type == x->model->types.word && span->end - span->start > 2 && noun == KJ_NONE)
            noun = span->start;
    }
    if (quantity == KJ_NONE)
        return (kaoju_range){0, 0};
    return (kaoju_range){noun < quantity ? noun : quantity, last.end};
}

/* What the first item ends with, 汽车 of 该市生产汽车: the longest noun phrase or entity. */
static kaoju_range last_noun(const kj_fact_context *c, kaoju_range item) {
    const kj_lattice *lattice = &c->x->lattice;
    kj_each_span (i, lattice, item.start, item.end) {
        const kj_span *span = &lattice->spans.at[i];
        if ((span->type == c->x->model->types.noun || span->type == c->x->model->types.country) &&
            span->end == item.end)
            return (kaoju_range){span->start, span->end};
    }
    return item;
}

/* Several amounts before the word in the sentence: the fact that the amount at `place` is a change of. */
static size_t twin_of(const kj_fact_context *c, kaoju_range word, size_t place, size_t count) {
    const kaoju_result *r = c->r;
    size_t last = r->facts.size;
    while (last > 0 && r->mentions.at[r->facts.at[last - 1].figure].cp.start >= word.start)
        last--;
    size_t first = last;
    while (first > 0 && last - first < count && r->facts.at[first - 1].sentence.start == c->sentence.start)
        first--;
    return last - first == count ? first + place : SIZE_MAX;
}

void kj_fact_respective(kj_fact_context *c, kaoju_range metric) {
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    kaoju_range word = word_before(c, figure);
    size_t count = 0, place = word.end ? place_among(c, word.end, &count) : SIZE_MAX;
    if (place == SIZE_MAX) {
        place = place_in_list(c, &word.start, &count);
        word.end = word.start;
    }
    c->item = (kaoju_range){0, 0};
    c->measured = false;
    c->shared = (kaoju_range){0, 0};
    c->twin = SIZE_MAX;
    c->follows = place != SIZE_MAX && place && c->previous != SIZE_MAX;
    if (place == SIZE_MAX || count < 2)
        return;
    if (c->follows)
        metric = c->listed;
    c->listed = metric;
    kaoju_range list = kj_text_clause(&c->x->text, word.start);
    list.start = word.start - list.start > LIST_MAX ? word.start - LIST_MAX : list.start;
    list.end = metric.end > metric.start && metric.end <= word.start ? metric.end : word.start;
    kaoju_range item = item_of(c->x, list, place, count), end = item_of(c->x, list, count - 1, count);
    if (!item.end) {
        c->twin = twin_of(c, word, place, count);
        return;
    }
    c->measured = metric.start <= end.start;
    if (!c->measured && place + 1 == count)
        item.end = metric.start;
    c->item = place ? item : last_noun(c, item);
    if (!c->measured)
        return;
    c->item = kj_fact_trim(c, c->item);
    c->shared = shared_noun(c->x, place + 1 == count ? (kaoju_range){end.start, end.start} : c->item, end);
}
