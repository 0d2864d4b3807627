/* Hyperscan as a peer of tests/bench (bench.h: bench_engine). Literals, block mode, ends of matches only. */
#include <hs/hs.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../bench.h"

const char *peer_name(void);
void *peer_build(const bench_string *patterns, size_t count, size_t *bytes);
uint64_t peer_scan(void *memory, const char *text, size_t size);
void peer_free(void *memory);

typedef struct built {
    hs_database_t *database;
    hs_scratch_t *scratch;
} built;

const char *peer_name(void) {
    return "Hyperscan";
}

void *peer_build(const bench_string *patterns, size_t count, size_t *bytes) {
    const char **at = malloc(count * sizeof *at);
    size_t *lengths = malloc(count * sizeof *lengths);
    unsigned *ids = malloc(count * sizeof *ids), *flags = calloc(count, sizeof *flags);
    built *b = calloc(1, sizeof *b);
    hs_compile_error_t *error = NULL;
    for (size_t i = 0; i < count; i++) {
        at[i] = patterns[i].data;
        lengths[i] = patterns[i].size;
        ids[i] = (unsigned)i;
    }
    if (hs_compile_lit_multi(at, flags, ids, lengths, (unsigned)count, HS_MODE_BLOCK, NULL, &b->database, &error) ||
        hs_alloc_scratch(b->database, &b->scratch)) {
        fprintf(stderr, "hyperscan: %s\n", error ? error->message : "no scratch");
        free(b);
        b = NULL;
    } else
        hs_database_size(b->database, bytes);
    free(at);
    free(lengths);
    free(ids);
    free(flags);
    return b;
}

static int count_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
    (void)id, (void)from, (void)to, (void)flags;
    ++*(uint64_t *)context;
    return 0;
}

uint64_t peer_scan(void *memory, const char *text, size_t size) {
    built *b = memory;
    uint64_t hits = 0;
    hs_scan(b->database, text, (unsigned)size, 0, b->scratch, count_match, &hits);
    return hits;
}

void peer_free(void *memory) {
    built *b = memory;
    hs_free_scratch(b->scratch);
    hs_free_database(b->database);
    free(b);
}
