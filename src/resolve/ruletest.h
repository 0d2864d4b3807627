/* The `tests:` of rules: each text goes the whole way, and what comes out is compared with `gives`. */
#ifndef KJ_RESOLVE_RULETEST_H
#define KJ_RESOLVE_RULETEST_H

#include "resolve/resolve.h"

/* Runs one test in `x` and `result` (both scratch). Compared are all spans of the rule's type, whichever rule gave
 * them, in reading order: their texts without blanks, and of each the fields that the test names. *passed says how it
 * went; the first difference is in `difference`, with the place of the test. */
kaoju_status kj_rule_test_run(kj_extraction *x, kaoju_result *result, const kj_rule *rule, const kj_rule_test *test,
                              bool *passed, kaoju_error *difference, kaoju_error *error);

#endif
