/* Why a candidate is kept or not: one word for programs (`why`), one phrase for people (`reason`). */
#include "resolve/explanation.h"

#include <inttypes.h>
#include <string.h>

/* What was written becomes c->reason. */
static bool finish(kaoju_explanation *e, kj_buffer *text, kaoju_candidate *c) {
    char *copy = text->failed ? NULL : kj_arena_copy(&e->arena, text->data ? text->data : "", text->size);
    if (copy && text->size)
        c->reason = (kaoju_string){copy, text->size};
    kj_buffer_free(text);
    return copy != NULL;
}

static void add(kj_buffer *out, kaoju_string s) {
    kj_buffer_add(out, s.data ? s.data : "", s.data ? s.size : 0);
}

/* 948亿美元 */
static void add_norm(kaoju_explanation *e, kj_extraction *x, uint32_t start, uint32_t end, kj_buffer *out) {
    kaoju_string norm = kj_text_norm(&x->text, start, end, &e->arena);
    out->failed |= !norm.data;
    add(out, norm);
}

static void add_place(kj_extraction *x, uint32_t at, kj_buffer *out) {
    uint32_t line, column;
    kj_text_position(&x->text, at, &line, &column);
    kj_buffer_format(out, " at %" PRIu32 ":%" PRIu32, line, column);
}

/* 12.3 for 12345 */
static void add_nats(kj_buffer *out, int32_t milli) {
    int64_t tenths = ((milli < 0 ? -(int64_t)milli : milli) + 50) / 100;
    kj_buffer_format(out, "%s%" PRId64 ".%" PRId64, milli < 0 && tenths ? "-" : "", tenths / 10, tenths % 10);
}

static const char *const whys[] = {NULL,         "shorter", "priority", "margin", "later",      "context",
                                   "rule_order", "order",   "name",     "field",  "confidence", NULL};

static void lost(kaoju_explanation *e, kj_extraction *x, const kj_given *g, const kj_given *winner, kj_fate fate,
                 kaoju_candidate *c, kj_buffer *out) {
    const kj_rule *rule = &x->model->rules.rules[winner->rule];
    bool same = winner->start == g->start && winner->end == g->end;
    c->outcome = "lost";
    c->why = whys[fate];
    c->other = (kaoju_range){winner->start, winner->end};
    kj_buffer_text(out, "to ");
    add_norm(e, x, winner->start, winner->end, out);
    if (winner->type != g->type)
        kj_buffer_format(out, " %s", kj_names_at(x->model->names, winner->type));
    kj_buffer_format(out, " (%s): ", rule->name);
    switch (fate) {
    case KJ_FATE_LENGTH:
        kj_buffer_text(out, "it is longer");
        break;
    case KJ_FATE_PRIORITY:
        kj_buffer_format(out, "its priority is %" PRId32 ", not %" PRId32, winner->priority, g->priority);
        break;
    case KJ_FATE_MARGIN:
        kj_buffer_text(out, "its margin is ");
        add_nats(out, winner->score);
        kj_buffer_format(out, " (priority %" PRId32 "), not ", winner->priority);
        add_nats(out, g->score);
        kj_buffer_format(out, " (%" PRId32 ")", g->priority);
        break;
    case KJ_FATE_START:
        kj_buffer_text(out, "it is as long and starts earlier");
        break;
    case KJ_FATE_CONTEXT:
        kj_buffer_format(out, "%sits pattern covers more", same ? "it has the same span, but " : "");
        break;
    case KJ_FATE_NAME:
        kj_buffer_text(out, "places and organisations give way to names");
        break;
    case KJ_FATE_RULE:
        kj_buffer_format(out, "%sits rule comes first", same ? "it has the same span, but " : "");
        break;
    default:
        kj_buffer_text(out, same ? "the same again" : "it came first");
    }
}

static void refused(kaoju_explanation *e, kj_extraction *x, const kj_tried *tried, kaoju_candidate *c, kj_buffer *out) {
    static const char *const guards[] = {NULL,          "not_in",         "preceded_by", "not_preceded_by",
                                         "followed_by", "not_followed_by"};
    static const char *const words[] = {
        "", "", "what must stand before it does not", "", "what must stand behind it does not", ""};
    bool seen = tried->word.end > tried->word.start;
    c->outcome = "refused";
    c->why = guards[tried->refusal];
    c->other = seen ? tried->word : (kaoju_range){0, 0};
    kj_buffer_format(out, "%s: %s", c->why, words[tried->refusal]);
    if (seen) {
        if (tried->refusal == KJ_REFUSED_NOT_IN)
            kj_buffer_text(out, "inside ");
        add_norm(e, x, tried->word.start, tried->word.end, out);
        add_place(x, tried->word.start, out);
    } else if (tried->refusal == KJ_REFUSED_NOT_FOLLOWED) {
        kj_buffer_text(out, "it ends where it must not");
    } else if (tried->refusal == KJ_REFUSED_NOT_PRECEDED) {
        kj_buffer_text(out, "it begins where it must not");
    }
}

static void unsure(kaoju_candidate *c, kj_buffer *out) {
    int least = (int)(KJ_CONFIDENCE_MIN * 100 + 0.5);
    c->why = whys[KJ_FATE_UNSURE];
    kj_buffer_format(out, "its confidence is under %d.%02d", least / 100, least % 100);
}

bool kj_reason_tried(kaoju_explanation *e, kj_extraction *x, const kj_tried *tried, kaoju_candidate *c) {
    kj_buffer out = {0};
    if (tried->fate == KJ_FATE_KEPT) {
        c->outcome = "kept";
    } else if (tried->fate == KJ_FATE_GUARD) {
        refused(e, x, tried, c, &out);
    } else if (tried->fate == KJ_FATE_FIELD) {
        c->outcome = "refused";
        c->why = whys[KJ_FATE_FIELD];
        kj_buffer_text(&out, tried->key ? tried->key : "its fields do not go together");
        kj_buffer_text(&out, tried->key ? " cannot be " : "");
        add(&out, tried->text);
    } else if (tried->fate == KJ_FATE_UNSURE) {
        c->outcome = "dropped";
        unsure(c, &out);
    } else {
        lost(e, x, &tried->given, &tried->winner, tried->fate, c, &out);
    }
    return finish(e, &out, c);
}

bool kj_reason_hidden(kaoju_explanation *e, kj_extraction *x, kaoju_range word, kaoju_candidate *c) {
    kj_buffer out = {0};
    c->outcome = "refused";
    c->why = "not_in";
    c->other = word;
    kj_buffer_text(&out, "not_in: inside ");
    add_norm(e, x, word.start, word.end, &out);
    add_place(x, word.start, &out);
    return finish(e, &out, c);
}

static const kj_unresolved *unresolved(const kaoju_explanation *e, uint32_t value) {
    return value < e->before.size && e->before.at[value].known ? &e->before.at[value] : NULL;
}

static void more(kj_buffer *out) {
    kj_buffer_text(out, out->size ? "; " : "");
}

/* What resolving changed: the mention as it was and as it is. */
static void changes(const kaoju_explanation *e, kj_extraction *x, const kj_given *g, const kaoju_mention *m,
                    kj_buffer *out) {
    const kj_value *value = x->values.at[g->value];
    const kj_unresolved *was = unresolved(e, g->value);
    if (g->value >= e->before.size)
        kj_buffer_text(out, "found by its name, which is sure elsewhere");
    if (was && m && g->type == x->model->types.person && !kj_string_same(m->norm, m->value.name)) {
        more(out);
        kj_buffer_text(out, "called ");
        add(out, m->value.name);
        kj_buffer_text(out, " by its full name");
    }
    if (was && was->entry != value->entry && value->entry != KJ_NONE) {
        more(out);
        kj_buffer_text(out, "read as ");
        add(out, kj_entry_field(x->model->lexicon, value->entry, "name"));
        kj_buffer_text(out, ", not ");
        add(out, was->entry == KJ_NONE ? (kaoju_string){"nothing", 7}
                                       : kj_entry_field(x->model->lexicon, was->entry, "name"));
    }
    int now = (int)((m ? m->confidence : g->confidence) * 100 + 0.5),
        then = was ? (int)(was->confidence * 100 + 0.5) : now;
    if (now != then) {
        more(out);
        kj_buffer_format(out, "confidence %d.%02d before resolving", then / 100, then % 100);
    }
    if (m && !strcmp(m->type, "DATE") && !m->value.edtf.data) {
        more(out);
        kj_buffer_text(out, "not resolved: no reference date, or no such date");
    }
}

bool kj_reason_met(kaoju_explanation *e, kj_extraction *x, const kj_met *met, kaoju_candidate *c) {
    kj_buffer out = {0};
    const kaoju_mention *m = c->mention == KAOJU_NO_INDEX ? NULL : &e->result->mentions.at[c->mention];
    if (met->fate != KJ_FATE_KEPT) {
        lost(e, x, &met->given, &met->winner, met->fate, c, &out);
        if (met->given.value >= e->before.size)
            kj_buffer_text(&out, "; it was found by its name only");
    } else {
        c->outcome = m ? "kept" : "dropped";
        changes(e, x, &met->given, m, &out);
    }
    if (met->fate == KJ_FATE_KEPT && !m) {
        c->why = "resolved";
        more(&out);
        if (c->confidence < KJ_CONFIDENCE_MIN)
            unsure(c, &out);
        else
            kj_buffer_text(&out, "resolving took it away");
    }
    return finish(e, &out, c);
}

/* 王明, 0.6 */
static void add_rival(kaoju_explanation *e, kj_extraction *x, const kj_weighed *rival, kj_buffer *out) {
    add_norm(e, x, rival->edge.start, rival->edge.end, out);
    kj_buffer_text(out, ", ");
    add_nats(out, rival->margin);
}

bool kj_reason_name(kaoju_explanation *e, kj_extraction *x, const kj_weighed *name, kaoju_candidate *c) {
    kj_buffer out = {0};
    bool joint = name->edge.kind == x->model->types.joint;
    kj_weighed rival;
    bool beaten = !joint && name->rival != KJ_NONE && kj_segment_name(x, name->rival, &rival);
    c->outcome = "kept";
    if (name->floor || (joint && !name->joined)) {
        c->outcome = "dropped";
        c->why = "floor";
        kj_buffer_text(&out, joint ? "the place reads better without it" : "its margin is too low for any rule");
        return finish(e, &out, c);
    }
    if (beaten && name->type == KJ_NONE) {
        c->outcome = "lost";
        c->why = "margin";
        c->other = (kaoju_range){rival.edge.start, rival.edge.end};
        kj_buffer_text(&out, "to ");
        add_rival(e, x, &rival, &out);
    } else if (!joint && name->type != KJ_NONE) {
        kj_buffer_format(&out, "rules see it as %s", kj_names_at(x->model->names, name->type));
        kj_buffer_text(&out, beaten ? "; better from this start: " : "");
        if (beaten)
            add_rival(e, x, &rival, &out);
    }
    if (name->joined) {
        more(&out);
        kj_buffer_text(&out, "takes part in the segmentation");
    }
    return finish(e, &out, c);
}
