/* Spans of one type; a type that patterns ask for has a bit, and most blocks and places lack it.
 *
 * Who looks for a rare word (分别, 将) in all of a clause or sentence would else read every span there. Cost: linear in the
 * places, an eighth of it where the type is not near; in the spans where the lattice has no masks, or the type no bit. */
#include "rules/typed.h"

/* From span `i` on along its chain. */
static uint32_t along(const kj_lattice *lattice, uint32_t i, uint32_t type, bool typed) {
    const kj_span *spans = lattice->spans.at;
    while (i != KJ_NONE && spans[i].type != type)
        i = typed ? lattice->typed.at[i].next : spans[i].next;
    return i;
}

static uint32_t bit_of(const kj_lattice *lattice, uint32_t type) {
    return lattice->sites.size ? kj_type_bit(lattice->bits, type) : KJ_TYPE_BITS;
}

uint32_t kj_typed_first(const kj_lattice *lattice, uint32_t type, uint32_t from, uint32_t to) {
    uint32_t bit = bit_of(lattice, type), found = KJ_NONE;
    if (bit == KJ_TYPE_BITS) {
        for (uint32_t at = from; at < to && found == KJ_NONE; at++)
            found = along(lattice, lattice->first.at[at], type, false);
        return found;
    }
    for (uint32_t at = from; at < to && found == KJ_NONE;) {
        uint32_t behind = at - at % KJ_BLOCK + KJ_BLOCK;
        if (!kj_mask_has_bit(&lattice->blocks.at[at / KJ_BLOCK], bit)) {
            at = behind;
            continue;
        }
        for (behind = behind < to ? behind : to; at < behind && found == KJ_NONE; at++)
            if (kj_mask_has_bit(&lattice->sites.at[at].mask, bit))
                found = along(lattice, lattice->sites.at[at].first, type, true);
    }
    return found;
}

uint32_t kj_typed_next(const kj_lattice *lattice, uint32_t i, uint32_t to) {
    uint32_t type = lattice->spans.at[i].type, start = lattice->spans.at[i].start;
    bool typed = bit_of(lattice, type) != KJ_TYPE_BITS;
    uint32_t next = typed ? lattice->typed.at[i].next : lattice->spans.at[i].next;
    next = along(lattice, next, type, typed);
    return next != KJ_NONE ? next : kj_typed_first(lattice, type, start + 1, to);
}
