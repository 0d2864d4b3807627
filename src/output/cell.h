/* Cells of tables for a terminal. */
#ifndef KJ_OUTPUT_CELL_H
#define KJ_OUTPUT_CELL_H

#include "base/string.h"

#define KJ_CELL_GAP 2 /* blanks between columns */

/* The colour of a record type; "" if it has none. */
const char *kj_cell_color(const char *type);
/* Columns that checked UTF-8 takes, controls as escapes. */
size_t kj_cell_width(kaoju_string s);
/* The cell in exactly `width` columns and the gap, cut with … if it is too wide; the last column is not padded. */
void kj_cell_add(kj_buffer *out, kaoju_string s, size_t width, bool last);
/* Bytes of any kind, uncut: what is no UTF-8 as U+FFFD, controls as escapes. */
void kj_cell_inert(kj_buffer *out, kaoju_string s);

#endif
