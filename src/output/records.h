/* One record -> one JSON object, as README "Records" describes: fixed order of keys, every key always there. */
#ifndef KJ_OUTPUT_RECORDS_H
#define KJ_OUTPUT_RECORDS_H

#include "output/json.h"

void kj_write_document(kj_json *json, const kaoju_result *result);
void kj_write_value(kj_json *json, const char *key, const kaoju_mention *mention);
void kj_write_mention(kj_json *json, const kaoju_result *result, const kaoju_mention *mention);
void kj_write_entity(kj_json *json, const kaoju_result *result, const kaoju_entity *entity);
void kj_write_warning(kj_json *json, const kaoju_result *result, const kaoju_warning *warning);
void kj_write_fact(kj_json *json, const kaoju_result *result, const kaoju_fact *fact);
void kj_write_relation(kj_json *json, const kaoju_result *result, const kaoju_relation *relation);

#endif
