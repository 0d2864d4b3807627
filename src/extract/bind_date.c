/* Fields of dates: parts of the calendar, joined ends, grains. */
#include "extract/bind.h"
#include "value/festival.h"

#include <string.h>

static void turn_back(int32_t *count) {
    if (*count != KJ_UNSET)
        *count = -*count;
}

/* Takes over what the captured date, year or time of day says: several of them make one date. -$a: counted backwards. */
static bool set_base(kj_binding *b, const kj_operand *o) {
    if (!o->value || !o->value->from || o->value->to)
        return false;
    kj_date_parts parts = *o->value->from;
    if (o->negated) {
        turn_back(&parts.shift);
        turn_back(&parts.more);
    }
    kj_date_parts_merge(&b->from, &parts);
    return b->has_date = true;
}
static bool set_to(kj_binding *b, const kj_operand *o) {
    if (!o->value || !o->value->from || o->value->to)
        return false;
    kj_date_parts_merge(&b->to, o->value->from);
    return b->has_to = true;
}
/* A date or range as it is; a word around it only adds to it (以前). */
static bool set_same(kj_binding *b, const kj_operand *o) {
    if (!o->value || !o->value->from)
        return false;
    b->from = *o->value->from;
    b->has_to = o->value->to != NULL;
    if (b->has_to)
        b->to = *o->value->to;
    return b->has_date = true;
}
static bool read_grain(kaoju_string text, int32_t *out) {
    static const struct {
        const char *name;
        kj_grain grain;
    } grains[] = {{"s", KJ_SECOND}, {"min", KJ_MINUTE}, {"h", KJ_HOUR},    {"d", KJ_DAY},
                  {"wk", KJ_WEEK},  {"mo", KJ_MONTH},   {"q", KJ_QUARTER}, {"half", KJ_HALF},
                  {"a", KJ_YEAR},   {"10a", KJ_DECADE}, {"c", KJ_CENTURY}};
    for (size_t i = 0; i < sizeof grains / sizeof *grains; i++)
        if (kj_string_is(text, grains[i].name)) {
            *out = (int32_t)grains[i].grain;
            return true;
        }
    return false;
}
static bool set_shift_grain(kj_binding *b, const kj_operand *o) {
    return read_grain(o->text, &b->from.shift_grain);
}
static bool set_more_grain(kj_binding *b, const kj_operand *o) {
    return read_grain(o->text, &b->from.more_grain);
}
static bool set_nth_grain(kj_binding *b, const kj_operand *o) {
    return read_grain(o->text, &b->from.nth_grain);
}
static bool set_head_grain(kj_binding *b, const kj_operand *o) {
    return read_grain(o->text, &b->from.head_grain);
}
static bool set_tail_grain(kj_binding *b, const kj_operand *o) {
    return read_grain(o->text, &b->from.tail_grain);
}

bool kj_bind_date_part(kj_binding *b, const kj_binder *binder, const kj_operand *o) {
    int32_t number = 0;
    if (!kj_operand_integer(o, &number))
        return false;
    kj_date_parts *parts = binder->end ? &b->to : &b->from;
    *(int32_t *)(void *)((char *)parts + binder->part) = number;
    b->has_to |= binder->end;
    if (b->has_to && parts == &b->from && binder->part == offsetof(kj_date_parts, approximate))
        b->to.approximate = number; /* 大约2020年至2022年: both ends */
    return b->has_date = true;
}

static bool set_calendar(kj_binding *b, const kj_operand *o) {
    kj_calendar calendar;
    if (!kj_calendar_read(o->text, &calendar))
        return false;
    b->from.calendar = (int32_t)calendar;
    return b->has_date = true;
}

/* 8天又20个小时: the pieces of a length. */
static bool set_length(kj_binding *b, const kj_operand *o) {
    if (!o->value || !o->value->length)
        return false;
    if (b->has_length)
        return kj_length_merge(&b->length, o->value->length);
    b->length = *o->value->length;
    return b->has_length = true;
}

/* The same right behind another, so of smaller units: 31分一季度 is no length. */
static bool set_lesser(kj_binding *b, const kj_operand *o) {
    return b->has_length && o->value && o->value->length && kj_length_is_less(o->value->length, &b->length) &&
           set_length(b, o);
}

/* 一刻钟, 半个世纪: the number in front of the code (15min, 100a) goes into the value. */
static bool take_factor(kj_binding *b) {
    kaoju_string unit = b->value.unit;
    size_t digits = 0;
    kj_decimal factor;
    while (digits < unit.size && unit.data[digits] >= '0' && unit.data[digits] <= '9')
        digits++;
    if (!digits || digits == unit.size || !kj_decimal_read((kaoju_string){unit.data, digits}, &factor))
        return true;
    b->value.unit = (kaoju_string){unit.data + digits, unit.size - digits};
    return kj_bind_scale(&b->number, &factor);
}

bool kj_bind_length_finish(kj_binding *b) {
    const char *code = NULL;
    kj_decimal total;
    if (b->has_length && !b->has_number && kj_length_total(&b->length, &total, &code)) {
        b->number = (kj_number){.value = total, .known = true, .significant_digits = total.count};
        b->has_number = true;
        b->value.unit = kj_string(code);
    } else if (!b->has_length && b->has_number && b->value.unit.data && kj_length_knows(b->value.unit)) {
        if (!take_factor(b))
            return false;
        memset(&b->length, 0, sizeof b->length);
        b->has_length = b->number.known && kj_length_add(&b->length, &b->number.value, b->value.unit);
    }
    return true;
}

const kj_binder kj_date_binders[] = {
    {.key = "base", .set = set_base},
    {.key = "with", .set = set_base},
    {.key = "from", .set = set_base},
    {.key = "to", .set = set_to},
    {.key = "same", .set = set_same},
    {.key = "calendar", .set = set_calendar},
    {.key = "length", .set = set_length},
    {.key = "length_2", .set = set_length},
    {.key = "length_3", .set = set_length},
    {.key = "length_4", .set = set_length},
    {.key = "lesser_2", .set = set_lesser},
    {.key = "lesser_3", .set = set_lesser},
    {.key = "lesser_4", .set = set_lesser},
    {.key = "shift_grain", .set = set_shift_grain},
    {.key = "more_grain", .set = set_more_grain},
    {.key = "nth_grain", .set = set_nth_grain},
    {.key = "head_grain", .set = set_head_grain},
    {.key = "tail_grain", .set = set_tail_grain},
    {.key = NULL},
};

/* Keys that are whole numbers of kj_date_parts. A trailing `_to` fills the end of a range; shift_to is a part itself, and
 * stands first. */
#define AS(text, name, at_end)                                                                                         \
    { text, NULL, offsetof(kj_date_parts, name), at_end }
#define PART(name) AS(#name, name, false), AS(#name "_to", name, true)
const kj_binder kj_date_part_binders[] = {
    PART(shift_to),    PART(year),        PART(month),      PART(day),       PART(era),         PART(cycle),
    PART(quarter),     PART(half),        PART(season),     PART(tendays),   PART(weekday),     PART(weekend),
    PART(decade),      PART(century),     PART(part),       PART(shift),     PART(lunar_month), PART(lunar_day),
    PART(lunar_leap),  PART(zodiac),      PART(days_after), PART(nth),       PART(head),        PART(tail),
    PART(hour),        PART(minute),      PART(second),     PART(from_hour), PART(to_hour),     PART(previous),
    PART(approximate), PART(same_period), PART(more),       PART(this_day),  {.key = NULL},
};
