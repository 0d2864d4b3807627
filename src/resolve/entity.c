/* Records -> entities of the document: one for each country code, each canonical person name, each body and place.
 *
 * A country's id is its code (country:KZ), the same in every document, and what dict/org/org.tsv or dict/place/region.tsv
 * holds has its id there; that of a person or of any other body or place is a hash of document and name, since the same
 * name in another document may be another one. Cost: linear in the mentions. */
#include "resolve/resolve.h"

#include <stdlib.h>
#include <string.h>

/* `prefix` and a hash of document and name. */
static const char *hashed_id(kaoju_result *r, const char *prefix, kaoju_string name) {
    size_t size = strlen(prefix);
    char *id = kj_arena_raw(&r->arena, size + 17);
    if (!id)
        return NULL;
    memcpy(id, prefix, size); /* NOLINT(bugprone-not-null-terminated-result): the hash follows */
    kj_sha256_hex_behind(&r->names, name.data, name.size, id + size, 16);
    return id;
}

/* A code is as long as a dictionary has it. */
const char *kj_country_id(kj_arena *arena, kaoju_string code) {
    static const char prefix[] = "country:";
    char *id = kj_arena_new(arena, sizeof prefix + code.size, 1);
    if (!id)
        return NULL;
    memcpy(id, prefix, sizeof prefix - 1);
    if (code.size)
        memcpy(id + sizeof prefix - 1, code.data, code.size);
    return id;
}

/* A body or place of the dictionaries has its id there, the same in every document. */
static const char *body_id(const kj_extraction *x, kaoju_result *r, const kj_value *value, const kaoju_mention *m) {
    const kj_types *types = &x->model->types;
    uint32_t class_id = value->entry == KJ_NONE ? KJ_NONE : kj_entry_class(x->model->lexicon, value->entry);
    if (class_id == types->org || class_id == types->region || class_id == types->country_class) {
        kaoju_string id = kj_says(x, value->entry, "id");
        if (id.data)
            return kj_arena_copy(&r->arena, id.data, id.size);
    }
    return hashed_id(r, strcmp(m->type, "ORG") ? "place:" : "org:", m->value.name);
}

/* Entity id of a mention; NULL with *none = true if it has none, else NULL is out of memory. */
static const char *id_of(const kj_extraction *x, kaoju_result *r, size_t index, bool *none) {
    const kj_types *types = &x->model->types;
    const kaoju_mention *m = &r->mentions.at[index];
    uint32_t type = x->mentions.at[index].type;
    *none = false;
    if (type == types->person && m->value.name.data)
        return hashed_id(r, "person:", m->value.name);
    if (type == types->country && m->value.code.data)
        return kj_country_id(&r->arena, m->value.code);
    if (type == types->org_record || type == types->place_record)
        return body_id(x, r, x->values.at[x->mentions.at[index].value], m);
    *none = true;
    return NULL;
}

/* Entities by type, entry and the address of what they are called: mentions of a person share one string, those of an entry
 * its cells. A slot belongs to whoever came last. */
#define SLOTS 128
typedef struct addresses {
    struct {
        const char *type, *name; /* NULL: free */
        uint32_t entry, entity;
    } slots[SLOTS];
} addresses;

static size_t slot_of(const char *name) {
    return (size_t)((uint64_t)(uintptr_t)name * 0x9E3779B97F4A7C15u >> 32) % SLOTS;
}

/* Entity of a mention, made when it is new. KJ_NONE: the mention has none. */
static bool entity_for(const kj_extraction *x, kaoju_result *r, kj_names *ids, size_t mention, uint32_t *index) {
    const kaoju_mention *m = &r->mentions.at[mention];
    bool none;
    const char *id = id_of(x, r, mention, &none);
    *index = KJ_NONE;
    if (!id)
        return none;
    *index = kj_names_add(ids, kj_string(id));
    if (*index < r->entities.size)
        return true;
    kaoju_entity entity = {.id = id, .type = m->type, .name = m->value.name};
    entity.iso = m->value.code;
    entity.wikidata = m->value.qid;
    return *index != KJ_NONE && kj_push(&r->entities, entity);
}

/* The same; what has been called by this very string before needs no id. */
static bool entity_again(const kj_extraction *x, kaoju_result *r, kj_names *ids, size_t mention, addresses *known,
                         uint32_t *index) {
    const kaoju_mention *m = &r->mentions.at[mention];
    const char *name = m->value.code.data ? m->value.code.data : m->value.name.data;
    uint32_t entry = x->values.at[x->mentions.at[mention].value]->entry;
    size_t slot = slot_of(name);
    if (name && known->slots[slot].name == name && known->slots[slot].type == m->type &&
        known->slots[slot].entry == entry) {
        *index = known->slots[slot].entity;
        return true;
    }
    bool ok = entity_for(x, r, ids, mention, index);
    known->slots[slot].type = m->type;
    known->slots[slot].name = name;
    known->slots[slot].entry = entry;
    known->slots[slot].entity = *index;
    return ok;
}

static bool has_name(const kaoju_entity *entity, kaoju_string name) {
    for (size_t i = 0; i < entity->name_count; i++)
        if (kj_string_same(entity->names[i], name))
            return true;
    return false;
}

/* Gives every entity its mentions and the different names they use, in reading order. */
static bool fill_entities(kaoju_result *r) {
    for (size_t i = 0; i < r->mentions.size; i++)
        if (r->entity_of.at[i] != KJ_NONE)
            r->entities.at[r->entity_of.at[i]].mention_count++;
    for (size_t e = 0; e < r->entities.size; e++) {
        kaoju_entity *entity = &r->entities.at[e];
        entity->mentions = kj_arena_new(&r->arena, entity->mention_count, sizeof *entity->mentions);
        entity->names = kj_arena_new(&r->arena, entity->mention_count, sizeof *entity->names);
        if (!entity->mentions || !entity->names)
            return false;
        entity->mention_count = 0;
    }
    for (size_t i = 0; i < r->mentions.size; i++) {
        if (r->entity_of.at[i] == KJ_NONE)
            continue;
        kaoju_entity *entity = &r->entities.at[r->entity_of.at[i]];
        ((size_t *)entity->mentions)[entity->mention_count++] = i;
        if (!has_name(entity, r->mentions.at[i].norm))
            ((kaoju_string *)entity->names)[entity->name_count++] = r->mentions.at[i].norm;
        r->mentions.at[i].entity = entity->id;
    }
    return true;
}

bool kj_make_entities(const kj_extraction *x, kaoju_result *r) {
    kj_names *ids = kj_names_new();
    addresses known = {0};
    bool ok = ids != NULL;
    r->entity_of.size = 0;
    for (size_t i = 0; ok && i < r->mentions.size; i++) {
        uint32_t index = KJ_NONE;
        ok = entity_again(x, r, ids, i, &known, &index) && kj_push(&r->entity_of, index);
    }
    kj_names_free(ids);
    return ok && fill_entities(r);
}
