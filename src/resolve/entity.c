/* Records -> entities of the document: one for each country code and each canonical person name.
 *
 * A country's id is its code (country:KZ), the same in every document; a person's is a hash of document and name, since
 * the same name in another document may be another person. Cost: linear in the mentions. */
#include "resolve/resolve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *person_id(kaoju_result *r, kaoju_string name) {
    char id[32] = "person:";
    kj_sha256 hash;
    kj_sha256_start(&hash);
    kj_sha256_add(&hash, r->sha256, strlen(r->sha256));
    kj_sha256_add(&hash, name.data, name.size);
    kj_sha256_hex(&hash, id + 7, 16);
    return kj_arena_copy(&r->arena, id, strlen(id));
}

static const char *country_id(kaoju_result *r, kaoju_string code) {
    char id[32];
    snprintf(id, sizeof id, "country:%.*s", (int)code.size, code.data);
    return kj_arena_copy(&r->arena, id, strlen(id));
}

/* Entity of a mention, made when it is new. KJ_NONE: the mention has none. */
static bool entity_for(kaoju_result *r, kj_names *ids, const kaoju_mention *m, uint32_t *index) {
    bool person = !strcmp(m->type, "PERSON"), country = !strcmp(m->type, "COUNTRY");
    *index = KJ_NONE;
    if (!(person && m->value.name.data) && !(country && m->value.code.data))
        return true;
    const char *id = person ? person_id(r, m->value.name) : country_id(r, m->value.code);
    if (!id)
        return false;
    *index = kj_names_find(ids, kj_string(id));
    if (*index != KJ_NONE)
        return true;
    *index = kj_names_add(ids, kj_string(id));
    kaoju_entity entity = {.id = id, .type = m->type, .name = m->value.name};
    if (country) {
        entity.iso = m->value.code;
        entity.wikidata = m->value.qid;
    }
    return *index != KJ_NONE && kj_push(&r->entities, entity);
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

bool kj_make_entities(kaoju_result *r) {
    kj_names *ids = kj_names_new();
    bool ok = ids != NULL;
    r->entity_of.size = 0;
    for (size_t i = 0; ok && i < r->mentions.size; i++) {
        uint32_t index = KJ_NONE;
        ok = entity_for(r, ids, &r->mentions.at[i], &index) && kj_push(&r->entity_of, index);
    }
    kj_names_free(ids);
    return ok && fill_entities(r);
}
