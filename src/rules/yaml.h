/* YAML as a tree of nodes: maps, lists and scalars, nothing else. yaml.c is the only file that uses libyaml. */
#ifndef KJ_RULES_YAML_H
#define KJ_RULES_YAML_H

#include "base/memory.h"
#include "rules/source.h"

typedef enum kj_node_kind { KJ_NODE_SCALAR, KJ_NODE_LIST, KJ_NODE_MAP } kj_node_kind;

typedef struct kj_node {
    kj_node_kind kind;
    bool quoted;      /* a scalar in ' or " */
    const char *text; /* of a scalar, NUL-terminated, no NUL inside */
    size_t size;
    uint32_t line, column; /* 1-based, in code points, of the first character (the quote of a quoted scalar) */
    struct kj_node *first, *last, *next; /* children; of a map: key, value, key, value ... */
    uint32_t count;                      /* children */
} kj_node;

/* The tree of the one document of a file, in the arena. NULL if there is none: every reason is in `problems` (or
 * problems->memory is set). Refused: text that is not UTF-8, anchors, aliases, tags, a second document, nesting over
 * KJ_YAML_DEPTH_MAX, scalars over KJ_YAML_SCALAR_MAX, NUL characters, repeated keys and keys that are no scalars.
 * O(file log keys); no recursion. */
kj_node *kj_yaml_read(const kj_source *source, kj_arena *arena, kj_problems *problems);

/* Where character `offset` (code points) of a scalar stands; where the scalar starts if it is written otherwise than
 * it reads (escapes, several lines). */
void kj_node_place(const kj_source *source, const kj_node *node, uint32_t offset, uint32_t *line, uint32_t *column);

#endif
