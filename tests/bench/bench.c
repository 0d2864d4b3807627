/* bench: how fast the matchers are, side by side.
 *
 * For each number of patterns every engine is built, and then all scan the whole text in turn, round after round, so that
 * what else the machine does falls on all of them. Prints medians of the rounds: MB/s, and how many times as fast as the
 * first engine. Hit counts must be equal. */
#include "bench.h"

#include <dlfcn.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ENGINES = 16, ROUNDS = 99, COUNTS = 16 };

typedef struct options {
    const char *corpus, *only;
    size_t text_size, document;
    bench_strings patterns;
    bool image;
    size_t counts[COUNTS], count_count;
    int rounds;
} options;

double bench_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double bench_cpu(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

double bench_median(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, by_value);
    return values[count / 2];
}

static void *symbol_of(void *library, const char *path, const char *name) {
    void *symbol = dlsym(library, name);
    if (!symbol) {
        fprintf(stderr, "bench: %s has no %s\n", path, name);
        exit(2);
    }
    return symbol;
}

static bench_engine load_peer(const char *path) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "bench: %s\n", dlerror());
        exit(2);
    }
    bench_engine peer;
    /* POSIX lets a function pointer be read from what dlsym gives; ISO C has no cast for it. */
    void *symbols[] = {symbol_of(library, path, "peer_name"), symbol_of(library, path, "peer_build"),
                       symbol_of(library, path, "peer_scan"), symbol_of(library, path, "peer_free")};
    memcpy(&peer, symbols, sizeof peer);
    return peer;
}

typedef struct run {
    void *built;
    double build_seconds, seconds[ROUNDS];
    size_t bytes;
    uint64_t hits;
} run;

/* One number of patterns. False if two engines do not count the same. */
static bool measure(const bench_engine *engines, size_t engine_count, const bench_strings *documents, size_t text_size,
                    const bench_strings *patterns, size_t count, int rounds) {
    static run runs[ENGINES];
    bool equal = true;
    for (size_t e = 0; e < engine_count; e++) {
        double start = bench_now();
        runs[e].bytes = 0;
        runs[e].built = engines[e].build(patterns->at, count, &runs[e].bytes);
        runs[e].build_seconds = bench_now() - start;
    }
    for (int round = -1; round < rounds; round++) /* the first is not counted */
        for (size_t e = 0; e < engine_count; e++) {
            if (!runs[e].built)
                continue;
            double start = bench_now();
            runs[e].hits = 0;
            for (size_t d = 0; d < documents->size; d++)
                runs[e].hits += engines[e].scan(runs[e].built, documents->at[d].data, documents->at[d].size);
            if (round >= 0)
                runs[e].seconds[round] = bench_now() - start;
        }
    double first[ROUNDS];
    memcpy(first, runs[0].seconds, sizeof first); /* bench_bench_median() sorts them */
    for (size_t e = 0; e < engine_count; e++) {
        if (!runs[e].built) {
            printf("%8zu  %-24s  not built\n", count, engines[e].name());
            continue;
        }
        /* Engine and first engine in the same round: what slows the machine for a while slows both. */
        double ratios[ROUNDS];
        for (int round = 0; round < rounds; round++)
            ratios[round] = first[round] / runs[e].seconds[round];
        double rate = (double)text_size / 1e6 / bench_median(runs[e].seconds, rounds);
        printf("%8zu  %-24s %8.1f MB/s  %5.2f x  build %7.3f s  %7.1f MB  %llu hits\n", count, engines[e].name(), rate,
               bench_median(ratios, rounds), runs[e].build_seconds, (double)runs[e].bytes / 1e6,
               (unsigned long long)runs[e].hits);
        equal = equal && runs[e].hits == runs[0].hits;
        engines[e].free(runs[e].built);
    }
    fflush(stdout);
    if (!equal)
        fprintf(stderr, "bench: the hit counts differ\n");
    return equal;
}

static const char usage[] =
    "bench [--corpus FILE] [--size BYTES] [--patterns FILE]... [--counts N,N,...] [--rounds N] [--document BYTES]\n"
    "      [--peer FILE.so]... [--only PART-OF-NAME]\n"
    "bench --image [--patterns FILE]... [--counts N,N,...] [--rounds N]\n"
    "bench --adversaries CHARACTERS\n"
    "Without --corpus the text is made of words drawn from dict/word/word.tsv; without --patterns they are its "
    "words.\n";

static void parse_counts(const char *text, options *o) {
    char *end;
    for (o->count_count = 0; o->count_count < COUNTS && *text; text = *end == ',' ? end + 1 : end) {
        o->counts[o->count_count++] = strtoull(text, &end, 10);
        if (end == text) {
            fputs(usage, stderr);
            exit(2);
        }
    }
}

int main(int argc, char **argv) {
    const char *words = BENCH_SOURCE_DIR "/dict/word/word.tsv";
    bench_engine engines[ENGINES];
    size_t engine_count = bench_own(engines, ENGINES);
    /* Static: what is never freed can be reached at the end, and is no leak. */
    static options o;
    static bench_string text;
    static bench_strings documents;
    o = (options){.text_size = 16u << 20, .document = 1u << 16, .counts = {1000, 10000, 100000, 1000000}};
    o.count_count = 4;
    o.rounds = 5;
    const struct option names[] = {{"corpus", 1, 0, 'c'},
                                   {"size", 1, 0, 's'},
                                   {"patterns", 1, 0, 'p'},
                                   {"counts", 1, 0, 'n'},
                                   {"rounds", 1, 0, 'r'},
                                   {"document", 1, 0, 'd'},
                                   {"peer", 1, 0, 'e'},
                                   {"only", 1, 0, 'o'},
                                   {"adversaries", 1, 0, 'a'},
                                   {"image", 0, 0, 'i'},
                                   {0}};
    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        if (option == 'c')
            o.corpus = optarg;
        else if (option == 's')
            o.text_size = strtoull(optarg, NULL, 10);
        else if (option == 'p')
            bench_add_lines(&o.patterns, optarg);
        else if (option == 'n')
            parse_counts(optarg, &o);
        else if (option == 'r')
            o.rounds = atoi(optarg);
        else if (option == 'd')
            o.document = strtoull(optarg, NULL, 10);
        else if (option == 'o')
            o.only = optarg;
        else if (option == 'i')
            o.image = true;
        else if (option == 'a') {
            bench_adversaries((uint32_t)strtoul(optarg, NULL, 10));
            return 0;
        } else if (option == 'e' && engine_count < ENGINES)
            engines[engine_count++] = load_peer(optarg);
        else {
            fputs(usage, stderr);
            return 2;
        }
    }
    if (o.rounds < 1 || o.rounds > ROUNDS || o.document < 1 || o.text_size < 1) {
        fputs(usage, stderr);
        return 2;
    }
    if (!o.patterns.size)
        bench_add_lines(&o.patterns, words);
    size_t kept = 0, most = 0;
    for (size_t e = 0; e < engine_count; e++)
        if (!o.only || strstr(engines[e].name(), o.only))
            engines[kept++] = engines[e];
    engine_count = kept;
    for (size_t i = 0; i < o.count_count; i++)
        most = o.counts[i] > most ? o.counts[i] : most;
    bench_make_patterns(&o.patterns, most);
    for (size_t i = 0; o.image && i < o.count_count; i++)
        bench_image(&o.patterns, o.counts[i] < o.patterns.size ? o.counts[i] : o.patterns.size, o.rounds);
    if (o.image)
        return 0;
    text = o.corpus ? bench_read(o.corpus) : bench_make_text(words, o.text_size);
    documents = bench_cut(text, o.document);
    printf("%.1f MB of text in %zu documents, %d rounds\n", (double)text.size / 1e6, documents.size, o.rounds);
    bool equal = true;
    for (size_t i = 0; i < o.count_count; i++)
        if (o.counts[i] <= o.patterns.size)
            equal &= measure(engines, engine_count, &documents, text.size, &o.patterns, o.counts[i], o.rounds);
    return equal ? 0 : 1;
}
