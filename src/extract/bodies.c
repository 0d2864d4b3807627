/* Names of organisations and places, read off the best segmentation.
 *
 * An organisation's name ends in a word of dict/org/suffix.tsv (公司, 研究所, 局) and reaches back over nouns, over the verbs
 * that names are made of (管理, 控股) and over characters that no word explains, up to the first thing that it cannot hold:
 * punctuation, a function word, any other verb, a number. It begins with its head, the leftmost place, country, known body or
 * unknown word in that run (东道主 | 哈萨克斯坦国家博物馆); what has no head begins where the run does, and only a post beside it
 * makes it a name. `org_name` spans carry a grade for the rules: 0 headless or a mere description
 * (中国公司), 1 a name, 2 an entry of dict/org/org.tsv.
 *
 * A place is an entry of dict/place/region.tsv whose edges are those of tokens, or a name before a word of
 * dict/place/place_suffix.tsv (札纳塔斯 | 市).
 * Cost: linear; a name has bounded length. */
#include "extract/segment.h"

#include <stdlib.h>

/* Characters of an organisation's name with all above it. */
#define NAME_MAX 48
/* Characters of a name without a head before its suffix. */
#define HEADLESS_MAX 12
/* Tokens inside brackets inside a name: 哈中（阿拉木图）物流公司. */
#define BRACKET_TOKENS 6
/* Characters of an unknown place name before its suffix. */
#define PLACE_MIN 2
#define PLACE_MAX 7
/* Tokens of a number inside a name. */
#define NUMBER_TOKENS 4
#define NTH 0x7B2Cu    /* 第 */
#define POSTED 0x9A7Bu /* 驻 */
/* Grade of a body of the dictionary. */
#define KNOWN 2

typedef struct reader {
    kj_extraction *x;
    kj_tokens *tokens;
} reader;

static bool is_han(uint32_t symbol) {
    return symbol >= 0x3400 && symbol < 0xA000;
}

static kaoju_string tag_over(const kj_extraction *x, uint32_t start, uint32_t end) {
    const kj_span *word = kj_span_over(x, start, end, KJ_TRAIT_WORD);
    return word ? kj_says(x, word->entry, "pos") : (kaoju_string){NULL, 0};
}

/* ------------------------------------------------------------------ tokens */

/* What the dictionaries say of the characters of a token, as bits of kj_role; of several words the last counts. */
#define ROLE_ONE (1u << 31) /* 一 by itself */
static uint32_t read_token(const kj_extraction *x, const kj_token *t) {
    const kj_lattice *lattice = &x->lattice;
    uint32_t roles = 0, word = 0;
    kj_each_span (i, lattice, t->start, t->start + 1) {
        const kj_span *span = &lattice->spans.at[i];
        if (span->end < t->end)
            continue;
        if (span->end > t->end)
            break; /* spans of one start come by end */
        uint32_t said = span->entry == KJ_NONE ? 0 : x->model->scores.roles[span->entry];
        if (said & KJ_ROLE_WORD)
            word = said;
        else
            roles |= span->type == x->model->types.one ? ROLE_ONE : said;
    }
    return roles & KJ_ROLE_PLACE_WORD ? (roles | word) & ~(uint32_t)KJ_ROLE_TOWN : roles | word;
}

/* One character that the path leaves by itself. */
static kj_token_kind kind_of_character(const kj_extraction *x, const kj_token *t, uint32_t said) {
    uint32_t symbol = x->text.symbol[t->start];
    if (kj_is_letter(symbol))
        return KJ_TOKEN_FRAGMENT;
    if (!is_han(symbol))
        return KJ_TOKEN_STOP;
    if (symbol == NTH)
        return KJ_TOKEN_NUMBER;
    if (symbol == 0x548C || symbol == 0x4E0E || symbol == 0x53CA) /* 和 与 及 */
        return KJ_TOKEN_CONJUNCTION;
    if (said & KJ_ROLE_FUNCTION)
        return KJ_TOKEN_STOP;
    if (said & KJ_ROLE_SUFFIX)
        return KJ_TOKEN_NOUN;
    return said & KJ_ROLE_CLOSED ? KJ_TOKEN_STOP : said & KJ_ROLE_VERB ? KJ_TOKEN_LOOSE : KJ_TOKEN_FRAGMENT;
}

/* A word (part of speech nt) that is the name of a body, 清华大学, unless what stands before its suffix is a plain noun,
 * 人民法院. */
static bool is_known_body(const kj_extraction *x, uint32_t start, uint32_t end) {
    for (uint32_t at = start + 2; at < end; at++)
        if (kj_span_over(x, at, end, KJ_TRAIT_SUFFIX)) {
            kaoju_string tag = tag_over(x, start, at);
            return !tag.data || tag.data[0] != 'n' || tag.size > 1;
        }
    return false;
}

static kj_token_kind kind_of(const kj_extraction *x, const kj_token *t) {
    const kj_types *types = &x->model->types;
    uint32_t said = read_token(x, t);
    if (said & KJ_ROLE_STOP)
        return KJ_TOKEN_STOP;
    if (said & (KJ_ROLE_PROPER | KJ_ROLE_TOWN) || t->type == types->joint || t->type == types->foreign_name ||
        t->type == types->han_name)
        return KJ_TOKEN_PROPER;
    if (said & KJ_ROLE_BODY && is_known_body(x, t->start, t->end))
        return KJ_TOKEN_PROPER;
    if (t->type == types->number || said & ROLE_ONE)
        return KJ_TOKEN_NUMBER;
    if (t->type == KJ_NONE || t->end - t->start == 1)
        return kind_of_character(x, t, said);
    bool region = said & KJ_ROLE_REGION && !(said & KJ_ROLE_WORD);
    if (said & (KJ_ROLE_NOUN | KJ_ROLE_SUFFIX) || region)
        return KJ_TOKEN_NOUN;
    return said & KJ_ROLE_NUMBER ? KJ_TOKEN_NUMBER : said & KJ_ROLE_NOMINAL ? KJ_TOKEN_NOUN : KJ_TOKEN_STOP; /* 第一 */
}

/* A title that begins with a body (中心主任, 数字化局局长, 外交部发言人) is two tokens: where the body ends, or `end`. A board
 * belongs to the title: 董事局主席. */
static uint32_t title_split(const kj_extraction *x, uint32_t start, uint32_t end) {
    const kj_types *types = &x->model->types;
    const kj_lattice *lattice = &x->lattice;
    for (uint32_t at = start; at < end; at++) {
        if (!kj_spot_is(x, at, KJ_TRAIT_SUFFIX | KJ_TRAIT_ORG))
            continue;
        kj_each_span (i, lattice, at, at + 1) {
            const kj_span *span = &lattice->spans.at[i];
            bool body = span->type == types->suffix || (span->type == types->org && at == start);
            if (!body || span->end >= end || !kj_span_over(x, kj_text_solid(&x->text, span->end), end, KJ_TRAIT_TITLE))
                continue;
            return kj_string_is(kj_says(x, span->entry, "kind"), "board") ? end : span->end;
        }
    }
    return end;
}

/* The tokens of the path, a title that is split being two. Their kinds are read when somebody asks (kind_at). */
static bool read_path(const kj_extraction *x, const kj_edges *path, kj_tokens *tokens) {
    tokens->size = 0;
    if (!kj_reserve(tokens, 2 * path->size + 1))
        return false;
    kj_token *token = tokens->at;
    for (size_t i = 0; i < path->size; i++) {
        const kj_edge *edge = &path->at[i];
        uint32_t start = edge->start, split = edge->end;
        if (edge->kind == x->model->types.title)
            split = title_split(x, start, edge->end);
        if (split != edge->end) {
            *token++ = (kj_token){start, split, KJ_NONE, KJ_TOKEN_NOUN};
            start = kj_text_solid(&x->text, split);
        }
        *token++ = (kj_token){start, edge->end, edge->kind, KJ_TOKEN_UNREAD};
    }
    tokens->size = (size_t)(token - tokens->at);
    return true;
}

/* ------------------------------------------------------------------ organisations */

/* Few tokens stand near the end of a body or place, so only those are looked at that somebody asks for. */
static kj_token_kind kind_at(const reader *r, size_t at) {
    kj_token *t = &r->tokens->at[at];
    if (t->kind == KJ_TOKEN_UNREAD)
        t->kind = kind_of(r->x, t);
    return t->kind;
}

static bool is_stop(const reader *r, size_t at) {
    kj_token_kind kind = kind_at(r, at);
    return kind == KJ_TOKEN_STOP || kind == KJ_TOKEN_CONJUNCTION || kind == KJ_TOKEN_LOOSE || kind == KJ_TOKEN_NUMBER;
}

typedef struct ending {
    uint32_t entry;
    size_t first;   /* token with which the suffix begins, or in which */
    bool inside;    /* it begins inside that token: 教育局 */
    uint32_t start; /* code point */
} ending;

static size_t token_at(const reader *r, size_t last, uint32_t start) {
    while (last > 0 && r->tokens->at[last].start > start)
        last--;
    return last;
}

static bool is_word(const kj_extraction *x, uint32_t start, uint32_t end) {
    return kj_span_over(x, start, end, KJ_TRAIT_WORD | KJ_TRAIT_REGION | KJ_TRAIT_COUNTRY) != NULL;
}

/* Inside a word the rest must be one too: 教育 | 局, but not 结 | 局; of several words (武汉市 | 委) a place. */
static bool stands_alone(const reader *r, size_t holder, uint32_t start, bool several) {
    uint32_t from = r->tokens->at[holder].start;
    if (several)
        return kj_span_over(r->x, from, start, KJ_TRAIT_REGION) != NULL;
    return start - from >= 2 && kind_at(r, holder) != KJ_TOKEN_STOP &&
           (kind_at(r, holder) == KJ_TOKEN_PROPER || is_word(r->x, from, start));
}

/* The longest suffix of token `last` in which a name can end: not 学院 in 法学院, but 院. */
static bool find_ending(const reader *r, size_t last, ending *out) {
    const kj_token *t = &r->tokens->at[last];
    if (!kj_spot_is(r->x, t->end, KJ_TRAIT_SUFFIX_END))
        return false;
    for (uint32_t at = kj_note_at(r->x, t->end)->suffix; at < t->end; at++) {
        const kj_span *suffix = kj_span_over(r->x, at, t->end, KJ_TRAIT_SUFFIX);
        if (!suffix)
            continue;
        size_t first = token_at(r, last, at);
        bool inside = r->tokens->at[first].start < at;
        *out = (ending){suffix->entry, first, inside, at};
        if (!inside || stands_alone(r, first, at, first != last))
            return true;
    }
    return false;
}

static bool suffix_says(const reader *r, const ending *e, const char *column, const char *value) {
    return kj_string_is(kj_says(r->x, e->entry, column), value);
}

/* A conjunction joins two nouns inside a name (管理经济与战略大学); before a place or behind a body it joins two names. */
static bool joins(const reader *r, size_t at) {
    ending body;
    return at && kind_at(r, at - 1) == KJ_TOKEN_NOUN && kind_at(r, at + 1) == KJ_TOKEN_NOUN &&
           !find_ending(r, at - 1, &body);
}

/* The opening bracket that belongs to the closing one at `at`; SIZE_MAX if there is none near or it holds other things. */
static size_t opening(const reader *r, size_t at) {
    for (size_t k = at, n = 0; k-- > 0 && n < BRACKET_TOKENS; n++) {
        if (r->x->text.symbol[r->tokens->at[k].start] == '(')
            return n && k && !is_stop(r, k - 1) ? k : SIZE_MAX;
        if (is_stop(r, k))
            break;
    }
    return SIZE_MAX;
}

typedef struct name_start {
    size_t start; /* leftmost token of the run */
    size_t head;  /* leftmost proper token, SIZE_MAX if there is none */
} name_start;

/* A place or the end of a body: what may follow is part of the same name even if it looks loose. */
static bool anchors(const reader *r, size_t at) {
    ending body;
    const kj_token *t = &r->tokens->at[at];
    return kind_at(r, at) == KJ_TOKEN_PROPER || find_ending(r, at, &body) ||
           kj_span_over(r->x, t->start, t->end, KJ_TRAIT_PLACE_SUFFIX);
}

static bool is_loose(const reader *r, size_t at) {
    return kind_at(r, at) == KJ_TOKEN_FRAGMENT || kind_at(r, at) == KJ_TOKEN_LOOSE;
}

/* Two characters that the segmentation left alone, the second one at `at`, read together as a name. If one may be a verb,
 * a place, the end of a body, a preposition or a mark must stand before them: 河北 | 雄安, 电网公司 | 贵安, 在 | 贵安; if both
 * may, a place or the end of a body. */
static bool unknown_name(const reader *r, size_t at) {
    if (!at || !is_loose(r, at) || !is_loose(r, at - 1))
        return false;
    bool sure = kind_at(r, at) == KJ_TOKEN_FRAGMENT && kind_at(r, at - 1) == KJ_TOKEN_FRAGMENT;
    const kj_token *before = at > 1 ? &r->tokens->at[at - 2] : NULL;
    bool verbs = kind_at(r, at) == KJ_TOKEN_LOOSE && kind_at(r, at - 1) == KJ_TOKEN_LOOSE;
    if (verbs) /* 亲 | 赴 before 机场 */
        return before && anchors(r, at - 2);
    return sure || !before || anchors(r, at - 2) || !is_han(r->x->text.symbol[before->start]) ||
           kj_string_is(tag_over(r->x, before->start, before->end), "p");
}

/* 五 behind an anchor; 第一 and 第 | 一 behind anything that a name holds. */
static bool number_in_name(const reader *r, size_t at) {
    bool nth = false;
    for (int n = 0; n < NUMBER_TOKENS && at && kind_at(r, at) == KJ_TOKEN_NUMBER; n++, at--)
        nth = r->x->text.symbol[r->tokens->at[at].start] == NTH;
    return kind_at(r, at) != KJ_TOKEN_NUMBER && (anchors(r, at) || (nth && !is_stop(r, at)));
}

/* 驻 between two names: 埃及驻法国大使馆. */
static bool posted_abroad(const reader *r, size_t at) {
    const kj_token *t = &r->tokens->at[at];
    return r->x->text.symbol[t->start] == POSTED && t->end - t->start == 1 && at && at + 1 < r->tokens->size &&
           kind_at(r, at - 1) == KJ_TOKEN_PROPER && kind_at(r, at + 1) == KJ_TOKEN_PROPER;
}

/* The first token of a name before 市, 县, 镇 at `at`: a known place, a transliteration, or characters that no word explains.
 * SIZE_MAX if there is none. */
static size_t place_start(const reader *r, size_t at) {
    const kj_types *types = &r->x->model->types;
    const kj_token *suffix = &r->tokens->at[at];
    if (!at || !kj_span_over(r->x, suffix->start, suffix->end, KJ_TRAIT_PLACE_SUFFIX))
        return SIZE_MAX;
    size_t k = at - 1;
    const kj_token *t = &r->tokens->at[k];
    if (unknown_name(r, k)) {
        for (k--; k && kind_at(r, k - 1) == KJ_TOKEN_FRAGMENT;)
            k--;
    } else if (!kj_span_over(r->x, t->start, t->end, KJ_TRAIT_REGION) && t->type != types->foreign_name &&
               !kj_string_is(tag_over(r->x, t->start, t->end), "ns")) {
        return SIZE_MAX;
    }
    uint32_t length = suffix->start - r->tokens->at[k].start;
    bool urban = kj_span_over(r->x, t->end - 1, t->end, KJ_TRAIT_PLACE_SUFFIX) &&
                 tag_over(r->x, t->end - 1, suffix->end).data; /* 重庆 | 市区 */
    return length < PLACE_MIN || length > PLACE_MAX || urban ? SIZE_MAX : k;
}

/* Does a blank set this token apart from what is before it (电 | 青禾集团)? Not in a letter-spaced text. */
static bool set_apart(const reader *r, size_t at) {
    const kj_text *text = &r->x->text;
    uint32_t start = r->tokens->at[at].start;
    return kj_text_blank_before(text, start) && !kj_text_blank_before(text, kj_text_solid(text, start + 1));
}

static name_start reach_back(const reader *r, size_t end, uint32_t limit, bool conjunctions) {
    name_start s = {end, SIZE_MAX};
    for (size_t k = end; k-- > 0 && r->tokens->at[k].start + NAME_MAX > limit;) {
        const kj_token *t = &r->tokens->at[k];
        if (s.start < end && set_apart(r, s.start))
            break;
        if (r->x->text.symbol[t->start] == ')' && k + 1 < end) {
            size_t open = opening(r, k);
            if (open == SIZE_MAX)
                break;
            k = open;
            continue;
        }
        if (kind_at(r, k) == KJ_TOKEN_CONJUNCTION && conjunctions && k + 1 < end && joins(r, k))
            continue;
        size_t place = place_start(r, k);
        if (place != SIZE_MAX) {
            k = s.head = s.start = place;
            continue;
        }
        if (unknown_name(r, k)) {
            for (k--; k && kind_at(r, k - 1) == KJ_TOKEN_FRAGMENT && !set_apart(r, k);)
                k--;
            s.head = s.start = k;
            continue;
        }
        bool holds = kind_at(r, k) == KJ_TOKEN_NUMBER ? number_in_name(r, k) : posted_abroad(r, k);
        if (is_stop(r, k) && !holds)
            break;
        if (kind_at(r, k) == KJ_TOKEN_PROPER)
            s.head = k;
        s.start = k;
    }
    return s;
}

static bool is_place(const kj_extraction *x, const kj_token *t) {
    return kj_span_over(x, t->start, t->end, KJ_TRAIT_COUNTRY | KJ_TRAIT_REGION) != NULL;
}

/* 北京大学 is a name, 中国大学 is a description; 中国政府 is one, 中国公司 is none. */
static int64_t grade(const reader *r, const ending *e, size_t head, size_t end) {
    bool country = false;
    if (suffix_says(r, e, "bare", "never"))
        return 0;
    for (size_t k = head; k < end; k++) {
        if (!is_place(r->x, &r->tokens->at[k]))
            return 1;
        country |= kj_span_over(r->x, r->tokens->at[k].start, r->tokens->at[k].end, KJ_TRAIT_COUNTRY) != NULL;
    }
    return suffix_says(r, e, "bare", "any") || (suffix_says(r, e, "bare", "city") && !country);
}

/* 变电站 | 马场 | 变电站: the same word right before a name makes it one, whatever the name is made of. The token where it begins,
 * or SIZE_MAX. */
static size_t behind_generic(const reader *r, const ending *e, size_t start, size_t stop) {
    for (size_t k = stop; k-- > start;) {
        ending before;
        if (find_ending(r, k, &before) && before.entry == e->entry)
            return k + 1 < stop ? k + 1 : SIZE_MAX;
    }
    return SIZE_MAX;
}

/* The entry of the suffix goes with each span: its columns say what kind of body or place it is. */
static bool find_organisation(const reader *r, size_t last) {
    ending e;
    if (!find_ending(r, last, &e))
        return true;
    uint32_t end = r->tokens->at[last].end;
    size_t stop = e.inside ? e.first + 1 : e.first;
    bool conjunctions = suffix_says(r, &e, "joins", "yes");
    name_start s = reach_back(r, stop, end, conjunctions);
    size_t named = behind_generic(r, &e, s.start, stop);
    if (named != SIZE_MAX)
        return kj_emit(r->x, r->tokens->at[named].start, end, r->x->model->types.org_name, e.entry, 1);
    if (s.head == SIZE_MAX && conjunctions) /* a conjunction is crossed only to reach a head */
        s = reach_back(r, stop, end, false);
    if (s.head != SIZE_MAX && s.head < stop)
        return kj_emit(r->x, r->tokens->at[s.head].start, end, r->x->model->types.org_name, e.entry,
                       grade(r, &e, s.head, stop));
    if (s.start >= stop)
        return true;
    /* 三家 | 公司: behind a number it is what is counted. */
    if (s.start && kind_at(r, s.start - 1) == KJ_TOKEN_NUMBER)
        return true;
    uint32_t start = r->tokens->at[s.start].start;
    /* 市 | 公安局 and 省 | 商务厅 are of the one that was named. */
    bool local = kj_span_over(r->x, start, e.start, KJ_TRAIT_PLACE_SUFFIX) != NULL;
    bool fits = (local || e.start - start >= 2) && e.start - start <= HEADLESS_MAX;
    return !fits || kj_emit(r->x, start, end, r->x->model->types.org_name, e.entry, 0);
}

/* ------------------------------------------------------------------ places */

/* Entries of region.tsv and org.tsv from the start of a token to the end of one. */
static bool find_known(const reader *r, size_t first) {
    const kj_types *types = &r->x->model->types;
    const kj_lattice *lattice = &r->x->lattice;
    uint32_t start = r->tokens->at[first].start;
    kj_each_span (i, lattice, start, start + 1) {
        kj_span span = lattice->spans.at[i];
        bool org = span.type == types->org;
        if (!org && (span.type != types->region || kj_span_over(r->x, start, span.end, KJ_TRAIT_PLACE_WORD)))
            continue;
        size_t last = first;
        while (last + 1 < r->tokens->size && r->tokens->at[last].end < span.end)
            last++;
        span.type = org ? types->org_name : types->place;
        span.integer = org ? KNOWN : KJ_NO_INTEGER;
        if (r->tokens->at[last].end == span.end && !kj_push(&r->x->lattice.spans, span))
            return false;
    }
    return true;
}

static bool find_place(const reader *r, size_t at) {
    size_t first = place_start(r, at);
    if (first == SIZE_MAX)
        return true;
    const kj_token *suffix = &r->tokens->at[at];
    const kj_span *entry = kj_span_over(r->x, suffix->start, suffix->end, KJ_TRAIT_PLACE_SUFFIX);
    return kj_emit(r->x, r->tokens->at[first].start, suffix->end, r->x->model->types.place, entry->entry,
                   KJ_NO_INTEGER);
}

bool kj_bodies_find(kj_extraction *x) {
    kj_tokens *tokens = &x->segment->tokens;
    reader r = {x, tokens};
    if (!read_path(x, &x->segment->path, tokens))
        return false;
    for (size_t i = 0; i < tokens->size; i++) {
        const kj_token *t = &tokens->at[i];
        uint32_t traits = x->segment->spots.at[t->start].traits, ends = x->segment->spots.at[t->end].traits;
        if ((ends & KJ_TRAIT_SUFFIX_END && !find_organisation(&r, i)) ||
            (traits & (KJ_TRAIT_ORG | KJ_TRAIT_REGION) && !find_known(&r, i)) ||
            (traits & KJ_TRAIT_PLACE_SUFFIX && !find_place(&r, i)))
            return false;
    }
    return true;
}
