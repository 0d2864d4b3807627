/* Numbers in digits: 1,100.9, .5, 2e5, -12e-1, 3/5.
 *
 * Every reading looks at a bounded number of characters beyond its own digits, so the scan stays linear. */
#include "value/numeral.h"

#include <string.h>

/* Digits of an exponent: 10^999 still is an exact decimal. */
#define EXPONENT_DIGITS 3
/* Digits of the n in x^n. */
#define POWER_DIGITS 2
/* Digits of each part of a fraction. */
#define RATIO_DIGITS 6

static uint32_t symbol_at(const kj_text *text, uint32_t at) {
    return at < text->length ? text->symbol[at] : KJ_BREAK;
}
static uint32_t symbol_before(const kj_text *text, uint32_t at) {
    return at ? text->symbol[at - 1] : KJ_BREAK;
}

/* A full-width comma between half-width digits is punctuation. */
static bool is_ascii_here(const kj_text *text, uint32_t at) {
    return (unsigned char)text->utf8[text->byte[at]] < 0x80;
}

static uint32_t digits_end(const kj_text *text, uint32_t at) {
    while (kj_is_digit(symbol_at(text, at)))
        at++;
    return at;
}

/* Does the comma at `at` set off a group of three digits of the number that starts at `start`? One of another width than
 * the digits is punctuation (20，300), unless a group or decimals follow that nobody would write behind a list:
 * 333，333,434 and 82，225.00. */
static bool is_grouping(const kj_text *text, uint32_t start, uint32_t at) {
    if (symbol_at(text, at) != ',' || digits_end(text, at + 1) != at + 4)
        return false;
    if (is_ascii_here(text, at) == is_ascii_here(text, start))
        return true;
    uint32_t next = symbol_at(text, at + 4);
    return (next == '.' && kj_is_digit(symbol_at(text, at + 5))) ||
           (next == ',' && is_ascii_here(text, at + 4) && digits_end(text, at + 5) == at + 8);
}

/* End of 1,234,567 that starts with digits [start, first): the groups behind it have exactly three digits. */
static uint32_t groups_end(const kj_text *text, uint32_t start, uint32_t first) {
    uint32_t end = first;
    while (first - start <= 3 && is_grouping(text, start, end))
        end += 4;
    return end;
}

/* 2025.6.16: a date in dots; its parts are whole numbers. Other runs with two points are no numbers. */
static bool has_second_point(const kj_text *text, uint32_t fraction_end) {
    return symbol_at(text, fraction_end) == '.' && kj_is_digit(symbol_at(text, fraction_end + 1));
}

/* The digits [start, end) without commas, as a decimal. */
static bool to_decimal(const kj_text *text, uint32_t start, uint32_t end, kj_numeral_token *token) {
    char buffer[KJ_NUMERAL_MAX + 2] = "0"; /* of .5 */
    size_t size = 1;
    token->whole = true;
    token->digits = 0;
    for (uint32_t at = start; at < end; at++) {
        uint32_t s = text->symbol[at];
        if (s == ',')
            continue;
        token->whole &= s != '.';
        token->digits += kj_is_digit(s) && (token->digits || s != '0');
        buffer[size++] = (char)s;
    }
    return kj_decimal_read((kaoju_string){buffer, size}, &token->decimal);
}

/* e5, e-1 behind a number, unless a name goes on (2e5a). Returns the end, `end` if there is none. */
static uint32_t exponent_end(const kj_text *text, uint32_t end, int32_t *power) {
    uint32_t letter = symbol_at(text, end), at = end + 1, sign = symbol_at(text, at);
    *power = 0;
    if (letter != 'e' && letter != 'E')
        return end;
    at += sign == '+' || sign == '-';
    uint32_t digits = at;
    for (; kj_is_digit(symbol_at(text, at)) && at - digits < EXPONENT_DIGITS; at++)
        *power = *power * 10 + (int32_t)(text->symbol[at] - '0');
    uint32_t next = symbol_at(text, at);
    if (at == digits || kj_is_digit(next) || kj_is_letter(next) || next == '-') {
        *power = 0;
        return end;
    }
    if (sign == '-')
        *power = -*power;
    return at;
}

static bool raise(kj_decimal *decimal, int32_t power) {
    kj_decimal factor = {.digits = {1}, .count = 1, .exponent = power};
    return kj_decimal_mul(decimal, &factor, decimal);
}

/* 10^6, 2^-1 behind a number whose decimal is *base: the power, if it is exact. Returns the end, `end` if there is none. */
static uint32_t power_end(const kj_text *text, uint32_t end, kj_decimal *base) {
    uint32_t sign = symbol_at(text, end + 1), at = end + 1 + (sign == '+' || sign == '-');
    uint32_t last = symbol_at(text, end) == '^' ? digits_end(text, at) : at;
    if (last == at || last - at > POWER_DIGITS || kj_is_letter(symbol_at(text, last)))
        return end;
    int32_t exponent = 0;
    for (uint32_t i = at; i < last; i++)
        exponent = exponent * 10 + (int32_t)(text->symbol[i] - '0');
    kj_decimal power, digits = *base;
    int64_t divisor = 0;
    kj_decimal_integer(1, &power);
    for (int32_t i = 0; i < exponent; i++)
        if (!kj_decimal_mul(&power, base, &power))
            return end;
    if (sign == '-') { /* 1 / (digits * 10^k) */
        int32_t shift = power.exponent;
        digits = power;
        digits.exponent = 0;
        kj_decimal_integer(1, &power);
        if (!kj_decimal_to_integer(&digits, &divisor) || divisor <= 0 || divisor > UINT32_MAX ||
            !kj_decimal_div_small(&power, (uint32_t)divisor, &power) || !raise(&power, -shift))
            return end;
    }
    *base = power;
    return last;
}

bool kj_arabic_starts(const kj_text *text, uint32_t at) {
    uint32_t before = symbol_before(text, at);
    if (symbol_at(text, at) != '.')
        return kj_is_digit(symbol_at(text, at));
    static const char opens[] = " (,:;-=<>~";
    bool free = before >= KJ_SKIP || (before < 0x80 && memchr(opens, (int)before, sizeof opens - 1));
    return free && kj_is_digit(symbol_at(text, at + 1));
}

kj_arabic kj_arabic_read(const kj_text *text, uint32_t at) {
    kj_arabic out = {.token = {.start = at, .symbol = text->symbol[at]}};
    uint32_t whole = digits_end(text, at), end = groups_end(text, at, whole);
    if (symbol_at(text, end) == '.' && kj_is_digit(symbol_at(text, end + 1))) {
        uint32_t fraction = digits_end(text, end + 1);
        if (!has_second_point(text, fraction)) {
            end = fraction;
        } else if (whole - at != 4) {
            out.end = digits_end(text, fraction + 1);
            return out;
        }
    }
    int32_t power;
    uint32_t last = exponent_end(text, end, &power);
    if (end - at <= KJ_NUMERAL_MAX && to_decimal(text, at, end, &out.token) && raise(&out.token.decimal, power)) {
        out.token.kind = KJ_N_ARABIC;
        if (last == end)
            last = power_end(text, end, &out.token.decimal);
    }
    out.token.whole &= last == end;
    out.end = out.token.end = last;
    return out;
}

/* ------------------------------------------------------------------ fractions */

/* The digits at `at` as part of a fraction: whole, positive, no leading zero. Returns their end, 0 if they are not. */
static uint32_t ratio_part(const kj_text *text, uint32_t at, kj_number *out) {
    char digits[RATIO_DIGITS];
    uint32_t end = at;
    for (; kj_is_digit(symbol_at(text, end)); end++) {
        if (end - at == RATIO_DIGITS)
            return 0;
        digits[end - at] = (char)text->symbol[end];
    }
    *out = (kj_number){.known = true, .digit_count = end - at, .significant_digits = end - at};
    return end > at && digits[0] != '0' && kj_decimal_read((kaoju_string){digits, end - at}, &out->value) ? end : 0;
}

/* Other signs around it make it a date, a path, a version. */
static bool touches(uint32_t s) {
    return kj_is_digit(s) || kj_is_letter(s) || s == '/' || s == '-' || s == '.' || s == '%' || s == ':' || s == '~';
}

/* top/bottom at `at`. */
static uint32_t read_ratio(const kj_text *text, uint32_t at, kj_number *top, kj_number *bottom) {
    uint32_t slash = ratio_part(text, at, top);
    if (!slash || symbol_at(text, slash) != '/')
        return 0;
    uint32_t end = ratio_part(text, slash + 1, bottom);
    return end && !touches(symbol_at(text, end)) ? end : 0;
}

uint32_t kj_arabic_ratio(const kj_text *text, const kj_numeral_token *token, kj_number *out) {
    kj_number whole, top, bottom;
    if (!token->whole || touches(symbol_before(text, token->start)))
        return 0;
    uint32_t end = read_ratio(text, token->start, &top, &bottom);
    uint32_t gap = symbol_at(text, token->end), next = kj_text_solid(text, token->end + (gap == ' '));
    bool mixed = !end && next > token->end && ratio_part(text, token->start, &whole) == token->end;
    if (mixed) {
        end = read_ratio(text, next, &top, &bottom);
        if (!end || kj_decimal_compare(&top.value, &bottom.value) >= 0) /* 3 16/5 is a list */
            return 0;
    }
    if (!end || !kj_numeral_divide(mixed ? &whole : NULL, &top, &bottom, out))
        return 0;
    out->slash = true;
    return end;
}
