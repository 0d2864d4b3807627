/* The engines of kaoju as the driver sees them: UTF-8 in, the number of hits out.
 *
 * A document is decoded to symbols and scanned; the engines named +utf8 do both each time, as peers do, the others scan
 * what was decoded before the clock started, as kaoju does when it extracts (text.c has decoded the page by then). */
#include "bench.h"

#include "dict/matcher.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct decoded {
    const char *text;
    uint32_t *symbols, length;
} decoded;

typedef struct built {
    kj_matcher *matcher;
    kj_hits hits;
    decoded *documents; /* in the order in which they come, round after round */
    size_t count, room, next;
} built;

/* Two characters of three bytes, as nearly all of this text is, from eight bytes. */
static inline void decode_two(const uint8_t *at, uint32_t *out) {
    uint64_t x = 0;
    for (uint32_t i = 0; i < 8; i++)
        x |= (uint64_t)at[i] << 8 * i; /* one load */
    out[0] = (uint32_t)((x & 0xF) << 12 | (x >> 2 & 0xFC0) | (x >> 16 & 0x3F));
    x >>= 24;
    out[1] = (uint32_t)((x & 0xF) << 12 | (x >> 2 & 0xFC0) | (x >> 16 & 0x3F));
}

uint32_t bench_decode(const char *text, size_t size, uint32_t *out) {
    const uint8_t *at = (const uint8_t *)text, *end = at + size;
    uint32_t count = 0;
    while (at < end) {
        for (; end - at >= 14; at += 12, count += 4) {
            uint32_t leads = (uint32_t)at[0] & at[3] & at[6] & at[9], differ = (at[0] | at[3] | at[6] | at[9]) & 0xF0u;
            if ((leads & 0xE0) != 0xE0 || differ != 0xE0)
                break;
            decode_two(at, out + count);
            decode_two(at + 6, out + count + 2);
        }
        uint32_t lead = *at;
        if (lead >= 0xE0 && lead < 0xF0) {
            out[count++] = (lead & 0xF) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
            at += 3;
        } else if (lead < 0x80) {
            out[count++] = lead;
            at++;
        } else if (lead < 0xE0) {
            out[count++] = (lead & 0x1F) << 6 | (at[1] & 0x3Fu);
            at += 2;
        } else {
            out[count++] = (lead & 7) << 18 | (at[1] & 0x3Fu) << 12 | (at[2] & 0x3Fu) << 6 | (at[3] & 0x3Fu);
            at += 4;
        }
    }
    return count;
}

kj_matcher *bench_build(const bench_string *strings, size_t count, double *seconds) {
    size_t total = 0, used = 0;
    for (size_t i = 0; i < count; i++)
        total += strings[i].size;
    uint32_t *symbols = malloc((total + 1) * sizeof *symbols);
    kj_pattern *patterns = malloc((count + 1) * sizeof *patterns);
    kj_matcher *matcher = NULL;
    if (!symbols || !patterns)
        exit(1);
    for (size_t i = 0; i < count; i++) {
        patterns[i] = (kj_pattern){symbols + used, bench_decode(strings[i].data, strings[i].size, symbols + used)};
        used += patterns[i].length;
    }
    kaoju_error error;
    double start = bench_now();
    if (kj_matcher_build(patterns, count, &matcher, &error)) {
        fprintf(stderr, "bench: %s\n", error.message);
        exit(1);
    }
    *seconds = bench_now() - start;
    free(symbols);
    free(patterns);
    return matcher;
}

static void *build(const bench_string *strings, size_t count, size_t *bytes) {
    built *b = calloc(1, sizeof *b);
    double seconds;
    if (!b)
        return NULL;
    b->matcher = bench_build(strings, count, &seconds);
    kj_matcher_size size = kj_matcher_measure(b->matcher);
    *bytes = size.cells + size.outputs + size.filter + size.alphabet;
    return b;
}

static uint64_t scan(built *b, kj_engine engine, const decoded *document) {
    b->hits.size = 0;
    if (!kj_matcher_scan_with(b->matcher, engine, document->symbols, document->length, KJ_MATCH_OVERLAPPING, &b->hits))
        exit(1);
    return b->hits.size;
}

static decoded *document_at(built *b, size_t index, size_t size) {
    if (index >= b->room) {
        b->room = b->room ? b->room * 2 : 64;
        b->documents = realloc(b->documents, b->room * sizeof *b->documents);
    }
    if (index == b->count)
        b->documents[b->count++] = (decoded){.symbols = malloc(size * sizeof(uint32_t))};
    return &b->documents[index];
}

/* What was decoded in the first round. */
static uint64_t scan_kept(built *b, kj_engine engine, const char *text, size_t size) {
    if (b->count && b->documents[0].text == text)
        b->next = 0;
    decoded *document = document_at(b, b->next++, size);
    if (!document->text)
        *document = (decoded){text, document->symbols, bench_decode(text, size, document->symbols)};
    return scan(b, engine, document);
}

/* Decodes each time, into memory that is warm. */
static uint64_t scan_utf8(built *b, kj_engine engine, const char *text, size_t size) {
    decoded *document = document_at(b, 0, size);
    if (b->next < size) {
        b->next = size;
        document->symbols = realloc(document->symbols, size * sizeof *document->symbols);
    }
    document->length = bench_decode(text, size, document->symbols);
    return scan(b, engine, document);
}

static void release(void *memory) {
    built *b = memory;
    kj_matcher_free(b->matcher);
    kj_vec_free(&b->hits);
    for (size_t i = 0; i < b->count; i++)
        free(b->documents[i].symbols);
    free(b->documents);
    free(b);
}

#define ENGINE(name, engine)                                                                                           \
    static const char *name_##name(void) {                                                                             \
        return "kaoju " #name;                                                                                         \
    }                                                                                                                  \
    static uint64_t scan_##name(void *b, const char *text, size_t size) {                                              \
        return scan_kept(b, engine, text, size);                                                                       \
    }                                                                                                                  \
    static const char *name_##name##_utf8(void) {                                                                      \
        return "kaoju " #name " +utf8";                                                                                \
    }                                                                                                                  \
    static uint64_t scan_##name##_utf8(void *b, const char *text, size_t size) {                                       \
        return scan_utf8(b, engine, text, size);                                                                       \
    }

ENGINE(automaton, KJ_ENGINE_AUTOMATON)
ENGINE(columns, KJ_ENGINE_COLUMNS)
ENGINE(avx2, KJ_ENGINE_AVX2)
ENGINE(avx512, KJ_ENGINE_AVX512)

#define OWN(name, engine)                                                                                              \
    {engine, {name_##name, build, scan_##name, release}}, {                                                            \
        engine, {                                                                                                      \
            name_##name##_utf8, build, scan_##name##_utf8, release                                                     \
        }                                                                                                              \
    }

size_t bench_own(bench_engine *engines, size_t room) {
    const struct {
        kj_engine needs;
        bench_engine engine;
    } own[] = {OWN(automaton, KJ_ENGINE_AUTOMATON), OWN(columns, KJ_ENGINE_COLUMNS), OWN(avx2, KJ_ENGINE_AVX2),
               OWN(avx512, KJ_ENGINE_AVX512)};
    size_t count = 0;
    for (size_t i = 0; i < sizeof own / sizeof *own && count < room; i++)
        if (kj_engine_available(own[i].needs))
            engines[count++] = own[i].engine;
    return count;
}
