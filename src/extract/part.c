/* A document too long to be read at once in, its parts out, one after the other; what they gave put together again.
 *
 * Nothing that is found reaches over the end of a paragraph, so a part of whole paragraphs is read as if it were a document,
 * with places counted from its start, by code that knows nothing of it. Then its places are moved, and of its spans only
 * those stay that somebody looks at later. Cost: linear; a part is as long as its last paragraph makes it. */
#include "extract/part.h"

kaoju_range kj_part_next(const kj_text *text, uint32_t from, uint32_t length) {
    uint32_t end = text->length - from > length ? from + length : text->length;
    if (end < text->length)
        end = kj_text_paragraph(text, end).end;
    while (end < text->length && text->symbol[end] != KJ_BREAK)
        end++;
    return (kaoju_range){from, end};
}

/* First of the ascending `ranges` that ends behind `at`. */
static size_t first_behind(const kaoju_range *ranges, size_t count, uint32_t at) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges[middle].end > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

#define VIEW_RANGES(list)                                                                                              \
    do {                                                                                                               \
        view->list.size = 0;                                                                                           \
        for (size_t i = first_behind(text->list.at, text->list.size, part.start);                                      \
             i < text->list.size && text->list.at[i].start < part.end; i++) {                                          \
            kaoju_range moved = {text->list.at[i].start - part.start, text->list.at[i].end - part.start};              \
            if (!kj_push(&view->list, moved))                                                                          \
                return false;                                                                                          \
        }                                                                                                              \
    } while (0)

bool kj_part_view(const kj_text *text, kaoju_range part, kj_text *view) {
    view->utf8 = text->utf8;
    view->size = text->byte[part.end];
    view->length = part.end - part.start;
    view->symbol = text->symbol + part.start;
    view->byte = text->byte + part.start;
    VIEW_RANGES(paragraphs);
    VIEW_RANGES(sentences);
    view->clauses.size = 0;
    size_t low = 0, high = text->clauses.size;
    while (low < high) { /* the first that starts in the part */
        size_t middle = low + (high - low) / 2;
        if (text->clauses.at[middle] >= part.start)
            high = middle;
        else
            low = middle + 1;
    }
    for (; low < text->clauses.size && text->clauses.at[low] < part.end; low++)
        if (!kj_push(&view->clauses, text->clauses.at[low] - part.start))
            return false;
    return true;
}

static void shift(uint32_t *at, uint32_t by) {
    if (*at != KJ_NONE)
        *at += by;
}

void kj_part_shift(kj_extraction *x, size_t first_value, size_t first_given, uint32_t by) {
    for (size_t i = first_value; i < x->values.size; i++) {
        kj_value *value = x->values.at[i];
        shift(&value->object_start, by);
        shift(&value->object_end, by);
        for (uint32_t a = 0; a < value->attribute_count; a++) {
            kj_attribute *attribute = (kj_attribute *)&value->attributes[a]; /* ours: it lives in the arena */
            shift(&attribute->start, by);
            shift(&attribute->end, by);
        }
    }
    for (size_t i = first_given; i < x->given.size; i++) {
        kj_given *g = &x->given.at[i];
        shift(&g->start, by);
        shift(&g->end, by);
        shift(&g->match_start, by);
        shift(&g->match_end, by);
    }
}

/* Is the span only there to find others by? A longer entry is kept, since a name inside it is none (resolve/people.c). */
static bool is_scaffolding(const kj_types *t, const kj_span *span) {
    uint32_t type = span->type;
    if (span->entry != KJ_NONE && span->end - span->start > 2)
        return false;
    return type == t->word || type == t->surname || type == t->surname_ja || type == t->given || type == t->given_ja ||
           type == t->translit || type == t->function || type == t->numeral || type == t->approx ||
           type == t->context || type == t->han_name || type == t->foreign_name || type == t->name_end ||
           type == t->dotted_name;
}

bool kj_part_keep(const kj_extraction *x, uint32_t by, kj_lattice *kept) {
    /* In the order of the chains: those of a document need no sorting then, which takes as much memory again. */
    kj_each_span (i, &x->lattice, 0, x->lattice.text->length) {
        kj_span span = x->lattice.spans.at[i];
        if (is_scaffolding(&x->model->types, &span))
            continue;
        span.start += by;
        span.end += by;
        if (!kj_push(&kept->spans, span))
            return false;
    }
    return true;
}
