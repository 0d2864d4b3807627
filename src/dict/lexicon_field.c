/* A column's name and an entry in, the cell out: the way of everything that a dictionary says besides its words.
 *
 * Where the names of the columns stand is noted when a class is made; nothing is kept for an entry, whose cells lie between
 * the tabs of its row. Cost: O(columns of the class) and the cells up to the one that is asked for. Who asks often has a
 * memory of the last ones, kj_cell_memory: an entry and column has one slot, which the next one with the same slot takes. */
#include "dict/lexicon_parts.h"

#include <string.h>

/* Cells end with a tab or with the line, and every row with a line end. Absent if the cell is empty or not there. */
kaoju_string kj_lexicon_cell(const kj_lexicon *lexicon, uint32_t row, uint32_t index) {
    const char *at = lexicon->text.at + row, *end = memchr(at, '\n', lexicon->text.size - row);
    end -= end > at && end[-1] == '\r';
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    for (; index > 0; index--) {
        if (!tab)
            return (kaoju_string){0};
        at = tab + 1;
        tab = memchr(at, '\t', (size_t)(end - at));
    }
    size_t size = (size_t)((tab ? tab : end) - at);
    return size ? (kaoju_string){at, size} : (kaoju_string){0};
}

bool kj_entry_cell(const kj_lexicon *lexicon, uint32_t entry, uint32_t index, kaoju_string *column,
                   kaoju_string *cell) {
    const kj_entry *e = &lexicon->entries.at[entry];
    const kj_class *class = &lexicon->classes.at[e->class_index];
    if (index >= class->column_count)
        return false;
    *column = kj_lexicon_cell(lexicon, class->header, index);
    *cell = kj_lexicon_cell(lexicon, e->row, index);
    return true;
}

bool kj_lexicon_name_columns(kj_lexicon *lexicon, uint32_t class_index) {
    const kj_class *class = &lexicon->classes.at[class_index];
    if (!kj_reserve(&lexicon->columns, class->column_count) ||
        !kj_push(&lexicon->class_columns, (uint32_t)lexicon->columns.size))
        return false;
    for (uint32_t i = 0; i < class->column_count; i++) {
        kaoju_string name = kj_lexicon_cell(lexicon, class->header, i);
        uint32_t start = name.data ? (uint32_t)(name.data - lexicon->text.at) : 0;
        lexicon->columns.at[lexicon->columns.size++] = (kj_column){start, (uint32_t)name.size};
    }
    return true;
}

kaoju_string kj_entry_field(const kj_lexicon *lexicon, uint32_t entry, const char *column) {
    const kj_entry *e = &lexicon->entries.at[entry];
    const kj_column *columns = lexicon->columns.at + lexicon->class_columns.at[e->class_index];
    uint32_t count = lexicon->classes.at[e->class_index].column_count;
    size_t size = strlen(column);
    for (uint32_t i = 0; i < count; i++) {
        const char *name = lexicon->text.at + columns[i].start;
        if (columns[i].size == size && *name == *column && !memcmp(name, column, size))
            return kj_lexicon_cell(lexicon, e->row, i);
    }
    return (kaoju_string){0};
}

#define SLOTS 2048 /* a power of two */

struct kj_cell_memory {
    const kj_lexicon *lexicon;
    struct {
        const char *column; /* NULL: free */
        uint32_t entry;
        kaoju_string cell;
    } slots[SLOTS];
};

kj_cell_memory *kj_cell_memory_new(const kj_lexicon *lexicon) {
    kj_cell_memory *memory = kj_new(1, sizeof *memory);
    if (memory)
        memory->lexicon = lexicon;
    return memory;
}

kaoju_string kj_cell_memory_get(kj_cell_memory *memory, uint32_t entry, const char *column) {
    /* Columns are told apart by their addresses: two of the same name only take two slots. */
    uint64_t mixed = ((uint64_t)(uintptr_t)column ^ (uint64_t)entry << 32) * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(mixed >> 32) % SLOTS;
    if (memory->slots[at].column != column || memory->slots[at].entry != entry) {
        memory->slots[at].cell = kj_entry_field(memory->lexicon, entry, column);
        memory->slots[at].column = column;
        memory->slots[at].entry = entry;
    }
    return memory->slots[at].cell;
}
