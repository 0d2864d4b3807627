/* One line of JSON -> members by name. The only file that uses jansson. Strings are UTF-8 without NUL (jansson checks). */
#include "output/fields.h"

#include "text/utf8.h"

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The line goes with the error if it is text that can be shown, at least as far as the column. */
#define SHOWN 128
static kaoju_status show(kaoju_error *error, const char *line, size_t size, int column, const char *message) {
    bool near = size < sizeof error->source || column < SHOWN;
    bool text = near && kj_utf8_check(line, size) == size && !memchr(line, 0, size);
    kj_place place = {.column = column > 0 ? (uint32_t)column : 0, .source = text ? line : NULL, .source_size = size};
    return kj_fail_at(error, KAOJU_E_SYNTAX, place, "%s", message);
}

/* jansson has no error of its own for most allocations that fail; and when its buffer of a long string cannot grow, it goes
 * on without the rest. So its allocator is malloc with a note, unless the program has given it another one. */
static _Thread_local bool starved;
static pthread_once_t watched = PTHREAD_ONCE_INIT;

static void *noted_malloc(size_t size) {
    void *out = malloc(size);
    starved |= !out;
    return out;
}

static void watch(void) {
    json_malloc_t theirs;
    json_free_t give_back;
    json_get_alloc_funcs(&theirs, &give_back);
    if (theirs == malloc && give_back == free)
        json_set_alloc_funcs(noted_malloc, free);
}

kaoju_status kj_node_read(const char *line, size_t size, bool nuls, kj_node **out, kaoju_error *error) {
    json_error_t problem;
    pthread_once(&watched, watch);
    starved = false;
    *out = json_loadb(line, size, JSON_REJECT_DUPLICATES | (nuls ? JSON_ALLOW_NUL : 0), &problem);
    bool memory = starved;
    if (!memory && json_is_object(*out))
        return KAOJU_OK;
    if (*out) {
        json_decref(*out);
        *out = NULL;
        return memory ? kj_fail_memory(error) : show(error, line, size, 1, "a line must be a JSON object");
    }
    if (memory || json_error_code(&problem) == json_error_out_of_memory)
        return kj_fail_memory(error);
    if (json_error_code(&problem) == json_error_null_character)
        return show(error, line, size, problem.column, "\\u0000 is no character of a text");
    return show(error, line, size, problem.column, problem.text);
}

void kj_node_free(kj_node *node) {
    json_decref(node);
}

/* ------------------------------------------------------------------ members */

static void wrong(kj_fields *f, const char *name) {
    if (!f->wrong)
        f->wrong = name;
}

/* The member, or NULL if it is missing or null. */
static const json_t *member(const kj_fields *f, const char *name) {
    const json_t *value = json_object_get(f->node, name);
    return json_is_null(value) ? NULL : value;
}

bool kj_field_has(const kj_fields *f, const char *name) {
    return member(f, name) != NULL;
}

static kaoju_string string_of(kj_fields *f, const char *name, const json_t *value) {
    if (!json_is_string(value)) {
        wrong(f, name);
        return (kaoju_string){NULL, 0};
    }
    kaoju_string s = {json_string_value(value), json_string_length(value)};
    if (f->arena) {
        s.data = kj_arena_copy(f->arena, s.data, s.size);
        f->memory |= !s.data;
    }
    return s;
}

kaoju_string kj_field_string(kj_fields *f, const char *name) {
    const json_t *value = member(f, name);
    return value ? string_of(f, name, value) : (kaoju_string){NULL, 0};
}

/* The string, which is wrong if it has a NUL in it. */
static const char *plain(kj_fields *f, const char *name, kaoju_string s) {
    if (s.data && strlen(s.data) != s.size)
        wrong(f, name);
    return s.data;
}

const char *kj_field_text(kj_fields *f, const char *name) {
    return plain(f, name, kj_field_string(f, name));
}

const char *kj_field_needed(kj_fields *f, const char *name) {
    const char *text = kj_field_text(f, name);
    if (!text)
        wrong(f, name);
    return text ? text : "";
}

bool kj_field_boolean(kj_fields *f, const char *name) {
    const json_t *value = member(f, name);
    if (value && !json_is_boolean(value))
        wrong(f, name);
    return json_is_true(value);
}

/* Whole numbers that every reader of JSON keeps exactly. */
#define INTEGER_MAX ((json_int_t)1 << 53)

static uint64_t integer_of(kj_fields *f, const char *name, const json_t *value, json_int_t max) {
    json_int_t number = json_integer_value(value);
    if (json_is_integer(value) && number >= 0 && number <= max)
        return (uint64_t)number;
    wrong(f, name);
    return 0;
}

uint64_t kj_field_integer(kj_fields *f, const char *name) {
    return integer_of(f, name, member(f, name), INTEGER_MAX);
}

double kj_field_fraction(kj_fields *f, const char *name) {
    double value = json_number_value(member(f, name));
    if (json_is_number(member(f, name)) && value >= 0 && value <= 1)
        return value;
    wrong(f, name);
    return 0;
}

kaoju_range kj_field_range(kj_fields *f, const char *name) {
    const json_t *value = member(f, name);
    kaoju_range range = {(uint32_t)integer_of(f, name, json_array_get(value, 0), UINT32_MAX),
                         (uint32_t)integer_of(f, name, json_array_get(value, 1), UINT32_MAX)};
    if (json_array_size(value) == 2 && range.start <= range.end)
        return range;
    wrong(f, name);
    return (kaoju_range){0, 0};
}

kj_fields kj_field_object(kj_fields *f, const char *name) {
    const json_t *value = member(f, name);
    if (!json_is_object(value))
        wrong(f, name);
    return (kj_fields){.node = json_is_object(value) ? value : NULL, .arena = f->arena};
}

void kj_field_join(kj_fields *f, const kj_fields *inner) {
    if (inner->wrong)
        wrong(f, inner->wrong);
    f->memory |= inner->memory;
}

/* ------------------------------------------------------------------ lists */

size_t kj_field_count(kj_fields *f, const char *name) {
    const json_t *value = member(f, name);
    if (value && !json_is_array(value))
        wrong(f, name);
    return json_array_size(value);
}

kaoju_string kj_field_item(kj_fields *f, const char *name, size_t index) {
    return string_of(f, name, json_array_get(member(f, name), index));
}

kaoju_string kj_field_item_text(kj_fields *f, const char *name, size_t index) {
    return kj_string(plain(f, name, kj_field_item(f, name, index)));
}

kj_fields kj_field_item_object(kj_fields *f, const char *name, size_t index) {
    const json_t *value = json_array_get(member(f, name), index);
    if (!json_is_object(value))
        wrong(f, name);
    return (kj_fields){.node = json_is_object(value) ? value : NULL, .arena = f->arena};
}

const char *kj_field_name(kj_fields *f, const char *name, char room[32]) {
    const json_t *value = member(f, name);
    if (!value || !json_is_integer(value))
        return kj_field_text(f, name);
    snprintf(room, 32, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return room;
}
