/* The two bracketed atoms of a pattern: [sets] of characters and <typed spans> with their guards. Cost: O(pattern). */
#include "rules/load.h"

#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ sets */

typedef struct set_builder {
    KJ_VEC(kj_symbols) ranges;
    bool han;
} set_builder;

static bool add_range(kj_parser *p, set_builder *b, uint32_t low, uint32_t high) {
    /* Folding is not monotone: each character of a range is folded by itself. */
    for (uint32_t cp = low; cp <= high; cp++) {
        uint32_t s = kj_fold_symbol(p->loading->fold, cp);
        kj_symbols range = {s, s};
        if (!kj_load_push(p->loading, &b->ranges, range))
            return false;
    }
    return true;
}

/* [:name:] inside a set; `at` stands behind "[:". */
static bool add_class(kj_parser *p, set_builder *b, uint32_t open) {
    static const struct {
        const char *name;
        uint32_t ranges[8][2];
    } classes[] = {
        {"digit", {{'0', '9'}}},
        {"latin", {{'A', 'Z'}, {'a', 'z'}, {0xC0, 0x24F}}},
        {"punct",
         {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}, {0x2010, 0x2027}, {0x3001, 0x3003}, {0x3008, 0x3011}}},
    };
    uint32_t start = p->at;
    while (p->cp[p->at] >= 'a' && p->cp[p->at] <= 'z')
        p->at++;
    char *name = kj_pattern_slice(p, start, p->at);
    if (!name)
        return false;
    if (p->cp[p->at] != ':' || p->cp[p->at + 1] != ']')
        return kj_pattern_fail(p, open, "[: is not closed by :]"), false;
    p->at += 2;
    if (!strcmp(name, "han"))
        return b->han = true;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (!strcmp(name, classes[i].name)) {
            for (size_t r = 0; r < 8 && classes[i].ranges[r][1]; r++)
                if (!add_range(p, b, classes[i].ranges[r][0], classes[i].ranges[r][1]))
                    return false;
            return true;
        }
    return kj_pattern_fail(p, open, "[:%s:] is unknown; there are han, digit, latin and punct", name), false;
}

/* One character of a set, \x for x. */
static uint32_t read_member(kj_parser *p) {
    if (p->cp[p->at] == '\\' && p->at + 1 < p->count)
        p->at++;
    return p->cp[p->at++];
}

static bool read_members(kj_parser *p, set_builder *b, uint32_t open) {
    for (bool first = true; p->at < p->count && (p->cp[p->at] != ']' || first);) {
        uint32_t low, high, at = p->at;
        if (p->cp[at] == ' ') {
            p->at++;
            continue;
        }
        first = false;
        if (p->cp[at] == '[' && p->cp[at + 1] == ':') {
            p->at += 2;
            if (!add_class(p, b, at))
                return false;
            continue;
        }
        low = high = read_member(p);
        if (p->cp[p->at] == '-' && p->at + 1 < p->count && p->cp[p->at + 1] != ']') {
            p->at++;
            high = read_member(p);
        }
        if (high < low)
            return kj_pattern_fail(p, at, "the range goes backwards"), false;
        if (high - low > 0xFFFF)
            return kj_pattern_fail(p, at, "the range is too large; use [:han:]"), false;
        if (!add_range(p, b, low, high))
            return false;
    }
    if (p->at >= p->count)
        return kj_pattern_fail(p, open, "this [ is not closed"), false;
    p->at++;
    return true;
}

static int by_low(const void *left, const void *right) {
    const kj_symbols *a = left, *b = right;
    return (a->low > b->low) - (a->low < b->low);
}

/* Sorted and joined ranges, kept. */
static bool keep_set(kj_parser *p, set_builder *b, bool negated, uint32_t *number) {
    size_t count = 0;
    if (b->ranges.size)
        qsort(b->ranges.at, b->ranges.size, sizeof *b->ranges.at, by_low);
    for (size_t i = 0; i < b->ranges.size; i++) {
        if (count && b->ranges.at[i].low <= b->ranges.at[count - 1].high + 1)
            b->ranges.at[count - 1].high = b->ranges.at[i].high;
        else
            b->ranges.at[count++] = b->ranges.at[i];
    }
    kj_symbols *ranges = kj_load_new(p->loading, p->loading->keep, count, sizeof *ranges);
    if (!ranges)
        return false;
    if (count)
        memcpy(ranges, b->ranges.at, count * sizeof *ranges);
    kj_set set = {ranges, (uint32_t)count, b->han, negated};
    *number = (uint32_t)p->loading->sets.size;
    return kj_load_push(p->loading, &p->loading->sets, set);
}

bool kj_pattern_set(kj_parser *p, uint32_t *number) {
    set_builder b = {.han = false};
    uint32_t open = p->at - 1;
    bool negated = p->cp[p->at] == '^';
    p->at += negated;
    bool ok = read_members(p, &b, open) && keep_set(p, &b, negated, number);
    kj_vec_free(&b.ranges);
    p->failed |= !ok;
    return ok;
}

bool kj_set_has(const kj_set *set, uint32_t symbol) {
    if (symbol >= KJ_SKIP)
        return false;
    size_t low = 0, high = set->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (set->ranges[middle].high < symbol)
            low = middle + 1;
        else
            high = middle;
    }
    bool in = (low < set->count && set->ranges[low].low <= symbol) || (set->han && kj_char_is_han(symbol));
    return in != set->negated;
}

/* ------------------------------------------------------------------ typed spans */

typedef struct typed_builder {
    KJ_VEC(uint32_t) types;
    KJ_VEC(kj_guard) guards;
} typed_builder;

static bool ends_word(uint32_t cp) {
    return cp == 0 || cp == '>' || cp == ' ' || cp == '\n' || cp == '\t';
}

static bool read_types(kj_parser *p, typed_builder *b) {
    for (;;) {
        uint32_t start = p->at;
        while (!ends_word(p->cp[p->at]) && p->cp[p->at] != '|')
            p->at++;
        char *name = kj_pattern_slice(p, start, p->at);
        if (!name)
            return false;
        if (!*name)
            return kj_pattern_fail(p, start, "a type is missing here"), false;
        uint32_t id = kj_names_add(p->loading->names, kj_string(name));
        p->loading->problems.memory |= id == KJ_NONE;
        if (id == KJ_NONE || !kj_load_push(p->loading, &b->types, id))
            return false;
        if (p->cp[p->at] != '|')
            return true;
        p->at++;
    }
}

/* a..b, a.., ..b */
static bool read_interval(kj_parser *p, uint32_t start, char *word, char *dots, kj_guard *guard) {
    kaoju_string low = {word, (size_t)(dots - word)}, high = kj_string(dots + 2);
    guard->low = KJ_NO_INTEGER + 1;
    guard->high = INT64_MAX;
    if ((low.size && !kj_string_integer(low, &guard->low)) || (high.size && !kj_string_integer(high, &guard->high)))
        return kj_pattern_fail(p, start, "%s is no interval of whole numbers", word), false;
    if (guard->low > guard->high)
        return kj_pattern_fail(p, start, "the lower bound of %s is above the upper one", word), false;
    return true;
}

/* key=value, key!=value; value may be several: a|b. */
static bool read_field(kj_parser *p, char *word, char *equals, kj_guard *guard) {
    guard->negated = equals > word && equals[-1] == '!';
    equals[guard->negated ? -1 : 0] = '\0';
    guard->key = word;
    kaoju_string rest = kj_string(equals + 1), piece;
    kaoju_string *values = kj_load_new(p->loading, p->loading->keep, rest.size + 1, sizeof *values);
    if (!values)
        return false;
    while ((piece = kj_string_split(&rest, '|')).data)
        values[guard->value_count++] = piece;
    guard->values = values;
    return true;
}

static bool read_guard(kj_parser *p, typed_builder *b) {
    uint32_t start = p->at;
    while (!ends_word(p->cp[p->at]))
        p->at++;
    char *word = kj_pattern_slice(p, start, p->at);
    if (!word)
        return false;
    kj_guard guard = {.low = KJ_NO_INTEGER + 1, .high = INT64_MAX};
    char *equals = strchr(word, '='), *dots = strstr(word, "..");
    bool ok;
    if (b->guards.size == KJ_GUARD_MAX)
        return kj_pattern_fail(p, start, "more than %d guards in one <...> (KJ_GUARD_MAX)", KJ_GUARD_MAX), false;
    if (equals && equals > word + (equals[-1] == '!'))
        ok = read_field(p, word, equals, &guard);
    else if (dots && !equals)
        ok = read_interval(p, start, word, dots, &guard);
    else if (!strcmp(word, "int"))
        ok = true;
    else
        return kj_pattern_fail(p, start, "%s is no guard: write key=value, key!=value, a..b or int", word), false;
    return ok && kj_load_push(p->loading, &b->guards, guard);
}

static void *keep_copy(kj_loading *loading, const void *items, size_t count, size_t size) {
    void *copy = kj_load_new(loading, loading->keep, count, size);
    if (copy && count)
        memcpy(copy, items, count * size);
    return copy;
}

bool kj_pattern_typed(kj_parser *p, uint32_t *number) {
    typed_builder b = {.types = {0}};
    uint32_t open = p->at - 1;
    bool ok = read_types(p, &b);
    while (ok) {
        kj_pattern_blanks(p);
        if (p->cp[p->at] == '>' || p->at >= p->count)
            break;
        ok = read_guard(p, &b);
    }
    if (ok && p->at >= p->count)
        ok = (kj_pattern_fail(p, open, "this < is not closed"), false);
    p->at++;
    kj_type_test test = {.type_count = (uint32_t)b.types.size, .guard_count = (uint32_t)b.guards.size};
    if (ok) {
        test.types = keep_copy(p->loading, b.types.at, b.types.size, sizeof *b.types.at);
        test.guards = keep_copy(p->loading, b.guards.at, b.guards.size, sizeof *b.guards.at);
        *number = (uint32_t)p->loading->tests.size;
        ok = test.types && test.guards && kj_load_push(p->loading, &p->loading->tests, test);
    }
    kj_vec_free(&b.types);
    kj_vec_free(&b.guards);
    p->failed |= !ok;
    return ok;
}
