/* Tokens of the best segmentation in; spans noun (a noun phrase, as figures count it) and topic (what is measured) out.
 * Each token is asked once what it is to a phrase, for all phrases that it stands in. A phrase has at most NOUN_MAX
 * characters, so the cost is linear. */
#include "extract/segment.h"

/* Characters of a noun phrase: the counted noun of a figure, not a clause. */
#define NOUN_MAX 24
#define HAN_DE 0x7684u
#define HAN_MEI 0x6BCFu /* 每 */

/* What a token is to a noun phrase. */
typedef enum part {
    NOUN = KJ_SPEECH_NOUN,           /* a phrase may end in it */
    MODIFIER = KJ_SPEECH_MODIFIER,   /* one may go on over it */
    ADJECTIVE = KJ_SPEECH_ADJECTIVE, /* what begins one with 的 behind it */
    BEFORE_DE = 8,                   /* one goes on over it if 的 comes next: 沉甸甸 的 */
    BEFORE_AGENT = 16,               /* ... if an agent comes next: 制造 中心 */
    DE_FIRST = BEFORE_DE << 5,       /* it begins with 的 */
    AGENT = BEFORE_AGENT << 5,       /* role in dict/word/noun_suffix.tsv, as are .. */
    HEAD = 32,                       /* .. 指导 组 */
    INNER = 64,                      /* .. and 部 级 平台 */
    DE = 128,                        /* it is 的 */
    ENDS_TOPIC = 1024,               /* what is measured ends before it */
    GOES_ON = 2048,                  /* a phrase goes on over it, for what comes next */
} part;

/* The role in dict/word/noun_suffix.tsv of what the edge covers. */
static uint16_t suffix_role(const kj_extraction *x, const kj_edge *edge) {
    const kj_span *span = kj_span_over(x, edge->start, edge->end, KJ_TRAIT_NOUN_SUFFIX);
    if (!span)
        return 0;
    kaoju_string role = kj_says(x, span->entry, "role");
    return kj_string_is(role, "head")    ? HEAD
           : kj_string_is(role, "inner") ? INNER
           : kj_string_is(role, "agent") ? AGENT
                                         : 0;
}

/* Does a word for a change or for reaching an amount, or a date word, stand here? It is a noun for jieba (增长), but ends
 * what is measured. */
static bool ends_topic(const kj_extraction *x, const kj_edge *edge, uint32_t word) {
    kj_each_span (i, &x->lattice, edge->start, edge->start + 1) {
        const kj_span *span = &x->lattice.spans.at[i];
        uint32_t traits = kj_type_traits(&x->model->types, span->type);
        if (span->end < edge->end && (traits & KJ_TRAIT_IDLE || word != KJ_NONE))
            continue; /* 累计 of 累计票房 */
        if (traits & (KJ_TRAIT_TOPIC_END | KJ_TRAIT_IDLE) &&
            (span->end >= edge->end || span->end - span->start > 1)) /* 超过 of the cue 超过了 */
            return true;
    }
    return false;
}

/* Is the same also a word, and a verb? */
static bool is_verb(const kj_extraction *x, const kj_edge *edge) {
    const kj_span *word = kj_span_over(x, edge->start, edge->end, KJ_TRAIT_WORD);
    return word && x->model->scores.speech[word->entry] & KJ_SPEECH_VERB;
}

static bool is_capital(const kj_text *text, uint32_t at) {
    return at < text->length && text->symbol[at] - 'A' < 26;
}

/* R & D, too. */
static inline bool is_inner(const kj_text *text, uint32_t at) {
    uint32_t symbol = text->symbol[at]; /* KJ_BREAK behind the end */
    return symbol <= 'z' && (kj_is_letter(symbol) || (symbol == '&' && at && kj_text_letter(text, at - 1)));
}

/* A letter of a name like CPI or GDP, of which the segmentation knows no word: the last one is a noun. */
static uint16_t letter_part(const kj_text *text, uint32_t at) {
    uint32_t start = at;
    while (start && at - start < NOUN_MAX && is_inner(text, start - 1))
        start--;
    if (!is_capital(text, start) || !is_inner(text, start + 1))
        return 0;
    return is_inner(text, at + 1) ? MODIFIER : NOUN;
}

/* What the part of speech says of a word: kj_speech in, of one character and of more. */
static inline uint32_t word_part(uint32_t speech, uint32_t length) {
    uint32_t is = speech & (KJ_SPEECH_NOUN | KJ_SPEECH_MODIFIER | KJ_SPEECH_ADJECTIVE);
    uint32_t before = (speech & KJ_SPEECH_ADJECTIVE ? BEFORE_DE : 0) | (speech & KJ_SPEECH_VERB ? BEFORE_AGENT : 0);
    return length > 1 ? is | before : is;
}

static uint16_t part_of(const kj_extraction *x, const kj_edge *edge) {
    uint32_t word = kj_edge_word(x, edge), length = edge->end - edge->start, symbol = x->text.symbol[edge->start],
             is = 0;
    if (word != KJ_NONE)
        is = word_part(x->model->scores.speech[word], length);
    else if (length == 1)
        is = is_inner(&x->text, edge->start) ? letter_part(&x->text, edge->start) : 0;
    else if (edge->entry != KJ_NONE && !is_verb(x, edge))
        is = NOUN; /* places, organisations, titles, units; not 共计, a cue and a verb */
    is |= symbol == HAN_DE ? (length == 1 ? DE_FIRST | DE : DE_FIRST) : 0;
    if (kj_spot_is(x, edge->start, KJ_TRAIT_NOUN_SUFFIX | KJ_TRAIT_TOPIC_END | KJ_TRAIT_IDLE))
        is |= suffix_role(x, edge) | (ends_topic(x, edge, word) ? ENDS_TOPIC : 0);
    return (uint16_t)is;
}

static bool is_bracket(uint32_t symbol) {
    return symbol == '(' || symbol == ')';
}

/* Characters of an abbreviation in brackets. */
#define SHORT_MAX 8

/* (M2) of 广义货币(M2)余额 from token `i` on: a phrase goes on over it. */
static void mark_short(const kj_extraction *x, kj_segment *s, size_t i) {
    const kj_text *text = &x->text;
    const uint32_t start = s->path.at[i].start;
    uint32_t end = start + 1;
    while (end < text->length && end - start <= SHORT_MAX && (is_inner(text, end) || text->symbol[end] - '0' < 10))
        end++;
    if (!is_capital(text, start + 1) || end - start < 3 || end >= text->length || text->symbol[end] != ')')
        return;
    for (; i < s->path.size && s->path.at[i].end <= end + 1; i++)
        s->nouns.at[i] = MODIFIER;
}

/* Does the phrase go on over this token, for what comes next? */
static inline uint16_t goes_on(uint32_t is, uint32_t next) {
    uint32_t on = (is & (NOUN | MODIFIER)) | (((is & (BEFORE_DE | BEFORE_AGENT)) << 5) & next);
    return on ? GOES_ON : 0;
}

static bool find_parts(const kj_extraction *x, kj_segment *s) {
    s->nouns.size = s->begun.size = 0;
    if (!kj_reserve(&s->nouns, s->path.size + 1) || !kj_reserve(&s->begun, s->path.size + 1))
        return false;
    uint16_t *nouns = s->nouns.at;
    size_t size = s->path.size, opening = size;
    for (size_t i = size; i-- > 0;) {
        nouns[i] = part_of(x, &s->path.at[i]);
        opening = x->text.symbol[s->path.at[i].start] == '(' ? i : opening;
    }
    for (size_t i = opening; i < size; i++)
        if (x->text.symbol[s->path.at[i].start] == '(')
            mark_short(x, s, i);
    nouns[size] = 0;
    uint32_t *begun = s->begun.at;
    for (size_t i = 0; i < size; i++) {
        nouns[i] |= goes_on(nouns[i], nouns[i + 1]);
        *begun = (uint32_t)i;
        begun += (nouns[i] & GOES_ON) != 0; /* nobody can foretell it */
    }
    s->begun.size = (size_t)(begun - s->begun.at);
    return true;
}

typedef struct phrase {
    uint32_t end;   /* of the longest run of modifiers that ends in a noun; KJ_NONE if there is none */
    uint32_t topic; /* of the longest that ends before a word like 增长 */
} phrase;

/* The phrase that begins with token `i`. */
static phrase read_phrase(const kj_segment *s, size_t i) {
    enum {
        NOTHING,
        AFTER_NOUN,
        AFTER_ADJECTIVE,
        OTHER
    } last = NOTHING; /* what stands before, while no noun has come */
    const kj_edge *token = &s->path.at[i], *behind = s->path.at + s->path.size;
    const uint32_t limit = token->start + NOUN_MAX;
    phrase found = {KJ_NONE, KJ_NONE};
    bool measured = true, modifier = true;
    for (const uint16_t *what = &s->nouns.at[i]; modifier && token < behind && token->end <= limit; token++, what++) {
        uint16_t is = *what;
        bool noun = is & NOUN, first = last == NOTHING || last == AFTER_ADJECTIVE;
        modifier = is & GOES_ON;
        if (!noun && last == AFTER_NOUN) {
            noun = is & HEAD;
            modifier |= (is & (HEAD | INNER)) != 0;
        }
        modifier |= last == AFTER_ADJECTIVE && is & DE;
        last = noun ? AFTER_NOUN : first && is & ADJECTIVE ? AFTER_ADJECTIVE : OTHER;
        measured &= !(is & ENDS_TOPIC);
        found.end = noun ? token->end : found.end;
        found.topic = noun && measured ? token->end : found.topic;
    }
    return found;
}

/* A topic is told once for each end, and does not begin with what a bare number counts (国 of 两国双边贸易额). */
bool kj_nouns_find(kj_extraction *x) {
    kj_segment *s = x->segment;
    const kj_types *types = &x->model->types;
    if (!find_parts(x, s))
        return false;
    uint32_t done = KJ_NONE;
    for (size_t k = 0; k < s->begun.size; k++) {
        size_t i = s->begun.at[k];
        uint32_t start = s->path.at[i].start;
        if (is_bracket(x->text.symbol[start]) || (start && is_inner(&x->text, start) && is_inner(&x->text, start - 1)))
            continue;
        phrase p = read_phrase(s, i);
        bool starts = !(s->nouns.at[i] & ENDS_TOPIC); /* 1500亿元增至: no counted thing */
        if (p.end != KJ_NONE && starts && !kj_emit(x, start, p.end, types->noun, KJ_NONE, KJ_NO_INTEGER))
            return false;
        if (p.topic == KJ_NONE || p.topic == done || p.topic - start < 2)
            continue;
        bool counted = (i && s->path.at[i - 1].kind == types->number) ||
                       (start && x->text.symbol[start - 1] == HAN_MEI); /* 每桶 */
        if (counted)
            continue;
        done = p.topic;
        if (!kj_emit(x, start, p.topic, types->topic, KJ_NONE, KJ_NO_INTEGER))
            return false;
    }
    return true;
}
