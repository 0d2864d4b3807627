/* Dictionary files in, entries and the words of the matcher out.
 *
 * Invariant: every word belongs to an entry that is complete, also after an error in the middle of a file (the bad row
 * is taken back). Cost: linear in the size of the file; the file is kept, rows are offsets in it. */
#include "dict/lexicon_parts.h"

#include "dict/tsv.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

typedef struct adding {
    kj_lexicon *lexicon;
    kj_tsv tsv;
    uint32_t class_index;
    uint32_t surface, aliases, not_in, weight; /* columns; KJ_NONE */
} adding;

/* ------------------------------------------------------------------ words */

/* As in text/text.h: blanks between two of these are characters, others are layout. */
static bool is_narrow(uint32_t cp) {
    return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

bool kj_word_fold(const kj_fold *fold, kaoju_string word, uint32_t *out, uint32_t *length) {
    uint32_t before = 0;
    *length = 0;
    for (size_t at = 0; at < word.size;) {
        uint32_t blanks = 0, cp = 0;
        while (at < word.size && kj_char_is_space(cp = kj_utf8_next(word.data, word.size, &at)))
            blanks++;
        if (kj_char_is_space(cp))
            break; /* at the end of the word */
        if (!is_narrow(before) || !is_narrow(cp))
            blanks = 0;
        if (blanks >= KJ_SURFACE_MAX - *length) /* no room for cp after them */
            return false;
        for (; blanks > 0; blanks--)
            out[(*length)++] = ' ';
        out[(*length)++] = kj_fold_symbol(fold, cp);
        before = cp;
    }
    return true;
}

bool kj_word_add(kj_lexicon *lexicon, const uint32_t *symbols, uint32_t length, kj_word_kind kind, uint32_t owner) {
    kj_word word = {lexicon->symbols.size, length, kind, owner};
    if (!kj_reserve(&lexicon->symbols, length) || !kj_push(&lexicon->words, word))
        return false;
    memcpy(lexicon->symbols.at + lexicon->symbols.size, symbols, length * sizeof *symbols);
    lexicon->symbols.size += length;
    return true;
}

/* ------------------------------------------------------------------ rows */

static bool contains(const uint32_t *whole, uint32_t length, const uint32_t *part, uint32_t part_length) {
    for (uint32_t i = 0; i + part_length <= length; i++)
        if (memcmp(whole + i, part, part_length * sizeof *part) == 0)
            return true;
    return false;
}

/* A not_in word must be longer than a surface or alias that stands in it, and not be one itself. */
static const char *check_not_in(const kj_lexicon *lexicon, size_t first_word, size_t surfaces, const uint32_t *symbols,
                                uint32_t length) {
    bool found = false;
    for (size_t i = first_word; i < first_word + surfaces; i++) {
        const kj_word *word = &lexicon->words.at[i];
        if (!contains(symbols, length, lexicon->symbols.at + word->first, word->length))
            continue;
        if (word->length == length)
            return "not_in word is a surface of this row: it would never be found";
        found = true;
    }
    return found ? NULL : "not_in word contains neither the surface nor an alias";
}

/* Adds the words of one cell, cut at '|' unless it is the surface. */
static kaoju_status add_words(adding *a, uint32_t column, kj_word_kind kind, size_t first_word, kaoju_error *error) {
    kj_lexicon *lexicon = a->lexicon;
    uint32_t symbols[KJ_SURFACE_MAX], length, owner = (uint32_t)lexicon->entries.size;
    size_t surfaces = lexicon->words.size - first_word;
    kaoju_string cell = a->tsv.cells[column], rest = cell;
    while (rest.data) {
        kaoju_string word = rest;
        if (column == a->surface)
            rest = (kaoju_string){0};
        else
            word = kj_string_split(&rest, '|');
        kj_place place = kj_tsv_place(&a->tsv, column, 0);
        place.column += (uint32_t)kj_utf8_length(cell.data, (size_t)(word.data - cell.data));
        if (!kj_word_fold(lexicon->fold, word, symbols, &length))
            return kj_fail_at(error, KAOJU_E_SYNTAX, place, "word over %d characters", KJ_SURFACE_MAX);
        if (length == 0)
            return kj_fail_at(error, KAOJU_E_SYNTAX, place, "%s",
                              column == a->surface ? "empty surface" : "empty word before or after '|'");
        if (kind == KJ_WORD_NOT_IN) {
            const char *problem = check_not_in(lexicon, first_word, surfaces, symbols, length);
            if (problem)
                return kj_fail_at(error, KAOJU_E_SYNTAX, place, "%s", problem);
        }
        if (!kj_word_add(lexicon, symbols, length, kind, owner))
            return kj_fail_memory(error);
    }
    return KAOJU_OK;
}

static kaoju_status read_weight(const adding *a, int32_t *weight, kaoju_error *error) {
    int64_t value = 0;
    *weight = 0;
    if (a->weight == KJ_NONE || a->tsv.cells[a->weight].size == 0)
        return KAOJU_OK;
    if (!kj_string_integer(a->tsv.cells[a->weight], &value) || value < INT32_MIN || value > INT32_MAX)
        return kj_fail_at(error, KAOJU_E_SYNTAX, kj_tsv_place(&a->tsv, a->weight, 0),
                          "weight is not an integer of 32 bits");
    *weight = (int32_t)value;
    return KAOJU_OK;
}

/* ------------------------------------------------------------------ rows seen */

/* The surface counts as folded, the other cells as written. */
static uint32_t hash_row(const adding *a, const kj_word *surface) {
    const kj_lexicon *lexicon = a->lexicon;
    uint64_t hash = kj_hash(KJ_HASH_START, &a->class_index, sizeof a->class_index);
    hash = kj_hash(hash, lexicon->symbols.at + surface->first, surface->length * sizeof(uint32_t));
    for (uint32_t i = 0; i < a->tsv.column_count; i++)
        if (i != a->surface)
            hash = kj_hash(kj_hash(hash, "\t", 1), a->tsv.cells[i].data, a->tsv.cells[i].size);
    return (uint32_t)(hash ^ hash >> 32);
}

static bool same_row(const adding *a, const kj_word *surface, uint32_t entry) {
    const kj_lexicon *lexicon = a->lexicon;
    const kj_entry *other = &lexicon->entries.at[entry];
    const kj_word *word = &lexicon->words.at[lexicon->firsts.at[entry]];
    if (other->class_index != a->class_index || word->length != surface->length ||
        memcmp(lexicon->symbols.at + word->first, lexicon->symbols.at + surface->first,
               word->length * sizeof(uint32_t)) != 0)
        return false;
    for (uint32_t i = 0; i < a->tsv.column_count; i++) {
        kaoju_string x = a->tsv.cells[i], y = kj_lexicon_cell(lexicon, other->row, i);
        if (i != a->surface && (x.size != y.size || (x.size > 0 && memcmp(x.data, y.data, x.size) != 0)))
            return false;
    }
    return true;
}

static bool grow_seen(kj_lexicon *lexicon) {
    size_t room = lexicon->seen_room ? lexicon->seen_room * 2 : 256;
    kj_seen *seen = kj_new(room, sizeof *seen);
    if (!seen)
        return false;
    for (size_t i = 0; i < lexicon->seen_room; i++) {
        size_t at = lexicon->seen[i].hash & (room - 1);
        while (lexicon->seen[i].entry && seen[at].entry)
            at = (at + 1) & (room - 1);
        if (lexicon->seen[i].entry)
            seen[at] = lexicon->seen[i];
    }
    free(lexicon->seen);
    lexicon->seen = seen;
    lexicon->seen_room = room;
    return true;
}

/* Notes the current row; the next entry is its number. */
static kaoju_status note_row(adding *a, size_t first_word, kaoju_error *error) {
    kj_lexicon *lexicon = a->lexicon;
    const kj_word *surface = &lexicon->words.at[first_word];
    if (lexicon->entries.size >= lexicon->seen_room / 2 && !grow_seen(lexicon))
        return kj_fail_memory(error);
    uint32_t hash = hash_row(a, surface);
    size_t at = hash & (lexicon->seen_room - 1);
    for (; lexicon->seen[at].entry; at = (at + 1) & (lexicon->seen_room - 1))
        if (lexicon->seen[at].hash == hash && same_row(a, surface, lexicon->seen[at].entry - 1))
            return kj_fail_at(error, KAOJU_E_SYNTAX, kj_tsv_place(&a->tsv, a->surface, 0),
                              "the same row twice (in folded characters)");
    lexicon->seen[at] = (kj_seen){hash, (uint32_t)lexicon->entries.size + 1};
    return KAOJU_OK;
}

/* ------------------------------------------------------------------ files */

static kaoju_status add_row(adding *a, kaoju_error *error) {
    kj_lexicon *lexicon = a->lexicon;
    size_t first_word = lexicon->words.size;
    uint32_t row = (uint32_t)(a->tsv.source.data - lexicon->text.at);
    kj_entry entry = {.class_index = a->class_index, .row = row};
    kaoju_status status = read_weight(a, &entry.weight, error);
    if (!status)
        status = add_words(a, a->surface, KJ_WORD_SURFACE, first_word, error);
    if (!status && a->aliases != KJ_NONE && a->tsv.cells[a->aliases].size > 0)
        status = add_words(a, a->aliases, KJ_WORD_SURFACE, first_word, error);
    if (!status && a->not_in != KJ_NONE && a->tsv.cells[a->not_in].size > 0)
        status = add_words(a, a->not_in, KJ_WORD_NOT_IN, first_word, error);
    if (!status && (!kj_reserve(&lexicon->entries, 1) || !kj_reserve(&lexicon->firsts, 1)))
        status = kj_fail_memory(error);
    if (!status)
        status = note_row(a, first_word, error);
    if (status) {
        if (lexicon->words.size > first_word)
            lexicon->symbols.size = lexicon->words.at[first_word].first;
        lexicon->words.size = first_word;
        return status;
    }
    lexicon->entries.at[lexicon->entries.size++] = entry;
    lexicon->firsts.at[lexicon->firsts.size++] = first_word;
    lexicon->classes.at[a->class_index].end = (uint32_t)lexicon->entries.size;
    return KAOJU_OK;
}

/* File name without folders and the last extension. */
static kaoju_string stem_of(const char *path) {
    const char *slash = strrchr(path, '/'), *start = slash ? slash + 1 : path, *dot = strrchr(start, '.');
    return (kaoju_string){start, dot ? (size_t)(dot - start) : strlen(start)};
}

static kaoju_status check_columns(const adding *a, const kj_class *class, kaoju_error *error) {
    for (uint32_t i = 0; i < class->column_count || i < a->tsv.column_count; i++)
        if (i >= class->column_count || i >= a->tsv.column_count ||
            !kj_string_same(kj_lexicon_cell(a->lexicon, class->header, i), a->tsv.columns[i]))
            return kj_fail_at(error, KAOJU_E_SYNTAX, kj_tsv_place(&a->tsv, i, 0),
                              "another file of this class has other columns");
    return KAOJU_OK;
}

/* Finds or makes the class of the file. */
static kaoju_status find_class(adding *a, kaoju_string stem, kaoju_error *error) {
    kj_lexicon *lexicon = a->lexicon;
    uint32_t name = kj_names_add(lexicon->names, stem);
    if (name == KJ_NONE)
        return kj_fail_memory(error);
    for (a->class_index = 0; a->class_index < lexicon->classes.size; a->class_index++)
        if (lexicon->classes.at[a->class_index].name == name)
            return check_columns(a, &lexicon->classes.at[a->class_index], error);
    uint32_t header = (uint32_t)(a->tsv.source.data - lexicon->text.at), next = kj_lexicon_count(lexicon);
    kj_class made = {name, a->tsv.column_count, header, next, next};
    if (!kj_push(&lexicon->classes, made))
        return kj_fail_memory(error);
    if (kj_lexicon_name_columns(lexicon, a->class_index))
        return KAOJU_OK;
    lexicon->classes.size--;
    return kj_fail_memory(error);
}

static void hash_file(kj_sha256 *hash, kaoju_string stem, const char *text, size_t size) {
    uint8_t sizes[16];
    for (unsigned i = 0; i < 8; i++) {
        sizes[i] = (uint8_t)((uint64_t)stem.size >> (8 * i));
        sizes[8 + i] = (uint8_t)((uint64_t)size >> (8 * i));
    }
    kj_sha256_add(hash, sizes, sizeof sizes);
    kj_sha256_add(hash, stem.data, stem.size);
    kj_sha256_add(hash, text, size);
}

/* Copies the file behind the others, where it stays until the next one. */
static kaoju_status keep_text(kj_lexicon *lexicon, const char *path, const char *text, size_t size, const char **copy,
                              kaoju_error *error) {
    if (size >= lexicon->text_max - lexicon->text.size)
        return kj_fail_at(error, KAOJU_E_LIMIT, (kj_place){.file = path},
                          "the dictionaries have more than %zu bytes (KJ_LEXICON_TEXT_MAX)", lexicon->text_max);
    if (!kj_reserve(&lexicon->text, size + 1))
        return kj_fail_memory(error);
    char *end = lexicon->text.at + lexicon->text.size;
    if (size > 0)
        memcpy(end, text, size);
    end[size] = '\n'; /* so that every row ends */
    lexicon->text.size += size + 1;
    *copy = end;
    return KAOJU_OK;
}

kaoju_status kj_lexicon_add(kj_lexicon *lexicon, const char *path, const char *text, size_t size, kaoju_error *error) {
    kaoju_string stem = stem_of(path);
    adding a = {.lexicon = lexicon};
    if (lexicon->matcher || stem.size == 0)
        return kj_fail(error, KAOJU_E_ARGUMENT, lexicon->matcher ? "the lexicon is frozen" : "a file without a name");
    const char *copy = NULL;
    kaoju_status status = keep_text(lexicon, path, text, size, &copy, error);
    if (!status)
        status = kj_tsv_open(&a.tsv, path, copy, size, error);
    if (status)
        return status;
    a.surface = kj_tsv_column(&a.tsv, "surface");
    a.aliases = kj_tsv_column(&a.tsv, "aliases");
    a.not_in = kj_tsv_column(&a.tsv, "not_in");
    a.weight = kj_tsv_column(&a.tsv, "weight");
    if (a.surface == KJ_NONE)
        return kj_fail_at(error, KAOJU_E_SYNTAX, kj_tsv_place(&a.tsv, 0, 0), "no column 'surface'");
    status = find_class(&a, stem, error);
    bool more = true;
    while (!status) {
        status = kj_tsv_next(&a.tsv, &more, error);
        if (status || !more)
            break;
        status = add_row(&a, error);
    }
    if (!status)
        hash_file(&lexicon->content, stem, text, size);
    return status;
}
