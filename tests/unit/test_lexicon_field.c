/* Cells by the names of their columns: rows of every shape, held against cutting the row at its tabs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lexicon_fixture.h"

/* Cell `index` of a row without its line end, found byte by byte. */
static kaoju_string cut(const char *row, uint32_t index) {
    for (; index > 0; index--)
        row = strchr(row, '\t') + 1;
    size_t size = strcspn(row, "\t");
    return size ? (kaoju_string){row, size} : (kaoju_string){0};
}

/* Cells of 0..39 bytes in front of and behind the one that is asked for: it begins and ends at every place of a block. The
 * last rows end with the text. */
static void cells_of_every_length(void **state) {
    (void)state;
    static char text[400000], rows[1600][128];
    size_t count = 0, used = (size_t)sprintf(text, "surface\tlist\tcode\tnote\n");
    char x[41];
    memset(x, 'x', 40);
    for (int before = 0; before < 40; before++)
        for (int size = 0; size < 40; size++) {
            snprintf(rows[count], sizeof rows[count], "%zu\t%.*s\t%.*s\t%.*s", count, before, x, size, x,
                     (before + size) % 3, x);
            used += (size_t)sprintf(text + used, "%s%s", rows[count], count % 2 ? "\n" : "\r\n");
            count++;
        }
    text[used - 1] = '\0'; /* without its line end */
    assert_int_equal(add("long.tsv", text), KAOJU_OK);
    static const char *const columns[] = {"surface", "list", "code", "note"};
    for (uint32_t e = 0; e < count; e++)
        for (uint32_t c = 0; c < 4; c++) {
            kaoju_string cell = kj_entry_field(lexicon, e, columns[c]), name, again, want = cut(rows[e], c);
            assert_true(kj_string_same(cell, want));
            assert_true(kj_entry_cell(lexicon, e, c, &name, &again));
            assert_true(kj_string_is(name, columns[c]));
            assert_true(kj_string_same(again, want));
        }
}

/* Each class has the columns in another order, and one of its own. */
static void columns_of_many_classes(void **state) {
    (void)state;
    char path[32], text[128], column[16], cell[16];
    enum { CLASSES = 300 };
    for (int i = 0; i < CLASSES; i++) {
        snprintf(path, sizeof path, "class%d.tsv", i);
        snprintf(text, sizeof text, i % 2 ? "surface\tpos\tc%d\n%d\tv\t=%d\n" : "c%d\tsurface\tpos\n=%d\t%d\tn\n", i, i,
                 i);
        assert_int_equal(add(path, text), KAOJU_OK);
    }
    for (uint32_t i = 0; i < CLASSES; i++) {
        snprintf(column, sizeof column, "c%u", (unsigned)i);
        snprintf(cell, sizeof cell, "=%u", (unsigned)i);
        assert_true(kj_string_is(kj_entry_field(lexicon, i, column), cell));
        assert_true(kj_string_is(kj_entry_field(lexicon, i, "pos"), i % 2 ? "v" : "n"));
        assert_null(kj_entry_field(lexicon, (i + 1) % CLASSES, column).data);
        assert_null(kj_entry_field(lexicon, i, "po").data);
        assert_null(kj_entry_field(lexicon, i, "").data);
    }
}

/* A second file of a class adds rows, not columns. */
static void columns_of_a_class_in_two_files(void **state) {
    (void)state;
    assert_int_equal(add("a/unit.tsv", "surface\tcode\n元\tCNY\n"), KAOJU_OK);
    size_t size = lexicon->columns.size;
    assert_int_equal(add("b/unit.tsv", "# more\nsurface\tcode\r\n斤\tjin\r\n角\t\r\n"), KAOJU_OK);
    assert_int_equal(lexicon->columns.size, size);
    assert_true(kj_string_is(kj_entry_field(lexicon, 0, "code"), "CNY"));
    assert_true(kj_string_is(kj_entry_field(lexicon, 1, "code"), "jin"));
    assert_null(kj_entry_field(lexicon, 2, "code").data);
}

/* More cells than it has room for, each asked for again and again: always the one of this entry and this column. */
static void memory_of_cells(void **state) {
    (void)state;
    enum { ROWS = 2000 };
    static const char *const columns[] = {"surface", "a", "b", "nowhere"};
    char text[64];
    assert_int_equal(add("many.tsv", "surface\ta\tb\n"), KAOJU_OK);
    for (int i = 0; i < ROWS; i++) {
        snprintf(text, sizeof text, "surface\ta\tb\n%d\ta%d\t%s\n", i, i, i % 3 ? "b" : "");
        assert_int_equal(add("many.tsv", text), KAOJU_OK);
    }
    kj_cell_memory *memory = kj_cell_memory_new(lexicon);
    assert_non_null(memory);
    for (uint32_t turn = 0; turn < 20 * ROWS; turn++) {
        uint32_t entry = turn % 7 ? turn * 2654435761u % ROWS : turn % 20;
        const char *column = columns[turn / 3 % 4];
        kaoju_string want = kj_entry_field(lexicon, entry, column), got = kj_cell_memory_get(memory, entry, column);
        assert_ptr_equal(got.data, want.data);
        assert_int_equal(got.size, want.size);
    }
    free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_of_every_length, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_of_many_classes, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_of_a_class_in_two_files, setup, teardown),
        cmocka_unit_test_setup_teardown(memory_of_cells, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
