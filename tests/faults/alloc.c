/* Every allocation of every call of the API failed, once by itself and once with all that follow. Then the call returns
 * KAOJU_E_MEMORY and gives nothing, or it could do without and gives what it always gives; nothing leaks; the session reads
 * the next document as if nothing had been.
 *
 *     fault_alloc [--all | --step N]    also those within SQLite; only every Nth */
#include "allocator.h"

#include "kaoju.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static kaoju_model *model;
static kaoju_session *session;
static const kaoju_result *result; /* of the page, read without a fault */
static char made[1 << 22];         /* what a scenario gave */
static size_t made_size;
static bool broken;

static bool take(void *context, const char *bytes, size_t size) {
    (void)context;
    if (made_size + size > sizeof made)
        return false;
    memcpy(made + made_size, bytes, size);
    made_size += size;
    return true;
}

static bool take_name(void *context, const char *name) {
    return take(context, name, strlen(name));
}

/* ------------------------------------------------------------------ scenarios: each runs, frees, and says how it went */

static const char page[] =
    "　　新华社北京6月18日电（记者 周明远）　市长李书平说，去年，埃及与土耳其的双边贸易额达88亿美元，"
    "同比增长12%。园区产值由1500亿元增至3000亿元，增长50%。\n\n"
    "哈萨克斯坦总统托卡耶夫17日会见中方代表。中哈两国约3至5家企业、每周三开行2025年6月的班列，"
    "历时8天20小时；第二届博览会展出3.5万件。“这是昆明峰会以来第一次。”他表示。";

static kaoju_error error;

static kaoju_status load(const char *dict, const char *rules) {
    kaoju_model *loaded = NULL;
    kaoju_status status = kaoju_model_load(dict, rules, &loaded, &error);
    broken |= !status != (loaded != NULL);
    if (loaded)
        take_name(NULL, kaoju_model_fingerprint(loaded));
    kaoju_model_free(loaded);
    return status;
}

#define SMALL_DICT FAULT_SOURCE_DIR "/tests/golden/explain/dict"
#define SMALL_RULES FAULT_SOURCE_DIR "/tests/golden/explain/rules"
static kaoju_status load_model(void) {
    return load(SMALL_DICT, SMALL_RULES);
}

static kaoju_model *small;
static kaoju_status save_model(void) {
    return kaoju_model_save(small, take, NULL, &error);
}

/* A model with more names than fit where the first ones are, one of each of its dictionaries. */
static bool load_names(void) {
    char folder[] = "/tmp/kaoju_fault.XXXXXX", path[64];
    bool ok = mkdtemp(folder) != NULL;
    for (int i = 0; ok && i <= 200; i++) {
        snprintf(path, sizeof path, i ? "%s/class_%d.tsv" : "%s/phases.yaml", folder, i);
        FILE *file = fopen(path, "wb");
        ok = file && fputs(i ? "surface\n港\n" : "phases:\n  - {name: one, overlap: all}\n", file) >= 0;
        ok = file && !fclose(file) && ok;
    }
    ok = ok && !kaoju_model_load(folder, folder, &small, &error);
    for (int i = 0; i <= 200; i++) {
        snprintf(path, sizeof path, i ? "%s/class_%d.tsv" : "%s/phases.yaml", folder, i);
        unlink(path);
    }
    rmdir(folder);
    return ok;
}

/* Files of such a model, and of the shipped one, which is large enough for memory of another kind. */
static char model_file[] = "/tmp/kaoju_fault.XXXXXX", large_file[] = "/tmp/kaoju_fault.XXXXXX";

static kaoju_status open_file(const char *path, unsigned flags) {
    kaoju_model *opened = NULL;
    kaoju_status status = kaoju_model_open(path, flags, &opened, &error);
    broken |= !status != (opened != NULL);
    if (opened)
        take_name(NULL, kaoju_model_fingerprint(opened));
    kaoju_model_free(opened);
    return status;
}
static kaoju_status open_model(void) {
    return open_file(model_file, 0);
}
static kaoju_status open_large(void) {
    return open_file(large_file, 0);
}
static kaoju_status map_model(void) {
    return open_file(model_file, KAOJU_TRUST_MODEL);
}

static void ignore(void *context, const char *severity, const kaoju_error *problem) {
    (void)context;
    (void)severity;
    (void)problem;
}

static kaoju_status lint(void) {
    return kaoju_rules_lint(SMALL_DICT, SMALL_RULES, ignore, NULL);
}

static kaoju_status run_tests(void) {
    kaoju_test_counts counts = {0};
    kaoju_status status = kaoju_rules_test(model, "ordinals.nth", ignore, NULL, &counts, &error);
    broken |= !status && counts.failed;
    return status;
}

/* The first paragraph's beginning; and all of it. */
static kaoju_document brief = {.id = "brief", .bytes = page, .size = 159, .date = "2025-06-18"};
static kaoju_document document = {.id = "page", .bytes = page, .size = sizeof page - 1, .date = "2025-06-18"};

static kaoju_status write_result(const char *name, const kaoju_result *written) {
    kaoju_writer *writer = NULL;
    kaoju_write_options options = {.types = "FIGURE,DATE,PERSON,COUNTRY,ORG", .color = true, .file = take_name};
    kaoju_status status = kaoju_writer_new(name, &options, take, NULL, &writer, &error);
    broken |= !status != (writer != NULL);
    if (!status)
        status = kaoju_writer_document(writer, written, &error);
    if (!status)
        status = kaoju_writer_end(writer, &error);
    kaoju_writer_free(writer);
    return status;
}

static kaoju_status extract(kaoju_session *s, const kaoju_document *d, const kaoju_result **out) {
    kaoju_status status = kaoju_extract(s, d, out, &error);
    broken |= !status != (*out != NULL);
    return status;
}

/* With a session of its own, so that nothing has room from before. */
static kaoju_status extract_new(void) {
    kaoju_session *own = NULL;
    const kaoju_result *read = NULL;
    kaoju_status status = kaoju_session_new(model, &own, &error);
    broken |= !status != (own != NULL);
    if (!status)
        status = extract(own, &document, &read);
    if (!status)
        status = write_result("jsonl", read);
    if (status && own) { /* the next document is read as ever */
        bool counting = fault.counting;
        fault.counting = false;
        broken |= extract(own, &document, &read) != KAOJU_OK || kaoju_mention_count(read) < 10;
        fault.counting = counting;
    }
    kaoju_session_free(own);
    return status;
}

static kaoju_status extract_encoded(const char *bytes, size_t size, const char *encoding) {
    kaoju_document encoded = {.bytes = bytes, .size = size, .encoding = encoding};
    kaoju_session *own = NULL;
    const kaoju_result *read = NULL;
    kaoju_status status = kaoju_session_new(model, &own, &error);
    if (!status)
        status = extract(own, &encoded, &read);
    if (!status)
        status = write_result("jsonl", read);
    kaoju_session_free(own);
    return status;
}
static kaoju_status extract_guessed(void) {
    static const char gb18030[] = "\xD6\xD0\xB9\xFA\xB5\xC4\xD2\xBB\xD4\xDA\x33\xD2\xDA\xD4\xAA\xA1\xA3";
    return extract_encoded(gb18030, sizeof gb18030 - 1, NULL);
}
static kaoju_status extract_utf16(void) {
    static const char utf16[] = "\xFF\xFE-N\xFDV3\0\xBFN\x43Q";
    return extract_encoded(utf16, sizeof utf16 - 1, "utf-16");
}

static kaoju_status explain(void) {
    kaoju_session *own = NULL;
    const kaoju_explanation *explanation = NULL;
    kaoju_where where = {.find = "亿美元"};
    kaoju_status status = kaoju_session_new(model, &own, &error);
    if (!status)
        status = kaoju_explain(own, &brief, &where, &explanation, &error);
    broken |= !status != (explanation != NULL);
    if (!status)
        status = kaoju_explanation_write(explanation, "jsonl", NULL, take, NULL, &error);
    if (!status)
        status = kaoju_explanation_write(explanation, "table", NULL, take, NULL, &error);
    kaoju_session_free(own);
    return status;
}

static kaoju_status json_line(void) {
    static const char line[] =
        "{\"id\":7,\"text\":\"港口\\u4e00\",\"date\":\"2025-06-18\",\"url\":\"x\",\"more\":[1,{}]}";
    kaoju_document read;
    void *storage = NULL;
    kaoju_status status = kaoju_jsonl_read(line, sizeof line - 1, &read, &storage, &error);
    broken |= !status != (storage != NULL);
    kaoju_jsonl_free(storage);
    return status;
}

static char lines[1 << 18];
static size_t lines_size;

static kaoju_status convert(void) {
    kaoju_saved *saved = NULL;
    kaoju_status status = kaoju_saved_new(&saved, &error);
    for (size_t at = 0; !status && at < lines_size;) {
        const char *end = memchr(lines + at, '\n', lines_size - at);
        size_t size = (size_t)(end - lines) - at;
        status = kaoju_saved_line(saved, lines + at, size, &error);
        at += size + 1;
    }
    if (!status) {
        kaoju_saved_end(saved);
        broken |= !kaoju_saved_result(saved);
        status = write_result("jsonl", kaoju_saved_result(saved));
    }
    kaoju_saved_free(saved);
    return status;
}

static kaoju_status compare(void) {
    kaoju_check *check = NULL;
    kaoju_status status = kaoju_check_new(&check, &error);
    for (int i = 0; !status && i < 2; i++)
        status = kaoju_check_page(check, result, &error);
    if (!status)
        status = kaoju_check_claim(check, result, 1, &error);
    if (!status)
        status = kaoju_check_run(check, &error);
    static const char *const formats[] = {"jsonl", "table", "html"};
    for (size_t i = 0; !status && i < 3; i++)
        status = kaoju_check_write(check, formats[i], NULL, take, NULL, &error);
    kaoju_check_free(check);
    return status;
}

static const char *format;
static kaoju_status write_format(void) {
    return write_result(format, result);
}

/* ------------------------------------------------------------------ the test */

static char wanted[sizeof made];
static size_t wanted_size, total, failures, runs, step = 1;

static kaoju_status run(kaoju_status (*scenario)(void), size_t at, bool from_then_on) {
    made_size = 0;
    memset(&error, 0, sizeof error);
    fault.at = at;
    fault.calls = 0;
    fault.from_then_on = from_then_on;
    fault.counting = true;
    kaoju_status status = scenario();
    fault.counting = false;
    return status;
}

static void complain(const char *name, size_t at, bool from_then_on, const char *what) {
    fprintf(stderr, "%s, allocation %zu%s: %s (%s)\n", name, at, from_then_on ? " and later" : "", what, error.message);
    failures++;
}

static void check_one(const char *name, kaoju_status (*scenario)(void), size_t at, bool from_then_on, bool same) {
    ptrdiff_t live = fault.live;
    broken = false;
    runs++;
    kaoju_status status = run(scenario, at, from_then_on);
    if (status != KAOJU_OK && status != KAOJU_E_MEMORY)
        complain(name, at, from_then_on, kaoju_status_name(status));
    else if (status && error.message[0] && (error.code != status || !strstr(error.message, "out of memory")))
        complain(name, at, from_then_on, "another error");
    else if (!status && same && (made_size != wanted_size || memcmp(made, wanted, made_size) != 0))
        complain(name, at, from_then_on, "no error, but something is missing");
    if (broken)
        complain(name, at, from_then_on, "an out parameter or the session is not as promised");
    if (fault.live != live)
        complain(name, at, from_then_on, "leaks");
}

/* `same`: it gives the same bytes each time (a workbook holds the time at which it was made). */
static void check(const char *name, kaoju_status (*scenario)(void), bool same) {
    clock_t start = clock();
    run(scenario, 0, false); /* what is made once for all times */
    kaoju_status status = run(scenario, 0, false);
    size_t count = fault.calls;
    if (status)
        complain(name, 0, false, "fails by itself");
    memcpy(wanted, made, made_size);
    wanted_size = made_size;
    for (size_t at = 1; at <= count && failures < 20; at += step)
        for (int later = 0; later < 2; later++)
            check_one(name, scenario, at, later, same);
    printf("%-24s %6zu allocations, %.1f s\n", name, count, (double)(clock() - start) / CLOCKS_PER_SEC);
    fflush(stdout);
    total += count;
}

static void check_formats(bool all) {
    for (size_t i = 0; i < kaoju_format_count(); i++) {
        const kaoju_format *f = kaoju_format_at(i);
        if (f->missing)
            continue;
        format = f->name;
        /* libxlsxwriter does not survive all failures of its own; SQLite does (--all). */
        bool workbook = !strcmp(format, "xlsx");
        fault.only_ours = workbook || (!all && !strcmp(format, "sqlite"));
        check(format, write_format, !workbook);
        fault.only_ours = false;
    }
}

static bool write_file(void *context, const char *bytes, size_t size) {
    return fwrite(bytes, 1, size, context) == size;
}

static bool keep_model(const kaoju_model *kept, char *path) {
    int fd = mkstemp(path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "wb");
    bool ok = file && !kaoju_model_save(kept, write_file, file, &error);
    return file && !fclose(file) && ok;
}

static void check_models(void) {
    check("model_load", load_model, true);
    check("rules_lint", lint, true);
    if (!load_names() || !keep_model(small, model_file) || !keep_model(model, large_file)) {
        complain("files of models", 0, false, "not made");
        return;
    }
    check("model_save", save_model, true);
    check("model_open", open_model, true);
    check("model_open, trusted", map_model, true);
    check("model_open, large", open_large, true);
    unlink(model_file);
    unlink(large_file);
    kaoju_model_free(small);
}

int main(int argc, char **argv) {
    if (argc > 2 && !strcmp(argv[1], "--step"))
        step = strtoul(argv[2], NULL, 10);
    if (!step || kaoju_model_load(FAULT_SOURCE_DIR "/dict", FAULT_SOURCE_DIR "/rules", &model, &error) ||
        kaoju_session_new(model, &session, &error) || extract(session, &brief, &result) ||
        write_result("jsonl", result)) {
        fprintf(stderr, "%s: %s\n", error.file, error.message);
        return 1;
    }
    memcpy(lines, made, made_size);
    lines_size = made_size;
    if (extract(session, &document, &result))
        return 1;
    check("session and extract", extract_new, true);
    fault.only_ours = true; /* glibc keeps, or gives up, the converters of iconv for good */
    check("extract, guessed", extract_guessed, true);
    check("extract, UTF-16", extract_utf16, true);
    fault.only_ours = false;
    check("explain", explain, true);
    check("jsonl_read", json_line, true);
    check("saved", convert, true);
    check("check", compare, true);
    check("rules_test", run_tests, true);
    check_formats(argc > 1 && !strcmp(argv[1], "--all"));
    check_models();
    kaoju_session_free(session);
    kaoju_model_free(model);
    printf("%zu allocations, one of %zu failed once and from then on: %zu runs, %zu failed calls, %zu problems\n",
           total, step, runs, fault.failed, failures);
    return failures != 0;
}
