/* A model file, changed anywhere and its checksum mended, so that the checks behind it are put to the test: it is refused
 * for a reason, or it can be used. See image_sample.h for the input. */
#define _GNU_SOURCE /* memfd_create */
#include "image_sample.h"

#include "dict/lexicon_parts.h"

#include <sys/mman.h>

/* Places of a change that are no section: numbers from KJ_SECTION_END on. */
enum { IN_HEADER = KJ_SECTION_END, IN_TABLE, IN_SUM, IN_SIZE, PLACES };

static char path[64];
static int fd = -1;

static void open_file(void) {
    fd = memfd_create("model", MFD_CLOEXEC);
    REQUIRE(fd >= 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
}

/* What is done to the file once its sections are together. */
typedef struct frame {
    image_change changes[16];
    unsigned count;
    bool cut, mend;
    size_t size;
} frame;

static part *part_of(sample *s, uint32_t kind) {
    for (uint32_t i = 0; i < s->part_count; i++)
        if (s->parts[i].kind == kind)
            return &s->parts[i];
    return NULL;
}

/* Rows behind a place where the text of the dictionaries has grown: else every longer cell is refused for that alone. */
static void shift_rows(sample *s, size_t from, size_t by) {
    image_change none = {0, 7, 0, 0}; /* one byte over itself */
    part *classes = part_of(s, KJ_SECTION_CLASSES), *entries = part_of(s, KJ_SECTION_ENTRIES);
    change_part(classes, none);
    change_part(entries, none);
    for (size_t at = 0; at + sizeof(kj_class) <= classes->size; at += sizeof(kj_class)) {
        kj_class c;
        memcpy(&c, classes->bytes + at, sizeof c);
        c.header += c.header > from ? (uint32_t)by : 0;
        memcpy(classes->bytes + at, &c, sizeof c);
    }
    for (size_t at = 0; at + sizeof(kj_entry) <= entries->size; at += sizeof(kj_entry)) {
        kj_entry e;
        memcpy(&e, entries->bytes + at, sizeof e);
        e.row += e.row > from ? (uint32_t)by : 0;
        memcpy(entries->bytes + at, &e, sizeof e);
    }
}

static void change_text(sample *s, image_change c) {
    part *text = part_of(s, KJ_SECTION_TEXT);
    size_t before = text->changed ? text->size : text->original_size;
    change_part(text, c);
    if (c.how % 10 == 9)
        shift_rows(s, c.at % (before + 1), text->size - before);
}

static void change_all(sample *s, fuzz_bytes *in, frame *f) {
    while (in->size) {
        image_change c = next_change(in);
        unsigned where = c.where % PLACES;
        part *p = part_of(s, where);
        if (p && where == KJ_SECTION_TEXT)
            change_text(s, c);
        else if (p)
            change_part(p, c);
        else if (where >= KJ_SECTION_END && f->count < sizeof f->changes / sizeof *f->changes)
            f->changes[f->count++] = c;
    }
}

static void assemble(const sample *s, kj_buffer *out) {
    kj_image_writer writer = {0};
    bool resized = false;
    out->size = 0;
    for (uint32_t i = 0; i < s->part_count; i++) {
        const part *p = &s->parts[i];
        resized |= p->changed && p->size != p->original_size;
        kj_image_add(&writer, (kj_section_kind)p->kind, p->changed ? p->bytes : p->original, p->item,
                     (p->changed ? p->size : p->original_size) / p->item);
    }
    if (resized) {
        REQUIRE(kj_image_write(&writer, kaoju_model_fingerprint(s->model), sample_sink, out, NULL) == KAOJU_OK);
        return;
    }
    kj_buffer_add(out, s->image.data, s->image.size);
    REQUIRE(!out->failed);
    for (uint32_t i = 0; i < s->part_count; i++)
        if (s->parts[i].changed)
            memcpy(out->data + ((const char *)s->parts[i].original - s->image.data), s->parts[i].bytes,
                   s->parts[i].size);
}

static void change_frame(kj_buffer *file, frame *f) {
    kj_image_header header;
    memcpy(&header, file->data, sizeof header);
    f->mend = true;
    f->size = file->size;
    for (unsigned i = 0; i < f->count; i++) {
        image_change c = f->changes[i];
        unsigned where = c.where % PLACES;
        size_t table = where == IN_TABLE ? sizeof header : 0;
        part p = {.bytes = (uint8_t *)file->data + table};
        p.size = p.room = table ? header.section_count * sizeof(kj_image_section) : sizeof header;
        if (where == IN_SUM) {
            f->mend = false;
        } else if (where == IN_SIZE) {
            f->size = c.how % 2 ? c.at % (file->size + 1) : c.at % (file->size / KJ_IMAGE_ALIGN) * KJ_IMAGE_ALIGN;
            f->cut = f->size < file->size;
        } else if (c.how % 10 >= 1 && c.how % 10 <= 4) {
            change_word(&p, c);
        } else if (c.how % 10 != 5) { /* in place, all of it: there is no room and nothing goes */
            change_bytes(&p, c);
        }
    }
    if (f->mend) {
        uint64_t sum = kj_image_checksum(file->data, file->size);
        memcpy(file->data + offsetof(kj_image_header, checksum), &sum, sizeof sum);
    }
}

/* A file that was cut, of another kind or version says so. */
static void check_reason(const sample *s, const kj_buffer *file, const frame *f, const kaoju_error *error) {
    kj_image_header header, want;
    memcpy(&header, file->data, sizeof header);
    memcpy(&want, s->image.data, sizeof want);
    bool kind = !memcmp(header.magic, want.magic, sizeof want.magic);
    bool version = header.version == want.version && !memcmp(header.made_by, want.made_by, sizeof want.made_by);
    REQUIRE(error->code == KAOJU_E_SYNTAX || error->code == KAOJU_E_LIMIT);
    REQUIRE(error->message[0] && !strcmp(error->file, path));
    if (f->size < sizeof header || f->size % KJ_IMAGE_ALIGN)
        REQUIRE(strstr(error->message, "or not all of it"));
    else if (!kind)
        REQUIRE(strstr(error->message, "no model"));
    else if (header.order != want.order)
        REQUIRE(strstr(error->message, "order of bytes"));
    else if (!version)
        REQUIRE(strstr(error->message, "another version"));
    else if (f->size != header.size)
        REQUIRE(strstr(error->message, header.size > f->size ? "ends too early" : "too long"));
}

static void open_changed(const sample *s, const kj_buffer *file, const frame *f, fuzz_bytes in) {
    kaoju_model *model = NULL;
    kaoju_error error = {0};
    REQUIRE(pwrite(fd, file->data, f->size, 0) == (ssize_t)f->size && !ftruncate(fd, (off_t)f->size));
    if (f->cut) { /* a file that is trusted, too */
        REQUIRE(kaoju_model_open(path, KAOJU_TRUST_MODEL, &model, &error) && !model);
        check_reason(s, file, f, &error);
    }
    kaoju_status status = kaoju_model_open(path, 0, &model, &error);
    REQUIRE((status == KAOJU_OK) == (model != NULL) && !(f->cut && model));
    if (model)
        use_model(model, s, in);
    else
        check_reason(s, file, f, &error);
    kaoju_model_free(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static sample samples[2];
    static kj_buffer file;
    fuzz_bytes in = {data, size};
    uint8_t first = fuzz_byte(&in);
    sample *s = &samples[is_wide(first)];
    frame f = {0};
    if (fd < 0)
        open_file();
    if (!s->model)
        sample_open(s, is_wide(first));
    change_all(s, &in, &f);
    assemble(s, &file);
    change_frame(&file, &f);
    open_changed(s, &file, &f, (fuzz_bytes){data, size});
    forget_changes(s);
    return 0;
}
