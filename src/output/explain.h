/* Explanations as text: explain.c writes JSON Lines and chooses, explain_table.c writes for a terminal. */
#ifndef KJ_OUTPUT_EXPLAIN_H
#define KJ_OUTPUT_EXPLAIN_H

#include "base/string.h"

void kj_explain_table(const kaoju_explanation *explanation, bool color, kj_buffer *out);

#endif
