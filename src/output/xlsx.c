/* A workbook: sheets 事实 (a row for each fact), 实体, 文档 and 说明. The only file that uses libxlsxwriter.
 *
 * Everything is written as a string or a number, never as a formula. A number that a spreadsheet would round (more than 15
 * digits) is text, and so is what is no number or no day of its calendar. The library writes rows to temporary files as
 * they come, so memory grows with the links only; at the end the bytes of the workbook go to the sink. The same results
 * give the same bytes: the creation date is a fixed one. */
#include "output/cell.h"
#include "output/facts.h"
#include "output/labels.h"
#include "output/writer.h"

#include "base/memory.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* Links of one sheet: Excel's own limit, beyond which it repairs the file by taking all of them away. The rows behind have
 * their source as text. */
#define LINK_MAX 65530
/* Rows of one sheet, the heading included: what the format has. */
#define ROW_MAX 1048576
/* Code points of one cell: it holds 32,767 units of UTF-16. */
#define CELL_MAX 16000
/* Columns wide enough for most and narrow enough to see the next one. */
#define WIDTH_MAX 60
#define COLUMN_MAX 32
/* Decimals that have a number format. */
#define DECIMALS_MAX 8
/* 2000-01-01: a workbook has a creation date, but the same records should give the same bytes. */
#define CREATED 946684800

enum { FACTS, ENTITIES, DOCUMENTS, SHEETS };

static const char *const sheet_names[SHEETS] = {"事实", "实体", "文档"};
static const char *const entity_titles[] = {"文档",     "编号", "类型",       "名称",     "文中写法",
                                            "提及次数", "职务", "ISO 3166-1", "维基数据", NULL};
static const char *const document_titles[] = {"文档",   "来源",   "基准日期", "依据", "电头", "文章数",  "提及数",
                                              "实体数", "事实数", "警告",     "编码", "字节", "SHA-256", NULL};

typedef struct sheet {
    lxw_worksheet *worksheet;
    uint32_t rows, links;
    uint16_t columns;
    size_t width[COLUMN_MAX];
} sheet;

typedef struct state {
    char path[4096]; /* "" if there is none */
    lxw_workbook *workbook;
    lxw_format *heading, *link, *day, *score, *right, *decimals[DECIMALS_MAX + 1];
    sheet sheets[SHEETS];
    bool unlinked;  /* there were more sources than links */
    char model[17]; /* of the first document */
} state;

/* ------------------------------------------------------------------ cells */

static void fail(kaoju_writer *writer, lxw_error code) {
    if (code)
        kj_fail(&writer->problem, code == LXW_ERROR_MEMORY_MALLOC_FAILED ? KAOJU_E_MEMORY : KAOJU_E_IO,
                "the workbook could not be written: %s", lxw_strerror(code));
}

static bool is_escape(kaoju_string s, size_t at) {
    if (s.size - at < 7 || s.data[at] != '_' || s.data[at + 1] != 'x' || s.data[at + 6] != '_')
        return false;
    return strspn(s.data + at + 2, "0123456789abcdefABCDEF") == 4;
}

/* What XML does not hold and what a workbook takes for an escape (_x0041_); cut to what a cell holds. NUL-terminated. */
static const char *cell_text(kj_buffer *out, kaoju_string s) {
    kj_buffer copy = {0};
    size_t count = 0;
    kj_buffer_add(&copy, s.data, s.size);
    kj_buffer_end(&copy);
    s.data = copy.data;
    out->size = 0;
    for (size_t at = 0; !copy.failed && at < s.size && count < CELL_MAX; count++) {
        size_t start = at;
        if (is_escape(s, at))
            kj_buffer_text(out, "_x005F");
        uint32_t cp = kj_utf8_next(s.data, s.size, &at);
        if (cp == 0xFFFE || cp == 0xFFFF)
            kj_buffer_text(out, "\xEF\xBF\xBD");
        else
            kj_buffer_add(out, s.data + start, at - start);
    }
    if (count == CELL_MAX)
        kj_buffer_text(out, "…");
    out->failed |= copy.failed;
    kj_buffer_free(&copy);
    const char *text = kj_buffer_end(out);
    return text ? text : "";
}

static void widen(sheet *s, uint16_t column, size_t width) {
    width = width < WIDTH_MAX ? width : WIDTH_MAX;
    if (s->width[column] < width)
        s->width[column] = width;
}

static void put_text(kaoju_writer *writer, sheet *s, uint16_t column, kaoju_string text, lxw_format *format) {
    kj_buffer out = {0};
    if (text.size) {
        widen(s, column, kj_cell_width(text));
        fail(writer, worksheet_write_string(s->worksheet, s->rows, column, cell_text(&out, text), format));
    }
    if (out.failed)
        kj_fail_memory(&writer->problem);
    kj_buffer_free(&out);
}

static void put_plain(kaoju_writer *writer, sheet *s, uint16_t column, kaoju_string text) {
    kj_buffer plain = {0};
    kj_plain(&plain, text);
    put_text(writer, s, column, (kaoju_string){plain.data, plain.size}, NULL);
    if (plain.failed)
        kj_fail_memory(&writer->problem);
    kj_buffer_free(&plain);
}

static void put_count(kaoju_writer *writer, sheet *s, uint16_t column, uint64_t value) {
    state *st = writer->state;
    widen(s, column, 8);
    fail(writer, worksheet_write_number(s->worksheet, s->rows, column, (double)value, st->decimals[0]));
}

/* A decimal of at most 15 digits as its mantissa and decimals: m / 10^d is then the double nearest to it. */
static bool read_decimal(kaoju_string s, double *value, size_t *decimals) {
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    uint64_t mantissa = 0;
    size_t at = s.size && s.data[0] == '-', digits = 0;
    bool dot = false;
    *decimals = 0;
    for (; at < s.size; at++) {
        if (s.data[at] == '.' && !dot && digits) {
            dot = true;
            continue;
        }
        if (s.data[at] < '0' || s.data[at] > '9' || mantissa > 99999999999999)
            return false;
        mantissa = mantissa * 10 + (uint64_t)(s.data[at] - '0');
        *decimals += dot;
        digits++;
    }
    if (!digits || *decimals > DECIMALS_MAX || digits > 24)
        return false;
    *value = (double)mantissa / powers[*decimals] * (s.data[0] == '-' ? -1 : 1);
    return true;
}

static void put_number(kaoju_writer *writer, sheet *s, uint16_t column, kaoju_string text) {
    state *st = writer->state;
    double value;
    size_t decimals;
    if (!read_decimal(text, &value, &decimals)) {
        put_text(writer, s, column, text, st->right);
        return;
    }
    widen(s, column, text.size + text.size / 3);
    fail(writer, worksheet_write_number(s->worksheet, s->rows, column, value, st->decimals[decimals]));
}

/* Days from 1900-03-01 on: before it Excel's calendar has a day too many. What is no day is text. */
static void put_day(kaoju_writer *writer, sheet *s, uint16_t column, kaoju_string text) {
    state *st = writer->state;
    char copy[11] = "";
    int64_t year, month, date;
    if (text.size == 10)
        memcpy(copy, text.data, 10);
    if (!kaoju_date_check(copy) || strcmp(copy, "1900-03-01") < 0 ||
        !kj_string_integer((kaoju_string){copy, 4}, &year) || !kj_string_integer((kaoju_string){copy + 5, 2}, &month) ||
        !kj_string_integer((kaoju_string){copy + 8, 2}, &date)) {
        put_plain(writer, s, column, text);
        return;
    }
    lxw_datetime day = {.year = (int)year, .month = (int)month, .day = (int)date};
    widen(s, column, 10);
    fail(writer, worksheet_write_datetime(s->worksheet, s->rows, column, &day, st->day));
}

/* Text that leads to `target`, as long as the sheet has room for links and the target can be one. */
static void put_link(kaoju_writer *writer, sheet *s, uint16_t column, kaoju_string text, const char *target) {
    state *st = writer->state;
    kj_buffer out = {0};
    lxw_error code = LXW_ERROR_WORKSHEET_MAX_NUMBER_URLS_EXCEEDED;
    st->unlinked |= target && s->links == LINK_MAX;
    if (target && *target && s->links < LINK_MAX && text.size)
        code = worksheet_write_url_opt(s->worksheet, s->rows, column, target, st->link, cell_text(&out, text), NULL);
    if (!code)
        s->links++;
    widen(s, column, kj_cell_width(text));
    kj_buffer_free(&out);
    if (code) /* too long for a link */
        put_text(writer, s, column, text, NULL);
}

/* The url of the document; else its file, unless its name would lead to another machine or cannot be in a link. */
static void put_source(kaoju_writer *writer, sheet *s, uint16_t column, const kaoju_result *r) {
    kj_buffer target = {0}, text = {0};
    kaoju_string url = kaoju_result_url(r), path = kaoju_result_path(r);
    kj_cell_inert(&text, url.data ? url : path);
    kj_iri_document(&target, r);
    bool web = url.data && target.size > 4 && !memcmp(target.data, "http", 4);
    if (!web) {
        target.size = 0;
        bool local = !url.data && path.size && path.data[0] != '\\' && path.data[0] != '-' && text.size == path.size &&
                     !(path.size > 1 && path.data[0] == '/' && path.data[1] == '/') && !strchr(path.data, ':');
        if (local)
            kj_buffer_format(&target, "external:%.*s", (int)path.size, path.data);
    }
    if (target.size && kj_buffer_end(&target))
        put_link(writer, s, column, (kaoju_string){text.data, text.size}, target.data);
    else
        put_text(writer, s, column, (kaoju_string){text.data, text.size}, NULL);
    if (target.failed || text.failed)
        kj_fail_memory(&writer->problem);
    kj_buffer_free(&target);
    kj_buffer_free(&text);
}

/* ------------------------------------------------------------------ sheets */

static void add_heading(kaoju_writer *writer, sheet *s, const char *title) {
    state *st = writer->state;
    put_text(writer, s, s->columns, kj_string(title), st->heading);
    widen(s, s->columns, kj_cell_width(kj_string(title)) + 3); /* the arrow of the filter */
    s->columns++;
}

static lxw_format *number_format(lxw_workbook *workbook, const char *pattern) {
    lxw_format *format = workbook_add_format(workbook);
    if (format)
        format_set_num_format(format, pattern);
    return format;
}

static bool make_formats(state *st) {
    st->heading = workbook_add_format(st->workbook);
    st->link = workbook_get_default_url_format(st->workbook);
    st->right = workbook_add_format(st->workbook);
    st->day = number_format(st->workbook, "yyyy-mm-dd");
    st->score = number_format(st->workbook, "0.00");
    bool ok = st->heading && st->link && st->right && st->day && st->score;
    for (int d = 0; ok && d <= DECIMALS_MAX; d++) {
        char pattern[32];
        snprintf(pattern, sizeof pattern, "#,##0%s%.*d", d ? "." : "", d, 0); /* d zeros */
        ok = (st->decimals[d] = number_format(st->workbook, pattern)) != NULL;
    }
    if (!ok)
        return false;
    format_set_bold(st->heading);
    format_set_bg_color(st->heading, 0xE8EDF3);
    format_set_bottom(st->heading, LXW_BORDER_THIN);
    format_set_align(st->right, LXW_ALIGN_RIGHT);
    return true;
}

static void begin(kaoju_writer *writer, kj_buffer *out) {
    state *st = writer->state;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = getenv("TMPDIR"), .use_zip64 = LXW_FALSE};
    static char title[] = "kaoju"; /* the library takes it without const */
    lxw_doc_properties properties = {.title = title, .created = CREATED};
    (void)out;
    if (!kj_writer_temporary(writer, st->path)) {
        st->path[0] = '\0';
        return;
    }
    st->workbook = workbook_new_opt(st->path, &options);
    if (!st->workbook || !make_formats(st)) {
        kj_fail_memory(&writer->problem);
        return;
    }
    workbook_set_properties(st->workbook, &properties);
    for (int i = 0; i < SHEETS; i++) {
        st->sheets[i].worksheet = workbook_add_worksheet(st->workbook, sheet_names[i]);
        if (!st->sheets[i].worksheet)
            kj_fail(&writer->problem, KAOJU_E_IO, "the workbook could not be written: no temporary file");
        if (writer->problem.code)
            return;
        worksheet_freeze_panes(st->sheets[i].worksheet, 1, 0);
    }
    for (size_t c = 0; c < kj_fact_column_count; c++)
        add_heading(writer, &st->sheets[FACTS], kj_fact_columns[c].title);
    for (size_t c = 0; entity_titles[c]; c++)
        add_heading(writer, &st->sheets[ENTITIES], entity_titles[c]);
    for (size_t c = 0; document_titles[c]; c++)
        add_heading(writer, &st->sheets[DOCUMENTS], document_titles[c]);
    for (int i = 0; i < SHEETS; i++)
        st->sheets[i].rows = 1;
}

static bool has_room(kaoju_writer *writer, const sheet *s) {
    if (s->rows >= ROW_MAX && !writer->problem.code)
        kj_fail(&writer->problem, KAOJU_E_LIMIT, "a sheet of a workbook has %d rows; take csv or sqlite", ROW_MAX);
    return !writer->problem.code;
}

/* ------------------------------------------------------------------ rows */

static void write_fact(kaoju_writer *writer, const kj_facts *t, const kaoju_fact *f) {
    state *st = writer->state;
    sheet *s = &st->sheets[FACTS];
    kj_buffer cell = {0};
    for (size_t c = 0; c < kj_fact_column_count && has_room(writer, s); c++) {
        cell.size = 0;
        kj_facts_cell(t, f, c, &cell);
        kaoju_string text = {cell.data, cell.size};
        int64_t count;
        if (kj_fact_columns[c].kind == KJ_CELL_SOURCE)
            put_source(writer, s, (uint16_t)c, t->result);
        else if (kj_fact_columns[c].kind == KJ_CELL_NUMBER)
            put_number(writer, s, (uint16_t)c, text);
        else if (kj_fact_columns[c].kind == KJ_CELL_DAY)
            put_day(writer, s, (uint16_t)c, text);
        else if (kj_fact_columns[c].kind == KJ_CELL_COUNT && kj_string_integer(text, &count))
            put_count(writer, s, (uint16_t)c, (uint64_t)count);
        else if (kj_fact_columns[c].kind == KJ_CELL_SCORE)
            fail(writer, worksheet_write_number(s->worksheet, s->rows, (uint16_t)c, f->confidence, st->score));
        else
            put_text(writer, s, (uint16_t)c, text, NULL);
    }
    if (cell.failed)
        kj_fail_memory(&writer->problem);
    kj_buffer_free(&cell);
    s->rows++;
}

/* The posts of each person: 埃及总统、… Buffers by the index of the entity. */
static kj_buffer *collect_posts(const kj_facts *t) {
    kj_buffer *posts = kj_new(kaoju_entity_count(t->result), sizeof *posts);
    for (size_t i = 0; posts && i < kaoju_relation_count(t->result); i++) {
        const kaoju_relation *r = kaoju_relation_at(t->result, i);
        uint32_t person = kj_names_find(t->entities, kj_string(r->person));
        if (person == KJ_NONE)
            continue;
        kj_buffer_text(&posts[person], posts[person].size ? "、" : "");
        kj_buffer_text(&posts[person], r->former ? "原" : "");
        kj_plain(&posts[person], r->of_text);
        kj_plain(&posts[person], r->title);
    }
    return posts;
}

static void write_entity(kaoju_writer *writer, const kaoju_result *r, const kaoju_entity *e, const kj_buffer *posts) {
    sheet *s = &((state *)writer->state)->sheets[ENTITIES];
    kj_buffer names = {0}, link = {0};
    if (!has_room(writer, s))
        return;
    for (size_t i = 0; i < e->name_count; i++) {
        kj_buffer_text(&names, i ? "、" : "");
        kj_plain(&names, e->names[i]);
    }
    put_plain(writer, s, 0, kaoju_result_id(r));
    put_plain(writer, s, 1, kj_string(e->id));
    put_plain(writer, s, 2, kj_string(e->type));
    put_plain(writer, s, 3, e->name);
    put_text(writer, s, 4, (kaoju_string){names.data, names.size}, NULL);
    put_count(writer, s, 5, e->mention_count);
    put_text(writer, s, 6, (kaoju_string){posts->data, posts->size}, NULL);
    put_plain(writer, s, 7, e->iso);
    if (e->wikidata.data) {
        kj_buffer plain = {0};
        kj_plain(&plain, e->wikidata);
        kj_iri_wikidata(&link, e->wikidata);
        put_link(writer, s, 8, (kaoju_string){plain.data, plain.size}, kj_buffer_end(&link));
        kj_buffer_free(&plain);
    }
    if (names.failed || link.failed || posts->failed)
        kj_fail_memory(&writer->problem);
    kj_buffer_free(&names);
    kj_buffer_free(&link);
    s->rows++;
}

static void write_document_row(kaoju_writer *writer, const kaoju_result *r) {
    state *st = writer->state;
    sheet *s = &st->sheets[DOCUMENTS];
    const kaoju_article none = {.date_source = ""}, *a = kaoju_article_count(r) ? kaoju_article_at(r, 0) : &none;
    if (!has_room(writer, s))
        return;
    put_plain(writer, s, 0, kaoju_result_id(r));
    put_source(writer, s, 1, r);
    put_day(writer, s, 2, a->reference_date);
    put_plain(writer, s, 3, kj_string(a->date_source));
    put_plain(writer, s, 4, a->dateline);
    const size_t counts[] = {kaoju_article_count(r), kaoju_mention_count(r), kaoju_entity_count(r), kaoju_fact_count(r),
                             kaoju_warning_count(r)};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        put_count(writer, s, (uint16_t)(5 + i), counts[i]);
    put_plain(writer, s, 10, kj_string(kaoju_result_encoding(r)));
    put_count(writer, s, 11, kaoju_result_bytes(r));
    put_plain(writer, s, 12, kj_string(kaoju_result_sha256(r)));
    s->rows++;
    if (!st->model[0])
        snprintf(st->model, sizeof st->model, "%s", kaoju_result_model(r));
}

static void write_document(kaoju_writer *writer, const kaoju_result *r, kj_buffer *out) {
    kj_facts t;
    (void)out;
    bool ok = kj_facts_open(&t, r);
    kj_buffer *posts = ok ? collect_posts(&t) : NULL;
    for (size_t i = 0; posts && i < kaoju_fact_count(r) && kj_writer_wants(writer, "FIGURE"); i++)
        write_fact(writer, &t, kaoju_fact_at(r, i));
    for (size_t i = 0; posts && i < kaoju_entity_count(r); i++) {
        if (kj_writer_wants(writer, kaoju_entity_at(r, i)->type))
            write_entity(writer, r, kaoju_entity_at(r, i), &posts[i]);
        kj_buffer_free(&posts[i]);
    }
    if (posts)
        write_document_row(writer, r);
    else
        kj_fail_memory(&writer->problem);
    free(posts);
    kj_facts_close(&t);
}

/* ------------------------------------------------------------------ the end */

static void write_notes(kaoju_writer *writer) {
    state *st = writer->state;
    sheet s = {.worksheet = workbook_add_worksheet(st->workbook, "说明")};
    if (!s.worksheet) {
        kj_fail(&writer->problem, KAOJU_E_IO, "the workbook could not be written: no temporary file");
        return;
    }
    const char *const head[][2] = {
        {"kaoju", kaoju_version()},
        {"模型", st->model},
        {"事实", "每行是文中一个数字所陈述的内容；来源列通向原文。数值精确，超过十五位有效数字的以文本保存。"},
        {"链接", st->unlinked ? "一张表至多 65,530 个链接，其后各行的来源为文本。"
                              : "网址或文件；文件路径从生成时所在的文件夹算起。"},
        {"", ""},
        {"事实表的列", ""}};
    for (size_t i = 0; i < sizeof head / sizeof *head; i++, s.rows++) {
        put_text(writer, &s, 0, kj_string(head[i][0]), i == 5 ? st->heading : NULL);
        put_text(writer, &s, 1, kj_string(head[i][1]), NULL);
    }
    for (size_t c = 0; c < kj_fact_column_count; c++, s.rows++) {
        put_text(writer, &s, 0, kj_string(kj_fact_columns[c].title), NULL);
        put_text(writer, &s, 1, kj_string(kj_fact_columns[c].about), NULL);
    }
    worksheet_set_column(s.worksheet, 0, 0, (double)s.width[0] + 2, NULL);
    worksheet_set_column(s.worksheet, 1, 1, 80, NULL);
}

static void end(kaoju_writer *writer, kj_buffer *out) {
    state *st = writer->state;
    (void)out;
    for (int i = 0; i < SHEETS; i++) {
        sheet *s = &st->sheets[i];
        for (uint16_t c = 0; c < s->columns; c++)
            worksheet_set_column(s->worksheet, c, c, (double)s->width[c] + 1, NULL);
        worksheet_autofilter(s->worksheet, 0, 0, s->rows - 1, (lxw_col_t)(s->columns - 1));
    }
    write_notes(writer);
    fail(writer, workbook_close(st->workbook));
    st->workbook = NULL;
    if (!writer->problem.code)
        kj_writer_send(writer, st->path);
}

static void release(kaoju_writer *writer) {
    state *st = writer->state;
    if (st->workbook)
        workbook_close(st->workbook); /* the library has no other way to let go of it */
    if (st->path[0])
        unlink(st->path);
}

const kj_format kj_format_xlsx = {
    .info = {"xlsx", "facts, entities and documents as a workbook", KAOJU_BINARY, false, NULL},
    .state = sizeof(state),
    .begin = begin,
    .document = write_document,
    .end = end,
    .release = release};
