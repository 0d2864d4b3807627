/* Documents as one HTML page that needs nothing else: the texts with their mentions marked, and what they say as a table, a
 * timeline and bars (drawn by page/page.js from the table).
 *
 * The texts go out document by document; the rows of the table wait for the end. Nothing of a document becomes anything but
 * text or the value of an attribute: see html.h. */
#include "output/page.h"

#include "output/cell.h"
#include "output/html.h"
#include "output/labels.h"

#include <inttypes.h>
#include <string.h>

typedef struct page {
    kj_buffer rows; /* of the documents so far */
} page;

/* Columns of the table: a cell of kj_fact_columns by its key, and a smaller one below it; how it is called here, and how
 * page.js sorts it. */
static const struct {
    const char *key, *below, *heading, *sort;
} columns[] = {{"metric", "rule", "Metric", "text"}, {"subject", NULL, "Subject", "text"},
               {"text", NULL, "Figure", "value"},    {"time", NULL, "Time", "time"},
               {"change", "base", "Change", "text"}, {"status", "said_by", "Status", "text"},
               {"line", "doc", "Place", "place"},    {"confidence", NULL, "Conf.", "score"}};
#define COLUMNS (sizeof columns / sizeof *columns)

static void add_piece(kj_buffer *out, kj_buffer *piece) {
    kj_html_text(out, (kaoju_string){piece->data, piece->size});
    out->failed |= piece->failed;
    kj_buffer_free(piece);
}

static void add_cell(kj_buffer *out, const kj_facts *t, const kaoju_fact *f, const char *key) {
    kj_buffer piece = {0};
    for (size_t c = 0; c < kj_fact_column_count; c++)
        if (!strcmp(kj_fact_columns[c].key, key))
            kj_facts_cell(t, f, c, &piece);
    add_piece(out, &piece);
}

static void attribute(kj_buffer *out, const kj_facts *t, const kaoju_fact *f, const char *key) {
    kj_buffer_format(out, " data-%s=\"", key);
    add_cell(out, t, f, key);
    kj_buffer_text(out, "\"");
}

/* ------------------------------------------------------------------ a row of the table */

/* What the views reckon with, and where in the text the fact stands. */
static void begin_row(kj_buffer *out, const kaoju_writer *writer, const kj_facts *t, const kaoju_fact *f,
                      size_t index) {
    static const char *const keys[] = {"number", "low", "high", "unit", "start", "end", "change"};
    size_t document = writer->documents;
    kj_buffer_format(out, "<tr id=\"f%zu-%zu\" tabindex=\"-1\" data-figure=\"m%zu-%zu\"", document, index, document,
                     f->figure);
    if (f->time != SIZE_MAX)
        kj_buffer_format(out, " data-when=\"m%zu-%zu\"", document, f->time);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        attribute(out, t, f, keys[i]);
    kj_buffer_text(out, ">");
}

static void begin_below(kj_buffer *out) {
    kj_buffer_text(out, " <bdi class=\"value\">");
}

/* The figure as printed, a link to it for pages whose script does not run, and what it means. */
static void add_figure(kj_buffer *out, const kaoju_writer *writer, const kj_facts *t, const kaoju_fact *f) {
    const kaoju_mention *figure = kaoju_mention_at(t->result, f->figure);
    kj_buffer value = {0};
    if (figure->text.data)
        kj_label_value(&value, figure);
    kj_buffer_format(out, "<a href=\"#m%zu-%zu\"><bdi data-cell=\"text\">", writer->documents, f->figure);
    add_cell(out, t, f, "text");
    kj_buffer_text(out, "</bdi></a>");
    begin_below(out);
    add_piece(out, &value);
    kj_buffer_text(out, "</bdi>");
}

static void add_column(kj_buffer *out, const kj_facts *t, const kaoju_fact *f, size_t column) {
    const char *key = columns[column].key, *below = columns[column].below;
    kj_buffer_format(out, "<bdi data-cell=\"%s\">", key);
    add_cell(out, t, f, !strcmp(key, "subject") && !f->subject_count ? "topic" : key);
    if (!strcmp(key, "line"))
        kj_buffer_format(out, ":%" PRIu32, kaoju_mention_at(t->result, f->figure)->column);
    kj_buffer_text(out, "</bdi>");
    if (!below)
        return;
    begin_below(out);
    add_cell(out, t, f, below);
    if (!strcmp(below, "rule")) {
        kj_buffer_text(out, " ");
        add_cell(out, t, f, "confidence");
    }
    kj_buffer_text(out, "</bdi>");
}

static void add_row(kj_buffer *out, const kaoju_writer *writer, const kj_facts *t, size_t index) {
    const kaoju_fact *f = kaoju_fact_at(t->result, index);
    begin_row(out, writer, t, f, index);
    for (size_t c = 0; c < COLUMNS; c++) {
        kj_buffer_format(out, "<td class=\"of-%s\">", columns[c].key);
        if (!strcmp(columns[c].key, "text"))
            add_figure(out, writer, t, f);
        else
            add_column(out, t, f, c);
        kj_buffer_text(out, "</td>");
    }
    kj_buffer_text(out, "</tr>\n");
}

/* ------------------------------------------------------------------ a document */

static bool is_web(kaoju_string url) {
    return url.size > 8 && (!memcmp(url.data, "https://", 8) || !memcmp(url.data, "http://", 7));
}

/* A line with the date and the source; only what is a web address becomes a link. */
static void add_source(kj_buffer *out, const kaoju_result *result) {
    kaoju_string url = kaoju_result_url(result);
    kj_buffer_text(out, "<p class=\"note\">");
    if (kaoju_article_count(result) && kaoju_article_at(result, 0)->reference_date.data) {
        const kaoju_article *a = kaoju_article_at(result, 0);
        kj_html_text(out, a->reference_date);
        kj_buffer_text(out, " (");
        kj_html_text(out, kj_string(a->date_source));
        kj_buffer_text(out, ") ");
    }
    if (is_web(url)) {
        kj_buffer_text(out, "<a rel=\"noopener noreferrer\" href=\"");
        kj_html_text(out, url);
        kj_buffer_text(out, "\">");
    }
    kj_buffer_text(out, "<bdi>");
    kj_html_text(out, url);
    kj_buffer_text(out, is_web(url) ? "</bdi></a></p>\n" : "</bdi></p>\n");
}

static void add_warnings(kj_buffer *out, const kaoju_result *result) {
    for (size_t i = 0; i < kaoju_warning_count(result); i++) {
        kj_buffer_text(out, "<p class=\"odd\">\xE2\x9A\xA0 <bdi>");
        kj_html_text(out, kaoju_warning_at(result, i)->message);
        kj_buffer_text(out, "</bdi></p>\n");
    }
}

static void write_document(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    page *p = writer->state;
    size_t before = p->rows.size;
    kj_facts t;
    out->failed |= !kj_facts_open(&t, result);
    kj_buffer_text(out, "<article>\n<h2><bdi>");
    kj_html_text(out, kaoju_result_id(result));
    kj_buffer_text(out, "</bdi></h2>\n");
    add_source(out, result);
    if (kj_writer_wants(writer, "FIGURE"))
        add_warnings(out, result);
    kj_buffer_text(out, "<div class=\"text\" lang=\"zh\">");
    if (!out->failed)
        kj_page_text(writer, &t, writer->documents, out);
    kj_buffer_text(out, "</div>\n</article>\n");
    for (size_t i = 0; !out->failed && i < kaoju_fact_count(result) && kj_writer_wants(writer, "FIGURE"); i++)
        add_row(&p->rows, writer, &t, i);
    if (out->failed) /* this document is lost, the others are not */
        p->rows.size = before;
    kj_facts_close(&t);
}

/* ------------------------------------------------------------------ the page around them */

static void begin(kaoju_writer *writer, kj_buffer *out) {
    (void)writer;
    kj_html_begin(out, "kaoju", kj_page_page_css, kj_page_page_js);
    kj_buffer_text(out, "<header>\n<h1>kaoju</h1>\n"
                        "<div id=\"types\" role=\"group\" aria-label=\"Types of mentions\"></div>\n</header>\n<main>\n"
                        "<section id=\"texts\" aria-label=\"Texts\">\n");
}

static const char tools[] =
    "</section>\n<section id=\"said\" aria-label=\"What they say\">\n<div id=\"bar\">\n"
    "<div id=\"tabs\" role=\"tablist\" aria-label=\"Views\">"
    "<button type=\"button\" role=\"tab\" id=\"tab-facts\" aria-controls=\"facts\">Facts</button>"
    "<button type=\"button\" role=\"tab\" id=\"tab-timeline\" aria-controls=\"timeline\">Timeline</button>"
    "<button type=\"button\" role=\"tab\" id=\"tab-bars\" aria-controls=\"bars\">Bars</button></div>\n"
    "<input id=\"filter\" type=\"search\" placeholder=\"filter\" aria-label=\"Filter facts\" autocomplete=\"off\">\n"
    "<span id=\"count\" class=\"note\" aria-live=\"polite\"></span>\n</div>\n"
    "<div class=\"view\" id=\"facts\" role=\"tabpanel\" aria-labelledby=\"tab-facts\">\n<h2>Facts</h2>\n<table>\n"
    "<thead><tr>";

static const char views[] =
    "</tbody>\n</table>\n</div>\n"
    "<div class=\"view\" id=\"timeline\" role=\"tabpanel\" aria-labelledby=\"tab-timeline\"><h2>Timeline</h2></div>\n"
    "<div class=\"view\" id=\"bars\" role=\"tabpanel\" aria-labelledby=\"tab-bars\"><h2>Comparable figures</h2></div>\n"
    "</section>\n</main>\n<div id=\"card\" role=\"tooltip\" hidden></div>\n";

static void end(kaoju_writer *writer, kj_buffer *out) {
    page *p = writer->state;
    kj_buffer_text(out, tools);
    for (size_t c = 0; c < COLUMNS; c++)
        kj_buffer_format(out, "<th scope=\"col\" data-sort=\"%s\"><button type=\"button\">%s</button></th>",
                         columns[c].sort, columns[c].heading);
    kj_buffer_text(out, "</tr></thead>\n<tbody id=\"rows\">\n");
    kj_buffer_add(out, p->rows.data, p->rows.size);
    out->failed |= p->rows.failed;
    kj_buffer_text(out, views);
    kj_html_end(out, kj_page_page_js);
}

static void release(kaoju_writer *writer) {
    page *p = writer->state;
    kj_buffer_free(&p->rows);
}

const kj_format kj_format_html = {
    .info = {"html", "one page: the text with its mentions, facts, a timeline, bars", KAOJU_STREAM, true, NULL},
    .state = sizeof(page),
    .begin = begin,
    .document = write_document,
    .end = end,
    .release = release};
