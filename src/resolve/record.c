/* Mentions -> public records: values as text, places in all units, ids.
 *
 * Ids are the first 16 hex digits of SHA-256 over document digest, span, type and model fingerprint: a second run gives
 * the same. Cost: linear in the mentions (line and sentence by binary search). */
#include "resolve/resolve.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

kaoju_string kj_keep_text(kj_arena *arena, const char *text) {
    size_t size = strlen(text);
    return (kaoju_string){kj_arena_copy(arena, text, size), size};
}

static kaoju_string decimal_text(kj_arena *arena, const kj_decimal *decimal) {
    char text[KJ_DECIMAL_TEXT];
    size_t size = kj_decimal_write(decimal, text);
    return size ? (kaoju_string){kj_arena_copy(arena, text, size), size} : (kaoju_string){NULL, 0};
}

static kaoju_string day_text(kj_arena *arena, kj_day day) {
    char text[40];
    int size = snprintf(text, sizeof text, "%04" PRId32 "-%02" PRId32 "-%02" PRId32, day.year, day.month, day.day);
    return (kaoju_string){kj_arena_copy(arena, text, (size_t)size), (size_t)size};
}

static void number_value(kaoju_result *r, const kj_value *from, kaoju_value *to) {
    const kj_number *number = from->number;
    if (!number)
        return;
    if (number->known)
        to->number = decimal_text(&r->arena, &number->value);
    if (number->bounded) {
        to->low = decimal_text(&r->arena, &number->low);
        to->high = decimal_text(&r->arena, &number->high);
    }
    to->comparator = kj_string(kj_comparator_name(number->comparator));
    to->cue = from->cue;
    if (!to->cue.data && number->cue[0])
        to->cue = kj_keep_text(&r->arena, number->cue);
    to->significant_digits = number->significant_digits;
}

static void add_candidates(kaoju_result *r, kaoju_string joined, kaoju_value *to) {
    size_t count = joined.size != 0;
    for (size_t i = 0; i < joined.size; i++)
        count += joined.data[i] == '|';
    kaoju_string *list = count ? kj_arena_new(&r->arena, count, sizeof *list) : NULL;
    for (size_t i = 0; list && i < count; i++)
        list[i] = kj_string_split(&joined, '|');
    to->candidates = list;
    to->candidate_count = list ? count : 0;
}

static void figure_value(kj_extraction *x, kaoju_result *r, const kj_value *from, kaoju_value *to) {
    number_value(r, from, to);
    to->kind = from->kind;
    to->unit_kind = from->kind;
    to->unit = from->unit;
    to->unit_text = from->unit_text;
    add_candidates(r, from->candidates, to);
    if (from->object_start != KJ_NONE)
        to->object = kj_text_norm(&x->text, from->object_start, from->object_end, &r->arena);
}

/* What dates of an article leave for the ones behind them. */
typedef struct context {
    kj_anchor day; /* the last day printed: 当天 */
    int32_t year;  /* the last year printed in full, in this sentence */
    kaoju_range sentence;
} context;

/* 12月31日 behind 2025年 in one sentence is of that year. */
static kj_date_parts with_year(const kj_date_parts *parts, context *c, kaoju_range sentence) {
    kj_date_parts out = *parts;
    if (c->sentence.start != sentence.start)
        c->year = KJ_UNSET;
    c->sentence = sentence;
    bool bare = parts->year == KJ_UNSET && parts->shift == KJ_UNSET && parts->month != KJ_UNSET;
    if (bare)
        out.year = c->year;
    else if (parts->year != KJ_UNSET)
        c->year = parts->year;
    return out;
}

static void date_value(kj_extraction *x, kaoju_result *r, const kj_given *g, context *c, kaoju_value *to) {
    const kj_value *from = x->values.at[g->value];
    if (!from->from || !r->anchors.size)
        return;
    const kj_date_parts parts = with_year(from->from, c, kj_text_sentence(&x->text, g->start));
    const kj_anchor *anchor = &r->anchors.at[kj_article_of(r, g->start)];
    if (parts.previous == 1 && c->day.known)
        anchor = &c->day;
    const kj_day *day = anchor->known ? &anchor->day : NULL;
    kj_period period;
    bool ok = from->to ? kj_date_resolve_range(&parts, from->to, day, &period) : kj_date_resolve(&parts, day, &period);
    to->relative = true;
    if (!ok)
        return;
    to->edtf = kj_keep_text(&r->arena, period.edtf);
    to->start = day_text(&r->arena, period.first);
    if (!from->open_end)
        to->end = day_text(&r->arena, period.last);
    to->grain = kj_string(kj_grain_name(period.grain));
    to->relative = period.relative;
    if (period.relative && day)
        to->anchor = day_text(&r->arena, *day);
    if (period.grain == KJ_DAY && !from->to)
        c->day = (kj_anchor){true, period.first};
}

static void country_value(kj_extraction *x, const kj_value *from, kaoju_value *to) {
    if (from->entry == KJ_NONE)
        return;
    to->code = kj_entry_field(x->model->lexicon, from->entry, "code");
    to->qid = kj_entry_field(x->model->lexicon, from->entry, "qid");
    to->name = kj_entry_field(x->model->lexicon, from->entry, "name");
}

static void make_value(kj_extraction *x, kaoju_result *r, const kj_given *g, context *c, kaoju_value *to) {
    const kj_types *types = &x->model->types;
    const kj_value *from = x->values.at[g->value];
    if (g->type == types->person)
        to->name = from->name;
    else if (g->type == types->country)
        country_value(x, from, to);
    else if (g->type == types->date)
        date_value(x, r, g, c, to);
    else if (g->type == types->figure)
        figure_value(x, r, from, to);
    else
        number_value(r, from, to);
    if (g->type == types->duration)
        to->unit = from->unit;
}

static const char *make_id(kaoju_result *r, const char *kind, const kj_given *g, const char *type) {
    char text[160], id[24] = "m";
    int size = snprintf(text, sizeof text, "%s|%s|%s|%" PRIu32 "|%" PRIu32 "|%s", r->sha256, r->model->fingerprint,
                        kind, g->start, g->end, type);
    kj_sha256 hash;
    kj_sha256_start(&hash);
    kj_sha256_add(&hash, text, (size_t)size < sizeof text ? (size_t)size : sizeof text - 1);
    kj_sha256_hex(&hash, id + 1, 16);
    return kj_arena_copy(&r->arena, id, strlen(id));
}

static kaoju_range source_range(const kaoju_result *r, kaoju_range cp, kaoju_range utf8) {
    if (!r->decoded.source)
        return utf8;
    return (kaoju_range){r->decoded.source[cp.start], r->decoded.source[cp.end]};
}

static bool make_record(kj_extraction *x, kaoju_result *r, const kj_given *g, context *c) {
    kaoju_mention m = {.type = kj_names_at(x->model->names, g->type), .cp = {g->start, g->end}};
    m.text = kj_text_slice(&x->text, g->start, g->end);
    m.norm = kj_text_norm(&x->text, g->start, g->end, &r->arena);
    m.utf8 = (kaoju_range){x->text.byte[g->start], x->text.byte[g->end]};
    m.source = source_range(r, m.cp, m.utf8);
    kj_text_position(&x->text, g->start, &m.line, &m.column);
    m.sentence = kj_text_sentence(&x->text, g->start);
    m.rule = x->model->rules.rules[g->rule].name;
    m.confidence = g->confidence;
    m.id = make_id(r, "mention", g, m.type);
    make_value(x, r, g, c, &m.value);
    return m.id && m.norm.data && kj_push(&r->mentions, m);
}

bool kj_make_records(kj_extraction *x, kaoju_result *r) {
    context c = {.year = KJ_UNSET, .sentence = {UINT32_MAX, UINT32_MAX}};
    size_t article = 0, kept = 0;
    /* Uncertain mentions go before parents are numbered. */
    for (size_t i = 0; i < x->mentions.size; i++)
        if (x->mentions.at[i].confidence >= KJ_CONFIDENCE_MIN)
            x->mentions.at[kept++] = x->mentions.at[i];
    x->mentions.size = kept;
    if (!kj_find_parents(&x->mentions))
        return false;
    for (size_t i = 0; i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        size_t here = r->articles.size ? kj_article_of(r, g->start) : 0;
        if (here != article)
            c.day.known = false;
        article = here;
        if (!make_record(x, r, g, &c))
            return false;
    }
    for (size_t i = 0; i < r->mentions.size; i++)
        if (x->mentions.at[i].parent != KJ_NONE)
            r->mentions.at[i].parent = r->mentions.at[x->mentions.at[i].parent].id;
    return true;
}
