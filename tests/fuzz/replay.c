/* Drives a fuzz target without libFuzzer: runs it over files and folders, then over changes of them.
 *
 *     fuzz_NAME [--size BYTES] [--runs N] [--seed S] [--export DIR] FILE|DIR...
 *
 * Inputs have at most BYTES (4096). A longer file than half of that is cut at line ends, so that a dictionary gives many
 * small seeds. `--runs N` runs N more
 * inputs, each a seed changed in a few places; the same S gives the same inputs. `--export DIR` writes the seeds for
 * libFuzzer instead. An input that breaks the target is left in fuzz_NAME.finding. */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#define INPUT_MAX 4096
static size_t input_size = INPUT_MAX;

/* For one input, on a machine that has much else to do. */
#define SECONDS_MAX 120

typedef struct seed {
    uint8_t *data;
    size_t size;
} seed;
static seed *seeds;
static size_t seed_count, seed_room;

/* Sanitizers end a program that broke by exit, unless they are told to abort: then the handler below keeps the input.
 * Blocks that were freed wait for misuse in a small quarantine: one of the usual 256 MB costs more than most targets. */
#define DEFAULT __attribute__((visibility("default"))) const char
DEFAULT *__asan_default_options(void);
DEFAULT *__ubsan_default_options(void);
DEFAULT *__asan_default_options(void) {
    return "abort_on_error=1:quarantine_size_mb=8";
}
DEFAULT *__ubsan_default_options(void) {
    return "abort_on_error=1:print_stacktrace=1";
}

/* What runs now, for the handler. */
static const uint8_t *current;
static size_t current_size;
static char finding[512];

static void keep_finding(int number) {
    int fd = open(finding, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd >= 0 && write(fd, current, current_size) == (ssize_t)current_size)
        close(fd);
    signal(number, SIG_DFL);
    raise(number);
}

static void run(const uint8_t *data, size_t size) {
    /* A copy of just this size, so that a sanitizer sees what is read behind it. */
    uint8_t *copy = malloc(size ? size : 1);
    REQUIRE(copy);
    if (size)
        memcpy(copy, data, size);
    current = copy;
    current_size = size;
    alarm(SECONDS_MAX);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

/* ------------------------------------------------------------------ seeds */

static void add_seed(const uint8_t *data, size_t size) {
    if (seed_count == seed_room) {
        seed_room = seed_room ? seed_room * 2 : 256;
        REQUIRE((seeds = realloc(seeds, seed_room * sizeof *seeds)));
    }
    seed *s = &seeds[seed_count++];
    REQUIRE((s->data = malloc(size ? size : 1)));
    if (size)
        memcpy(s->data, data, size);
    s->size = size;
}

static void add_file(const char *path) {
    static uint8_t bytes[8 << 20];
    FILE *file = fopen(path, "rb");
    size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (!file) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    fclose(file);
    for (size_t at = 0; at == 0 || at < size;) {
        size_t piece = input_size / 2, end = size - at > piece ? at + piece : size;
        while (end < size && end > at + piece / 2 && bytes[end - 1] != '\n')
            end--;
        add_seed(bytes + at, end - at);
        at = end ? end : 1;
    }
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void add_path(const char *path) {
    struct stat info;
    struct dirent **names;
    if (stat(path, &info) || !S_ISDIR(info.st_mode)) {
        add_file(path);
        return;
    }
    int count = scandir(path, &names, NULL, by_name);
    for (int i = 0; i < count; i++) {
        char inner[4096];
        snprintf(inner, sizeof inner, "%s/%s", path, names[i]->d_name);
        if (names[i]->d_name[0] != '.')
            add_path(inner);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

static void export_seeds(const char *folder) {
    for (size_t i = 0; i < seed_count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/seed-%06zu", folder, i);
        FILE *file = fopen(path, "wb");
        if (!file || fwrite(seeds[i].data, 1, seeds[i].size, file) != seeds[i].size || fclose(file)) {
            fprintf(stderr, "cannot write %s\n", path);
            exit(2);
        }
    }
}

/* ------------------------------------------------------------------ changes */

static uint64_t random_state;

static size_t below(size_t n) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return n ? (size_t)(random_state >> 11) % n : 0;
}

/* Bytes that mean something to one of the parsers. */
static const char *const pieces[] = {"\n",
                                     "\r\n",
                                     "\t",
                                     "|",
                                     "%%\n",
                                     "{",
                                     "}",
                                     "[",
                                     "]",
                                     ": ",
                                     "- ",
                                     "\"",
                                     "'",
                                     "\\",
                                     "&a ",
                                     "*a",
                                     "!!x ",
                                     "#",
                                     "<number>",
                                     "@x",
                                     "{1,64}",
                                     "一",
                                     "亿元",
                                     "2025年",
                                     "约",
                                     "，",
                                     "。",
                                     "　",
                                     "\xEF\xBB\xBF",
                                     "\xFF\xFE",
                                     "\xE2\x80\xA8",
                                     "\xF4\x8F\xBF\xBF",
                                     "\xED\xA0\x80",
                                     "\xC0\x80",
                                     "~",
                                     "=",
                                     "<b>",
                                     "&amp;",
                                     "\x1B[31m",
                                     "999999999999"};

static size_t insert(uint8_t *data, size_t size, size_t at, const void *bytes, size_t length) {
    if (size + length > input_size)
        return size;
    memmove(data + at + length, data + at, size - at);
    memcpy(data + at, bytes, length);
    return size + length;
}

static size_t change(uint8_t *data, size_t size) {
    size_t at = below(size + 1), length = below(size - at + 1), from;
    switch (below(7)) {
    case 0: /* a bit */
        if (at < size)
            data[at] ^= (uint8_t)(1u << below(8));
        return size;
    case 1: /* a byte */
        if (at < size)
            data[at] = (uint8_t)below(256);
        return size;
    case 2: /* something goes */
        length = length > 64 ? below(64) : length;
        memmove(data + at, data + at + length, size - at - length);
        return size - length;
    case 3: { /* something comes again, elsewhere */
        uint8_t copy[128];
        from = below(size + 1);
        length = size - from < sizeof copy ? size - from : below(sizeof copy);
        memcpy(copy, data + from, length);
        return insert(data, size, at, copy, length);
    }
    case 4: { /* a piece of another seed */
        const seed *other = &seeds[below(seed_count)];
        from = below(other->size + 1);
        length = below(other->size - from + 1) % 256;
        return insert(data, size, at, other->data + from, length);
    }
    case 5: /* it ends here */
        return below(8) ? size : at;
    default: {
        const char *piece = pieces[below(sizeof pieces / sizeof *pieces)];
        return insert(data, size, at, piece, strlen(piece));
    }
    }
}

static void run_changed(void) {
    static uint8_t data[INPUT_MAX];
    const seed *s = &seeds[below(seed_count)];
    size_t size = s->size < input_size ? s->size : input_size;
    if (size)
        memcpy(data, s->data, size);
    for (size_t i = 1 + below(6); i > 0; i--)
        size = change(data, size);
    run(data, size);
}

int main(int argc, char **argv) {
    static const int deadly[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM};
    unsigned long runs = 0, seed_number = 1;
    const char *target = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0], *folder = NULL;
    snprintf(finding, sizeof finding, "%.400s.finding", target);
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--size") && i + 1 < argc)
            input_size = strtoul(argv[++i], NULL, 10);
        else if (!strcmp(argv[i], "--runs") && i + 1 < argc)
            runs = strtoul(argv[++i], NULL, 10);
        else if (!strcmp(argv[i], "--seed") && i + 1 < argc)
            seed_number = strtoul(argv[++i], NULL, 10);
        else if (!strcmp(argv[i], "--export") && i + 1 < argc)
            folder = argv[++i];
        else
            add_path(argv[i]);
    }
    if (input_size < 16 || input_size > INPUT_MAX)
        return 2;
    if (!seed_count)
        add_seed((const uint8_t *)"", 0);
    if (folder) {
        export_seeds(folder);
        return 0;
    }
    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        signal(deadly[i], keep_finding);
    for (size_t i = 0; i < seed_count; i++)
        run(seeds[i].data, seeds[i].size);
    random_state = seed_number * 0x9E3779B97F4A7C15u + 1;
    for (unsigned long i = 0; i < runs; i++)
        run_changed();
    printf("%s: %zu seeds, %lu changed: no finding\n", target, seed_count, runs);
    return 0;
}
