/* The page of --to html: page.c writes it, page_text.c the text of a document in it. */
#ifndef KJ_OUTPUT_PAGE_H
#define KJ_OUTPUT_PAGE_H

#include "output/facts.h"
#include "output/writer.h"

/* Appends the text of a document with its mentions marked: <mark id="mDOC-INDEX"> around each one that the writer shows, what
 * it means in data- attributes. A mention that overlaps another one without being inside it is marked in parts, the later ones
 * with data-of. Failures are in out->failed. */
void kj_page_text(const kaoju_writer *writer, const kj_facts *facts, size_t document, kj_buffer *out);

#endif
