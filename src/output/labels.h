/* What a record is called in formats that have rules for names, and what it means in a few words. */
#ifndef KJ_OUTPUT_LABELS_H
#define KJ_OUTPUT_LABELS_H

#include "base/string.h"

/* Appends what a mention means: "~42,760,000,000 CNY", "KZ 哈萨克斯坦", "2025-01/2025-04"; "?" if it is not known. */
void kj_label_value(kj_buffer *out, const kaoju_mention *mention);

/* Appends a record type as a name of letters, digits and _ (from saved records it may be anything). */
void kj_label_type(kj_buffer *out, const char *type);

/* Appends a file name for a document: its id without what file systems do not like, and with a number if `taken` has it
 * already. False: out of memory. */
bool kj_label_file(kj_buffer *out, kaoju_string id, kj_names *taken);

/* Where a relation is said: the first mentions of the two that it relates. SIZE_MAX: none. */
void kj_label_ends(const kaoju_result *result, const kaoju_relation *relation, size_t *person, size_t *of);

/* IRIs. A document is its url if that is http or https, else urn:kaoju:document:SHA256. */
void kj_iri_document(kj_buffer *out, const kaoju_result *result);
void kj_iri(kj_buffer *out, const char *kind, const char *id); /* urn:kaoju:KIND:ID */
void kj_iri_wikidata(kj_buffer *out, kaoju_string qid);

#endif
