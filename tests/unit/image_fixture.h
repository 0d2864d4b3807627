/* For tests of model files: a file in a folder of its own, written, damaged, mended. */
#ifndef KJ_TEST_IMAGE_FIXTURE_H
#define KJ_TEST_IMAGE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/image.h"
#include "base/string.h"

static char image_path[64];
static int image_fd; /* stays open: a file that is emptied and written anew thousands of times costs a disk its peace */

static inline int image_setup(void **state) {
    (void)state;
    snprintf(image_path, sizeof image_path, "/tmp/kaoju_image.XXXXXX");
    image_fd = mkstemp(image_path);
    return image_fd < 0;
}

static inline int image_teardown(void **state) {
    (void)state;
    return close(image_fd) | unlink(image_path);
}

/* A kaoju_sink into a kj_buffer. */
static inline bool image_sink(void *context, const char *bytes, size_t size) {
    kj_buffer_add(context, bytes, size);
    return true;
}

static inline void image_file(const void *bytes, size_t size) {
    assert_int_equal(pwrite(image_fd, bytes, size, 0), size);
    assert_int_equal(ftruncate(image_fd, (off_t)size), 0);
}

/* Makes the checksum right again, so that what comes behind it is put to the test. */
static inline void image_mend(kj_buffer *image) {
    uint64_t sum = kj_image_checksum(image->data, image->size);
    memcpy(image->data + offsetof(kj_image_header, checksum), &sum, sizeof sum);
}

/* Calls `look` with the file as it is after each byte from the table of sections on was changed in turn and the checksum
 * mended; of sections over 4 KB some bytes only. */
static inline void image_flip_all(kj_buffer *image, void (*look)(void)) {
    kj_image_header header;
    memcpy(&header, image->data, sizeof header);
    const unsigned char changes[] = {0xFF, 0x01, 0x80};
    size_t table = sizeof header, large = 0, large_end = 0;
    for (size_t at = table; at < image->size; at += at >= large && at < large_end ? 1 + (large_end - at) / 97 : 1) {
        for (uint32_t s = 0; s < header.section_count; s++) {
            kj_image_section section;
            memcpy(&section, image->data + table + s * sizeof section, sizeof section);
            if (section.offset == at && section.count * section.item > 4096) {
                large = at;
                large_end = at + (size_t)(section.count * section.item);
            }
        }
        char old = image->data[at];
        image->data[at] = (char)(old ^ (char)changes[at % 3]);
        image_mend(image);
        image_file(image->data, image->size);
        look();
        image->data[at] = old;
    }
    image_mend(image);
}

#endif
