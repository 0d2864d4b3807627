/* The reading of one numeral from its tokens.
 *
 * A numeral is read from left to right with three sums, as in speech: `total` of what stands before the last scale
 * (万 亿), `section` below it, `current` the digits not yet multiplied. Each sum is an interval with what is written beside
 * it, so that 几, 五六 and 余 need no extra rules. Cost: linear in the tokens, at most KJ_NUMERAL_MAX. */
#include "value/numeral.h"

#include <string.h>

#define HAN_TWO 0x4E24u /* 两: a digit of counts, not of decimals or digit strings */
#define HAN_SHU 0x6570u /* 数: several, only before a unit */

/* ------------------------------------------------------------------ intervals */

/* Mostly it is one number: then only that is reckoned with. */
typedef struct interval {
    kj_decimal base;      /* what is written: 30 of 30余, 20 of 二十几 */
    kj_decimal low, high; /* where it is blurred; else both are the base */
    bool blurred;
} interval;

static const kj_decimal *low_of(const interval *i) {
    return i->blurred ? &i->low : &i->base;
}
static const kj_decimal *high_of(const interval *i) {
    return i->blurred ? &i->high : &i->base;
}
static bool same(int64_t value, interval *out) {
    out->blurred = false;
    return kj_decimal_integer(value, &out->base);
}
static bool add(interval *to, const interval *more) {
    bool blurred = to->blurred || more->blurred;
    if (blurred &&
        !(kj_decimal_add(low_of(to), low_of(more), &to->low) && kj_decimal_add(high_of(to), high_of(more), &to->high)))
        return false;
    to->blurred = blurred;
    return kj_decimal_add(&to->base, &more->base, &to->base);
}
static bool multiply(interval *to, int64_t factor) {
    kj_decimal f;
    if (factor == 1)
        return true;
    return kj_decimal_integer(factor, &f) && kj_decimal_mul(&to->base, &f, &to->base) &&
           (!to->blurred || (kj_decimal_mul(&to->low, &f, &to->low) && kj_decimal_mul(&to->high, &f, &to->high)));
}
static bool is_zero(const interval *i) {
    return !high_of(i)->count;
}
/* The number becomes the low end. */
static void reach(interval *i, int64_t high) {
    i->low = i->base;
    kj_decimal_integer(high, &i->high);
    i->blurred = true;
}

/* ------------------------------------------------------------------ reading */

typedef struct reader {
    const kj_numeral_token *tokens;
    uint32_t count, at;
    interval total, section, current;
    bool has_current, han, several, pair, more, negative, arabic, zero;
    bool bare;           /* 百 may stand for one hundred */
    int64_t unit, scale; /* last ones; 0: none */
    int64_t trailing[KJ_TRAILING_MAX];
    uint32_t trailing_count;
    uint32_t digits; /* written */
    bool only_digits;
    const kj_approx *policy; /* of the blur, NULL if there is none */
    const kj_approx *lead;   /* of the character in front */
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

/* 上百: the character in front says how far one of a unit reaches. */
static bool apply_lead(const reader *r, kj_number *n) {
    const kj_approx *lead = r->lead;
    kj_decimal place;
    kj_decimal_place(&n->value, &place);
    if (!lead || !n->known || r->more || !kj_approx_apply(lead, &n->value, &place, &n->low, &n->high))
        return false;
    n->comparator = lead->comparator;
    n->open_low = lead->from.open;
    n->open_high = lead->to.open;
    return true;
}

static void set_bounds(const reader *r, const interval *sum, kj_number *n) {
    const kj_approx *policy = r->policy;
    n->known = !r->several && !r->pair;
    n->value = sum->base;
    n->low = *low_of(sum);
    n->high = *high_of(sum);
    n->comparator = policy ? policy->comparator : r->pair ? KJ_RANGE : KJ_EQ;
    bool led = apply_lead(r, n);
    n->bounded = !n->known || r->more || led;
    if (led)
        policy = r->lead;
    if (policy)
        memcpy(n->cue, policy->word, sizeof n->cue);
    if (r->negative) {
        n->value.negative = n->value.count != 0;
        n->low = *high_of(sum);
        n->high = *low_of(sum);
        n->low.negative = n->low.count != 0;
        n->high.negative = n->high.count != 0;
    }
}

/* Tells the reading of tokens [0, at). */
static bool tell(reader *r) {
    interval sum = r->current;
    kj_number n = {.han = r->han, .digit_count = r->digits, .significant_digits = r->digits};
    if (!r->has_current)
        same(0, &sum);
    if (!multiply(&sum, implied_unit(r)) || !add(&sum, &r->section) || !add(&sum, &r->total))
        return true; /* too large to be exact: no figure */
    set_bounds(r, &sum, &n);
    n.digits_only = r->only_digits;
    if (!n.significant_digits)
        n.significant_digits = 1;
    n.trailing_count = r->trailing_count;
    memcpy(n.trailing, r->trailing, sizeof n.trailing);
    r->used = r->at;
    r->memory = r->tell(r->context, r->at, &n);
    return r->memory;
}

/* 千 and 万 of 三千万 end it together and 万 alone; a digit behind them ends nothing. */
static void add_trailing(reader *r, int64_t factor) {
    kj_numeral_kind before = r->at ? r->tokens[r->at - 1].kind : KJ_N_NONE;
    if (before != KJ_N_UNIT && before != KJ_N_SCALE && before != KJ_N_MORE)
        r->trailing_count = 0;
    for (uint32_t i = 0; i < r->trailing_count; i++)
        r->trailing[i] = r->trailing[i] > INT64_MAX / factor ? INT64_MAX : r->trailing[i] * factor;
    if (r->trailing_count < KJ_TRAILING_MAX)
        r->trailing[r->trailing_count++] = factor;
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
    r->han = true;
    while (run && r->tokens[r->at].value == 0 && (r->unit || r->scale)) {
        r->zero = true; /* 一百零五 */
        r->at++;
        if (!--run)
            return true;
    }
    const kj_numeral_token *token = &r->tokens[r->at];
    if (run == 2 && is_pair(r, r->at)) {
        r->pair = r->has_current = true;
        r->digits += 1;
        same(token->value, &r->current);
        reach(&r->current, token[1].value);
        r->trailing_count = 0;
        r->at += 2;
        return true;
    }
    if (run > 1 && (r->unit || r->scale))
        return false; /* 二十五六七 */
    r->has_current = true;
    int64_t value = 0;
    for (uint32_t i = 0; i < run && i < 18; i++)
        value = value * 10 + token[i].value;
    same(value, &r->current);
    r->digits += run;
    r->at += run;
    r->trailing_count = 0;
    r->only_digits = run > 1 && !r->negative;
    return run <= 18;
}

/* The Chinese digits [at, at + run) as a decimal behind a point. */
static bool point_digits(const reader *r, uint32_t at, uint32_t run, kj_decimal *out) {
    char text[24] = "0.";
    for (uint32_t i = 0; i < run; i++) {
        if (r->tokens[at + i].symbol == HAN_TWO)
            return false;
        text[2 + i] = (char)('0' + r->tokens[at + i].value);
    }
    return kj_decimal_read((kaoju_string){text, 2 + run}, out);
}

/* 三点五, 十二点二五, 一千六点五: digits behind 点, unless a unit follows them (三点五十 is a time of day). */
static bool read_point(reader *r) {
    uint32_t run = digit_run(r, r->at + 1);
    kj_numeral_kind after = kind_at(r, r->at + 1 + run);
    interval part;
    if (!run || run > 18 || after == KJ_N_UNIT || r->arabic ||
        (!r->has_current && is_zero(&r->section) && is_zero(&r->total)) ||
        !point_digits(r, r->at + 1, run, &part.base) || !multiply(&r->current, implied_unit(r)))
        return false;
    part.blurred = false;
    if (!r->has_current)
        same(0, &r->current);
    if (!add(&r->current, &part) || !add(&r->current, &r->section))
        return false;
    same(0, &r->section);
    r->unit = 0;
    r->has_current = true;
    r->only_digits = false;
    r->trailing_count = 0;
    r->digits += run;
    r->at += 1 + run;
    return true;
}

/* 百余, 百万, 千三, 上百, 百分之百: a unit with nothing before it stands for one of it. 百 in 百姓 does not. */
static bool is_one_of(const reader *r) {
    const kj_numeral_token *token = &r->tokens[r->at], *next = token + 1;
    bool start = r->at == 0 || (r->at == 1 && r->negative);
    kj_numeral_kind kind = kind_at(r, r->at + 1);
    if (!start)
        return false;
    if (r->bare || kind == KJ_N_MORE)
        return true;
    if (!token->first)
        return false;
    if (token->kind == KJ_N_SCALE)
        return kind == KJ_N_SCALE && next->value > token->value;
    bool hundred_ten = kind == KJ_N_UNIT && next->value == 10 && token->value == 100;
    return kind == KJ_N_SCALE || hundred_ten || (kind == KJ_N_DIGIT && next->value > 1);
}

/* 十 百 千: multiplies what stands before it. */
static bool read_unit(reader *r) {
    int64_t value = r->tokens[r->at].value;
    if ((r->unit && value >= r->unit) || (r->has_current && r->only_digits && r->han && !r->pair))
        return false;
    if (!r->has_current) {
        bool hundred = r->at == 1 && r->unit == 100; /* 百十来人 */
        if (!(value == 10 && (!r->unit || r->zero || hundred)) && !is_one_of(r))
            return false;
        same(1, &r->current);
        r->digits++;
    }
    if (!multiply(&r->current, value))
        return false;
    if (r->several && r->at && r->tokens[r->at - 1].kind == KJ_N_SEVERAL) {
        interval rest; /* 几百 reaches to 999 */
        same(0, &rest);
        reach(&rest, value - 1);
        if (!add(&r->current, &rest))
            return false;
    }
    if (!add(&r->section, &r->current))
        return false;
    r->has_current = r->zero = r->only_digits = false;
    r->han = true;
    r->unit = value;
    add_trailing(r, value);
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
        add_trailing(r, value);
        r->at++;
        return multiply(&r->total, value);
    }
    if (nothing && (!r->scale || value < r->scale)) {
        if (!is_one_of(r))
            return false;
        same(1, &amount); /* 万余, 万亿, 上万 */
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
    add_trailing(r, value);
    r->at++;
    return true;
}

/* 十几, 几十, 几, 一百零几; 数 only before a unit or scale. */
static bool read_several(reader *r) {
    const kj_numeral_token *token = &r->tokens[r->at];
    kj_numeral_kind next = kind_at(r, r->at + 1);
    bool before_unit = next == KJ_N_UNIT || next == KJ_N_SCALE;
    if (r->has_current || r->more || r->several || !token->policy || !token->policy->digit ||
        (token->symbol == HAN_SHU && !before_unit))
        return false;
    r->several = r->has_current = r->han = true;
    r->policy = token->policy;
    same(r->unit ? r->policy->behind : r->policy->low, &r->current);
    reach(&r->current, r->policy->high);
    kj_decimal_integer(0, &r->current.base);
    r->trailing_count = 0;
    r->at++;
    return true;
}

/* What the last written place of `n` is worth; behind a unit or scale at most that: 3541.07万余, 二十万余. */
static void place_of(const kj_decimal *n, const kj_numeral_token *before, kj_decimal *place) {
    kj_decimal factor;
    kj_decimal_place(n, place);
    bool multiplied = before->kind == KJ_N_UNIT || before->kind == KJ_N_SCALE;
    if (multiplied && kj_decimal_integer(before->value, &factor) && kj_decimal_compare(&factor, place) < 0)
        *place = factor;
}

/* 多 余 来 behind a unit, a scale or Arabic digits of two or more; after it only a scale. */
static bool read_more(reader *r) {
    const kj_numeral_token *before = r->at ? &r->tokens[r->at - 1] : NULL, *token = &r->tokens[r->at];
    if (!before || r->more || r->several || r->pair || !token->policy ||
        !(before->kind == KJ_N_UNIT || before->kind == KJ_N_TENS || before->kind == KJ_N_SCALE ||
          (before->kind == KJ_N_ARABIC && before->whole && before->digits > 1)))
        return false;
    interval *last = r->has_current ? &r->current : !is_zero(&r->section) ? &r->section : &r->total;
    kj_decimal place;
    place_of(&last->base, before, &place);
    if (!kj_approx_apply(token->policy, &last->base, &place, &last->low, &last->high))
        return false;
    last->blurred = true;
    r->more = true;
    r->only_digits = false;
    r->policy = token->policy;
    r->at++;
    return true;
}

static bool read_arabic(reader *r) {
    const kj_numeral_token *token = &r->tokens[r->at];
    bool digit_of_unit = token->whole && token->digits == 1 && kind_at(r, r->at + 1) == KJ_N_UNIT; /* 4千6百 */
    if (r->has_current || (r->unit && !digit_of_unit) || (r->scale && !token->whole))
        return false;
    r->current.base = token->decimal;
    r->current.blurred = false;
    r->has_current = r->arabic = true;
    r->trailing_count = 0;
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

/* 半百 */
static bool read_half(reader *r) {
    const kj_numeral_token *next = &r->tokens[r->at + 1];
    if (r->at || !r->tokens[0].first || kind_at(r, 1) != KJ_N_UNIT || next->value != 100)
        return false;
    same(next->value / 2, &r->section);
    r->unit = next->value;
    r->han = true;
    r->digits++;
    r->at += 2;
    return true;
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
    case KJ_N_HALF:
        return read_half(r);
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
           !(r->tokens[r->at - 1].kind == KJ_N_SEVERAL && r->tokens[r->at - 1].symbol == HAN_SHU);
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

uint32_t kj_numeral_read(const kj_numeral_token *tokens, uint32_t count, bool bare, kj_numeral_tell tell_to,
                         void *context, bool *memory) {
    /* 上百, not 上十: 早上十点 is a time. */
    bool unit = count && (tokens[0].kind == KJ_N_UNIT || tokens[0].kind == KJ_N_SCALE);
    bool lead = unit && tokens[0].lead && tokens[0].value >= 100;
    reader r = {.tokens = tokens, .count = count, .bare = bare || lead, .lead = lead ? tokens[0].policy : NULL};
    r.tell = tell_to;
    r.context = context;
    r.memory = true;
    same(0, &r.total);
    same(0, &r.section);
    same(0, &r.current);
    uint32_t used = read_number(&r);
    *memory = r.memory;
    return used;
}
