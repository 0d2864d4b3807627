/* Reader of dictionary files: tab-separated, UTF-8, a header line with the column names, `#` comments. */
#ifndef KJ_DICT_TSV_H
#define KJ_DICT_TSV_H

#include "base/memory.h"
#include "base/string.h"

#include "base/limits.h"

typedef struct kj_tsv {
    const char *path; /* borrowed */
    const char *text; /* borrowed, `size` bytes, CRLF or LF */
    size_t size, at;
    uint32_t line;       /* of the current row, 1-based */
    kaoju_string source; /* the current line, without its end */
    uint32_t column_count;
    kaoju_string columns[KJ_COLUMN_MAX];
    kaoju_string cells[KJ_COLUMN_MAX];
} kj_tsv;

/* Checks UTF-8 (KAOJU_E_SYNTAX with line and column of the bad byte) and reads the header: names not empty, not twice.
 * A BOM is skipped. A file without a header is an error. */
kaoju_status kj_tsv_open(kj_tsv *tsv, const char *path, const char *text, size_t size, kaoju_error *error);
/* Next row into cells; *more = false at the end. A row with another number of cells is KAOJU_E_SYNTAX at the column
 * where the surplus starts or the line ends. */
kaoju_status kj_tsv_next(kj_tsv *tsv, bool *more, kaoju_error *error);
/* Index of a column by name; KJ_NONE if the file has none. */
uint32_t kj_tsv_column(const kj_tsv *tsv, const char *name);
/* Where cell `column` of the current row starts; offset in code points into the cell. */
kj_place kj_tsv_place(const kj_tsv *tsv, uint32_t column, uint32_t offset);

#endif
