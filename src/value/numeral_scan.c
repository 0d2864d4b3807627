/* Text -> tokens of numeral characters -> numerals.
 *
 * A run of numeral characters is cut into tokens (an Arabic number is one, arabic.c) and read from its start; where a reading ends, the next one begins. Each character is lexed a bounded number of times, so the scan is
 * linear also for hostile runs. */
#include "value/numeral.h"

#include <string.h>

#define HAN_ZHI 0x4E4Bu

typedef struct scanner {
    const kj_numeral_table *table;
    const kj_text *text;
    kj_numerals *out;
    kj_numeral_token tokens[KJ_NUMERAL_MAX];
    uint32_t count;
} scanner;

static uint32_t symbol_at(const kj_text *text, uint32_t at) {
    return at < text->length ? text->symbol[at] : KJ_BREAK;
}
static uint32_t after(const kj_text *text, uint32_t at) {
    return kj_text_solid(text, at + 1);
}
static uint32_t digits_end(const kj_text *text, uint32_t at) {
    while (kj_is_digit(symbol_at(text, at)))
        at++;
    return at;
}

/* Digits glued to a word in front are part of its name: G20, COVID-19. */
static bool is_glued(const kj_text *text, uint32_t at) {
    if (!at)
        return false;
    uint32_t before = text->symbol[at - 1];
    if (kj_is_letter(before) || (before == '.' && at > 1 && kj_is_digit(text->symbol[at - 2])))
        return true;
    return before == '-' && at > 1 && kj_is_letter(text->symbol[at - 2]);
}

/* A minus sign is one only where nothing stands before it that it could join. */
static bool is_minus(const scanner *s, uint32_t at) {
    const kj_text *text = s->text;
    uint32_t before = at ? text->symbol[at - 1] : KJ_BREAK;
    int64_t value;
    kj_numeral_kind kind = kj_numeral_kind_of(s->table, before, &value);
    static const char opens[] = " (,:;=<>~";
    bool free = kind == KJ_N_SIGNED || kind == KJ_N_LEAD || before >= KJ_SKIP || before == 0x3001 ||
                (before < 0x80 && memchr(opens, (int)before, sizeof opens - 1));
    return free && kj_arabic_starts(text, at + 1);
}

/* The symbol before `at`, blanks left out; its place goes to *place. */
static uint32_t solid_before(const kj_text *text, uint32_t at, uint32_t *place) {
    while (at && text->symbol[at - 1] == KJ_SKIP)
        at--;
    *place = at ? at - 1 : 0;
    return at ? text->symbol[at - 1] : KJ_BREAK;
}

/* 上 of 上百: it leads a run that begins right behind it. 上 of 成千上万 does not. */
static uint32_t lead_of(const scanner *s, uint32_t at) {
    int64_t value;
    uint32_t place, lead = solid_before(s->text, at, &place);
    if (kj_numeral_kind_of(s->table, lead, &value) != KJ_N_LEAD)
        return 0;
    uint32_t before = solid_before(s->text, place, &place);
    return kj_numeral_kind_of(s->table, before, &value) == KJ_N_UNIT ? 0 : lead;
}

/* One token that is no Arabic number; false if the run ends before it. */
static bool lex_character(const scanner *s, kj_numeral_token *token) {
    const kj_text *text = s->text;
    uint32_t at = token->start, symbol = token->symbol;
    if (symbol == KJ_HAN_FEN && symbol_at(text, after(text, at)) == HAN_ZHI) {
        token->kind = KJ_N_OVER;
        token->end = after(text, at) + 1;
        return true;
    }
    token->kind = kj_numeral_kind_of(s->table, symbol, &token->value);
    if (token->kind == KJ_N_SEVERAL || token->kind == KJ_N_MORE)
        token->policy = kj_numeral_policy_of(s->table, symbol);
    return token->kind != KJ_N_NONE && token->kind != KJ_N_LEAD && token->kind != KJ_N_SIGNED && symbol != '.' &&
           (symbol != '-' || (!s->count && is_minus(s, at)));
}

/* Tokens of the run at `at`. Returns its end. */
static uint32_t lex(scanner *s, uint32_t at) {
    const kj_text *text = s->text;
    uint32_t lead = lead_of(s, at);
    s->count = 0;
    while (s->count < KJ_NUMERAL_MAX) {
        kj_numeral_token *token = &s->tokens[s->count];
        *token = (kj_numeral_token){.start = at, .end = at + 1, .symbol = symbol_at(text, at), .first = !s->count};
        if (kj_arabic_starts(text, at)) {
            kj_arabic arabic = kj_arabic_read(text, at);
            if (arabic.token.kind == KJ_N_NONE)
                return arabic.end;
            arabic.token.first = token->first;
            *token = arabic.token;
        } else if (!lex_character(s, token)) {
            return at;
        }
        if (token->first && lead) {
            token->lead = lead;
            if (token->kind == KJ_N_UNIT || token->kind == KJ_N_SCALE)
                token->policy = kj_numeral_policy_of(s->table, lead);
        }
        s->count++;
        at = kj_text_solid(text, token->end);
    }
    return at;
}

typedef struct telling {
    scanner *scanner;
    const kj_numeral_token *first;
} telling;

/* 元 圆 角 分 behind a digit of amounts (伍角) show that it is one. */
static bool is_before_coin(const kj_text *text, uint32_t end) {
    uint32_t next = symbol_at(text, kj_text_solid(text, end));
    return next == 0x5143 || next == 0x5706 || next == 0x89D2 || next == KJ_HAN_FEN;
}

static bool keep(void *context, uint32_t tokens, const kj_number *number) {
    telling *t = context;
    if (tokens == 1 && kj_numeral_is_formal(t->scanner->table, t->first->symbol) &&
        !is_before_coin(t->scanner->text, t->first->end))
        return true;
    kj_numeral numeral = {t->first->start, t->first[tokens - 1].end, *number};
    return kj_push(t->scanner->out, numeral);
}

/* 3点15 may be a decimal or a time of day: what stands behind 点 is a numeral of its own, too. */
static bool read_minutes(scanner *s, uint32_t first, uint32_t used) {
    bool memory = true;
    for (uint32_t i = first + 1; i + 1 < first + used; i++) {
        if (s->tokens[i].kind != KJ_N_POINT)
            continue;
        telling t = {s, &s->tokens[i + 1]};
        kj_numeral_evaluate(&s->tokens[i + 1], first + used - i - 1, keep, &t, &memory);
        return memory;
    }
    return true;
}

static bool keep_number(void *context, uint32_t tokens, const kj_number *number) {
    kj_numeral *whole = context;
    whole->number = *number;
    whole->end = tokens;
    return true;
}

/* 三又1/5: what stands before 又 joins the fraction whose first number is tokens[last]. */
static bool join_whole(const scanner *s, uint32_t last, kj_numeral *ratio) {
    kj_numeral whole = {.end = 0};
    kj_number top = ratio->number, bottom = ratio->number;
    bool memory;
    if (last < 2 || s->tokens[last - 1].kind != KJ_N_AND)
        return false;
    kj_numeral_read(s->tokens, last - 1, false, keep_number, &whole, &memory);
    top.value = ratio->number.numerator;
    bottom.value = ratio->number.denominator;
    top.known = bottom.known = true;
    if (whole.end != last - 1 || !kj_numeral_divide(&whole.number, &top, &bottom, &ratio->number))
        return false;
    ratio->start = s->tokens[0].start;
    return true;
}

/* 3/5 at a number by itself or behind 又; of 1 3/5 both numbers may be in the run, since blanks beside wide digits say
 * nothing. */
static bool read_ratios(scanner *s) {
    for (uint32_t i = s->count > 2 ? s->count - 1 : 0; i < s->count && s->tokens[i].kind == KJ_N_ARABIC; i++) {
        kj_numeral ratio = {.start = s->tokens[i].start};
        ratio.end = kj_arabic_ratio(s->text, &s->tokens[i], &ratio.number);
        bool joined = ratio.end && join_whole(s, i, &ratio);
        if (ratio.end && (joined || s->count <= 2) && !kj_push(s->out, ratio))
            return false;
    }
    return true;
}

/* Reads one numeral after the other in the tokens. A run that filled the token limit is no figure. */
static bool read_run(scanner *s) {
    for (uint32_t i = 0; i < s->count;) {
        telling t = {s, &s->tokens[i]};
        bool memory = true;
        uint32_t used = kj_numeral_evaluate(&s->tokens[i], s->count - i, keep, &t, &memory);
        if (!memory || !read_minutes(s, i, used))
            return false;
        i += used ? used : 1;
    }
    return read_ratios(s);
}

bool kj_numerals_scan(const kj_numeral_table *table, const kj_text *text, kj_numerals *out) {
    scanner s = {.table = table, .text = text, .out = out};
    bool too_long = false; /* inside a run of more than KJ_NUMERAL_MAX tokens */
    for (uint32_t at = kj_text_solid(text, 0); at < text->length;) {
        uint32_t begin = kj_numeral_next(table, text, at);
        too_long = too_long && begin == at;
        at = begin;
        uint32_t symbol = symbol_at(text, at);
        if (at == text->length)
            break;
        if ((kj_is_digit(symbol) || kj_arabic_starts(text, at)) && is_glued(text, at)) {
            uint32_t glued = digits_end(text, at);
            at = kj_text_solid(text, glued > at ? glued : at + 1);
            continue;
        }
        uint32_t end = lex(&s, at);
        bool full = s.count == KJ_NUMERAL_MAX;
        if (s.count && !full && !too_long && !read_run(&s))
            return false;
        too_long = full;
        at = kj_text_solid(text, end > at ? end : at + 1);
    }
    return true;
}
