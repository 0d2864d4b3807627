/* One YAML file in, one tree of nodes out; the events of libyaml with everything refused that rules do not need.
 *
 * Depth is counted at the START events, before libyaml reads on: its scanner is quadratic in open brackets. */
#include "rules/yaml.h"

#include "base/limits.h"
#include "text/utf8.h"

#include <string.h>
#include <yaml.h>

typedef struct reader {
    yaml_parser_t parser;
    const kj_source *source;
    kj_arena *arena;
    kj_problems *problems;
    kj_node *open[KJ_YAML_DEPTH_MAX]; /* maps and lists that have not ended */
    size_t depth;
    kj_node *root;
    bool done, failed;
} reader;

static void refuse(reader *r, yaml_mark_t mark, const char *why) {
    kj_problem(r->problems, r->source, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1, "%s", why);
    r->failed = true;
}

/* libyaml gave up: its own words, at the place that it names. */
static void refuse_syntax(reader *r) {
    const yaml_parser_t *p = &r->parser;
    r->failed = true;
    if (p->error == YAML_MEMORY_ERROR) {
        r->problems->memory = true;
    } else if (p->error == YAML_READER_ERROR) {
        uint32_t line, column;
        kj_source_locate(r->source, p->problem_offset, &line, &column);
        kj_problem(r->problems, r->source, line, column, "this is not YAML: %s", p->problem);
    } else {
        kj_problem(r->problems, r->source, (uint32_t)p->problem_mark.line + 1, (uint32_t)p->problem_mark.column + 1,
                   "this is not YAML: %s%s%s", p->problem ? p->problem : "?", p->context ? ", " : "",
                   p->context ? p->context : "");
    }
}

static kj_node *add_node(reader *r, const yaml_event_t *event, kj_node_kind kind) {
    kj_node *parent = r->depth ? r->open[r->depth - 1] : NULL;
    if (parent && parent->kind == KJ_NODE_MAP && parent->count % 2 == 0 && kind != KJ_NODE_SCALAR) {
        refuse(r, event->start_mark, "a key must be a word, not a list or a map");
        return NULL;
    }
    kj_node *node = kj_arena_new(r->arena, 1, sizeof *node);
    if (!node) {
        r->problems->memory = r->failed = true;
        return NULL;
    }
    node->kind = kind;
    node->line = (uint32_t)event->start_mark.line + 1;
    node->column = (uint32_t)event->start_mark.column + 1;
    if (!parent)
        r->root = node;
    else if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    if (parent) {
        parent->last = node;
        parent->count++;
    }
    return node;
}

static void open_node(reader *r, const yaml_event_t *event, kj_node_kind kind) {
    if (r->depth == KJ_YAML_DEPTH_MAX) {
        refuse(r, event->start_mark, "nested too deep (at most 16 levels)");
        return;
    }
    kj_node *node = add_node(r, event, kind);
    if (node)
        r->open[r->depth++] = node;
}

static int by_text(const void *left, const void *right) {
    const kj_node *a = *(const kj_node *const *)left, *b = *(const kj_node *const *)right;
    int by = strcmp(a->text, b->text);
    if (by)
        return by;
    return a->line != b->line ? (a->line > b->line) - (a->line < b->line)
                              : (a->column > b->column) - (a->column < b->column);
}

static void check_keys(reader *r, const kj_node *map) {
    size_t count = map->count / 2, used = 0;
    const kj_node **keys = kj_new(count, sizeof *keys);
    if (!keys) {
        r->problems->memory = r->failed = true;
        return;
    }
    for (const kj_node *key = map->first; key; key = key->next->next)
        keys[used++] = key;
    qsort(keys, count, sizeof *keys, by_text);
    for (size_t i = 1; i < count; i++)
        if (!strcmp(keys[i]->text, keys[i - 1]->text))
            kj_problem(r->problems, r->source, keys[i]->line, keys[i]->column,
                       "the key '%.60s' stands here a second time (first in line %u)", keys[i]->text,
                       (unsigned)keys[i - 1]->line);
    free(keys);
}

static void close_node(reader *r) {
    kj_node *node = r->open[--r->depth];
    if (node->kind == KJ_NODE_MAP)
        check_keys(r, node);
}

static void add_scalar(reader *r, const yaml_event_t *event) {
    const char *text = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;
    if (event->data.scalar.anchor)
        refuse(r, event->start_mark, "anchors (&) are not taken: use define");
    else if (event->data.scalar.tag)
        refuse(r, event->start_mark, "tags (!) are not taken");
    else if (size > KJ_YAML_SCALAR_MAX)
        refuse(r, event->start_mark, "a value is too long (at most 65536 bytes)");
    else if (memchr(text, 0, size))
        refuse(r, event->start_mark, "a value must not hold the NUL character");
    if (r->failed)
        return;
    kj_node *node = add_node(r, event, KJ_NODE_SCALAR);
    if (!node)
        return;
    yaml_scalar_style_t style = event->data.scalar.style;
    node->quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    node->size = size;
    node->text = kj_arena_copy(r->arena, text, size);
    if (!node->text)
        r->problems->memory = r->failed = true;
}

static void take(reader *r, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (r->root)
            refuse(r, event->start_mark, "a file holds one document: a second one starts here");
        break;
    case YAML_ALIAS_EVENT:
        refuse(r, event->start_mark, "aliases (*) are not taken: use define and @name");
        break;
    case YAML_SCALAR_EVENT:
        add_scalar(r, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        /* Both kinds of event start with anchor and tag. */
        if (event->type == YAML_MAPPING_START_EVENT ? event->data.mapping_start.anchor != NULL
                                                    : event->data.sequence_start.anchor != NULL)
            refuse(r, event->start_mark, "anchors (&) are not taken: use define");
        else if (event->type == YAML_MAPPING_START_EVENT ? event->data.mapping_start.tag != NULL
                                                         : event->data.sequence_start.tag != NULL)
            refuse(r, event->start_mark, "tags (!) are not taken");
        else
            open_node(r, event, event->type == YAML_MAPPING_START_EVENT ? KJ_NODE_MAP : KJ_NODE_LIST);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_node(r);
        break;
    case YAML_STREAM_END_EVENT:
        r->done = true;
        break;
    default:
        break;
    }
}

static bool check_utf8(const kj_source *source, kj_problems *problems) {
    size_t bad = kj_utf8_check(source->text, source->size);
    if (bad == source->size)
        return true;
    uint32_t line, column;
    kj_source_locate(source, bad, &line, &column);
    kj_problem(problems, source, line, column, "this is not UTF-8 (byte 0x%02X)", (unsigned char)source->text[bad]);
    return false;
}

kj_node *kj_yaml_read(const kj_source *source, kj_arena *arena, kj_problems *problems) {
    if (!check_utf8(source, problems))
        return NULL;
    reader r = {.source = source, .arena = arena, .problems = problems};
    if (!yaml_parser_initialize(&r.parser)) {
        problems->memory = true;
        return NULL;
    }
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)source->text, source->size);
    while (!r.done && !r.failed) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r.parser, &event)) {
            refuse_syntax(&r);
            break;
        }
        take(&r, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&r.parser);
    if (!r.failed && !r.root)
        kj_problem(problems, source, 1, 1, "the file is empty");
    return r.failed ? NULL : r.root;
}

void kj_node_place(const kj_source *source, const kj_node *node, uint32_t offset, uint32_t *line, uint32_t *column) {
    *line = node->line;
    *column = node->column;
    size_t at = kj_source_line(source, node->line);
    for (uint32_t c = 1; c < node->column && at < source->size; c++)
        kj_utf8_next(source->text, source->size, &at);
    at += node->quoted;
    bool literal = node->kind == KJ_NODE_SCALAR && source->size >= at && source->size - at >= node->size &&
                   !memcmp(source->text + at, node->text, node->size) && !memchr(node->text, '\n', node->size);
    if (literal)
        *column += offset + node->quoted;
}
