/* The reading of one numeral from its tokens.
 *
 * A numeral is read from left to right with three sums, as in speech: `total` of what stands before the last scale
 * (万 亿), `section` below it, `current` the digits not yet multiplied. Each sum is an interval, so that 几 and 五六 need
 * no extra rules. Cost: linear in the tokens, which are at most KJ_NUMERAL_MAX. */
#include "value/numeral.h"

#include <string.h>

#define HAN_TWO 0x4E24u /* 两: a digit of counts, not of decimals or digit strings */
#define HAN_SHU 0x6570u /* 数: several, only before a unit */

/* ------------------------------------------------------------------ intervals */

typedef struct interval {
    kj_decimal low, high;
} interval;

static bool same(int64_t value, interval *out) {
    return kj_decimal_integer(value, &out->low) && kj_decimal_integer(value, &out->high);
}
static bool add(interval *to, const interval *more) {
    return kj_decimal_add(&to->low, &more->low, &to->low) && kj_decimal_add(&to->high, &more->high, &to->high);
}
static bool multiply(interval *to, int64_t factor) {
    kj_decimal f;
    return kj_decimal_integer(factor, &f) && kj_decimal_mul(&to->low, &f, &to->low) &&
           kj_decimal_mul(&to->high, &f, &to->high);
}
static bool is_zero(const interval *i) {
    return !i->high.count;
}

/* ------------------------------------------------------------------ reading */

typedef struct reader {
    const kj_numeral_token *tokens;
    uint32_t count, at;
    interval total, section, current;
    bool has_current, han, several, pair, more, negative, arabic, bare, zero;
    int64_t unit, scale;   /* last ones; 0: none */
    uint32_t digits;       /* written */
    uint32_t first_digits; /* digits of the first token run, for digits_only */
    bool only_digits;
    const char *cue;
    kj_numeral_tell tell;
    void *context;
    bool memory;
    uint32_t used;
} reader;

static kj_numeral_kind kind_at(const reader *r, uint32_t at) {
    return at < r->count ? r->tokens[at].kind : KJ_N_NONE;
}

/* A last digit right behind 百 千 万 亿 counts the next lower place: 两千四百五 is 2450, 三万五 is 35000. */
static int64_t implied_unit(const reader *r) {
    bool han_digit = r->at && r->tokens[r->at - 1].kind == KJ_N_DIGIT;
    if (!han_digit || r->zero || r->several || r->pair || r->more || r->at < 2)
        return 1;
    const kj_numeral_token *before = &r->tokens[r->at - 2];
    if (before->kind == KJ_N_UNIT && before->value >= 100)
        return before->value / 10;
    return before->kind == KJ_N_SCALE ? before->value / 10 : 1;
}

/* Tells the reading of tokens [0, at). */
static bool tell(reader *r) {
    interval sum = r->current;
    kj_number n = {.han = r->han, .digit_count = r->digits, .significant_digits = r->digits};
    if (!r->has_current)
        same(0, &sum);
    if (!multiply(&sum, implied_unit(r)) || !add(&sum, &r->section) || !add(&sum, &r->total))
        return true; /* too large to be exact: no figure */
    n.known = !r->several && !r->pair;
    n.bounded = !n.known;
    n.value = n.low = sum.low;
    n.high = sum.high;
    if (r->negative) {
        n.value.negative = n.value.count != 0;
        n.low = sum.high;
        n.high = sum.low;
        n.low.negative = n.high.negative = true;
    }
    n.comparator = r->more ? KJ_GT : r->several ? KJ_APPROX : r->pair ? KJ_RANGE : KJ_EQ;
    n.digits_only = r->only_digits;
    if (!n.significant_digits)
        n.significant_digits = 1;
    if (r->cue)
        strcpy(n.cue, r->cue);
    r->used = r->at;
    r->memory = r->tell(r->context, r->at, &n);
    return r->memory;
}

/* 两 behind a number and before no 百 千 万 is the weight: 二两, 一百两, 两万两. */
static bool is_weight(const reader *r, uint32_t at) {
    return at && r->tokens[at].symbol == HAN_TWO && kind_at(r, at) == KJ_N_DIGIT &&
           r->tokens[at - 1].kind != KJ_N_NEGATIVE && kind_at(r, at + 1) != KJ_N_UNIT &&
           kind_at(r, at + 1) != KJ_N_SCALE;
}

/* Consecutive Chinese digits from `at`. */
static uint32_t digit_run(const reader *r, uint32_t at) {
    uint32_t end = at;
    while (kind_at(r, end) == KJ_N_DIGIT && !is_weight(r, end))
        end++;
    return end - at;
}

/* 五六百, 两三年, 七八十: two digits, the second one more than the first (or 三五), are an estimate. */
static bool is_pair(const reader *r, uint32_t at) {
    int64_t a = r->tokens[at].value, b = r->tokens[at + 1].value;
    return a > 0 && (b == a + 1 || (a == 3 && b == 5));
}

static bool read_digits(reader *r) {
    uint32_t run = digit_run(r, r->at);
    const kj_numeral_token *token = &r->tokens[r->at];
    r->han = true;
    if (run == 1 && token->value == 0 && (r->unit || r->scale)) {
        r->zero = true; /* 一百零五 */
        r->at++;
        return true;
    }
    if (run >= 2 && token->value == 0 && (r->unit || r->scale)) { /* 一百零五 with 五 in the same run */
        r->zero = true;
        r->at++;
        return read_digits(r);
    }
    r->has_current = true;
    if (run == 2 && is_pair(r, r->at)) {
        r->pair = true;
        r->digits += 1;
        same(token->value, &r->current);
        kj_decimal_integer(token[1].value, &r->current.high);
        r->at += 2;
        return true;
    }
    if (run > 1 && (r->unit || r->scale))
        return false; /* 二十五六七 */
    int64_t value = 0;
    for (uint32_t i = 0; i < run && i < 18; i++)
        value = value * 10 + token[i].value;
    same(value, &r->current);
    r->digits += run;
    r->at += run;
    r->only_digits = run > 1 && !r->negative;
    return run <= 18;
}

/* 三点五, 十二点二五: digits behind 点, unless a unit follows them (三点五十 is a time of day). */
static bool read_point(reader *r) {
    uint32_t run = digit_run(r, r->at + 1);
    kj_numeral_kind after = kind_at(r, r->at + 1 + run);
    if (!run || run > 18 || after == KJ_N_UNIT || r->arabic ||
        (!r->has_current && is_zero(&r->section) && is_zero(&r->total)))
        return false;
    kj_decimal fraction, tenth, scale;
    int64_t value = 0;
    for (uint32_t i = 0; i < run; i++) {
        if (r->tokens[r->at + 1 + i].symbol == HAN_TWO)
            return false;
        value = value * 10 + r->tokens[r->at + 1 + i].value;
    }
    kj_decimal_integer(value, &fraction);
    kj_decimal_integer(1, &scale);
    kj_decimal_read((kaoju_string){"0.1", 3}, &tenth);
    for (uint32_t i = 0; i < run; i++)
        kj_decimal_mul(&scale, &tenth, &scale);
    interval part;
    if (!kj_decimal_mul(&fraction, &scale, &part.low))
        return false;
    part.high = part.low;
    if (!r->has_current)
        same(0, &r->current);
    if (!add(&r->current, &part) || !add(&r->current, &r->section))
        return false;
    same(0, &r->section);
    r->unit = 0;
    r->has_current = true;
    r->only_digits = false;
    r->digits += run;
    r->at += 1 + run;
    return true;
}

/* 十 百 千: multiplies what stands before it. 百 千 with nothing before them only in 百余, 千余. */
static bool read_unit(reader *r) {
    int64_t value = r->tokens[r->at].value;
    if ((r->unit && value >= r->unit) || (r->has_current && r->only_digits && r->han && !r->pair))
        return false;
    if (!r->has_current) {
        bool start = r->at == 0 || r->tokens[r->at - 1].kind == KJ_N_NEGATIVE;
        if (!(value == 10 && !r->unit) && !(start && kind_at(r, r->at + 1) == KJ_N_MORE))
            return false;
        same(1, &r->current);
        r->digits++;
    }
    if (!multiply(&r->current, value))
        return false;
    if (r->several && r->at && r->tokens[r->at - 1].kind == KJ_N_SEVERAL) {
        interval rest; /* 几百 reaches to 999 */
        same(0, &rest);
        kj_decimal_integer(value - 1, &rest.high);
        if (!add(&r->current, &rest))
            return false;
    }
    if (!add(&r->section, &r->current))
        return false;
    r->has_current = r->zero = r->only_digits = false;
    r->han = true;
    r->unit = value;
    r->at++;
    return true;
}

/* 万 亿: a larger scale than before multiplies everything (二十万亿), a smaller one starts the next part. */
static bool read_scale(reader *r) {
    int64_t value = r->tokens[r->at].value;
    interval amount = r->current;
    if (!r->has_current)
        same(0, &amount);
    if (!add(&amount, &r->section))
        return false;
    bool nothing = is_zero(&amount);
    if (nothing && value == r->scale) { /* 四万万 */
        r->at++;
        return multiply(&r->total, value);
    }
    if (nothing && (!r->scale || value < r->scale)) {
        if (r->at != 0 || kind_at(r, 1) != KJ_N_MORE)
            return false;
        same(1, &amount); /* 万余 */
        r->digits++;
    }
    if (r->only_digits && r->han && r->digits > 1)
        return false;
    if (r->scale && value > r->scale) {
        if (!add(&r->total, &amount) || !multiply(&r->total, value))
            return false;
    } else if (!multiply(&amount, value) || !add(&r->total, &amount) || (r->scale && value == r->scale)) {
        return false;
    }
    same(0, &r->section);
    r->has_current = r->zero = r->only_digits = r->arabic = false;
    r->unit = 0;
    r->scale = value;
    r->at++;
    return true;
}

/* 十几, 几十, 几, 一百零几; 数 only before a unit or scale. */
static bool read_several(reader *r) {
    const kj_numeral_token *token = &r->tokens[r->at];
    kj_numeral_kind next = kind_at(r, r->at + 1);
    if (r->has_current || r->more || r->several)
        return false;
    bool before_unit = next == KJ_N_UNIT || next == KJ_N_SCALE;
    if (token->symbol == HAN_SHU && !before_unit)
        return false;
    r->several = r->has_current = r->han = true;
    r->cue = token->symbol == HAN_SHU ? "数" : "几";
    same(r->unit ? 1 : 2, &r->current);
    kj_decimal_integer(9, &r->current.high);
    r->at++;
    return true;
}

/* 多 余 behind a unit, a scale or Arabic digits of two or more; after it only a scale. */
static bool read_more(reader *r) {
    const kj_numeral_token *before = r->at ? &r->tokens[r->at - 1] : NULL;
    if (!before || r->more || r->several || r->pair ||
        !(before->kind == KJ_N_UNIT || before->kind == KJ_N_TENS || before->kind == KJ_N_SCALE ||
          (before->kind == KJ_N_ARABIC && before->whole && before->digits > 1)))
        return false;
    r->more = true;
    r->only_digits = false;
    r->cue = r->tokens[r->at].symbol == 0x4F59 ? "余" : "多";
    r->at++;
    return true;
}

static bool read_arabic(reader *r) {
    const kj_numeral_token *token = &r->tokens[r->at];
    bool digit_of_unit = token->whole && token->digits == 1 && kind_at(r, r->at + 1) == KJ_N_UNIT; /* 4千6百 */
    if (r->has_current || (r->unit && !digit_of_unit) || (r->scale && !token->whole))
        return false;
    r->current.low = r->current.high = token->decimal;
    r->has_current = r->arabic = true;
    r->digits += token->digits;
    r->only_digits = !r->scale && token->whole;
    r->at++;
    return true;
}

static bool read_tens(reader *r) {
    interval value;
    if (r->has_current || r->unit)
        return false;
    same(r->tokens[r->at].value, &value);
    r->unit = 10;
    r->han = true;
    r->digits++;
    r->at++;
    return add(&r->section, &value);
}

static bool step(reader *r) {
    kj_numeral_kind kind = kind_at(r, r->at);
    if (r->more && kind != KJ_N_SCALE)
        return false;
    switch (kind) {
    case KJ_N_ARABIC:
        return read_arabic(r);
    case KJ_N_DIGIT:
        return !r->has_current && !is_weight(r, r->at) && read_digits(r);
    case KJ_N_UNIT:
        return read_unit(r);
    case KJ_N_TENS:
        return read_tens(r);
    case KJ_N_SCALE:
        return read_scale(r);
    case KJ_N_POINT:
        return read_point(r);
    case KJ_N_SEVERAL:
        return read_several(r);
    case KJ_N_MORE:
        return read_more(r);
    default:
        return false;
    }
}

/* Is what stands before `at` a number, and what follows no part of the same digits? */
static bool complete(const reader *r) {
    kj_numeral_kind next = kind_at(r, r->at);
    bool value = r->has_current || r->unit || r->scale;
    bool cut = next == KJ_N_DIGIT && !is_weight(r, r->at) &&
               (r->tokens[r->at - 1].kind == KJ_N_UNIT || r->tokens[r->at - 1].kind == KJ_N_TENS ||
                r->tokens[r->at - 1].kind == KJ_N_DIGIT);
    bool more_follows = next == KJ_N_UNIT && r->unit && r->has_current; /* 一千五 in 一千五百 */
    return value && !cut && !more_follows && r->tokens[r->at - 1].kind != KJ_N_NEGATIVE &&
           !(r->tokens[r->at - 1].kind == KJ_N_SEVERAL && r->cue && !strcmp(r->cue, "数"));
}

static uint32_t read_number(reader *r) {
    if (kind_at(r, 0) == KJ_N_NEGATIVE) {
        r->negative = true;
        r->at = 1;
    }
    while (r->at < r->count && step(r)) {
        if (complete(r) && !tell(r))
            break;
    }
    /* A reading that stopped in front of a digit was not told on the way. */
    if (r->memory && r->used != r->at && r->at && (r->has_current || r->unit || r->scale) && !complete(r) &&
        r->tokens[r->at - 1].kind != KJ_N_NEGATIVE && r->tokens[r->at - 1].kind != KJ_N_SEVERAL)
        tell(r);
    return r->used;
}

/* ------------------------------------------------------------------ fractions */

typedef struct last_reading {
    kj_number number;
    uint32_t tokens;
} last_reading;

static bool keep_last(void *context, uint32_t tokens, const kj_number *number) {
    last_reading *last = context;
    last->number = *number;
    last->tokens = tokens;
    return true;
}

static void start(reader *r, const kj_numeral_token *tokens, uint32_t count, kj_numeral_tell tell_to, void *context) {
    *r = (reader){.tokens = tokens, .count = count, .tell = tell_to, .context = context, .memory = true};
    same(0, &r->total);
    same(0, &r->section);
    same(0, &r->current);
}

/* 三分之一, 百分之三十五, 万分之五. Tokens before 分之 are `before`. */
static uint32_t read_fraction(const kj_numeral_token *tokens, uint32_t count, uint32_t before, kj_numeral_tell told,
                              void *context, bool *memory) {
    reader r;
    last_reading top = {.tokens = 0}, bottom = {.tokens = 0};
    start(&r, tokens + before + 1, count - before - 1, keep_last, &top);
    read_number(&r);
    if (!top.tokens || !top.number.known)
        return 0;
    if (before == 1 && (tokens[0].kind == KJ_N_UNIT || tokens[0].kind == KJ_N_SCALE)) {
        bottom.number.known = kj_decimal_integer(tokens[0].value, &bottom.number.value);
    } else {
        start(&r, tokens, before, keep_last, &bottom);
        if (read_number(&r) != before)
            return 0;
    }
    int64_t divisor = 0;
    if (!bottom.number.known || !kj_decimal_to_integer(&bottom.number.value, &divisor) || divisor <= 0 ||
        divisor > UINT32_MAX)
        return 0;
    kj_number n = top.number;
    n.numerator = top.number.value;
    n.denominator = bottom.number.value;
    n.percent = before == 1 && (divisor == 100 || divisor == 1000 || divisor == 10000 || divisor == 1000000);
    n.fraction = !n.percent;
    n.known = kj_decimal_div_small(&top.number.value, (uint32_t)(n.percent ? divisor / 100 : divisor), &n.value);
    n.digits_only = false;
    *memory = told(context, before + 1 + top.tokens, &n);
    return before + 1 + top.tokens;
}

uint32_t kj_numeral_evaluate(const kj_numeral_token *tokens, uint32_t count, kj_numeral_tell told, void *context,
                             bool *memory) {
    *memory = true;
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].kind == KJ_N_OVER && i) {
            uint32_t used = read_fraction(tokens, count, i, told, context, memory);
            if (used)
                return used;
            count = i;
        }
    if (count >= 2 && tokens[0].kind == KJ_N_DIGIT && tokens[0].value == 1 && tokens[1].kind == KJ_N_HALF) {
        kj_number half = {.known = true, .fraction = true, .han = true, .significant_digits = 1};
        kj_decimal_read((kaoju_string){"0.5", 3}, &half.value);
        kj_decimal_integer(1, &half.numerator);
        kj_decimal_integer(2, &half.denominator);
        *memory = told(context, 2, &half);
        return 2;
    }
    reader r;
    start(&r, tokens, count, told, context);
    uint32_t used = read_number(&r);
    *memory = r.memory;
    return used;
}
