/* Mentions -> public records: values as text, places in all units, ids.
 *
 * Ids are the first 16 hex digits of SHA-256 over document digest, span, type and model fingerprint: a second run gives
 * the same. Cost: linear in the mentions (line and sentence by binary search). */
#include "resolve/resolve.h"

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

static kaoju_string moment_text(kj_arena *arena, const kj_period *period, bool last) {
    char text[KJ_MOMENT_TEXT];
    size_t size = kj_period_write(period, last, text);
    return (kaoju_string){kj_arena_copy(arena, text, size), size};
}

static void bounds_value(kaoju_result *r, const kj_number *number, kaoju_value *to) {
    if (!number)
        return;
    if (number->known)
        to->number = decimal_text(&r->arena, &number->value);
    if (number->bounded && !number->open_low)
        to->low = decimal_text(&r->arena, &number->low);
    if (number->bounded && !number->open_high)
        to->high = decimal_text(&r->arena, &number->high);
}

/* A number, and what the text says of its precision. */
static void number_value(kaoju_result *r, const kj_value *from, kaoju_value *to) {
    const kj_number *number = from->number;
    bounds_value(r, number, to);
    if (!number)
        return;
    to->comparator = kj_string(kj_comparator_name(number->comparator));
    to->cue = from->cue;
    if (!to->cue.data && number->cue[0])
        to->cue = kj_keep_text(&r->arena, number->cue);
    to->significant_digits = number->significant_digits;
}

/* "1/3": a third has no exact decimal. */
static void fraction_value(kaoju_result *r, const kj_number *number, kaoju_value *to) {
    char text[2 * KJ_DECIMAL_TEXT];
    size_t size = number && number->fraction ? kj_decimal_write(&number->numerator, text) : 0;
    if (!size)
        return;
    text[size] = '/';
    size_t below = kj_decimal_write(&number->denominator, text + size + 1);
    if (below)
        to->fraction = (kaoju_string){kj_arena_copy(&r->arena, text, size + 1 + below), size + 1 + below};
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
    fraction_value(r, from->number, to);
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
    kj_anchor day;        /* the last day printed: 当天 */
    kj_anchor any;        /* the start of the last date of any grain: 当年 */
    int32_t year;         /* the last year printed in full, in this sentence */
    int32_t month;        /* the month of the last date printed with its day, in this sentence */
    const kj_value *last; /* the last date: 同期 */
    kaoju_range sentence, day_sentence;
} context;

static void remember(const kj_date_parts *parts, context *c) {
    if (parts->year != KJ_UNSET && parts->era == KJ_UNSET)
        c->year = parts->year;
    if (parts->month != KJ_UNSET && parts->calendar == KJ_UNSET)
        c->month = parts->day != KJ_UNSET ? parts->month : KJ_UNSET;
}

/* 12月31日 behind 2025年 in one sentence is of that year; 12日 behind 3月5日 of that month. */
static kj_date_parts with_context(const kj_date_parts *parts, context *c, kaoju_range sentence) {
    kj_date_parts out = *parts;
    if (c->sentence.start != sentence.start)
        c->year = c->month = KJ_UNSET;
    c->sentence = sentence;
    bool said = parts->year != KJ_UNSET || parts->shift != KJ_UNSET;
    if (!said && parts->month == KJ_UNSET && parts->day != KJ_UNSET)
        out.month = c->month;
    bool part = out.month != KJ_UNSET || parts->quarter != KJ_UNSET || parts->half != KJ_UNSET;
    if (!said && part)
        out.year = c->year;
    remember(parts, c);
    return out;
}

/* 当天 counts from the day last printed in the article, 上午9时 from the one in its sentence. */
static const kj_moment *anchor_of(const kaoju_result *r, const kj_given *g, const kj_date_parts *parts,
                                  const context *c) {
    const kj_anchor *anchor = &r->anchors.at[kj_article_of(r, g->start)];
    bool here = c->day_sentence.start == c->sentence.start && kj_date_parts_is_clock(parts);
    bool day = here || parts->shift_grain <= KJ_DAY;
    if (c->any.known && parts->previous == 1 && !day)
        anchor = &c->any;
    if (c->day.known && (parts->previous == 1 || here) && day)
        anchor = &c->day;
    return anchor->known ? &anchor->at : NULL;
}

/* 去年同期 of 12月至1月 ends in the year that is said and begins in the one before. */
static void say_last_year(const kj_date_parts *said, kj_date_parts ends[2]) {
    kj_date_parts_merge(&ends[1], said);
    if (said->year != KJ_UNSET)
        ends[0].year--;
    else
        ends[0].shift--;
}

/* 去年同期: the date before it, in the year that is said here. */
static kj_value same_period(const kj_value *value, const context *c, kj_date_parts ends[2]) {
    kj_value out = *value;
    if (value->from->same_period != 1 || !c->last)
        return out;
    const kj_value *last = c->last;
    ends[0] = *last->from;
    if (last->to)
        ends[1] = *last->to;
    if (value->from->year != KJ_UNSET || value->from->shift != KJ_UNSET) {
        ends[0].year = ends[0].era = ends[0].shift = ends[0].shift_to = ends[0].shift_grain = KJ_UNSET;
        ends[1].year = ends[1].era = ends[1].shift = ends[1].shift_to = ends[1].shift_grain = KJ_UNSET;
        kj_date_parts_merge(&ends[0], value->from);
        if (ends[1].month != KJ_UNSET && ends[0].month > ends[1].month)
            say_last_year(value->from, ends);
    }
    out.from = &ends[0];
    out.to = last->to ? &ends[1] : NULL;
    return out;
}

static void date_value(kj_extraction *x, kaoju_result *r, const kj_given *g, context *c, kaoju_mention *m) {
    const kj_value *from = x->values.at[g->value];
    kaoju_value *to = &m->value;
    kj_date_parts ends[2] = {kj_date_parts_none(), kj_date_parts_none()};
    kj_value value;
    to->relative = true;
    to->mod = kj_value_text(from, "mod");
    to->zone = kj_value_text(from, "zone");
    if (!from->from || !r->anchors.size)
        return;
    value = same_period(from, c, ends);
    from = &value;
    const kj_date_parts parts = with_context(from->from, c, m->sentence);
    if (from->to)
        remember(from->to, c);
    const kj_moment *anchor = anchor_of(r, g, &parts, c);
    kj_period period;
    if (from->to ? !kj_date_resolve_range(&parts, from->to, anchor, &period)
                 : !kj_date_resolve(&parts, anchor, &period))
        return;
    to->edtf = kj_keep_text(&r->arena, period.edtf);
    to->start = moment_text(&r->arena, &period, false);
    to->end = moment_text(&r->arena, &period, true);
    to->grain = kj_string(kj_grain_name(period.grain));
    to->relative = period.relative;
    if (period.relative && anchor) {
        kj_period day = {.first = anchor->day, .first_clock = KJ_UNSET};
        to->anchor = moment_text(&r->arena, &day, false);
    }
    if (value.from->same_period != 1)
        c->last = x->values.at[g->value];
    c->any = (kj_anchor){true, {period.first, KJ_UNSET}};
    if (period.grain <= KJ_DAY && !from->to && !kj_date_parts_is_clock(&parts)) {
        c->day = (kj_anchor){true, {period.first, KJ_UNSET}};
        c->day_sentence = c->sentence;
    }
}

static kaoju_string length_text(kj_arena *arena, const kj_length *length) {
    char text[KJ_LENGTH_TEXT];
    return length && kj_length_write(length, text) ? kj_keep_text(arena, text) : (kaoju_string){NULL, 0};
}

static void length_value(kaoju_result *r, const kj_value *from, kaoju_value *to) {
    number_value(r, from, to);
    to->unit = from->unit;
    to->iso = length_text(&r->arena, from->length);
}

static void set_value(kaoju_result *r, const kj_value *from, kaoju_value *to) {
    char pattern[KJ_PATTERN_SIZE];
    to->iso = length_text(&r->arena, from->length);
    if (from->from && kj_date_pattern(from->from, from->to, pattern))
        to->pattern = kj_keep_text(&r->arena, pattern);
}

static void country_value(kj_extraction *x, const kj_value *from, kaoju_value *to) {
    if (from->entry == KJ_NONE)
        return;
    to->code = kj_says(x, from->entry, "code");
    to->qid = kj_says(x, from->entry, "qid");
    to->name = kj_says(x, from->entry, "name");
}

/* An entry of the dictionaries is called as they say; of another body or place the printed name is all there is. */
static void body_value(kj_extraction *x, const kj_value *from, kaoju_mention *m) {
    kaoju_value *to = &m->value;
    const kj_types *types = &x->model->types;
    uint32_t class_id = from->entry == KJ_NONE ? KJ_NONE : kj_entry_class(x->model->lexicon, from->entry);
    to->kind = from->kind;
    if (class_id == types->org || class_id == types->region || class_id == types->country_class)
        to->name = kj_says(x, from->entry, "name");
    if (class_id == types->org)
        to->qid = kj_says(x, from->entry, "qid");
    if (!to->name.data)
        to->name = m->norm;
}

static void make_value(kj_extraction *x, kaoju_result *r, const kj_given *g, context *c, kaoju_mention *m) {
    const kj_types *types = &x->model->types;
    const kj_value *from = x->values.at[g->value];
    kaoju_value *to = &m->value;
    if (g->type == types->person)
        to->name = from->name.data ? from->name : m->norm;
    else if (g->type == types->country)
        country_value(x, from, to);
    else if (g->type == types->org_record || g->type == types->place_record)
        body_value(x, from, m);
    else if (g->type == types->date || g->type == types->date_vague)
        date_value(x, r, g, c, m);
    else if (g->type == types->figure)
        figure_value(x, r, from, to);
    else if (g->type == types->set)
        set_value(r, from, to);
    else if (g->type == types->duration)
        length_value(r, from, to);
    else /* ORDINAL, and what rules of one's own give */
        bounds_value(r, from->number, to);
}

/* Most bytes of a record's place and type in its id: a type is as long as a rule has it. */
#define ID_TEXT 127
#define KIND_TEXT 16 /* of "mention", "fact" */

const char *kj_make_id(kaoju_result *r, char letter, const char *kind, kaoju_range span, const char *type) {
    char text[ID_TEXT], *id = kj_arena_raw(&r->arena, 18);
    size_t size = strlen(kind);
    if (!id || size > KIND_TEXT)
        return NULL;
    text[0] = '|';
    memcpy(text + 1, kind, size++);
    text[size++] = '|';
    size += kj_integer_write(span.start, text + size);
    text[size++] = '|';
    size += kj_integer_write(span.end, text + size);
    if (type) {
        size_t length = strlen(type), fits = ID_TEXT - size - 1;
        text[size++] = '|';
        fits = length < fits ? length : fits;
        memcpy(text + size, type, fits);
        size += fits;
    }
    id[0] = letter;
    kj_sha256_hex_behind(&r->ids, text, size, id + 1, 16);
    return id;
}

static kaoju_range source_range(const kaoju_result *r, kaoju_range cp, kaoju_range utf8) {
    if (!r->decoded.source)
        return utf8;
    return (kaoju_range){r->decoded.source[cp.start], r->decoded.source[cp.end]};
}

/* Line, column and sentence; mostly the line and the sentence of the mention before (NULL: none), which starts no later. */
static void find_place(const kj_text *text, const kaoju_mention *before, kaoju_mention *m) {
    uint32_t at = m->cp.start;
    bool same_line = before && (before->line == text->lines.size || at < text->lines.at[before->line]);
    bool same_sentence = before && at < before->sentence.end;
    if (same_line) {
        m->line = before->line;
        m->column = at - text->lines.at[m->line - 1] + 1;
    } else {
        kj_text_position(text, at, &m->line, &m->column);
    }
    m->sentence = same_sentence ? before->sentence : kj_text_sentence(text, at);
}

/* Made where it stays: a mention has 600 bytes. */
static bool make_record(kj_extraction *x, kaoju_result *r, const kj_given *g, context *c) {
    if (!kj_reserve(&r->mentions, 1))
        return false;
    kaoju_mention *m = &r->mentions.at[r->mentions.size];
    *m = (kaoju_mention){.type = kj_names_at(x->model->names, g->type), .cp = {g->start, g->end}};
    m->text = kj_text_slice(&x->text, g->start, g->end);
    m->norm = kj_text_norm(&x->text, g->start, g->end, &r->arena);
    m->utf8 = (kaoju_range){x->text.byte[g->start], x->text.byte[g->end]};
    m->source = source_range(r, m->cp, m->utf8);
    find_place(&x->text, r->mentions.size ? m - 1 : NULL, m);
    m->rule = x->model->rules.rules[g->rule].name;
    m->confidence = kj_hundredths(g->confidence);
    m->id = kj_make_id(r, 'm', "mention", m->cp, m->type);
    make_value(x, r, g, c, m);
    r->mentions.size++;
    return m->id && m->norm.data;
}

bool kj_make_records(kj_extraction *x, kaoju_result *r) {
    context c = {
        .year = KJ_UNSET, .month = KJ_UNSET, .sentence = {UINT32_MAX, UINT32_MAX}, .day_sentence = {0, UINT32_MAX}};
    size_t article = 0, kept = 0;
    /* Uncertain mentions go, and parents are numbered again. */
    for (size_t i = 0; i < x->mentions.size; i++)
        if (x->mentions.at[i].confidence >= KJ_CONFIDENCE_MIN)
            x->mentions.at[kept++] = x->mentions.at[i];
    bool all = kept == x->mentions.size;
    x->mentions.size = kept;
    if (!(all || kj_find_parents(&x->mentions)) || !kj_reserve(&r->mentions, kept))
        return false;
    for (size_t i = 0; i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        size_t here = r->articles.size ? kj_article_of(r, g->start) : 0;
        if (here != article)
            c.day.known = c.any.known = false, c.last = NULL;
        article = here;
        if (!make_record(x, r, g, &c))
            return false;
    }
    for (size_t i = 0; i < r->mentions.size; i++)
        if (x->mentions.at[i].parent != KJ_NONE)
            r->mentions.at[i].parent = r->mentions.at[x->mentions.at[i].parent].id;
    return true;
}
