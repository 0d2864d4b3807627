/* The lexicon: all dictionary files as classes of entries, and the matcher over all their surfaces.
 *
 * A class is the file stem (dict/place/country.tsv -> "country"); each of its rows is an entry with named fields
 * (the columns). Several files of the same stem add to the same class if their columns agree. Columns with a meaning
 * here: surface, aliases (|), not_in (|); every other is data for rules and code. */
#ifndef KJ_DICT_LEXICON_H
#define KJ_DICT_LEXICON_H

#include "base/memory.h"
#include "base/sha256.h"
#include "base/string.h"
#include "dict/matcher.h"
#include "text/text.h"

typedef struct kj_lexicon kj_lexicon;

/* `fold` and `names` are borrowed and must outlive the lexicon. Class names are added to `names`, so that a class and
 * a type that rules emit share one numbering. */
kj_lexicon *kj_lexicon_new(const kj_fold *fold, kj_names *names);
void kj_lexicon_free(kj_lexicon *lexicon);

/* Adds one dictionary; copies what it keeps. KAOJU_E_SYNTAX with the place for: no column `surface`, other columns than
 * an earlier file of the class, an empty word, one over KJ_SURFACE_MAX, a row that is there already (surface as folded,
 * the other cells as written; rows that differ are homonyms and fine), a `not_in` word that contains neither the surface
 * nor an alias or is one itself, a weight that is not an integer. After an error the rows before the bad one are there:
 * enough to go on and report more errors. Blanks in words are layout, except between two narrow letters or digits. */
kaoju_status kj_lexicon_add(kj_lexicon *lexicon, const char *path, const char *text, size_t size, kaoju_error *error);

/* Adds a word that only guards (`not_in` of rules); returns its guard number in *guard. Same word (folded), same number.
 * Call before kj_lexicon_freeze. KAOJU_E_ARGUMENT for an empty word, KAOJU_E_LIMIT over KJ_SURFACE_MAX. */
kaoju_status kj_lexicon_guard(kj_lexicon *lexicon, kaoju_string word, uint32_t *guard, kaoju_error *error);

/* Builds the matcher; after it the lexicon is immutable. */
kaoju_status kj_lexicon_freeze(kj_lexicon *lexicon, kaoju_error *error);

/* Name id of the class of an entry; entries are numbered 0.. in file order. */
uint32_t kj_lexicon_count(const kj_lexicon *lexicon);
uint32_t kj_entry_class(const kj_lexicon *lexicon, uint32_t entry);
/* A cell by column name; absent if the class has no such column, or the cell is empty. Borrowed from the lexicon. */
kaoju_string kj_entry_field(const kj_lexicon *lexicon, uint32_t entry, const char *column);
/* The same, with a memory of the cells that were asked for last: few entries come again and again, and their rows are far
 * away. For one lexicon and one thread; `column` must stay where it is as long as the memory lives. */
typedef struct kj_cell_memory kj_cell_memory;
kj_cell_memory *kj_cell_memory_new(const kj_lexicon *lexicon); /* free() it; NULL: out of memory */
kaoju_string kj_cell_memory_get(kj_cell_memory *memory, uint32_t entry, const char *column);
/* Column `index` of an entry and what stands in it; false behind the last column. */
bool kj_entry_cell(const kj_lexicon *lexicon, uint32_t entry, uint32_t index, kaoju_string *column, kaoju_string *cell);
int32_t kj_entry_weight(const kj_lexicon *lexicon, uint32_t entry); /* the weight column; 0 if none */
/* The entries of a class are among [*first, *end); both 0 if there is no such class. Entries of others may lie between. */
void kj_class_range(const kj_lexicon *lexicon, uint32_t name, uint32_t *first, uint32_t *end);
bool kj_lexicon_has_class(const kj_lexicon *lexicon, uint32_t name);

/* Guards are numbered 0.. below this; 0 before the freeze. */
uint32_t kj_lexicon_guard_count(const kj_lexicon *lexicon);

/* Entry of `class_name` whose surface or alias is exactly `surface` (folded), the heaviest if there are several;
 * KJ_NONE if there is none. O(entries of that surface). */
uint32_t kj_lexicon_find(const kj_lexicon *lexicon, const char *class_name, kaoju_string surface);
/* The same for symbols. */
uint32_t kj_lexicon_find_symbols(const kj_lexicon *lexicon, uint32_t class_id, const uint32_t *symbols,
                                 uint32_t length);

/* An entry that occurs in the text, and its class. */
typedef struct kj_found {
    uint32_t start, end; /* code points */
    uint32_t type;       /* name id of the class */
    uint32_t entry;
} kj_found;
typedef KJ_VEC(kj_found) kj_founds;

/* A guard that does. */
typedef struct kj_guard_word {
    uint32_t start, end;
    uint32_t guard; /* its number */
} kj_guard_word;
typedef KJ_VEC(kj_guard_word) kj_guard_words;

/* Every entry that occurs in the text, by start, then end, then class (by its name id), then entry; every guard, by start,
 * then end. A hit of an entry inside an occurrence of one of its not_in words is left out. `found` and `guards` are emptied
 * first; `hits` is scratch; all are reused between calls. False: out of memory, or not frozen. */
bool kj_lexicon_scan(const kj_lexicon *lexicon, const kj_text *text, kj_hits *hits, kj_founds *found,
                     kj_guard_words *guards);

/* What kj_lexicon_scan leaves out: entries inside an occurrence of one of their not_in words, by start. `hidden` is
 * emptied first. The farthest such word is named. False: out of memory, or not frozen. */
typedef struct kj_hidden {
    uint32_t start, end;
    uint32_t entry;
    kaoju_range word;
} kj_hidden;
typedef KJ_VEC(kj_hidden) kj_hidden_list;
bool kj_lexicon_hidden(const kj_lexicon *lexicon, const kj_text *text, kj_hidden_list *hidden);

/* Adds everything that decides the lexicon's behaviour to the hash: class names and files in order, guards. Folders do
 * not count: the same dictionaries give the same digest wherever they are installed. */
void kj_lexicon_digest(const kj_lexicon *lexicon, kj_sha256 *hash);

#endif
