/* What lexicon_add.c fills, lexicon.c freezes and reads, lexicon_field.c asks for cells, lexicon_image.c saves. For these
 * files only. */
#ifndef KJ_DICT_LEXICON_PARTS_H
#define KJ_DICT_LEXICON_PARTS_H

#include "base/limits.h"
#include "dict/lexicon.h"

/* What an image holds as it stands here: no pointers, no gaps. Rows are byte offsets in `text`; a row's cells lie between
 * its tabs and end with its line. */
typedef struct kj_class {
    uint32_t name;         /* name id */
    uint32_t column_count; /* at most KJ_COLUMN_MAX */
    uint32_t header;       /* the row of the column names */
    uint32_t first, end;   /* its entries are among [first, end) */
} kj_class;

typedef struct kj_entry {
    uint32_t class_index;
    int32_t weight;
    uint32_t row;
} kj_entry;

typedef enum kj_word_kind {
    KJ_WORD_SURFACE, /* surface or alias of entry `owner` */
    KJ_WORD_NOT_IN,  /* hides entry `owner` inside it */
    KJ_WORD_GUARD    /* guard number `owner` */
} kj_word_kind;

typedef struct kj_word {
    size_t first; /* in symbols */
    uint32_t length;
    kj_word_kind kind;
    uint32_t owner;
} kj_word;

/* What a pattern is a word of. What a scan must know of an entry stands beside it, so that a hit costs one look at one place. */
typedef struct kj_target {
    uint32_t type;    /* of an entry the name id of its class; of a guard its number; KJ_NONE for what it hides */
    uint32_t entry;   /* KJ_NONE for a guard, and for what it hides */
    uint32_t guarded; /* number (from 1), among those with not_in words, of the entry or of the one it hides; 0: none */
} kj_target;

/* Those of pattern p are items[first[p] .. first[p + 1]): entries by class and number, then guards, then what it hides. Behind
 * the last list KJ_TARGET_PAD more can be read, all 0. */
#define KJ_TARGET_PAD 3
typedef struct kj_targets {
    uint32_t *first;
    kj_target *items;
} kj_targets;

typedef struct kj_seen {
    uint32_t hash;
    uint32_t entry; /* number + 1; 0 = free */
} kj_seen;

/* The name of a column, as bytes of the text. */
typedef struct kj_column {
    uint32_t start, size;
} kj_column;

struct kj_lexicon {
    const kj_fold *fold;
    kj_names *names;
    kj_names *guards; /* folded words -> guard numbers */
    kj_sha256 content;
    KJ_VEC(kj_class) classes;
    KJ_VEC(kj_entry) entries;
    KJ_VEC(char) text;              /* the files, one behind the other; each ends with a line end */
    KJ_VEC(kj_column) columns;      /* of all classes, one behind the other .. */
    KJ_VEC(uint32_t) class_columns; /* .. and where those of a class begin */

    /* Until the freeze. */
    size_t text_max;       /* KJ_LEXICON_TEXT_MAX; less in tests */
    KJ_VEC(size_t) firsts; /* per entry: number of its first word */
    KJ_VEC(kj_word) words;
    KJ_VEC(uint32_t) symbols;
    kj_seen *seen; /* open addressing; rows by class and cells */
    size_t seen_room;

    /* From the freeze on. */
    kj_matcher *matcher;
    kj_targets targets;
    uint32_t *guarded; /* entry -> number (from 1) among those with not_in words; 0: it has none */
    uint32_t guarded_count;
    uint32_t guard_count;
    uint32_t special_count; /* patterns from this one on are only surfaces */
    bool borrowed;          /* classes, entries, text, targets and guarded belong to an image */
};

/* The target that is an entry. */
kj_target kj_target_of(const kj_lexicon *lexicon, uint32_t entry);

/* The cells of the row at byte `row` of the text: number `index`, absent if it is empty or not there. */
kaoju_string kj_lexicon_cell(const kj_lexicon *lexicon, uint32_t row, uint32_t index);

/* lexicon_field.c: notes the columns of a new class. False: out of memory; the class must go then. */
bool kj_lexicon_name_columns(kj_lexicon *lexicon, uint32_t class_index);

/* The symbols of a word as kj_text gives them: folded, without blanks except between two narrow letters or digits.
 * `out` has room for KJ_SURFACE_MAX; false if that is not enough. */
bool kj_word_fold(const kj_fold *fold, kaoju_string word, uint32_t *out, uint32_t *length);
bool kj_word_add(kj_lexicon *lexicon, const uint32_t *symbols, uint32_t length, kj_word_kind kind, uint32_t owner);

#endif
