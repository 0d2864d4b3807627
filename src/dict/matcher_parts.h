/* What a matcher is made of. For matcher.c, which builds and runs it, matcher_image.c, which saves and opens it, and
 * matcher_check.c, which looks through one that was opened. */
#ifndef KJ_DICT_MATCHER_PARTS_H
#define KJ_DICT_MATCHER_PARTS_H

#include "dict/columns.h"

struct kj_matcher {
    kj_alphabet alphabet;
    kj_automaton automaton;
    kj_columns columns;
    kj_engine engine;
    bool borrowed; /* all arrays but columns.bases and columns.singles belong to an image */
};

/* The fastest that the machine has and KAOJU_SIMD allows. */
kj_engine kj_engine_best(void);

/* What could lead a scan out of the arrays or into a circle; NULL if nothing can. The columns' bases and singles are
 * there already. *memory: it could not be looked through. O(cells + patterns). */
const char *kj_matcher_check(const kj_matcher *matcher, bool *memory);

#endif
