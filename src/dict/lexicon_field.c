/* A column's name and an entry in, the cell out: the way of everything that a dictionary says besides its words.
 *
 * One hash table over the columns of all classes, made when a class is: where a name stands in a row is looked up, not
 * searched in the header, and nothing is kept for an entry. Cost: O(the cells up to the one that is asked for). */
#include "dict/lexicon_parts.h"

#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* ------------------------------------------------------------------ rows */

/* The place behind the tab number `count` of a row, or of its line end if there are not so many. A text ends with a line
 * end, so that every row does. */
static const char *skip_cells(const char *at, uint32_t count) {
    while (count > 0 && *at != '\n')
        count -= *at++ == '\t';
    return at;
}

#ifdef __SSE2__
/* Sixteen bytes at a time: the cells before the one that is asked for may list hundreds of words. */
static uint32_t ends_of(const char *at) {
    __m128i bytes = _mm_loadu_si128((const void *)at);
    __m128i tabs = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')), lines = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(tabs, lines));
}

static const char *find_cell(const char *at, const char *end, uint32_t index) {
    while (index > 0 && end - at >= 16) {
        uint32_t ends = ends_of(at);
        for (; ends; ends &= ends - 1) {
            const char *found = at + __builtin_ctz(ends);
            if (*found == '\n')
                return found;
            if (--index == 0)
                return found + 1;
        }
        at += 16;
    }
    return skip_cells(at, index);
}

static const char *find_end(const char *at, const char *end) {
    while (end - at >= 16) {
        uint32_t ends = ends_of(at);
        if (ends)
            return at + __builtin_ctz(ends);
        at += 16;
    }
    while (*at != '\t' && *at != '\n')
        at++;
    return at;
}
#else
static const char *find_cell(const char *at, const char *end, uint32_t index) {
    (void)end;
    return skip_cells(at, index);
}

static const char *find_end(const char *at, const char *end) {
    (void)end;
    while (*at != '\t' && *at != '\n')
        at++;
    return at;
}
#endif

/* Cells end with a tab or with the line. Absent if the cell is empty or not there. */
static inline kaoju_string cell_of(const kj_lexicon *lexicon, uint32_t row, uint32_t index) {
    const char *end = lexicon->text.at + lexicon->text.size;
    const char *start = find_cell(lexicon->text.at + row, end, index), *stop = find_end(start, end);
    size_t size = (size_t)(stop - start);
    if (size > 0 && *stop == '\n' && stop[-1] == '\r')
        size--;
    return size > 0 ? (kaoju_string){start, size} : (kaoju_string){0};
}

kaoju_string kj_lexicon_cell(const kj_lexicon *lexicon, uint32_t row, uint32_t index) {
    return cell_of(lexicon, row, index);
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

/* ------------------------------------------------------------------ columns by name */

/* The first eight bytes of a name; of a shorter one bytes that together with its size tell it from every other. */
static inline uint64_t head_of(kaoju_string name) {
    uint64_t head = 0;
    uint32_t low, high;
    if (name.size >= sizeof head) {
        memcpy(&head, name.data, sizeof head);
    } else if (name.size >= sizeof low) {
        memcpy(&low, name.data, sizeof low);
        memcpy(&high, name.data + name.size - sizeof high, sizeof high);
        head = low | (uint64_t)high << 32;
    } else if (name.size) {
        const unsigned char *bytes = (const unsigned char *)name.data;
        head = bytes[0] | (uint64_t)bytes[name.size / 2] << 8 | (uint64_t)bytes[name.size - 1] << 16;
    }
    return head;
}

static inline size_t slot_of(const kj_column_table *table, uint64_t head, uint32_t class_index) {
    return ((head ^ class_index * 0x9E3779B1u) * 0x9E3779B97F4A7C15u) >> 32 & (table->room - 1);
}

static bool grow(kj_column_table *table) {
    size_t room = table->room ? table->room * 2 : 64;
    kj_column_slot *slots = kj_new(room, sizeof *slots), *old = table->slots;
    size_t old_room = table->room;
    if (!slots)
        return false;
    table->slots = slots;
    table->room = room;
    for (size_t i = 0; i < old_room; i++) {
        size_t at = slot_of(table, old[i].head, old[i].class_index);
        while (old[i].number && slots[at].number)
            at = (at + 1) & (room - 1);
        if (old[i].number)
            slots[at] = old[i];
    }
    free(old);
    return true;
}

bool kj_lexicon_name_columns(kj_lexicon *lexicon, uint32_t class_index) {
    const kj_class *class = &lexicon->classes.at[class_index];
    kj_column_table *table = &lexicon->columns;
    while ((table->size + class->column_count) * 2 >= table->room)
        if (!grow(table))
            return false;
    for (uint32_t i = 0; i < class->column_count; i++) {
        kaoju_string name = kj_lexicon_cell(lexicon, class->header, i);
        uint32_t start = name.data ? (uint32_t)(name.data - lexicon->text.at) : 0;
        uint64_t head = head_of(name);
        size_t at = slot_of(table, head, class_index);
        while (table->slots[at].number)
            at = (at + 1) & (table->room - 1);
        table->slots[at] = (kj_column_slot){head, class_index, start, (uint32_t)name.size, i + 1};
        table->size++;
    }
    return true;
}

kaoju_string kj_entry_named(const kj_lexicon *lexicon, uint32_t entry, kaoju_string column) {
    const kj_entry *e = &lexicon->entries.at[entry];
    const kj_column_table *table = &lexicon->columns;
    uint64_t head = head_of(column);
    for (size_t at = slot_of(table, head, e->class_index);; at = (at + 1) & (table->room - 1)) {
        const kj_column_slot *slot = &table->slots[at];
        if (!slot->number)
            return (kaoju_string){0};
        if (slot->head == head && slot->class_index == e->class_index && slot->size == column.size &&
            (column.size <= sizeof head || !memcmp(lexicon->text.at + slot->name, column.data, column.size)))
            return cell_of(lexicon, e->row, slot->number - 1);
    }
}
