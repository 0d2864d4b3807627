/* A claim -> supported, contradicted or not found.
 *
 * Evidence is every statement of the pages about the same metric and subject. One with the same value, unit and period, or one that
 * rounds to it, supports the claim, whatever others say (they show as a conflict among the pages). Without such a one the
 * claim is contradicted by a statement that differs from it in just one way: the value, the unit, the period, or that it is a
 * level and no change. What differs in value and period says nothing. Cost: each claim is compared with the statements of its
 * subject, or with those whose metric has the rarest words in common with its own, whichever are fewer. */
#include "check/check.h"

#include <stdlib.h>
#include <string.h>

/* Statements that are named as evidence. */
#define EVIDENCE_MAX 16

typedef enum relation { UNRELATED, OTHER_PERIOD, CHANGE, VALUE, UNIT, PERIOD, ROUNDED, EQUAL } relation;

typedef struct candidate {
    size_t statement;
    relation how;
    unsigned alike;
} candidate;
typedef KJ_VEC(candidate) candidates;

/* The statements by metric and by subject, and those that a claim is compared with. */
typedef struct finder {
    kj_index metrics, subjects;
    kj_keys metric, subject;
    kj_rivals found;
} finder;

/* Of statements without a subject, which go with any. */
#define NOBODY 0u

static relation relate(const kaoju_statement *claim, const kaoju_statement *page, unsigned alike) {
    bool unit = kj_same_unit(claim, page);
    kj_values values = kj_compare_values(claim, page);
    kj_period_relation period = kj_compare_period(claim, page);
    if (!kj_same_change(claim, page))
        return unit && values == KJ_VALUES_SAME && !kj_string_same(claim->change, page->change) ? CHANGE : UNRELATED;
    if (!unit)
        return values != KJ_VALUES_DIFFER && period != KJ_PERIOD_APART ? UNIT : UNRELATED;
    if (values == KJ_VALUES_DIFFER)
        return period == KJ_PERIOD_APART || period == KJ_PERIOD_OVERLAPS || alike < KJ_METRIC_ALIKE ? OTHER_PERIOD
                                                                                                    : VALUE;
    if (period == KJ_PERIOD_APART)
        return PERIOD;
    return values == KJ_VALUES_SAME ? EQUAL : ROUNDED;
}

static int by_strength(const void *pa, const void *pb) {
    const candidate *a = pa, *b = pb;
    if (a->how != b->how)
        return a->how > b->how ? -1 : 1;
    if (a->alike != b->alike)
        return a->alike > b->alike ? -1 : 1;
    return a->statement < b->statement ? -1 : 1;
}

static bool index_statement(finder *f, const kaoju_statement *s, size_t number) {
    f->metric.size = f->subject.size = 0;
    if (!kj_metric_keys(s, &f->metric) ||
        !(s->subject_count ? kj_subject_keys(s, &f->subject) : kj_push(&f->subject, NOBODY)))
        return false;
    return kj_index_add_all(&f->metrics, &f->metric, number) && kj_index_add_all(&f->subjects, &f->subject, number);
}

static bool find(finder *f, const kaoju_statement *claim) {
    f->metric.size = f->subject.size = f->found.size = 0;
    if (!kj_metric_asked(&f->metrics, claim, &f->metric) || !kj_subject_keys(claim, &f->subject) ||
        !kj_push(&f->subject, NOBODY))
        return false;
    if (!claim->subject_count)
        return kj_index_find_all(&f->metrics, &f->metric, &f->found);
    return kj_index_find_least(&f->metrics, &f->metric, &f->subjects, &f->subject, &f->found);
}

static bool collect(const kaoju_check *check, const kaoju_statement *claim, finder *f, candidates *out) {
    if (!find(f, claim))
        return false;
    for (size_t n = 0; n < f->found.size; n++) {
        size_t i = f->found.at[n];
        const kaoju_statement *page = &check->statements.at[i].s;
        unsigned alike = kj_metric_alike(claim, page);
        if (alike < KJ_METRIC_ALIKE || !kj_same_subject(claim, page, true))
            continue;
        candidate c = {i, relate(claim, page, alike), alike};
        if (c.how != UNRELATED && !kj_push(out, c))
            return false;
    }
    if (out->size)
        qsort(out->at, out->size, sizeof *out->at, by_strength);
    return true;
}

static void add(kj_buffer *out, kaoju_string s, const char *absent) {
    kj_buffer_add(out, s.data ? s.data : absent, s.data ? s.size : strlen(absent));
}

/* Only text of the documents and our own words: what is written escapes it. */
static void explain(const kaoju_statement *claim, const kaoju_statement *page, relation how, kj_buffer *out) {
    switch (how) {
    case EQUAL:
        add(out, page->figure, "");
        break;
    case ROUNDED:
        add(out, page->figure, "");
        kj_buffer_text(out, ", of which ");
        add(out, claim->figure, "");
        kj_buffer_text(out, " is a rounding or a bound");
        break;
    case PERIOD:
        kj_buffer_text(out, "of ");
        add(out, page->edtf, "no date");
        kj_buffer_text(out, ", not ");
        add(out, claim->edtf, "no date");
        break;
    case CHANGE:
        kj_buffer_text(out, "it is ");
        add(out, page->change, "a level");
        kj_buffer_text(out, ", not ");
        add(out, claim->change, "a level");
        break;
    case OTHER_PERIOD:
        kj_buffer_text(out, "only for another period: ");
        add(out, page->figure, "");
        kj_buffer_text(out, " of ");
        add(out, page->edtf, "no date");
        break;
    default:
        add(out, page->figure, "");
        kj_buffer_text(out, ", not ");
        add(out, claim->figure, "");
    }
}

static bool fill_evidence(kaoju_check *check, const candidates *found, kaoju_claim *claim) {
    size_t count = 0;
    while (count < found->size && count < EVIDENCE_MAX && found->at[count].how == found->at[0].how)
        count++;
    size_t *evidence = kj_arena_new(&check->arena, count, sizeof *evidence);
    for (size_t i = 0; evidence && i < count; i++) {
        const kj_statement *s = &check->statements.at[found->at[i].statement];
        bool fresh = true;
        evidence[i] = found->at[i].statement;
        for (size_t k = 0; k < i; k++)
            fresh &= !kj_same_passage(&check->statements.at[evidence[k]], s);
        claim->origin_count += fresh;
    }
    claim->evidence = evidence;
    claim->evidence_count = count;
    return evidence != NULL;
}

static bool judge(kaoju_check *check, const kaoju_statement *statement, finder *f, kaoju_claim *claim) {
    candidates found = {0};
    kj_buffer reason = {0};
    bool ok = collect(check, statement, f, &found);
    claim->statement = statement;
    claim->judgement = KAOJU_NOT_FOUND;
    if (ok && found.size) {
        relation how = found.at[0].how;
        claim->judgement = how >= ROUNDED        ? KAOJU_SUPPORTED
                           : how == OTHER_PERIOD ? KAOJU_NOT_FOUND
                                                 : KAOJU_CONTRADICTED;
        explain(statement, &check->statements.at[found.at[0].statement].s, how, &reason);
        ok = fill_evidence(check, &found, claim);
    } else {
        kj_buffer_text(&reason, "no statement about ");
        add(&reason, statement->metric, "this");
    }
    const char *text = kj_buffer_end(&reason);
    char *kept = ok && text ? kj_arena_copy(&check->arena, text, reason.size) : NULL;
    claim->reason = (kaoju_string){kept, reason.size};
    kj_buffer_free(&reason);
    kj_vec_free(&found);
    return kept != NULL;
}

static bool judge_all(kaoju_check *check, finder *f) {
    for (size_t i = 0; i < check->statements.size && check->given.size; i++)
        if (!index_statement(f, &check->statements.at[i].s, i))
            return false;
    for (size_t i = 0; i < check->given.size; i++) {
        const kj_given_claim *given = &check->given.at[i];
        kaoju_claim claim = {.line = given->line, .text = given->text, .judgement = KAOJU_NOT_FOUND};
        claim.reason = kj_string("it states no figure that can be checked");
        for (size_t k = 0; k < given->count; k++) {
            kaoju_claim one = claim;
            if (!judge(check, &check->claimed.at[given->first + k].s, f, &one) || !kj_push(&check->claims, one))
                return false;
        }
        if (!given->count && !kj_push(&check->claims, claim))
            return false;
    }
    return true;
}

bool kj_judge_claims(kaoju_check *check) {
    finder f = {.found = {0}};
    bool ok = judge_all(check, &f);
    kj_index_free(&f.metrics);
    kj_index_free(&f.subjects);
    kj_vec_free(&f.metric);
    kj_vec_free(&f.subject);
    kj_vec_free(&f.found);
    return ok;
}

const char *kaoju_judgement_name(kaoju_judgement judgement) {
    static const char *const names[] = {"supported", "contradicted", "not_found"};
    return (unsigned)judgement < sizeof names / sizeof *names ? names[judgement] : "";
}
