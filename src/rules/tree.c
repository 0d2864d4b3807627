/* Nodes of a rule file in, drafts out: what each rule says, key by key. What needs the other files (types, phases,
 * references) is left to rules.c. Every problem is told and reading goes on. Cost: O(nodes). */
#include "rules/load.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *kj_load_new(kj_loading *loading, kj_arena *arena, size_t count, size_t size) {
    void *out = kj_arena_new(arena, count ? count : 1, size);
    loading->problems.memory |= !out;
    return out;
}

char *kj_load_keep(kj_loading *loading, const char *text, size_t size) {
    char *copy = kj_arena_copy(loading->keep, text, size);
    loading->problems.memory |= !copy;
    return copy;
}

bool kj_is_name(const char *text, bool upper, const char *more) {
    char low = upper ? 'A' : 'a', high = upper ? 'Z' : 'z';
    if (*text < low || *text > high)
        return false;
    for (; *text; text++)
        if (!(*text >= low && *text <= high) && !(*text >= '0' && *text <= '9') && !strchr(more, *text))
            return false;
    return true;
}

const char *kj_read_text(kj_loading *loading, const kj_unit *unit, const kj_node *node, const char *what) {
    if (node->kind == KJ_NODE_SCALAR)
        return node->text;
    kj_problem_at(loading, unit, node, "%s must be a text", what);
    return NULL;
}

bool kj_read_keys(kj_loading *loading, const kj_unit *unit, const kj_node *map, const char *what,
                  const char *const *keys, uint32_t count, const kj_node **values) {
    for (uint32_t i = 0; i < count; i++)
        values[i] = NULL;
    if (map->kind != KJ_NODE_MAP) {
        kj_problem_at(loading, unit, map, "%s must be a map of keys", what);
        return false;
    }
    for (const kj_node *key = map->first; key; key = key->next->next) {
        uint32_t i = 0;
        while (i < count && strcmp(key->text, keys[i]) != 0)
            i++;
        if (i < count)
            values[i] = key->next;
        else
            kj_problem_at(loading, unit, key, "unknown key %s in %s", key->text, what);
    }
    return true;
}

/* ------------------------------------------------------------------ phases */

static bool read_overlap(kj_loading *loading, const kj_unit *unit, const kj_node *node, kj_overlap *out) {
    static const char *const names[] = {"all", "longest", "priority"};
    const char *text = node ? kj_read_text(loading, unit, node, "overlap") : NULL;
    for (int i = 0; text && i < 3; i++)
        if (!strcmp(text, names[i])) {
            *out = (kj_overlap)i;
            return true;
        }
    if (text)
        kj_problem_at(loading, unit, node, "overlap is all, longest or priority, not %s", text);
    return false;
}

static void read_phase(kj_loading *loading, const kj_unit *unit, const kj_node *node) {
    static const char *const keys[] = {"name", "overlap"};
    const kj_node *values[2];
    kj_phase phase = {.overlap = KJ_OVERLAP_LONGEST};
    if (!kj_read_keys(loading, unit, node, "a phase", keys, 2, values))
        return;
    if (!values[0] || !values[1]) {
        kj_problem_at(loading, unit, node, "a phase needs name and overlap");
        return;
    }
    const char *name = kj_read_text(loading, unit, values[0], "name");
    if (!name || !read_overlap(loading, unit, values[1], &phase.overlap))
        return;
    for (size_t i = 0; i < loading->phases.size; i++)
        if (!strcmp(loading->phases.at[i].name, name))
            kj_problem_at(loading, unit, values[0], "there is a phase %s already", name);
    phase.name = kj_load_keep(loading, name, strlen(name));
    if (phase.name)
        kj_load_push(loading, &loading->phases, phase);
}

void kj_read_phases(kj_loading *loading, const kj_unit *unit, const kj_node *root) {
    static const char *const keys[] = {"phases"};
    const kj_node *list = NULL;
    if (!kj_read_keys(loading, unit, root, "phases.yaml", keys, 1, &list))
        return;
    if (!list || list->kind != KJ_NODE_LIST) {
        kj_problem_at(loading, unit, list ? list : root, "phases.yaml needs a list `phases`");
        return;
    }
    for (const kj_node *item = list->first; item; item = item->next)
        read_phase(loading, unit, item);
}

/* ------------------------------------------------------------------ one rule */

enum {
    ID,
    ABOUT,
    PHASE,
    PATTERN,
    EMIT,
    SPAN,
    VALUE,
    PRECEDED,
    NOT_PRECEDED,
    FOLLOWED,
    NOT_FOLLOWED,
    NOT_IN,
    WITHIN,
    PRIORITY,
    CONFIDENCE,
    NEAREST,
    TESTS,
    KEYS
};
static const char *const rule_keys[KEYS] = {
    "id",          "about",           "phase",       "pattern",         "emit",   "span",   "value",
    "preceded_by", "not_preceded_by", "followed_by", "not_followed_by", "not_in", "within", "priority",
    "confidence",  "nearest",         "tests"};

static const char *keep_name(kj_loading *loading, const kj_unit *unit, const char *id) {
    size_t stem = strlen(unit->stem), size = strlen(id);
    char *name = kj_load_new(loading, loading->keep, stem + size + 2, 1);
    if (name)
        snprintf(name, stem + size + 2, "%s.%s", unit->stem, id);
    return name;
}

static void read_within(kj_loading *loading, const kj_unit *unit, const kj_node *node, kj_rule *rule) {
    static const char *const names[] = {"sentence", "clause", "paragraph"};
    const char *text = kj_read_text(loading, unit, node, "within");
    for (int i = 0; text && i < 3; i++)
        if (!strcmp(text, names[i])) {
            rule->within = (kj_within)i;
            return;
        }
    if (text)
        kj_problem_at(loading, unit, node, "within is sentence, clause or paragraph, not %s", text);
}

/* 0, 1, 0.85: digits only, because strtod depends on the locale. */
static bool read_share(const char *text, double *out) {
    double value = 0, place = 1;
    bool point = false, digits = false;
    for (; *text; text++) {
        if (*text == '.' && !point) {
            point = true;
        } else if (*text >= '0' && *text <= '9') {
            value = value * 10 + (*text - '0');
            place *= point ? 10 : 1;
            digits = true;
        } else {
            return false;
        }
    }
    *out = value / place;
    return digits && *out <= 1;
}

static void read_numbers(kj_loading *loading, const kj_unit *unit, const kj_node *const *v, kj_rule *rule) {
    int64_t priority = 0;
    rule->confidence = 1;
    if (v[PRIORITY] &&
        (v[PRIORITY]->kind != KJ_NODE_SCALAR || !kj_string_integer(kj_string(v[PRIORITY]->text), &priority) ||
         priority < -100 || priority > 100))
        kj_problem_at(loading, unit, v[PRIORITY], "priority is a whole number from -100 to 100");
    rule->priority = (int32_t)priority;
    if (v[CONFIDENCE] && (v[CONFIDENCE]->kind != KJ_NODE_SCALAR || !read_share(v[CONFIDENCE]->text, &rule->confidence)))
        kj_problem_at(loading, unit, v[CONFIDENCE], "confidence is a number from 0 to 1");
    rule->nearest = v[NEAREST] && v[NEAREST]->kind == KJ_NODE_SCALAR && !strcmp(v[NEAREST]->text, "yes");
    if (v[NEAREST] && !rule->nearest)
        kj_problem_at(loading, unit, v[NEAREST], "nearest is yes, or not there");
}

static bool find_phase(kj_loading *loading, const kj_unit *unit, const kj_node *node, kj_rule *rule) {
    const char *text = kj_read_text(loading, unit, node, "phase");
    for (uint32_t i = 0; text && i < loading->phases.size; i++)
        if (!strcmp(loading->phases.at[i].name, text)) {
            rule->phase = i;
            return true;
        }
    if (text)
        kj_problem_at(loading, unit, node, "there is no phase %s in phases.yaml", text);
    return false;
}

static bool read_emit(kj_loading *loading, const kj_unit *unit, const kj_node *node, kj_rule *rule) {
    const char *text = kj_read_text(loading, unit, node, "emit");
    if (!text)
        return false;
    if (!kj_is_name(text, true, "_") && !kj_is_name(text, false, "_.")) {
        kj_problem_at(loading, unit, node, "%s is no type: RECORD types are upper case, inner ones lower case", text);
        return false;
    }
    rule->type = kj_names_add(loading->names, kj_string(text));
    loading->problems.memory |= rule->type == KJ_NONE;
    return rule->type != KJ_NONE;
}

static void read_rule(kj_loading *loading, kj_unit *unit, const kj_node *node) {
    const kj_node *v[KEYS];
    if (!kj_read_keys(loading, unit, node, "a rule", rule_keys, KEYS, v))
        return;
    static const int needed[] = {ID, PHASE, PATTERN, EMIT, TESTS};
    bool ok = true;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!v[needed[i]]) {
            kj_problem_at(loading, unit, node, "the rule has no `%s`", rule_keys[needed[i]]);
            ok = false;
        }
    const char *id = v[ID] ? kj_read_text(loading, unit, v[ID], "id") : NULL;
    if (!ok || !id)
        return;
    if (!kj_is_name(id, false, "_")) {
        kj_problem_at(loading, unit, v[ID], "an id is lower-case letters, digits and _, not %s", id);
        return;
    }
    kj_draft draft = {.unit = unit,
                      .node = node,
                      .pattern = v[PATTERN],
                      .emit = v[EMIT],
                      .span = v[SPAN],
                      .value = v[VALUE],
                      .not_in = v[NOT_IN],
                      .order = (uint32_t)loading->drafts.size,
                      .around = {v[PRECEDED], v[NOT_PRECEDED], v[FOLLOWED], v[NOT_FOLLOWED]}};
    kj_rule *rule = &draft.rule;
    *rule = (kj_rule){.file = unit->source.path, .line = node->line, .about = "", .name = keep_name(loading, unit, id)};
    const char *about = v[ABOUT] ? kj_read_text(loading, unit, v[ABOUT], "about") : NULL;
    if (about)
        rule->about = kj_load_keep(loading, about, strlen(about));
    ok = find_phase(loading, unit, v[PHASE], rule);
    ok = read_emit(loading, unit, v[EMIT], rule) && ok;
    if (v[WITHIN])
        read_within(loading, unit, v[WITHIN], rule);
    read_numbers(loading, unit, v, rule);
    kj_read_cases(loading, unit, v[TESTS], node, rule);
    for (size_t i = 0; i < loading->drafts.size; i++)
        if (rule->name && !strcmp(loading->drafts.at[i].rule.name, rule->name))
            kj_problem_at(loading, unit, v[ID], "there is a rule %s already", rule->name);
    if (ok && rule->name)
        kj_load_push(loading, &loading->drafts, draft);
}

/* ------------------------------------------------------------------ one file */

static void read_defines(kj_loading *loading, kj_unit *unit, const kj_node *map) {
    if (map->kind != KJ_NODE_MAP) {
        kj_problem_at(loading, unit, map, "define must be a map of names to patterns");
        return;
    }
    unit->defines = kj_load_new(loading, &loading->scratch, map->count, sizeof *unit->defines);
    for (const kj_node *key = map->first; key && unit->defines; key = key->next->next) {
        if (!kj_is_name(key->text, false, "_")) {
            kj_problem_at(loading, unit, key, "a name is lower-case letters, digits and _, not %s", key->text);
            continue;
        }
        if (!kj_read_text(loading, unit, key->next, "a pattern"))
            continue;
        kj_define *define = &unit->defines[unit->define_count++];
        *define = (kj_define){.name = key->text, .key = key, .node = key->next};
        define->ast = kj_pattern_read(loading, unit, key->next);
    }
}

void kj_read_unit(kj_loading *loading, kj_unit *unit, const kj_node *root) {
    static const char *const keys[] = {"define", "rules"};
    const kj_node *values[2];
    if (!kj_read_keys(loading, unit, root, "a rule file", keys, 2, values))
        return;
    if (values[0])
        read_defines(loading, unit, values[0]);
    if (!values[1] || values[1]->kind != KJ_NODE_LIST) {
        kj_problem_at(loading, unit, values[1] ? values[1] : root, "a rule file needs a list `rules`");
        return;
    }
    for (const kj_node *item = values[1]->first; item && !loading->problems.memory; item = item->next)
        read_rule(loading, unit, item);
}
