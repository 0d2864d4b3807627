/* A check as text: check.c writes JSON Lines and chooses, check_table.c for a terminal, check_html.c one page. */
#ifndef KJ_OUTPUT_CHECK_H
#define KJ_OUTPUT_CHECK_H

#include "base/string.h"

void kj_check_table(const kaoju_check *check, bool color, kj_buffer *out);
void kj_check_html(const kaoju_check *check, kj_buffer *out);

/* What all three tell in the same words. */
/* path:line:column, or the id of a document without a path. */
void kj_check_place(const kaoju_source *source, kj_buffer *out);
/* 中国, 中亚: names of the subjects, else the topic. */
void kj_check_subject(const kaoju_statement *s, kj_buffer *out);
/* "3 sources", and how many are printings of one of them. */
void kj_check_sources(size_t origins, size_t statements, kj_buffer *out);
/* "same within rounding", "CONFLICT" */
const char *kj_check_words(kaoju_verdict verdict);

#endif
