/* SQLite: one database with tables for the records, a view v_facts that joins them, and a full-text index of the sentences.
 * The only file that uses SQLite.
 *
 * SQLite writes a file, so it gets a temporary one, without a journal, in one transaction; at the end its bytes go to the
 * sink. The same results give the same bytes. Memory does not grow with the documents. Documents are numbered from 1, and
 * every key begins with that number, since two documents may hold the same text and so the same ids. */
#include "output/json.h"
#include "output/records.h"
#include "output/writer.h"

#include "base/memory.h"
#include "output/offsets.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

static const char schema[] =
    "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; BEGIN;"
    "CREATE TABLE documents(document INTEGER PRIMARY KEY, doc TEXT, path TEXT, url TEXT, sha256 TEXT, encoding TEXT,"
    " bytes INTEGER, reference_date TEXT, model TEXT);"
    "CREATE TABLE articles(document INTEGER REFERENCES documents, start INTEGER, end INTEGER, reference_date TEXT,"
    " date_source TEXT, dateline TEXT, agency TEXT, place TEXT);"
    "CREATE TABLE sentences(sentence INTEGER PRIMARY KEY, document INTEGER REFERENCES documents, start INTEGER,"
    " end INTEGER, text TEXT);"
    "CREATE TABLE mentions(document INTEGER REFERENCES documents, mention TEXT, type TEXT, text TEXT, norm TEXT,"
    " start INTEGER, end INTEGER, line INTEGER, \"column\" INTEGER, sentence INTEGER REFERENCES sentences, entity TEXT,"
    " parent TEXT, number TEXT, low TEXT, high TEXT, comparator TEXT, unit TEXT, object TEXT, edtf TEXT, first_day "
    "TEXT,"
    " last_day TEXT, value TEXT, rule TEXT, confidence REAL, PRIMARY KEY(document, mention));"
    "CREATE TABLE entities(document INTEGER REFERENCES documents, entity TEXT, type TEXT, name TEXT, iso TEXT,"
    " wikidata TEXT, PRIMARY KEY(document, entity));"
    "CREATE TABLE entity_names(document INTEGER, entity TEXT, name TEXT);"
    "CREATE TABLE relations(document INTEGER REFERENCES documents, relation TEXT, person TEXT, title TEXT, of TEXT,"
    " of_text TEXT, former INTEGER, rule TEXT);"
    "CREATE TABLE facts(document INTEGER REFERENCES documents, fact TEXT, metric TEXT, topic TEXT, figure TEXT,"
    " time_mention TEXT, time TEXT, first_day TEXT, last_day TEXT, earlier TEXT, change TEXT, base TEXT, status TEXT, "
    "attribution TEXT, attribution_text TEXT, sentence INTEGER,"
    " rule TEXT, confidence REAL, PRIMARY KEY(document, fact));"
    "CREATE TABLE fact_subjects(document INTEGER, fact TEXT, position INTEGER, entity TEXT,"
    " PRIMARY KEY(document, fact, position));"
    "CREATE TABLE warnings(document INTEGER REFERENCES documents, kind TEXT, message TEXT, facts TEXT);"
    "CREATE VIRTUAL TABLE sentence_text USING fts5(text, content='sentences', content_rowid='sentence',"
    " tokenize='trigram');"
    "CREATE VIEW v_facts AS SELECT d.doc, m.line, m.\"column\", f.metric,"
    " (SELECT group_concat(name, '、') FROM (SELECT coalesce(e.name, s.entity) AS name FROM fact_subjects s"
    "  LEFT JOIN entities e ON e.document = s.document AND e.entity = s.entity"
    "  WHERE s.document = f.document AND s.fact = f.fact ORDER BY s.position)) AS subject,"
    " f.topic, m.norm AS text, m.comparator, m.number, CAST(m.number AS REAL) AS value, m.low, m.high, m.unit, "
    "m.object,"
    " f.time, f.first_day, f.last_day, f.change, f.base, f.status, f.attribution_text AS said_by, f.confidence,"
    " s.text AS sentence, f.rule, f.fact, f.document FROM facts f JOIN documents d ON d.document = f.document"
    " LEFT JOIN mentions m ON m.document = f.document AND m.mention = f.figure"
    " LEFT JOIN sentences s ON s.sentence = f.sentence;";

enum {
    DOCUMENTS,
    ARTICLES,
    SENTENCES,
    SENTENCE_TEXT,
    MENTIONS,
    ENTITIES,
    ENTITY_NAMES,
    RELATIONS,
    FACTS,
    FACT_SUBJECTS,
    WARNINGS,
    TABLES
};
static const char *const inserts[TABLES] = {
    [DOCUMENTS] = "INSERT INTO documents VALUES(?,?,?,?,?,?,?,?,?)",
    [ARTICLES] = "INSERT INTO articles VALUES(?,?,?,?,?,?,?,?)",
    [SENTENCES] = "INSERT INTO sentences VALUES(?,?,?,?,?)",
    [SENTENCE_TEXT] = "INSERT INTO sentence_text(rowid, text) VALUES(?,?)",
    [MENTIONS] = "INSERT INTO mentions VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [ENTITIES] = "INSERT INTO entities VALUES(?,?,?,?,?,?)",
    [ENTITY_NAMES] = "INSERT INTO entity_names VALUES(?,?,?)",
    [RELATIONS] = "INSERT INTO relations VALUES(?,?,?,?,?,?,?,?)",
    [FACTS] = "INSERT INTO facts VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [FACT_SUBJECTS] = "INSERT INTO fact_subjects VALUES(?,?,?,?)",
    [WARNINGS] = "INSERT INTO warnings VALUES(?,?,?,?)"};

typedef struct state {
    char path[4096]; /* "" if there is none */
    sqlite3 *database;
    sqlite3_stmt *insert[TABLES];
    int64_t documents, sentences;
    KJ_VEC(int64_t) sentence_of; /* of each mention of this document */
} state;

static void fail(kaoju_writer *writer) {
    state *s = writer->state;
    bool memory = !s->database || sqlite3_errcode(s->database) == SQLITE_NOMEM;
    kj_fail(&writer->problem, memory ? KAOJU_E_MEMORY : KAOJU_E_IO, "SQLite: %s",
            s->database ? sqlite3_errmsg(s->database) : "out of memory");
}

static void begin(kaoju_writer *writer, kj_buffer *out) {
    state *s = writer->state;
    (void)out;
    if (!kj_writer_temporary(writer, s->path)) {
        s->path[0] = '\0';
        return;
    }
    int code = sqlite3_open_v2(s->path, &s->database, SQLITE_OPEN_READWRITE, NULL);
    if (!code)
        code = sqlite3_exec(s->database, schema, NULL, NULL, NULL);
    for (int i = 0; !code && i < TABLES; i++)
        code = sqlite3_prepare_v2(s->database, inserts[i], -1, &s->insert[i], NULL);
    if (code)
        fail(writer);
}

/* One row; `types` says what the arguments are: i int64_t, u uint32_t, r double, s kaoju_string, t const char *. */
static void insert(kaoju_writer *writer, int table, const char *types, ...) {
    state *s = writer->state;
    sqlite3_stmt *statement = s->insert[table];
    va_list list;
    if (writer->problem.code)
        return;
    va_start(list, types);
    int code = SQLITE_OK;
    for (int i = 1; !code && types[i - 1]; i++) {
        kaoju_string text;
        switch (types[i - 1]) {
        case 'i':
            code = sqlite3_bind_int64(statement, i, va_arg(list, int64_t));
            break;
        case 'u':
            code = sqlite3_bind_int64(statement, i, va_arg(list, uint32_t));
            break;
        case 'r':
            code = sqlite3_bind_double(statement, i, va_arg(list, double));
            break;
        default:
            text = types[i - 1] == 's' ? va_arg(list, kaoju_string) : kj_string(va_arg(list, const char *));
            code = sqlite3_bind_text64(statement, i, text.data, text.size, SQLITE_STATIC, SQLITE_UTF8);
        }
    }
    va_end(list);
    if (code || sqlite3_step(statement) != SQLITE_DONE)
        fail(writer);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

/* ------------------------------------------------------------------ records */

static void add_document(kaoju_writer *writer, const kaoju_result *r) {
    state *s = writer->state;
    s->documents++;
    insert(writer, DOCUMENTS,
           "issstti"
           "st",
           s->documents, kaoju_result_id(r), kaoju_result_path(r), kaoju_result_url(r), kaoju_result_sha256(r),
           kaoju_result_encoding(r), (int64_t)kaoju_result_bytes(r), kaoju_result_date(r), kaoju_result_model(r));
    for (size_t i = 0; i < kaoju_article_count(r); i++) {
        const kaoju_article *a = kaoju_article_at(r, i);
        insert(writer, ARTICLES, "iuustsss", s->documents, a->cp.start, a->cp.end, a->reference_date, a->date_source,
               a->dateline, a->agency, a->place);
    }
}

/* Mentions stand in reading order, so a sentence is new when it is not that of the mention before. */
static void add_sentence(kaoju_writer *writer, const kaoju_mention *m, const kaoju_mention *before,
                         const kj_offsets *o) {
    state *s = writer->state;
    if (before && before->sentence.start == m->sentence.start && before->sentence.end == m->sentence.end)
        return;
    kaoju_string text = kj_offsets_slice(o, m->sentence.start, m->sentence.end);
    s->sentences++;
    insert(writer, SENTENCES, "iiuus", s->sentences, s->documents, m->sentence.start, m->sentence.end, text);
    insert(writer, SENTENCE_TEXT, "is", s->sentences, text);
}

static void add_mention(kaoju_writer *writer, const kaoju_mention *m) {
    state *s = writer->state;
    const kaoju_value *v = &m->value;
    kj_buffer value = {0};
    kj_json json = {.out = &value};
    kj_write_value(&json, NULL, m);
    if (value.failed)
        kj_fail_memory(&writer->problem);
    insert(writer, MENTIONS,
           "ittss"
           "uuuu"
           "itt"
           "ssssssssss"
           "tr",
           s->documents, m->id, m->type, m->text, m->norm, m->cp.start, m->cp.end, m->line, m->column, s->sentences,
           m->entity, m->parent, v->number, v->low, v->high, v->comparator, v->unit, v->object, v->edtf, v->start,
           v->end, (kaoju_string){value.data, value.size}, m->rule, m->confidence);
    kj_buffer_free(&value);
}

static void add_mentions(kaoju_writer *writer, const kaoju_result *r, const kj_offsets *o) {
    state *s = writer->state;
    const kaoju_mention *before = NULL;
    s->sentence_of.size = 0;
    for (size_t i = 0; i < kaoju_mention_count(r); i++) {
        const kaoju_mention *m = kaoju_mention_at(r, i);
        if (m->text.data)
            add_sentence(writer, m, before, o);
        before = m->text.data ? m : before;
        if (!kj_push(&s->sentence_of, m->text.data ? s->sentences : 0))
            kj_fail_memory(&writer->problem);
        if (kj_writer_shows(writer, m))
            add_mention(writer, m);
    }
}

static void add_entities(kaoju_writer *writer, const kaoju_result *r) {
    state *s = writer->state;
    for (size_t i = 0; i < kaoju_entity_count(r); i++) {
        const kaoju_entity *e = kaoju_entity_at(r, i);
        if (!kj_writer_wants(writer, e->type))
            continue;
        insert(writer, ENTITIES, "ittsss", s->documents, e->id, e->type, e->name, e->iso, e->wikidata);
        for (size_t n = 0; n < e->name_count; n++)
            insert(writer, ENTITY_NAMES, "its", s->documents, e->id, e->names[n]);
    }
    for (size_t i = 0; i < kaoju_relation_count(r) && kj_writer_wants(writer, "PERSON"); i++) {
        const kaoju_relation *l = kaoju_relation_at(r, i);
        insert(writer, RELATIONS, "ittstsut", s->documents, l->relation, l->person, l->title, l->of, l->of_text,
               (uint32_t)l->former, l->rule);
    }
}

static const char *mention_id(const kaoju_result *r, size_t index) {
    return index == SIZE_MAX ? NULL : kaoju_mention_at(r, index)->id;
}

static void add_facts(kaoju_writer *writer, const kaoju_result *r) {
    state *s = writer->state;
    for (size_t i = 0; i < kaoju_fact_count(r) && !writer->problem.code; i++) {
        const kaoju_fact *f = kaoju_fact_at(r, i);
        insert(writer, FACTS, "itssttssstssstsitr", s->documents, f->id, f->metric, f->topic, mention_id(r, f->figure),
               mention_id(r, f->time), f->when.edtf, f->when.start, f->when.end, mention_id(r, f->earlier), f->change,
               f->base, f->status, f->attribution, f->attribution_text, s->sentence_of.at[f->figure], f->rule,
               f->confidence);
        for (size_t n = 0; n < f->subject_count; n++)
            insert(writer, FACT_SUBJECTS, "itut", s->documents, f->id, (uint32_t)n + 1, f->subjects[n]);
    }
    for (size_t i = 0; i < kaoju_warning_count(r); i++) {
        const kaoju_warning *w = kaoju_warning_at(r, i);
        kj_buffer ids = {0};
        for (size_t n = 0; n < w->fact_count; n++)
            kj_buffer_format(&ids, "%s%s", n ? " " : "", kaoju_fact_at(r, w->facts[n])->id);
        if (ids.failed)
            kj_fail_memory(&writer->problem);
        insert(writer, WARNINGS, "itss", s->documents, w->kind, w->message, (kaoju_string){ids.data, ids.size});
        kj_buffer_free(&ids);
    }
}

static void write_document(kaoju_writer *writer, const kaoju_result *r, kj_buffer *out) {
    kj_offsets o;
    (void)out;
    if (!kj_offsets_open(&o, kaoju_result_text(r))) {
        kj_fail_memory(&writer->problem);
    } else {
        add_document(writer, r);
        add_mentions(writer, r, &o);
        add_entities(writer, r);
        if (kj_writer_wants(writer, "FIGURE"))
            add_facts(writer, r);
    }
    kj_offsets_close(&o);
}

static void release(kaoju_writer *writer) {
    state *s = writer->state;
    for (int i = 0; i < TABLES; i++)
        sqlite3_finalize(s->insert[i]);
    sqlite3_close(s->database);
    if (s->path[0])
        unlink(s->path);
    kj_vec_free(&s->sentence_of);
    *s = (state){.path = ""};
}

static void end(kaoju_writer *writer, kj_buffer *out) {
    state *s = writer->state;
    (void)out;
    if (sqlite3_exec(s->database,
                     "CREATE INDEX mentions_entity ON mentions(entity);"
                     "CREATE INDEX facts_metric ON facts(metric); COMMIT;",
                     NULL, NULL, NULL))
        fail(writer);
    else
        kj_writer_send(writer, s->path);
    release(writer);
}

const kj_format kj_format_sqlite = {
    .info = {"sqlite", "a database: tables of all records, view v_facts, full text of the sentences", KAOJU_BINARY,
             true, NULL},
    .state = sizeof(state),
    .begin = begin,
    .document = write_document,
    .end = end,
    .release = release};
