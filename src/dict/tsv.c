/* Dictionary files: bytes in, rows of cells out.
 *
 * Invariant: `source` is the line that `line` counts, `cells` are views of it, and there are column_count of them. So the
 * place of every cell can be worked out from `source` when an error needs it, and nothing is kept for rows that are
 * fine. Cost: every byte is looked at twice (UTF-8, tabs); no memory. */
#include "dict/tsv.h"

#include "text/utf8.h"

#include <string.h>

static const char *const byte_order_mark = "\xEF\xBB\xBF";

/* Code points of the first `size` bytes of the current line. */
static uint32_t columns_before(const kj_tsv *tsv, size_t size) {
    return (uint32_t)kj_utf8_length(tsv->source.data, size);
}

static kj_place place_at(const kj_tsv *tsv, size_t byte, uint32_t offset) {
    return (kj_place){.file = tsv->path,
                      .line = tsv->line,
                      .column = columns_before(tsv, byte) + 1 + offset,
                      .source = tsv->source.data,
                      .source_size = tsv->source.size};
}

/* The next line into `source`; false at the end. */
static bool next_line(kj_tsv *tsv) {
    if (tsv->at >= tsv->size)
        return false;
    const char *start = tsv->text + tsv->at;
    const char *end = memchr(start, '\n', tsv->size - tsv->at);
    size_t size = end ? (size_t)(end - start) : tsv->size - tsv->at;
    tsv->at += end ? size + 1 : size;
    tsv->line++;
    if (size > 0 && start[size - 1] == '\r')
        size--;
    tsv->source = (kaoju_string){start, size};
    return true;
}

static bool is_ignored(kaoju_string line) {
    if (line.size > 0 && line.data[0] == '#')
        return true;
    for (size_t i = 0; i < line.size; i++)
        if (line.data[i] != ' ' && line.data[i] != '\t')
            return false;
    return true;
}

/* The next line that is neither blank nor a comment. */
static bool next_row(kj_tsv *tsv) {
    while (next_line(tsv))
        if (!is_ignored(tsv->source))
            return true;
    return false;
}

/* Splits the current line. Returns how many cells there are; *surplus is the byte at which the first one that does not
 * fit in `room` starts. */
static uint32_t split(const kj_tsv *tsv, kaoju_string *cells, uint32_t room, size_t *surplus) {
    uint32_t count = 0;
    size_t start = 0;
    for (size_t i = 0; i <= tsv->source.size; i++) {
        if (i < tsv->source.size && tsv->source.data[i] != '\t')
            continue;
        if (count < room)
            cells[count] = (kaoju_string){tsv->source.data + start, i - start};
        else if (count == room)
            *surplus = start;
        count++;
        start = i + 1;
    }
    return count;
}

/* Moves to the line of the bad byte, so that the error shows what stands before it. */
static kaoju_status fail_encoding(kj_tsv *tsv, size_t bad, kaoju_error *error) {
    while (next_line(tsv) && tsv->at <= bad) {
    }
    size_t before = (size_t)(tsv->text + bad - tsv->source.data);
    tsv->source.size = before;
    kaoju_status status = kj_fail_at(error, KAOJU_E_SYNTAX, place_at(tsv, before, 0), "byte 0x%02X is not UTF-8 here",
                                     (unsigned)(unsigned char)tsv->text[bad]);
    if (error)
        error->offset = bad;
    return status;
}

static kaoju_status read_header(kj_tsv *tsv, kaoju_error *error) {
    if (!next_row(tsv)) {
        tsv->line = 0;
        tsv->source = (kaoju_string){0};
        return kj_fail_at(error, KAOJU_E_SYNTAX, (kj_place){.file = tsv->path, .line = 1, .column = 1},
                          "no header line with the names of the columns");
    }
    size_t surplus = 0;
    tsv->column_count = split(tsv, tsv->columns, KJ_COLUMN_MAX, &surplus);
    if (tsv->column_count > KJ_COLUMN_MAX)
        return kj_fail_at(error, KAOJU_E_LIMIT, place_at(tsv, surplus, 0), "%u columns; at most %d are read",
                          (unsigned)tsv->column_count, KJ_COLUMN_MAX);
    for (uint32_t i = 0; i < tsv->column_count; i++) {
        kaoju_string name = tsv->columns[i];
        if (name.size == 0)
            return kj_fail_at(error, KAOJU_E_SYNTAX, kj_tsv_place(tsv, i, 0), "column without a name");
        for (uint32_t j = 0; j < i; j++)
            if (kj_string_same(name, tsv->columns[j]))
                return kj_fail_at(error, KAOJU_E_SYNTAX, kj_tsv_place(tsv, i, 0), "two columns of the same name");
    }
    memcpy(tsv->cells, tsv->columns, sizeof tsv->cells);
    return KAOJU_OK;
}

kaoju_status kj_tsv_open(kj_tsv *tsv, const char *path, const char *text, size_t size, kaoju_error *error) {
    *tsv = (kj_tsv){.path = path, .text = text, .size = size};
    if (size > KJ_FILE_MAX)
        return kj_fail_at(error, KAOJU_E_LIMIT, (kj_place){.file = path}, "file over %u MB",
                          (unsigned)(KJ_FILE_MAX >> 20));
    if (size >= 3 && memcmp(text, byte_order_mark, 3) == 0)
        tsv->at = 3;
    size_t bad = kj_utf8_check(text, size);
    if (bad < size)
        return fail_encoding(tsv, bad, error);
    return read_header(tsv, error);
}

kaoju_status kj_tsv_next(kj_tsv *tsv, bool *more, kaoju_error *error) {
    *more = next_row(tsv);
    if (!*more)
        return KAOJU_OK;
    size_t surplus = tsv->source.size;
    uint32_t count = split(tsv, tsv->cells, tsv->column_count, &surplus);
    if (count == tsv->column_count)
        return KAOJU_OK;
    *more = false;
    return kj_fail_at(error, KAOJU_E_SYNTAX, place_at(tsv, surplus, 0), "%u cell%s; the header names %u column%s",
                      (unsigned)count, count == 1 ? "" : "s", (unsigned)tsv->column_count,
                      tsv->column_count == 1 ? "" : "s");
}

uint32_t kj_tsv_column(const kj_tsv *tsv, const char *name) {
    for (uint32_t i = 0; i < tsv->column_count; i++)
        if (kj_string_is(tsv->columns[i], name))
            return i;
    return KJ_NONE;
}

kj_place kj_tsv_place(const kj_tsv *tsv, uint32_t column, uint32_t offset) {
    size_t byte = 0;
    for (; column > 0 && byte < tsv->source.size; byte++)
        column -= tsv->source.data[byte] == '\t';
    return place_at(tsv, byte, offset);
}
