/* Known names in, their places in the text out.
 *
 * The names of a document are few and short, so they are a tree of characters whose edges all lie in one hash table (open
 * addressing): an edge is looked up by the node it leaves and its character, and its slot is the node it leads to. A table of
 * first characters passes over most of the text. Cost: building is linear in the names; finding is linear in
 * the text, times the length of the longest name where much of the text begins like it. */
#include "resolve/known.h"

/* The root has number 1, the node behind the edge in slot i number i + 2; 0 is no node. */
enum { ROOT = 1, FIRST_NODE = 2 };

bool kj_known_start(kj_known *known, size_t characters) {
    size_t count = 16;
    *known = (kj_known){0};
    while (count / 2 < characters)
        if (!kj_size_mul(count, 2, &count))
            return false;
    known->last = (uint32_t)(count - 1);
    known->edges = count - 1 < UINT32_MAX - FIRST_NODE ? kj_new(count, sizeof *known->edges) : NULL;
    return known->edges != NULL;
}

void kj_known_free(kj_known *known) {
    free(known->edges);
    *known = (kj_known){0};
}

/* Slot of the edge, or the empty one where it would go. */
static uint32_t slot_of(const kj_known *known, uint32_t node, uint32_t symbol) {
    uint64_t mixed = ((uint64_t)node << 32 | symbol) * 0x9E3779B97F4A7C15u;
    uint32_t at = (uint32_t)(mixed >> 32) & known->last;
    while (known->edges[at].from && (known->edges[at].from != node || known->edges[at].symbol != symbol))
        at = (at + 1) & known->last;
    return at;
}

void kj_known_add(kj_known *known, const kj_text *text, kaoju_range at, uint32_t number) {
    uint32_t node = ROOT;
    kj_known_edge *edge = NULL;
    for (uint32_t i = at.start; i < at.end; i++) {
        uint32_t symbol = text->symbol[i];
        if (symbol == KJ_SKIP)
            continue;
        uint32_t slot = slot_of(known, node, symbol);
        if (node == ROOT)
            known->firsts[symbol % KJ_KNOWN_FIRSTS] = true;
        edge = &known->edges[slot];
        edge->from = node;
        edge->symbol = symbol;
        node = slot + FIRST_NODE;
    }
    if (edge && !edge->name)
        edge->name = number + 1;
}

/* The longest name that begins at `at`. */
static bool longest_at(const kj_known *known, const kj_text *text, uint32_t at, kj_hit *hit) {
    bool found = false;
    uint32_t node = ROOT;
    for (uint32_t i = at; text->symbol[i] != KJ_BREAK; i++) { /* one ends the text */
        if (text->symbol[i] == KJ_SKIP)
            continue;
        uint32_t slot = slot_of(known, node, text->symbol[i]);
        const kj_known_edge *edge = &known->edges[slot];
        if (!edge->from)
            break;
        if (edge->name) {
            *hit = (kj_hit){at, i + 1, edge->name - 1};
            found = true;
        }
        node = slot + FIRST_NODE;
    }
    return found;
}

bool kj_known_next(const kj_known *known, const kj_text *text, uint32_t from, kj_hit *hit) {
    const uint32_t *symbols = text->symbol;
    for (uint32_t at = from, length = text->length; at < length; at++) {
        if (!known->firsts[symbols[at] % KJ_KNOWN_FIRSTS])
            continue;
        if (symbols[at] < KJ_SKIP && longest_at(known, text, at, hit))
            return true;
    }
    return false;
}
