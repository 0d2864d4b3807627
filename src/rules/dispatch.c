/* (phase, first symbol or type, rule) in; per phase a table from symbols and types to sets of rules out.
 *
 * Why: most positions of a text cannot start most rules. A position costs one look into a two-level table, and only
 * the rules in its sets are tried. Cost: O(n log n) once, 17 KB and 1 KB per page of 256 symbols used, per phase. */
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

typedef struct sizes {
    uint32_t pages, sets;
} sizes;

/* `starts` are those of one phase, sorted. */
static sizes measure(const kj_start *starts, size_t count) {
    sizes n = {1, 1};
    for (size_t i = 0; i < count; i++) {
        const kj_start *s = &starts[i], *before = i ? s - 1 : NULL;
        bool same_kind = before && before->typed == s->typed;
        n.sets += !same_kind || before->key != s->key;
        if (!s->typed)
            n.pages += !same_kind || before->key >> 8 != s->key >> 8;
    }
    return n;
}

static bool make(const kj_start *starts, size_t count, const kj_phase *phase, kj_arena *arena, kj_dispatch *out) {
    sizes n = measure(starts, count);
    uint32_t words = KJ_SET_WORDS(phase->rule_count), cell_count = 256, set = 0;
    uint32_t *pages = kj_arena_new(arena, KJ_PAGES, sizeof *pages);
    uint32_t *cells = kj_arena_new(arena, (size_t)n.pages * 256, sizeof *cells);
    uint32_t *types = kj_arena_new(arena, (size_t)KJ_TYPE_BITS, sizeof *types);
    uint64_t *sets = kj_arena_new(arena, (size_t)n.sets * words + 1, sizeof *sets);
    if (!pages || !cells || !types || !sets)
        return false;
    for (size_t i = 0; i < count; i++) {
        const kj_start *s = &starts[i];
        uint32_t rule = s->rule - phase->first_rule;
        if (!i || s[-1].typed != s->typed || s[-1].key != s->key)
            set += words;
        sets[set + rule / 64] |= (uint64_t)1 << rule % 64;
        if (s->typed) {
            types[s->key] = set;
            continue;
        }
        uint32_t *page = &pages[s->key >> 8];
        if (!*page) {
            *page = cell_count;
            cell_count += 256;
        }
        cells[*page + (s->key & 255)] = set;
    }
    *out = (kj_dispatch){pages, cells, types, sets, words};
    return true;
}

bool kj_dispatch_make(kj_starts *starts, const kj_phase *phases, uint32_t phase_count, kj_arena *arena,
                      const kj_dispatch **dispatch) {
    kj_dispatch *all = kj_arena_new(arena, phase_count ? phase_count : 1, sizeof *all);
    if (!all)
        return false;
    if (starts->size)
        qsort(starts->at, starts->size, sizeof *starts->at, compare);
    size_t from = 0;
    for (uint32_t phase = 0; phase < phase_count; phase++) {
        size_t to = from;
        while (to < starts->size && starts->at[to].phase == phase)
            to++;
        if (!make(starts->size ? starts->at + from : NULL, to - from, &phases[phase], arena, &all[phase]))
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
            uint32_t type = start.key;
            start.key = type < program->bits.count ? program->bits.of[type] : KJ_TYPE_BITS;
            if (start.key == KJ_TYPE_BITS)
                continue; /* no pattern asks for it */
        }
        starts.at[starts.size++] = start;
    }
    bool ok = kj_dispatch_make(&starts, rules->phases, rules->phase_count, &rules->arena, &program->dispatch);
    kj_vec_free(&starts);
    return ok;
}
