/* A matcher as sections of a model file. */
#ifndef KJ_DICT_MATCHER_IMAGE_H
#define KJ_DICT_MATCHER_IMAGE_H

#include "base/image.h"
#include "dict/matcher.h"

/* Symbols of the longest pattern that can be saved: a level is a byte. KJ_SURFACE_MAX is as long. */
#define KJ_SAVED_LENGTH_MAX 255u

/* The numbers that no array tells, while they wait for being written. */
typedef struct kj_matcher_numbers {
    uint32_t at[3];
} kj_matcher_numbers;

/* Adds the sections; matcher and numbers are borrowed until they are written. KAOJU_E_LIMIT over KJ_SAVED_LENGTH_MAX. */
kaoju_status kj_matcher_save(const kj_matcher *matcher, kj_matcher_numbers *numbers, kj_image_writer *writer,
                             kaoju_error *error);

/* The matcher borrows from the image and is freed before it. Unless the image is trusted, everything in it is checked:
 * KAOJU_E_SYNTAX for what could lead a scan astray. The engine is chosen as by kj_matcher_build. */
kaoju_status kj_matcher_open(const kj_image *image, kj_matcher **matcher, kaoju_error *error);

#endif
