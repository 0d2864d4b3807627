/* Spans of one type; a type that patterns ask for has a map of its places.
 *
 * Who looks for a rare word (分别, 将) in all of a clause or sentence would else read every span there. Cost: linear in the
 * words of the map and the spans of the places on it; in all spans where the lattice has no maps, or the type no bit. */
#include "rules/typed.h"

/* Spans of the type at one place, from span `i` on along its chain. */
static uint32_t along(const kj_lattice *lattice, uint32_t i, uint32_t type) {
    const kj_span *spans = lattice->spans.at;
    while (i != KJ_NONE && spans[i].type != type)
        i = spans[i].next;
    return i;
}

/* The first one at a place. Types may share bits. */
static uint32_t first_at(const kj_lattice *lattice, uint32_t at, uint32_t type) {
    const kj_typed *typed = lattice->typed.at;
    for (uint32_t i = lattice->sites.at[at].first; i != KJ_NONE; i = typed[i].next)
        if (lattice->spans.at[typed[i].span].type == type)
            return typed[i].span;
    return KJ_NONE;
}

uint32_t kj_typed_first(const kj_lattice *lattice, uint32_t type, uint32_t from, uint32_t to) {
    const uint32_t bit = lattice->sites.size ? kj_type_bit(lattice->bits, type) : KJ_TYPE_BITS;
    uint32_t found = KJ_NONE;
    if (bit == KJ_TYPE_BITS) {
        for (uint32_t at = from; at < to && found == KJ_NONE; at++)
            found = along(lattice, lattice->first.at[at], type);
        return found;
    }
    if (!kj_mask_has_bit(&lattice->there, bit))
        return KJ_NONE;
    const uint64_t *map = kj_lattice_map(lattice, bit);
    for (uint32_t at = from; found == KJ_NONE && (at = kj_map_next(map, at, to)) < to; at++)
        found = first_at(lattice, at, type);
    return found;
}

uint32_t kj_typed_next(const kj_lattice *lattice, uint32_t i, uint32_t to) {
    const kj_span *span = &lattice->spans.at[i];
    const uint32_t next = along(lattice, span->next, span->type);
    return next != KJ_NONE ? next : kj_typed_first(lattice, span->type, span->start + 1, to);
}

uint32_t kj_typed_to(const kj_lattice *lattice, uint32_t type, uint32_t from, uint32_t to, uint32_t end) {
    kj_each_typed (i, lattice, type, from, to)
        if (lattice->spans.at[i].end == end)
            return i;
    return KJ_NONE;
}
