/* Which places of a text are meant: line and column, code points, or every occurrence of a text. Cost: linear in the text
 * for a text to find, else O(1). */
#include "resolve/explanation.h"

#include "base/limits.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <string.h>

static kaoju_status add_place(kaoju_explanation *e, const kj_text *text, uint32_t start, uint32_t end,
                              kaoju_error *error) {
    kaoju_place place = {.cp = {start, end}, .text = kj_text_slice(text, start, end)};
    kj_text_position(text, start, &place.line, &place.column);
    return kj_push(&e->places, place) ? KAOJU_OK : kj_fail_memory(error);
}

static bool ends_line(char c) {
    return c == '\r' || c == '\n';
}

static kaoju_status by_line(kaoju_explanation *e, const kj_text *text, uint32_t line, uint32_t column,
                            kaoju_error *error) {
    if (line > text->lines.size)
        return kj_fail(error, KAOJU_E_ARGUMENT, "there is no line %" PRIu32 ": the text has %zu", line,
                       text->lines.size);
    uint32_t start = text->lines.at[line - 1];
    uint32_t end = line < text->lines.size ? text->lines.at[line] : text->length;
    while (end > start && ends_line(text->utf8[text->byte[end - 1]]))
        end--;
    if (!column)
        return add_place(e, text, start, end, error);
    if (column > end - start)
        return kj_fail(error, KAOJU_E_ARGUMENT, "there is no column %" PRIu32 " in line %" PRIu32 ": it has %" PRIu32,
                       column, line, end - start);
    return add_place(e, text, start + column - 1, start + column, error);
}

/* The symbols of the text to find, without blanks and line ends. */
static kaoju_status read_wanted(const kj_extraction *x, const char *find, kj_text *wanted, uint32_t *count,
                                kaoju_error *error) {
    size_t size = strlen(find);
    *count = 0;
    if (size > (size_t)KJ_FIND_MAX)
        return kj_fail(error, KAOJU_E_ARGUMENT, "the text to find has %zu bytes; the limit is %d", size, KJ_FIND_MAX);
    if (kj_utf8_check(find, size) < size)
        return kj_fail(error, KAOJU_E_ARGUMENT, "the text to find is not UTF-8");
    kaoju_status status = kj_text_read(wanted, find, size, x->model->fold, error);
    for (uint32_t at = 0; !status && at < wanted->length; at++)
        if (wanted->symbol[at] < KJ_SKIP)
            wanted->symbol[(*count)++] = wanted->symbol[at];
    return !status && !*count ? kj_fail(error, KAOJU_E_ARGUMENT, "the text to find is blank") : status;
}

static kaoju_status by_text(kaoju_explanation *e, const kj_extraction *x, const char *find, kaoju_error *error) {
    kj_text wanted = {0};
    kj_hits hits = {0};
    kj_matcher *matcher = NULL;
    uint32_t count;
    kaoju_status status = read_wanted(x, find, &wanted, &count, error);
    if (!status) {
        kj_pattern pattern = {wanted.symbol, count};
        status = kj_matcher_build(&pattern, 1, &matcher, error);
    }
    if (!status && !kj_matcher_scan(matcher, x->text.symbol, x->text.length, KJ_MATCH_OVERLAPPING, &hits))
        status = kj_fail_memory(error);
    for (size_t i = 0; !status && i < hits.size; i++)
        status = add_place(e, &x->text, hits.at[i].start, hits.at[i].end, error);
    kj_matcher_free(matcher);
    kj_vec_free(&hits);
    kj_text_free(&wanted);
    return status;
}

kaoju_status kj_find_places(kaoju_explanation *e, const kj_extraction *x, const kaoju_where *where,
                            kaoju_error *error) {
    const kaoju_where all = {0}, *w = where ? where : &all;
    bool line = w->line || w->column, span = w->span.start || w->span.end, find = w->find && *w->find;
    e->places.size = 0;
    if (line + span + find > 1)
        return kj_fail(error, KAOJU_E_ARGUMENT, "one kind of place: a line, a span, or a text to find");
    if (line && !w->line)
        return kj_fail(error, KAOJU_E_ARGUMENT, "lines are counted from 1");
    if (line)
        return by_line(e, &x->text, w->line, w->column, error);
    if (find)
        return by_text(e, x, w->find, error);
    if (!span)
        return add_place(e, &x->text, 0, x->text.length, error);
    if (w->span.end <= w->span.start || w->span.end > x->text.length)
        return kj_fail(error, KAOJU_E_ARGUMENT,
                       "%" PRIu32 "-%" PRIu32 " is no span of this text of %" PRIu32 " characters", w->span.start,
                       w->span.end, x->text.length);
    return add_place(e, &x->text, w->span.start, w->span.end, error);
}

/* Places are in order, and so are their ends. */
bool kj_in_places(const kaoju_explanation *e, uint32_t start, uint32_t end) {
    size_t low = 0, high = e->places.size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (e->places.at[middle].cp.end > start)
            high = middle;
        else
            low = middle + 1;
    }
    return low < e->places.size && e->places.at[low].cp.start < end;
}
