/* Names found surely once are found everywhere.
 *
 * Every confident PERSON gives its name to a set of known ones (known.h), a name of several parts also each part of two or more
 * characters (穆赫塔罗娃 for 古尔米拉·穆赫塔罗娃). What it finds elsewhere becomes a mention, unless it is inside a longer word
 * or touches another name. Then a part, or a beginning that the layout has cut off, is called by the whole name.
 * Cost: linear in the text and in the names, see known.c. */
#include "resolve/known.h"
#include "resolve/resolve.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Confidence from which a name counts as sure. */
#define SURE 0.8
/* Confidence of a mention that was found by its name alone, relative to the sure one. */
#define FOUND_BY_NAME 0.9
/* Its priority: what rules give is better. */
#define PRIORITY (-100)
/* Characters of a part that may stand for the whole name. */
#define PART_MIN 2
#define MIDDLE_DOT 0xB7u

typedef struct known_name {
    uint32_t start, end; /* code points of its first mention or part */
    kaoju_string name;   /* as printed, cleaned */
    uint32_t whole;      /* index of the name it is a part of, or its own */
    uint32_t rule;
    bool sure;
} known_name;

typedef struct people {
    KJ_VEC(known_name) names;
    kj_names *seen;
    kj_names *beginnings;
    KJ_VEC(uint32_t) longer; /* by number of the beginning */
} people;

/* Returns its number; KJ_NONE: out of memory. */
static uint32_t add_name(kj_extraction *x, people *p, uint32_t start, uint32_t end, uint32_t whole, const kj_given *g) {
    kaoju_string name = kj_text_norm(&x->text, start, end, &x->arena);
    uint32_t id = kj_names_add(p->seen, name);
    if (id < p->names.size) {
        if (whole != KJ_NONE && p->names.at[id].whole == id && whole != id)
            p->names.at[id].whole = whole; /* it stood by itself before: the same person by a part of the name */
        return id;
    }
    known_name known = {start, end, name, whole == KJ_NONE ? id : whole, g->rule, g->confidence >= SURE};
    return id != KJ_NONE && kj_push(&p->names, known) ? id : KJ_NONE;
}

/* A name and its parts between middle dots. */
static bool add_whole(kj_extraction *x, people *p, const kj_given *g) {
    uint32_t whole = add_name(x, p, g->start, g->end, KJ_NONE, g), part = g->start;
    bool parts = false;
    if (whole == KJ_NONE)
        return false;
    x->values.at[g->value]->name = p->names.at[whole].name;
    for (uint32_t at = g->start; at <= g->end; at++) {
        bool dot = at < g->end && x->text.symbol[at] == MIDDLE_DOT;
        parts |= dot;
        if (!dot && at < g->end)
            continue;
        if (parts && at - part >= PART_MIN && add_name(x, p, part, at, whole, g) == KJ_NONE)
            return false;
        part = at + 1;
    }
    return true;
}

static bool inside_longer_word(const kj_extraction *x, const kj_hit *hit) {
    const kj_lattice *lattice = &x->lattice;
    uint32_t from = hit->start > 4 ? hit->start - 4 : 0;
    for (uint32_t at = from; at <= hit->start; at++)
        kj_each_span (i, lattice, at, at + 1) {
            const kj_span *span = &lattice->spans.at[i];
            if (span->entry != KJ_NONE && span->end >= hit->end && span->end - span->start > hit->end - hit->start)
                return true;
        }
    return false;
}

/* Is the hit a mention of a person already, found by more than its name? Mentions before `*near` end before the hits. */
static bool is_mention(const kj_extraction *x, const kj_hit *hit, size_t *near) {
    const kj_givens *list = &x->mentions;
    while (*near < list->size && list->at[*near].start < hit->start)
        ++*near;
    for (size_t i = *near; i < list->size && list->at[i].start == hit->start; i++)
        if (list->at[i].end == hit->end && list->at[i].type == x->model->types.person &&
            list->at[i].priority > PRIORITY)
            return true;
    return false;
}

static bool give(kj_extraction *x, const known_name *name, const kj_hit *hit) {
    kj_value *value = kj_arena_new(&x->arena, 1, sizeof *value);
    kj_given given = {.start = hit->start,
                      .end = hit->end,
                      .match_start = hit->start,
                      .match_end = hit->end,
                      .type = x->model->types.person,
                      .rule = name->rule,
                      .value = (uint32_t)x->values.size,
                      .priority = PRIORITY,
                      .confidence = FOUND_BY_NAME,
                      .parent = KJ_NONE};
    if (!value || !kj_push(&x->given, given))
        return false;
    *value = (kj_value){.entry = KJ_NONE, .object_start = KJ_NONE, .object_end = KJ_NONE};
    value->name = name->name;
    return kj_push(&x->values, value);
}

/* Where a name is a mention already, another candidate would lose against it and change nothing; only a trace tells of it.
 * *more: there are new candidates. */
static bool find_everywhere(kj_extraction *x, people *p, bool *more) {
    kj_known known;
    kj_hit hit;
    size_t characters = 0, near = 0, given = x->given.size;
    for (size_t i = 0; i < p->names.size; i++)
        characters += p->names.at[i].end - p->names.at[i].start;
    bool ok = kj_known_start(&known, characters);
    for (uint32_t i = 0; ok && i < p->names.size; i++)
        kj_known_add(&known, &x->text, (kaoju_range){p->names.at[i].start, p->names.at[i].end}, i);
    for (uint32_t at = 0; ok && kj_known_next(&known, &x->text, at, &hit); at = hit.end) {
        const known_name *name = &p->names.at[hit.pattern];
        if (name->sure && (x->trace || !is_mention(x, &hit, &near)) && !inside_longer_word(x, &hit))
            ok = give(x, name, &hit);
    }
    kj_known_free(&known);
    *more = x->given.size > given;
    return ok;
}

/* Beginnings of two or more characters of every whole name -> that name, or SEVERAL. */
#define SEVERAL (KJ_NONE - 1)
static bool collect_beginnings(people *p) {
    for (uint32_t i = 0; i < p->names.size; i++) {
        const known_name *name = &p->names.at[i];
        uint32_t characters = 0;
        for (size_t at = 0; name->whole == i && at < name->name.size;) {
            kaoju_string beginning = {name->name.data, at};
            kj_utf8_next(name->name.data, name->name.size, &at);
            if (characters++ < PART_MIN)
                continue;
            uint32_t id = kj_names_add(p->beginnings, beginning);
            if (id == KJ_NONE || (id == p->longer.size && !kj_push(&p->longer, i)))
                return false;
            if (p->longer.at[id] != i)
                p->longer.at[id] = SEVERAL;
        }
    }
    return true;
}

/* A name cut off by the layout: it stands at the end of a line and begins exactly one longer name. */
static uint32_t longer_name(const kj_extraction *x, const people *p, const kj_given *g, kaoju_string name) {
    bool line_end = x->text.byte[g->end] < x->text.size &&
                    (x->text.utf8[x->text.byte[g->end]] == '\n' || x->text.utf8[x->text.byte[g->end]] == '\r');
    uint32_t id = line_end ? kj_names_find(p->beginnings, name) : KJ_NONE;
    return id == KJ_NONE || p->longer.at[id] == SEVERAL ? KJ_NONE : p->longer.at[id];
}

static bool call_by_full_name(kj_extraction *x, const people *p) {
    for (size_t i = 0; i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        if (g->type != x->model->types.person)
            continue;
        kj_value *value = x->values.at[g->value];
        kaoju_string name = value->name.data ? value->name : kj_text_norm(&x->text, g->start, g->end, &x->arena);
        uint32_t id = kj_names_find(p->seen, name);
        if (!name.data)
            return false;
        if (id == KJ_NONE)
            continue;
        uint32_t whole = p->names.at[id].whole;
        uint32_t longer = whole == id ? longer_name(x, p, g, name) : KJ_NONE;
        value->name = p->names.at[longer != KJ_NONE ? longer : whole].name;
    }
    return true;
}

bool kj_resolve_people(kj_extraction *x) {
    people p = {.seen = kj_names_new(), .beginnings = kj_names_new()};
    bool ok = p.seen && p.beginnings;
    for (size_t i = 0; ok && i < x->mentions.size; i++)
        if (x->mentions.at[i].type == x->model->types.person && x->mentions.at[i].confidence >= KJ_CONFIDENCE_MIN)
            ok = add_whole(x, &p, &x->mentions.at[i]);
    if (ok && p.names.size) {
        bool more = false;
        ok = find_everywhere(x, &p, &more) && (!more || kj_overlap_mentions(x)) && collect_beginnings(&p) &&
             call_by_full_name(x, &p);
    }
    kj_vec_free(&p.names);
    kj_vec_free(&p.longer);
    kj_names_free(p.seen);
    kj_names_free(p.beginnings);
    return ok;
}
