/* Candidates of names and joint country abbreviations, as weighted edges of the segmentation.
 *
 * A candidate's score is a log probability like that of a word, so that the two compete on equal terms:
 *     Chinese name   prior + sum over its characters of (ln P(character) + log-odds of its place in a name)
 *     foreign name   prior + the same with the log-odds of transliteration characters; parts joined by a middle dot
 *     joint          a run of 2 to 4 different country characters: 中哈, 中吉乌
 * The log-odds are data (dict/person); the priors say how often such a token occurs in news and are set here.
 * Cost: O(1) candidates for each position, each of bounded length. */
#include "extract/extract.h"

#include <stdlib.h>

/* ln P(a token of news text is ...), in milli-nats. */
#define HAN_NAME_PRIOR (-4500)
#define FOREIGN_NAME_PRIOR (-6000)
#define FOREIGN_PART_PRIOR (-1000)
#define JOINT_SCORE (-8000)
#define JOINT_CHARACTER (-1500)
/* What a reading loses for each point of weight under 100 (dict/place/country_char.tsv). */
#define JOINT_UNUSUAL (-30)
/* Characters of a transliterated name with all its parts: 阿卜杜勒·拉希姆·穆罕默德·… */
#define FOREIGN_MAX 24
#define FOREIGN_PARTS_MAX 6
#define JOINT_MAX 4

#define MIDDLE_DOT 0x00B7u

static const kj_span *span_at(const kj_extraction *x, uint32_t at, uint32_t type, uint32_t solid_length) {
    const kj_lattice *lattice = &x->lattice;
    for (uint32_t i = lattice->first.at[at]; i < lattice->first.at[at + 1]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->type == type && (!solid_length || span->end - span->start == solid_length))
            return span;
    }
    return NULL;
}

static int32_t character_score(const kj_extraction *x, uint32_t at) {
    uint32_t symbol = x->text.symbol[at];
    return symbol < 65536 ? x->model->scores.character[symbol] : x->model->scores.unknown;
}

static int32_t span_character_score(const kj_extraction *x, const kj_span *span) {
    int32_t score = 0;
    for (uint32_t at = span->start; at < span->end; at++)
        if (x->text.symbol[at] != KJ_SKIP)
            score += character_score(x, at);
    return score;
}

/* Next solid position that is still in the paragraph, or KJ_NONE. */
static uint32_t next_solid(const kj_extraction *x, uint32_t at) {
    uint32_t next = kj_text_solid(&x->text, at);
    return next < x->text.length && x->text.symbol[next] != KJ_BREAK ? next : KJ_NONE;
}

/* A name hardly begins or ends with a word like 和 or 为: what it loses if it would. */
#define FUNCTION_EDGE (-3000)
/* Weight of the characters that others are named with. A pair needs one of them; a longer run, which may as well be a
 * transliteration (塞格德), needs 中 or two. */
#define JOINT_MAJOR 95
#define HAN_ZHONG 0x4E2Du

static int32_t edge_score(const kj_extraction *x, const kj_span *edge) {
    return span_at(x, edge->start, x->model->types.function, 1) ? FUNCTION_EDGE : 0;
}

static bool add(kj_edges *edges, uint32_t start, uint32_t end, int32_t score, uint32_t kind, uint32_t entry) {
    kj_edge edge = {start, end, score, kind, entry};
    return kj_push(edges, edge);
}

/* Surname, then one or two given-name characters. */
static bool propose_han(const kj_extraction *x, const kj_span *surname, kj_edges *edges) {
    const kj_scores *scores = &x->model->scores;
    const kj_types *types = &x->model->types;
    int32_t base =
        HAN_NAME_PRIOR + span_character_score(x, surname) + scores->entry[surname->entry] + edge_score(x, surname);
    uint32_t first_at = next_solid(x, surname->end);
    const kj_span *first = first_at == KJ_NONE ? NULL : span_at(x, first_at, types->given, 1);
    if (!first)
        return true;
    int32_t one = base + character_score(x, first_at) + scores->given_one[first->entry] + edge_score(x, first);
    bool apart = kj_text_blank_before(&x->text, first_at);
    if (!add(edges, surname->start, first->end, one, types->han_name, KJ_NONE))
        return false;
    uint32_t second_at = next_solid(x, first->end);
    const kj_span *second = second_at == KJ_NONE ? NULL : span_at(x, second_at, types->given, 1);
    if (!second || kj_text_blank_before(&x->text, second_at) != apart)
        return true; /* 周圆 魏: the blank sets names apart; in 周 圆 圆 every character */
    int32_t two = base + character_score(x, first_at) + scores->given_first[first->entry] +
                  character_score(x, second_at) + scores->given_last[second->entry] + edge_score(x, second);
    return add(edges, surname->start, second->end, two, types->han_name, KJ_NONE);
}

/* Transliteration characters from `start`: an edge at each end where a name may stop. */
static bool propose_foreign(const kj_extraction *x, const kj_span *head, kj_edges *edges) {
    const kj_scores *scores = &x->model->scores;
    const kj_types *types = &x->model->types;
    int32_t score = FOREIGN_NAME_PRIOR + scores->translit_first[head->entry];
    uint32_t part = 0, parts = 1, at = head->start;
    bool apart = false;
    for (uint32_t count = 0; count < FOREIGN_MAX && at != KJ_NONE; count++) {
        if (x->text.symbol[at] == MIDDLE_DOT && part && parts < FOREIGN_PARTS_MAX) {
            score += FOREIGN_PART_PRIOR;
            parts++;
            part = 0;
            at = next_solid(x, at + 1);
            continue;
        }
        const kj_span *here = span_at(x, at, types->translit, 1);
        if (count == 1)
            apart = kj_text_blank_before(&x->text, at);
        if (!here || (count > 1 && kj_text_blank_before(&x->text, at) != apart))
            break;
        score += character_score(x, at) + scores->entry[here->entry];
        part++;
        if (part + (parts > 1) >= 2 &&
            !add(edges, head->start, here->end, score + scores->translit_last[here->entry] + edge_score(x, here),
                 parts > 1 ? types->dotted_name : types->foreign_name, KJ_NONE))
            return false;
        at = next_solid(x, here->end);
    }
    return true;
}

/* Weight of the most usual reading of a country character. */
static int32_t usual_weight(const kj_extraction *x, uint32_t at) {
    const kj_lattice *lattice = &x->lattice;
    int32_t best = 0;
    for (uint32_t i = lattice->first.at[at]; i < lattice->first.at[at + 1]; i++) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->type == x->model->types.country_char && kj_entry_weight(x->model->lexicon, span->entry) > best)
            best = kj_entry_weight(x->model->lexicon, span->entry);
    }
    return best < 100 ? best : 100;
}

static bool propose_joint(const kj_extraction *x, const kj_span *head, kj_edges *edges) {
    const kj_types *types = &x->model->types;
    kaoju_string codes[JOINT_MAX];
    int32_t score = JOINT_SCORE;
    uint32_t major = 0;
    uint32_t count = 0, at = head->start;
    while (count < JOINT_MAX && at != KJ_NONE) {
        const kj_span *here = span_at(x, at, types->country_char, 1);
        if (!here)
            break;
        kaoju_string code = kj_entry_field(x->model->lexicon, here->entry, "code");
        for (uint32_t i = 0; i < count; i++)
            if (kj_string_same(codes[i], code))
                return true;
        codes[count++] = code;
        score += JOINT_CHARACTER + JOINT_UNUSUAL * (100 - usual_weight(x, at));
        major += x->text.symbol[at] == HAN_ZHONG ? 2 : usual_weight(x, at) >= JOINT_MAJOR;
        if (count >= 2 && major >= (count > 2 ? 2 : 1) &&
            !add(edges, head->start, here->end, score, types->joint, KJ_NONE))
            return false;
        at = next_solid(x, here->end);
    }
    return true;
}

bool kj_names_propose(const kj_extraction *x, kj_edges *edges) {
    const kj_types *types = &x->model->types;
    uint32_t joint_done = KJ_NONE, foreign_done = KJ_NONE; /* several entries of one class start at one place */
    for (size_t i = 0; i < x->lattice.spans.size; i++) {
        const kj_span *span = &x->lattice.spans.at[i];
        bool ok = true;
        if (span->type == types->surname)
            ok = propose_han(x, span, edges);
        else if (span->type == types->translit && foreign_done != span->start) {
            foreign_done = span->start;
            ok = propose_foreign(x, span, edges);
        } else if (span->type == types->country_char && joint_done != span->start) {
            joint_done = span->start;
            ok = propose_joint(x, span, edges);
        }
        if (!ok)
            return false;
    }
    return true;
}
