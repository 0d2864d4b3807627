/* Arrays in, one file out; a file in, its frame checked, arrays out.
 *
 * Invariant: after kj_image_open every section lies inside the file, aligned, in the order of the table and behind the
 * one before. What stands in a section is for its layer to check.
 * Cost: writing goes through the arrays twice (the checksum is in front), reading once, in pieces that are still in the
 * cache when they are summed. */
#define _DEFAULT_SOURCE /* madvise */
#include "base/image.h"

#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char magic[8] = "KAOJU\r\n\x1A"; /* line ends that a careless copy would change */

enum { ORDER = 0x01020304, PIECE = 1 << 18, HUGE_PAGE = 1 << 21 };

_Static_assert(sizeof(kj_image_header) == KJ_IMAGE_ALIGN && sizeof(kj_image_section) == 24, "no gaps in the format");

/* ------------------------------------------------------------------ checksum */

/* Four chains, so that a step need not wait for the one before. Each step maps the words one to one: a change in a
 * single word is always seen. */
typedef struct sum {
    uint64_t chain[4];
} sum;

static uint64_t mix(uint64_t h, uint64_t word) {
    h ^= word;
    return (h << 29 | h >> 35) * 0x9E3779B97F4A7C15u;
}

/* `size` is a multiple of KJ_IMAGE_ALIGN. */
static void sum_add(sum *s, const void *bytes, size_t size) {
    const unsigned char *at = bytes;
    for (uint64_t words[4]; size > 0; size -= sizeof words, at += sizeof words) {
        memcpy(words, at, sizeof words);
        for (int i = 0; i < 4; i++)
            s->chain[i] = mix(s->chain[i], words[i]);
    }
}

static uint64_t sum_end(const sum *s) {
    uint64_t h = 0;
    for (int i = 0; i < 4; i++)
        h = mix(h, s->chain[i]);
    return h;
}

/* As if the header had no checksum. */
static void sum_header(sum *s, kj_image_header header) {
    header.checksum = 0;
    sum_add(s, &header, sizeof header);
}

uint64_t kj_image_checksum(const void *bytes, size_t size) {
    sum s = {0};
    kj_image_header header;
    memcpy(&header, bytes, sizeof header);
    sum_header(&s, header);
    sum_add(&s, (const char *)bytes + sizeof header, size - sizeof header);
    return sum_end(&s);
}

/* ------------------------------------------------------------------ writing */

static uint64_t padded(uint64_t size) {
    return (size + KJ_IMAGE_ALIGN - 1) / KJ_IMAGE_ALIGN * KJ_IMAGE_ALIGN;
}

void kj_image_add(kj_image_writer *writer, kj_section_kind kind, const void *items, size_t item, size_t count) {
    writer->list[writer->count].section = (kj_image_section){kind, (uint32_t)item, 0, count};
    writer->list[writer->count++].items = items;
}

/* Where bytes go: to the checksum first, then to the sink. */
typedef struct target {
    sum sum;
    kaoju_sink sink; /* NULL: only summed */
    void *context;
} target;

static bool put(target *t, const void *bytes, uint64_t size) {
    unsigned char tail[KJ_IMAGE_ALIGN] = {0};
    size_t whole = (size_t)(size / KJ_IMAGE_ALIGN * KJ_IMAGE_ALIGN), rest = (size_t)size - whole;
    if (rest)
        memcpy(tail, (const unsigned char *)bytes + whole, rest);
    if (t->sink)
        return (!whole || t->sink(t->context, bytes, whole)) &&
               (!rest || t->sink(t->context, (const char *)tail, sizeof tail));
    sum_add(&t->sum, bytes, whole);
    sum_add(&t->sum, tail, rest ? sizeof tail : 0);
    return true;
}

static bool put_all(const kj_image_writer *writer, const kj_image_section *table, target *t) {
    bool ok = put(t, table, writer->count * sizeof *table);
    for (uint32_t i = 0; ok && i < writer->count; i++)
        ok = put(t, writer->list[i].items, table[i].count * table[i].item);
    return ok;
}

kaoju_status kj_image_write(kj_image_writer *writer, const char *fingerprint, kaoju_sink sink, void *context,
                            kaoju_error *error) {
    kj_image_section table[KJ_SECTION_END];
    kj_image_header header = {.order = ORDER, .version = KJ_IMAGE_VERSION, .section_count = writer->count};
    header.size = sizeof header + padded(writer->count * sizeof *table);
    for (uint32_t i = 0; i < writer->count; i++) {
        kj_image_section *s = &table[i];
        *s = writer->list[i].section;
        if (s->count > KJ_IMAGE_MAX / s->item || header.size > KJ_IMAGE_MAX - padded(s->count * s->item))
            return kj_fail(error, KAOJU_E_LIMIT, "the model has more than %llu bytes (KJ_IMAGE_MAX)",
                           (unsigned long long)KJ_IMAGE_MAX);
        s->offset = header.size;
        header.size += padded(s->count * s->item);
    }
    memcpy(header.magic, magic, sizeof magic);
    memcpy(header.fingerprint, fingerprint, sizeof header.fingerprint);
    memcpy(header.made_by, KAOJU_VERSION, sizeof KAOJU_VERSION);
    target t = {0};
    sum_header(&t.sum, header);
    put_all(writer, table, &t);
    header.checksum = sum_end(&t.sum);
    t.sink = sink;
    t.context = context;
    if (put(&t, &header, sizeof header) && put_all(writer, table, &t))
        return KAOJU_OK;
    return kj_fail(error, KAOJU_E_IO, "the model could not be written");
}

/* ------------------------------------------------------------------ reading */

static kaoju_status fail_errno(const kj_image *image, int number, kaoju_error *error) {
    return kj_fail_at(error, KAOJU_E_IO, (kj_place){.file = image->path}, "%s", strerror(number));
}

static kaoju_status refuse(const kj_image *image, const char *what, kaoju_error *error) {
    return kj_fail_at(error, KAOJU_E_SYNTAX, (kj_place){.file = image->path}, "%s", what);
}

kaoju_status kj_image_bad(const kj_image *image, const char *what, kaoju_error *error) {
    return kj_fail_at(error, KAOJU_E_SYNTAX, (kj_place){.file = image->path}, "damaged model: %s", what);
}

/* The next `size` bytes of the file, summed if there is an `s`. */
static kaoju_status read_bytes(const kj_image *image, int fd, void *out, size_t size, sum *s, kaoju_error *error) {
    unsigned char *to = out;
    for (size_t done = 0, summed = 0; done < size;) {
        size_t left = size - done;
        ssize_t got = read(fd, to + done, left < PIECE ? left : PIECE);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? fail_errno(image, errno, error) : kj_image_bad(image, "it ends too early", error);
        done += (size_t)got;
        size_t whole = (done - summed) / KJ_IMAGE_ALIGN * KJ_IMAGE_ALIGN;
        if (s)
            sum_add(s, to + summed, whole);
        summed += whole;
    }
    return KAOJU_OK;
}

/* Memory for the file; in large pages if it is large, which are there sooner than many small ones. */
static unsigned char *allocate(size_t size) {
    if (size < HUGE_PAGE)
        return aligned_alloc(KJ_IMAGE_ALIGN, size);
    size_t whole = (size + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    unsigned char *bytes = aligned_alloc(HUGE_PAGE, whole);
#ifdef MADV_HUGEPAGE
    if (bytes)
        madvise(bytes, whole, MADV_HUGEPAGE);
#endif
    return bytes;
}

static kaoju_status check_header(const kj_image *image, const kj_image_header *h, kaoju_error *error) {
    char made_by[sizeof h->made_by] = KAOJU_VERSION;
    if (memcmp(h->magic, magic, sizeof magic) != 0)
        return refuse(image, "this is no model of kaoju compile", error);
    if (h->order != ORDER)
        return refuse(image, "this model was made on a machine with another order of bytes", error);
    if (h->version != KJ_IMAGE_VERSION || memcmp(h->made_by, made_by, sizeof made_by) != 0)
        return refuse(image, "this model was made by another version of kaoju: compile it again", error);
    if (h->size != image->size)
        return kj_image_bad(image, h->size > image->size ? "it ends too early" : "it is too long", error);
    return KAOJU_OK;
}

static kaoju_status check_table(const kj_image *image, kaoju_error *error) {
    uint32_t count = image->header->section_count, last = 0;
    if (count >= KJ_SECTION_END || count * sizeof(kj_image_section) > image->size - sizeof *image->header)
        return kj_image_bad(image, "its table of sections", error);
    uint64_t end = sizeof *image->header + padded(count * sizeof(kj_image_section));
    /* Never behind the file, whose size is padded, too. */
    for (uint32_t i = 0; i < count; i++) {
        const kj_image_section *s = &image->sections[i];
        if (s->kind <= last || s->kind >= KJ_SECTION_END || !s->item || s->offset != end ||
            s->count > (image->size - end) / s->item)
            return kj_image_bad(image, "its table of sections", error);
        last = s->kind;
        end += padded(s->count * s->item);
    }
    return end == image->size ? KAOJU_OK : kj_image_bad(image, "its table of sections", error);
}

static kaoju_status read_all(kj_image *image, int fd, const kj_image_header *header, kaoju_error *error) {
    sum s = {0};
    image->bytes = allocate(image->size);
    if (!image->bytes)
        return kj_fail_memory(error);
    memcpy(image->bytes, header, sizeof *header);
    sum_header(&s, *header);
    kaoju_status status = read_bytes(image, fd, image->bytes + sizeof *header, image->size - sizeof *header, &s, error);
    if (!status && sum_end(&s) != header->checksum)
        status = kj_image_bad(image, "its checksum", error);
    return status;
}

static kaoju_status map_all(kj_image *image, int fd, kaoju_error *error) {
    void *bytes = mmap(NULL, image->size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED)
        return fail_errno(image, errno, error);
    image->bytes = bytes;
    return KAOJU_OK;
}

static kaoju_status open_file(kj_image *image, int fd, kaoju_error *error) {
    kj_image_header header;
    struct stat info;
    if (fstat(fd, &info))
        return fail_errno(image, errno, error);
    if (!S_ISREG(info.st_mode))
        return refuse(image, "a model is a regular file", error);
    if ((uint64_t)info.st_size > KJ_IMAGE_MAX)
        return kj_fail_at(error, KAOJU_E_LIMIT, (kj_place){.file = image->path},
                          "the file has more than %llu bytes (KJ_IMAGE_MAX)", (unsigned long long)KJ_IMAGE_MAX);
    image->size = (size_t)info.st_size;
    if (image->size < sizeof header || image->size % KJ_IMAGE_ALIGN)
        return refuse(image, "this is no model of kaoju compile, or not all of it", error);
    kaoju_status status = read_bytes(image, fd, &header, sizeof header, NULL, error);
    if (!status)
        status = check_header(image, &header, error);
    if (!status)
        status = image->trusted ? map_all(image, fd, error) : read_all(image, fd, &header, error);
    if (status)
        return status;
    image->header = (const kj_image_header *)(const void *)image->bytes;
    image->sections = (const kj_image_section *)(const void *)(image->bytes + sizeof header);
    return check_table(image, error);
}

kaoju_status kj_image_open(kj_image *image, const char *path, bool trusted, kaoju_error *error) {
    *image = (kj_image){.path = path, .trusted = trusted};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(image, errno, error);
    kaoju_status status = open_file(image, fd, error);
    close(fd);
    return status;
}

void kj_image_close(kj_image *image) {
    if (image->trusted && image->bytes)
        munmap(image->bytes, image->size);
    else
        free(image->bytes);
    *image = (kj_image){0};
}

void *kj_image_get(const kj_image *image, kj_section_kind kind, size_t item, size_t want, size_t *count,
                   kaoju_error *error) {
    for (uint32_t i = 0; i < image->header->section_count; i++) {
        const kj_image_section *s = &image->sections[i];
        if (s->kind != kind)
            continue;
        if (s->item != item || (want != KJ_ANY_COUNT && s->count != want)) {
            kj_image_bad(image, "a section has another size", error);
            return NULL;
        }
        if (count)
            *count = (size_t)s->count;
        return image->bytes + s->offset;
    }
    kj_image_bad(image, "a section is missing", error);
    return NULL;
}
