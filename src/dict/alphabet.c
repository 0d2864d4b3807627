/* Patterns in, the ranks of their symbols out.
 *
 * Counts every symbol, sorts them by falling count, and writes their ranks into a table; for those above U+FFFF, which are
 * rare, it has a page for each 256 of which one occurs. Invariant: equal patterns give equal ranks, as ties go by symbol.
 * Cost: O(symbols of the patterns + s log s) for s distinct ones. */
#include "dict/alphabet.h"

#include <stdlib.h>

typedef struct counted {
    uint32_t symbol, count;
} counted;
typedef KJ_VEC(counted) counted_list;

static int by_count_then_symbol(const void *left, const void *right) {
    const counted *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return a->symbol < b->symbol ? -1 : a->symbol > b->symbol;
}

/* Gives each page of far symbols that occurs a number from 1, in the order of Unicode. */
static void number_pages(const kj_pattern *patterns, size_t count, kj_alphabet *alphabet) {
    for (size_t p = 0; p < count; p++)
        for (uint32_t i = 0; i < patterns[p].length; i++)
            if (patterns[p].symbols[i] >= KJ_DIRECT)
                alphabet->pages[(patterns[p].symbols[i] - KJ_DIRECT) >> KJ_PAGE_BITS] = 1;
    alphabet->page_count = 1;
    for (uint32_t page = 0; page < KJ_PAGES; page++)
        if (alphabet->pages[page])
            alphabet->pages[page] = (uint16_t)alphabet->page_count++;
}

/* Where the rank of a symbol stands; the page of a far one is numbered. */
static uint16_t *rank_at(const kj_alphabet *alphabet, uint32_t symbol) {
    if (symbol < KJ_DIRECT)
        return &alphabet->direct[symbol];
    symbol -= KJ_DIRECT;
    uint32_t page = alphabet->pages[symbol >> KJ_PAGE_BITS];
    return &alphabet->ranks[(page << KJ_PAGE_BITS) + (symbol & (KJ_PAGE - 1))];
}

/* Numbers symbols from 1 as they come; these numbers stand in for ranks while they are counted. */
static kaoju_status count_symbols(const kj_pattern *patterns, size_t count, const kj_alphabet *alphabet,
                                  counted_list *symbols, kaoju_error *error) {
    for (size_t p = 0; p < count; p++)
        for (uint32_t i = 0; i < patterns[p].length; i++) {
            uint16_t *number = rank_at(alphabet, patterns[p].symbols[i]);
            counted fresh = {patterns[p].symbols[i], 0};
            if (*number == 0) {
                if (symbols->size == KJ_ALPHABET_MAX)
                    return kj_fail(error, KAOJU_E_LIMIT, "the patterns hold more than %u different characters",
                                   (unsigned)KJ_ALPHABET_MAX);
                if (!kj_push(symbols, fresh))
                    return kj_fail_memory(error);
                *number = (uint16_t)symbols->size;
            }
            uint32_t *times = &symbols->at[*number - 1].count;
            *times += *times < UINT32_MAX;
        }
    return KAOJU_OK;
}

kaoju_status kj_alphabet_build(const kj_pattern *patterns, size_t count, kj_alphabet *alphabet, kaoju_error *error) {
    counted_list symbols = {0};
    *alphabet = (kj_alphabet){.direct = kj_new(KJ_DIRECT + 2, sizeof *alphabet->direct),
                              .pages = kj_new(KJ_PAGES, sizeof *alphabet->pages)};
    if (!alphabet->direct || !alphabet->pages)
        return kj_fail_memory(error);
    number_pages(patterns, count, alphabet);
    alphabet->ranks = kj_new((size_t)alphabet->page_count << KJ_PAGE_BITS, sizeof *alphabet->ranks);
    if (!alphabet->ranks)
        return kj_fail_memory(error);
    kaoju_status status = count_symbols(patterns, count, alphabet, &symbols, error);
    if (!status && symbols.size)
        qsort(symbols.at, symbols.size, sizeof *symbols.at, by_count_then_symbol);
    for (size_t i = 0; !status && i < symbols.size; i++)
        *rank_at(alphabet, symbols.at[i].symbol) = (uint16_t)(i + 1);
    alphabet->size = (uint32_t)symbols.size;
    kj_vec_free(&symbols);
    return status;
}

void kj_alphabet_free(kj_alphabet *alphabet) {
    free(alphabet->direct);
    free(alphabet->pages);
    free(alphabet->ranks);
    *alphabet = (kj_alphabet){0};
}
