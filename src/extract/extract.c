/* One document through all steps; see extract.h for the order. Working memory is kept from document to document. */
#include "extract/part.h"

#include <stdlib.h>
#include <string.h>

/* What a rule of an earlier phase filled, for the guards of later ones. */
static kaoju_string field_of(const void *context, uint32_t value, const char *key) {
    const kj_extraction *x = context;
    return kj_value_text(x->values.at[value], key);
}

kaoju_status kj_extraction_new(const kaoju_model *model, kj_extraction **out, kaoju_error *error) {
    *out = NULL;
    kj_extraction *x = kj_new(1, sizeof *x);
    if (x) {
        x->model = model;
        x->segment = kj_segment_new();
        x->binders = kj_binders_new(&model->rules);
        x->runner = kj_runner_new(&model->rules, model->lexicon);
        x->cells = kj_cell_memory_new(model->lexicon);
    }
    if (!x || !x->segment || !x->binders || !x->runner || !x->cells) {
        kj_extraction_free(x);
        return kj_fail_memory(error);
    }
    *out = x;
    return KAOJU_OK;
}

void kj_extraction_free(kj_extraction *x) {
    if (!x)
        return;
    kj_text_free(&x->text);
    kj_vec_free(&x->hits);
    kj_vec_free(&x->found);
    kj_vec_free(&x->guards);
    kj_vec_free(&x->numerals);
    kj_vec_free(&x->values);
    kj_vec_free(&x->matches);
    kj_vec_free(&x->candidates);
    kj_vec_free(&x->given);
    kj_vec_free(&x->mentions);
    kj_lattice_free(&x->lattice);
    kj_lattice_free(&x->kept);
    x->part.symbol = x->part.byte = NULL; /* borrowed */
    kj_text_free(&x->part);
    kj_segment_free(x->segment);
    kj_binders_free(x->binders);
    kj_runner_free(x->runner);
    free(x->cells);
    kj_arena_free(&x->arena);
    free(x);
}

static void start_over(kj_extraction *x) {
    x->values.size = x->given.size = x->mentions.size = 0;
    x->lattice.field = field_of;
    x->lattice.context = x;
    kj_arena_reset(&x->arena);
}

/* 一 by itself, fractions and what may be one have types of their own: most rules want neither. */
static uint32_t numeral_type(const kj_extraction *x, const kj_numeral *numeral) {
    const kj_types *types = &x->model->types;
    if (numeral->number.percent)
        return types->percentage;
    if (numeral->number.slash)
        return types->ratio;
    if (numeral->number.fraction)
        return types->fraction;
    return numeral->end - numeral->start == 1 && x->text.symbol[numeral->start] == 0x4E00 ? types->one : types->number;
}

static bool find_numerals(kj_extraction *x) {
    if (!kj_numerals_scan(x->model->numerals, &x->text, &x->numerals))
        return false;
    for (size_t i = 0; i < x->numerals.size; i++) {
        const kj_numeral *numeral = &x->numerals.at[i];
        kj_value *value = kj_arena_new(&x->arena, 1, sizeof *value);
        kj_number *number = kj_arena_new(&x->arena, 1, sizeof *number);
        if (!value || !number)
            return false;
        *number = numeral->number;
        *value = (kj_value){.entry = KJ_NONE, .number = number, .object_start = KJ_NONE, .object_end = KJ_NONE};
        int64_t integer = 0;
        if (!numeral->number.known || numeral->number.comparator != KJ_EQ ||
            !kj_decimal_to_integer(&numeral->number.value, &integer))
            integer = KJ_NO_INTEGER;
        uint32_t type = numeral_type(x, numeral);
        kj_span span = {numeral->start, numeral->end, type, KJ_NONE, (uint32_t)x->values.size, KJ_NONE, integer};
        if (!kj_push(&x->values, value) || !kj_push(&x->lattice.spans, span))
            return false;
    }
    return true;
}

static bool step(const kj_extraction *x, const char *name, bool ok) {
    if (x->done)
        x->done(x->done_context, name);
    return ok;
}

/* Reads what x->text is now. */
static bool read_part(kj_extraction *x) {
    const kj_rules *rules = &x->model->rules;
    x->numerals.size = 0;
    bool ok = step(x, "dictionaries",
                   kj_lattice_start(&x->lattice, &x->text, kj_rules_bits(rules)) &&
                       kj_lexicon_scan(x->model->lexicon, &x->text, &x->hits, &x->found, &x->guards) &&
                       kj_lattice_read(&x->lattice, &x->found));
    ok = ok && step(x, "numerals", find_numerals(x) && kj_lattice_index(&x->lattice));
    ok = ok && step(x, "segmentation", kj_segment_run(x));
    for (uint32_t phase = 0; ok && phase < rules->phase_count; phase++)
        ok = step(x, rules->phases[phase].name, kj_phase_run(x, phase));
    return ok;
}

/* Each part by itself; what lasts of its spans becomes the lattice of the document. */
static bool read_parts(kj_extraction *x, uint32_t length) {
    kj_text whole = x->text;
    bool ok = kj_lattice_start(&x->kept, &x->text, (kj_bits){0});
    for (kaoju_range part = {0, 0}; ok && part.end < whole.length;) {
        size_t first_value = x->values.size, first_given = x->given.size;
        part = kj_part_next(&whole, part.end, length);
        ok = kj_part_view(&whole, part, &x->part);
        x->text = x->part;
        ok = ok && read_part(x) && kj_part_keep(x, part.start, &x->kept);
        x->part = x->text;
        kj_part_shift(x, first_value, first_given, part.start);
    }
    x->text = whole;
    kj_lattice kept = x->kept;
    kept.field = x->lattice.field;
    kept.context = x->lattice.context;
    x->kept = x->lattice;
    x->lattice = kept;
    return ok && kj_lattice_index(&x->lattice);
}

kaoju_status kj_extraction_run(kj_extraction *x, const char *utf8, size_t size, kaoju_error *error) {
    start_over(x);
    kaoju_status status = kj_text_read(&x->text, utf8, size, x->model->fold, error);
    if (status)
        return status;
    step(x, "text", true);
    uint32_t length = x->part_length ? x->part_length : KJ_PART_LENGTH;
    /* A trace tells places of the document. */
    bool whole = x->trace || kj_part_next(&x->text, 0, length).end == x->text.length;
    bool ok = whole ? read_part(x) : read_parts(x, length);
    return ok && kj_overlap_mentions(x) && !x->arena.failed ? KAOJU_OK : kj_fail_memory(error);
}
