/* Rules: YAML -> rule tree -> checked -> one program.
 *
 * A rule file
 *     define:                     # named pieces, used as @name in this file; references must not go in circles
 *       tilde: "~|-|至|到"
 *     rules:
 *       - id: money               # the rule is "FILE.money", FILE the file stem
 *         about: An amount of money.
 *         phase: quantities       # from rules/phases.yaml
 *         pattern: "cue:<cue position=before>? span:(n:<number> u:<currency>)"
 *         emit: FIGURE            # type of the span it gives: RECORD types are upper case, inner ones lower
 *         span: span              # capture (or list of captures, one span each) that is given; default the whole match
 *         value: {kind: money, number: $n, unit: $u.code, cue: $cue}
 *         preceded_by: "..."      # guards: what must (not) stand right before or after the *whole match*
 *         not_preceded_by: "..."
 *         followed_by: "..."
 *         not_followed_by: "..."
 *         not_in: [words, ...]    # the span must not lie inside an occurrence of one of these words, or of an entry of
 *                                 # a dictionary class written "<idiom>"
 *         within: clause          # sentence (default) | clause | paragraph: a match does not leave it
 *         priority: 0             # -100..100, see phases
 *         confidence: 0.9         # 0..1, default 1
 *         nearest: yes            # of matches that give the same span the shortest is taken, not the longest
 *         tests:
 *           - text: 投资948亿美元
 *             ref_date: 2025-06-18              # optional
 *             gives: [{text: 948亿美元, number: "94800000000", unit: USD}]   # spans of the emitted type
 *           - text: 948亿人
 *             gives: []
 * rules/phases.yaml
 *     phases:
 *       - {name: numbers, overlap: all}       # all | longest | priority
 *
 * Patterns (blanks in them mean nothing)
 *     文字 abc         literal characters, folded; \x takes x literally
 *     [0-9一二] [^，]   one character in (not in) the set; [:han:] [:digit:] [:latin:] [:punct:] inside a set
 *     .               any one character
 *     <class>         a typed span; with guards <number 1..12> <number ..31> <number int> <cue position=before>
 *                     <currency code!=USD>; alternatives of types <unit|measure>
 *     _               a blank stands here in the source (blanks are otherwise invisible)
 *     ^ $             start, end of a paragraph
 *     ( ) |           groups, alternatives
 *     ? * + {m,n}     repetition (a bounded gap is .{0,6})
 *     name:atom       capture (name = [a-z_]+) of the atom or group that follows
 *     @name           reference to a define
 * Of the ways in which a rule can match at a start, the longest is taken; of equally long ones, the one that prefers
 * earlier alternatives and more repetition. A match covers at most KJ_MATCH_MAX code points.
 *
 * Errors are KAOJU_E_SYNTAX with file:line:column: unknown or repeated keys, unknown classes, types, phases,
 * captures, references, circles, bad bounds, an empty match, a rule without a test that gives something and one that gives nothing,
 * YAML anchors, aliases, tags, and nesting over KJ_YAML_DEPTH_MAX.
 */
#ifndef KJ_RULES_RULES_H
#define KJ_RULES_RULES_H

#include "base/limits.h"
#include "dict/lexicon.h"
#include "rules/span.h"

typedef enum kj_overlap { KJ_OVERLAP_ALL, KJ_OVERLAP_LONGEST, KJ_OVERLAP_PRIORITY } kj_overlap;
typedef enum kj_within { KJ_WITHIN_SENTENCE, KJ_WITHIN_CLAUSE, KJ_WITHIN_PARAGRAPH } kj_within;

typedef struct kj_phase {
    const char *name;
    kj_overlap overlap;
    uint32_t first_rule, rule_count; /* rules are stored phase by phase, in file name then file order */
} kj_phase;

/* One `key: expression` of value. `$n` -> capture n; `$u.code` -> capture u, field "code"; `-$n` -> negated; anything
 * else is a literal. */
typedef struct kj_field {
    const char *key;
    const char *literal; /* NULL if it is a capture */
    uint32_t capture;    /* index; KJ_NONE for a literal */
    const char *column;  /* "code", or NULL */
    bool negated;
    uint32_t line, column_at; /* where the expression stands */
} kj_field;

typedef struct kj_rule_test {
    const char *text;
    const char *ref_date; /* NULL if none */
    uint32_t line, column;
    uint32_t first_expected, expected_count; /* in kj_rules.expected */
} kj_rule_test;

/* Fields of one item of `gives`. */
#define KJ_WANT_MAX 12

/* One item of `gives`: what a span of the emitted type must look like. */
typedef struct kj_expected {
    const char *text;
    uint32_t line, column;
    struct {
        const char *key, *value;
    } want[KJ_WANT_MAX]; /* other keys, compared with the record's value fields as text */
    uint32_t want_count;
} kj_expected;

typedef struct kj_rule {
    const char *name;  /* "money.amount" */
    const char *about; /* "" if none */
    const char *file;
    uint32_t line;
    uint32_t phase;
    uint32_t type;                  /* name id */
    uint32_t spans[KJ_CAPTURE_MAX]; /* captures that are given; none: the whole match */
    uint32_t span_count;
    const kj_field *fields;
    uint32_t field_count;
    const char *const *captures; /* names */
    uint32_t capture_count;
    uint32_t entry;                                          /* first instruction */
    uint32_t preceded, not_preceded, followed, not_followed; /* entries of guard programs, KJ_NONE if absent */
    const uint32_t *not_in;                                  /* guard numbers of the lexicon */
    uint32_t not_in_count;
    const uint32_t *not_in_class; /* name ids of classes */
    uint32_t not_in_class_count;
    kj_within within;
    int32_t priority;
    double confidence;
    bool nearest;
    uint32_t first_test, test_count;
} kj_rule;

typedef struct kj_rules {
    kj_names *names; /* borrowed: types and classes */
    const kj_phase *phases;
    uint32_t phase_count;
    const kj_rule *rules;
    uint32_t rule_count;
    const kj_rule_test *tests;
    uint32_t test_count;
    const kj_expected *expected;
    uint32_t expected_count;
    struct kj_program *program; /* see program.h */
    kj_arena arena;             /* owns everything above */
} kj_rules;

/* One rule file in memory. */
typedef struct kj_rule_file {
    const char *path;
    const char *text;
    size_t size;
} kj_rule_file;

/* Reads, checks and compiles `count` files (one of them phases.yaml by file name). Guard words are added to the
 * lexicon, which must not be frozen yet. `types` lists names that engines outside rules give ("number", ...), NULL at the end: patterns may use
 * them besides dictionary classes and what other rules emit in earlier phases. Every problem goes to `report` (may be
 * NULL); `error` gets the first. */
kaoju_status kj_rules_load(const kj_rule_file *files, size_t count, const char *const *types, kj_lexicon *lexicon,
                           const kj_fold *fold, kj_names *names, kj_rules *rules, kaoju_report report, void *context,
                           kaoju_error *error);
void kj_rules_free(kj_rules *rules);

/* The types that patterns ask for and the symbols that they name, as bits of a lattice. */
kj_bits kj_rules_bits(const kj_rules *rules);

/* One match of one rule. Absent captures have start == end == KJ_NONE. */
typedef struct kj_capture {
    uint32_t start, end;
    uint32_t span; /* index in lattice->spans if the capture was exactly one typed span, else KJ_NONE */
} kj_capture;

typedef struct kj_match {
    uint32_t rule;
    uint32_t start, end;
    kj_capture captures[KJ_CAPTURE_MAX];
} kj_match;
typedef KJ_VEC(kj_match) kj_matches;

/* Working memory of the matcher: one for each thread. */
typedef struct kj_runner kj_runner;
kj_runner *kj_runner_new(const kj_rules *rules, const kj_lexicon *lexicon);
void kj_runner_free(kj_runner *runner);

/* Why a guard refused a match. */
typedef enum kj_refusal {
    KJ_REFUSED_NOT, /* no guard did */
    KJ_REFUSED_NOT_IN,
    KJ_REFUSED_PRECEDED, /* what must stand before is not there */
    KJ_REFUSED_NOT_PRECEDED,
    KJ_REFUSED_FOLLOWED,
    KJ_REFUSED_NOT_FOLLOWED
} kj_refusal;

/* Is told of every match that a guard refuses. `word` is what the guard saw: the word around the span, what must not
 * stand before or behind; empty where something is missing. `match` is borrowed during the call; its captures are those
 * of the rule only. */
typedef void (*kj_refused)(void *context, const kj_match *match, kj_refusal why, kaoju_range word);
void kj_runner_watch(kj_runner *runner, kj_refused refused, void *context); /* NULL: no more */

/* All matches of the rules of one phase in the lattice (started with kj_rules_bits), by start, then rule: for each rule
 * and start at most one (the longest). Guards are applied, `not_in` included; `guards` are the guard words of the text.
 * Overlap is the caller's. Linear: text length x KJ_MATCH_MAX x program size at worst. False: out of memory. */
bool kj_rules_run(kj_runner *runner, uint32_t phase, const kj_lattice *lattice, const kj_guard_words *guards,
                  kj_matches *matches);

#endif
