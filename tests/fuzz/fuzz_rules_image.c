/* The rules of a model file, changed: the one section that is read record by record. They are refused, or rules that run.
 * As fuzz_image.c, but without the rest of the file, which takes most of its time. See image_sample.h for the input. */
#include "image_sample.h"

#include "rules/rules_image.h"

/* An image of this section alone, which ends where its allocation does. */
static uint8_t *alone(const part *p) {
    const size_t start = 2 * KJ_IMAGE_ALIGN;
    uint8_t *bytes = malloc(start + p->size);
    kj_image_header header = {.section_count = 1};
    kj_image_section section = {p->kind, 1, start, p->size};
    REQUIRE(bytes);
    memcpy(bytes, &header, sizeof header);
    memcpy(bytes + sizeof header, &section, sizeof section);
    memcpy(bytes + start, p->bytes, p->size);
    return bytes;
}

static void open_rules(const sample *s, const part *p, fuzz_bytes in) {
    uint8_t *bytes = alone(p);
    kj_image image = {.bytes = bytes, .size = 2 * KJ_IMAGE_ALIGN + p->size, .path = "x"};
    kaoju_error error = {0};
    kaoju_model model = *s->model;
    image.header = (const kj_image_header *)(const void *)bytes;
    image.sections = (const kj_image_section *)(const void *)(bytes + sizeof(kj_image_header));
    kaoju_status status = kj_rules_open(&model.rules, &image, model.names, model.lexicon, &error);
    free(bytes); /* rules borrow nothing */
    if (status)
        REQUIRE(status == KAOJU_E_SYNTAX && error.message[0]);
    else
        use_model(&model, s, in);
    kj_rules_free(&model.rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static sample samples[2];
    fuzz_bytes in = {data, size};
    uint8_t first = fuzz_byte(&in);
    sample *s = &samples[is_wide(first)];
    part *rules = NULL;
    if (!s->model)
        sample_open(s, is_wide(first));
    for (uint32_t i = 0; i < s->part_count; i++)
        if (s->parts[i].kind == KJ_SECTION_RULES)
            rules = &s->parts[i];
    REQUIRE(rules);
    do
        change_part(rules, next_change(&in));
    while (in.size);
    open_rules(s, rules, (fuzz_bytes){data, size});
    forget_changes(s);
    return 0;
}
