/* The frame of a model file (base/image.h): a good file with sections as the input says is written, changed, cut or made
 * longer, and mostly given the right size and checksum again. It is refused with a reason, or every section that it lists lies
 * within it. What stands in the sections is for fuzz_image.c, fuzz_rules_image.c and fuzz_lexicon_image.c. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz.h"

#include "base/image.h"
#include "base/string.h"

#include <sys/mman.h>
#include <unistd.h>

static bool add(void *context, const char *bytes, size_t size) {
    kj_buffer_add(context, bytes, size);
    return true;
}

static void write_good(fuzz_bytes *in, kj_buffer *file) {
    static const unsigned char items[256 * 16];
    kj_image_writer writer = {0};
    for (uint32_t kind = 1; kind < KJ_SECTION_END; kind++) {
        uint8_t what = fuzz_byte(in);
        if (what & 3)
            kj_image_add(&writer, kind, items, 1 + (what >> 4), fuzz_byte(in));
        if (what & 4)
            break;
    }
    REQUIRE(kj_image_write(&writer, "0123456789abcdef", add, file, NULL) == KAOJU_OK);
}

/* Bytes of the header and the table, mostly. */
static void change(fuzz_bytes *in, kj_buffer *file) {
    while (in->size) {
        uint8_t how = fuzz_byte(in);
        size_t at = fuzz_byte(in) + (how & 1 ? 256u * fuzz_byte(in) : 0u);
        unsigned char *byte = (unsigned char *)file->data + at % file->size;
        *byte = how & 2 ? (unsigned char)(*byte + (how & 4 ? 1 : -1)) : fuzz_byte(in);
    }
}

static void resize(uint8_t how, kj_buffer *file) {
    static const char zeros[KJ_IMAGE_ALIGN + 1];
    if (how == 1)
        kj_buffer_add(file, zeros, KJ_IMAGE_ALIGN);
    else if (how == 2)
        kj_buffer_add(file, zeros, sizeof zeros);
    else if (how == 3)
        file->size -= KJ_IMAGE_ALIGN;
    REQUIRE(kj_buffer_end(file));
}

static void mend(uint8_t what, kj_buffer *file) {
    kj_image_header header;
    if (file->size < sizeof header || file->size % KJ_IMAGE_ALIGN)
        return;
    memcpy(&header, file->data, sizeof header);
    if (what & 1)
        header.size = file->size;
    memcpy(file->data, &header, sizeof header);
    if (what & 2)
        header.checksum = kj_image_checksum(file->data, file->size);
    memcpy(file->data, &header, sizeof header);
}

static void read_sections(const kj_image *image) {
    static volatile uint64_t hash;
    for (uint32_t i = 0; i < image->header->section_count; i++) {
        const kj_image_section *s = &image->sections[i];
        size_t count;
        kaoju_error error = {0};
        const unsigned char *bytes = kj_image_get(image, s->kind, s->item, KJ_ANY_COUNT, &count, &error);
        REQUIRE(bytes && count == s->count);
        hash = kj_hash(hash, bytes, count * s->item); /* a sanitizer looks */
        REQUIRE(!kj_image_get(image, s->kind, s->item, count + 1, NULL, &error) && error.message[0]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static int fd = -1;
    static char path[32];
    fuzz_bytes in = {data, size};
    uint8_t how = fuzz_byte(&in);
    kj_buffer file = {0};
    kj_image image;
    kaoju_error error = {0};
    if (fd < 0) {
        REQUIRE((fd = memfd_create("model", MFD_CLOEXEC)) >= 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    }
    write_good(&in, &file);
    change(&in, &file);
    resize(how & 16 ? how & 3 : 0, &file);
    mend((how & 0xE0) ? 3 : how >> 2, &file);
    REQUIRE(!ftruncate(fd, (off_t)file.size) && pwrite(fd, file.data, file.size, 0) == (ssize_t)file.size);
    kaoju_status status = kj_image_open(&image, path, how & 8, &error);
    REQUIRE(status == KAOJU_OK || (status == KAOJU_E_SYNTAX && error.message[0]));
    if (!status)
        read_sections(&image);
    kj_image_close(&image);
    kj_buffer_free(&file);
    return 0;
}
