/* Uses libkaoju: prints the figures of a text with their exact values and where they stand.
 *
 *     library FILE
 */
#include <kaoju.h>

#include <stdio.h>

static void print_figures(const kaoju_result *result) {
    for (size_t i = 0; i < kaoju_mention_count(result); i++) {
        const kaoju_mention *m = kaoju_mention_at(result, i);
        if (!m->value.number.data || !m->value.unit_kind.data)
            continue;
        printf("%u:%u\t%.*s\t%.*s\t%.*s\n", m->line, m->column, (int)m->norm.size, m->norm.data,
               (int)m->value.number.size, m->value.number.data, (int)m->value.unit.size, m->value.unit.data);
    }
}

int main(int count, char **arguments) {
    static char text[1 << 20];
    kaoju_error error;
    kaoju_model *model = NULL;
    kaoju_session *session = NULL;
    const kaoju_result *result = NULL;
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "usage: library FILE\n");
        return 2;
    }
    kaoju_document document = {.id = arguments[1], .bytes = text, .size = fread(text, 1, sizeof text, file)};
    fclose(file);
    bool ok = !kaoju_model_load(NULL, NULL, &model, &error) && !kaoju_session_new(model, &session, &error) &&
              !kaoju_extract(session, &document, &result, &error);
    if (ok)
        print_figures(result);
    else
        fprintf(stderr, "library: %s\n", error.message);
    kaoju_session_free(session);
    kaoju_model_free(model);
    return ok ? 0 : 1;
}
