/* (phase, first symbol or type, rule) in; per phase tables from symbols and bits of masks to sets of rules out.
 *
 * Why: most positions of a text cannot start most rules. A position costs two looks into tables, and only the rules in
 * its sets are tried. Cost: O(n log n) once, 17 KB and 1 KB per page of 256 symbols used, some KB per phase. */
#include "rules/program.h"

#include <string.h>

static int compare(const void *left, const void *right) {
    const kj_start *a = left, *b = right;
    if (a->phase != b->phase)
        return a->phase < b->phase ? -1 : 1;
    if (a->typed != b->typed)
        return a->typed ? 1 : -1;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

/* Numbers the symbols that rules start with, from 1 on: the part of a dispatch that all phases share. */
static bool number_symbols(const kj_starts *starts, kj_arena *arena, kj_dispatch *shared, uint32_t *count) {
    uint32_t *pages = kj_arena_new(arena, KJ_PAGES, sizeof *pages), cell_count = 256;
    if (!pages)
        return false;
    for (size_t i = 0; i < starts->size; i++) {
        uint32_t *page = starts->at[i].typed ? NULL : &pages[starts->at[i].key >> 8];
        if (!page || *page)
            continue;
        *page = cell_count;
        cell_count += 256;
    }
    uint32_t *cells = kj_arena_new(arena, cell_count, sizeof *cells);
    if (!cells)
        return false;
    *count = 0;
    for (size_t i = 0; i < starts->size; i++) {
        const uint32_t key = starts->at[i].key;
        uint32_t *cell = starts->at[i].typed ? NULL : &cells[pages[key >> 8] + (key & 255)];
        if (cell && !*cell)
            *cell = ++*count;
    }
    shared->pages = pages;
    shared->cells = cells;
    return true;
}

static void add_rule(uint64_t *set, uint32_t rule) {
    set[rule / 64] |= (uint64_t)1 << rule % 64;
}

/* The rule to the sets of all bits of the mask. */
static void add_mask(kj_bit_sets *sets, uint64_t *at, const kj_mask *mask, uint32_t words, uint32_t rule) {
    kj_mask_add(&sets->any, mask);
    for (uint32_t w = 0; w < KJ_MASK_WORDS; w++)
        for (uint64_t left = kj_mask_word(mask, w); left; left &= left - 1)
            add_rule(at + (size_t)(w * 64 + kj_lowest_bit(left)) * words, rule);
}

/* The sets by bits; `out` has `words`. */
static bool make_bit_sets(const kj_start *starts, size_t count, const kj_phase *phase, kj_bits bits, kj_arena *arena,
                          kj_dispatch *out) {
    const size_t size = (size_t)KJ_MASK_WORDS * 64 * out->words;
    uint64_t *starting = kj_arena_new(arena, size, sizeof *starting);
    if (!starting)
        return false;
    for (size_t i = 0; i < count; i++) {
        kj_mask mask = {{0}, {0}};
        if (starts[i].typed)
            kj_mask_add_bit(&mask, starts[i].key);
        else
            kj_mask_add_symbol(&mask, bits, starts[i].key);
        add_mask(&out->starting, starting, &mask, out->words, starts[i].rule - phase->first_rule);
    }
    out->starting.sets = starting;
    return true;
}

/* `starts` are those of one phase, sorted; `out` has what all phases share. */
static bool make_sets(const kj_start *starts, size_t count, const kj_phase *phase, uint32_t symbol_count,
                      kj_arena *arena, kj_dispatch *out) {
    const uint32_t words = KJ_SET_WORDS(phase->rule_count);
    uint32_t *symbols = kj_arena_new(arena, (size_t)symbol_count + 1, sizeof *symbols), set = 0;
    uint64_t *sets = kj_arena_new(arena, ((size_t)symbol_count + 1) * words, sizeof *sets);
    if (!symbols || !sets)
        return false;
    for (size_t i = 0; i < count && !starts[i].typed; i++) {
        if (!i || starts[i - 1].key != starts[i].key)
            set += words;
        add_rule(&sets[set], starts[i].rule - phase->first_rule);
        symbols[out->cells[out->pages[starts[i].key >> 8] + (starts[i].key & 255)]] = set;
    }
    out->symbols = symbols;
    out->sets = sets;
    out->words = words;
    return true;
}

bool kj_dispatch_make(kj_starts *starts, const kj_phase *phases, uint32_t phase_count, kj_bits bits, kj_arena *arena,
                      const kj_dispatch **dispatch) {
    kj_dispatch *all = kj_arena_new(arena, phase_count ? phase_count : 1, sizeof *all), shared = {0};
    uint32_t symbol_count = 0;
    if (!all || !number_symbols(starts, arena, &shared, &symbol_count))
        return false;
    if (starts->size)
        qsort(starts->at, starts->size, sizeof *starts->at, compare);
    size_t from = 0;
    for (uint32_t phase = 0; phase < phase_count; phase++) {
        size_t to = from;
        while (to < starts->size && starts->at[to].phase == phase)
            to++;
        const kj_start *first = starts->size ? starts->at + from : NULL;
        all[phase] = shared;
        if (!make_sets(first, to - from, &phases[phase], symbol_count, arena, &all[phase]) ||
            !make_bit_sets(first, to - from, &phases[phase], bits, arena, &all[phase]))
            return false;
        from = to;
    }
    *dispatch = all;
    return true;
}

bool kj_program_finish(kj_rules *rules, kj_arena *scratch) {
    kj_program *program = rules->program;
    kj_starts starts = {0};
    if (!kj_lookahead_make(rules, scratch) || !kj_reserve(&starts, program->opening_count))
        return false;
    for (uint32_t i = 0; i < program->opening_count; i++) {
        kj_start start = program->openings[i];
        if (start.typed) {
            start.key = kj_type_bit(program->bits, start.key);
            if (start.key == KJ_TYPE_BITS)
                continue; /* no pattern asks for it */
        }
        starts.at[starts.size++] = start;
    }
    bool ok =
        kj_dispatch_make(&starts, rules->phases, rules->phase_count, program->bits, &rules->arena, &program->dispatch);
    kj_vec_free(&starts);
    return ok;
}
