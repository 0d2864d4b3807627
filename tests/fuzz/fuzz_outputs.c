/* What strangers' text becomes in every format that is text: JSON parses again and holds the text, CSV has rows of equal
 * length without a formula, a terminal gets no control character, HTML no tag and no NUL that we did not write. The path
 * and the id of the document are the first two lines. */
#include "fuzz.h"

#include "kaoju.h"
#include "text/utf8.h"

#include <jansson.h>

static const kaoju_model *model;
static kaoju_session *session;

static void open_session(void) {
    kaoju_model *loaded = NULL;
    kaoju_error error;
    if (kaoju_model_load(FUZZ_SOURCE_DIR "/dict", FUZZ_SOURCE_DIR "/rules", &loaded, &error) ||
        kaoju_session_new(loaded, &session, &error)) {
        fprintf(stderr, "%s: %s\n", error.file, error.message);
        abort();
    }
    model = loaded;
}

static bool take(void *context, const char *bytes, size_t size) {
    kj_buffer_add(context, bytes, size);
    return true;
}

static kj_buffer written(const char *format, const kaoju_result *result) {
    kj_buffer out = {0};
    kaoju_writer *writer = NULL;
    kaoju_write_options options = {.color = false};
    REQUIRE(kaoju_writer_new(format, &options, take, &out, &writer, NULL) == KAOJU_OK);
    REQUIRE(kaoju_writer_document(writer, result, NULL) == KAOJU_OK && kaoju_writer_end(writer, NULL) == KAOJU_OK);
    kaoju_writer_free(writer);
    REQUIRE(!out.failed && kj_utf8_check(out.data, out.size) == out.size);
    return out;
}

/* A format that holds the text itself has its NULs too: \u0000 is JSON. */
static void check_json(const char *format, const kaoju_result *result) {
    kj_buffer out = written(format, result);
    json_t *tree = json_loadb(out.data, out.size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    REQUIRE(tree);
    json_decref(tree);
    kj_buffer_free(&out);
}

/* Every line is one object, and read again as saved records it gives the same lines. */
static void check_lines(const kaoju_result *result) {
    kj_buffer out = written("jsonl", result);
    kaoju_saved *saved = NULL;
    REQUIRE(kaoju_saved_new(&saved, NULL) == KAOJU_OK && out.data[out.size - 1] == '\n');
    for (size_t at = 0; at < out.size;) {
        const char *line = out.data + at, *end = memchr(line, '\n', out.size - at);
        json_t *tree = json_loadb(line, (size_t)(end - line), JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
        REQUIRE(json_is_object(tree) && json_is_string(json_object_get(tree, "record")));
        json_decref(tree);
        kaoju_error error;
        kaoju_status status = kaoju_saved_line(saved, line, (size_t)(end - line), &error);
        if (status)
            fprintf(stderr, "%s\n%.*s\n", error.message, (int)(end - line), line);
        REQUIRE(!status);
        at = (size_t)(end - out.data) + 1;
    }
    kaoju_saved_end(saved);
    REQUIRE(kaoju_saved_result(saved));
    kj_buffer again = written("jsonl", kaoju_saved_result(saved));
    REQUIRE(again.size == out.size && !memcmp(again.data, out.data, out.size));
    kj_buffer_free(&again);
    kj_buffer_free(&out);
    kaoju_saved_free(saved);
}

/* RFC 4180: the cells of each row are counted, the first character of each is looked at. */
static void check_csv(const char *format, bool excel, const kaoju_result *result) {
    kj_buffer out = written(format, result);
    size_t columns = 0, cells = 1;
    bool quoted = false, first = true;
    for (size_t i = 0; i < out.size; i++) {
        char c = out.data[i];
        bool start = first;
        first = false;
        if (c == '"') {
            quoted = !quoted;
            if (start && excel)
                REQUIRE(!strchr("=+@\t\r", out.data[i + 1]));
        } else if (!quoted && c == ',') {
            cells++;
            first = true;
        } else if (!quoted && c == '\n') {
            REQUIRE(out.data[i - 1] == '\r' && (!columns || cells == columns));
            columns = cells;
            cells = 1;
            first = true;
        }
    }
    REQUIRE(!quoted);
    kj_buffer_free(&out);
}

static void check_terminal(kj_buffer *out) {
    for (size_t at = 0; at < out->size;) {
        uint32_t cp = kj_utf8_next(out->data, out->size, &at);
        REQUIRE(cp == '\n' || !kj_char_is_control(cp));
    }
}

static void check_table(const kaoju_result *result) {
    kj_buffer out = written("table", result);
    check_terminal(&out);
    kj_buffer_free(&out);
}

/* Only our own tags, with quotes closed in them; no control characters. */
static void check_html(const kaoju_result *result) {
    kaoju_check *check = NULL;
    kj_buffer out = {0};
    REQUIRE(!kaoju_check_new(&check, NULL) && !kaoju_check_page(check, result, NULL));
    REQUIRE(!kaoju_check_page(check, result, NULL) && !kaoju_check_claim(check, result, 1, NULL));
    REQUIRE(!kaoju_check_run(check, NULL) && !kaoju_check_write(check, "html", NULL, take, &out, NULL));
    REQUIRE(kj_buffer_end(&out) && !strstr(out.data, "<script") && !strstr(out.data, "<img"));
    check_terminal(&out);
    const char *body = strstr(out.data, "<body>");
    for (const char *at = body; at && (at = strchr(at, '<')); at++) {
        static const char *const ours[] = {"body", "h1", "h2", "h3",   "section", "table", "tr", "td",   "th",  "bdi",
                                           "p",    "ul", "li", "span", "b",       "div",   "q",  "html", "main"};
        const char *name = at + 1 + (at[1] == '/');
        size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789");
        bool known = false;
        for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
            known |= strlen(ours[i]) == length && !memcmp(ours[i], name, length);
        REQUIRE(known);
    }
    kaoju_check_free(check);
    kj_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!model)
        open_session();
    fuzz_bytes in = {data, size}, path = fuzz_split(&in, "\n"), id = fuzz_split(&in, "\n");
    char *path_text = fuzz_string(path), *id_text = fuzz_string(id);
    kj_buffer utf8 = {0};
    kj_utf8_repair(&utf8, (const char *)in.data, in.size);
    kaoju_document document = {.id = id_text,
                               .path = path_text,
                               .url = path_text,
                               .bytes = utf8.data,
                               .size = utf8.size,
                               .encoding = "utf-8",
                               .date = "2025-06-18"};
    const kaoju_result *result = NULL;
    REQUIRE(kaoju_extract(session, &document, &result, NULL) == KAOJU_OK);
    check_lines(result);
    check_json("json", result);
    check_json("jsonld", result);
    check_json("labelstudio", result);
    check_json("webannotation", result);
    check_csv("csv", false, result);
    check_csv("csv-excel", true, result);
    check_table(result);
    check_html(result);
    kj_buffer_free(&utf8);
    free(path_text);
    free(id_text);
    return 0;
}
