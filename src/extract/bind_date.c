/* Fields of dates: parts of the calendar, joined ends, grains. */
#include "extract/bind.h"

#include <string.h>

static bool set_base(kj_binding *b, const kj_operand *o) {
    if (!o->value || !o->value->from || o->value->to)
        return false;
    b->from = *o->value->from;
    return b->has_date = true;
}
static bool set_from(kj_binding *b, const kj_operand *o) {
    return set_base(b, o);
}
static bool set_to(kj_binding *b, const kj_operand *o) {
    if (!o->value || !o->value->from || o->value->to)
        return false;
    b->to = *o->value->from;
    return b->has_to = true;
}
static bool set_grain(kj_binding *b, const kj_operand *o) {
    static const struct {
        const char *name;
        kj_grain grain;
    } grains[] = {{"d", KJ_DAY},  {"wk", KJ_WEEK}, {"mo", KJ_MONTH},      {"q", KJ_QUARTER}, {"s", KJ_SEASON},
                  {"h", KJ_HALF}, {"a", KJ_YEAR},  {"decade", KJ_DECADE}, {"c", KJ_CENTURY}};
    for (size_t i = 0; i < sizeof grains / sizeof *grains; i++)
        if (kj_string_is(o->text, grains[i].name)) {
            b->from.shift_grain = (int32_t)grains[i].grain;
            return b->has_date = true;
        }
    return false;
}
static bool set_open_end(kj_binding *b, const kj_operand *o) {
    (void)o;
    return b->value.open_end = true;
}

/* Keys that are whole numbers of kj_date_parts, by their place in it. A trailing `_to` fills the end of a range. */
#define PART(name)                                                                                                     \
    { #name, offsetof(kj_date_parts, name) }
static const struct {
    const char *key;
    size_t offset;
} date_keys[] = {
    PART(shift_to), PART(year),        PART(month),     PART(day),      PART(quarter),     PART(half),
    PART(season),   PART(tendays),     PART(weekday),   PART(decade),   PART(century),     PART(part),
    PART(shift),    PART(lunar_month), PART(lunar_day), PART(previous), PART(months_from), PART(months_to),
};

bool kj_bind_date_part(kj_binding *b, const char *key, const kj_operand *o, bool *known) {
    *known = true;
    for (size_t i = 0; i < sizeof date_keys / sizeof *date_keys; i++) {
        size_t size = strlen(date_keys[i].key);
        bool end = !strncmp(key, date_keys[i].key, size) && !strcmp(key + size, "_to");
        int32_t number = 0;
        if (!end && strcmp(key, date_keys[i].key) != 0)
            continue;
        if (!kj_operand_integer(o, &number))
            return false;
        kj_date_parts *parts = end ? &b->to : &b->from;
        *(int32_t *)(void *)((char *)parts + date_keys[i].offset) = number;
        b->has_to |= end;
        return b->has_date = true;
    }
    *known = false;
    return true;
}

const kj_binder kj_date_binders[] = {
    {"base", set_base},         {"from", set_from},         {"to", set_to},
    {"shift_grain", set_grain}, {"open_end", set_open_end}, {NULL, NULL},
};
