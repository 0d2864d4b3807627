/* Numerals of Chinese text: 3000, 1,100.9亿, 2e5, 三千五百, 3万4000, 两千四百五, 壹佰, ２０, 二〇二五, 三点五, 半百, 十几亿, 30余,
 * 100多亿, 数百, 几十, 上百, 百万, 负三, 三分之一, 三又五分之一, 3/5, 万分之五. Which characters take part, and as what, is
 * dict/number/numeral.tsv; how far the blurred ones reach is dict/number/approx.tsv (approx.h). */
#ifndef KJ_VALUE_NUMERAL_H
#define KJ_VALUE_NUMERAL_H

#include "dict/lexicon.h"
#include "text/text.h"
#include "value/approx.h"

#define KJ_HAN_FEN 0x5206u /* 分 of 分之 */

/* Factors at the end of a numeral, one by one: 三千万 ends in 千万 and 万. */
#define KJ_TRAILING_MAX 4

typedef struct kj_number {
    kj_decimal value;     /* 30余 -> 30; if not known what is written beside the gap: 二十几 -> 20, 几十 -> 0 */
    kj_decimal low, high; /* the interval if bounded: 30余 30..40, 十几 11..19, 几十 20..99, 五六百 500..600 */
    bool known;           /* value is the number */
    bool bounded;         /* low and high are set */
    bool open_low, open_high; /* of a bounded one: it reaches down or up without end (超过300) */
    kj_comparator comparator; /* eq; gt for 余 多; approx for 几 数; ge for 上百; range for 五六百 */
    char cue[KJ_APPROX_WORD]; /* 余 多 几 数 上 ... as UTF-8, "" if none */
    uint32_t significant_digits;
    int64_t trailing[KJ_TRAILING_MAX]; /* 三千万 10000000, 10000; a range may share them: 两到三千万 */
    uint32_t trailing_count;
    bool fraction;                     /* 三分之一, 一半, 3/5; value is set if it is an exact decimal */
    bool slash;                        /* 3/5: a fraction only where the context makes it one */
    bool percent;                      /* 百分之三十五: value is 35; 万分之五: 0.05 */
    kj_decimal numerator, denominator; /* of a fraction */
    bool digits_only;                  /* written as bare digits (2025, 二〇二五, 一九九八): may be a year */
    bool han;                          /* has Chinese digits */
    uint32_t digit_count;              /* digits written */
} kj_number;

typedef struct kj_numeral_table kj_numeral_table;
/* From the entries of the classes `numeral` (columns surface, kind, value) and `approx` (approx.h) of the lexicon.
 * Borrows nothing. KAOJU_E_SYNTAX on an unknown kind or a bad policy. */
kaoju_status kj_numeral_table_new(const kj_lexicon *lexicon, uint32_t numeral, uint32_t approx,
                                  kj_numeral_table **table, kaoju_error *error);
void kj_numeral_table_free(kj_numeral_table *table);
/* The policy of a word (近, 余) or of a comparator's name (gt); NULL if there is none. */
const kj_approx *kj_numeral_policy(const kj_numeral_table *table, kaoju_string word);
const kj_approx *kj_numeral_policy_of(const kj_numeral_table *table, uint32_t symbol);

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
    KJ_N_AND,    /* 又 of 三又五分之一 */
    KJ_N_LEAD,   /* 上 of 上百: 百 千 万 亿 behind it stand for one of them */
    KJ_N_SIGNED, /* 于 of 大于-5: a - behind it is a minus sign */
    KJ_N_OVER    /* 分之 */
} kj_numeral_kind;

typedef struct kj_numeral_token {
    kj_numeral_kind kind;
    uint32_t start, end;     /* code points */
    uint32_t symbol;         /* its (first) character */
    int64_t value;           /* digit, unit, tens, scale */
    kj_decimal decimal;      /* arabic */
    uint32_t digits;         /* arabic: digits written */
    bool whole;              /* arabic: no decimal point, no exponent */
    bool first;              /* of its run */
    uint32_t lead;           /* of its run: the lead character in front of it, 0 if none */
    const kj_approx *policy; /* of several, more and of the lead; NULL if it has none */
} kj_numeral_token;

/* What a character is in numerals; *value is set for digit, unit, tens and scale. */
kj_numeral_kind kj_numeral_kind_of(const kj_numeral_table *table, uint32_t symbol, int64_t *value);
/* The first place from `at` on, skips passed over, where a token of some kind may begin: most characters begin none. The end
 * of the text if there is none. */
uint32_t kj_numeral_next(const kj_numeral_table *table, const kj_text *text, uint32_t at);
/* A digit of the forms for amounts (壹贰叁): by itself it is a word (陆地), not a number. */
bool kj_numeral_is_formal(const kj_numeral_table *table, uint32_t symbol);
/* Builds a table by hand; false: out of memory or no such kind. */
kj_numeral_table *kj_numeral_table_empty(void);
bool kj_numeral_table_add(kj_numeral_table *table, uint32_t symbol, kaoju_string kind, int64_t value);

/* Reads the longest numeral at the start of tokens[0, count) and tells each complete reading on the way: `tell` gets the
 * number of tokens it covers. Returns how many tokens are used up (0: none). */
typedef bool (*kj_numeral_tell)(void *context, uint32_t tokens, const kj_number *number);
uint32_t kj_numeral_evaluate(const kj_numeral_token *tokens, uint32_t count, kj_numeral_tell tell, void *context,
                             bool *memory);
/* The same for a plain numeral, without 分之 (numeral.c); `bare`: 百 may stand for one hundred (of 百分之百). */
uint32_t kj_numeral_read(const kj_numeral_token *tokens, uint32_t count, bool bare, kj_numeral_tell tell, void *context,
                         bool *memory);
/* whole + top / bottom; whole may be NULL. False if it is no fraction. */
bool kj_numeral_divide(const kj_number *whole, const kj_number *top, const kj_number *bottom, kj_number *out);

typedef struct kj_arabic {
    uint32_t end; /* where lexing goes on; nothing was read if token->kind stays NONE */
    kj_numeral_token token;
} kj_arabic;
/* arabic.c: the number in digits at `at`, with its commas, point and exponent: 1,100.9, .5, 2e5. */
kj_arabic kj_arabic_read(const kj_text *text, uint32_t at);
/* Does one start here? A digit, or a point before a digit where nothing stands that it could end (.5). */
bool kj_arabic_starts(const kj_text *text, uint32_t at);
/* 3/5 or 1 3/5 at the number `whole`, where nothing else touches it (no date 3/5/2024). Returns its end, 0 if none. */
uint32_t kj_arabic_ratio(const kj_text *text, const kj_numeral_token *whole, kj_number *out);

/* Every numeral that starts where no numeral character stands before it, with each end at which a reading is complete
 * (一千瓦 gives 一 and 一千: the unit may be 千瓦; 3541.07万 gives 3541.07 and 3541.07万; an Arabic run is never cut).
 * 3/5 and 1 3/5 come beside the numerals in them, which may be the parts of a date.
 * Also where a new numeral must begin: after a finished decimal whose next digits cannot belong to it.
 * Runs longer than KJ_NUMERAL_MAX give nothing. In reading order, but for such fractions. Linear. False: out of memory. */
bool kj_numerals_scan(const kj_numeral_table *table, const kj_text *text, kj_numerals *out);

#endif
