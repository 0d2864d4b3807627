/* Words that stand for an entity named before: 当地, 该公司, 项目.
 *
 * dict/fact/anaphor.tsv says of which type and kind the entity is and how its name ends; the last one that fits, before the
 * word and in the same article, is meant. What has a name right before it (泰国当地, 青禾集团公司) or behind it is no such word. Cost:
 * bounded for a word. */
#include "resolve/fact.h"

#include <string.h>

/* Is `item` one of a list with |? An empty list holds everything. */
static bool holds(kaoju_string list, const char *item, size_t size) {
    if (!list.size)
        return true;
    for (kaoju_string one; (one = kj_string_split(&list, '|')).data;)
        if (one.size == size && !memcmp(one.data, item, size))
            return true;
    return false;
}

/* Does the name end in one of the list? */
static bool ends(kaoju_string list, kaoju_string name) {
    if (!list.size)
        return true;
    for (kaoju_string one; (one = kj_string_split(&list, '|')).data;)
        if (one.size && one.size <= name.size && !memcmp(name.data + name.size - one.size, one.data, one.size))
            return true;
    return false;
}

/* What the dictionary says of the entities that a word may stand for. */
typedef struct meaning {
    kaoju_string type, kind, ends;
} meaning;

static bool fits(const kj_fact_context *c, const meaning *word, const kaoju_mention *m) {
    if (!m->entity || !holds(word->type, m->type, strlen(m->type)))
        return false;
    return (!word->kind.size || (m->value.kind.data && holds(word->kind, m->value.kind.data, m->value.kind.size))) &&
           ends(word->ends, m->value.name) && !kj_in_dateline(c, m) && !kj_string_is(m->value.kind, "media") &&
           !kj_string_is(m->value.kind, "continent");
}

/* The last entity before [start) of the article that the entry can mean. */
static const char *antecedent(const kj_fact_context *c, uint32_t entry, uint32_t start) {
    const kaoju_result *r = c->r;
    const meaning word = {kj_says(c->x, entry, "type"), kj_says(c->x, entry, "kind"), kj_says(c->x, entry, "ends")};
    size_t last = kj_mention_from(r, start), floor = last > KJ_FACT_MENTIONS ? last - KJ_FACT_MENTIONS : 0;
    uint32_t article = r->articles.at[kj_article_of(r, start)].cp.start;
    for (size_t i = last; i-- > floor && r->mentions.at[i].cp.start >= article;)
        if (r->mentions.at[i].cp.end <= start && fits(c, &word, &r->mentions.at[i]))
            return r->mentions.at[i].entity;
    return NULL;
}

/* Does an entity end at `start`, or does one hold the word? */
static bool belongs_to_name(const kj_fact_context *c, uint32_t start, uint32_t end) {
    const kaoju_result *r = c->r;
    for (size_t i = kj_mention_from(r, end); i-- > 0 && r->mentions.at[i].cp.end + KJ_FACT_CHARACTERS > start;)
        if (r->mentions.at[i].entity && kj_text_solid(&c->x->text, r->mentions.at[i].cp.end) >= start)
            return true;
    return false;
}

const char *kj_fact_anaphor(const kj_fact_context *c, uint32_t start, uint32_t end) {
    const kj_lattice *lattice = &c->x->lattice;
    start = end - start > KJ_FACT_CHARACTERS ? end - KJ_FACT_CHARACTERS : start;
    kj_each_typed (i, lattice, c->x->model->types.anaphor, start, end) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->end > end || belongs_to_name(c, span->start, span->end))
            continue;
        const char *entity = antecedent(c, span->entry, span->start);
        if (entity)
            return entity;
    }
    return NULL;
}
