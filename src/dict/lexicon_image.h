/* A lexicon as sections of a model file. */
#ifndef KJ_DICT_LEXICON_IMAGE_H
#define KJ_DICT_LEXICON_IMAGE_H

#include "dict/lexicon.h"
#include "dict/matcher_image.h"

/* Numbers that wait for being written. */
typedef struct kj_lexicon_numbers {
    kj_matcher_numbers matcher;
    uint32_t at[3];
} kj_lexicon_numbers;

/* Adds the sections of a frozen lexicon; it and the numbers are borrowed until they are written. */
kaoju_status kj_lexicon_save(const kj_lexicon *lexicon, kj_lexicon_numbers *numbers, kj_image_writer *writer,
                             kaoju_error *error);

/* Makes an empty lexicon what the image holds: frozen, borrowing from the image. Its names are those of the image
 * already. What it lacks is the words of guards and the digest, which only compiling needs. KAOJU_E_SYNTAX for what could
 * lead out of the arrays; of a trusted image only the sizes are checked. */
kaoju_status kj_lexicon_open(kj_lexicon *lexicon, const kj_image *image, kaoju_error *error);

#endif
