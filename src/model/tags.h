/* Parts of speech. */
#ifndef KJ_MODEL_TAGS_H
#define KJ_MODEL_TAGS_H

#include "base/memory.h"
#include "base/string.h"
#include "model/model.h"

typedef struct kj_tag {
    uint8_t speech;        /* bits of kj_speech */
    uint16_t roles;        /* kj_role */
    int32_t before, after; /* milli-nats, see kj_scores */
} kj_tag;

typedef struct kj_tags {
    kj_names *names;
    KJ_VEC(kj_tag) list; /* by the number of the name */
} kj_tags;
/* The rows of dict/word/tag.tsv. False: out of memory; kj_tags_free all the same. */
bool kj_tags_read(const kaoju_model *model, kj_tags *tags);
/* The tag of this name; one without a row says nothing of names. Valid until the next call. NULL: out of memory. */
const kj_tag *kj_tags_find(kj_tags *tags, kaoju_string name);
void kj_tags_free(kj_tags *tags);

/* Log-odds in hundredths -> milli-nats, at most KJ_SCORE_MAX from 0. */
int32_t kj_score_milli(int64_t hundredths);
/* A column of log-odds in hundredths as milli-nats; 0 if it is empty. */
int32_t kj_log_odds(const kj_lexicon *lexicon, uint32_t entry, const char *column);

#endif
