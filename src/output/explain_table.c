/* An explanation for a terminal: step by step a table of the candidates, those of rules with what they were made of.
 *
 * A mark says what became of each: + kept, - lost or dropped, x refused. Columns are as wide as the step needs; nothing is
 * cut, the last column just goes on. All text is inert: what would steer the terminal is shown as an escape. */
#include "output/cell.h"
#include "output/explain.h"

#include "base/memory.h"

#include <inttypes.h>
#include <string.h>

enum { PLACE, TEXT, TYPE, SOURCE, WEIGHT, REST, COLUMNS };
/* Columns wider than this do not push the others away for every row. */
#define WIDEST 44
#define PLACES_SHOWN 8
#define PLACE_WIDTH 60

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define GREEN "\033[32m"
#define RED "\033[31m"
#define PLAIN "\033[0m"

typedef struct row {
    const kaoju_candidate *c;
    kj_buffer cells[COLUMNS];
} row;

typedef struct page {
    kj_buffer *out;
    bool color;
} page;

static void paint(page *p, const char *color) {
    if (p->color)
        kj_buffer_text(p->out, color);
}

static kaoju_string view(const kj_buffer *b) {
    return (kaoju_string){b->data ? b->data : "", b->size};
}

static bool is(const char *a, const char *b) {
    return a && !strcmp(a, b);
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* -12345 -> -12.3 */
static void add_nats(kj_buffer *out, int32_t milli) {
    int64_t tenths = ((milli < 0 ? -(int64_t)milli : milli) + 50) / 100;
    kj_buffer_format(out, "%s%" PRId64 ".%" PRId64, milli < 0 && tenths ? "-" : "", tenths / 10, tenths % 10);
}

/* number=94800000000 unit=USD */
static void add_fields(kj_buffer *out, const kaoju_candidate *c) {
    for (size_t i = 0; i < c->field_count; i++) {
        kj_buffer_text(out, i ? " " : "");
        kj_cell_inert(out, kj_string(c->fields[i].name));
        kj_buffer_text(out, "=");
        kj_cell_inert(out, c->fields[i].text);
    }
}

/* The id of an entry mostly begins with its class: then it says enough. */
static bool names_class(kaoju_string entry, const char *type) {
    size_t size = strlen(type);
    return entry.size > size && !memcmp(entry.data, type, size) && entry.data[size] == ':';
}

/* n:948亿 <number>  u:美元 <currency:USD> */
static void add_captures(kj_buffer *out, const kaoju_candidate *c) {
    for (size_t i = 0; i < c->capture_count; i++) {
        kj_buffer_text(out, i ? "  " : "");
        kj_cell_inert(out, kj_string(c->captures[i].name));
        kj_buffer_text(out, ":");
        kj_cell_inert(out, c->captures[i].text);
        const kaoju_pair *p = &c->captures[i];
        if (p->type) {
            kj_buffer_text(out, " <");
            kj_cell_inert(out, names_class(p->entry, p->type) ? p->entry : kj_string(p->type));
            kj_buffer_text(out, ">");
        }
    }
}

static void fill_row(row *r, const kaoju_candidate *c) {
    *r = (row){.c = c};
    kj_buffer_format(&r->cells[PLACE], "%" PRIu32 ":%" PRIu32, c->line, c->column);
    kj_cell_inert(&r->cells[TEXT], c->norm);
    kj_cell_inert(&r->cells[TYPE], kj_string(c->type ? c->type : "·"));
    kj_cell_inert(&r->cells[SOURCE], c->rule ? kj_string(c->rule) : c->entry);
    if (c->rule) {
        kj_buffer_text(&r->cells[SOURCE], " (");
        kj_cell_inert(&r->cells[SOURCE], kj_string(base_name(c->rule_file)));
        kj_buffer_format(&r->cells[SOURCE], ":%" PRIu32 ")", c->rule_line);
    } else if (c->weighed) {
        add_nats(&r->cells[WEIGHT], c->milli_nats);
    }
    bool telling = c->rule || is(c->step, "names") || strcmp(c->outcome, "kept") != 0;
    if (telling)
        kj_buffer_text(&r->cells[REST], c->outcome);
    if (c->reason.data) {
        kj_buffer_text(&r->cells[REST], is(c->outcome, "lost") ? " " : ": ");
        kj_cell_inert(&r->cells[REST], c->reason);
    }
    if (!c->rule && !is(c->step, "segmentation")) {
        kj_buffer_text(&r->cells[REST], r->cells[REST].size && c->field_count ? "  " : "");
        add_fields(&r->cells[REST], c);
    }
}

/* What the candidate of a rule was made of, in lines under the text. */
static void add_details(page *p, const row *r, size_t indent) {
    kj_buffer lines[3] = {0};
    const kaoju_candidate *c = r->c;
    add_captures(&lines[0], c);
    add_fields(&lines[1], c);
    int hundredths = (int)(c->confidence * 100 + 0.5);
    kj_buffer_format(&lines[2], "confidence %d.%02d, priority %" PRId32, hundredths / 100, hundredths % 100,
                     c->priority);
    if (c->weighed) {
        kj_buffer_text(&lines[2], ", margin ");
        add_nats(&lines[2], c->milli_nats);
        kj_buffer_text(&lines[2], " nats");
    }
    for (size_t i = 0; i < 3; i++) {
        p->out->failed |= lines[i].failed;
        if (lines[i].size) {
            kj_buffer_format(p->out, "%*s", (int)indent, "");
            paint(p, DIM);
            kj_buffer_add(p->out, lines[i].data, lines[i].size);
            paint(p, PLAIN);
            kj_buffer_text(p->out, "\n");
        }
        kj_buffer_free(&lines[i]);
    }
}

static const char *mark_of(const row *r) {
    if (is(r->c->outcome, "kept"))
        return r->c->rule || is(r->c->step, "names") ? "+" : " ";
    return is(r->c->outcome, "refused") ? "x" : "-";
}

static void add_row(page *p, const row *r, const row *before, const size_t widths[COLUMNS]) {
    const char *mark = mark_of(r), *color = *mark == ' ' ? "" : is(r->c->outcome, "kept") ? GREEN : RED;
    const char *after = *color ? PLAIN : "";
    paint(p, color);
    kj_buffer_format(p->out, "  %s ", mark);
    paint(p, after);
    bool again = before && !r->c->rule && before->c->cp.start == r->c->cp.start && before->c->cp.end == r->c->cp.end;
    int last = REST;
    while (last > TEXT && !r->cells[last].size)
        last--;
    for (int c = 0; c <= last; c++) {
        kaoju_string cell = again && c <= TEXT ? kj_string("") : view(&r->cells[c]);
        size_t width = kj_cell_width(cell);
        if (!widths[c])
            continue;
        const char *paint_cell = c == TYPE && r->c->rule ? kj_cell_color(r->c->type) : c == REST ? color : "";
        paint(p, paint_cell);
        kj_cell_add(p->out, cell, width > widths[c] ? width : widths[c], c == last);
        paint(p, *paint_cell ? PLAIN : "");
    }
    kj_buffer_text(p->out, "\n");
    if (r->c->rule)
        add_details(p, r, 4 + widths[PLACE] + KJ_CELL_GAP);
}

static void choose_widths(const row *rows, size_t count, size_t widths[COLUMNS]) {
    for (int c = 0; c < COLUMNS; c++) {
        widths[c] = 0;
        for (size_t i = 0; i < count; i++) {
            size_t width = kj_cell_width(view(&rows[i].cells[c]));
            widths[c] = width > widths[c] && (width <= WIDEST || !widths[c]) ? width : widths[c];
        }
        widths[c] = widths[c] > WIDEST ? WIDEST : widths[c];
    }
}

static void add_step_heading(page *p, const kaoju_candidate *c) {
    static const struct {
        const char *step, *about;
    } all[] = {{"dictionary", "entries that occur here"},
               {"numerals", "every reading"},
               {"segmentation", "the best one, in nats; noun phrases and country characters read off it"},
               {"names", "candidates, with their gain in nats over reading the place without them"},
               {"records", "where all phases meet, and what resolving changed"}};
    paint(p, BOLD);
    kj_cell_inert(p->out, kj_string(c->step));
    paint(p, PLAIN);
    for (size_t i = 0; i < sizeof all / sizeof *all && !c->policy; i++)
        if (is(c->step, all[i].step))
            kj_buffer_format(p->out, ": %s", all[i].about);
    if (is(c->policy, "all"))
        kj_buffer_text(p->out, ": rules of this phase; all are kept");
    else if (c->policy)
        kj_buffer_format(p->out, ": rules of this phase; of those that overlap %s",
                         is(c->policy, "longest") ? "the longest is kept" : "the one of highest priority is kept");
    kj_buffer_text(p->out, "\n");
}

static void add_step(page *p, const kaoju_explanation *e, size_t first, size_t end) {
    row *rows = kj_new(end - first, sizeof *rows);
    size_t widths[COLUMNS];
    p->out->failed |= !rows;
    for (size_t i = first; rows && i < end; i++)
        fill_row(&rows[i - first], kaoju_candidate_at(e, i));
    if (rows) {
        choose_widths(rows, end - first, widths);
        add_step_heading(p, rows[0].c);
    }
    for (size_t i = 0; rows && i < end - first; i++)
        add_row(p, &rows[i], i ? &rows[i - 1] : NULL, widths);
    for (size_t i = 0; rows && i < end - first; i++)
        for (int c = 0; c < COLUMNS; c++) {
            p->out->failed |= rows[i].cells[c].failed;
            kj_buffer_free(&rows[i].cells[c]);
        }
    free(rows);
    kj_buffer_text(p->out, "\n");
}

/* The beginning of a text, line ends as blanks. */
static void add_one_line(kj_buffer *out, kaoju_string s) {
    char line[4 * PLACE_WIDTH + 4];
    size_t size = 0;
    for (; size < s.size && size < sizeof line; size++)
        line[size] = (char)(strchr("\r\n", s.data[size]) ? ' ' : s.data[size]);
    while (size < s.size && size && (s.data[size] & 0xC0) == 0x80)
        size--;
    while (size && line[size - 1] == ' ')
        size--;
    kj_cell_inert(out, (kaoju_string){line, size});
}

/* The document, its date, and what is explained. */
static void add_heading(page *p, const kaoju_explanation *e) {
    const kaoju_result *result = kaoju_explanation_result(e);
    kaoju_string id = kaoju_result_id(result);
    paint(p, BOLD);
    kj_cell_inert(p->out, id.size ? id : kj_string("(text)"));
    paint(p, PLAIN);
    if (kaoju_article_count(result) && kaoju_article_at(result, 0)->reference_date.data) {
        const kaoju_article *a = kaoju_article_at(result, 0);
        kj_buffer_format(p->out, "  (%.*s, %s)", (int)a->reference_date.size, a->reference_date.data, a->date_source);
    }
    kj_buffer_text(p->out, "\n");
    for (size_t i = 0; i < kaoju_place_count(e) && i < PLACES_SHOWN; i++) {
        kj_buffer place = {0};
        const kaoju_place *at = kaoju_place_at(e, i);
        add_one_line(&place, at->text);
        kj_buffer_format(p->out, "  %" PRIu32 ":%" PRIu32 "  ", at->line, at->column);
        size_t width = kj_cell_width(view(&place));
        kj_cell_add(p->out, view(&place), width < PLACE_WIDTH ? width : PLACE_WIDTH, true);
        kj_buffer_text(p->out, "\n");
        p->out->failed |= place.failed;
        kj_buffer_free(&place);
    }
    if (kaoju_place_count(e) > PLACES_SHOWN)
        kj_buffer_format(p->out, "  and %zu more\n", kaoju_place_count(e) - PLACES_SHOWN);
    kj_buffer_text(p->out, "\n");
}

static void add_counts(page *p, const kaoju_explanation *e) {
    static const char *const outcomes[] = {"kept", "lost", "refused", "dropped"};
    size_t counts[4] = {0};
    for (size_t i = 0; i < kaoju_candidate_count(e); i++)
        for (int k = 0; k < 4; k++)
            counts[k] += is(kaoju_candidate_at(e, i)->outcome, outcomes[k]);
    kj_buffer_format(p->out, "%zu candidates: %zu kept, %zu lost, %zu refused, %zu dropped\n", kaoju_candidate_count(e),
                     counts[0], counts[1], counts[2], counts[3]);
}

/* A phase may have the name of another step. */
static bool same_step(const kaoju_candidate *a, const kaoju_candidate *b) {
    return is(a->step, b->step) && a->policy == b->policy;
}

void kj_explain_table(const kaoju_explanation *e, bool color, kj_buffer *out) {
    page p = {out, color};
    add_heading(&p, e);
    for (size_t first = 0, end; first < kaoju_candidate_count(e); first = end) {
        const kaoju_candidate *c = kaoju_candidate_at(e, first);
        for (end = first + 1; end < kaoju_candidate_count(e) && same_step(kaoju_candidate_at(e, end), c);)
            end++;
        add_step(&p, e, first, end);
    }
    add_counts(&p, e);
}
