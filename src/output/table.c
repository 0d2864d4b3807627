/* A table for a terminal: where, what type, the text, what it means, which rule. Widths count double-width characters;
 * what would move the cursor or reorder the line is shown as an escape. */
#include "output/cell.h"
#include "output/labels.h"
#include "output/writer.h"

#include "base/memory.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <string.h>

enum { PLACE, TYPE, TEXT, VALUE, RULE, COLUMNS };
static const char *const titles[COLUMNS] = {"LINE:COL", "TYPE", "TEXT", "VALUE", "RULE"};
#define DEFAULT_WIDTH 100

typedef struct row {
    kj_buffer cells[COLUMNS];
    const char *type;
} row;

static void fill_row(row *r, const kaoju_mention *m) {
    r->type = m->type;
    kj_buffer_format(&r->cells[PLACE], "%" PRIu32 ":%" PRIu32, m->line, m->column);
    kj_buffer_text(&r->cells[TYPE], m->type);
    kj_buffer_add(&r->cells[TEXT], m->norm.data, m->norm.size);
    kj_label_value(&r->cells[VALUE], m);
    kj_buffer_text(&r->cells[RULE], m->rule);
}

static kaoju_string cell(const row *r, int column) {
    return (kaoju_string){r->cells[column].data ? r->cells[column].data : "", r->cells[column].size};
}

/* Widths that the rows want; if the line is too long, text and rule give way, then the value. */
static void choose_widths(const row *rows, size_t count, size_t line, size_t widths[COLUMNS]) {
    static const size_t least[COLUMNS] = {8, 4, 8, 10, 6};
    static const int give_way[] = {TEXT, RULE, VALUE};
    size_t total = (size_t)KJ_CELL_GAP * (COLUMNS - 1);
    for (int c = 0; c < COLUMNS; c++) {
        widths[c] = strlen(titles[c]);
        for (size_t i = 0; i < count; i++) {
            size_t width = kj_cell_width(cell(&rows[i], c));
            widths[c] = width > widths[c] ? width : widths[c];
        }
        total += widths[c];
    }
    for (size_t i = 0; i < sizeof give_way / sizeof *give_way && total > line; i++) {
        size_t *width = &widths[give_way[i]], floor = least[give_way[i]];
        size_t cut = *width > floor ? *width - floor : 0;
        cut = cut < total - line ? cut : total - line;
        *width -= cut;
        total -= cut;
    }
}

static void add_row(kj_buffer *out, const row *r, const size_t *widths, bool color) {
    for (int c = 0; c < COLUMNS; c++) {
        if (color && c == TYPE)
            kj_buffer_text(out, kj_cell_color(r->type));
        kj_cell_add(out, cell(r, c), widths[c], c == COLUMNS - 1);
        if (color && c == TYPE)
            kj_buffer_text(out, "\033[0m");
    }
    kj_buffer_text(out, "\n");
}

static void add_heading(kj_buffer *out, const kaoju_result *result, const size_t *widths, bool color) {
    kj_buffer name = {0};
    kaoju_string given = kaoju_result_id(result);
    kj_utf8_repair(&name, given.data, given.size);
    kaoju_string id = name.size ? (kaoju_string){name.data, name.size} : kj_string("(document)");
    kj_buffer_text(out, color ? "\033[1m" : "");
    kj_cell_add(out, id, kj_cell_width(id), true);
    out->failed |= name.failed;
    kj_buffer_free(&name);
    for (size_t i = 0; i < kaoju_article_count(result) && i < 1; i++) {
        const kaoju_article *a = kaoju_article_at(result, i);
        if (!a->reference_date.data)
            continue;
        kj_buffer_text(out, "  (");
        kj_cell_inert(out, a->reference_date); /* saved records may hold anything */
        kj_buffer_text(out, ", ");
        kj_cell_inert(out, kj_string(a->date_source));
        kj_buffer_text(out, ")");
    }
    kj_buffer_text(out, color ? "\033[0m\n" : "\n");
    for (int c = 0; c < COLUMNS; c++)
        kj_cell_add(out, kj_string(titles[c]), widths[c], c == COLUMNS - 1);
    kj_buffer_text(out, "\n");
}

static void add_counts(kj_buffer *out, const kaoju_writer *writer, const kaoju_result *result) {
    const char *types[32];
    size_t counts[32] = {0}, kinds = 0;
    for (size_t i = 0; i < kaoju_mention_count(result); i++) {
        const char *type = kaoju_mention_at(result, i)->type;
        size_t k = 0;
        if (!kj_writer_shows(writer, kaoju_mention_at(result, i)))
            continue;
        while (k < kinds && strcmp(types[k], type) != 0)
            k++;
        if (k == 32)
            continue;
        types[k] = type;
        kinds += k == kinds;
        counts[k]++;
    }
    for (size_t k = 0; k < kinds; k++) {
        kj_buffer_format(out, "%s%zu ", k ? ", " : "", counts[k]);
        kj_cell_inert(out, kj_string(types[k]));
    }
    kj_buffer_text(out, kinds ? "\n\n" : "nothing found\n\n");
}

static void write_document(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    size_t count = 0, widths[COLUMNS], line = writer->options.width ? writer->options.width : DEFAULT_WIDTH;
    row *rows = kj_new(kaoju_mention_count(result), sizeof *rows);
    out->failed |= !rows;
    for (size_t i = 0; rows && i < kaoju_mention_count(result); i++)
        if (kj_writer_shows(writer, kaoju_mention_at(result, i)))
            fill_row(&rows[count++], kaoju_mention_at(result, i));
    if (rows) {
        choose_widths(rows, count, line, widths);
        add_heading(out, result, widths, writer->options.color);
        for (size_t i = 0; i < count; i++)
            add_row(out, &rows[i], widths, writer->options.color);
        add_counts(out, writer, result);
    }
    for (size_t i = 0; i < count; i++)
        for (int c = 0; c < COLUMNS; c++) {
            out->failed |= rows[i].cells[c].failed;
            kj_buffer_free(&rows[i].cells[c]);
        }
    free(rows);
}

const kj_format kj_format_table = {.info = {"table", "mentions as a table for a terminal", KAOJU_STREAM, false, NULL},
                                   .document = write_document};
