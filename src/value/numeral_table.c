/* The table of numeral characters: what each one is in a numeral, from dict/number/numeral.tsv, and the policies of
 * dict/number/approx.tsv. A character is one load; a policy is searched among a few dozen, only where a word blurs. */
#include "value/numeral.h"

#include "base/memory.h"
#include "text/utf8.h"

#define SYMBOLS 65536
#define UNIT_MOST 1000000000000000000

struct kj_numeral_table {
    uint8_t kinds[SYMBOLS];
    int64_t values[SYMBOLS];
    bool formal[SYMBOLS];
    bool begins[SYMBOLS]; /* a token may begin with it */
    KJ_VEC(kj_approx) policies;
};

kj_numeral_table *kj_numeral_table_empty(void) {
    kj_numeral_table *table = kj_new(1, sizeof *table);
    for (uint32_t digit = '0'; table && digit <= '9'; digit++)
        table->begins[digit] = true;
    if (table)
        table->begins['.'] = table->begins[KJ_HAN_FEN] = true;
    return table;
}

void kj_numeral_table_free(kj_numeral_table *table) {
    if (table)
        kj_vec_free(&table->policies);
    free(table);
}

bool kj_numeral_table_add(kj_numeral_table *table, uint32_t symbol, kaoju_string kind, int64_t value) {
    static const struct {
        const char *name;
        kj_numeral_kind kind;
    } kinds[] = {{"digit", KJ_N_DIGIT},  {"unit", KJ_N_UNIT},        {"tens", KJ_N_TENS},
                 {"scale", KJ_N_SCALE},  {"point", KJ_N_POINT},      {"several", KJ_N_SEVERAL},
                 {"more", KJ_N_MORE},    {"half", KJ_N_HALF},        {"negative", KJ_N_NEGATIVE},
                 {"formal", KJ_N_DIGIT}, {"formal_unit", KJ_N_UNIT}, {"and", KJ_N_AND},
                 {"lead", KJ_N_LEAD},    {"signed", KJ_N_SIGNED}};
    for (size_t i = 0; symbol < SYMBOLS && i < sizeof kinds / sizeof *kinds; i++)
        if (kj_string_is(kind, kinds[i].name)) {
            table->kinds[symbol] = (uint8_t)kinds[i].kind;
            table->begins[symbol] = true;
            table->values[symbol] = value;
            table->formal[symbol] = kj_string_is(kind, "formal") || kj_string_is(kind, "formal_unit");
            return true;
        }
    return false;
}

/* Is it what a character of this kind may be worth? Readers multiply digits by ten up to 18 times and subtract from units:
 * nothing of that can overflow. Kinds without a value have none. */
static bool is_worth(kaoju_string kind, kaoju_string cell, int64_t *value) {
    static const struct {
        const char *kind;
        int64_t low, high;
    } valued[] = {{"digit", 0, 9},        {"formal", 0, 9},       {"formal_unit", 1, UNIT_MOST},
                  {"unit", 1, UNIT_MOST}, {"tens", 1, UNIT_MOST}, {"scale", 1, UNIT_MOST}};
    for (size_t i = 0; i < sizeof valued / sizeof *valued; i++)
        if (kj_string_is(kind, valued[i].kind))
            return kj_string_integer(cell, value) && *value >= valued[i].low && *value <= valued[i].high;
    return true;
}

static kaoju_status add_character(kj_numeral_table *table, const kj_lexicon *lexicon, uint32_t e, kaoju_error *error) {
    kaoju_string surface = kj_entry_field(lexicon, e, "surface"), kind = kj_entry_field(lexicon, e, "kind");
    size_t at = 0;
    int64_t value = 0;
    /* A model file may say that an entry without a surface is a numeral. */
    uint32_t symbol = surface.size ? kj_utf8_next(surface.data, surface.size, &at) : 0;
    if (at && at == surface.size && is_worth(kind, kj_entry_field(lexicon, e, "value"), &value) &&
        kj_numeral_table_add(table, symbol, kind, value))
        return KAOJU_OK;
    return kj_fail(error, KAOJU_E_SYNTAX,
                   "numeral.tsv: %.*s needs one character, a known kind and its value (of a digit 0 to 9)",
                   (int)surface.size, surface.data);
}

static kaoju_status add_policy(kj_numeral_table *table, const kj_lexicon *lexicon, uint32_t e, kaoju_error *error) {
    kj_approx policy;
    kaoju_string word = kj_entry_field(lexicon, e, "surface");
    if (!kj_approx_read(word, kj_entry_field(lexicon, e, "low"), kj_entry_field(lexicon, e, "high"),
                        kj_entry_field(lexicon, e, "behind"), kj_entry_field(lexicon, e, "comparator"), &policy))
        return kj_fail(error, KAOJU_E_SYNTAX,
                       "approx.tsv: %.*s needs a comparator and its ends: n, n+5%%, n-1p, none or a digit",
                       (int)word.size, word.data);
    return kj_push(&table->policies, policy) ? KAOJU_OK : kj_fail_memory(error);
}

kaoju_status kj_numeral_table_new(const kj_lexicon *lexicon, uint32_t numeral, uint32_t approx, kj_numeral_table **out,
                                  kaoju_error *error) {
    kj_numeral_table *table = *out = kj_numeral_table_empty();
    kaoju_status status = table ? KAOJU_OK : kj_fail_memory(error);
    uint32_t e, end;
    for (kj_class_range(lexicon, numeral, &e, &end); !status && e < end; e++)
        if (kj_entry_class(lexicon, e) == numeral)
            status = add_character(table, lexicon, e, error);
    for (kj_class_range(lexicon, approx, &e, &end); !status && e < end; e++)
        if (kj_entry_class(lexicon, e) == approx)
            status = add_policy(table, lexicon, e, error);
    if (status) {
        kj_numeral_table_free(table);
        *out = NULL;
    }
    return status;
}

const kj_approx *kj_numeral_policy(const kj_numeral_table *table, kaoju_string word) {
    for (size_t i = 0; i < table->policies.size; i++)
        if (kj_string_is(word, table->policies.at[i].word))
            return &table->policies.at[i];
    return NULL;
}

const kj_approx *kj_numeral_policy_of(const kj_numeral_table *table, uint32_t symbol) {
    char utf8[4];
    size_t size = kj_utf8_put(symbol, utf8);
    return kj_numeral_policy(table, (kaoju_string){utf8, size});
}

uint32_t kj_numeral_next(const kj_numeral_table *table, const kj_text *text, uint32_t at) {
    const uint32_t *symbols = text->symbol;
    while (at < text->length && (symbols[at] >= SYMBOLS || !table->begins[symbols[at]]))
        at++;
    return at;
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
