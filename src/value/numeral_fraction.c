/* Fractions: the tokens around 分之, 又 and 一半 -> one number. The numerals in them are read by numeral.c.
 *
 * A fraction whose denominator is a bare power of ten (百分之三十五, 万分之五) is a percentage. Cost: linear in the tokens. */
#include "value/numeral.h"

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

/* The longest numeral at the start of the tokens. */
static last_reading read_longest(const kj_numeral_token *tokens, uint32_t count, bool bare) {
    last_reading last = {.tokens = 0};
    bool memory;
    kj_numeral_read(tokens, count, bare, keep_last, &last, &memory);
    return last;
}

static bool times(const kj_decimal *a, int64_t factor, kj_decimal *out) {
    kj_decimal f;
    return kj_decimal_integer(factor, &f) && kj_decimal_mul(a, &f, out);
}

static bool divide(const kj_decimal *a, int64_t divisor, kj_decimal *out) {
    return divisor > 0 && divisor <= UINT32_MAX && kj_decimal_div_small(a, (uint32_t)divisor, out);
}

/* The sign goes to the numerator. */
static bool positive_divisor(kj_number *n, int64_t *divisor) {
    if (n->denominator.negative) {
        n->denominator.negative = false;
        if (n->numerator.count)
            n->numerator.negative = !n->numerator.negative;
    }
    return kj_decimal_to_integer(&n->denominator, divisor) && *divisor > 0;
}

bool kj_numeral_divide(const kj_number *whole, const kj_number *top, const kj_number *bottom, kj_number *out) {
    int64_t divisor = 0;
    kj_number n = *top;
    n.numerator = top->value;
    n.denominator = bottom->value;
    n.digits_only = false;
    n.fraction = true;
    n.trailing_count = 0;
    if (!top->known || top->bounded || !bottom->known || bottom->bounded || !positive_divisor(&n, &divisor))
        return false;
    if (whole) { /* 三又五分之一 */
        kj_decimal all;
        if (!whole->known || whole->bounded || n.numerator.negative || !times(&whole->value, divisor, &all))
            return false;
        n.numerator.negative = whole->value.negative && n.numerator.count;
        if (!kj_decimal_add(&n.numerator, &all, &n.numerator))
            return false;
        n.digit_count += whole->digit_count;
        n.significant_digits += whole->significant_digits;
        n.han = whole->han;
    }
    n.known = divide(&n.numerator, divisor, &n.value);
    *out = n;
    return true;
}

/* In percent: x of a hundred, five of ten thousand are 0.05. */
static bool to_percent(const kj_number *top, int64_t divisor, kj_number *out) {
    kj_number n = *top;
    n.numerator = top->value;
    kj_decimal_integer(divisor, &n.denominator);
    n.percent = true;
    n.digits_only = false;
    n.trailing_count = 0;
    if (!divide(&top->value, divisor / 100, &n.value) ||
        (n.bounded && (!divide(&top->low, divisor / 100, &n.low) || !divide(&top->high, divisor / 100, &n.high))))
        return false;
    *out = n;
    return true;
}

static void flip(kj_decimal *d) {
    d->negative = d->count && !d->negative;
}

/* 负百分之三, 负百分之十多: the sign in front is that of the percentage. */
static void negate(kj_number *top, kj_number *bottom) {
    kj_decimal low = top->low;
    bottom->value.negative = bottom->low.negative = bottom->high.negative = false;
    flip(&top->value);
    top->low = top->high;
    top->high = low;
    flip(&top->low);
    flip(&top->high);
}

static bool is_power_of_ten(const kj_numeral_token *tokens, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (tokens[i].kind != KJ_N_UNIT && tokens[i].kind != KJ_N_SCALE)
            return false;
    return count > 0;
}

/* 三分之一, 百分之三十五, 万分之五, 百分之百. Tokens before 分之 are tokens[0, before). */
static uint32_t read_fraction(const kj_numeral_token *tokens, uint32_t count, uint32_t before, const kj_number *whole,
                              kj_number *out) {
    bool minus = before && tokens[0].kind == KJ_N_NEGATIVE, bare = is_power_of_ten(tokens + minus, before - minus);
    last_reading top = read_longest(tokens + before + 1, count - before - 1, bare);
    last_reading bottom = read_longest(tokens, before, bare);
    if (minus && bare)
        negate(&top.number, &bottom.number);
    int64_t divisor = 0;
    if (!top.tokens || bottom.tokens != before || !before || !kj_decimal_to_integer(&bottom.number.value, &divisor))
        return 0;
    bool percent = bare && divisor >= 100 && !whole;
    bool ok =
        percent ? to_percent(&top.number, divisor, out) : kj_numeral_divide(whole, &top.number, &bottom.number, out);
    return ok ? before + 1 + top.tokens : 0;
}

/* The fraction at the start of the tokens, 分之 being tokens[over]; 三又 may stand in front. */
static uint32_t read_mixed(const kj_numeral_token *tokens, uint32_t count, uint32_t over, kj_number *out) {
    uint32_t and = 0;
    while (and < over && tokens[and].kind != KJ_N_AND)
        and++;
    if (and == over)
        return read_fraction(tokens, count, over, NULL, out);
    last_reading whole = read_longest(tokens, and, false);
    if (!and || whole.tokens != and)
        return 0;
    uint32_t skip = and+1;
    uint32_t used = read_fraction(tokens + skip, count - skip, over - skip, &whole.number, out);
    return used ? skip + used : 0;
}

static kj_number half(void) {
    kj_number n = {.known = true, .fraction = true, .han = true, .significant_digits = 1};
    kj_decimal_read(kj_string("0.5"), &n.value);
    kj_decimal_integer(1, &n.numerator);
    kj_decimal_integer(2, &n.denominator);
    return n;
}

uint32_t kj_numeral_evaluate(const kj_numeral_token *tokens, uint32_t count, kj_numeral_tell tell, void *context,
                             bool *memory) {
    kj_number number;
    *memory = true;
    uint32_t over = 0;
    while (over < count && tokens[over].kind != KJ_N_OVER)
        over++;
    uint32_t used = over < count ? read_mixed(tokens, count, over, &number) : 0;
    if (!used && over >= 2 && tokens[0].kind == KJ_N_DIGIT && tokens[0].value == 1 && tokens[1].kind == KJ_N_HALF) {
        number = half();
        used = 2;
    }
    if (used) {
        *memory = tell(context, used, &number);
        return used;
    }
    return kj_numeral_read(tokens, over, false, tell, context, memory);
}
