/* A property graph for Neo4j: CSV files with header files of their own, as `neo4j-admin database import` takes them, and
 * load.cypher, which holds that command and does the same with LOAD CSV in a running database.
 *
 *     (:Mention)-[:IN]->(:Document)           (:Mention)-[:REFERS_TO]->(:Entity)
 *     (:Fact)-[:ABOUT|SAID_BY]->(:Entity)     (:Fact)-[:FIGURE|TIME|FROM]->(:Mention)
 *     (:Entity)-[:HOLDS]->(:Post)-[:OF]->(:Entity)
 *
 * Keys are unique in the whole graph and relationships lead to nodes that are there, since the import fails otherwise. An
 * entity that documents share (country:KZ) is one node, with the names that the first of them uses; of a document that
 * comes twice the second has keys of its own. Memory grows with the different entities and documents. */
#include "output/cell.h"
#include "output/facts.h"
#include "output/labels.h"
#include "output/writer.h"

#include "base/memory.h"

#include <inttypes.h>
#include <string.h>

enum { DOCUMENTS, ENTITIES, MENTIONS, FACTS, POSTS, RELATIONSHIPS, FILES };
static const struct {
    const char *file, *header_file, *header;
} files[FILES] = {
    [DOCUMENTS] = {"documents.csv", "documents-header.csv", "key:ID,doc,path,url,sha256,encoding,reference_date,model"},
    [ENTITIES] = {"entities.csv", "entities-header.csv", "key:ID,id,type,name,names:string[],iso,wikidata"},
    [MENTIONS] = {"mentions.csv", "mentions-header.csv",
                  "key:ID,id,type,text,start:long,end:long,line:long,column:long,value,rule,confidence:double"},
    [FACTS] = {"facts.csv", "facts-header.csv",
               "key:ID,id,metric,topic,text,comparator,number,value:double,low,high,unit,unit_text,kind,object,time,"
               "start,end,"
               "change,base,status,said_by,sentence,rule,confidence:double"},
    [POSTS] = {"posts.csv", "posts-header.csv", "key:ID,title,of_text,former:boolean"},
    [RELATIONSHIPS] = {"relationships.csv", "relationships-header.csv", ":START_ID,:END_ID,:TYPE"}};

static const char load[] =
    "// The files of this folder into an empty database, offline:\n"
    "//   neo4j-admin database import full --nodes=Document=documents-header.csv,documents.csv \\\n"
    "//     --nodes=Entity=entities-header.csv,entities.csv --nodes=Mention=mentions-header.csv,mentions.csv \\\n"
    "//     --nodes=Fact=facts-header.csv,facts.csv --nodes=Post=posts-header.csv,posts.csv \\\n"
    "//     --relationships=relationships-header.csv,relationships.csv neo4j\n"
    "// or into a running one, from its import folder, with: cypher-shell -f load.cypher\n"
    "CREATE CONSTRAINT document_key IF NOT EXISTS FOR (n:Document) REQUIRE n.key IS UNIQUE;\n"
    "CREATE CONSTRAINT entity_key IF NOT EXISTS FOR (n:Entity) REQUIRE n.key IS UNIQUE;\n"
    "CREATE CONSTRAINT mention_key IF NOT EXISTS FOR (n:Mention) REQUIRE n.key IS UNIQUE;\n"
    "CREATE CONSTRAINT fact_key IF NOT EXISTS FOR (n:Fact) REQUIRE n.key IS UNIQUE;\n"
    "CREATE CONSTRAINT post_key IF NOT EXISTS FOR (n:Post) REQUIRE n.key IS UNIQUE;\n";

/* What a relationship is between, for load.cypher: LOAD CSV cannot take its type from a cell. */
static const struct {
    const char *type, *from, *to;
} links[] = {{"IN", "Mention", "Document"}, {"REFERS_TO", "Mention", "Entity"}, {"ABOUT", "Fact", "Entity"},
             {"SAID_BY", "Fact", "Entity"}, {"FIGURE", "Fact", "Mention"},      {"TIME", "Fact", "Mention"},
             {"FROM", "Fact", "Mention"},   {"HOLDS", "Entity", "Post"},        {"OF", "Post", "Entity"}};
static const char *const labels[] = {"Document", "Entity", "Mention", "Fact", "Post"};

typedef struct state {
    kj_names *entities, *digests; /* what was written before */
    KJ_VEC(uint32_t) copies;      /* of each digest: how many documents had it */
} state;

typedef struct page {
    kaoju_writer *writer;
    const kaoju_result *result;
    uint32_t copy; /* 1: the first document with this text */
    kj_buffer out[FILES];
    bool first; /* cell of the row */
} page;

/* ------------------------------------------------------------------ cells */

static void open_cell(page *p, int file) {
    kj_buffer_text(&p->out[file], p->first ? "" : ",");
    p->first = false;
}

/* Quoted, so that "" is a text and nothing is none. LOAD CSV takes \" for an escape, the import does not: no backslash
 * stands before a quote. */
static void add_quoted(kj_buffer *out, kaoju_string s, bool item) {
    for (size_t i = 0; i < s.size; i++) {
        if (item && s.data[i] == ';') { /* what separates the items of a list */
            kj_buffer_text(out, "；");
            continue;
        }
        kj_buffer_add(out, s.data + i, 1);
        if (s.data[i] == '\\' && (i + 1 == s.size || s.data[i + 1] == '"'))
            kj_buffer_text(out, " ");
        if (s.data[i] == '"')
            kj_buffer_text(out, "\"");
    }
}

static void text(page *p, int file, kaoju_string s) {
    kj_buffer plain = {0};
    open_cell(p, file);
    if (!s.data)
        return;
    kj_plain(&plain, s);
    kj_buffer_text(&p->out[file], "\"");
    add_quoted(&p->out[file], (kaoju_string){plain.data, plain.size}, false);
    kj_buffer_text(&p->out[file], "\"");
    p->out[file].failed |= plain.failed;
    kj_buffer_free(&plain);
}

static void list(page *p, int file, const kaoju_string *items, size_t count) {
    open_cell(p, file);
    kj_buffer_text(&p->out[file], "\"");
    for (size_t i = 0; i < count; i++) {
        kj_buffer plain = {0};
        kj_plain(&plain, items[i]);
        kj_buffer_text(&p->out[file], i ? ";" : "");
        add_quoted(&p->out[file], (kaoju_string){plain.data, plain.size}, true);
        p->out[file].failed |= plain.failed;
        kj_buffer_free(&plain);
    }
    kj_buffer_text(&p->out[file], "\"");
}

static void integer(page *p, int file, uint32_t value) {
    open_cell(p, file);
    kj_buffer_format(&p->out[file], "%" PRIu32, value);
}

static void score(page *p, int file, double value) {
    int hundredths = (int)(value * 100 + 0.5);
    open_cell(p, file);
    kj_buffer_format(&p->out[file], "%d.%02d", hundredths / 100, hundredths % 100);
}

/* A decimal as a number; a database would refuse what is none. */
static void number(page *p, int file, kaoju_string s) {
    bool ok = s.size && s.data[s.size - 1] != '.' && s.data[s.size - 1] != '-';
    size_t dots = 0;
    for (size_t i = 0; i < s.size; i++) {
        dots += s.data[i] == '.';
        ok &=
            (s.data[i] >= '0' && s.data[i] <= '9') || (s.data[i] == '-' && !i) || (s.data[i] == '.' && i && dots == 1);
    }
    open_cell(p, file);
    if (ok)
        kj_buffer_add(&p->out[file], s.data, s.size);
}

/* "m:ID", of a second document with the same text "m:ID@2". Entities are shared. */
static void key(page *p, int file, char kind, const char *id) {
    kj_buffer full = {0}, inert = {0};
    kj_buffer_format(&full, "%c:%s", kind, id);
    if (kind != 'e' && p->copy > 1)
        kj_buffer_format(&full, "@%" PRIu32, p->copy);
    kj_cell_inert(&inert, (kaoju_string){full.data, full.size}); /* whole: blanks are part of a key */
    open_cell(p, file);
    kj_buffer_text(&p->out[file], "\"");
    add_quoted(&p->out[file], (kaoju_string){inert.data, inert.size}, false);
    kj_buffer_text(&p->out[file], "\"");
    p->out[file].failed |= full.failed || inert.failed;
    kj_buffer_free(&full);
    kj_buffer_free(&inert);
}

static void open_row(page *p, int file, char kind, const char *id) {
    p->first = true;
    key(p, file, kind, id);
}

static void close_row(page *p, int file) {
    kj_buffer_text(&p->out[file], "\n");
}

static void link(page *p, char from_kind, const char *from, char to_kind, const char *to, const char *type) {
    const state *s = p->writer->state;
    if (!to || (to_kind == 'e' && kj_names_find(s->entities, kj_string(to)) == KJ_NONE) ||
        (from_kind == 'e' && kj_names_find(s->entities, kj_string(from)) == KJ_NONE))
        return;
    open_row(p, RELATIONSHIPS, from_kind, from);
    key(p, RELATIONSHIPS, to_kind, to);
    text(p, RELATIONSHIPS, kj_string(type));
    close_row(p, RELATIONSHIPS);
}

/* ------------------------------------------------------------------ rows */

static void add_document(page *p) {
    const kaoju_result *r = p->result;
    const kaoju_string cells[] = {kaoju_result_id(r),
                                  kaoju_result_path(r),
                                  kaoju_result_url(r),
                                  kj_string(kaoju_result_sha256(r)),
                                  kj_string(kaoju_result_encoding(r)),
                                  kaoju_result_date(r),
                                  kj_string(kaoju_result_model(r))};
    open_row(p, DOCUMENTS, 'd', kaoju_result_sha256(r));
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        text(p, DOCUMENTS, cells[i]);
    close_row(p, DOCUMENTS);
}

static void add_entity(page *p, const kaoju_entity *e) {
    state *s = p->writer->state;
    uint32_t known = kj_names_count(s->entities), id = kj_names_add(s->entities, kj_string(e->id));
    p->out[ENTITIES].failed |= id == KJ_NONE;
    if (id < known)
        return;
    open_row(p, ENTITIES, 'e', e->id);
    text(p, ENTITIES, kj_string(e->id));
    text(p, ENTITIES, kj_string(e->type));
    text(p, ENTITIES, e->name);
    list(p, ENTITIES, e->names, e->name_count);
    text(p, ENTITIES, e->iso);
    text(p, ENTITIES, e->wikidata);
    close_row(p, ENTITIES);
}

static void add_mention(page *p, const kaoju_mention *m) {
    kj_buffer value = {0};
    kj_label_value(&value, m);
    open_row(p, MENTIONS, 'm', m->id);
    text(p, MENTIONS, kj_string(m->id));
    text(p, MENTIONS, kj_string(m->type));
    text(p, MENTIONS, m->norm);
    integer(p, MENTIONS, m->cp.start);
    integer(p, MENTIONS, m->cp.end);
    integer(p, MENTIONS, m->line);
    integer(p, MENTIONS, m->column);
    text(p, MENTIONS, (kaoju_string){value.data, value.size});
    text(p, MENTIONS, kj_string(m->rule));
    score(p, MENTIONS, m->confidence);
    close_row(p, MENTIONS);
    link(p, 'm', m->id, 'd', kaoju_result_sha256(p->result), "IN");
    link(p, 'm', m->id, 'e', m->entity, "REFERS_TO");
    p->out[MENTIONS].failed |= value.failed;
    kj_buffer_free(&value);
}

static void link_mention(page *p, const kaoju_fact *f, size_t index, const char *type) {
    const kaoju_mention *m = index == SIZE_MAX ? NULL : kaoju_mention_at(p->result, index);
    if (m && kj_writer_shows(p->writer, m))
        link(p, 'f', f->id, 'm', m->id, type);
}

static void add_fact(page *p, const kaoju_fact *f) {
    const kaoju_mention *figure = kaoju_mention_at(p->result, f->figure);
    const kaoju_value *v = &figure->value, *t = &f->when;
    const kaoju_string before[] = {kj_string(f->id), f->metric,     f->topic,
                                   figure->norm,     v->comparator, v->number.data ? v->number : v->fraction};
    const kaoju_string behind[] = {v->low,
                                   v->high,
                                   v->unit,
                                   v->unit_text,
                                   v->kind,
                                   v->object,
                                   t->edtf,
                                   t->start,
                                   t->end,
                                   f->change,
                                   f->base,
                                   f->status,
                                   f->attribution_text,
                                   f->sentence_text,
                                   kj_string(f->rule)};
    open_row(p, FACTS, 'f', f->id);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        text(p, FACTS, before[i]);
    number(p, FACTS, v->number);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        text(p, FACTS, behind[i]);
    score(p, FACTS, f->confidence);
    close_row(p, FACTS);
    for (size_t i = 0; i < f->subject_count; i++)
        link(p, 'f', f->id, 'e', f->subjects[i], "ABOUT");
    link(p, 'f', f->id, 'e', f->attribution, "SAID_BY");
    link_mention(p, f, f->figure, "FIGURE");
    link_mention(p, f, f->time, "TIME");
    link_mention(p, f, f->earlier, "FROM");
}

static void add_post(page *p, size_t index) {
    const kaoju_relation *r = kaoju_relation_at(p->result, index);
    kj_buffer id = {0};
    kj_buffer_format(&id, "%s:%zu", kaoju_result_sha256(p->result), index + 1);
    const char *post = kj_buffer_end(&id);
    if (post) {
        open_row(p, POSTS, 'p', post);
        text(p, POSTS, r->title);
        text(p, POSTS, r->of_text);
        open_cell(p, POSTS);
        kj_buffer_text(&p->out[POSTS], r->former ? "true" : "false");
        close_row(p, POSTS);
        link(p, 'e', r->person, 'p', post, "HOLDS");
        link(p, 'p', post, 'e', r->of, "OF");
    }
    p->out[POSTS].failed |= id.failed;
    kj_buffer_free(&id);
}

/* ------------------------------------------------------------------ files */

static bool count_copy(page *p) {
    state *s = p->writer->state;
    uint32_t id = kj_names_add(s->digests, kj_string(kaoju_result_sha256(p->result)));
    if (id == KJ_NONE || (id == s->copies.size && !kj_push(&s->copies, 0)))
        return false;
    p->copy = ++s->copies.at[id];
    return true;
}

static void write_page(kaoju_writer *writer, const kaoju_result *result, kj_buffer *out) {
    page p = {.writer = writer, .result = result};
    (void)out;
    if (!count_copy(&p))
        kj_fail_memory(&writer->problem);
    else
        add_document(&p);
    for (size_t i = 0; i < kaoju_entity_count(result); i++)
        if (kj_writer_wants(writer, kaoju_entity_at(result, i)->type))
            add_entity(&p, kaoju_entity_at(result, i));
    for (size_t i = 0; i < kaoju_mention_count(result); i++)
        if (kj_writer_shows(writer, kaoju_mention_at(result, i)))
            add_mention(&p, kaoju_mention_at(result, i));
    for (size_t i = 0; i < kaoju_fact_count(result) && kj_writer_wants(writer, "FIGURE"); i++)
        add_fact(&p, kaoju_fact_at(result, i));
    for (size_t i = 0; i < kaoju_relation_count(result) && kj_writer_wants(writer, "PERSON"); i++)
        add_post(&p, i);
    for (int i = 0; i < FILES; i++) {
        kj_writer_put(writer, files[i].file, &p.out[i]);
        kj_buffer_free(&p.out[i]);
    }
}

static void add_load(kj_buffer *out) {
    kj_buffer_text(out, load);
    for (int i = 0; i < RELATIONSHIPS; i++) {
        kaoju_string columns = kj_string(files[i].header), column;
        kj_buffer_format(out, "LOAD CSV FROM 'file:///%s' AS row CREATE (:%s {", files[i].file, labels[i]);
        for (int c = 0; (column = kj_string_split(&columns, ',')).data; c++) {
            kaoju_string name = kj_string_split(&column, ':');
            const char *opening = kj_string_is(column, "long")       ? "toInteger("
                                  : kj_string_is(column, "double")   ? "toFloat("
                                  : kj_string_is(column, "boolean")  ? "toBoolean("
                                  : kj_string_is(column, "string[]") ? "split("
                                                                     : "";
            const char *closing = kj_string_is(column, "string[]") ? ", ';')" : *opening ? ")" : "";
            kj_buffer_format(out, "%s%.*s: %srow[%d]%s", c ? ", " : "", (int)name.size, name.data, opening, c, closing);
        }
        kj_buffer_text(out, "});\n");
    }
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        kj_buffer_format(out,
                         "LOAD CSV FROM 'file:///relationships.csv' AS row WITH row WHERE row[2] = '%s' "
                         "MATCH (a:%s {key: row[0]}), (b:%s {key: row[1]}) CREATE (a)-[:%s]->(b);\n",
                         links[i].type, links[i].from, links[i].to, links[i].type);
}

static void begin(kaoju_writer *writer, kj_buffer *out) {
    state *s = writer->state;
    s->entities = kj_names_new();
    s->digests = kj_names_new();
    out->failed |= !s->entities || !s->digests;
    for (int i = 0; i < FILES; i++) {
        kj_buffer_format(out, "%s\n", files[i].header);
        kj_writer_put(writer, files[i].header_file, out);
        kj_writer_put(writer, files[i].file, out); /* there also when it stays empty */
    }
    add_load(out);
    kj_writer_put(writer, "load.cypher", out);
}

static void release(kaoju_writer *writer) {
    state *s = writer->state;
    kj_names_free(s->entities);
    kj_names_free(s->digests);
    kj_vec_free(&s->copies);
}

const kj_format kj_format_neo4j = {
    .info = {"neo4j", "folder: CSV files for neo4j-admin import, and load.cypher", KAOJU_FOLDER, false, NULL},
    .state = sizeof(state),
    .begin = begin,
    .document = write_page,
    .release = release};
