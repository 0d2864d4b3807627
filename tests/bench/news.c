/* News that nobody wrote: words by their frequency, and among them what kaoju looks for, about as often as in newspapers. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARAGRAPHS = 9, SENTENCES = 5, CLAUSE = 18 };

typedef struct maker {
    bench_string words; /* running text to cut clauses from */
    size_t at;
    bench_strings countries, surnames, given, titles;
    char *out;
    size_t size;
    uint64_t seed;
} maker;

static uint32_t below(maker *m, uint32_t n) {
    m->seed = m->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((m->seed >> 33) % n);
}

static void add(maker *m, const char *data, size_t size) {
    memcpy(m->out + m->size, data, size);
    m->size += size;
}

static void add_text(maker *m, const char *text) {
    add(m, text, strlen(text));
}

static void add_one(maker *m, const bench_strings *list) {
    bench_string s = list->at[below(m, (uint32_t)list->size)];
    add(m, s.data, s.size);
}

/* About `count` characters of the running text. */
static void add_words(maker *m, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (m->at + 4 > m->words.size)
            m->at = 0;
        size_t from = m->at++;
        while (m->at < m->words.size && (m->words.data[m->at] & 0xC0) == 0x80)
            m->at++;
        if ((unsigned char)m->words.data[from] >= 0xE4) /* Chinese characters, no marks and line ends */
            add(m, m->words.data + from, m->at - from);
    }
}

static void add_figure(maker *m) {
    char text[64];
    unsigned a = below(m, 900) + 10, b = below(m, 10);
    static const char *const forms[] = {"达%u.%u亿元",        "增长%u.%u%%",       "约%u万%u千人",   "%u.%u万吨",
                                        "超过%u家，%u个省份", "下降%u.%u个百分点", "%u美元，%u欧元", "第%u届，共%u天"};
    snprintf(text, sizeof text, forms[below(m, sizeof forms / sizeof *forms)], a, b);
    add_text(m, text);
}

static void add_date(maker *m) {
    char text[64];
    unsigned month = below(m, 12) + 1, day = below(m, 28) + 1;
    switch (below(m, 5)) {
    case 0:
        snprintf(text, sizeof text, "2025年%u月%u日，", month, day);
        break;
    case 1:
        snprintf(text, sizeof text, "%u日上午，", day);
        break;
    case 2:
        snprintf(text, sizeof text, "今年前%u个月，", month);
        break;
    case 3:
        snprintf(text, sizeof text, "%u月%u日至%u日，", month, day, day + 2);
        break;
    default:
        snprintf(text, sizeof text, "去年同期，");
    }
    add_text(m, text);
}

static void add_person(maker *m) {
    if (below(m, 2))
        add_one(m, &m->countries);
    add_one(m, &m->titles);
    add_one(m, &m->surnames);
    add_one(m, &m->given);
    add_one(m, &m->given);
    add_text(m, below(m, 2) ? "说，" : "表示，");
}

static void add_sentence(maker *m) {
    if (!below(m, 4))
        add_date(m);
    if (!below(m, 6))
        add_person(m);
    for (uint32_t clauses = below(m, 3) + 1; clauses; clauses--) {
        add_words(m, CLAUSE);
        if (!below(m, 6))
            add_one(m, &m->countries);
        if (!below(m, 4))
            add_figure(m);
        add_text(m, clauses > 1 ? "，" : "。");
    }
}

static void add_lines(bench_strings *list, const char *source_dir, const char *file) {
    char path[4096];
    snprintf(path, sizeof path, "%s/dict/%s", source_dir, file);
    bench_add_lines(list, path);
}

bench_string bench_make_news(const char *source_dir, size_t size) {
    static maker m; /* the texts stay to the end of the process */
    char path[4096];
    snprintf(path, sizeof path, "%s/dict/word/word.tsv", source_dir);
    m = (maker){.words = bench_make_text(path, 8u << 20), .seed = 42, .out = malloc(size + 65536)};
    if (!m.out)
        return (bench_string){NULL, 0};
    add_lines(&m.countries, source_dir, "place/country.tsv");
    add_lines(&m.surnames, source_dir, "person/surname.tsv");
    add_lines(&m.given, source_dir, "person/given.tsv");
    add_lines(&m.titles, source_dir, "person/title.tsv");
    for (uint32_t paragraph = 0; m.size < size; paragraph++) {
        char dateline[64];
        snprintf(dateline, sizeof dateline, "新华社北京6月%u日电 ", below(&m, 28) + 1);
        add_text(&m, paragraph % PARAGRAPHS ? "　　" : dateline);
        for (int i = 0; i < SENTENCES; i++)
            add_sentence(&m);
        add_text(&m, paragraph % PARAGRAPHS == PARAGRAPHS - 1 ? "\n\n\n" : "\n\n");
    }
    return (bench_string){m.out, m.size};
}
