/* The table of numeral characters: what each one is in a numeral, from dict/number/numeral.tsv. A lookup is one load. */
#include "value/numeral.h"

#include "base/memory.h"
#include "text/utf8.h"

#define SYMBOLS 65536

struct kj_numeral_table {
    uint8_t kinds[SYMBOLS];
    int64_t values[SYMBOLS];
    bool formal[SYMBOLS];
};

const char *kj_comparator_name(kj_comparator c) {
    static const char *const names[] = {"eq", "approx", "gt", "ge", "lt", "le", "range"};
    return names[c];
}

bool kj_comparator_read(kaoju_string name, kj_comparator *out) {
    for (int c = KJ_EQ; c <= KJ_RANGE; c++)
        if (kj_string_is(name, kj_comparator_name((kj_comparator)c))) {
            *out = (kj_comparator)c;
            return true;
        }
    return false;
}

kj_numeral_table *kj_numeral_table_empty(void) {
    return kj_new(1, sizeof(kj_numeral_table));
}

void kj_numeral_table_free(kj_numeral_table *table) {
    free(table);
}

bool kj_numeral_table_add(kj_numeral_table *table, uint32_t symbol, kaoju_string kind, int64_t value) {
    static const struct {
        const char *name;
        kj_numeral_kind kind;
    } kinds[] = {{"digit", KJ_N_DIGIT},  {"unit", KJ_N_UNIT},       {"tens", KJ_N_TENS},
                 {"scale", KJ_N_SCALE},  {"point", KJ_N_POINT},     {"several", KJ_N_SEVERAL},
                 {"more", KJ_N_MORE},    {"half", KJ_N_HALF},       {"negative", KJ_N_NEGATIVE},
                 {"formal", KJ_N_DIGIT}, {"formal_unit", KJ_N_UNIT}};
    for (size_t i = 0; symbol < SYMBOLS && i < sizeof kinds / sizeof *kinds; i++)
        if (kj_string_is(kind, kinds[i].name)) {
            table->kinds[symbol] = (uint8_t)kinds[i].kind;
            table->values[symbol] = value;
            table->formal[symbol] = kj_string_is(kind, "formal") || kj_string_is(kind, "formal_unit");
            return true;
        }
    return false;
}

kaoju_status kj_numeral_table_new(const kj_lexicon *lexicon, uint32_t class_id, kj_numeral_table **out,
                                  kaoju_error *error) {
    kj_numeral_table *table = *out = kj_numeral_table_empty();
    if (!table)
        return kj_fail_memory(error);
    for (uint32_t e = 0; e < kj_lexicon_count(lexicon); e++) {
        kaoju_string surface = kj_entry_field(lexicon, e, "surface"), kind = kj_entry_field(lexicon, e, "kind");
        kaoju_string number = kj_entry_field(lexicon, e, "value");
        if (kj_entry_class(lexicon, e) != class_id)
            continue;
        size_t at = 0;
        int64_t value = 0;
        uint32_t symbol = kj_utf8_next(surface.data, surface.size, &at);
        bool needs = kj_string_is(kind, "digit") || kj_string_is(kind, "formal") || kj_string_is(kind, "formal_unit") ||
                     kj_string_is(kind, "unit") || kj_string_is(kind, "tens") || kj_string_is(kind, "scale");
        if (at != surface.size || (needs && !kj_string_integer(number, &value)) ||
            !kj_numeral_table_add(table, symbol, kind, value)) {
            kj_numeral_table_free(table);
            *out = NULL;
            return kj_fail(error, KAOJU_E_SYNTAX, "numeral.tsv: %.*s needs one character, a known kind and its value",
                           (int)surface.size, surface.data);
        }
    }
    return KAOJU_OK;
}

bool kj_numeral_is_formal(const kj_numeral_table *table, uint32_t symbol) {
    return symbol < SYMBOLS && table->formal[symbol];
}

kj_numeral_kind kj_numeral_kind_of(const kj_numeral_table *table, uint32_t symbol, int64_t *value) {
    if (symbol >= SYMBOLS)
        return KJ_N_NONE;
    *value = table->values[symbol];
    return (kj_numeral_kind)table->kinds[symbol];
}
