/* Rules as records in a model file. A new member of the structs in rules.h and program.h goes into rules_image.c, unless
 * it follows from the others. */
#ifndef KJ_RULES_RULES_IMAGE_H
#define KJ_RULES_RULES_IMAGE_H

#include "base/image.h"
#include "rules/rules.h"

/* Adds the section of the rules; its bytes go to `bytes`, which the caller keeps until they are written, and frees. */
kaoju_status kj_rules_save(const kj_rules *rules, kj_buffer *bytes, kj_image_writer *writer, kaoju_error *error);

/* Reads and checks them, also of a trusted image: there are few. `names` and the frozen `lexicon` are those of the image.
 * KAOJU_E_SYNTAX for records that are not whole or lead anywhere outside. Free `rules` also after an error. */
kaoju_status kj_rules_open(kj_rules *rules, const kj_image *image, kj_names *names, const kj_lexicon *lexicon,
                           kaoju_error *error);

#endif
