/* When a fact is.
 *
 * In this order, the first that is there: a date before the figure in its clause, the nearest one; a date that the sentence
 * begins with, or that is a clause of its own, or any before it where the clause goes on with 并; a date behind the figure in
 * its clause; 西安峰会以来, from the date with which the article tells of that event; the date of the dateline, if the sentence
 * begins with it; and for what happens rather than is (突破), the date of which the article first tells, or that of its dateline.
 * No such date is: one that an amount is compared with (比去年同期); one of a sentence for a rate (年产能), which holds at any
 * time; a past one outside the clause for what is planned.
 * Cost: bounded for a fact. */
#include "resolve/fact.h"

#include <string.h>

/* Characters beside a date that may still be no more than 到, 自, 以来, 期间; and before one that begins its sentence: 特别是. */
#define BESIDE_DATE 3
/* Characters before a date that still opens its sentence: “项目于今年3月开工，总投资…. */
#define BEFORE_DATE 4
/* Characters behind a date within which a 的 makes it a part of a noun phrase: 今年4月投产的工厂. */
#define RELATIVE_MAX 12
#define HAN_DE 0x7684u

static bool is_date(const kj_fact_context *c, size_t mention) {
    return c->x->mentions.at[mention].type == c->x->model->types.date;
}

static bool has_span(const kj_extraction *x, uint32_t at, uint32_t type) {
    return kj_has_typed(&x->lattice, type, at, at + 1);
}

/* Characters of [start, end) that are neither layout nor commas, counted up to a few. */
static uint32_t solid(const kj_extraction *x, uint32_t start, uint32_t end) {
    uint32_t count = 0;
    for (uint32_t at = start; at < end && count <= BESIDE_DATE + BEFORE_DATE; at++)
        count += x->text.symbol[at] < KJ_SKIP && x->text.symbol[at] != ',';
    return count;
}

/* Is the date all that its clause says? 两年来，贸易额增长, 到2030年，覆盖率将达到. */
static bool fills_clause(const kj_extraction *x, const kaoju_mention *date) {
    kaoju_range clause = kj_text_clause(&x->text, date->cp.start);
    return solid(x, clause.start, date->cp.start) + solid(x, date->cp.end, clause.end) <= BESIDE_DATE;
}

/* 比去年同期: not the time of the fact. */
static bool is_compared(const kj_extraction *x, const kaoju_mention *date) {
    const kaoju_range cp = date->cp;
    return kj_typed_to(&x->lattice, x->model->types.compared, cp.start, cp.start + 1, cp.end) != KJ_NONE;
}

/* Characters between a date with 的 and the amount that is of it. */
#define OF_DATE 4

/* 由4月的51.5%回落至35.5%: the date is that of another amount before. */
static bool is_of_other(const kj_fact_context *c, const kaoju_mention *date) {
    const kaoju_result *r = c->r;
    if (date->cp.end >= c->x->text.length || c->x->text.symbol[date->cp.end] != HAN_DE)
        return false;
    for (size_t i = kj_mention_from(r, date->cp.end);
         i < c->figure && r->mentions.at[i].cp.start <= date->cp.end + OF_DATE; i++)
        if (!strcmp(r->mentions.at[i].type, "FIGURE"))
            return true;
    return false;
}

/* 今年4月投产的工厂: a date inside a noun phrase is not that of the sentence. */
static bool describes(const kj_extraction *x, const kaoju_mention *date) {
    uint32_t end = kj_text_clause(&x->text, date->cp.start).end;
    end = end < date->cp.end + RELATIVE_MAX ? end : date->cp.end + RELATIVE_MAX;
    for (uint32_t at = date->cp.end; at < end; at++)
        if (x->text.symbol[at] == HAN_DE)
            return true;
    return false;
}

/* 年产能, 每次: it holds at any time, so a date further away does not limit it. */
static bool is_rate(const kj_fact_context *c, kaoju_range metric) {
    return metric.end > metric.start && has_span(c->x, metric.start, c->x->model->types.per);
}

/* What is planned is not of a date that is over. */
static bool is_over(const kj_fact_context *c, const kaoju_fact *fact, const kaoju_mention *m) {
    kaoju_string today = c->r->articles.at[kj_article_of(c->r, m->cp.start)].reference_date;
    return kj_string_is(fact->status, "planned") && m->value.end.data && today.data &&
           m->value.end.size >= today.size && strncmp(m->value.end.data, today.data, today.size) < 0;
}

/* Does the date open its sentence, or what is said in it behind a colon or a quotation mark? */
static bool opens(const kj_fact_context *c, const kaoju_mention *m) {
    uint32_t start = m->cp.start;
    while (start > c->sentence.start && m->cp.start - start <= BEFORE_DATE && c->x->text.symbol[start - 1] != ':' &&
           c->x->text.symbol[start - 1] != 0x201C)
        start--;
    return solid(c->x, start, m->cp.start) <= BEFORE_DATE;
}

/* Does a word like 并 stand here? */
static bool goes_on(const kj_extraction *x, uint32_t at) {
    kj_each_typed (i, &x->lattice, x->model->types.also, at, at + 1)
        if (kj_string_is(kj_says(x, x->lattice.spans.at[i].entry, "act"), "yes"))
            return true;
    return false;
}

/* May a date outside the clause be the fact's? */
static bool reaches(const kj_fact_context *c, const kaoju_fact *fact, const kaoju_mention *m) {
    if (is_over(c, fact, m) || describes(c->x, m))
        return false;
    return fact->change.data || fills_clause(c->x, m) || opens(c, m) ||
           goes_on(c->x, kj_text_solid(&c->x->text, c->clause.start));
}

static size_t in_sentence(const kj_fact_context *c, kaoju_range metric, const kaoju_fact *fact) {
    const kaoju_result *r = c->r;
    uint32_t figure = r->mentions.at[c->figure].cp.start;
    size_t floor = c->figure > KJ_FACT_MENTIONS ? c->figure - KJ_FACT_MENTIONS : 0;
    for (size_t i = c->figure; i-- > floor && r->mentions.at[i].cp.start >= c->sentence.start;) {
        const kaoju_mention *m = &r->mentions.at[i];
        if (!is_date(c, i) || m->cp.start >= figure || is_compared(c->x, m) || is_of_other(c, m) ||
            kj_in_dateline(c, m))
            continue;
        if (m->cp.start >= c->clause.start || (!is_rate(c, metric) && reaches(c, fact, m)))
            return i;
    }
    size_t limit = r->mentions.size - c->figure > KJ_FACT_MENTIONS ? c->figure + KJ_FACT_MENTIONS : r->mentions.size;
    for (size_t i = c->figure + 1; i < limit && r->mentions.at[i].cp.start < c->clause.end; i++)
        if (is_date(c, i))
            return i;
    return SIZE_MAX;
}

/* ------------------------------------------------------------------ events */

/* Where the noun of an event stands right behind `at`, its end; KJ_NONE. */
static uint32_t event_behind(const kj_extraction *x, uint32_t at) {
    uint32_t start = kj_text_solid(&x->text, at), end = KJ_NONE;
    kj_each_typed (i, &x->lattice, x->model->types.event_noun, start, start + 1)
        end = x->lattice.spans.at[i].end;
    return end;
}

/* Does the noun of [noun) stand behind `at` in the sentence, too? */
static bool tells_of(const kj_extraction *x, uint32_t at, kaoju_range noun) {
    uint32_t end = kj_text_sentence(&x->text, at).end, length = noun.end - noun.start;
    for (; at + length <= end; at++)
        if (!memcmp(&x->text.symbol[at], &x->text.symbol[noun.start], length * sizeof *x->text.symbol))
            return true;
    return false;
}

/* The date with which a sentence before `limit` tells of the event (2023年在西安举行首届峰会). */
static size_t event_date(const kj_fact_context *c, const char *place, kaoju_range noun, size_t limit) {
    const kaoju_result *r = c->r;
    size_t floor = limit > KJ_FACT_MENTIONS ? limit - KJ_FACT_MENTIONS : 0;
    for (size_t i = limit; i-- > floor;) {
        const kaoju_mention *m = &r->mentions.at[i];
        if (!m->entity || strcmp(m->entity, place) != 0 || !tells_of(c->x, m->cp.end, noun))
            continue;
        uint32_t start = kj_text_sentence(&c->x->text, m->cp.start).start;
        for (size_t k = i; k-- > 0 && r->mentions.at[k].cp.start >= start;)
            if (is_date(c, k) && r->mentions.at[k].value.start.data)
                return k;
    }
    return SIZE_MAX;
}

/* Does 以来 stand here? dict/date/bound.tsv */
static bool is_since(const kj_extraction *x, uint32_t at) {
    kj_each_typed (i, &x->lattice, x->model->types.bound, at, at + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (kj_string_is(kj_says(x, span->entry, "mod"), "since"))
            return true;
    }
    return false;
}

/* 西安峰会以来 in the sentence before the figure. */
static size_t since_event(const kj_fact_context *c) {
    const kaoju_result *r = c->r;
    size_t floor = c->figure > KJ_FACT_MENTIONS ? c->figure - KJ_FACT_MENTIONS : 0;
    for (size_t i = c->figure; i-- > floor && r->mentions.at[i].cp.start >= c->sentence.start;) {
        const kaoju_mention *m = &r->mentions.at[i];
        uint32_t end = m->entity ? event_behind(c->x, m->cp.end) : KJ_NONE;
        if (end == KJ_NONE || !is_since(c->x, kj_text_solid(&c->x->text, end)))
            continue;
        return event_date(c, m->entity, (kaoju_range){kj_text_solid(&c->x->text, m->cp.end), end}, i);
    }
    return SIZE_MAX;
}

/* ------------------------------------------------------------------ the article */

/* First mention that starts at or behind byte `at`. */
static size_t mention_from_byte(const kaoju_result *r, size_t at) {
    size_t low = 0, high = r->mentions.size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->mentions.at[middle].utf8.start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The date of the article's dateline. */
static size_t dateline_date(const kj_fact_context *c, size_t article) {
    const kaoju_result *r = c->r;
    kaoju_string line = r->articles.at[article].dateline;
    if (!line.data)
        return SIZE_MAX;
    size_t start = (size_t)(line.data - c->x->text.utf8), end = start + line.size;
    for (size_t i = mention_from_byte(r, start); i < r->mentions.size && r->mentions.at[i].utf8.start < end; i++)
        if (is_date(c, i) && r->mentions.at[i].utf8.end <= end)
            return i;
    return SIZE_MAX;
}

/* The first date of the article before the figure, that of the dateline apart. */
static size_t lead_date(const kj_fact_context *c, size_t article, size_t dateline) {
    const kaoju_result *r = c->r;
    uint32_t start = r->articles.at[article].cp.start;
    for (size_t i = kj_mention_from(r, start); i < c->figure && r->mentions.at[i].cp.start < start + KJ_FACT_CHARACTERS;
         i++)
        if (is_date(c, i) && !kj_in_dateline(c, &r->mentions.at[i]))
            return i;
    return dateline;
}

/* Characters between two sentences. */
#define BETWEEN_SENTENCES 3

/* Does the sentence follow that of the fact before, with an amount that is measured, not counted? Statistics go on so
 * (5月份零售额…。城镇零售额…); counts are mostly of today. */
static bool is_next(const kj_fact_context *c) {
    const kaoju_result *r = c->r;
    if (c->previous == SIZE_MAX || c->quoted || kj_string_is(r->mentions.at[c->figure].value.kind, "count"))
        return false;
    kaoju_range before = r->facts.at[c->previous].sentence;
    return before.start >= c->paragraph.start && before.end + BETWEEN_SENTENCES >= c->sentence.start;
}

/* A word like 今天 in somebody's words is the day they were said on. Unless the paragraph tells a day near it, outside the quotation,
 * that need not be the day of the article: an interview may be older. */
static bool is_day_of_speech(const kj_fact_context *c, size_t time) {
    const kaoju_result *r = c->r;
    const kaoju_mention *m = &r->mentions.at[time];
    const kj_text *text = &c->x->text;
    if (!kj_string_is(m->value.grain, "day") || !c->quoted ||
        !has_span(c->x, m->cp.start, c->x->model->types.relative) || !kj_quoted(text, c->paragraph.start, m->cp.start))
        return false;
    uint32_t near = m->cp.start > KJ_FACT_CHARACTERS ? m->cp.start - KJ_FACT_CHARACTERS : 0;
    near = near > c->paragraph.start ? near : c->paragraph.start;
    for (size_t i = kj_mention_from(r, near); i < r->mentions.size; i++) {
        const kaoju_mention *d = &r->mentions.at[i];
        if (d->cp.start >= c->paragraph.end || d->cp.start > m->cp.start + KJ_FACT_CHARACTERS)
            break;
        if (is_date(c, i) && kj_string_is(d->value.grain, "day") && !kj_quoted(text, c->paragraph.start, d->cp.start))
            return false;
    }
    return true;
}

/* 突破: not a level, but that it came to be. */
static bool happens(const kj_fact_context *c) {
    const kj_attribute *event = kj_value_attribute(c->x->values.at[c->fact->value], "event");
    return event && kj_string_is(event->text, "yes");
}

void kj_fact_time(const kj_fact_context *c, kaoju_range metric, kaoju_fact *fact) {
    const kaoju_result *r = c->r;
    fact->time = in_sentence(c, metric, fact);
    bool since = fact->time == SIZE_MAX && (fact->time = since_event(c)) != SIZE_MAX;
    if (fact->time == SIZE_MAX && (c->joined || is_next(c)) && !is_rate(c, metric)) {
        const kaoju_fact *last = &r->facts.at[c->previous];
        if (last->time != SIZE_MAX && !is_over(c, fact, &r->mentions.at[last->time]) &&
            !is_of_other(c, &r->mentions.at[last->time])) {
            fact->time = last->time;
            fact->when = last->when;
            return;
        }
    }
    if (fact->time == SIZE_MAX) {
        size_t article = kj_article_of(r, c->sentence.start), dateline = dateline_date(c, article);
        bool lead = dateline != SIZE_MAX && r->mentions.at[dateline].cp.start >= c->sentence.start &&
                    r->mentions.at[dateline].cp.start < r->mentions.at[c->figure].cp.start;
        if (dateline != SIZE_MAX && (lead || happens(c)))
            fact->time = lead ? dateline : lead_date(c, article, dateline);
    }
    if (fact->time == SIZE_MAX || is_day_of_speech(c, fact->time))
        return; /* the mention says which word it was */
    fact->when = r->mentions.at[fact->time].value;
    kaoju_string start = fact->when.edtf;
    if (!since || !start.data)
        return;
    const char *slash = memchr(start.data, '/', start.size);
    kj_buffer open = {0};
    kj_buffer_add(&open, start.data, slash ? (size_t)(slash - start.data) : start.size);
    kj_buffer_text(&open, "/..");
    char *copy = open.failed ? NULL : kj_arena_copy(&c->r->arena, open.data, open.size);
    fact->when.edtf = (kaoju_string){copy, copy ? open.size : 0};
    fact->when.end = (kaoju_string){NULL, 0};
    kj_buffer_free(&open);
}
