/* Numerals of Chinese text: 3000, 1,100.9亿, 三千五百, 3万4000, 两千四百五, 壹佰, ２０, 二〇二五, 三点五, 半, 十几亿, 30余, 100多亿,
 * 数百, 几十, 负三, 三分之一, 万分之五. Which characters take part, and as what, is dict/number/numeral.tsv. */
#ifndef KJ_VALUE_NUMERAL_H
#define KJ_VALUE_NUMERAL_H

#include "dict/lexicon.h"
#include "text/text.h"
#include "value/decimal.h"

typedef enum kj_comparator { KJ_EQ, KJ_APPROX, KJ_GT, KJ_GE, KJ_LT, KJ_LE, KJ_RANGE } kj_comparator;
const char *kj_comparator_name(kj_comparator c); /* "eq" ... */
bool kj_comparator_read(kaoju_string name, kj_comparator *out);

typedef struct kj_number {
    kj_decimal value;         /* 30余 -> 30; 几十 -> unknown; 五六百 -> low */
    kj_decimal low, high;     /* the interval if bounded: 十几 11..19, 几十 20..99, 五六百 500..600 */
    bool known;               /* value is set */
    bool bounded;             /* low and high are set */
    kj_comparator comparator; /* eq; gt for 余 多; approx for 几 数; range for 五六百 */
    char cue[8];              /* 余 多 几 数 ... as UTF-8, "" if none */
    uint32_t significant_digits;
    bool fraction;                     /* 三分之一, 一半; value is set if it is an exact decimal */
    bool percent;                      /* 百分之三十五: value is 35; 万分之五: 0.05 */
    kj_decimal numerator, denominator; /* of a fraction */
    bool digits_only;                  /* written as bare digits (2025, 二〇二五, 一九九八): may be a year */
    bool han;                          /* has Chinese digits */
    uint32_t digit_count;              /* digits written */
} kj_number;

typedef struct kj_numeral_table kj_numeral_table;
/* From the entries of class `class_id` ("numeral") of the lexicon (columns surface, kind, value). Borrows nothing. KAOJU_E_SYNTAX on an unknown kind. */
kaoju_status kj_numeral_table_new(const kj_lexicon *lexicon, uint32_t class_id, kj_numeral_table **table,
                                  kaoju_error *error);
void kj_numeral_table_free(kj_numeral_table *table);

typedef struct kj_numeral {
    uint32_t start, end; /* code points, no skip at the edges */
    kj_number number;
} kj_numeral;
typedef KJ_VEC(kj_numeral) kj_numerals;

/* Lexing and evaluation, between numeral.c and numeral_scan.c. */
typedef enum kj_numeral_kind {
    KJ_N_NONE,
    KJ_N_DIGIT,
    KJ_N_UNIT,
    KJ_N_TENS,
    KJ_N_SCALE,
    KJ_N_POINT,
    KJ_N_SEVERAL,
    KJ_N_MORE,
    KJ_N_HALF,
    KJ_N_NEGATIVE,
    KJ_N_ARABIC,
    KJ_N_OVER /* 分之 */
} kj_numeral_kind;

typedef struct kj_numeral_token {
    kj_numeral_kind kind;
    uint32_t start, end; /* code points */
    uint32_t symbol;     /* its (first) character */
    int64_t value;       /* digit, unit, tens, scale */
    kj_decimal decimal;  /* arabic */
    uint32_t digits;     /* arabic: digits written */
    bool whole;          /* arabic: no decimal point */
} kj_numeral_token;

/* What a character is in numerals; *value is set for digit, unit, tens and scale. */
kj_numeral_kind kj_numeral_kind_of(const kj_numeral_table *table, uint32_t symbol, int64_t *value);
/* A digit of the forms for amounts (壹贰叁): by itself it is a word (陆地), not a number. */
bool kj_numeral_is_formal(const kj_numeral_table *table, uint32_t symbol);
/* Builds a table by hand (tests); false: out of memory or no such kind. */
kj_numeral_table *kj_numeral_table_empty(void);
bool kj_numeral_table_add(kj_numeral_table *table, uint32_t symbol, kaoju_string kind, int64_t value);

/* Reads the longest numeral at the start of tokens[0, count) and tells each complete reading on the way: `tell` gets the
 * number of tokens it covers. Returns how many tokens are used up (0: none). */
typedef bool (*kj_numeral_tell)(void *context, uint32_t tokens, const kj_number *number);
uint32_t kj_numeral_evaluate(const kj_numeral_token *tokens, uint32_t count, kj_numeral_tell tell, void *context,
                             bool *memory);

/* Every numeral that starts where no numeral character stands before it, with each end at which a reading is complete
 * (一千瓦 gives 一 and 一千: the unit may be 千瓦; 3541.07万 gives 3541.07 and 3541.07万; an Arabic run is never cut).
 * Also where a new numeral must begin: after a finished decimal whose next digits cannot belong to it.
 * Runs longer than KJ_NUMERAL_MAX give nothing. By start, then end. Linear. False: out of memory. */
bool kj_numerals_scan(const kj_numeral_table *table, const kj_text *text, kj_numerals *out);

#endif
