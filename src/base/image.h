/* The model file: sections of flat arrays behind one header.
 *
 *     +--------+--------------------+---------+---------+--
 *     | header | table of sections  | section | section | ..     each begins at a multiple of KJ_IMAGE_ALIGN,
 *     +--------+--------------------+---------+---------+--      padded with zeros
 *
 * Numbers are those of the machine that wrote them (`order` tells whether they are ours), indices have 32 bits, nothing
 * points. So what is read is used as it lies there, once it has been checked:
 *   - image.c checks the frame: magic, versions, size (so a file that was cut anywhere is refused), the table, the
 *     checksum. The checksum finds accidents. It is no proof: whoever writes a file can also write its checksum.
 *   - Each layer checks every index of its own sections before the first use (dict/matcher_check.c, dict/lexicon_image.c,
 *     rules/rules_image.c, model/model_image.c). A file made to do harm can give wrong records, not a crash.
 * A model that is trusted is mapped, not read, and skips both checksum and indices; the frame is always checked. */
#ifndef KJ_BASE_IMAGE_H
#define KJ_BASE_IMAGE_H

#include "base/memory.h"
#include "base/status.h"

/* Changes with the meaning of any section. */
#define KJ_IMAGE_VERSION 4u

/* A cache line: cells of the automaton never cross one. */
#define KJ_IMAGE_ALIGN 64u

/* Sections, each once, in this order. */
typedef enum kj_section_kind {
    KJ_SECTION_FOLD = 1,     /* kj_fold_pair: what folds, and to what */
    KJ_SECTION_NAMES,        /* char: names by id, each with its NUL */
    KJ_SECTION_MATCHER,      /* uint32_t [3]: alphabet size, states, longest pattern */
    KJ_SECTION_RANKS,        /* uint16_t [KJ_DIRECT + 2]: ranks of near symbols */
    KJ_SECTION_RANK_PAGES,   /* uint16_t: pages of far symbols */
    KJ_SECTION_FAR_RANKS,    /* uint16_t: ranks by page */
    KJ_SECTION_CELLS,        /* kj_cell */
    KJ_SECTION_LEVELS,       /* uint8_t, per cell */
    KJ_SECTION_OUTPUTS,      /* kj_output */
    KJ_SECTION_FILTER_HEADS, /* uint32_t, per rank */
    KJ_SECTION_FILTER_ROWS,  /* uint64_t */
    KJ_SECTION_CLASSES,      /* kj_class */
    KJ_SECTION_ENTRIES,      /* kj_entry */
    KJ_SECTION_TEXT,         /* char: the dictionaries */
    KJ_SECTION_TARGETS,      /* uint32_t: where the list of each pattern starts in .. */
    KJ_SECTION_TARGET_ITEMS, /* kj_target */
    KJ_SECTION_GUARDED,      /* uint32_t, per entry */
    KJ_SECTION_GUARDS,       /* uint32_t [3]: guards of rules, guarded entries, special patterns */
    KJ_SECTION_RULES,        /* bytes: records, see rules/archive.h */
    KJ_SECTION_SCORES,       /* int32_t: arrays one behind the other, see model/model_image.c */
    KJ_SECTION_SCORE_SPEECH, /* uint8_t: likewise */
    KJ_SECTION_SCORE_ROLES,  /* uint16_t, per entry: bits of kj_role */
    KJ_SECTION_END
} kj_section_kind;

typedef struct kj_image_header {
    char magic[8];
    uint32_t order; /* 0x01020304 */
    uint32_t version;
    uint64_t size; /* of the file */
    uint64_t checksum;
    char fingerprint[16]; /* of the model, without NUL */
    char made_by[12];     /* KAOJU_VERSION: what tables mean is decided by code, too */
    uint32_t section_count;
} kj_image_header;

typedef struct kj_image_section {
    uint32_t kind;
    uint32_t item;   /* bytes of an item */
    uint64_t offset; /* bytes from the start of the file */
    uint64_t count;  /* items */
} kj_image_section;

/* ------------------------------------------------------------------ writing */

typedef struct kj_image_writer {
    struct {
        kj_image_section section;
        const void *items;
    } list[KJ_SECTION_END];
    uint32_t count;
} kj_image_writer;

/* Notes a section; `items` is borrowed until the image is written. Kinds come in rising order. */
void kj_image_add(kj_image_writer *writer, kj_section_kind kind, const void *items, size_t item, size_t count);
/* Hands the file to `sink` piece by piece. `fingerprint` has 16 characters. KAOJU_E_IO if the sink stops,
 * KAOJU_E_LIMIT over KJ_IMAGE_MAX. */
kaoju_status kj_image_write(kj_image_writer *writer, const char *fingerprint, kaoju_sink sink, void *context,
                            kaoju_error *error);

/* ------------------------------------------------------------------ reading */

typedef struct kj_image {
    unsigned char *bytes; /* never written to */
    size_t size;
    bool trusted; /* mapped; else allocated */
    const kj_image_header *header;
    const kj_image_section *sections;
    const char *path; /* borrowed: valid while the model is being opened */
} kj_image;

/* Reads the file, or maps it if it is trusted, and checks the frame. KAOJU_E_IO, KAOJU_E_LIMIT over KJ_IMAGE_MAX,
 * KAOJU_E_SYNTAX for what is no model, of another version or machine, or damaged. Close it also after an error.
 * A mapped file must not change while it is in use: the system ends a process that reads behind the end of one. */
kaoju_status kj_image_open(kj_image *image, const char *path, bool trusted, kaoju_error *error);
void kj_image_close(kj_image *image);

/* The items of a section, borrowed from the image and not to be written to. NULL, and KAOJU_E_SYNTAX in `error`, if there
 * is no such section, its items have another size, or there are not `want` of them (KJ_ANY_COUNT: any number, told in
 * *count). */
#define KJ_ANY_COUNT SIZE_MAX
void *kj_image_get(const kj_image *image, kj_section_kind kind, size_t item, size_t want, size_t *count,
                   kaoju_error *error);
/* What the header of such a file should say; `size` is a multiple of KJ_IMAGE_ALIGN. Tests mend damaged files with it. */
uint64_t kj_image_checksum(const void *bytes, size_t size);
/* KAOJU_E_SYNTAX: "damaged model: WHAT". */
kaoju_status kj_image_bad(const kj_image *image, const char *what, kaoju_error *error);

#endif
