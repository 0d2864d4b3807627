/* Candidates of names and joint country abbreviations, as weighted edges of the segmentation.
 *
 * A candidate's score is a log probability like that of a word, so that the two compete on equal terms:
 *     Chinese name   prior + sum over its characters of (ln P(character) + log-odds of its place in a name)
 *     Japanese name  the same with a surname of two or three characters
 *     foreign name   prior + the same with the log-odds of transliteration characters; parts joined by a middle dot
 *     joint          a run of 2 to 4 different country characters: 中哈, 中吉乌
 * The log-odds are data (dict/person); the priors say how often such a token occurs in news and are set here.
 * Cost: O(1) candidates for each position, each of bounded length. */
#include "extract/segment.h"
#include "rules/typed.h"

#include <stdlib.h>

/* ln P(a token of news text is ...), in milli-nats. */
#define HAN_NAME_PRIOR (-4000)
#define JA_NAME_PRIOR (-7000)
#define FOREIGN_NAME_PRIOR (-6000)
#define FOREIGN_PART_PRIOR (-1000)
/* ln P of one and of two given-name characters; of an end like 太郎 behind one more character. */
#define ONE_GIVEN (-1200)
#define TWO_GIVEN (-400)
#define LONG_GIVEN (-1500)
#define JA_ONE_GIVEN (-3000)
/* What one given-name character loses where the next one stands right before an end that verbs do not stand before:
 * of 沈国放、 in a list, 沈国 would leave 放. */
#define LEAVES_ONE (-3000)
/* ln P of two and of more characters of a name without a middle dot. */
#define SHORT_FOREIGN (-1500)
#define LONG_FOREIGN (-1000)
/* What a transliterated name loses if it ends before another character of the kind, of at least this log-odds. */
#define GOES_ON (-1500)
#define GOOD_TRANSLIT 300
/* A woman's own surname behind her husband's: 陈冯富珍. */
#define SECOND_SURNAME (-3500)
/* ln P of a given-name character, or of one behind a middle dot, that the dictionaries do not have. */
#define RARE_CHARACTER (-11500)
/* What the place says of a name with a middle dot that begins where a word ends. */
#define SURE_START 4500
/* ln P of one character before or behind a middle dot: 卡·马克思, hardly 马克思·卡. */
#define SHORT_FIRST_PART (-2500)
#define SHORT_LAST_PART (-4000)
#define JOINT_SCORE (-8000)
#define JOINT_CHARACTER (-1500)
/* What a reading loses for each point of weight under 100 (dict/place/country_char.tsv). */
#define JOINT_UNUSUAL (-30)
/* Characters of a transliterated name with all its parts: 阿卜杜勒·拉希姆·穆罕默德·… */
#define FOREIGN_MAX 24
#define FOREIGN_PARTS_MAX 6
#define JOINT_MAX 4
/* Characters of the first part of a name with a middle dot that holds characters no other name has; of a post before it. */
#define FIRST_PART_MAX 8
#define TITLE_MAX 8

static const kj_span *find_span(const kj_extraction *x, uint32_t at, uint32_t type, uint32_t solid_length) {
    const kj_lattice *lattice = &x->lattice;
    kj_each_span (i, lattice, at, at + 1) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->type == type && (!solid_length || span->end - span->start == solid_length))
            return span;
    }
    return NULL;
}

/* First span of `type` that starts at `at`, of this length (0: of any). */
static inline const kj_span *span_at(const kj_extraction *x, uint32_t at, uint32_t type, uint32_t solid_length) {
    bool may_be = kj_spot_is(x, at, kj_type_traits(&x->model->types, type));
    return may_be ? find_span(x, at, type, solid_length) : NULL;
}

static int32_t character_score(const kj_extraction *x, uint32_t at) {
    uint32_t symbol = x->text.symbol[at];
    return symbol < 65536 ? x->model->scores.character[symbol] : x->model->scores.unknown;
}

static int32_t span_character_score(const kj_extraction *x, const kj_span *span) {
    int32_t score = character_score(x, span->start);
    for (uint32_t at = span->start + 1; at < span->end; at++)
        if (x->text.symbol[at] != KJ_SKIP)
            score += character_score(x, at);
    return score;
}

/* Next solid position that is still in the paragraph, or KJ_NONE. */
static uint32_t next_solid(const kj_extraction *x, uint32_t at) {
    uint32_t next = kj_text_solid(&x->text, at);
    return x->text.symbol[next] != KJ_BREAK ? next : KJ_NONE; /* as the end of the text is */
}

static bool blank_before(const kj_extraction *x, uint32_t at) {
    return at && x->text.symbol[at - 1] == KJ_SKIP && kj_text_blank_before(&x->text, at);
}

/* A name hardly begins or ends with a word like 和 or 为: what it loses if it would. */
#define FUNCTION_EDGE (-3000)
/* Weight of the characters that others are named with. A pair needs one of them; a longer run, which may as well be a
 * transliteration (塞格德), needs 中 or two. */
#define JOINT_MAJOR 95
#define HAN_ZHONG 0x4E2Du
/* 方: with a country character before it, that country's side. */
#define HAN_FANG 0x65B9u

static int32_t edge_score(const kj_extraction *x, uint32_t start) {
    return kj_spot_is_one(x, start, KJ_TRAIT_FUNCTION) ? FUNCTION_EDGE : 0;
}

static bool add(kj_edges *edges, uint32_t start, uint32_t end, int32_t score, uint32_t kind, uint32_t entry) {
    kj_edge edge = {start, end, score, kind, entry};
    return kj_push(edges, edge);
}

/* A given-name character at `at` (KJ_NONE: none): its score as the only, first or last one. */
typedef struct given_character {
    uint32_t at, end;
    int32_t only, first, last;
} given_character;

static bool is_han(uint32_t symbol) {
    return symbol >= 0x4E00 && symbol <= 0x9FFF;
}

static inline given_character given_at(const kj_extraction *x, uint32_t at) {
    given_character g = {KJ_NONE, KJ_NONE, RARE_CHARACTER, RARE_CHARACTER, RARE_CHARACTER};
    if (at == KJ_NONE || !is_han(x->text.symbol[at]))
        return g;
    g.at = at;
    g.end = at + 1;
    if (kj_spot_is_one(x, at, KJ_TRAIT_GIVEN)) {
        const kj_scores *scores = &x->model->scores;
        uint32_t entry = x->segment->spots.at[at].given;
        int32_t character = character_score(x, at), edge = edge_score(x, at);
        g.only = character + edge + scores->given_one[entry];
        g.first = character + scores->given_first[entry];
        g.last = character + edge + scores->given_last[entry];
    }
    return g;
}

/* Is what ends at `end` the last of an item of a list or of what stands in parentheses? */
static bool closes(const kj_extraction *x, uint32_t end) {
    uint32_t next = next_solid(x, end), symbol = next == KJ_NONE ? KJ_BREAK : x->text.symbol[next];
    return symbol == 0x3001 /* 、 */ || symbol == ')' || symbol == 0xFF09 /* ） */;
}

/* One or two given-name characters behind what ends at `end`; `base` is the score of that. */
static bool propose_given(const kj_extraction *x, uint32_t start, uint32_t end, int32_t base, bool two_only,
                          kj_edges *edges) {
    const kj_types *types = &x->model->types;
    given_character first = given_at(x, next_solid(x, end));
    if (first.at == KJ_NONE)
        return true;
    if (x->text.symbol[first.at] == HAN_FANG && kj_spot_is_one(x, start, KJ_TRAIT_COUNTRY_CHAR))
        return true; /* 伊方表示 */
    given_character second = given_at(x, next_solid(x, first.end));
    int32_t leaves = second.at != KJ_NONE && closes(x, second.end) ? LEAVES_ONE : 0;
    if (!two_only && !add(edges, start, first.end, base + ONE_GIVEN + first.only + leaves, types->han_name, KJ_NONE))
        return false;
    if (second.at == KJ_NONE || blank_before(x, second.at) != blank_before(x, first.at))
        return true; /* 周圆 魏: the blank sets names apart; in 周 圆 圆 every character */
    if (span_at(x, first.at, types->title, second.end - first.at))
        return true; /* 王先生 */
    return add(edges, start, second.end, base + TWO_GIVEN + first.first + second.last, types->han_name, KJ_NONE);
}

/* Surname, then one or two given-name characters; between them another surname. */
static bool propose_han(const kj_extraction *x, const kj_span *surname, kj_edges *edges) {
    const kj_scores *scores = &x->model->scores;
    int32_t score = span_character_score(x, surname) + scores->entry[surname->entry] + edge_score(x, surname->start);
    if (!propose_given(x, surname->start, surname->end, HAN_NAME_PRIOR + score, false, edges))
        return false;
    uint32_t at = next_solid(x, surname->end);
    if (at == KJ_NONE || !kj_spot_is_one(x, at, KJ_TRAIT_SURNAME) || blank_before(x, at))
        return true;
    const kj_span *own = span_at(x, at, x->model->types.surname, 1);
    score += span_character_score(x, own) + scores->entry[own->entry] + SECOND_SURNAME;
    return propose_given(x, surname->start, own->end, HAN_NAME_PRIOR + score, true, edges);
}

/* The usual ends of Japanese given names at `at`; `base` is the score of what is before. */
static bool propose_ends(const kj_extraction *x, uint32_t start, uint32_t at, int32_t base, kj_edges *edges) {
    const kj_lattice *lattice = &x->lattice;
    kj_each_span (i, lattice, at, at + 1) {
        const kj_span *end = &lattice->spans.at[i];
        if (end->type == x->model->types.given_ja &&
            !add(edges, start, end->end, base + span_character_score(x, end) + x->model->scores.entry[end->entry],
                 x->model->types.han_name, KJ_NONE))
            return false;
    }
    return true;
}

/* Japanese: a surname of two or three characters, then a given name as above or one with a usual end: 桥本龙太郎. */
static bool propose_japanese(const kj_extraction *x, const kj_span *surname, kj_edges *edges) {
    int32_t base = JA_NAME_PRIOR + span_character_score(x, surname) + x->model->scores.entry[surname->entry];
    given_character first = given_at(x, next_solid(x, surname->end));
    if (first.at == KJ_NONE)
        return true;
    uint32_t second = next_solid(x, first.end);
    return add(edges, surname->start, first.end, base + JA_ONE_GIVEN + first.only, x->model->types.han_name, KJ_NONE) &&
           propose_given(x, surname->start, surname->end, base, true, edges) &&
           propose_ends(x, surname->start, first.at, base + TWO_GIVEN, edges) &&
           (second == KJ_NONE || propose_ends(x, surname->start, second, base + LONG_GIVEN + first.first, edges));
}

/* The longest transliteration entry that starts at `at`: 卓玛 rather than 卓. */
static const kj_span *translit_at(const kj_extraction *x, uint32_t at) {
    return kj_spot_is(x, at, KJ_TRAIT_TRANSLIT) ? &x->lattice.spans.at[kj_note_at(x, at)->translit] : NULL;
}

/* Does another good transliteration character follow right behind? */
static bool goes_on(const kj_extraction *x, uint32_t end) {
    uint32_t next = next_solid(x, end);
    const kj_span *span = next == KJ_NONE || blank_before(x, next) ? NULL : translit_at(x, next);
    return span && x->model->scores.entry[span->entry] >= GOOD_TRANSLIT;
}

static bool title_at(const kj_extraction *x, uint32_t at) {
    const kj_span *title = span_at(x, at, x->model->types.title, 0);
    return title && title->end - title->start >= 2;
}

/* Does a word that is no part of a name start at `at`, behind a middle dot? Some posts are names as well: 埃米尔. */
static bool ends_part(const kj_extraction *x, uint32_t at, const kj_span *translit) {
    return !translit && (title_at(x, at) || kj_spot_is_one(x, at, KJ_TRAIT_FUNCTION));
}

/* Transliteration characters from `start`: an edge at each end where a name may stop. Before `dot`, the middle dot that the
 * first part ends with if it is known where it starts (else 0), and behind one other characters may stand among them. */
static bool propose_foreign(const kj_extraction *x, uint32_t start, uint32_t dot, kj_edges *edges) {
    const kj_scores *scores = &x->model->scores;
    const kj_types *types = &x->model->types;
    const kj_span *head = translit_at(x, start);
    if (!dot && head && head->end - start == 1 && !kj_spot_is(x, start, KJ_TRAIT_DOT_BEHIND)) {
        uint32_t next = next_solid(x, start + 1); /* one character is no name */
        if (next == KJ_NONE || !kj_spot_is(x, next, KJ_TRAIT_TRANSLIT | KJ_TRAIT_DOT_BEHIND))
            return true;
    }
    int32_t score = FOREIGN_NAME_PRIOR + (head ? scores->translit_first[head->entry] : 0) + (dot ? SURE_START : 0);
    uint32_t part = 0, parts = 1, at = start;
    bool apart = false;
    for (uint32_t count = 0; count < FOREIGN_MAX && at != KJ_NONE; count++) {
        if (x->text.symbol[at] == KJ_MIDDLE_DOT && part && parts < FOREIGN_PARTS_MAX) {
            score += FOREIGN_PART_PRIOR + (part == 1 ? SHORT_FIRST_PART : 0);
            parts++;
            part = 0;
            at = next_solid(x, at + 1);
            continue;
        }
        const kj_span *here = translit_at(x, at);
        if (count == 1)
            apart = blank_before(x, at);
        bool sure = parts > 1 || at < dot || kj_spot_is(x, at, KJ_TRAIT_DOT_BEHIND);
        if ((!here && (!sure || !is_han(x->text.symbol[at]))) || (parts > 1 && ends_part(x, at, here)) ||
            (count > 1 && blank_before(x, at) != apart))
            break;
        score += here ? span_character_score(x, here) + scores->entry[here->entry] : RARE_CHARACTER;
        part += here ? here->end - here->start : 1;
        uint32_t end = here ? here->end : at + 1;
        int32_t last = here ? scores->translit_last[here->entry] + edge_score(x, here->start) : 0;
        last += parts > 1 ? (part == 1 ? SHORT_LAST_PART : 0) : part == 2 ? SHORT_FOREIGN : LONG_FOREIGN;
        last += goes_on(x, end) ? GOES_ON : 0;
        if (part + (parts > 1) >= 2 &&
            !add(edges, start, end, score + last, parts > 1 ? types->dotted_name : types->foreign_name, KJ_NONE))
            return false;
        at = next_solid(x, end);
    }
    return true;
}

/* Is the part before a middle dot a place (新疆·喀什), or begins it with a word like 和? */
static bool is_no_part(const kj_extraction *x, uint32_t start, uint32_t end) {
    return span_at(x, start, x->model->types.region, end - start) || kj_spot_is_one(x, start, KJ_TRAIT_FUNCTION);
}

/* A name whose first part begins behind a post, a word like 和, or what is no Han character at all: there are never so many
 * transliteration characters in a dictionary that none is missing (米尔赞别托夫·阿卜迪拉希德). */
static bool propose_dotted(const kj_extraction *x, uint32_t dot, kj_edges *edges) {
    uint32_t run = dot;
    while (run > 0 && dot - run <= FIRST_PART_MAX && is_han(x->text.symbol[run - 1]))
        run--;
    if (dot - run <= FIRST_PART_MAX && run < dot && !is_no_part(x, run, dot) && !propose_foreign(x, run, dot, edges))
        return false;
    for (uint32_t at = run > TITLE_MAX ? run - TITLE_MAX : 0; at < dot; at++) {
        const kj_span *title =
            title_at(x, at) ? span_at(x, at, x->model->types.title, 0) : span_at(x, at, x->model->types.function, 1);
        if (title && title->end > run && title->end < dot && !is_no_part(x, title->end, dot) &&
            !propose_foreign(x, title->end, dot, edges))
            return false;
    }
    return true;
}

/* Weight of the most usual reading of a country character. */
static int32_t usual_weight(const kj_extraction *x, uint32_t at) {
    const kj_lattice *lattice = &x->lattice;
    int32_t best = 0;
    kj_each_typed (i, lattice, x->model->types.country_char, at, at + 1) {
        const int32_t weight = kj_entry_weight(x->model->lexicon, lattice->spans.at[i].entry);
        best = weight > best ? weight : best;
    }
    return best < 100 ? best : 100;
}

/* A run of country characters from `start` that stand for different countries. */
static bool propose_joint(const kj_extraction *x, uint32_t start, kj_edges *edges) {
    kaoju_string codes[JOINT_MAX];
    int32_t score = JOINT_SCORE;
    uint32_t major = 0, next = next_solid(x, start + 1);
    if (next == KJ_NONE || !kj_spot_is_one(x, next, KJ_TRAIT_COUNTRY_CHAR))
        return true;
    for (uint32_t count = 0, at = start; count < JOINT_MAX && at != KJ_NONE;) {
        const kj_span *here = span_at(x, at, x->model->types.country_char, 1);
        if (!here)
            break;
        kaoju_string code = kj_says(x, here->entry, "code");
        for (uint32_t i = 0; i < count; i++)
            if (kj_string_same(codes[i], code))
                return true;
        codes[count++] = code;
        int32_t weight = usual_weight(x, at);
        score += JOINT_CHARACTER + JOINT_UNUSUAL * (100 - weight);
        major += x->text.symbol[at] == HAN_ZHONG ? 2 : weight >= JOINT_MAJOR;
        if (count >= 2 && major >= (count > 2 ? 2 : 1) &&
            !add(edges, start, here->end, score, x->model->types.joint, KJ_NONE))
            return false;
        at = next_solid(x, here->end);
    }
    return true;
}

/* The last places whose transliterations and country characters were read: several entries of one class start at one. */
typedef struct starts_done {
    uint32_t foreign, joint;
} starts_done;

/* Candidates that start with this span; `dotted`: a middle dot stands behind the character. */
static bool propose_span(const kj_extraction *x, const kj_span *span, bool dotted, starts_done *done, kj_edges *edges) {
    uint32_t traits = kj_type_traits(&x->model->types, span->type);
    if (traits & KJ_TRAIT_SURNAME)
        return propose_han(x, span, edges);
    if (traits & KJ_TRAIT_SURNAME_JA)
        return propose_japanese(x, span, edges);
    if ((traits & KJ_TRAIT_TRANSLIT || dotted) && done->foreign != span->start) {
        done->foreign = span->start;
        return propose_foreign(x, span->start, 0, edges);
    }
    if (traits & KJ_TRAIT_COUNTRY_CHAR && done->joint != span->start) {
        done->joint = span->start;
        return propose_joint(x, span->start, edges);
    }
    return true;
}

static bool propose_dotted_start(const kj_extraction *x, uint32_t at, starts_done *done, kj_edges *edges) {
    kj_each_span (i, &x->lattice, at, at + 1)
        if (!propose_span(x, &x->lattice.spans.at[i], true, done, edges))
            return false;
    return true;
}

bool kj_names_propose(kj_extraction *x) {
    kj_segment *s = x->segment;
    starts_done done = {KJ_NONE, KJ_NONE};
    s->candidates.size = 0;
    for (size_t i = 0; i < s->starts.size; i++) {
        const kj_name_start *start = &s->starts.at[i];
        bool ok = start->span == KJ_NONE
                      ? propose_dotted_start(x, start->at, &done, &s->candidates)
                      : propose_span(x, &x->lattice.spans.at[start->span], false, &done, &s->candidates);
        if (!ok)
            return false;
    }
    s->ordered = s->candidates.size;
    for (size_t i = 0; i < s->dots.size; i++)
        if (!propose_dotted(x, s->dots.at[i], &s->candidates))
            return false;
    return true;
}

double kj_name_confidence(int32_t worth) {
    /* Share of right names by worth in tests/eval/people.jsonl, smoothed; between the points it is a straight line. */
    static const struct {
        int32_t worth;
        double confidence;
    } points[] = {{-4000, 0.30}, {-1000, 0.50}, {0, 0.60},    {1000, 0.70},
                  {2000, 0.80},  {3500, 0.88},  {6000, 0.95}, {8000, 0.97}};
    enum { COUNT = sizeof points / sizeof *points };
    if (worth <= points[0].worth)
        return points[0].confidence;
    for (int i = 1; i < COUNT; i++)
        if (worth < points[i].worth) {
            double part = (double)(worth - points[i - 1].worth) / (points[i].worth - points[i - 1].worth);
            double confidence = points[i - 1].confidence + part * (points[i].confidence - points[i - 1].confidence);
            return kj_hundredths(confidence);
        }
    return points[COUNT - 1].confidence;
}
