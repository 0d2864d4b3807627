/* Facts as CSV: a row for each, a heading first.
 *
 * `csv` is RFC 4180 for programs: cells as they are, in quotes where one is needed. `csv-excel` is for spreadsheets: a byte
 * order mark so that they take it for UTF-8, every cell in quotes, and nothing that they would run. A cell is run when it
 * begins with = + - @ or one of their full-width forms; a spreadsheet of another locale may split at ; or a quote too, so
 * an apostrophe goes in front of such a character wherever a cell could begin. Line ends are CRLF in both. Numbers with
 * more digits than a spreadsheet keeps get the apostrophe, too. */
#include "output/facts.h"
#include "output/writer.h"

#include "text/utf8.h"

#include <string.h>

static void add_quoted(kj_buffer *out, kaoju_string s) {
    kj_buffer_text(out, "\"");
    for (size_t i = 0; i < s.size; i++) {
        if (s.data[i] == '"')
            kj_buffer_text(out, "\"");
        kj_buffer_add(out, s.data + i, 1);
    }
    kj_buffer_text(out, "\"");
}

static void add_plain_cell(kj_buffer *out, kaoju_string s) {
    bool quote = false;
    for (size_t i = 0; i < s.size; i++)
        quote |= strchr(",\"\r\n", s.data[i]) != NULL;
    if (quote)
        add_quoted(out, s);
    else
        kj_buffer_add(out, s.data, s.size);
}

/* ------------------------------------------------------------------ for spreadsheets */

/* - and its full-width and mathematical forms, small forms of CJK tables. */
static bool begins_formula(uint32_t cp) {
    static const uint32_t all[] = {'=',    '+',    '-',    '@',    0xFF1D, 0xFF0B, 0xFF0D,
                                   0xFF20, 0x2212, 0xFE62, 0xFE63, 0xFE66, 0xFE6B};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (cp == all[i])
            return true;
    return false;
}

/* Where a spreadsheet may see the beginning of a cell: the beginning, and behind what some of them split at. */
static bool splits(uint32_t cp) {
    return cp == ';' || cp == ',' || cp == '|' || cp == '"' || cp == '\'' || cp == '\t';
}

/* Characters that may stand in front of a formula without making it text. */
static bool is_nothing(uint32_t cp) {
    return kj_char_is_space(cp) || kj_char_width(cp) == 0;
}

/* A decimal that a spreadsheet keeps exactly: no more than 15 significant digits. */
#define EXACT_DIGITS 15
static bool is_exact_number(kaoju_string s) {
    size_t digits = 0, leading = 0, dots = 0, at = s.size && s.data[0] == '-';
    for (; at < s.size; at++) {
        if (s.data[at] == '.' && !dots++)
            continue;
        if (s.data[at] < '0' || s.data[at] > '9')
            return false;
        leading += s.data[at] == '0' && digits == leading;
        digits++;
    }
    return digits && digits - leading <= EXACT_DIGITS && s.data[s.size - 1] != '.';
}

static bool is_digits(kaoju_string s) {
    size_t at = 0;
    while (at < s.size && ((s.data[at] >= '0' && s.data[at] <= '9') || s.data[at] == '.'))
        at++;
    return at && at == s.size;
}

/* Only a column of numbers has numbers: a text that looks like one could still begin with -. */
static void add_safe_cell(kj_buffer *out, kaoju_string s, kj_cell_kind kind) {
    kj_buffer safe = {0};
    bool edge = true, number = kind == KJ_CELL_NUMBER && is_exact_number(s);
    if (is_digits(s) && !is_exact_number(s))
        kj_buffer_text(&safe, "'");
    for (size_t at = 0; at < s.size;) {
        size_t start = at;
        uint32_t cp = kj_utf8_next(s.data, s.size, &at);
        if (edge && !number && begins_formula(cp))
            kj_buffer_text(&safe, "'");
        edge = splits(cp) || (edge && is_nothing(cp));
        kj_buffer_add(&safe, s.data + start, at - start);
    }
    const char *text = kj_buffer_end(&safe);
    if (text)
        add_quoted(out, (kaoju_string){text, safe.size});
    out->failed |= !text;
    kj_buffer_free(&safe);
}

/* ------------------------------------------------------------------ rows */

static bool is_excel(const kaoju_writer *writer) {
    return writer->format == &kj_format_csv_excel;
}

static void begin(kaoju_writer *writer, kj_buffer *out) {
    if (is_excel(writer))
        kj_buffer_text(out, "\xEF\xBB\xBF");
    for (size_t c = 0; c < kj_fact_column_count; c++) {
        kj_buffer_text(out, c ? "," : "");
        if (is_excel(writer))
            add_safe_cell(out, kj_string(kj_fact_columns[c].title), KJ_CELL_TEXT);
        else
            kj_buffer_text(out, kj_fact_columns[c].key);
    }
    kj_buffer_text(out, "\r\n");
}

static void write_rows(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    kj_facts t;
    kj_buffer cell = {0};
    out->failed |= !kj_facts_open(&t, result);
    for (size_t i = 0; !out->failed && i < kaoju_fact_count(result) && kj_writer_wants(writer, "FIGURE"); i++) {
        for (size_t c = 0; c < kj_fact_column_count; c++) {
            cell.size = 0;
            kj_facts_cell(&t, kaoju_fact_at(result, i), c, &cell);
            kj_buffer_text(out, c ? "," : "");
            if (is_excel(writer))
                add_safe_cell(out, (kaoju_string){cell.data, cell.size}, kj_fact_columns[c].kind);
            else
                add_plain_cell(out, (kaoju_string){cell.data, cell.size});
        }
        kj_buffer_text(out, "\r\n");
        out->failed |= cell.failed;
    }
    kj_buffer_free(&cell);
    kj_facts_close(&t);
}

const kj_format kj_format_csv = {.info = {"csv", "facts as a table for programs (RFC 4180)", KAOJU_STREAM, false, NULL},
                                 .begin = begin,
                                 .document = write_rows};
const kj_format kj_format_csv_excel = {
    .info = {"csv-excel", "facts as a table for spreadsheets: nothing in it is run", KAOJU_STREAM, false, NULL},
    .begin = begin,
    .document = write_rows};
