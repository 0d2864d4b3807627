/* Runs kaoju on a suite of value tests and writes predictions for shared/eval/score_values.py.
 *
 *     values SUITE.jsonl > PREDICTIONS.jsonl
 *
 * Each case is one document with its own reference date. Mentions become the suite's types; bare numerals, which are no
 * mentions of kaoju, are read off the numeral scanner. It uses the layers directly, as tests may. */
#include "model/model.h"
#include "output/json.h"
#include "resolve/resolve.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is(kaoju_string s, const char *want) {
    return kj_string_is(s, want);
}

static void open_entity(kj_json *json, kaoju_range cp, const char *type) {
    kj_json_open(json, NULL, '{');
    kj_json_integer(json, "start", cp.start);
    kj_json_integer(json, "end", cp.end);
    kj_json_text(json, "type", type);
    kj_json_open(json, "value", '{');
}
static void close_entity(kj_json *json) {
    kj_json_close(json, '}');
    kj_json_close(json, '}');
}

static void add_bounds(kj_json *json, const kaoju_value *v) {
    if (v->number.data) {
        kj_json_string(json, "number", v->number);
    } else if (v->low.data) {
        kj_json_string(json, "low", v->low);
        kj_json_string(json, "high", v->high);
    }
}

/* The field `key` as it stands in the text, NULL if it does not. */
static const kj_attribute *printed(const kj_value *value, const char *key) {
    const kj_attribute *found = kj_value_attribute(value, key);
    return found && found->start != KJ_NONE ? found : NULL;
}

static void add_moved(kj_json *json, const char *key, kaoju_string number, bool up) {
    kj_decimal value, one;
    char text[KJ_DECIMAL_TEXT];
    if (!kj_decimal_read(number, &value))
        return;
    kj_decimal_place(&value, &one);
    one.negative = !up;
    if (kj_decimal_add(&value, &one, &value) && kj_decimal_write(&value, text))
        kj_json_text(json, key, text);
}

/* Amounts: 几 and 数 count whole tens, which the suites write as the open interval around them (十几 is 10 to 20, kaoju says
 * 11 to 19). */
static void add_amount(kj_json *json, const kaoju_value *v) {
    if ((is(v->cue, "几") || is(v->cue, "数")) && v->low.data) {
        add_moved(json, "low", v->low, false);
        add_moved(json, "high", v->high, true);
    } else {
        add_bounds(json, v);
    }
}

/* kaoju's codes -> those of the suites, where they differ. */
static kaoju_string suite_unit(kaoju_string code) {
    static const char *const units[][2] = {
        {"Cel", "C"},        {"[degF]", "F"},     {"[degR]", "R"},      {"[degRe]", "R"},    {"By", "B"},
        {"kBy", "kB"},       {"MBy", "MB"},       {"GBy", "GB"},        {"TBy", "TB"},       {"PBy", "PB"},
        {"[mi_i]", "mi"},    {"[in_i]", "in"},    {"[ft_i]", "ft"},     {"[yd_i]", "yd"},    {"[nmi_i]", "nmi"},
        {"[ly]", "ly"},      {"[mi_i]/h", "mph"}, {"[acr_br]", "acre"}, {"[gal_us]", "gal"}, {"[pt_us]", "pt"},
        {"[bbl_us]", "bbl"}, {"[lb_av]", "lb"},   {"[oz_av]", "oz"},    {"[cft_i]", "ft3"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (is(code, units[i][0]))
            return kj_string(units[i][1]);
    return code;
}

static bool starts(kaoju_string s, const char *with) {
    return s.size >= strlen(with) && !memcmp(s.data, with, strlen(with));
}
static bool ends(kaoju_string s, const char *with) {
    return s.size >= strlen(with) && !memcmp(s.data + s.size - strlen(with), with, strlen(with));
}

/* The suites leave a bare 度 a degree, also where kaoju knows that it is one of temperature. */
static bool is_bare_degree(const kaoju_mention *m) {
    return is(m->value.unit, "Cel") && ends(m->norm, "度") && !ends(m->norm, "摄氏度") && !starts(m->norm, "摄氏");
}

/* The suites know no prices: CNY of CNY/t. */
static kaoju_string currency(kaoju_string unit) {
    const char *slash = memchr(unit.data, '/', unit.size);
    return slash ? (kaoju_string){unit.data, (size_t)(slash - unit.data)} : unit;
}

/* The suites write the units of ages as words. */
static kaoju_string age_unit(kaoju_string code) {
    static const char *const units[][2] = {{"a", "year"}, {"mo", "month"}, {"wk", "week"}, {"d", "day"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (is(code, units[i][0]))
            return kj_string(units[i][1]);
    return code;
}

static void add_unit(kj_json *json, const kaoju_mention *m) {
    if (is(m->value.kind, "money"))
        kj_json_string(json, "currency", currency(m->value.unit));
    else if (is(m->value.kind, "age"))
        kj_json_string(json, "unit", age_unit(m->value.unit));
    else if (is(m->value.kind, "measure"))
        kj_json_string(json, "unit", is_bare_degree(m) ? kj_string("deg") : suite_unit(m->value.unit));
}

static void add_figure(kj_json *json, const kaoju_mention *m, const kj_value *value) {
    static const struct {
        const char *kind, *type;
    } types[] = {
        {"money", "currency"}, {"percent", "percent"}, {"points", "percent"}, {"measure", "quantity"}, {"age", "age"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!is(m->value.kind, types[i].kind))
            continue;
        const kj_attribute *high = printed(value, "high");
        /* Of a range with its unit once the suites take the part with the unit: 20% of 5-20%. */
        bool part = high && (types[i].type[0] == 'p' || types[i].type[0] == 'a');
        kaoju_range cp = {part ? high->start : m->cp.start, m->cp.end};
        open_entity(json, cp, types[i].type);
        if (part)
            kj_json_string(json, "number", m->value.high);
        else
            add_amount(json, &m->value);
        add_unit(json, m);
        close_entity(json);
    }
}

/* ------------------------------------------------------------------ ranges of numbers */

typedef struct bound {
    const kj_decimal *value;
    int closed; /* -1: the suites and kaoju may differ (以上) */
} bound;

static void add_bound(kj_json *json, const char *key, const char *flag, bound b) {
    char text[KJ_DECIMAL_TEXT];
    if (!b.value || !kj_decimal_write(b.value, text))
        return;
    kj_json_text(json, key, text);
    if (b.closed >= 0)
        kj_json_boolean(json, flag, b.closed);
}

static void add_range(kj_json *json, uint32_t start, uint32_t end, bound low, bound high) {
    open_entity(json, (kaoju_range){start, end}, "numberrange");
    add_bound(json, "low", "low_closed", low);
    add_bound(json, "high", "high_closed", high);
    close_entity(json);
}

/* A number with a bound in front of it or behind: the range is from the cue to the numeral, the unit left out. */
static void add_compared(kj_json *json, const kj_given *g, const kj_value *value, const kj_attribute *number) {
    const kj_number *n = value->number;
    const kj_attribute *cue = printed(value, "cue");
    kj_comparator c = n->comparator;
    bool behind = cue && cue->start >= number->end, literal = !cue && is(value->kind, "number");
    bool low = c == KJ_GT || c == KJ_GE, high = c == KJ_LT || c == KJ_LE;
    bool equal = c == KJ_EQ && cue && is(value->kind, "number");
    if ((!cue && !literal) || (!low && !high && !equal) || !n->known)
        return;
    bound none = {NULL, -1}, here = {&n->value, behind ? -1 : c == KJ_GE || c == KJ_LE || equal};
    uint32_t start = literal ? g->match_start : behind ? number->start : cue->start;
    uint32_t end = literal ? g->match_end : behind ? cue->end : number->end;
    add_range(json, start, end, low || equal ? here : none, high || equal ? here : none);
}

static void add_ranges(kj_json *json, const kj_given *g, const kj_value *value) {
    const kj_attribute *number = printed(value, "number"), *from = printed(value, "low"), *to = printed(value, "high");
    if (!value->number)
        return;
    if (number)
        add_compared(json, g, value, number);
    if (!from || !to)
        return;
    bool bare = is(value->kind, "number"); /* 80与90之间 */
    add_range(json, bare ? g->match_start : from->start, bare ? g->match_end : to->end,
              (bound){&value->number->low, -1}, (bound){&value->number->high, -1});
}

/* ------------------------------------------------------------------ times */

/* A point (at), or an interval: up to the end of a day or larger unit, but to the very minute of a clock. */
static void add_times(kj_json *json, const kaoju_value *v) {
    bool clock = v->start.size > 10 && !is(v->grain, "part");
    bool before = is(v->mod, "before"), until = is(v->mod, "until"), since = is(v->mod, "since"),
         after = is(v->mod, "after");
    if (is(v->grain, "season") && v->edtf.size == 7 && !v->mod.data) {
        static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
        char timex[16];
        snprintf(timex, sizeof timex, "%.5s%s", v->edtf.data, seasons[(v->edtf.data[6] - '1') & 3]);
        kj_json_text(json, "timex", timex);
    }
    if (kj_string_same(v->start, v->end) && !v->mod.data) {
        kj_json_string(json, "at", v->start);
        return;
    }
    if (!before && !until)
        kj_json_string(json, "start", after && !clock ? v->end : v->start);
    if (!since && !after)
        kj_json_string(json, "end", before ? v->start : v->end);
    kj_json_boolean(json, "end_inclusive", !before && !clock);
}

/* The suites count 以前, 自 ... 起 and 从 into the span, kaoju does not. */
static void add_date(kj_json *json, const kaoju_mention *m, kaoju_range around) {
    open_entity(json, around, "date");
    if (m->value.start.data)
        add_times(json, &m->value);
    close_entity(json);
}

/* 3 h -> PT3H; bounds have no length of their own. */
static void add_timex(kj_json *json, const char *key, kaoju_string number, kaoju_string unit) {
    kj_length length = {.used = {false}};
    kj_decimal amount;
    char text[KJ_LENGTH_TEXT];
    if (number.data && kj_decimal_read(number, &amount) && kj_length_add(&length, &amount, unit) &&
        kj_length_write(&length, text))
        kj_json_text(json, key, text);
}

static void add_duration(kj_json *json, const kaoju_mention *m) {
    const kaoju_value *v = &m->value;
    char days[64];
    bool least = is(v->comparator, "ge") || (is(v->comparator, "gt") && v->cue.size > 3);
    open_entity(json, m->cp, "duration");
    if (is(v->unit, "workday") && v->number.data) {
        snprintf(days, sizeof days, "P%.*sWD", (int)v->number.size, v->number.data);
        kj_json_text(json, "timex", days);
    } else if (v->iso.data && !least) {
        kj_json_string(json, "timex", v->iso);
    } else {
        add_timex(json, "low", v->number.data ? v->number : v->low, v->unit);
        add_timex(json, "high", v->number.data ? (kaoju_string){NULL, 0} : v->high, v->unit);
    }
    close_entity(json);
}

/* Suites ask for the pattern, or if there is none for the period. */
static void add_set(kj_json *json, const kaoju_mention *m, bool pattern) {
    open_entity(json, m->cp, "set");
    kj_json_string(json, "timex", pattern && m->value.pattern.data ? m->value.pattern : m->value.iso);
    close_entity(json);
}

static void add_mention(kj_json *json, const kaoju_mention *m, const kj_given *g, const kj_value *value, bool pattern) {
    bool around = m->value.mod.data || !strcmp(m->rule, "bounds.about") || !strncmp(m->rule, "ranges.", 7);
    if (!strcmp(m->type, "FIGURE")) {
        add_figure(json, m, value);
        add_ranges(json, g, value);
    } else if (!strcmp(m->type, "DATE")) {
        add_date(json, m, around ? (kaoju_range){g->match_start, g->match_end} : m->cp);
    } else if (!strcmp(m->type, "ORDINAL")) {
        const kj_attribute *number = printed(value, "number"); /* 第3万 of 第3万回 */
        open_entity(json, (kaoju_range){m->cp.start, number ? number->end : m->cp.end}, "ordinal");
        kj_json_string(json, "number", m->value.number);
        close_entity(json);
    } else if (!strcmp(m->type, "DURATION")) {
        add_duration(json, m);
    } else if (!strcmp(m->type, "SET")) {
        add_set(json, m, pattern);
    }
}

/* 一打: a count whose unit is itself a number. */
static bool is_dozen(const kaoju_mention *m, const kj_value *value) {
    return is(m->value.kind, "count") && kj_value_attribute(value, "times");
}

/* Is it part of an amount of money, a percentage or a dozen? Those suites count no number there. */
static bool is_taken(const kj_extraction *x, const kaoju_result *result, const kj_numeral *n) {
    for (size_t i = 0; i < result->mentions.size; i++) {
        const kaoju_mention *m = &result->mentions.at[i];
        bool takes = is(m->value.kind, "money") || is(m->value.kind, "percent") ||
                     is_dozen(m, x->values.at[x->mentions.at[i].value]);
        if (takes && m->cp.start <= n->start && n->end <= m->cp.end)
            return true;
    }
    return false;
}

/* A part of another numeral (3 of 3/5), or a digit in a word or a name (一切, 四川). */
static bool is_part(const kj_extraction *x, const kj_numeral *n) {
    const kj_lexicon *lexicon = x->model->lexicon;
    for (size_t i = 0; i < x->numerals.size; i++) {
        const kj_numeral *other = &x->numerals.at[i];
        if (other->start <= n->start && n->end <= other->end && other->end - other->start > n->end - n->start)
            return true;
    }
    for (size_t i = 0; n->end - n->start == 1 && n->number.han && i < x->found.size; i++) {
        const kj_found *f = &x->found.at[i];
        bool word = f->type == x->model->types.word && !is(kj_entry_field(lexicon, f->entry, "pos"), "m");
        if ((word || f->type == x->model->types.region) && f->start <= n->start && n->end < f->end)
            return true;
    }
    return false;
}

/* The suites want a decimal also for thirds, which kaoju never rounds; and 200000 for 二十几万. */
static void add_number(kj_json *json, const kj_number *n) {
    char text[KJ_DECIMAL_TEXT], below[KJ_DECIMAL_TEXT];
    if ((n->known || (n->value.count && !n->fraction)) && kj_decimal_write(&n->value, text)) {
        kj_json_text(json, "number", text);
    } else if (n->fraction && kj_decimal_write(&n->numerator, text) && kj_decimal_write(&n->denominator, below)) {
        snprintf(text, sizeof text, "%.15g", strtod(text, NULL) / strtod(below, NULL));
        kj_json_text(json, "number", text);
    }
}

static bool ends_in_more(const kj_extraction *x, const kj_numeral *n) {
    int64_t value;
    return kj_numeral_kind_of(x->model->numerals, x->text.symbol[n->end - 1], &value) == KJ_N_MORE;
}

/* The longest reading at each start. 四百多 is the number 四百 and the range 四百多. */
static void add_numerals(kj_json *json, const kj_extraction *x, const kaoju_result *result) {
    for (size_t i = 0; i < x->numerals.size; i++) {
        const kj_numeral *n = &x->numerals.at[i];
        const kj_number *number = &n->number;
        if (is_part(x, n) || number->percent || is_taken(x, result, n))
            continue;
        bool more = ends_in_more(x, n), several = number->comparator == KJ_APPROX && number->value.count;
        if (number->comparator == KJ_GT || several)
            add_range(json, n->start, n->end, (bound){&number->value, 0}, (bound){NULL, -1});
        if (more && (!i || n[-1].start != n->start))
            continue;
        n -= more;
        if (!n->number.known && !n->number.value.count && !n->number.fraction) /* 数百 */
            continue;
        open_entity(json, (kaoju_range){n->start, n->end}, "number");
        add_number(json, &n->number);
        close_entity(json);
    }
    for (size_t i = 0; i < result->mentions.size; i++) {
        const kaoju_mention *m = &result->mentions.at[i];
        if (!is_dozen(m, x->values.at[x->mentions.at[i].value]))
            continue;
        open_entity(json, m->cp, "number");
        kj_json_string(json, "number", m->value.number);
        close_entity(json);
    }
}

/* Units of temperature without a number, which are no mentions of kaoju. */
static void add_temperature_units(kj_json *json, const kj_extraction *x, const kaoju_result *result) {
    const kj_lexicon *lexicon = x->model->lexicon;
    kj_each_span (i, &x->lattice, 0, x->text.length) {
        const kj_span *span = &x->lattice.spans.at[i];
        if (span->entry == KJ_NONE || !is(kj_entry_field(lexicon, span->entry, "quantity"), "temperature"))
            continue;
        bool taken = false;
        for (size_t m = 0; m < result->mentions.size; m++)
            taken |= result->mentions.at[m].cp.start < span->end && span->start < result->mentions.at[m].cp.end;
        if (taken)
            continue;
        open_entity(json, (kaoju_range){span->start, span->end}, "temperature");
        kj_json_string(json, "unit", suite_unit(kj_entry_field(lexicon, span->entry, "code")));
        close_entity(json);
    }
}

static bool run_case(kj_extraction *x, kaoju_result *result, json_t *item, kj_buffer *out) {
    kj_json json = {.out = out};
    const char *text = json_string_value(json_object_get(item, "text"));
    const char *reference = json_string_value(json_object_get(item, "ref_datetime"));
    char date[20] = "2019-01-01";
    if (reference)
        snprintf(date, sizeof date, "%.19s", reference);
    bool pattern = !strncmp(json_string_value(json_object_get(item, "id")), "recognizers", strlen("recognizers"));
    kaoju_document document = {.bytes = text ? text : "", .size = text ? strlen(text) : 0, .date = date};
    kj_result_reset(result);
    if (kj_extraction_run(x, document.bytes, document.size, NULL) || kj_resolve(x, &document, result, NULL))
        return false;
    kj_json_open(&json, NULL, '{');
    kj_json_text(&json, "id", json_string_value(json_object_get(item, "id")));
    kj_json_open(&json, "entities", '[');
    for (size_t i = 0; i < result->mentions.size; i++)
        add_mention(&json, &result->mentions.at[i], &x->mentions.at[i], x->values.at[x->mentions.at[i].value], pattern);
    add_numerals(&json, x, result);
    add_temperature_units(&json, x, result);
    kj_json_close(&json, ']');
    kj_json_close(&json, '}');
    kj_buffer_text(out, "\n");
    return !out->failed;
}

int main(int count, char **arguments) {
    kaoju_error error;
    kaoju_model *model = NULL;
    kj_extraction *x = NULL;
    kaoju_result result = {0};
    char *line = NULL;
    size_t room = 0;
    bool ok = true;
    FILE *suite = count == 2 ? fopen(arguments[1], "r") : NULL;
    if (!suite) {
        fprintf(stderr, "usage: values SUITE.jsonl\n");
        return 2;
    }
    if (kj_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", NULL, NULL, &model, &error) ||
        kj_extraction_new(model, &x, &error)) {
        fprintf(stderr, "values: %s\n", error.message);
        return 1;
    }
    for (ssize_t size; ok && (size = getline(&line, &room, suite)) > 0;) {
        kj_buffer out = {0};
        json_t *item = json_loadb(line, (size_t)size, 0, NULL);
        ok = item && run_case(x, &result, item, &out) && fwrite(out.data, 1, out.size, stdout) == out.size;
        kj_buffer_free(&out);
        json_decref(item);
    }
    free(line);
    fclose(suite);
    kj_result_free(&result);
    kj_extraction_free(x);
    kj_model_free(model);
    return ok && !fflush(stdout) ? 0 : 1;
}
