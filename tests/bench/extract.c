/* bench_extract: where the time of kaoju extract goes.
 *
 * Documents are read, resolved and written, one after the other in one thread, round after round; the time of each step is
 * summed, and the round with the median total is shown. Output is counted and thrown away. */
#include "bench.h"

#include "output/writer.h"
#include "resolve/resolve.h"
#include "text/encoding.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STEPS = 64, ROUNDS = 99 };

typedef struct step {
    const char *name;
    double seconds[ROUNDS];
} step;

static step steps[STEPS];
static int step_count, current_round;
static double last, totals[ROUNDS];
static size_t written;

double bench_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* What went by since the last step was done is this one's. */
static void done(void *context, const char *name) {
    (void)context;
    double now = bench_now();
    int i = 0;
    while (i < step_count && strcmp(steps[i].name, name) != 0)
        i++;
    if (i == STEPS)
        return;
    if (i == step_count)
        steps[step_count++].name = name;
    steps[i].seconds[current_round] += now - last;
    last = bench_now();
}

static bool count_bytes(void *context, const char *bytes, size_t size) {
    (void)context;
    (void)bytes;
    written += size;
    return true;
}

static void fail(const kaoju_error *error) {
    fprintf(stderr, "bench_extract: %s\n", error->message);
    exit(1);
}

static void read_one(kj_extraction *x, kaoju_result *result, kaoju_writer *writer, bench_string text) {
    kaoju_error error;
    kaoju_document document = {.id = "bench", .bytes = text.data, .size = text.size};
    last = bench_now();
    kj_result_reset(result);
    if (kj_decode(text.data, text.size, NULL, &result->decoded, &error))
        fail(&error);
    result->encoding = result->decoded.encoding;
    done(NULL, "decoding");
    if (kj_extraction_run(x, result->decoded.utf8, result->decoded.size, &error))
        fail(&error);
    done(NULL, "overlap");
    if (kj_resolve(x, &document, result, &error))
        fail(&error);
    done(NULL, "resolving");
    if (kaoju_writer_document(writer, result, &error))
        fail(&error);
    done(NULL, "writing");
}

static int by_total(const void *a, const void *b) {
    double x = totals[*(const int *)a], y = totals[*(const int *)b];
    return x < y ? -1 : x > y;
}

static void report(size_t size, size_t documents, int rounds) {
    int order[ROUNDS];
    for (int i = 0; i < rounds; i++)
        order[i] = i;
    qsort(order, (size_t)rounds, sizeof *order, by_total);
    int middle = order[rounds / 2];
    double total = totals[middle];
    printf("%.1f MB in %zu documents, %.1f MB written, %d rounds\n", (double)size / 1e6, documents,
           (double)written / rounds / 1e6, rounds);
    for (int i = 0; i < step_count; i++)
        printf("%-14s %8.1f MB/s %5.1f %%\n", steps[i].name, (double)size / 1e6 / steps[i].seconds[middle],
               100 * steps[i].seconds[middle] / total);
    printf("%-14s %8.2f MB/s\n", "all", (double)size / 1e6 / total);
}

int main(int argc, char **argv) {
    const char *corpus = NULL;
    size_t size = 8u << 20, document = 9000;
    int rounds = 5;
    const struct option names[] = {{"corpus", 1, 0, 'c'}, {"size", 1, 0, 's'},  {"document", 1, 0, 'd'},
                                   {"rounds", 1, 0, 'r'}, {"print", 0, 0, 'p'}, {0}};
    bool print = false;
    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        if (option == 'c')
            corpus = optarg;
        else if (option == 's')
            size = strtoull(optarg, NULL, 10);
        else if (option == 'd')
            document = strtoull(optarg, NULL, 10);
        else if (option == 'r')
            rounds = atoi(optarg);
        else if (option == 'p')
            print = true;
        else
            rounds = 0;
    }
    if (rounds < 1 || rounds > ROUNDS || !size || !document) {
        fputs("bench_extract [--corpus FILE] [--size BYTES] [--document BYTES] [--rounds N] [--print]\n"
              "--print writes the made text instead, for kaoju extract.\n",
              stderr);
        return 2;
    }
    static bench_string text; /* static: what is never freed can be reached at the end, and is no leak */
    static bench_strings documents;
    text = corpus ? bench_read(corpus) : bench_make_news(BENCH_SOURCE_DIR, size);
    if (print)
        return fwrite(text.data, 1, text.size, stdout) == text.size ? 0 : 1;
    documents = bench_cut(text, document);
    kaoju_error error;
    kaoju_model *model = NULL;
    kj_extraction *x = NULL;
    kaoju_writer *writer = NULL;
    static kaoju_result result;
    if (kaoju_model_load(BENCH_SOURCE_DIR "/dict", BENCH_SOURCE_DIR "/rules", &model, &error) ||
        kj_extraction_new(model, &x, &error) || kaoju_writer_new("jsonl", NULL, count_bytes, NULL, &writer, &error))
        fail(&error);
    x->done = done;
    for (current_round = 0; current_round < rounds; current_round++) {
        double start = bench_now();
        for (size_t i = 0; i < documents.size; i++)
            read_one(x, &result, writer, documents.at[i]);
        totals[current_round] = bench_now() - start;
    }
    report(text.size, documents.size, rounds);
    kaoju_writer_free(writer);
    kj_result_free(&result);
    kj_extraction_free(x);
    kaoju_model_free(model);
    return 0;
}
