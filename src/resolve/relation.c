/* Relation spans -> relations between entities.
 *
 * A rule that emits `relation.NAME` gives fields person, title and of (whose spans are mentions or plain text), and
 * optionally former. A relation whose person did not become a mention is left out.
 * Cost: linear in relations, binary search in the mentions. */
#include "resolve/resolve.h"

#include <stdlib.h>
#include <string.h>

#define PREFIX "relation."

/* Mention of `type` with exactly this span; SIZE_MAX if there is none. Mentions are in reading order. */
static size_t mention_at(const kaoju_result *r, const kj_attribute *attribute, const char *type) {
    size_t low = 0, high = r->mentions.size;
    if (!attribute || attribute->start == KJ_NONE)
        return SIZE_MAX;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->mentions.at[middle].cp.start < attribute->start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < r->mentions.size && r->mentions.at[low].cp.start == attribute->start; low++)
        if (r->mentions.at[low].cp.end == attribute->end && !strcmp(r->mentions.at[low].type, type))
            return low;
    return SIZE_MAX;
}

static bool add_relation(kj_extraction *x, kaoju_result *r, const kj_given *g) {
    const kj_value *value = x->values.at[g->value];
    const kj_attribute *of = kj_value_attribute(value, "of"), *title = kj_value_attribute(value, "title");
    size_t person = mention_at(r, kj_value_attribute(value, "person"), "PERSON");
    size_t country = mention_at(r, of, "COUNTRY");
    if (person == SIZE_MAX)
        return true;
    size_t *mentions = kj_arena_new(&r->arena, 2, sizeof *mentions);
    if (!mentions)
        return false;
    kaoju_relation relation = {.relation = kj_names_at(x->model->names, g->type) + strlen(PREFIX),
                               .person = r->mentions.at[person].entity,
                               .mentions = mentions,
                               .mention_count = 1,
                               .former = kj_value_attribute(value, "former") != NULL,
                               .sentence = r->mentions.at[person].sentence,
                               .rule = x->model->rules.rules[g->rule].name};
    mentions[0] = person;
    if (title)
        relation.title = title->text;
    if (of)
        relation.of_text = of->text;
    if (country != SIZE_MAX) {
        relation.of = r->mentions.at[country].entity;
        mentions[relation.mention_count++] = country;
    }
    return kj_push(&r->relations, relation);
}

bool kj_make_relations(kj_extraction *x, kaoju_result *r) {
    for (size_t i = 0; i < x->given.size; i++) {
        const char *type = kj_names_at(x->model->names, x->given.at[i].type);
        if (!strncmp(type, PREFIX, strlen(PREFIX)) && !add_relation(x, r, &x->given.at[i]))
            return false;
    }
    return true;
}
