/* Parts of speech. */
#ifndef KJ_MODEL_TAGS_H
#define KJ_MODEL_TAGS_H

#include "base/string.h"
#include "model/model.h"

typedef struct kj_tag {
    bool noun, modifier, adjective, verb; /* see kj_scores */
    uint16_t roles;                       /* kj_role */
    int32_t before, after;                /* milli-nats, see kj_scores */
} kj_tag;
kj_tag kj_tag_of(kaoju_string tag);

#endif
