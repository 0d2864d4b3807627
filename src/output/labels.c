/* Records -> names and short descriptions. Nothing here trusts a string: ids and types of saved records may hold anything,
 * so what goes into a name is escaped or replaced. */
#include "output/labels.h"

#include "text/utf8.h"

#include <inttypes.h>
#include <string.h>

/* ------------------------------------------------------------------ values */

/* 94800000000 -> 94,800,000,000. A saved record may hold what is no number: that stays as it is. */
static void add_grouped(kj_buffer *out, kaoju_string number) {
    size_t start = number.size && number.data[0] == '-', whole = start;
    while (whole < number.size && number.data[whole] >= '0' && number.data[whole] <= '9')
        whole++;
    if (whole < number.size && number.data[whole] != '.')
        whole = start;
    for (size_t at = 0; at < number.size; at++) {
        if (at > start && at < whole && (whole - at) % 3 == 0)
            kj_buffer_text(out, ",");
        kj_buffer_add(out, number.data + at, 1);
    }
}

static void add_quantity(kj_buffer *out, const kaoju_value *v) {
    static const struct {
        const char *name, *sign;
    } signs[] = {{"approx", "~"}, {"gt", ">"}, {"ge", "≥"}, {"lt", "<"}, {"le", "≤"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (kj_string_is(v->comparator, signs[i].name))
            kj_buffer_text(out, signs[i].sign);
    if (v->number.data) {
        add_grouped(out, v->number);
    } else if (v->low.data) {
        add_grouped(out, v->low);
        kj_buffer_text(out, "..");
        add_grouped(out, v->high);
    } else {
        kj_buffer_add(out, v->fraction.data, v->fraction.size);
    }
    if (v->unit.data && !kj_string_is(v->unit, "1")) {
        kj_buffer_text(out, " ");
        kj_buffer_add(out, v->unit.data, v->unit.size);
    }
    if (v->object.data) {
        kj_buffer_text(out, " · ");
        kj_buffer_add(out, v->object.data, v->object.size);
    }
}

void kj_label_value(kj_buffer *out, const kaoju_mention *m) {
    const kaoju_value *v = &m->value;
    if (v->edtf.data) {
        if (v->mod.data) {
            kj_buffer_add(out, v->mod.data, v->mod.size);
            kj_buffer_text(out, " ");
        }
        kj_buffer_add(out, v->edtf.data, v->edtf.size);
    } else if (!strcmp(m->type, "SET")) {
        kj_buffer_add(out, v->iso.data, v->iso.size);
        if (v->pattern.data) {
            kj_buffer_text(out, " ");
            kj_buffer_add(out, v->pattern.data, v->pattern.size);
        }
    } else if (!strcmp(m->type, "DURATION") && !v->number.data && v->iso.data) {
        kj_buffer_add(out, v->iso.data, v->iso.size);
    } else if (v->code.data) {
        kj_buffer_add(out, v->code.data, v->code.size);
        kj_buffer_text(out, " ");
        kj_buffer_add(out, v->name.data, v->name.size);
    } else if (v->name.data) {
        kj_buffer_add(out, v->name.data, v->name.size);
    } else if (v->number.data && !strcmp(m->type, "ORDINAL")) {
        kj_buffer_add(out, v->number.data, v->number.size);
    } else if (v->number.data || v->low.data || v->fraction.data) {
        add_quantity(out, v);
    } else {
        kj_buffer_text(out, "?");
    }
}

/* ------------------------------------------------------------------ names */

static bool is_word(uint32_t cp) {
    return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || cp == '_';
}

void kj_label_type(kj_buffer *out, const char *type) {
    for (; *type; type++)
        kj_buffer_add(out, is_word((unsigned char)*type) ? type : "_", 1);
}

/* Bytes of a file name without its ending; file systems take 255. */
#define FILE_NAME_MAX 120

/* Letters, digits, Chinese characters, - and . inside; everything else is one _. */
static void add_file_name(kj_buffer *out, kaoju_string id) {
    size_t start = out->size;
    if (id.size > 4 && !memcmp(id.data + id.size - 4, ".txt", 4))
        id.size -= 4;
    for (size_t at = 0; at < id.size && out->size - start < FILE_NAME_MAX - 4;) {
        size_t from = at;
        uint32_t cp = kj_utf8_next(id.data, id.size, &at);
        bool keep = is_word(cp) || kj_char_is_han(cp) || ((cp == '-' || cp == '.') && out->size > start);
        if (keep)
            kj_buffer_add(out, id.data + from, at - from);
        else if (out->size > start && out->data[out->size - 1] != '_')
            kj_buffer_text(out, "_");
    }
    if (out->size == start)
        kj_buffer_text(out, "document");
}

bool kj_label_file(kj_buffer *out, kaoju_string id, kj_names *taken) {
    kj_buffer clean = {0}, name = {0};
    kj_utf8_repair(&clean, id.data ? id.data : "", id.size);
    add_file_name(&name, (kaoju_string){clean.data ? clean.data : "", clean.size});
    size_t plain = name.size;
    for (uint32_t n = kj_names_count(taken) + 1;
         !name.failed && kj_names_find(taken, (kaoju_string){name.data, name.size}) != KJ_NONE; n++) {
        name.size = plain;
        kj_buffer_format(&name, "-%" PRIu32, n);
    }
    bool ok = !name.failed && !clean.failed && kj_names_add(taken, (kaoju_string){name.data, name.size}) != KJ_NONE;
    kj_buffer_add(out, name.data, name.size);
    kj_buffer_free(&name);
    kj_buffer_free(&clean);
    return ok && !out->failed;
}

void kj_label_ends(const kaoju_result *result, const kaoju_relation *relation, size_t *person, size_t *of) {
    *person = *of = SIZE_MAX;
    for (size_t i = 0; i < relation->mention_count; i++) {
        size_t index = relation->mentions[i];
        const kaoju_mention *m = kaoju_mention_at(result, index);
        if (!m->entity)
            continue;
        if (*person == SIZE_MAX && !strcmp(m->entity, relation->person))
            *person = index;
        if (*of == SIZE_MAX && relation->of && !strcmp(m->entity, relation->of))
            *of = index;
    }
}

/* ------------------------------------------------------------------ IRIs */

/* What RFC 3987 and N-Triples do not take in an IRI goes as %XX. */
static void add_iri_text(kj_buffer *out, const char *text, size_t size) {
    kj_buffer clean = {0};
    kj_utf8_repair(&clean, text, size);
    for (size_t at = 0; at < clean.size;) {
        size_t start = at;
        uint32_t cp = kj_utf8_next(clean.data, clean.size, &at);
        bool keep = cp > 0x20 && cp < 0x7F && !strchr("<>\"{}|^`\\", (int)cp);
        if (keep || (cp >= 0xA0 && !kj_char_is_control(cp) && !kj_char_is_space(cp) && kj_char_width(cp) > 0)) {
            kj_buffer_add(out, clean.data + start, at - start);
            continue;
        }
        for (; start < at; start++)
            kj_buffer_format(out, "%%%02X", (unsigned)(unsigned char)clean.data[start]);
    }
    out->failed |= clean.failed;
    kj_buffer_free(&clean);
}

static bool begins(kaoju_string s, const char *with) {
    size_t size = strlen(with);
    return s.size > size && !memcmp(s.data, with, size);
}

void kj_iri_document(kj_buffer *out, const kaoju_result *result) {
    kaoju_string url = kaoju_result_url(result);
    if (url.data && (begins(url, "http://") || begins(url, "https://")))
        add_iri_text(out, url.data, url.size);
    else
        kj_iri(out, "document", kaoju_result_sha256(result));
}

void kj_iri(kj_buffer *out, const char *kind, const char *id) {
    kj_buffer_format(out, "urn:kaoju:%s:", kind);
    add_iri_text(out, id, strlen(id));
}

void kj_iri_wikidata(kj_buffer *out, kaoju_string qid) {
    kj_buffer_text(out, "http://www.wikidata.org/entity/");
    add_iri_text(out, qid.data, qid.size);
}
