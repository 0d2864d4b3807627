/* A matcher in, sections of an image out; an image in, a matcher out that uses its arrays where they lie.
 *
 * What is small and follows from the rest is not saved: bases and singles of the columns are read off the children of the
 * root. Cost: opening O(alphabet), and O(cells + patterns) with the check. */
#include "dict/matcher_image.h"

#include "base/limits.h"
#include "dict/matcher_parts.h"

#include <stdlib.h>

enum { ALPHABET_SIZE, STATES, LONGEST, NUMBERS };

_Static_assert(KJ_IMAGE_MAX / sizeof(kj_cell) <= KJ_CELLS_MAX, "no file has too many cells");
_Static_assert(KJ_IMAGE_MAX / sizeof(uint64_t) <= UINT32_MAX, "nor too large a filter");

kaoju_status kj_matcher_save(const kj_matcher *matcher, kj_matcher_numbers *numbers, kj_image_writer *writer,
                             kaoju_error *error) {
    const kj_alphabet *alphabet = &matcher->alphabet;
    const kj_automaton *automaton = &matcher->automaton;
    const kj_filter *filter = &matcher->columns.filter;
    if (automaton->longest > KJ_SAVED_LENGTH_MAX)
        return kj_fail(error, KAOJU_E_LIMIT, "a pattern of over %u characters cannot be saved (KJ_SAVED_LENGTH_MAX)",
                       KJ_SAVED_LENGTH_MAX);
    numbers->at[ALPHABET_SIZE] = alphabet->size;
    numbers->at[STATES] = automaton->state_count;
    numbers->at[LONGEST] = automaton->longest;
    kj_image_add(writer, KJ_SECTION_MATCHER, numbers->at, sizeof(uint32_t), NUMBERS);
    kj_image_add(writer, KJ_SECTION_RANKS, alphabet->direct, sizeof(uint16_t), KJ_DIRECT + 2);
    kj_image_add(writer, KJ_SECTION_RANK_PAGES, alphabet->pages, sizeof(uint16_t), KJ_PAGES);
    kj_image_add(writer, KJ_SECTION_FAR_RANKS, alphabet->ranks, sizeof(uint16_t),
                 (size_t)alphabet->page_count << KJ_PAGE_BITS);
    kj_image_add(writer, KJ_SECTION_CELLS, automaton->cells, sizeof(kj_cell), automaton->cell_count);
    kj_image_add(writer, KJ_SECTION_LEVELS, automaton->levels, sizeof(uint8_t), automaton->cell_count);
    kj_image_add(writer, KJ_SECTION_OUTPUTS, automaton->outputs, sizeof(kj_output), automaton->output_count);
    kj_image_add(writer, KJ_SECTION_FILTER_HEADS, filter->heads, sizeof(uint32_t), filter->row_count);
    kj_image_add(writer, KJ_SECTION_FILTER_ROWS, filter->bits, sizeof(uint64_t), filter->word_count);
    return KAOJU_OK;
}

/* ------------------------------------------------------------------ opening */

static kaoju_status open_alphabet(const kj_image *image, const uint32_t *numbers, kj_alphabet *alphabet,
                                  kaoju_error *error) {
    size_t far = 0;
    alphabet->direct = kj_image_get(image, KJ_SECTION_RANKS, sizeof(uint16_t), KJ_DIRECT + 2, NULL, error);
    alphabet->pages = kj_image_get(image, KJ_SECTION_RANK_PAGES, sizeof(uint16_t), KJ_PAGES, NULL, error);
    alphabet->ranks = kj_image_get(image, KJ_SECTION_FAR_RANKS, sizeof(uint16_t), KJ_ANY_COUNT, &far, error);
    if (!alphabet->direct || !alphabet->pages || !alphabet->ranks)
        return KAOJU_E_SYNTAX;
    alphabet->size = numbers[ALPHABET_SIZE];
    alphabet->page_count = (uint32_t)(far >> KJ_PAGE_BITS);
    if (alphabet->size > KJ_ALPHABET_MAX || far > (size_t)(KJ_PAGES + 1) << KJ_PAGE_BITS || far & (KJ_PAGE - 1) || !far)
        return kj_image_bad(image, "the size of its alphabet", error);
    return KAOJU_OK;
}

static kaoju_status open_automaton(const kj_image *image, const uint32_t *numbers, kj_automaton *automaton,
                                   kaoju_error *error) {
    size_t cells = 0, outputs = 0;
    automaton->cells = kj_image_get(image, KJ_SECTION_CELLS, sizeof(kj_cell), KJ_ANY_COUNT, &cells, error);
    if (automaton->cells)
        automaton->levels = kj_image_get(image, KJ_SECTION_LEVELS, sizeof(uint8_t), cells, NULL, error);
    automaton->outputs = kj_image_get(image, KJ_SECTION_OUTPUTS, sizeof(kj_output), KJ_ANY_COUNT, &outputs, error);
    if (!automaton->cells || !automaton->levels || !automaton->outputs)
        return KAOJU_E_SYNTAX;
    automaton->cell_count = (uint32_t)cells;
    automaton->output_count = (uint32_t)outputs;
    automaton->state_count = numbers[STATES];
    automaton->longest = numbers[LONGEST];
    /* Every child of the root has a cell, and there is room behind the root's base. */
    if (cells <= numbers[ALPHABET_SIZE] || outputs > KJ_PATTERN_COUNT_MAX || numbers[LONGEST] > KJ_SAVED_LENGTH_MAX ||
        automaton->cells[0].base > cells - 1 - numbers[ALPHABET_SIZE])
        return kj_image_bad(image, "the size of its automaton", error);
    return KAOJU_OK;
}

/* What kj_columns_build makes of the first two levels of the trie. */
static kaoju_status open_columns(const kj_image *image, const kj_automaton *automaton, uint32_t rows,
                                 kj_columns *columns, kaoju_error *error) {
    size_t words = 0;
    kj_filter *filter = &columns->filter;
    filter->heads = kj_image_get(image, KJ_SECTION_FILTER_HEADS, sizeof(uint32_t), rows, NULL, error);
    filter->bits = kj_image_get(image, KJ_SECTION_FILTER_ROWS, sizeof(uint64_t), KJ_ANY_COUNT, &words, error);
    if (!filter->heads || !filter->bits)
        return KAOJU_E_SYNTAX;
    filter->row_count = rows;
    filter->word_count = (uint32_t)words;
    columns->bases = kj_new(rows, sizeof *columns->bases);
    columns->singles = kj_new(rows, sizeof *columns->singles);
    if (!columns->bases || !columns->singles)
        return kj_fail_memory(error);
    for (uint32_t rank = 1; rank < rows; rank++) {
        const kj_cell *cell = &automaton->cells[automaton->cells[0].base + rank];
        if (cell->check != rank)
            continue;
        columns->bases[rank] = cell->base;
        columns->singles[rank] = cell->output & KJ_OWN ? cell->output & ~KJ_OWN : 0;
    }
    return KAOJU_OK;
}

kaoju_status kj_matcher_open(const kj_image *image, kj_matcher **out, kaoju_error *error) {
    *out = NULL;
    kj_matcher *matcher = kj_new(1, sizeof *matcher);
    if (!matcher)
        return kj_fail_memory(error);
    matcher->borrowed = true;
    matcher->engine = kj_engine_best();
    const uint32_t *numbers = kj_image_get(image, KJ_SECTION_MATCHER, sizeof(uint32_t), NUMBERS, NULL, error);
    kaoju_status status = numbers ? open_alphabet(image, numbers, &matcher->alphabet, error) : KAOJU_E_SYNTAX;
    if (!status)
        status = open_automaton(image, numbers, &matcher->automaton, error);
    if (!status)
        status = open_columns(image, &matcher->automaton, numbers[ALPHABET_SIZE] + 1, &matcher->columns, error);
    if (!status && !image->trusted) {
        bool memory = false;
        const char *wrong = kj_matcher_check(matcher, &memory);
        if (memory)
            status = kj_fail_memory(error);
        else if (wrong)
            status = kj_image_bad(image, wrong, error);
    }
    if (status)
        kj_matcher_free(matcher);
    else
        *out = matcher;
    return status;
}
