/* Datelines in, articles with their reference dates out.
 *
 * Rules find the datelines (type "dateline", fields agency, place, at = start|end). One at the start of a paragraph opens
 * an article, one in brackets at the end of a paragraph closes it. What lies between two closings or openings is one
 * article. The reference date is the dateline's day; its year, if it has none, comes from the date given for the document
 * or from the nearest full date on the page. Cost: O(dates + datelines log dates). */
#include "resolve/resolve.h"

#include <string.h>

typedef struct dateline {
    const kj_given *span;
    const kj_value *value;
    bool closes;
} dateline;

/* A date of the page with year, month and day all printed. */
typedef struct full_date {
    uint32_t start;
    kj_day day;
} full_date;
typedef KJ_VEC(full_date) full_dates; /* by start */

static bool collect_full_dates(const kj_extraction *x, full_dates *out) {
    for (size_t i = 0; i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        if (g->type != x->model->types.date)
            continue;
        const kj_date_parts *parts = x->values.at[g->value]->from;
        kj_period period;
        if (!parts || parts->year == KJ_UNSET || parts->month == KJ_UNSET || parts->day == KJ_UNSET ||
            !kj_date_resolve(parts, NULL, &period))
            continue;
        full_date date = {g->start, period.first};
        if (!kj_push(out, date))
            return false;
    }
    return true;
}

/* The one that stands nearest to `at`, the earlier of two. */
static kj_anchor nearest_full_date(const full_dates *dates, uint32_t at) {
    size_t low = 0, high = dates->size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (dates->at[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    if (!dates->size)
        return (kj_anchor){.known = false};
    bool before = low == dates->size || (low && at - dates->at[low - 1].start <= dates->at[low].start - at);
    return (kj_anchor){true, {dates->at[before ? low - 1 : low].day, KJ_UNSET}};
}

/* Adds the article [start, end). `line` is its dateline or NULL. */
static bool add_article(kj_extraction *x, kaoju_result *r, uint32_t start, uint32_t end, const dateline *line,
                        const kj_anchor *given, const full_dates *dates) {
    kj_anchor nearest = given->known ? *given : nearest_full_date(dates, line ? line->span->start : start);
    kaoju_article article = {.cp = {start, end}};
    article.date_source = given->known ? "given" : nearest.known ? "nearest" : "none";
    kj_anchor anchor = nearest;
    kj_period period;
    if (line) {
        article.dateline = kj_text_slice(&x->text, line->span->start, line->span->end);
        article.agency = kj_value_text(line->value, "agency");
        article.place = kj_value_text(line->value, "place");
        if (line->value->from && kj_date_resolve(line->value->from, nearest.known ? &nearest.at : NULL, &period)) {
            bool same = nearest.known && kj_day_number(nearest.at.day) == kj_day_number(period.first);
            anchor = (kj_anchor){true, {period.first, same ? nearest.at.clock : KJ_UNSET}};
            article.date_source = "dateline";
        }
    }
    if (anchor.known) {
        kj_date_parts day = kj_date_parts_none();
        day.year = anchor.at.day.year;
        day.month = anchor.at.day.month;
        day.day = anchor.at.day.day;
        if (kj_date_resolve(&day, NULL, &period))
            article.reference_date = kj_keep_text(&r->arena, period.edtf);
        if (!article.reference_date.data)
            return false;
    }
    return kj_push(&r->articles, article) && kj_push(&r->anchors, anchor);
}

static bool split_page(kj_extraction *x, kaoju_result *r, const kj_anchor *given, const full_dates *dates) {
    uint32_t start = 0;
    bool open = false;
    dateline last = {0};
    for (size_t i = 0; i < x->given.size; i++) {
        const kj_given *g = &x->given.at[i];
        if (g->type != x->model->types.dateline)
            continue;
        dateline line = {g, x->values.at[g->value], false};
        line.closes = kj_string_is(kj_value_text(line.value, "at"), "end");
        uint32_t edge =
            line.closes ? kj_text_paragraph(&x->text, g->start).end : kj_text_paragraph(&x->text, g->start).start;
        if (line.closes ? edge <= start : edge < start)
            continue;
        if (line.closes) {
            if (!add_article(x, r, start, edge, &line, given, dates))
                return false;
            start = edge;
            open = false;
            continue;
        }
        /* An opening dateline ends the article before it; the first one keeps the headlines above it. */
        if (open || start > 0) {
            if (!add_article(x, r, start, edge, open ? &last : NULL, given, dates))
                return false;
            start = edge;
        }
        last = line;
        open = true;
    }
    if (start < x->text.length)
        return add_article(x, r, start, x->text.length, open ? &last : NULL, given, dates);
    return true;
}

bool kj_find_articles(kj_extraction *x, kaoju_result *r, const kj_anchor *given) {
    full_dates dates = {0};
    bool ok = collect_full_dates(x, &dates) && split_page(x, r, given, &dates);
    kj_vec_free(&dates);
    return ok;
}

size_t kj_article_of(const kaoju_result *r, uint32_t at) {
    size_t low = 0, high = r->articles.size;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (r->articles.at[middle].cp.start <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}
