/* How much processor time a matcher takes to come out of a file: checked and read, and trusted and mapped up to the first hit. */
#include "bench.h"

#include "dict/matcher_image.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool write_file(void *context, const char *bytes, size_t size) {
    return fwrite(bytes, 1, size, context) == size;
}

static void must(kaoju_status status, const kaoju_error *error) {
    if (status) {
        fprintf(stderr, "bench: %s\n", error->message);
        exit(1);
    }
}

/* Opens, finds the first pattern in itself, closes. Returns the seconds up to the hit. */
static double open_once(const char *path, bool trusted, const bench_string *first, double *opened) {
    kj_image image;
    kj_matcher *matcher;
    kj_hits hits = {0};
    kaoju_error error;
    uint32_t *symbols = malloc((first->size + 1) * sizeof *symbols);
    uint32_t length = bench_decode(first->data, first->size, symbols);
    double start = bench_cpu();
    must(kj_image_open(&image, path, trusted, &error), &error);
    must(kj_matcher_open(&image, &matcher, &error), &error);
    *opened = bench_cpu() - start;
    bool done = kj_matcher_scan(matcher, symbols, length, KJ_MATCH_OVERLAPPING, &hits);
    double seconds = bench_cpu() - start;
    if (!done || !hits.size) {
        fputs("bench: the opened matcher does not find its first pattern\n", stderr);
        exit(1);
    }
    kj_vec_free(&hits);
    kj_matcher_free(matcher);
    kj_image_close(&image);
    free(symbols);
    return seconds;
}

void bench_image(const bench_strings *patterns, size_t count, int rounds) {
    char path[] = "/tmp/kaoju_bench.XXXXXX";
    kj_matcher_numbers numbers;
    kj_image_writer writer = {0};
    kaoju_error error;
    double *builds = malloc((size_t)rounds * 4 * sizeof *builds), *reads = builds + rounds, *maps = reads + rounds,
           *hits = maps + rounds, ignored;
    kj_matcher *matcher = NULL;
    for (int round = 0; round < rounds; round++) {
        kj_matcher_free(matcher);
        double start = bench_cpu();
        matcher = bench_build(patterns->at, count, &ignored); /* with the decoding of the patterns */
        builds[round] = bench_cpu() - start;
    }
    int fd = mkstemp(path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "wb");
    if (!file) {
        perror("bench: /tmp");
        exit(1);
    }
    must(kj_matcher_save(matcher, &numbers, &writer, &error), &error);
    must(kj_image_write(&writer, "0123456789abcdef", write_file, file, &error), &error);
    double size = (double)ftell(file) / 1e6;
    fclose(file);
    kj_matcher_free(matcher);
    for (int round = -1; round < rounds; round++) { /* the first is not counted */
        double *none = &ignored;
        hits[round < 0 ? 0 : round] = open_once(path, true, &patterns->at[0], round < 0 ? none : &maps[round]);
        open_once(path, false, &patterns->at[0], round < 0 ? none : &reads[round]);
    }
    unlink(path);
    printf("%8zu patterns: build %.3f s, image %.1f MB, checked read %.1f ms, trusted map %.2f ms, to the first hit "
           "%.2f ms\n",
           count, bench_median(builds, rounds), size, bench_median(reads, rounds) * 1e3,
           bench_median(maps, rounds) * 1e3, bench_median(hits, rounds) * 1e3);
    free(builds);
}
