/* Spans of one type: what the masks of the lattice know of it is passed over. */
#ifndef KJ_RULES_TYPED_H
#define KJ_RULES_TYPED_H

#include "rules/span.h"

/* The first span of `type` that starts in [from, to), and the next such behind span `i`, which is one; KJ_NONE for none. In
 * the order of kj_each_span. */
uint32_t kj_typed_first(const kj_lattice *lattice, uint32_t type, uint32_t from, uint32_t to);
uint32_t kj_typed_next(const kj_lattice *lattice, uint32_t i, uint32_t to);

/* The first that goes to just `end`; KJ_NONE. */
uint32_t kj_typed_to(const kj_lattice *lattice, uint32_t type, uint32_t from, uint32_t to, uint32_t end);
/* Does one start in [from, to)? */
static inline bool kj_has_typed(const kj_lattice *lattice, uint32_t type, uint32_t from, uint32_t to) {
    return kj_typed_first(lattice, type, from, to) != KJ_NONE;
}

/* Goes through the numbers of the spans of `type` that start in [from, to), in order. Spans may be added meanwhile. */
#define kj_each_typed(i, lattice, type, from, to)                                                                      \
    for (uint32_t i = kj_typed_first(lattice, type, from, to); (i) != KJ_NONE; (i) = kj_typed_next(lattice, i, to))

#endif
