/* Facts of a result -> statements, articles -> pieces: copies of what a check compares. Cost: linear in the text. */
#include "check/check.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Bytes on each side of a figure that make its passage: about 150 Han characters. */
#define PASSAGE_BYTES 450
/* Of the pieces of an article one in so many is kept. */
#define SAMPLE 8

kaoju_check *kj_check_new(void) {
    return kj_new(1, sizeof(kaoju_check));
}

void kj_check_free(kaoju_check *check) {
    if (!check)
        return;
    for (size_t i = 0; i < check->pieces.size; i++)
        kj_shingles_free(&check->pieces.at[i].shingles);
    for (size_t i = 0; i < check->statements.size; i++)
        kj_shingles_free(&check->statements.at[i].passage);
    kj_vec_free(&check->pieces);
    kj_vec_free(&check->statements);
    kj_vec_free(&check->claimed);
    kj_vec_free(&check->given);
    kj_vec_free(&check->groups);
    kj_vec_free(&check->reprints);
    kj_vec_free(&check->claims);
    kj_arena_free(&check->arena);
    free(check);
}

/* Copies look at arena.failed at the end. */
static kaoju_string copy(kaoju_check *check, kaoju_string s) {
    char *data = s.data ? kj_arena_copy(&check->arena, s.data, s.size) : NULL;
    return (kaoju_string){data, data ? s.size : 0};
}

/* Without blanks and line ends. */
static kaoju_string copy_solid(kaoju_check *check, kaoju_string s) {
    char *data = kj_arena_new(&check->arena, s.size + 1, 1);
    size_t size = 0;
    for (size_t at = 0; data && at < s.size;) {
        size_t start = at;
        uint32_t c = kj_utf8_next(s.data, s.size, &at);
        if (kj_char_is_space(c) || kj_char_is_control(c))
            continue;
        memcpy(data + size, s.data + start, at - start);
        size += at - start;
    }
    return (kaoju_string){data, size};
}

/* Of a sentence that is quoted, the characters before and behind the figure. A table without full stops is one sentence,
 * and is quoted with each of its figures. */
#define QUOTED_MAX 300u

static kaoju_string copy_sentence(kaoju_check *check, kaoju_string text, const kaoju_mention *m) {
    uint32_t before = m->cp.start - m->sentence.start, behind = m->sentence.end - m->cp.end;
    size_t start = m->utf8.start, end = m->utf8.end; /* in bytes: out from the figure */
    for (uint32_t n = before < QUOTED_MAX ? before : QUOTED_MAX; n > 0 && start; n--)
        do
            start--;
        while (start && ((unsigned char)text.data[start] & 0xC0) == 0x80);
    for (uint32_t n = behind < QUOTED_MAX ? behind : QUOTED_MAX; n > 0 && end < text.size; n--)
        kj_utf8_next(text.data, text.size, &end);
    return copy_solid(check, (kaoju_string){text.data + start, end - start});
}

static kaoju_source source_of(kaoju_check *check, const kaoju_result *r) {
    return (kaoju_source){.doc = copy(check, kaoju_result_id(r)), .path = copy(check, kaoju_result_path(r))};
}

/* Byte offset `bytes` before or behind `at`, moved to the next start of a character. */
static size_t step(kaoju_string text, size_t at, size_t bytes, bool back) {
    size_t to = back ? (at > bytes ? at - bytes : 0) : (text.size - at > bytes ? at + bytes : text.size);
    while (to < text.size && ((unsigned char)text.data[to] & 0xC0) == 0x80)
        to++;
    return to;
}

static void copy_subjects(kaoju_check *check, const kaoju_result *r, const kaoju_fact *f, kaoju_statement *s) {
    const char **ids = kj_arena_new(&check->arena, f->subject_count, sizeof *ids);
    kaoju_string *names = kj_arena_new(&check->arena, f->subject_count, sizeof *names);
    for (size_t i = 0; ids && names && i < f->subject_count; i++) {
        ids[i] = kj_arena_copy(&check->arena, f->subjects[i], strlen(f->subjects[i]));
        for (size_t e = 0; e < kaoju_entity_count(r); e++)
            if (!strcmp(kaoju_entity_at(r, e)->id, f->subjects[i]))
                names[i] = copy(check, kaoju_entity_at(r, e)->name);
    }
    s->subjects = ids;
    s->names = names;
    s->subject_count = f->subject_count;
}

static kaoju_statement statement_of(kaoju_check *check, const kaoju_result *r, const kaoju_fact *f,
                                    kaoju_source source) {
    const kaoju_mention *m = kaoju_mention_at(r, f->figure);
    const kaoju_value *v = &m->value;
    kaoju_string text = kaoju_result_text(r);
    kaoju_statement s = {.source = source, .significant_digits = v->significant_digits};
    s.fact = kj_arena_copy(&check->arena, f->id, strlen(f->id));
    s.source.line = m->line;
    s.source.column = m->column;
    s.source.cp = m->cp;
    s.metric = copy(check, f->metric);
    if (!kj_string_same(f->topic, f->metric)) /* 零售总额增长4.5% leaves open of where */
        s.topic = copy(check, f->topic);
    s.figure = copy(check, m->norm);
    s.sentence = copy_sentence(check, text, m);
    s.change = copy(check, f->change);
    s.status = copy(check, f->status);
    s.attribution = copy(check, f->attribution_text);
    s.kind = copy(check, v->kind);
    s.number = copy(check, v->number);
    s.low = copy(check, v->low);
    s.high = copy(check, v->high);
    s.comparator = copy(check, v->comparator);
    s.unit = copy(check, v->unit);
    s.unit_text = copy(check, v->unit_text);
    s.edtf = copy(check, f->when.edtf);
    s.start = copy(check, f->when.start);
    s.end = copy(check, f->when.end);
    copy_subjects(check, r, f, &s);
    return s;
}

/* The place of an article's first character that is no blank. */
static bool add_piece(kaoju_check *check, const kaoju_result *r, const kaoju_article *a, kaoju_source source,
                      size_t *byte, uint32_t *cp, uint32_t *line) {
    kaoju_string text = kaoju_result_text(r);
    bool begun = false;
    kj_piece piece = {.source = source};
    size_t start = *byte;
    for (; *cp < a->cp.end && *byte < text.size; ++*cp) {
        size_t at = *byte;
        uint32_t c = kj_utf8_next(text.data, text.size, byte);
        if (*cp >= a->cp.start && !begun && !kj_char_is_space(c) && !kj_char_is_control(c)) {
            begun = true;
            start = at;
            piece.source.line = *line;
            piece.source.column = 1;
            piece.source.cp = a->cp;
        }
        *line += c == '\n';
    }
    if (!begun)
        return true;
    if (!kj_shingles_of((kaoju_string){text.data + start, *byte - start}, SAMPLE, &piece.shingles) ||
        !kj_push(&check->pieces, piece)) {
        kj_shingles_free(&piece.shingles);
        return false;
    }
    return true;
}

bool kj_check_page(kaoju_check *check, const kaoju_result *r) {
    kaoju_string text = kaoju_result_text(r);
    kaoju_source source = source_of(check, r);
    size_t byte = 0;
    uint32_t cp = 0, line = 1;
    for (size_t i = 0; i < kaoju_article_count(r); i++)
        if (!add_piece(check, r, kaoju_article_at(r, i), source, &byte, &cp, &line))
            return false;
    for (size_t i = 0; i < kaoju_fact_count(r); i++) {
        kj_statement s = {.s = statement_of(check, r, kaoju_fact_at(r, i), source)};
        const kaoju_mention *m = kaoju_mention_at(r, kaoju_fact_at(r, i)->figure);
        size_t start = step(text, m->utf8.start, PASSAGE_BYTES, true),
               end = step(text, m->utf8.end, PASSAGE_BYTES, false);
        if (!kj_shingles_of((kaoju_string){text.data + start, end - start}, 1, &s.passage) ||
            !kj_push(&check->statements, s)) {
            kj_shingles_free(&s.passage);
            return false;
        }
    }
    return !check->arena.failed;
}

bool kj_check_claim(kaoju_check *check, const kaoju_result *r, uint32_t line) {
    kaoju_source source = source_of(check, r);
    kj_given_claim given = {.line = line, .first = check->claimed.size, .count = kaoju_fact_count(r)};
    given.text = copy_solid(check, kaoju_result_text(r));
    for (size_t i = 0; i < kaoju_fact_count(r); i++) {
        kj_statement s = {.s = statement_of(check, r, kaoju_fact_at(r, i), source)};
        if (!kj_push(&check->claimed, s))
            return false;
    }
    return kj_push(&check->given, given) && !check->arena.failed;
}

bool kj_check_run(kaoju_check *check) {
    return kj_find_reprints(check) && kj_make_groups(check) && kj_judge_claims(check) && !check->arena.failed;
}
