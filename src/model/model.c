/* Directories of dictionaries and rules in, one immutable model out.
 *
 * Order matters twice: the folding table comes before everything that is folded, and rules are compiled before the
 * lexicon freezes, because the words of their not_in guards become patterns of its matcher. */
#include "model/model.h"

#include "base/file.h"
#include "base/limits.h"
#include "dict/tsv.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Span types that engines give; rules may use them like dictionary classes. */
static const char *const engine_types[] = {"number", "one",      "fraction",     "ratio",       "percentage", "noun",
                                           "topic",  "han_name", "foreign_name", "dotted_name", "name_end",   "joint",
                                           "lone",   "org_name", "place",        NULL};

static bool is_fold_file(const char *path) {
    const char *slash = strrchr(path, '/');
    return !strcmp(slash ? slash + 1 : path, "fold.tsv");
}

/* One cell of the folding table: exactly one character. */
static kaoju_status fold_cell(const kj_tsv *tsv, uint32_t column, uint32_t *cp, kaoju_error *error) {
    kaoju_string cell = column == KJ_NONE ? (kaoju_string){"", 0} : tsv->cells[column];
    size_t at = 0;
    if (cell.size)
        *cp = kj_utf8_next(cell.data, cell.size, &at);
    if (!cell.size || at != cell.size)
        return kj_fail_at(error, KAOJU_E_SYNTAX, kj_tsv_place(tsv, column == KJ_NONE ? 0 : column, 0),
                          "a folding row needs one character in `surface` and one in `to`");
    return KAOJU_OK;
}

static kaoju_status load_fold(kaoju_model *model, const char *path, const kj_buffer *text, kaoju_error *error) {
    kj_tsv tsv;
    kaoju_status status = kj_tsv_open(&tsv, path, text->data, text->size, error);
    for (bool more = true; status == KAOJU_OK && more;) {
        status = kj_tsv_next(&tsv, &more, error);
        if (status || !more)
            break;
        uint32_t from = 0, to = 0;
        status = fold_cell(&tsv, kj_tsv_column(&tsv, "surface"), &from, error);
        if (!status)
            status = fold_cell(&tsv, kj_tsv_column(&tsv, "to"), &to, error);
        if (!status && !kj_fold_add(model->fold, from, to))
            status = kj_fail_at(error, KAOJU_E_SYNTAX, kj_tsv_place(&tsv, 0, 0),
                                "this row would fold a character onto itself");
    }
    return status;
}

static kaoju_status load_dictionaries(kaoju_model *model, const kj_paths *paths, kj_sha256 *hash, kaoju_error *error) {
    kaoju_status status = KAOJU_OK;
    for (int pass = 0; pass < 2 && !status; pass++)
        for (size_t i = 0; i < paths->size && !status; i++) {
            if (is_fold_file(paths->at[i]) != (pass == 0))
                continue;
            kj_buffer text = {0};
            status = kj_file_read(paths->at[i], KJ_FILE_MAX, &text, error);
            if (!status && pass == 0) {
                kj_sha256_add(hash, text.data, text.size);
                status = load_fold(model, paths->at[i], &text, error);
            } else if (!status) {
                status = kj_lexicon_add(model->lexicon, paths->at[i], text.data, text.size, error);
            }
            kj_buffer_free(&text);
        }
    return status;
}

static kaoju_status load_rules(kaoju_model *model, const kj_paths *paths, kj_sha256 *hash, kaoju_report report,
                               void *context, kaoju_error *error) {
    kj_rule_file *files = kj_new(paths->size, sizeof *files);
    kj_buffer *texts = kj_new(paths->size, sizeof *texts);
    kaoju_status status = files && texts ? KAOJU_OK : kj_fail_memory(error);
    for (size_t i = 0; i < paths->size && !status; i++) {
        status = kj_file_read(paths->at[i], KJ_FILE_MAX, &texts[i], error);
        files[i] = (kj_rule_file){paths->at[i], texts[i].data, texts[i].size};
        if (!status)
            kj_sha256_add(hash, texts[i].data, texts[i].size);
    }
    if (!status)
        status = kj_rules_load(files, paths->size, engine_types, model->lexicon, model->fold, model->names,
                               &model->rules, report, context, error);
    for (size_t i = 0; texts && i < paths->size; i++)
        kj_buffer_free(&texts[i]);
    free(texts);
    free(files);
    return status;
}

/* Classes that describe characters, or what words do in a fact, are no words: those are in class word. */
static void give_traits(kj_types *t) {
    const uint32_t describes = KJ_TRAIT_DESCRIBES;
    const struct {
        uint32_t type, traits;
    } list[] = {
        {t->word, KJ_TRAIT_WORD},
        {t->surname, KJ_TRAIT_SURNAME | describes},
        {t->surname_ja, KJ_TRAIT_SURNAME_JA | describes},
        {t->given, KJ_TRAIT_GIVEN | describes},
        {t->given_ja, KJ_TRAIT_GIVEN_JA | describes},
        {t->translit, KJ_TRAIT_TRANSLIT | describes},
        {t->country_char, KJ_TRAIT_COUNTRY_CHAR | describes},
        {t->function, KJ_TRAIT_FUNCTION | describes},
        {t->title, KJ_TRAIT_TITLE},
        {t->context, KJ_TRAIT_CONTEXT | describes},
        {t->region, KJ_TRAIT_REGION},
        {t->country_class, KJ_TRAIT_COUNTRY},
        {t->org, KJ_TRAIT_ORG},
        {t->suffix, KJ_TRAIT_SUFFIX},
        {t->place_suffix, KJ_TRAIT_PLACE_SUFFIX | describes},
        {t->place_word, KJ_TRAIT_PLACE_WORD | describes},
        {t->noun_suffix, KJ_TRAIT_NOUN_SUFFIX | describes},
        {t->change, KJ_TRAIT_TOPIC_END},
        {t->base, KJ_TRAIT_TOPIC_END},
        {t->reach, KJ_TRAIT_TOPIC_END},
        {t->rate_noun, KJ_TRAIT_TOPIC_END},
        {t->source, KJ_TRAIT_TOPIC_END},
        {t->relative, KJ_TRAIT_TOPIC_END},
        {t->idle, KJ_TRAIT_IDLE | describes},
        {t->quantity, KJ_TRAIT_QUANTITY},
        {t->number, KJ_TRAIT_NUMERAL},
        {t->fraction, KJ_TRAIT_NUMERAL},
        {t->percentage, KJ_TRAIT_NUMERAL},
        {t->one, KJ_TRAIT_ONE},
        {t->numeral, describes},
        {t->approx, describes},
        {t->measure, describes},
        {t->org_inner, describes},
        {t->org_stop, describes},
        {t->office, describes},
        {t->anaphor, describes},
        {t->scope, describes},
    };
    memset(t->traits, 0, sizeof t->traits);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        t->traits[list[i].type] = list[i].traits;
}

bool kj_model_name_types(kaoju_model *model) {
    kj_types *t = &model->types;
    const struct {
        uint32_t *id;
        const char *name;
    } list[] = {
        {&t->number, "number"},
        {&t->noun, "noun"},
        {&t->topic, "topic"},
        {&t->change, "change"},
        {&t->base, "base"},
        {&t->reach, "reach"},
        {&t->rate_noun, "rate_noun"},
        {&t->source, "source"},
        {&t->relative, "relative"},
        {&t->han_name, "han_name"},
        {&t->foreign_name, "foreign_name"},
        {&t->one, "one"},
        {&t->fraction, "fraction"},
        {&t->percentage, "percentage"},
        {&t->ratio, "ratio"},
        {&t->dotted_name, "dotted_name"},
        {&t->name_end, "name_end"},
        {&t->joint, "joint"},
        {&t->lone, "lone"},
        {&t->person, "PERSON"},
        {&t->country, "COUNTRY"},
        {&t->date, "DATE"},
        {&t->date_vague, "DATE_VAGUE"},
        {&t->set, "SET"},
        {&t->duration, "DURATION"},
        {&t->figure, "FIGURE"},
        {&t->ordinal, "ORDINAL"},
        {&t->dateline, "dateline"},
        {&t->fact, "fact"},
        {&t->saying, "saying"},
        {&t->compared, "compared"},
        {&t->status, "status"},
        {&t->role, "role"},
        {&t->event_noun, "event_noun"},
        {&t->also, "also"},
        {&t->bound, "bound"},
        {&t->per, "per"},
        {&t->anaphor, "anaphor"},
        {&t->abstract_noun, "abstract"},
        {&t->salutation, "salutation"},
        {&t->scope, "scope"},
        {&t->quantity, "quantity"},
        {&t->idle, "idle"},
        {&t->side, "side"},
        {&t->pointed, "pointed"},
        {&t->respective, "respective"},
        {&t->word, "word"},
        {&t->surname, "surname"},
        {&t->given, "given"},
        {&t->surname_ja, "surname_ja"},
        {&t->given_ja, "given_ja"},
        {&t->context, "context"},
        {&t->tag, "tag"},
        {&t->translit, "translit"},
        {&t->country_char, "country_char"},
        {&t->title, "title"},
        {&t->region, "region"},
        {&t->function, "function"},
        {&t->numeral, "numeral"},
        {&t->approx, "approx"},
        {&t->measure, "measure"},
        {&t->noun_suffix, "noun_suffix"},
        {&t->org_name, "org_name"},
        {&t->place, "place"},
        {&t->country_class, "country"},
        {&t->festival, "festival"},
        {&t->org, "org"},
        {&t->agency, "agency"},
        {&t->suffix, "suffix"},
        {&t->place_suffix, "place_suffix"},
        {&t->place_word, "place_word"},
        {&t->org_inner, "org_inner"},
        {&t->org_stop, "org_stop"},
        {&t->office, "office"},
        {&t->org_record, "ORG"},
        {&t->place_record, "PLACE"},
        {&t->post, "post"},
    };
    _Static_assert(sizeof list / sizeof *list <= KJ_TRAIT_TYPES, "each of these ids has its place in kj_types.traits");
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if ((*list[i].id = kj_names_add(model->names, kj_string(list[i].name))) == KJ_NONE)
            return false;
    give_traits(t);
    return true;
}

/* A country is told by its code: ids of entities, which country a character stands for. */
static kaoju_status check_countries(const kaoju_model *model, kaoju_error *error) {
    const kj_types *t = &model->types;
    for (uint32_t i = 0; i < kj_lexicon_count(model->lexicon); i++) {
        uint32_t class_id = kj_entry_class(model->lexicon, i);
        if ((class_id != t->country_class && class_id != t->country_char) ||
            kj_entry_field(model->lexicon, i, "code").data)
            continue;
        kaoju_string surface = kj_entry_field(model->lexicon, i, "surface");
        return kj_fail(error, KAOJU_E_SYNTAX, "dictionary class %s: %.*s has no code",
                       kj_names_at(model->names, class_id), (int)surface.size, surface.data);
    }
    return KAOJU_OK;
}

static kaoju_status fill(kaoju_model *model, const char *dict_dir, const char *rules_dir, kaoju_report report,
                         void *context, kaoju_error *error) {
    kj_paths dicts = {0}, rules = {0};
    kj_sha256 hash;
    kj_sha256_start(&hash);
    kj_sha256_add(&hash, KAOJU_VERSION, sizeof KAOJU_VERSION);
    kaoju_status status = kj_file_list(dict_dir, ".tsv", true, &dicts, error);
    if (!status)
        status = kj_file_list(rules_dir, ".yaml", false, &rules, error);
    if (!status && !kj_model_name_types(model))
        status = kj_fail_memory(error);
    if (!status)
        status = load_dictionaries(model, &dicts, &hash, error);
    if (!status)
        status = load_rules(model, &rules, &hash, report, context, error);
    if (!status)
        status = kj_lexicon_freeze(model->lexicon, error);
    if (!status)
        status = check_countries(model, error);
    if (!status)
        status =
            kj_numeral_table_new(model->lexicon, model->types.numeral, model->types.approx, &model->numerals, error);
    if (!status && !kj_scores_make(model))
        status = kj_fail_memory(error);
    if (!status) {
        kj_lexicon_digest(model->lexicon, &hash);
        kj_sha256_hex(&hash, model->fingerprint, 16);
    }
    kj_paths_free(&dicts);
    kj_paths_free(&rules);
    return status;
}

kaoju_status kj_model_load(const char *dict_dir, const char *rules_dir, kaoju_report report, void *context,
                           kaoju_model **out, kaoju_error *error) {
    *out = NULL;
    kaoju_model *model = kj_new(1, sizeof *model);
    if (!model)
        return kj_fail_memory(error);
    model->fold = kj_fold_new();
    model->names = kj_names_new();
    if (model->fold && model->names)
        model->lexicon = kj_lexicon_new(model->fold, model->names);
    kaoju_status status =
        model->lexicon ? fill(model, dict_dir, rules_dir, report, context, error) : kj_fail_memory(error);
    if (status) {
        kj_model_free(model);
        return status;
    }
    *out = model;
    return KAOJU_OK;
}

void kj_model_free(kaoju_model *model) {
    if (!model)
        return;
    kj_scores_free(&model->scores);
    kj_numeral_table_free(model->numerals);
    kj_rules_free(&model->rules);
    kj_lexicon_free(model->lexicon);
    kj_names_free(model->names);
    kj_fold_free(model->fold);
    kj_image_close(&model->image);
    free(model);
}
