/* The project's own model on any bytes: every record points at its text, in every unit. The first byte chooses the
 * encoding and whether there is a date. */
#include "fuzz.h"

#include "kaoju.h"

static kaoju_session *session;

static void open_session(void) {
    kaoju_model *model = NULL;
    kaoju_error error;
    if (kaoju_model_load(FUZZ_SOURCE_DIR "/dict", FUZZ_SOURCE_DIR "/rules", &model, &error) ||
        kaoju_session_new(model, &session, &error)) {
        fprintf(stderr, "%s: %s\n", error.file, error.message);
        abort();
    }
}

static void check_mention(const kaoju_result *result, size_t index) {
    const kaoju_mention *m = kaoju_mention_at(result, index);
    kaoju_string text = kaoju_result_text(result);
    REQUIRE(m->utf8.start < m->utf8.end && m->utf8.end <= text.size && m->cp.start < m->cp.end);
    REQUIRE(m->text.size == m->utf8.end - m->utf8.start);
    REQUIRE(!memcmp(m->text.data, text.data + m->utf8.start, m->text.size));
    REQUIRE(m->source.start < m->source.end && m->source.end <= kaoju_result_bytes(result));
    REQUIRE(m->line >= 1 && m->column >= 1 && m->confidence >= 0 && m->confidence <= 1);
    REQUIRE(m->norm.data && m->type[0] && m->id[0] && m->rule[0]);
    if (index) {
        const kaoju_mention *before = kaoju_mention_at(result, index - 1);
        REQUIRE(before->cp.start < m->cp.start || (before->cp.start == m->cp.start && before->cp.end >= m->cp.end));
    }
}

static void check_facts(const kaoju_result *result) {
    for (size_t i = 0; i < kaoju_fact_count(result); i++) {
        const kaoju_fact *f = kaoju_fact_at(result, i);
        REQUIRE(f->figure < kaoju_mention_count(result));
        REQUIRE(f->time == SIZE_MAX || f->time < kaoju_mention_count(result));
        REQUIRE(f->earlier == SIZE_MAX || f->earlier < kaoju_mention_count(result));
    }
    for (size_t i = 0; i < kaoju_warning_count(result); i++)
        for (size_t f = 0; f < kaoju_warning_at(result, i)->fact_count; f++)
            REQUIRE(kaoju_warning_at(result, i)->facts[f] < kaoju_fact_count(result));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {NULL, "utf-8", "gb18030", "big5", "utf-16le", "utf-16be", NULL, "utf-8"};
    if (!session)
        open_session();
    if (!size)
        return 0;
    kaoju_document document = {.bytes = (const char *)data + 1,
                               .size = size - 1,
                               .encoding = names[data[0] % 8],
                               .date = data[0] & 8 ? "2025-06-18" : NULL};
    const kaoju_result *result = NULL;
    kaoju_error error = {0};
    kaoju_status status = kaoju_extract(session, &document, &result, &error);
    REQUIRE(status == KAOJU_OK || status == KAOJU_E_ENCODING);
    REQUIRE((status == KAOJU_OK) == (result != NULL));
    if (status)
        return 0;
    for (size_t i = 0; i < kaoju_mention_count(result); i++)
        check_mention(result, i);
    for (size_t i = 0; i < kaoju_entity_count(result); i++)
        for (size_t m = 0; m < kaoju_entity_at(result, i)->mention_count; m++)
            REQUIRE(kaoju_entity_at(result, i)->mentions[m] < kaoju_mention_count(result));
    check_facts(result);
    return 0;
}
