/* Patterns in, the ranks of their symbols out.
 *
 * Counts every symbol (in pages of 256, as most of Unicode does not occur), sorts the symbols by falling count, and
 * writes the ranks into the same pages. Invariant: equal patterns give equal ranks, as ties go by symbol.
 * Cost: O(symbols of the patterns + s log s) for s distinct ones. */
#include "dict/alphabet.h"

#include <stdlib.h>

typedef struct counted {
    uint32_t symbol, count;
} counted;

static int by_count_then_symbol(const void *left, const void *right) {
    const counted *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return a->symbol < b->symbol ? -1 : a->symbol > b->symbol;
}

/* Gives each page of symbols that occurs a number from 1, in the order of Unicode. */
static void number_pages(const kj_pattern *patterns, size_t count, kj_alphabet *alphabet) {
    for (size_t p = 0; p < count; p++)
        for (uint32_t i = 0; i < patterns[p].length; i++)
            alphabet->pages[patterns[p].symbols[i] >> KJ_PAGE_BITS] = 1;
    alphabet->page_count = 1;
    for (uint32_t page = 0; page < KJ_PAGES; page++)
        if (alphabet->pages[page])
            alphabet->pages[page] = (uint16_t)alphabet->page_count++;
}

/* The slot of a symbol whose page occurs. */
static uint32_t slot_of(const kj_alphabet *alphabet, uint32_t symbol) {
    return (uint32_t)alphabet->pages[symbol >> KJ_PAGE_BITS] << KJ_PAGE_BITS | (symbol & (KJ_PAGE - 1));
}

static void count_symbols(const kj_pattern *patterns, size_t count, const kj_alphabet *alphabet, counted *symbols) {
    for (size_t p = 0; p < count; p++)
        for (uint32_t i = 0; i < patterns[p].length; i++) {
            counted *symbol = &symbols[slot_of(alphabet, patterns[p].symbols[i])];
            symbol->symbol = patterns[p].symbols[i];
            symbol->count += symbol->count < UINT32_MAX;
        }
}

kaoju_status kj_alphabet_build(const kj_pattern *patterns, size_t count, kj_alphabet *alphabet, kaoju_error *error) {
    *alphabet = (kj_alphabet){.pages = kj_new(KJ_PAGES, sizeof *alphabet->pages)};
    if (!alphabet->pages)
        return kj_fail_memory(error);
    number_pages(patterns, count, alphabet);
    uint32_t slots = alphabet->page_count << KJ_PAGE_BITS, size = 0;
    counted *symbols = kj_new(slots, sizeof *symbols);
    alphabet->ranks = kj_new(slots, sizeof *alphabet->ranks);
    if (!symbols || !alphabet->ranks) {
        free(symbols);
        return kj_fail_memory(error);
    }
    count_symbols(patterns, count, alphabet, symbols);
    for (uint32_t i = 0; i < slots; i++)
        if (symbols[i].count)
            symbols[size++] = symbols[i];
    qsort(symbols, size, sizeof *symbols, by_count_then_symbol);
    alphabet->size = size;
    for (uint32_t i = 0; i < size && size <= KJ_ALPHABET_MAX; i++)
        alphabet->ranks[slot_of(alphabet, symbols[i].symbol)] = (uint16_t)(i + 1);
    free(symbols);
    if (size > KJ_ALPHABET_MAX)
        return kj_fail(error, KAOJU_E_LIMIT, "the patterns hold more than %u different characters",
                       (unsigned)KJ_ALPHABET_MAX);
    return KAOJU_OK;
}

void kj_alphabet_free(kj_alphabet *alphabet) {
    free(alphabet->pages);
    free(alphabet->ranks);
    *alphabet = (kj_alphabet){0};
}
