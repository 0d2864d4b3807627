/* Texts and patterns made to be slow: time(2n) / time(n) of each engine of kaoju. Linear is 2. */
#include "bench.h"

#include "dict/matcher.h"

#include <stdio.h>
#include <stdlib.h>

enum { PREFIX = 200, WORDS = 1000, ROUNDS = 7 };

typedef struct adversary {
    const char *name;
    uint32_t period;        /* the words are this many letters over and over */
    uint32_t words, length; /* so many of this length .. */
    uint32_t shorter;       /* .. each so much shorter than the one before */
    bool tails;             /* with a letter of its own behind each */
} adversary;

static const adversary adversaries[] = {
    {"aaaa.. on a, aa, .. 40 a", 1, 40, 40, 1, false},
    {"aaaa.. on 1000 words of 200 a and one more", 1, WORDS, PREFIX, 0, true},
    {"abcabc.. on 1000 words of 200 and one more", 3, WORDS, PREFIX, 0, true},
    {"aaaa.. on 10 words of 9 a and one more", 1, 10, 9, 0, true},
};

static kj_matcher *build(const adversary *a) {
    uint32_t *symbols = malloc((size_t)a->words * (PREFIX + 1) * sizeof *symbols), *at = symbols;
    kj_pattern *patterns = malloc(a->words * sizeof *patterns);
    kj_matcher *matcher = NULL;
    if (!symbols || !patterns)
        exit(1);
    for (uint32_t w = 0; w < a->words; w++) {
        uint32_t length = a->length - w * a->shorter;
        patterns[w] = (kj_pattern){at, length + a->tails};
        for (uint32_t i = 0; i < length; i++)
            *at++ = 'a' + i % a->period;
        if (a->tails)
            *at++ = 0x4E00 + w;
    }
    if (kj_matcher_build(patterns, a->words, &matcher, NULL))
        exit(1);
    free(patterns);
    free(symbols);
    return matcher;
}

/* Fastest of some rounds: what disturbs a round only makes it slower. */
static double fastest(const kj_matcher *matcher, kj_engine engine, const uint32_t *text, uint32_t length,
                      kj_hits *hits) {
    double best = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        double start = bench_cpu();
        hits->size = 0;
        if (!kj_matcher_scan_with(matcher, engine, text, length, KJ_MATCH_OVERLAPPING, hits))
            exit(1);
        double time = bench_cpu() - start;
        best = time < best ? time : best;
    }
    return best;
}

void bench_adversaries(uint32_t length) {
    uint32_t *text = malloc((size_t)length * 2 * sizeof *text);
    kj_hits hits = {0};
    if (!text)
        exit(1);
    for (size_t i = 0; i < sizeof adversaries / sizeof *adversaries; i++) {
        const adversary *a = &adversaries[i];
        kj_matcher *matcher = build(a);
        for (uint32_t at = 0; at < length * 2; at++)
            text[at] = at % 997 == 996 && a->tails ? 0x4E00 + at % a->words : 'a' + at % a->period;
        for (int engine = 0; engine < KJ_ENGINE_COUNT; engine++) {
            if (!kj_engine_available((kj_engine)engine))
                continue;
            double once = fastest(matcher, (kj_engine)engine, text, length, &hits);
            double twice = fastest(matcher, (kj_engine)engine, text, length * 2, &hits);
            printf("%-46s %-10s %7.2f ns a character, time(2n)/time(n) %.2f, %zu hits\n", a->name,
                   kj_engine_name((kj_engine)engine), once / length * 1e9, twice / once, hits.size);
        }
        kj_matcher_free(matcher);
    }
    kj_vec_free(&hits);
    free(text);
}
