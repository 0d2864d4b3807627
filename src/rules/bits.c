/* What the patterns ask for in; the bits of masks out: one for each type, and for each symbol that one names its class. */
#include "rules/program.h"

#include <string.h>

/* A set of more characters than these says nothing about what stands in a text. */
#define TELLING_SET 1024

bool kj_set_is_telling(const kj_set *set) {
    uint32_t size = 0;
    for (uint32_t r = 0; r < set->count && size <= TELLING_SET; r++) {
        uint32_t more = set->ranges[r].high - set->ranges[r].low;
        size = more > TELLING_SET ? more : size + more + 1;
    }
    return !set->negated && !set->han && size <= TELLING_SET;
}

/* Numbers the types that a test or a guard class asks for; from KJ_TYPE_BITS on they share. */
typedef struct numbering {
    uint8_t *of; /* NULL: they are only counted */
    uint32_t count, next;
} numbering;

static void number(numbering *n, const uint32_t *types, uint32_t type_count) {
    for (uint32_t i = 0; i < type_count; i++) {
        n->count = types[i] >= n->count ? types[i] + 1 : n->count;
        if (n->of && n->of[types[i]] == KJ_TYPE_BITS)
            n->of[types[i]] = (uint8_t)(n->next++ % KJ_TYPE_BITS);
    }
}

static void number_all(const kj_rules *rules, numbering *n) {
    const kj_program *p = rules->program;
    for (uint32_t t = 0; t < p->test_count; t++)
        number(n, p->tests[t].types, p->tests[t].type_count);
    for (uint32_t i = 0; i < rules->rule_count; i++)
        number(n, rules->rules[i].not_in_class, rules->rules[i].not_in_class_count);
}

static bool number_types(kj_rules *rules) {
    numbering n = {NULL, 0, 0};
    number_all(rules, &n);
    n.of = kj_arena_new(&rules->arena, (size_t)n.count + 1, 1);
    if (!n.of)
        return false;
    memset(n.of, KJ_TYPE_BITS, n.count);
    number_all(rules, &n);
    rules->program->bits.of = n.of;
    rules->program->bits.count = n.count;
    return true;
}

/* Symbols from here on have class 0: hardly any pattern names one. */
#define CLASSED 0x10000

/* Gives each symbol that a pattern names a class, in order: those that stand together in a set have different ones. */
static bool number_symbols(kj_program *p, kj_arena *arena) {
    uint8_t *classes = kj_arena_new(arena, CLASSED, 1);
    uint32_t next = 0;
    if (!classes)
        return false;
    classes[' '] = 1;
    for (size_t i = 0; i < p->code_count; i++)
        if (p->code[i].op == KJ_OP_CHAR && p->code[i].a < CLASSED)
            classes[p->code[i].a] = 1;
    for (size_t i = 0; i < p->set_count; i++)
        for (uint32_t r = 0; kj_set_is_telling(&p->sets[i]) && r < p->sets[i].count; r++)
            for (uint32_t s = p->sets[i].ranges[r].low; s <= p->sets[i].ranges[r].high && s < CLASSED; s++)
                classes[s] = 1;
    for (uint32_t s = 0; s < CLASSED; s++)
        if (classes[s])
            classes[s] = (uint8_t)(1 + next++ % (KJ_SYMBOL_CLASSES - 1));
    p->bits.classes = classes;
    p->bits.symbol_count = CLASSED;
    return true;
}

bool kj_bits_make(kj_rules *rules) {
    return number_types(rules) && number_symbols(rules->program, &rules->arena);
}

kj_bits kj_rules_bits(const kj_rules *rules) {
    return rules->program ? rules->program->bits : (kj_bits){0};
}
