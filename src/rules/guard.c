/* A match in, the guard that refuses it out: what must (not) stand before and behind, and what it must not lie in.
 *
 * A guard is a small program that is run right behind the match, or from the places before it. Cost: bounded for each
 * match. */
#include "rules/runner.h"
#include "rules/typed.h"

/* Characters before a match at which a preceded_by may start. */
#define LOOK_BACK 24
/* Code points before a span at which a longer word around it may start. */
#define AROUND_MAX 1024

static bool looks(kj_runner *r, uint32_t entry, uint32_t start, uint32_t limit, uint32_t want) {
    bool found = false;
    kj_attempt a = kj_attempt_at(entry, start, limit, true, want);
    return kj_run(r, &a, &found) && found;
}

static bool is_followed(kj_runner *r, uint32_t entry, uint32_t end) {
    uint32_t at = kj_text_solid(r->lattice->text, end);
    return looks(r, entry, at, r->lattice->text->length, KJ_NONE); /* nothing consumes what ends the paragraph */
}

/* Tries starts from `start` backwards: the pattern must end exactly at `start`, so it must consume all between them, every
 * length that it can. */
static bool is_preceded(kj_runner *r, uint32_t entry, uint32_t start) {
    const kj_text *text = r->lattice->text;
    const kj_step *step = &r->program->steps[entry];
    uint32_t at = start;
    for (uint32_t length = 0; length <= LOOK_BACK && length <= step->most; length++) {
        if (length >= step->least && looks(r, entry, at, start, start))
            return true;
        do {
            if (at == 0 || text->symbol[at - 1] == KJ_BREAK)
                return false;
            at--;
        } while (text->symbol[at] == KJ_SKIP);
    }
    return false;
}

static bool in_list(const uint32_t *list, uint32_t count, uint32_t number) {
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == number)
            return true;
    return false;
}

/* Does an entry of a guard class hold [start, end)? */
static bool is_inside_class(kj_runner *r, const kj_rule *rule, uint32_t start, uint32_t end) {
    const uint32_t from = start > LOOK_BACK ? start - LOOK_BACK : 0;
    for (uint32_t c = 0; c < rule->not_in_class_count; c++)
        kj_each_typed (i, r->lattice, rule->not_in_class[c], from, start + 1) {
            const kj_span *span = &r->lattice->spans.at[i];
            if (span->end < end)
                continue;
            r->seen = (kaoju_range){span->start, span->end};
            return true;
        }
    return false;
}

/* Does a guard word of the rule, or an entry of a guard class, hold [start, end)? */
static bool is_inside(kj_runner *r, const kj_rule *rule, const kj_guard_words *guards, uint32_t start, uint32_t end) {
    size_t low = 0, high = guards->size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (guards->at[middle].start <= start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; rule->not_in_count && low > 0 && start - guards->at[low - 1].start < AROUND_MAX; low--) {
        const kj_guard_word *g = &guards->at[low - 1];
        if (g->end < end || !in_list(rule->not_in, rule->not_in_count, g->guard))
            continue;
        r->seen = (kaoju_range){g->start, g->end};
        return true;
    }
    return rule->not_in_class_count && is_inside_class(r, rule, start, end);
}

kj_refusal kj_refusal_of(kj_runner *r, const kj_rule *rule, const kj_guard_words *guards, uint32_t start,
                         const kj_ending *e) {
    if (rule->not_in_count || rule->not_in_class_count) {
        if (!rule->span_count && is_inside(r, rule, guards, start, e->end))
            return KJ_REFUSED_NOT_IN;
        for (uint32_t i = 0; i < rule->span_count; i++) {
            const kj_capture *span = &e->captures[rule->spans[i]];
            if (span->start != KJ_NONE && is_inside(r, rule, guards, span->start, span->end))
                return KJ_REFUSED_NOT_IN;
        }
    }
    if (rule->followed != KJ_NONE && !is_followed(r, rule->followed, e->end))
        return KJ_REFUSED_FOLLOWED;
    if (rule->not_followed != KJ_NONE && is_followed(r, rule->not_followed, e->end))
        return KJ_REFUSED_NOT_FOLLOWED;
    if (rule->preceded != KJ_NONE && !is_preceded(r, rule->preceded, start))
        return KJ_REFUSED_PRECEDED;
    if (rule->not_preceded != KJ_NONE && is_preceded(r, rule->not_preceded, start))
        return KJ_REFUSED_NOT_PRECEDED;
    return KJ_REFUSED_NOT;
}
