/* What the parts of the driver share: text and patterns in memory, and the engines that are measured. */
#ifndef KJ_BENCH_H
#define KJ_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct bench_string {
    const char *data;
    size_t size;
} bench_string;

/* A list of strings. Those of a file or a generator stay until the end of the process. */
typedef struct bench_strings {
    bench_string *at;
    size_t size, room;
} bench_strings;
void bench_add(bench_strings *strings, const char *data, size_t size);

/* corpus.c */
bench_string bench_read(const char *path); /* ends the process if it cannot */
/* Adds the lines of the file; of a .tsv the first column, without its header and comments. */
void bench_add_lines(bench_strings *lines, const char *path);
/* Words of a .tsv drawn by their weights (column 2), with punctuation and line ends: `size` bytes that look like text. */
bench_string bench_make_text(const char *path, size_t size);
/* news.c: articles of about 3000 characters with a dateline, people, countries, dates and figures among such words; a line
 * of two line ends between paragraphs, three between articles. */
bench_string bench_make_news(const char *source_dir, size_t size);
/* Shuffles, drops equal ones, and, where there are fewer than `count`, adds pairs of them. The first n are the same for
 * every `count` >= n. */
void bench_make_patterns(bench_strings *patterns, size_t count);
/* Cuts at line ends into documents of about `size` bytes. */
bench_strings bench_cut(bench_string text, size_t size);

/* An engine: built from patterns, then fed documents. A peer is a shared object that exports these four by the names
 * peer_name, peer_build, peer_scan, peer_free. */
typedef struct bench_engine {
    const char *(*name)(void);
    void *(*build)(const bench_string *patterns, size_t count,
                   size_t *bytes);                                /* bytes: of memory, 0 if it does not say */
    uint64_t (*scan)(void *built, const char *text, size_t size); /* overlapping occurrences in this document */
    void (*free)(void *built);
} bench_engine;

/* kaoju.c: symbols of checked UTF-8, at most `size`; returns how many. */
uint32_t bench_decode(const char *text, size_t size, uint32_t *out);
/* A matcher (kj_matcher_free) and the seconds it took, without decoding; ends the process if it cannot be built. */
struct kj_matcher *bench_build(const bench_string *patterns, size_t count, double *seconds);

/* kaoju.c: its engines, with the decoding of the text and without. Returns how many. */
size_t bench_own(bench_engine *engines, size_t room);
/* adversary.c: prints time(2n) / time(n) of each engine of kaoju on hostile texts of n = `length` characters. */
void bench_adversaries(uint32_t length);

/* image.c: prints how long building takes, how large the image is, and how long opening it takes. */
void bench_image(const bench_strings *patterns, size_t count, int rounds);

double bench_now(void);                         /* seconds */
double bench_cpu(void);                         /* seconds that this process has run, whatever else the machine does */
double bench_median(double *values, int count); /* sorts them */

#endif
