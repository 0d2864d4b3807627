/* Who says what a figure states.
 *
 * Rules (rules/sayings.yaml) find who speaks. In this order: who speaks in the sentence, before the figure; where the figure is
 * quoted, who speaks before or behind the quotation (“……”，李书平说); who speaks in the first sentence of the paragraph; the
 * speaker of a speech (尊敬的各位来宾：), who is named above it; between the first and the last paragraph that begins with him,
 * whoever most paragraphs of the article begin with; who spoke last in the paragraph.
 * Cost: bounded for a fact, linear in the sayings and mentions of an article. */
#include "resolve/fact.h"

#include <string.h>

/* Paragraphs that begin with one speaker, to make him the one of the article, and of how many of those that begin with any. */
#define OPENINGS_MIN 2
#define OPENINGS_SHARE 2 / 3
/* Characters behind a beginning of a paragraph with him for which he still speaks. */
#define TELLS_MAX 1000
/* Characters of a paragraph before its speaker at which it still begins with him: titles and bodies stand before. */
#define OPENING_MAX 60
/* Characters of a salutation, and of the headings above it in which the speaker is named. */
#define SALUTATION_MAX 80

/* “”, 「」 and what lies between them. */
#define QUOTE_FIRST 0x201Cu
#define QUOTE_LAST 0x300Du

bool kj_quoted(const kj_text *text, uint32_t start, uint32_t at) {
    int depth = 0;
    for (uint32_t i = at - start > KJ_FACT_CHARACTERS ? at - KJ_FACT_CHARACTERS : start; i < at; i++) {
        uint32_t symbol = text->symbol[i];
        if (symbol < QUOTE_FIRST || symbol > QUOTE_LAST) /* nearly all of them */
            continue;
        if (symbol == 0x201C || symbol == 0x300C)
            depth++;
        else if (depth && (symbol == 0x201D || symbol == 0x300D))
            depth--;
    }
    return depth > 0;
}

/* Number of sayings that start before `at`. */
static size_t before(const kj_givens *sayings, uint32_t at) {
    size_t low = 0, high = sayings->size;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sayings->at[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static kaoju_range range_of(const kj_given *saying) {
    return (kaoju_range){saying->start, saying->end};
}

/* 有分析认为: nobody speaks on. */
static bool speaks_on(const kj_fact_context *c, const kj_given *saying) {
    return !kj_string_is(kj_value_text(c->x->values.at[saying->value], "scope"), "sentence");
}

/* Of the sayings [first, next) the last one, or the first one, with somebody who speaks on; NULL if none of the nearest is. */
static const kj_given *who_speaks_on(const kj_fact_context *c, size_t first, size_t next, bool last) {
    for (size_t n = 0; first + n < next && n < KJ_FACT_MENTIONS; n++) {
        const kj_given *saying = &c->sayings->at[last ? next - 1 - n : first + n];
        if (speaks_on(c, saying))
            return saying;
    }
    return NULL;
}

/* Whose turn it is in a conversation: 林某: above, not too far, and nobody since. */
static kaoju_range turn_of(const kj_fact_context *c, size_t next) {
    for (size_t i = next; i-- > 0 && c->sayings->at[i].start + TELLS_MAX > c->paragraph.start;)
        if (kj_string_is(kj_value_text(c->x->values.at[c->sayings->at[i].value], "scope"), "speech"))
            return kj_article_of(c->r, c->sayings->at[i].start) == kj_article_of(c->r, c->paragraph.start)
                       ? range_of(&c->sayings->at[i])
                       : (kaoju_range){0, 0};
    return (kaoju_range){0, 0};
}

/* ------------------------------------------------------------------ the article */

static const char *entity_at(const kaoju_result *r, kaoju_range who) {
    for (size_t i = kj_mention_from(r, who.start); i < r->mentions.size && r->mentions.at[i].cp.start == who.start; i++)
        if (r->mentions.at[i].cp.end == who.end)
            return r->mentions.at[i].entity;
    return NULL;
}

/* The last person named before `at`, not further back than headings reach. */
static kaoju_range person_above(const kaoju_result *r, uint32_t at) {
    for (size_t i = kj_mention_from(r, at); i-- > 0 && r->mentions.at[i].cp.start + 2 * SALUTATION_MAX > at;)
        if (!strcmp(r->mentions.at[i].type, "PERSON"))
            return r->mentions.at[i].cp;
    return (kaoju_range){0, 0};
}

static bool has_salutation(const kj_extraction *x, kaoju_range line) {
    return kj_has_typed(&x->lattice, x->model->types.salutation, line.start, line.end);
}

/* 各位来宾，朋友们： a paragraph of its own that ends in a colon. Few do, so paragraphs are looked through, not spans. */
static kaoju_range speech(const kj_extraction *x, const kaoju_result *r, kaoju_range article, uint32_t *from) {
    for (uint32_t at = article.start; at < article.end;) {
        kaoju_range line = kj_text_paragraph(&x->text, at);
        at = line.end > at ? line.end : at + 1;
        if (line.end == line.start || line.end - line.start > SALUTATION_MAX || x->text.symbol[line.end - 1] != ':' ||
            !has_salutation(x, line))
            continue;
        *from = line.end;
        return person_above(r, line.start);
    }
    return (kaoju_range){0, 0};
}

/* Does the saying begin a paragraph? */
static bool is_opening(const kj_extraction *x, const kj_givens *sayings, size_t i) {
    uint32_t start = kj_text_paragraph(&x->text, sayings->at[i].start).start;
    return sayings->at[i].start <= start + OPENING_MAX && (!i || sayings->at[i - 1].start < start);
}

/* Whoever at least OPENINGS_MIN paragraphs begin with, and OPENINGS_SHARE of those that begin with anybody. */
static void find_teller(kj_fact_context *c, kaoju_range article) {
    const kj_givens *sayings = c->sayings;
    size_t openings = 0, most = 0, first = before(sayings, article.start), last = before(sayings, article.end);
    for (size_t i = first; i < last; i++) {
        kaoju_range who = range_of(&sayings->at[i]);
        const char *entity = entity_at(c->r, who);
        if (!entity || !is_opening(c->x, sayings, i))
            continue;
        openings++;
        size_t same = 0, end = i;
        for (size_t k = i; k < last && k < i + KJ_FACT_MENTIONS; k++) {
            const char *other = entity_at(c->r, range_of(&sayings->at[k]));
            if (other && !strcmp(other, entity) && is_opening(c->x, sayings, k)) {
                same++;
                end = k;
            }
        }
        if (same <= most)
            continue;
        most = same;
        c->speaker = who;
        c->told = (kaoju_range){who.start, kj_text_paragraph(&c->x->text, sayings->at[end].start).end};
    }
    if (most < OPENINGS_MIN || most < openings * OPENINGS_SHARE)
        c->speaker = (kaoju_range){0, 0};
}

void kj_article_speaker(kj_fact_context *c, kaoju_range article) {
    c->told = article;
    c->speaker = speech(c->x, c->r, article, &c->told.start);
    c->speech = c->speaker.end > 0;
    if (!c->speaker.end)
        find_teller(c, article);
}

/* ------------------------------------------------------------------ the figure */

/* Who speaks beside a quotation: the last one before it in the paragraph, else the first one behind. */
static kaoju_range quoted_by(const kj_fact_context *c, size_t next) {
    const kj_text *text = &c->x->text;
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    kaoju_range source = {0, 0};
    if (next && c->sayings->at[next - 1].start >= c->paragraph.start) {
        /* “数据显示……”，罗希说: in a quotation its speaker counts, not whom he names. */
        source = range_of(&c->sayings->at[next - 1]);
        if (!kj_quoted(text, c->paragraph.start, source.start))
            return source;
    }
    for (; next < c->sayings->size && c->sayings->at[next].start < c->paragraph.end; next++) {
        const kj_given *behind = &c->sayings->at[next];
        if (behind->start > figure + KJ_FACT_CHARACTERS)
            break;
        if (!kj_quoted(text, c->paragraph.start, behind->start))
            return range_of(behind);
    }
    return source;
}

/* Does a paragraph not far above begin with him who tells the article? A page may have other articles between. */
static bool still_tells(const kj_fact_context *c, size_t next) {
    const char *teller = entity_at(c->r, c->speaker);
    if (c->speech || !teller)
        return true;
    for (size_t i = next; i-- > 0 && c->sayings->at[i].start + TELLS_MAX > c->paragraph.start;) {
        const char *entity = entity_at(c->r, range_of(&c->sayings->at[i]));
        if (entity && !strcmp(entity, teller) && is_opening(c->x, c->sayings, i))
            return true;
    }
    return false;
}

kaoju_range kj_fact_saying(const kj_fact_context *c) {
    uint32_t figure = c->r->mentions.at[c->figure].cp.start;
    size_t next = before(c->sayings, figure), first = before(c->sayings, c->paragraph.start);
    if (c->quoted) {
        kaoju_range who = quoted_by(c, next);
        if (who.end)
            return who;
    }
    if (next > first && c->sayings->at[next - 1].start >= c->sentence.start)
        return range_of(&c->sayings->at[next - 1]);
    const kj_given *opening = who_speaks_on(c, first, next, false), *last = who_speaks_on(c, first, next, true);
    if (opening && opening->start < kj_text_sentence(&c->x->text, c->paragraph.start).end)
        return range_of(opening);
    if (c->speaker.end && figure >= c->told.start && figure < c->told.end && still_tells(c, next))
        return c->speaker;
    return last ? range_of(last) : turn_of(c, next);
}
