/* A model of a few lines, with at least one of everything that a model file holds; needs image_fixture.h. */
#ifndef KJ_TEST_SMALL_MODEL_H
#define KJ_TEST_SMALL_MODEL_H

#include "image_fixture.h"

#include "kaoju.h"

static inline kj_buffer save(const kaoju_model *model) {
    kj_buffer out = {0};
    assert_int_equal(kaoju_model_save(model, image_sink, &out, NULL), KAOJU_OK);
    assert_false(out.failed);
    return out;
}

static inline kaoju_model *loaded(const char *dict, const char *rules) {
    kaoju_model *model = NULL;
    kaoju_error error = {0};
    if (kaoju_model_load(dict, rules, &model, &error))
        fail_msg("%s:%u: %s", error.file, error.line, error.message);
    return model;
}

static inline kaoju_model *opened(unsigned flags) {
    kaoju_model *model = NULL;
    kaoju_error error = {0};
    if (kaoju_model_open(image_path, flags, &model, &error))
        fail_msg("%s", error.message);
    return model;
}

/* Loads files that are there for as long as that takes; of a name that ends in .tsv a dictionary, else rules. */
static inline kaoju_model *loaded_from(const char *const (*files)[2], size_t count) {
    char folder[] = "/tmp/kaoju_model.XXXXXX", path[128];
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i][0]);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_true(fputs(files[i][1], file) >= 0);
        fclose(file);
    }
    kaoju_model *model = loaded(folder, folder);
    for (size_t i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i][0]);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0);
    return model;
}

static const char *const small_files[][2] = {
    {"fold.tsv", "surface\tto\n國\t国\n"},
    {"country.tsv", "surface\tcode\tnot_in\n国\tXX\t国人|国中\n人国\tYY\t\n"},
    {"word.tsv", "surface\tweight\tpos\n人\t30\tn\n中国\t20\tns\n的\t50\tu\n"},
    {"surname.tsv", "surface\tweight\tfirst\n王\t99999999\t-3\n"},
    {"phases.yaml", "phases:\n  - {name: one, overlap: longest}\n  - {name: two, overlap: priority}\n"},
    {"a.yaml",
     "define:\n  far: \"(人|[a-z的])+\"\n"
     "rules:\n"
     "  - id: x\n    phase: one\n    about: A country.\n    pattern: \"c:<country code=XX|YY> @far?\"\n"
     "    emit: COUNTRY\n    span: c\n    value: {code: $c.code, kind: x}\n    not_followed_by: \"z\"\n"
     "    not_in: [国国, <word>]\n    priority: 3\n    confidence: 0.5\n"
     "    tests:\n      - {text: 一国, gives: [{text: 国}]}\n      - {text: 一, gives: []}\n"
     "  - id: y\n    phase: two\n    about: A number.\n    pattern: \"[甲乙] n:<number 1..12>\"\n"
     "    emit: ORDINAL\n    preceded_by: \"第\"\n    within: clause\n    nearest: yes\n    value: {number: $n}\n"
     "    tests:\n      - {text: 第甲3, ref_date: 2025-01-02, gives: [{text: 甲3}]}\n"
     "      - {text: 第3, gives: []}\n"}};

static inline kaoju_model *small(void) {
    return loaded_from(small_files, sizeof small_files / sizeof *small_files);
}

#endif
