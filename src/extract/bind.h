/* Between bind.c and the files that know what a field means: numbers in bind_number.c, units in
 * bind_unit.c, dates in bind_date.c. */
#ifndef KJ_EXTRACT_BIND_H
#define KJ_EXTRACT_BIND_H

#include "extract/extract.h"

/* A field's expression, evaluated. */
typedef struct kj_operand {
    kaoju_string text;     /* as printed (norm) or the cell or literal */
    const kj_value *value; /* of the captured span, NULL if it has none */
    uint32_t entry;
    const kj_lexicon *lexicon; /* of the entry */
    uint32_t start, end;       /* KJ_NONE for a literal */
    bool negated;
} kj_operand;

typedef struct kj_binding {
    kj_extraction *x;
    kj_value value;
    const kj_number *source; /* what it was taken from; NULL if from nothing that lasts */
    bool has_number, has_low, has_high, has_factor, has_power, has_smaller;
    bool has_date, has_to, has_length;
    bool plain_cue;                  /* it says nothing about precision (达, 共) */
    kaoju_string cue_word;           /* the cue's entry */
    uint32_t unit_entry, unit_start; /* what `unit` took its cell from, and where it stands; KJ_NONE */
    uint32_t low_entry;              /* the unit of the low bound if it is written too; KJ_NONE */
    kj_number number;                /* empty at first if a field of the rule may be of a number; */
    kj_date_parts from, to;          /* the same of dates */
    /* Not set before the flag says so. */
    kj_operand low, high;
    kj_decimal factor, base_of_power;
    kj_number smaller; /* 二两 of 三斤二两 */
    kj_length length;
} kj_binding;

/* A key with a meaning, and what takes its operand; false refuses the candidate. Without `set` it is a whole number of
 * kj_date_parts, `part` bytes from its start; `end`: of the end of a range. Tables end in a NULL key. */
typedef struct kj_binder {
    const char *key;
    bool (*set)(kj_binding *b, const kj_operand *o);
    size_t part;
    bool end;
} kj_binder;
extern const kj_binder kj_number_binders[], kj_unit_binders[], kj_date_binders[], kj_date_part_binders[];

bool kj_operand_number(const kj_operand *o, kj_number *out);
bool kj_operand_integer(const kj_operand *o, int32_t *out); /* -100000..100000 */

/* When every field is in: joins low and high, applies the factor. */
bool kj_bind_number_finish(kj_binding *b);

bool kj_bind_date_part(kj_binding *b, const kj_binder *binder, const kj_operand *o);

/* A number with a unit of time is a length; a length of several pieces is a number in its smallest unit, if it can be. */
bool kj_bind_length_finish(kj_binding *b);
/* From the unit of entry `from` to the one of the value: exact or false. */
bool kj_bind_convert(const kj_binding *b, kj_decimal *value, uint32_t from);
/* The interval of 30余 is not that of 30余元五角. */
void kj_bind_drop_bounds(kj_binding *b);
bool kj_bind_scale(kj_number *number, const kj_decimal *factor);

#endif
