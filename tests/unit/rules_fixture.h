/* What the tests of rules share: a small lexicon, rule files written as text, and matches written as text. */
#ifndef RULES_FIXTURE_H
#define RULES_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rules/program.h"

typedef struct fixture {
    kj_fold *fold;
    kj_names *names;
    kj_lexicon *lexicon;
    kj_rules rules;
    kj_runner *runner;
    kaoju_error error;
    char problems[16000]; /* every problem as "line:column message\n" */
    kj_text text;
    kj_lattice lattice;
    kj_hits hits;
    kj_founds found;
    kj_guard_words guards;
    kj_matches matches;
    char out[8000];
} fixture;

static const char fixture_phases[] = "phases:\n- {name: one, overlap: all}\n- {name: two, overlap: longest}\n";
static const char *const fixture_types[] = {"number", NULL};

static inline void fixture_report(void *context, const char *severity, const kaoju_error *error) {
    fixture *f = context;
    size_t used = strlen(f->problems);
    snprintf(f->problems + used, sizeof f->problems - used, "%s%u:%u %s\n", *severity == 'w' ? "warning " : "",
             (unsigned)error->line, (unsigned)error->column, error->message);
}

static inline void fixture_close(fixture *f) {
    kj_runner_free(f->runner);
    kj_rules_free(&f->rules);
    kj_lattice_free(&f->lattice);
    kj_text_free(&f->text);
    kj_vec_free(&f->hits);
    kj_vec_free(&f->found);
    kj_vec_free(&f->guards);
    kj_vec_free(&f->matches);
    kj_lexicon_free(f->lexicon);
    kj_names_free(f->names);
    kj_fold_free(f->fold);
    memset(f, 0, sizeof *f);
}

static inline void fixture_dictionary(fixture *f, const char *path, const char *text) {
    assert_int_equal(kj_lexicon_add(f->lexicon, path, text, strlen(text), &f->error), KAOJU_OK);
}

static inline void fixture_open(fixture *f) {
    memset(f, 0, sizeof *f);
    f->fold = kj_fold_new();
    f->names = kj_names_new();
    assert_non_null(f->fold);
    assert_non_null(f->names);
    assert_true(kj_fold_add(f->fold, 0x5104, 0x4EBF)); /* 億 is 亿 */
    f->lexicon = kj_lexicon_new(f->fold, f->names);
    assert_non_null(f->lexicon);
    fixture_dictionary(f, "unit.tsv",
                       "surface\tcode\tkind\n元\tCNY\tmoney\n美元\tUSD\tmoney\n千瓦\tkW\tpower\n"
                       "千瓦时\tkWh\tenergy\n");
    fixture_dictionary(f, "cue.tsv", "surface\tposition\n约\tbefore\n左右\tafter\n多\t\n");
    fixture_dictionary(f, "title.tsv", "surface\trank\n部长\t2\n部长\t1\n");
    fixture_dictionary(f, "idiom.tsv", "surface\n三心二意\n");
}

/* Loads one rule file `t.yaml` with phases.yaml. */
static inline kaoju_status fixture_load_size(fixture *f, const char *yaml, size_t size) {
    kj_rule_file files[] = {{"x/phases.yaml", fixture_phases, sizeof fixture_phases - 1}, {"x/t.yaml", yaml, size}};
    f->problems[0] = '\0';
    memset(&f->error, 0, sizeof f->error);
    return kj_rules_load(files, 2, fixture_types, f->lexicon, f->fold, f->names, &f->rules, fixture_report, f,
                         &f->error);
}

static inline kaoju_status fixture_load(fixture *f, const char *yaml) {
    return fixture_load_size(f, yaml, strlen(yaml));
}

/* One rule `r` of phase one; `more` are further keys, one a line, or "". The pattern is written in ' quotes. */
static inline const char *fixture_rule(const char *pattern, const char *more) {
    static char yaml[80000];
    size_t used = (size_t)snprintf(yaml, sizeof yaml, "rules:\n- id: r\n  phase: one\n  pattern: '");
    for (; *pattern && used < sizeof yaml - 1000; pattern++) {
        if (*pattern == '\'')
            yaml[used++] = '\'';
        yaml[used++] = *pattern;
    }
    snprintf(yaml + used, sizeof yaml - used,
             "'\n  emit: X\n%s  tests:\n  - {text: a, gives: [{text: a}]}\n  - {text: b, gives: []}\n", more);
    return yaml;
}

/* Spans of the text: dictionary entries, and "number" for each run of ASCII digits. */
static inline void fixture_read(fixture *f, const char *utf8) {
    assert_int_equal(kj_text_read(&f->text, utf8, strlen(utf8), f->fold, &f->error), KAOJU_OK);
    assert_true(kj_lexicon_scan(f->lexicon, &f->text, &f->hits, &f->found, &f->guards));
    assert_true(kj_lattice_start(&f->lattice, &f->text, kj_rules_bits(&f->rules)));
    for (size_t i = 0; i < f->found.size; i++) { /* inside Latin words, too */
        const kj_found *found = &f->found.at[i];
        kj_span span = {found->start, found->end, found->type, found->entry, KJ_NONE, KJ_NONE, KJ_NO_INTEGER};
        assert_true(kj_push(&f->lattice.spans, span));
    }
    uint32_t number = kj_names_add(f->names, kj_string("number"));
    for (uint32_t at = 0; at < f->text.length;) {
        uint32_t start = at, end = at;
        int64_t value = 0;
        for (; at < f->text.length && ((f->text.symbol[at] >= '0' && f->text.symbol[at] <= '9') ||
                                       (end > start && f->text.symbol[at] == KJ_SKIP));
             at++)
            if (f->text.symbol[at] != KJ_SKIP) {
                value = end - start < 18 ? value * 10 + (f->text.symbol[at] - '0') : KJ_NO_INTEGER;
                end = at + 1;
            }
        kj_span span = {start, end, number, KJ_NONE, KJ_NONE, KJ_NONE, value};
        if (end > start)
            assert_true(kj_push(&f->lattice.spans, span));
        at += at == start;
    }
    assert_true(kj_lattice_index(&f->lattice));
}

static inline void fixture_put(fixture *f, const char *before, uint32_t start, uint32_t end) {
    size_t used = strlen(f->out);
    kaoju_string slice = kj_text_slice(&f->text, start, end);
    snprintf(f->out + used, sizeof f->out - used, "%s%.*s", before, (int)slice.size, slice.data);
}

/* Runs phase one and writes the matches: "948亿元 n=948# u=亿元; ..."; # marks a capture that is a typed span. */
static inline const char *fixture_matches(fixture *f, const char *utf8) {
    if (!f->runner) {
        assert_int_equal(kj_lexicon_freeze(f->lexicon, &f->error), KAOJU_OK);
        f->runner = kj_runner_new(&f->rules, f->lexicon);
        assert_non_null(f->runner);
    }
    fixture_read(f, utf8);
    f->matches.size = 0;
    f->out[0] = '\0';
    assert_true(kj_rules_run(f->runner, 0, &f->lattice, &f->guards, &f->matches));
    for (size_t i = 0; i < f->matches.size; i++) {
        const kj_match *m = &f->matches.at[i];
        const kj_rule *rule = &f->rules.rules[m->rule];
        fixture_put(f, i ? "; " : "", m->start, m->end);
        for (uint32_t c = 0; c < rule->capture_count; c++) {
            if (m->captures[c].start == KJ_NONE)
                continue;
            char name[40];
            snprintf(name, sizeof name, " %.30s=", rule->captures[c]);
            fixture_put(f, name, m->captures[c].start, m->captures[c].end);
            if (m->captures[c].span != KJ_NONE)
                snprintf(f->out + strlen(f->out), 2, "#");
        }
    }
    return f->out;
}

/* One rule on one text. */
static inline void assert_matches(const char *pattern, const char *more, const char *utf8, const char *expected) {
    fixture f;
    fixture_open(&f);
    if (fixture_load(&f, fixture_rule(pattern, more)) != KAOJU_OK) {
        print_error("%s: %s", pattern, f.problems);
        fail();
    }
    const char *got = fixture_matches(&f, utf8);
    if (strcmp(got, expected) != 0) {
        print_error("pattern %s %s\ntext %s\nwant %s\ngot  %s\n", pattern, more, utf8, expected, got);
        fail();
    }
    fixture_close(&f);
}

#endif
