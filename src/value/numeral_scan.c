/* Text -> tokens of numeral characters -> numerals.
 *
 * A run of numeral characters is cut into tokens (an Arabic number with its commas and point is one) and read from its
 * start; where a reading ends, the next one begins. Each character is lexed a bounded number of times, so the scan is
 * linear also for hostile runs. */
#include "value/numeral.h"

#include "text/utf8.h"

#define HAN_FEN 0x5206u
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
static bool is_digit(uint32_t s) {
    return s >= '0' && s <= '9';
}
static bool is_letter(uint32_t s) {
    return (s >= 'a' && s <= 'z') || (s >= 'A' && s <= 'Z');
}

/* A full-width comma between half-width digits is punctuation. */
static bool is_ascii_here(const kj_text *text, uint32_t at) {
    return (unsigned char)text->utf8[text->byte[at]] < 0x80;
}

static uint32_t digits_end(const kj_text *text, uint32_t at) {
    while (is_digit(symbol_at(text, at)))
        at++;
    return at;
}

/* Does the comma at `at` set off a group of three digits of the number that starts at `start`? One of another width than
 * the digits is punctuation (20，300), unless a group or decimals follow that nobody would write behind a list:
 * 333，333,434 and 82，225.00. */
static bool is_grouping(const kj_text *text, uint32_t start, uint32_t at) {
    if (symbol_at(text, at) != ',' || digits_end(text, at + 1) != at + 4)
        return false;
    if (is_ascii_here(text, at) == is_ascii_here(text, start))
        return true;
    uint32_t next = symbol_at(text, at + 4);
    return (next == '.' && is_digit(symbol_at(text, at + 5))) ||
           (next == ',' && is_ascii_here(text, at + 4) && digits_end(text, at + 5) == at + 8);
}

/* End of 1,234,567 that starts with digits [start, first): the groups behind it have exactly three digits. */
static uint32_t groups_end(const kj_text *text, uint32_t start, uint32_t first) {
    uint32_t end = first;
    while (first - start <= 3 && is_grouping(text, start, end))
        end += 4;
    return end;
}

/* 2025.6.16: a date in dots; its parts are whole numbers. Other runs with two points are no numbers. */
static bool has_second_point(const kj_text *text, uint32_t fraction_end) {
    return symbol_at(text, fraction_end) == '.' && is_digit(symbol_at(text, fraction_end + 1));
}

/* The digits [start, end) without commas, as a decimal. */
static bool to_decimal(const kj_text *text, uint32_t start, uint32_t end, kj_numeral_token *token) {
    char buffer[KJ_NUMERAL_MAX + 1];
    size_t size = 0;
    token->whole = true;
    token->digits = 0;
    for (uint32_t at = start; at < end; at++) {
        uint32_t s = text->symbol[at];
        if (s == ',')
            continue;
        if (size == KJ_NUMERAL_MAX)
            return false;
        token->whole &= s != '.';
        token->digits += is_digit(s) && (token->digits || s != '0');
        buffer[size++] = (char)s;
    }
    return kj_decimal_read((kaoju_string){buffer, size}, &token->decimal);
}

/* An Arabic number at `at`. Returns where lexing goes on; token->kind stays NONE if it is no number. */
static uint32_t lex_arabic(const kj_text *text, uint32_t at, kj_numeral_token *token) {
    uint32_t whole = digits_end(text, at), end = groups_end(text, at, whole);
    if (symbol_at(text, end) == '.' && is_digit(symbol_at(text, end + 1))) {
        uint32_t fraction = digits_end(text, end + 1);
        if (!has_second_point(text, fraction))
            end = fraction;
        else if (whole - at != 4)
            return digits_end(text, fraction + 1);
    }
    token->start = at;
    token->end = end;
    if (end - at <= KJ_NUMERAL_MAX && to_decimal(text, at, end, token))
        token->kind = KJ_N_ARABIC;
    return end;
}

/* Digits glued to a word in front are part of its name: G20, COVID-19. */
static bool is_glued(const kj_text *text, uint32_t at) {
    if (!at)
        return false;
    uint32_t before = text->symbol[at - 1];
    if (is_letter(before) || (before == '.' && at > 1 && is_digit(text->symbol[at - 2])))
        return true;
    return before == '-' && at > 1 && is_letter(text->symbol[at - 2]);
}

/* A minus sign is one only where nothing stands before it that it could join. */
static bool is_minus(const kj_text *text, uint32_t at) {
    uint32_t before = at ? text->symbol[at - 1] : KJ_BREAK;
    return is_digit(symbol_at(text, at + 1)) && (before >= KJ_SKIP || before == '(' || before == ' ');
}

/* Tokens of the run at `at`. Returns its end. */
static uint32_t lex(scanner *s, uint32_t at) {
    const kj_text *text = s->text;
    s->count = 0;
    while (s->count < KJ_NUMERAL_MAX) {
        kj_numeral_token *token = &s->tokens[s->count];
        uint32_t symbol = symbol_at(text, at);
        *token = (kj_numeral_token){.start = at, .end = at + 1, .symbol = symbol};
        if (is_digit(symbol)) {
            at = lex_arabic(text, at, token);
            if (token->kind == KJ_N_NONE)
                return at;
        } else if (symbol == HAN_FEN && symbol_at(text, after(text, at)) == HAN_ZHI) {
            token->kind = KJ_N_OVER;
            at = token->end = after(text, at) + 1;
        } else {
            token->kind = kj_numeral_kind_of(s->table, symbol, &token->value);
            if (token->kind == KJ_N_NONE || (symbol == '-' && (s->count || !is_minus(text, at))) || symbol == '.')
                return at;
            at++;
        }
        s->count++;
        at = kj_text_solid(text, at);
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
    return next == 0x5143 || next == 0x5706 || next == 0x89D2 || next == HAN_FEN;
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
    return true;
}

bool kj_numerals_scan(const kj_numeral_table *table, const kj_text *text, kj_numerals *out) {
    scanner s = {.table = table, .text = text, .out = out};
    bool too_long = false; /* inside a run of more than KJ_NUMERAL_MAX tokens */
    for (uint32_t at = kj_text_solid(text, 0); at < text->length;) {
        uint32_t symbol = text->symbol[at];
        if (is_digit(symbol) && is_glued(text, at)) {
            at = kj_text_solid(text, digits_end(text, at));
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
