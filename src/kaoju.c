/* The public interface as a table of contents: each function checks its arguments and calls one layer. */
#include "kaoju.h"

#include "check/check.h"
#include "model/data.h"
#include "model/model.h"
#include "resolve/explanation.h"
#include "resolve/resolve.h"
#include "resolve/ruletest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct kaoju_session {
    kj_extraction *extraction;
    kaoju_limits limits;
    kaoju_result result;
    kaoju_explanation *explanation; /* from the first kaoju_explain on */
};

/* ------------------------------------------------------------------ model */

static kaoju_status load(const char *dict_dir, const char *rules_dir, kaoju_report report, void *context,
                         kaoju_model **model, kaoju_error *error) {
    char root[KJ_DATA_PATH_MAX], dict[KJ_DATA_PATH_MAX + 8], rules[KJ_DATA_PATH_MAX + 8];
    kaoju_status status = kj_data_root(root, error);
    if (status)
        return status;
    snprintf(dict, sizeof dict, "%s/dict", root);
    snprintf(rules, sizeof rules, "%s/rules", root);
    return kj_model_load(dict_dir ? dict_dir : dict, rules_dir ? rules_dir : rules, report, context, model, error);
}

kaoju_status kaoju_model_load(const char *dict_dir, const char *rules_dir, kaoju_model **model, kaoju_error *error) {
    if (!model)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_model_load: model is NULL");
    *model = NULL;
    return load(dict_dir, rules_dir, NULL, NULL, model, error);
}

kaoju_status kaoju_model_save(const kaoju_model *model, kaoju_sink sink, void *context, kaoju_error *error) {
    if (!model || !sink)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_model_save: model or sink is NULL");
    return kj_model_save(model, sink, context, error);
}

kaoju_status kaoju_model_open(const char *path, unsigned flags, kaoju_model **model, kaoju_error *error) {
    if (model)
        *model = NULL;
    if (!path || !model || flags & ~KAOJU_TRUST_MODEL)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_model_open: path or model is NULL, or a flag is unknown");
    return kj_model_open(path, flags & KAOJU_TRUST_MODEL, model, error);
}

void kaoju_model_free(kaoju_model *model) {
    kj_model_free(model);
}

const char *kaoju_model_fingerprint(const kaoju_model *model) {
    return model->fingerprint;
}

kaoju_status kaoju_rules_lint(const char *dict_dir, const char *rules_dir, kaoju_report report, void *context) {
    kaoju_model *model = NULL;
    kaoju_error error = {0};
    kaoju_status status = load(dict_dir, rules_dir, report, context, &model, &error);
    /* Problems of rules were reported as they were found; every other one is only in `error`. */
    if (status && report && !strstr(error.file, ".yaml"))
        report(context, "error", &error);
    kj_model_free(model);
    return status;
}

size_t kaoju_rule_count(const kaoju_model *model) {
    return model->rules.rule_count;
}

kaoju_rule_info kaoju_rule_at(const kaoju_model *model, size_t index) {
    const kj_rule *rule = &model->rules.rules[index];
    return (kaoju_rule_info){.name = rule->name,
                             .phase = model->rules.phases[rule->phase].name,
                             .type = kj_names_at(model->names, rule->type),
                             .about = rule->about,
                             .file = rule->file,
                             .line = rule->line,
                             .tests = rule->test_count};
}

kaoju_status kaoju_rules_test(const kaoju_model *model, const char *only, kaoju_report report, void *context,
                              kaoju_test_counts *counts, kaoju_error *error) {
    kaoju_session *session = NULL;
    *counts = (kaoju_test_counts){0};
    kaoju_status status = kaoju_session_new(model, &session, error);
    for (uint32_t i = 0; !status && i < model->rules.rule_count; i++) {
        const kj_rule *rule = &model->rules.rules[i];
        if (only && strcmp(only, rule->name) != 0)
            continue;
        counts->rules++;
        for (uint32_t t = 0; !status && t < rule->test_count; t++) {
            bool passed = false;
            kaoju_error difference = {0};
            status = kj_rule_test_run(session->extraction, &session->result, rule,
                                      &model->rules.tests[rule->first_test + t], &passed, &difference, error);
            counts->tests++;
            counts->failed += !passed;
            if (!status && !passed && report)
                report(context, "error", &difference);
        }
    }
    if (!status && only && !counts->rules)
        status = kj_fail(error, KAOJU_E_ARGUMENT, "there is no rule %s", only);
    kaoju_session_free(session);
    return status;
}

/* ------------------------------------------------------------------ session */

kaoju_status kaoju_session_new(const kaoju_model *model, kaoju_session **session, kaoju_error *error) {
    if (session)
        *session = NULL;
    if (!model || !session)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_session_new: model or session is NULL");
    *session = kj_new(1, sizeof **session);
    if (!*session)
        return kj_fail_memory(error);
    (*session)->limits = kaoju_limits_default();
    kaoju_status status = kj_extraction_new(model, &(*session)->extraction, error);
    if (status) {
        free(*session);
        *session = NULL;
    }
    return status;
}

void kaoju_session_free(kaoju_session *session) {
    if (!session)
        return;
    kj_extraction_free(session->extraction);
    kj_result_free(&session->result);
    kj_explanation_free(session->explanation);
    free(session);
}

kaoju_limits kaoju_limits_default(void) {
    return (kaoju_limits){.text_bytes = KAOJU_TEXT_MAX, .mentions = SIZE_MAX};
}

kaoju_limits kaoju_limits_strict(void) {
    return (kaoju_limits){.text_bytes = KJ_STRICT_TEXT_BYTES, .mentions = KJ_STRICT_MENTIONS};
}

kaoju_status kaoju_session_limits(kaoju_session *session, const kaoju_limits *limits, kaoju_error *error) {
    if (!session || !limits)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_session_limits: session or limits is NULL");
    if (limits->text_bytes > KAOJU_TEXT_MAX)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_session_limits: text_bytes is at most KAOJU_TEXT_MAX, %u",
                       KAOJU_TEXT_MAX);
    session->limits = *limits;
    return KAOJU_OK;
}

bool kaoju_date_check(const char *date) {
    kj_moment moment;
    return date && kj_moment_read(kj_string(date), &moment);
}

/* `what`: as given, or as UTF-8, which may be longer. */
static kaoju_status check_size(const kaoju_session *session, size_t size, const char *what, kaoju_error *error) {
    if (size <= session->limits.text_bytes)
        return KAOJU_OK;
    return kj_fail(error, KAOJU_E_LIMIT, "the text has %zu bytes%s; the limit text_bytes is %zu", size, what,
                   session->limits.text_bytes);
}

/* One document all the way; with `e` also what the explanation needs. */
static kaoju_status read_document(kaoju_session *session, const kaoju_document *document, kaoju_explanation *e,
                                  kaoju_error *error) {
    kaoju_status status = check_size(session, document->size, "", error);
    if (status)
        return status;
    kaoju_result *result = &session->result;
    kj_result_reset(result);
    const char *bytes = document->bytes ? document->bytes : "";
    status = kj_decode(bytes, document->size, document->encoding, &result->decoded, error);
    if (!status)
        status = check_size(session, result->decoded.size, " as UTF-8", error);
    if (!status) {
        result->encoding = result->decoded.encoding;
        status = kj_extraction_run(session->extraction, result->decoded.utf8, result->decoded.size, error);
    }
    if (!status && session->extraction->mentions.size > session->limits.mentions)
        status = kj_fail(error, KAOJU_E_LIMIT, "the text has %zu mentions; the limit mentions is %zu",
                         session->extraction->mentions.size, session->limits.mentions);
    if (!status && e && !kj_explanation_unresolved(e, session->extraction))
        status = kj_fail_memory(error);
    return status ? status : kj_resolve(session->extraction, document, result, error);
}

kaoju_status kaoju_extract(kaoju_session *session, const kaoju_document *document, const kaoju_result **out,
                           kaoju_error *error) {
    if (out)
        *out = NULL;
    if (!session || !document || !out || (!document->bytes && document->size))
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_extract: session, document, its bytes or result is NULL");
    kaoju_status status = read_document(session, document, NULL, error);
    if (!status)
        *out = &session->result;
    return status;
}

/* ------------------------------------------------------------------ explanation */

kaoju_status kaoju_explain(kaoju_session *session, const kaoju_document *document, const kaoju_where *where,
                           const kaoju_explanation **out, kaoju_error *error) {
    if (out)
        *out = NULL;
    if (!session || !document || !out || (!document->bytes && document->size))
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_explain: session, document, its bytes or explanation is NULL");
    if (!session->explanation && !(session->explanation = kj_explanation_new()))
        return kj_fail_memory(error);
    kaoju_explanation *e = session->explanation;
    kj_explanation_start(e, session->extraction);
    kaoju_status status = read_document(session, document, e, error);
    if (!status)
        status = kj_explanation_make(e, session->extraction, &session->result, where, error);
    kj_extraction_trace(session->extraction, NULL);
    if (!status)
        *out = e;
    return status;
}

const kaoju_result *kaoju_explanation_result(const kaoju_explanation *explanation) {
    return explanation->result;
}
size_t kaoju_place_count(const kaoju_explanation *explanation) {
    return explanation->places.size;
}
const kaoju_place *kaoju_place_at(const kaoju_explanation *explanation, size_t index) {
    return &explanation->places.at[index];
}
size_t kaoju_candidate_count(const kaoju_explanation *explanation) {
    return explanation->candidates.size;
}
const kaoju_candidate *kaoju_candidate_at(const kaoju_explanation *explanation, size_t index) {
    return &explanation->candidates.at[index];
}

/* ------------------------------------------------------------------ records */

size_t kaoju_mention_count(const kaoju_result *result) {
    return result->mentions.size;
}
const kaoju_mention *kaoju_mention_at(const kaoju_result *result, size_t index) {
    return &result->mentions.at[index];
}
size_t kaoju_entity_count(const kaoju_result *result) {
    return result->entities.size;
}
const kaoju_entity *kaoju_entity_at(const kaoju_result *result, size_t index) {
    return &result->entities.at[index];
}
size_t kaoju_fact_count(const kaoju_result *result) {
    return result->facts.size;
}
const kaoju_fact *kaoju_fact_at(const kaoju_result *result, size_t index) {
    return &result->facts.at[index];
}
size_t kaoju_warning_count(const kaoju_result *result) {
    return result->warnings.size;
}
const kaoju_warning *kaoju_warning_at(const kaoju_result *result, size_t index) {
    return &result->warnings.at[index];
}
size_t kaoju_relation_count(const kaoju_result *result) {
    return result->relations.size;
}
const kaoju_relation *kaoju_relation_at(const kaoju_result *result, size_t index) {
    return &result->relations.at[index];
}
size_t kaoju_article_count(const kaoju_result *result) {
    return result->articles.size;
}
const kaoju_article *kaoju_article_at(const kaoju_result *result, size_t index) {
    return &result->articles.at[index];
}
kaoju_string kaoju_result_text(const kaoju_result *result) {
    return result->text;
}
kaoju_string kaoju_result_id(const kaoju_result *result) {
    return result->id;
}
kaoju_string kaoju_result_path(const kaoju_result *result) {
    return result->path;
}
kaoju_string kaoju_result_url(const kaoju_result *result) {
    return result->url;
}
kaoju_string kaoju_result_date(const kaoju_result *result) {
    return result->date;
}
const char *kaoju_result_sha256(const kaoju_result *result) {
    return result->sha256;
}
const char *kaoju_result_encoding(const kaoju_result *result) {
    return result->encoding;
}
size_t kaoju_result_bytes(const kaoju_result *result) {
    return result->bytes;
}
const char *kaoju_result_model(const kaoju_result *result) {
    return result->model->fingerprint;
}
/* ------------------------------------------------------------------ checking */

kaoju_status kaoju_check_new(kaoju_check **check, kaoju_error *error) {
    if (!check)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_check_new: check is NULL");
    *check = kj_check_new();
    return *check ? KAOJU_OK : kj_fail_memory(error);
}

void kaoju_check_free(kaoju_check *check) {
    kj_check_free(check);
}

kaoju_status kaoju_check_page(kaoju_check *check, const kaoju_result *result, kaoju_error *error) {
    if (!check || !result)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_check_page: check or result is NULL");
    return kj_check_page(check, result) ? KAOJU_OK : kj_fail_memory(error);
}

kaoju_status kaoju_check_claim(kaoju_check *check, const kaoju_result *claim, uint32_t line, kaoju_error *error) {
    if (!check || !claim)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_check_claim: check or claim is NULL");
    return kj_check_claim(check, claim, line) ? KAOJU_OK : kj_fail_memory(error);
}

kaoju_status kaoju_check_run(kaoju_check *check, kaoju_error *error) {
    if (!check)
        return kj_fail(error, KAOJU_E_ARGUMENT, "kaoju_check_run: check is NULL");
    return kj_check_run(check) ? KAOJU_OK : kj_fail_memory(error);
}

size_t kaoju_statement_count(const kaoju_check *check) {
    return check->statements.size;
}
const kaoju_statement *kaoju_statement_at(const kaoju_check *check, size_t index) {
    return &check->statements.at[index].s;
}
size_t kaoju_agreement_count(const kaoju_check *check) {
    return check->groups.size;
}
const kaoju_agreement *kaoju_agreement_at(const kaoju_check *check, size_t index) {
    return &check->groups.at[index];
}
size_t kaoju_reprint_count(const kaoju_check *check) {
    return check->reprints.size;
}
const kaoju_reprint *kaoju_reprint_at(const kaoju_check *check, size_t index) {
    return &check->reprints.at[index];
}
size_t kaoju_claim_count(const kaoju_check *check) {
    return check->claims.size;
}
const kaoju_claim *kaoju_claim_at(const kaoju_check *check, size_t index) {
    return &check->claims.at[index];
}
