/* Datelines in, articles with their reference dates out.
 *
 * Rules find the datelines (type "dateline", fields agency, place, at = start|end). One at the start of a paragraph opens
 * an article, one in brackets at the end of a paragraph closes it. What lies between two closings or openings is one
 * article. The reference date is the dateline's day; its year, if it has none, comes from the date given for the document or from the nearest full date
 * on the page. Cost: linear in datelines and dates. */
#include "resolve/resolve.h"

#include <string.h>

typedef struct dateline {
    const kj_given *span;
    const kj_value *value;
    bool closes;
} dateline;

const kj_attribute *kj_value_attribute(const kj_value *value, const char *key) {
    for (uint32_t i = 0; i < value->attribute_count; i++)
        if (!strcmp(value->attributes[i].key, key))
            return &value->attributes[i];
    return NULL;
}

/* The full date (year, month, day all printed) that stands nearest to `at`. */
static kj_anchor nearest_full_date(const kj_extraction *x, uint32_t at) {
    kj_anchor best = {0};
    uint32_t best_distance = UINT32_MAX;
    for (size_t i = 0; i < x->mentions.size; i++) {
        const kj_given *g = &x->mentions.at[i];
        const kj_date_parts *parts = x->values.at[g->value]->from;
        if (g->type != x->model->types.date || !parts || parts->year == KJ_UNSET || parts->month == KJ_UNSET ||
            parts->day == KJ_UNSET)
            continue;
        uint32_t distance = g->start > at ? g->start - at : at - g->start;
        kj_period period;
        if (distance < best_distance && kj_date_resolve(parts, NULL, &period)) {
            best_distance = distance;
            best = (kj_anchor){true, period.first};
        }
    }
    return best;
}

static kaoju_string attribute_text(const kj_value *value, const char *key) {
    const kj_attribute *attribute = kj_value_attribute(value, key);
    return attribute ? attribute->text : (kaoju_string){NULL, 0};
}

/* Adds the article [start, end). `line` is its dateline or NULL. */
static bool add_article(kj_extraction *x, kaoju_result *r, uint32_t start, uint32_t end, const dateline *line,
                        const kj_anchor *given) {
    kj_anchor nearest = given->known ? *given : nearest_full_date(x, line ? line->span->start : start);
    kaoju_article article = {.cp = {start, end}};
    article.date_source = given->known ? "given" : nearest.known ? "nearest" : "none";
    kj_anchor anchor = nearest;
    kj_period period;
    if (line) {
        article.dateline = kj_text_slice(&x->text, line->span->start, line->span->end);
        article.agency = attribute_text(line->value, "agency");
        article.place = attribute_text(line->value, "place");
        if (line->value->from && kj_date_resolve(line->value->from, nearest.known ? &nearest.day : NULL, &period)) {
            anchor = (kj_anchor){true, period.first};
            article.date_source = "dateline";
        }
    }
    if (anchor.known) {
        kj_date_parts day = kj_date_parts_none();
        day.year = anchor.day.year;
        day.month = anchor.day.month;
        day.day = anchor.day.day;
        if (kj_date_resolve(&day, NULL, &period))
            article.reference_date = kj_keep_text(&r->arena, period.edtf);
        if (!article.reference_date.data)
            return false;
    }
    return kj_push(&r->articles, article) && kj_push(&r->anchors, anchor);
}

bool kj_find_articles(kj_extraction *x, kaoju_result *r, const kj_anchor *given) {
    uint32_t start = 0;
    bool open = false;
    dateline last = {0};
    for (size_t i = 0; i < x->given.size; i++) {
        const kj_given *g = &x->given.at[i];
        if (g->type != x->model->types.dateline)
            continue;
        dateline line = {g, x->values.at[g->value], false};
        line.closes = kj_string_is(attribute_text(line.value, "at"), "end");
        uint32_t edge =
            line.closes ? kj_text_paragraph(&x->text, g->start).end : kj_text_paragraph(&x->text, g->start).start;
        if (line.closes ? edge <= start : edge < start)
            continue;
        if (line.closes) {
            if (!add_article(x, r, start, edge, &line, given))
                return false;
            start = edge;
            open = false;
            continue;
        }
        /* An opening dateline ends the article before it; the first one keeps the headlines above it. */
        if (open || start > 0) {
            if (!add_article(x, r, start, edge, open ? &last : NULL, given))
                return false;
            start = edge;
        }
        last = line;
        open = true;
    }
    if (start < x->text.length)
        return add_article(x, r, start, x->text.length, open ? &last : NULL, given);
    return true;
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
