/* Texts and patterns: read from files or made, always the same for the same arguments. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 88172645463325252u;

static uint32_t below(uint32_t n) {
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 20) % n);
}

static void *must(void *memory) {
    if (!memory) {
        fputs("bench: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

void bench_add(bench_strings *strings, const char *data, size_t size) {
    if (strings->size == strings->room) {
        strings->room = strings->room ? strings->room * 2 : 1024;
        strings->at = must(realloc(strings->at, strings->room * sizeof *strings->at));
    }
    strings->at[strings->size++] = (bench_string){data, size};
}

bench_string bench_read(const char *path) {
    FILE *file = fopen(path, "rb");
    long size = -1;
    if (!file || fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET)) {
        fprintf(stderr, "bench: cannot read %s\n", path);
        exit(1);
    }
    char *data = must(malloc((size_t)size + 1));
    if (fread(data, 1, (size_t)size, file) != (size_t)size) {
        fprintf(stderr, "bench: cannot read %s\n", path);
        exit(1);
    }
    fclose(file);
    return (bench_string){data, (size_t)size};
}

/* The next line of *rest, without its end; false when there is none. */
static bool next_line(bench_string *rest, bench_string *line) {
    if (rest->size == 0)
        return false;
    const char *end = memchr(rest->data, '\n', rest->size);
    *line = (bench_string){rest->data, end ? (size_t)(end - rest->data) : rest->size};
    size_t used = line->size + (end != NULL);
    rest->data += used;
    rest->size -= used;
    return true;
}

static bool ends_with(const char *path, const char *end) {
    size_t a = strlen(path), b = strlen(end);
    return a >= b && strcmp(path + a - b, end) == 0;
}

void bench_add_lines(bench_strings *lines, const char *path) {
    bench_string rest = bench_read(path), line;
    bool table = ends_with(path, ".tsv"), header = table;
    while (next_line(&rest, &line)) {
        if (table && line.size && line.data[0] == '#')
            continue;
        const char *tab = table ? memchr(line.data, '\t', line.size) : NULL;
        size_t size = tab ? (size_t)(tab - line.data) : line.size;
        if (!header && size)
            bench_add(lines, line.data, size);
        header = false;
    }
}

/* ------------------------------------------------------------------ made */

/* Words and the sums of their weights so far, to draw from by binary search. */
typedef struct weighted {
    bench_string file;
    bench_strings words;
    uint64_t *sums;
} weighted;

static weighted read_weights(const char *path) {
    weighted w = {.file = bench_read(path)};
    bench_string rest = w.file, line;
    uint64_t sum = 0;
    bool header = true;
    while (next_line(&rest, &line)) {
        const char *tab = memchr(line.data, '\t', line.size);
        if (!tab || line.data[0] == '#' || header) {
            header = header && (!tab || line.data[0] == '#');
            continue;
        }
        bench_add(&w.words, line.data, (size_t)(tab - line.data));
        w.sums = must(realloc(w.sums, w.words.room * sizeof *w.sums));
        w.sums[w.words.size - 1] = sum += strtoull(tab + 1, NULL, 10);
    }
    if (sum == 0) {
        fprintf(stderr, "bench: no weights in %s\n", path);
        exit(1);
    }
    return w;
}

static bench_string draw(const weighted *w) {
    uint64_t total = w->sums[w->words.size - 1], pick = (((uint64_t)below(1u << 31) << 31) | below(1u << 31)) % total;
    size_t low = 0, high = w->words.size - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->sums[middle] > pick)
            high = middle;
        else
            low = middle + 1;
    }
    return w->words.at[low];
}

bench_string bench_make_text(const char *path, size_t size) {
    weighted w = read_weights(path);
    char *text = must(malloc(size + 512));
    size_t at = 0;
    for (uint32_t n = 1; at < size; n++) {
        bench_string word = draw(&w);
        if (word.size < 256) {
            memcpy(text + at, word.data, word.size);
            at += word.size;
        }
        const char *mark = n % 97 == 0 ? "。\n" : below(12) == 0 ? "，" : below(40) == 0 ? "。" : "";
        memcpy(text + at, mark, strlen(mark));
        at += strlen(mark);
    }
    free((void *)w.file.data);
    free(w.words.at);
    free(w.sums);
    return (bench_string){text, at};
}

static uint64_t hash_of(bench_string s) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < s.size; i++)
        hash = (hash ^ (uint8_t)s.data[i]) * 1099511628211u;
    return hash ^ hash >> 29;
}

/* Keeps the first of equal strings. */
static void drop_equal(bench_strings *strings) {
    size_t room = 16, kept = 0;
    while (room < strings->size * 2)
        room *= 2;
    uint32_t *table = must(calloc(room, sizeof *table));
    for (size_t i = 0; i < strings->size; i++) {
        bench_string s = strings->at[i];
        size_t slot = hash_of(s) & (room - 1);
        while (table[slot] && (strings->at[table[slot] - 1].size != s.size ||
                               memcmp(strings->at[table[slot] - 1].data, s.data, s.size) != 0))
            slot = (slot + 1) & (room - 1);
        if (!table[slot]) {
            strings->at[kept] = s;
            table[slot] = (uint32_t)++kept;
        }
    }
    strings->size = kept;
    free(table);
}

void bench_make_patterns(bench_strings *patterns, size_t count) {
    seed = 1234567;
    drop_equal(patterns);
    for (size_t i = patterns->size; i > 1; i--) {
        size_t j = below((uint32_t)i);
        bench_string moved = patterns->at[i - 1];
        patterns->at[i - 1] = patterns->at[j];
        patterns->at[j] = moved;
    }
    size_t base = patterns->size;
    while (patterns->size < count && base > 1) {
        while (patterns->size < count + count / 16) {
            bench_string a = patterns->at[below((uint32_t)base)], b = patterns->at[below((uint32_t)base)];
            char *pair = must(malloc(a.size + b.size));
            memcpy(pair, a.data, a.size);
            memcpy(pair + a.size, b.data, b.size);
            bench_add(patterns, pair, a.size + b.size);
        }
        drop_equal(patterns);
    }
    patterns->size = patterns->size < count ? patterns->size : count;
}

bench_strings bench_cut(bench_string text, size_t size) {
    bench_strings documents = {0};
    while (text.size) {
        size_t cut = text.size < size ? text.size : size;
        const char *end = memchr(text.data + cut - 1, '\n', text.size - cut + 1);
        cut = end ? (size_t)(end - text.data) + 1 : text.size;
        bench_add(&documents, text.data, cut);
        text.data += cut;
        text.size -= cut;
    }
    return documents;
}
