/* A long document is read part by part, so that what the reading needs does not grow with it. */
#ifndef KJ_EXTRACT_PART_H
#define KJ_EXTRACT_PART_H

#include "extract/extract.h"

/* Code points from which on a part ends with its paragraph. No page of a newspaper is as long; what is said of a name holds
 * for the part (segment.c). */
#define KJ_PART_LENGTH 65536

/* The next part of `text` from `from` on: whole paragraphs, the last one followed by a break or the end of the text. */
kaoju_range kj_part_next(const kj_text *text, uint32_t from, uint32_t length);
/* `part` of `text` as a text of its own, with places counted from its start; borrows from it, and keeps its lists in the
 * arrays of `view` from part to part. False: out of memory. */
bool kj_part_view(const kj_text *text, kaoju_range part, kj_text *view);
/* Moves what was found in a part, the values and given spans from these numbers on, to its place in the document. */
void kj_part_shift(kj_extraction *x, size_t first_value, size_t first_given, uint32_t by);
/* Adds the spans of the part that are looked at when the document is resolved to `kept`. False: out of memory. */
bool kj_part_keep(const kj_extraction *x, uint32_t by, kj_lattice *kept);

#endif
