/* Patterns in, their tree out, in time linear in their symbols: no pattern is ever compared with another.
 *
 * The words below one node stand together. Level by level, each such group is sorted by its next rank (counting sort,
 * stable); each run of equal ranks is a child and the group below it.
 *
 *     depth 0   [ 中国 人 中国人 国人 中 ]           one group, below the root
 *     depth 1   [ 中国 中国人 中 ] [ 国人 ] [ 人 ]    中 and 人 end here: they leave
 *     depth 2   [ 中国 中国人 ] [ 国人 ]
 *
 * Invariant: within a group the words stand in the order in which they were given, so the first that ends at a node is
 * the lowest of equal ones. Cost: O(symbols), plus one page of counters for each group over SMALL. */
#include "dict/trie.h"

#include <stdlib.h>

enum { SMALL = 24 }; /* groups up to this are sorted by insertion */

/* All words as ranks, one after the other, each with 0 behind it: the next rank of a word is one access away. */
typedef struct word {
    uint32_t at; /* of its next rank */
    uint32_t pattern;
    uint16_t rank; /* the next one; 0 at its end */
} word;

typedef KJ_VEC(uint32_t) group_list; /* where the words of each group start */

typedef struct build {
    const uint16_t *spelled;
    word *words, *scratch;
    uint32_t word_count;
    group_list groups; /* of the nodes of this level */
    group_list below;  /* of the level that is being made */
    kj_trie *trie;
} build;

static kaoju_status spell(const kj_pattern *patterns, size_t count, const kj_alphabet *alphabet, uint16_t **spelled,
                          word *words, kaoju_error *error) {
    size_t total = 0;
    for (size_t p = 0; p < count; p++)
        if (!kj_size_add(total, (size_t)patterns[p].length + 1, &total) || total > INT32_MAX)
            return kj_fail(error, KAOJU_E_LIMIT, "the patterns are too long together");
    uint16_t *out = *spelled = kj_new(total, sizeof **spelled);
    if (!out)
        return kj_fail_memory(error);
    for (size_t p = 0; p < count; p++) {
        words[p] = (word){.at = (uint32_t)(out - *spelled), .pattern = (uint32_t)p};
        for (uint32_t i = 0; i < patterns[p].length; i++)
            *out++ = kj_alphabet_rank(alphabet, patterns[p].symbols[i]);
        *out++ = 0;
    }
    return KAOJU_OK;
}

/* One stable pass by a byte of the rank. */
static void scatter(const word *from, word *to, uint32_t count, int shift) {
    uint32_t starts[257] = {0};
    for (uint32_t i = 0; i < count; i++)
        starts[(from[i].rank >> shift & 0xFF) + 1]++;
    for (int i = 1; i < 257; i++)
        starts[i] += starts[i - 1];
    for (uint32_t i = 0; i < count; i++)
        to[starts[from[i].rank >> shift & 0xFF]++] = from[i];
}

static void sort_group(word *words, uint32_t count, word *scratch) {
    if (count > SMALL) {
        scatter(words, scratch, count, 0);
        scatter(scratch, words, count, 8);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        word moved = words[i];
        uint32_t j = i;
        for (; j > 0 && words[j - 1].rank > moved.rank; j--)
            words[j] = words[j - 1];
        words[j] = moved;
    }
}

/* Reads the next rank of each word of the group; those that end leave it. Writes the rest to `out`, returns how many. */
static uint32_t advance(const build *b, uint32_t low, uint32_t high, kj_node *node, word *out) {
    uint32_t kept = 0;
    for (uint32_t i = low; i < high; i++) {
        word w = b->words[i];
        w.rank = b->spelled[w.at++];
        if (w.rank)
            out[kept++] = w;
        else if (!node->output)
            node->output = w.pattern + 1;
    }
    return kept;
}

/* The children of the nodes of one level, from `node` on. `b->words` is packed as words leave. */
static bool add_level(build *b, size_t node) {
    uint32_t packed = 0;
    b->below.size = 0;
    for (size_t g = 0; g < b->groups.size; g++, node++) {
        uint32_t low = b->groups.at[g], high = g + 1 < b->groups.size ? b->groups.at[g + 1] : b->word_count;
        word *group = b->words + packed;
        b->trie->nodes.at[node].first = (uint32_t)b->trie->nodes.size;
        uint32_t count = advance(b, low, high, &b->trie->nodes.at[node], group);
        sort_group(group, count, b->scratch);
        for (uint32_t i = 0; i < count; i++) {
            kj_node child = {.rank = group[i].rank};
            if ((i == 0 || group[i - 1].rank != child.rank) &&
                (!kj_push(&b->trie->nodes, child) || !kj_push(&b->below, packed + i)))
                return false;
        }
        packed += count;
    }
    b->word_count = packed;
    return true;
}

static kaoju_status grow(build *b, uint32_t max, kaoju_error *error) {
    kj_trie *trie = b->trie;
    kj_node root = {0}, end = {0};
    if (!kj_push(&trie->nodes, root) || !kj_push(&b->groups, 0))
        return kj_fail_memory(error);
    for (size_t level = 0; b->groups.size; trie->longest++) {
        size_t next = trie->nodes.size;
        if (!add_level(b, level))
            return kj_fail_memory(error);
        if (trie->nodes.size > max)
            return kj_fail(error, KAOJU_E_LIMIT, "the dictionary needs more than %u matcher states", (unsigned)max);
        level = next;
        group_list done = b->groups;
        b->groups = b->below;
        b->below = done;
    }
    trie->longest--;
    end.first = (uint32_t)trie->nodes.size;
    return kj_push(&trie->nodes, end) ? KAOJU_OK : kj_fail_memory(error);
}

kaoju_status kj_trie_build(const kj_pattern *patterns, size_t count, const kj_alphabet *alphabet, uint32_t max,
                           kj_trie *trie, kaoju_error *error) {
    uint16_t *spelled = NULL;
    *trie = (kj_trie){0};
    build b = {.words = kj_new(count, sizeof *b.words), .scratch = kj_new(count, sizeof *b.scratch), .trie = trie};
    kaoju_status status = b.words && b.scratch ? KAOJU_OK : kj_fail_memory(error);
    if (!status)
        status = spell(patterns, count, alphabet, &spelled, b.words, error);
    b.spelled = spelled;
    b.word_count = (uint32_t)count;
    if (!status)
        status = grow(&b, max, error);
    free(spelled);
    free(b.words);
    free(b.scratch);
    kj_vec_free(&b.groups);
    kj_vec_free(&b.below);
    return status;
}

void kj_trie_free(kj_trie *trie) {
    kj_vec_free(&trie->nodes);
    *trie = (kj_trie){0};
}
