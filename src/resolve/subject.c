/* What a fact is about: the entities nearest to its metric.
 *
 * In this order, the first that has any: inside what is printed of the metric; before the figure in its clause; before it in the
 * sentence, the nearest clause first; those of the fact before, in the same paragraph; before it in the paragraph; the one
 * that the article names most. Cost: bounded for a fact; linear in the mentions for an article. */
#include "resolve/fact.h"

#include <string.h>

static bool is_subject(const kaoju_mention *m) {
    return m->entity && (!strcmp(m->type, "COUNTRY") || !strcmp(m->type, "ORG") || !strcmp(m->type, "PLACE"));
}

/* Keeps `m`'s entity if it is not there yet. `list` has room for every mention in the range that is searched. */
static void keep(const char **list, size_t *count, const kaoju_mention *m) {
    for (size_t i = 0; i < *count; i++)
        if (!strcmp(list[i], m->entity))
            return;
    list[(*count)++] = m->entity;
}

/* Entities of the mentions in [start, end), in reading order. */
static bool collect(const kj_fact_context *c, uint32_t start, uint32_t end, const char *const **out, size_t *count) {
    const kaoju_result *r = c->r;
    size_t first = c->figure, last;
    size_t floor = c->figure > KJ_FACT_MENTIONS ? c->figure - KJ_FACT_MENTIONS : 0;
    while (first > floor && r->mentions.at[first - 1].cp.start >= start)
        first--;
    for (last = first; last < r->mentions.size && r->mentions.at[last].cp.start < end;)
        last++;
    *count = 0;
    const char **list = kj_arena_new(&c->r->arena, last - first + 1, sizeof *list);
    if (!list)
        return false;
    for (size_t i = first; i < last; i++)
        if (is_subject(&r->mentions.at[i]))
            keep(list, count, &r->mentions.at[i]);
    *out = list;
    return true;
}

/* The nearest clause of the sentence before the figure that has any. */
static bool collect_sentence(const kj_fact_context *c, const char *const **out, size_t *count) {
    *count = 0;
    uint32_t floor = c->clause.start > KJ_FACT_CHARACTERS ? c->clause.start - KJ_FACT_CHARACTERS : 0;
    floor = floor > c->sentence.start ? floor : c->sentence.start;
    for (uint32_t end = c->clause.start; !*count && end > floor;) {
        uint32_t start = kj_text_clause(&c->x->text, end - 1).start;
        if (start >= end)
            break;
        if (!collect(c, start, end, out, count))
            return false;
        end = start;
    }
    return true;
}

const char *kj_main_entity(const kaoju_result *r, kaoju_range article, size_t *counts) {
    size_t first = kj_mention_from(r, article.start), best = SIZE_MAX, last;
    for (last = first; last < r->mentions.size && r->mentions.at[last].cp.start < article.end; last++)
        if (is_subject(&r->mentions.at[last]))
            counts[r->entity_of.at[last]]++;
    for (size_t i = first; i < last; i++) {
        size_t e = r->entity_of.at[i];
        if (is_subject(&r->mentions.at[i]) &&
            (best == SIZE_MAX || counts[e] > counts[best] || (counts[e] == counts[best] && e < best)))
            best = e;
    }
    for (size_t i = first; i < last; i++)
        if (is_subject(&r->mentions.at[i]))
            counts[r->entity_of.at[i]] = 0;
    return best == SIZE_MAX ? NULL : r->entities.at[best].id;
}

static bool take_main(const kj_fact_context *c, const char *const **out, size_t *count) {
    const char **list = kj_arena_new(&c->r->arena, 1, sizeof *list);
    if (!list)
        return false;
    list[0] = c->main;
    *out = list;
    *count = c->main != NULL;
    return true;
}

bool kj_fact_subjects(const kj_fact_context *c, kaoju_range metric, const char *const **out, size_t *count) {
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    uint32_t start = metric.start < c->clause.start ? metric.start : c->clause.start;
    *out = NULL;
    if (!collect(c, start, figure, out, count) || (!*count && !collect_sentence(c, out, count)))
        return false;
    if (!*count && c->previous != SIZE_MAX) {
        const kaoju_fact *before = &c->r->facts.at[c->previous];
        if (before->sentence.start >= c->paragraph.start) {
            *out = before->subjects;
            *count = before->subject_count;
        }
    }
    if (!*count && !collect(c, c->paragraph.start, c->sentence.start, out, count))
        return false;
    return *count || take_main(c, out, count);
}

kaoju_range kj_fact_topic(const kj_fact_context *c, kaoju_range metric) {
    const kj_lattice *lattice = &c->x->lattice;
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    uint32_t end = metric.start < figure && metric.start > c->clause.start ? metric.start : figure;
    uint32_t start = end - c->clause.start > KJ_FACT_CHARACTERS ? end - KJ_FACT_CHARACTERS : c->clause.start;
    for (uint32_t i = lattice->first.at[start]; i < lattice->first.at[end]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->type == c->x->model->types.topic && span->end <= end)
            return (kaoju_range){span->start, span->end};
    }
    return (kaoju_range){0, 0};
}
