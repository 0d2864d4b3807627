/* Numbers with units of time -> a length, its ISO 8601 form and its total. Exact: months are never turned into days.
 * Constant time. */
#include "value/length.h"

#include "base/string.h"

#include <stdio.h>
#include <string.h>

/* How many of the next smaller unit one is; 0: it has no fixed number. */
static const struct {
    const char *code;
    char letter;
    int64_t next;
} units[KJ_LENGTH_UNITS] = {{"a", 'Y', 12}, {"mo", 'M', 0},   {"wk", 'W', 7}, {"d", 'D', 24},
                            {"h", 'H', 60}, {"min", 'M', 60}, {"s", 'S', 0}};

/* The number of the unit, and how many of them the code says (15min, 1 for min); -1: no such unit. */
static int unit_of(kaoju_string code, int64_t *times) {
    size_t digits = 0;
    int64_t count = 0;
    for (; digits < code.size && code.data[digits] >= '0' && code.data[digits] <= '9' && count < 1000000; digits++)
        count = count * 10 + (code.data[digits] - '0');
    kaoju_string name = {code.data + digits, code.size - digits};
    *times = digits ? count : 1;
    if (name.size == 1 && name.data[0] == 'q') {
        *times *= 3;
        name = (kaoju_string){"mo", 2};
    }
    for (int u = 0; u < KJ_LENGTH_UNITS; u++)
        if (kj_string_is(name, units[u].code))
            return u;
    return -1;
}

bool kj_length_add(kj_length *length, const kj_decimal *number, kaoju_string code) {
    int64_t times;
    kj_decimal factor, amount;
    int unit = unit_of(code, &times);
    if (unit < 0 || !kj_decimal_integer(times, &factor) || !kj_decimal_mul(number, &factor, &amount) ||
        !kj_decimal_add(&length->amount[unit], &amount, &length->amount[unit]))
        return false;
    return length->used[unit] = true;
}

bool kj_length_knows(kaoju_string code) {
    int64_t times;
    return unit_of(code, &times) >= 0;
}

bool kj_length_is_less(const kj_length *more, const kj_length *length) {
    int smallest = -1, largest = KJ_LENGTH_UNITS;
    for (int u = 0; u < KJ_LENGTH_UNITS; u++) {
        smallest = length->used[u] ? u : smallest;
        largest = more->used[u] && u < largest ? u : largest;
    }
    return smallest < largest;
}

bool kj_length_merge(kj_length *length, const kj_length *more) {
    for (int u = 0; u < KJ_LENGTH_UNITS; u++) {
        if (more->used[u] && !kj_decimal_add(&length->amount[u], &more->amount[u], &length->amount[u]))
            return false;
        length->used[u] |= more->used[u];
    }
    return true;
}

bool kj_length_write(const kj_length *l, char out[KJ_LENGTH_TEXT]) {
    size_t used = (size_t)snprintf(out, KJ_LENGTH_TEXT, "P");
    for (int u = 0; u < KJ_LENGTH_UNITS; u++) {
        char number[KJ_DECIMAL_TEXT];
        if (!l->used[u])
            continue;
        if (!kj_decimal_write(&l->amount[u], number))
            return false;
        bool time = u >= KJ_LENGTH_HOUR && !memchr(out, 'T', used);
        int size = snprintf(out + used, KJ_LENGTH_TEXT - used, "%s%s%c", time ? "T" : "", number, units[u].letter);
        if (size < 0 || (size_t)size >= KJ_LENGTH_TEXT - used)
            return false;
        used += (size_t)size;
    }
    return used > 1;
}

bool kj_length_total(const kj_length *l, kj_decimal *number, const char **code) {
    kj_decimal total = {.count = 0}, factor;
    int smallest = -1;
    for (int u = 0; u < KJ_LENGTH_UNITS; u++) {
        bool bridge = u == 0 || units[u - 1].next;
        if (!bridge && total.count)
            for (int rest = u; rest < KJ_LENGTH_UNITS; rest++)
                if (l->used[rest])
                    return false; /* months and days */
        if (u && bridge && smallest >= 0 &&
            (!kj_decimal_integer(units[u - 1].next, &factor) || !kj_decimal_mul(&total, &factor, &total)))
            return false;
        if (l->used[u]) {
            if (!kj_decimal_add(&total, &l->amount[u], &total))
                return false;
            smallest = u;
            *number = total;
            *code = units[u].code;
        }
    }
    return smallest >= 0;
}
