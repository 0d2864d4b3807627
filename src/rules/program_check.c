/* A program from a file in; what could lead a run of it astray out. What compile.c writes always passes.
 *
 * Why jumps may lead back only to the SPLIT of their own loop: then every instruction but those can be understood from
 * those behind it, and a way through a piece that follows no loop is at most as long as the piece. */
#include "rules/program.h"

#include <string.h>

/* The piece that starts at `start`: one past its KJ_OP_MATCH; 0 if there is none. */
static uint32_t piece_end(const kj_program *p, uint32_t start) {
    for (uint32_t at = start; at < p->code_count && at - start < KJ_PROGRAM_MAX; at++)
        if (p->code[at].op == KJ_OP_MATCH)
            return at + 1;
    return 0;
}

static bool is_jump_good(const kj_program *p, uint32_t at, uint32_t start, uint32_t end) {
    const kj_instruction *i = &p->code[at];
    if (i->a >= end || i->a == at)
        return false;
    return i->a > at || (i->a >= start && p->code[i->a].op == KJ_OP_SPLIT && p->code[i->a].b == at + 1);
}

static bool is_good(const kj_program *p, uint32_t at, uint32_t start, uint32_t end) {
    const kj_instruction *i = &p->code[at];
    switch (i->op) {
    case KJ_OP_SET:
        return i->a < p->set_count;
    case KJ_OP_TYPE:
        return i->a < p->test_count;
    case KJ_OP_SPLIT:
        return i->a == at + 1 && i->b > at && i->b < end;
    case KJ_OP_JUMP:
        return is_jump_good(p, at, start, end);
    case KJ_OP_OPEN:
    case KJ_OP_CLOSE:
        return i->a < KJ_CAPTURE_MAX;
    default:
        return i->op <= KJ_OP_MATCH;
    }
}

static const char *check_code(const kj_program *p, uint32_t *longest) {
    *longest = 0;
    for (uint32_t start = 0, end; start < p->code_count; start = end) {
        end = piece_end(p, start);
        if (!end)
            return "a pattern without end";
        for (uint32_t at = start; at < end; at++)
            if (!is_good(p, at, start, end))
                return "an instruction of a pattern";
        if (end - start > *longest)
            *longest = end - start;
    }
    return NULL;
}

static const char *check_tables(const kj_program *p, uint32_t type_count) {
    for (uint32_t s = 0; s < p->set_count; s++)
        for (uint32_t r = 0; r < p->sets[s].count; r++) {
            const kj_symbols *range = &p->sets[s].ranges[r];
            if (range->low > range->high || range->high > KJ_BREAK || (r > 0 && range->low <= range[-1].high))
                return "a set of characters";
        }
    for (uint32_t t = 0; t < p->test_count; t++) {
        for (uint32_t i = 0; i < p->tests[t].type_count; i++)
            if (p->tests[t].types[i] >= type_count)
                return "a type in a pattern";
        if (p->tests[t].guard_count > KJ_GUARD_MAX)
            return "the guards in a pattern";
        for (uint32_t g = 0; g < p->tests[t].guard_count; g++)
            for (uint32_t v = 0; v < p->tests[t].guards[g].value_count; v++)
                if (!p->tests[t].guards[g].values[v].data)
                    return "a guard in a pattern";
    }
    return NULL;
}

/* An entry is the start of a piece, whose captures are fewer than `captures`. */
static bool is_entry(const kj_program *p, uint32_t entry, uint32_t captures) {
    if (entry >= p->code_count || (entry > 0 && p->code[entry - 1].op != KJ_OP_MATCH))
        return false;
    for (uint32_t at = entry; p->code[at].op != KJ_OP_MATCH; at++)
        if ((p->code[at].op == KJ_OP_OPEN || p->code[at].op == KJ_OP_CLOSE) && p->code[at].a >= captures)
            return false;
    return true;
}

static const char *check_entries(const kj_rules *rules) {
    for (uint32_t i = 0; i < rules->rule_count; i++) {
        const kj_rule *r = &rules->rules[i];
        const uint32_t guards[] = {r->preceded, r->not_preceded, r->followed, r->not_followed};
        bool good = is_entry(rules->program, r->entry, r->capture_count);
        for (int g = 0; good && g < 4; g++)
            good = guards[g] == KJ_NONE || is_entry(rules->program, guards[g], 0);
        if (!good)
            return "where a rule starts";
    }
    return NULL;
}

const char *kj_program_check(const kj_rules *rules, uint32_t type_count, uint32_t *longest) {
    const kj_program *p = rules->program;
    const char *wrong = check_code(p, longest);
    if (!wrong)
        wrong = check_tables(p, type_count);
    if (!wrong)
        wrong = check_entries(rules);
    return wrong;
}
