/* The words of the dictionaries in, one matcher out; then a text in, the entries that occur in it out.
 *
 * A pattern of the matcher can be the surface of many entries, hide others (their not_in), and be a guard of rules, all
 * at once: its list of targets says so. Invariant: frozen means immutable, so threads share it; what a scan
 * remembers (how far the not_in words seen so far reach, for each guarded entry) is its own.
 * Cost: freeze O(symbols of the words), scan O(text + hits). */
#include "dict/kernels.h"
#include "dict/lexicon_parts.h"

#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

kj_lexicon *kj_lexicon_new(const kj_fold *fold, kj_names *names) {
    kj_lexicon *lexicon = kj_new(1, sizeof *lexicon);
    kj_names *guards = kj_names_new();
    if (!lexicon || !guards) {
        free(lexicon);
        kj_names_free(guards);
        return NULL;
    }
    lexicon->fold = fold;
    lexicon->names = names;
    lexicon->guards = guards;
    lexicon->text_max = KJ_LEXICON_TEXT_MAX;
    kj_sha256_start(&lexicon->content);
    return lexicon;
}

static void free_targets(kj_targets *targets) {
    free(targets->first);
    free(targets->items);
    *targets = (kj_targets){0};
}

/* What only the building needs. */
static void free_words(kj_lexicon *lexicon) {
    kj_vec_free(&lexicon->words);
    kj_vec_free(&lexicon->symbols);
    kj_vec_free(&lexicon->firsts);
    free(lexicon->seen);
    lexicon->seen = NULL;
    lexicon->seen_room = 0;
}

void kj_lexicon_free(kj_lexicon *lexicon) {
    if (!lexicon)
        return;
    free_words(lexicon);
    kj_names_free(lexicon->guards);
    kj_matcher_free(lexicon->matcher);
    kj_vec_free(&lexicon->columns);
    kj_vec_free(&lexicon->class_columns);
    if (!lexicon->borrowed) {
        free_targets(&lexicon->targets);
        kj_vec_free(&lexicon->classes);
        kj_vec_free(&lexicon->entries);
        kj_vec_free(&lexicon->text);
        free(lexicon->guarded);
    }
    free(lexicon);
}

/* Symbols as UTF-8: the name of a guard. */
static kaoju_string spell(const uint32_t *symbols, uint32_t length, char *out) {
    size_t size = 0;
    for (uint32_t i = 0; i < length; i++)
        size += kj_utf8_put(symbols[i], out + size);
    return (kaoju_string){out, size};
}

kaoju_status kj_lexicon_guard(kj_lexicon *lexicon, kaoju_string word, uint32_t *guard, kaoju_error *error) {
    uint32_t symbols[KJ_SURFACE_MAX], length;
    char spelled[KJ_SURFACE_MAX * 4];
    *guard = KJ_NONE;
    if (lexicon->matcher)
        return kj_fail(error, KAOJU_E_ARGUMENT, "the lexicon is frozen");
    if (!kj_word_fold(lexicon->fold, word, symbols, &length))
        return kj_fail(error, KAOJU_E_LIMIT, "word over %d characters", KJ_SURFACE_MAX);
    if (length == 0)
        return kj_fail(error, KAOJU_E_ARGUMENT, "empty word");
    kaoju_string key = spell(symbols, length, spelled);
    uint32_t count = kj_names_count(lexicon->guards), number = kj_names_find(lexicon->guards, key);
    if (number == KJ_NONE) {
        if (!kj_word_add(lexicon, symbols, length, KJ_WORD_GUARD, count))
            return kj_fail_memory(error);
        number = kj_names_add(lexicon->guards, key);
        if (number == KJ_NONE) {
            lexicon->words.size--;
            lexicon->symbols.size -= length;
            return kj_fail_memory(error);
        }
    }
    *guard = number;
    return KAOJU_OK;
}

/* ------------------------------------------------------------------ freeze */

/* Numbers the entries that have not_in words. */
static bool number_guarded(kj_lexicon *lexicon) {
    lexicon->guarded = kj_new(lexicon->entries.size, sizeof *lexicon->guarded);
    if (!lexicon->guarded)
        return false;
    lexicon->guarded_count = 0;
    for (size_t i = 0; i < lexicon->words.size; i++) {
        const kj_word *word = &lexicon->words.at[i];
        if (word->kind == KJ_WORD_NOT_IN && !lexicon->guarded[word->owner])
            lexicon->guarded[word->owner] = ++lexicon->guarded_count;
    }
    return true;
}

/* What a word adds to the list of its pattern. */
static kj_target target_of(const kj_lexicon *lexicon, const kj_word *word) {
    switch (word->kind) {
    case KJ_WORD_SURFACE:
        return kj_target_of(lexicon, word->owner);
    case KJ_WORD_NOT_IN:
        return (kj_target){KJ_NONE, KJ_NONE, lexicon->guarded[word->owner]};
    case KJ_WORD_GUARD:
        break;
    }
    return (kj_target){word->owner, KJ_NONE, 0};
}

/* Numbers of the words by the class of their owner (guards have none), then as they come: counting sort. */
static bool order_words(const kj_lexicon *lexicon, uint32_t *order) {
    uint32_t classes = 0;
    for (size_t i = 0; i < lexicon->classes.size; i++)
        classes = lexicon->classes.at[i].name >= classes ? lexicon->classes.at[i].name + 1 : classes;
    uint32_t *starts = kj_new((size_t)classes + 2, sizeof *starts);
    if (!starts)
        return false;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < lexicon->words.size; i++) {
            const kj_word *word = &lexicon->words.at[i];
            uint32_t name = word->kind == KJ_WORD_GUARD ? classes : kj_entry_class(lexicon, word->owner);
            if (pass == 0)
                starts[name + 1]++;
            else
                order[starts[name]++] = i;
        }
        for (uint32_t i = 1; pass == 0 && i < classes + 2; i++)
            starts[i] += starts[i - 1];
    }
    free(starts);
    return true;
}

kj_target kj_target_of(const kj_lexicon *lexicon, uint32_t entry) {
    return (kj_target){kj_entry_class(lexicon, entry), entry, lexicon->guarded[entry]};
}

/* The lists of targets: what a pattern is a surface of, then its guards, then what it hides, each in the given order. An
 * entry whose surface and alias fold to one pattern stands in its list once. `pattern` is the pattern of each word; `last`
 * is scratch of the same size: the owner of the word before of that kind, for each pattern. */
static bool make_targets(kj_lexicon *lexicon, const uint32_t *order, const uint32_t *pattern, uint32_t *last) {
    static const kj_word_kind kinds[] = {KJ_WORD_SURFACE, KJ_WORD_GUARD, KJ_WORD_NOT_IN};
    size_t count = lexicon->words.size;
    kj_targets *targets = &lexicon->targets;
    targets->first = kj_new(count + 2, sizeof *targets->first);
    targets->items = kj_new(count + KJ_TARGET_PAD, sizeof *targets->items);
    if (!targets->first || !targets->items)
        return false;
    /* Pass 0 counts list p in first[p + 2]; pass 1 puts items at first[p + 1], which ends as the start of p + 1. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            memset(last, 0xFF, count * sizeof *last);
            for (size_t i = 0; i < count; i++) {
                const kj_word *word = &lexicon->words.at[order[i]];
                uint32_t p = pattern[order[i]];
                if (word->kind != kinds[k] || word->owner == last[p])
                    continue;
                last[p] = word->owner;
                if (pass == 0)
                    targets->first[p + 2]++;
                else
                    targets->items[targets->first[p + 1]++] = target_of(lexicon, word);
            }
        }
        for (size_t p = 2; pass == 0 && p < count + 2; p++)
            targets->first[p] += targets->first[p - 1];
    }
    return true;
}

/* Guards and not_in words, then single characters, which are most of what a text has, and whose lists then lie together. */
static int pattern_group(const kj_word *word) {
    return word->kind != KJ_WORD_SURFACE ? 0 : word->length == 1 ? 1 : 2;
}

static kaoju_status make_matcher(kj_lexicon *lexicon, kj_matcher **matcher, kaoju_error *error) {
    kj_pattern *patterns = kj_new(lexicon->words.size, sizeof *patterns);
    if (!patterns)
        return kj_fail_memory(error);
    size_t count = 0;
    for (int group = 0; group < 3; group++) {
        for (size_t i = 0; i < lexicon->words.size; i++) {
            const kj_word *word = &lexicon->words.at[i];
            if (pattern_group(word) == group)
                patterns[count++] = (kj_pattern){lexicon->symbols.at + word->first, word->length};
        }
        if (group == 0)
            lexicon->special_count = (uint32_t)count;
    }
    kaoju_status status = kj_matcher_build(patterns, count, matcher, error);
    free(patterns);
    return status;
}

kaoju_status kj_lexicon_freeze(kj_lexicon *lexicon, kaoju_error *error) {
    if (lexicon->matcher)
        return KAOJU_OK;
    size_t count = lexicon->words.size;
    kj_matcher *matcher = NULL;
    kaoju_status status = make_matcher(lexicon, &matcher, error);
    if (status)
        return status;
    uint32_t *pattern = kj_new(count, sizeof *pattern), *last = kj_new(count, sizeof *last);
    uint32_t *order = kj_new(count, sizeof *order);
    bool done = pattern && last && order && order_words(lexicon, order) && number_guarded(lexicon);
    for (size_t i = 0; done && i < count; i++) {
        const kj_word *word = &lexicon->words.at[i];
        pattern[i] = kj_matcher_find(matcher, lexicon->symbols.at + word->first, word->length);
    }
    done = done && make_targets(lexicon, order, pattern, last);
    free(order);
    free(pattern);
    free(last);
    if (!done) {
        free_targets(&lexicon->targets);
        free(lexicon->guarded);
        lexicon->guarded = NULL;
        kj_matcher_free(matcher);
        return kj_fail_memory(error);
    }
    lexicon->matcher = matcher;
    lexicon->guard_count = kj_names_count(lexicon->guards);
    free_words(lexicon);
    return KAOJU_OK;
}

/* ------------------------------------------------------------------ entries */

uint32_t kj_lexicon_count(const kj_lexicon *lexicon) {
    return (uint32_t)lexicon->entries.size;
}

uint32_t kj_entry_class(const kj_lexicon *lexicon, uint32_t entry) {
    return lexicon->classes.at[lexicon->entries.at[entry].class_index].name;
}

int32_t kj_entry_weight(const kj_lexicon *lexicon, uint32_t entry) {
    return lexicon->entries.at[entry].weight;
}

void kj_class_range(const kj_lexicon *lexicon, uint32_t name, uint32_t *first, uint32_t *end) {
    *first = *end = 0;
    for (size_t i = 0; i < lexicon->classes.size; i++)
        if (lexicon->classes.at[i].name == name) {
            *first = lexicon->classes.at[i].first;
            *end = lexicon->classes.at[i].end;
        }
}

uint32_t kj_lexicon_guard_count(const kj_lexicon *lexicon) {
    return lexicon->guard_count;
}

bool kj_lexicon_has_class(const kj_lexicon *lexicon, uint32_t name) {
    for (size_t i = 0; i < lexicon->classes.size; i++)
        if (lexicon->classes.at[i].name == name)
            return true;
    return false;
}

uint32_t kj_lexicon_find_symbols(const kj_lexicon *lexicon, uint32_t class_id, const uint32_t *symbols,
                                 uint32_t length) {
    uint32_t best = KJ_NONE, pattern = KJ_NONE;
    if (lexicon->matcher)
        pattern = kj_matcher_find(lexicon->matcher, symbols, length);
    if (pattern == KJ_NONE)
        return KJ_NONE;
    for (uint32_t i = lexicon->targets.first[pattern]; i < lexicon->targets.first[pattern + 1]; i++) {
        const kj_target *target = &lexicon->targets.items[i];
        uint32_t entry = target->entry;
        if (entry == KJ_NONE)
            break; /* no more entries */
        if (target->type == class_id &&
            (best == KJ_NONE || kj_entry_weight(lexicon, entry) > kj_entry_weight(lexicon, best)))
            best = entry;
    }
    return best;
}

uint32_t kj_lexicon_find(const kj_lexicon *lexicon, const char *class_name, kaoju_string surface) {
    uint32_t symbols[KJ_SURFACE_MAX], length;
    uint32_t name = kj_names_find(lexicon->names, kj_string(class_name));
    if (name == KJ_NONE || !kj_word_fold(lexicon->fold, surface, symbols, &length))
        return KJ_NONE;
    return kj_lexicon_find_symbols(lexicon, name, symbols, length);
}

/* ------------------------------------------------------------------ scan */

typedef struct scanning {
    const kj_target *items; /* of the lexicon */
    const kj_hits *hits;
    kaoju_range *lists; /* of each hit: where its targets are in `items` */
    kaoju_range *reach; /* of each guarded entry: its not_in word that reaches farthest so far; 0 for the others */
    uint32_t *special;  /* hits of guards and not_in words, ascending */
    uint32_t special_count;
    kj_founds *found;
    kj_guard_words *guards;
    kj_hidden_list *hidden; /* NULL: nobody asks */
} scanning;

/* Looks up the lists of the hits, and which are special. Returns how many targets there are. No branch depends on what is looked
 * up: the patterns are all over the dictionary, and so much of it can be under way at a time. */
static size_t find_lists(scanning *s, const kj_targets *targets, uint32_t specials) {
    const kj_hit *hits = s->hits->at;
    size_t total = 0, size = s->hits->size;
    uint32_t count = 0;
    for (size_t i = 0; i < size; i++) {
        const uint32_t *list = &targets->first[hits[i].pattern];
        s->lists[i] = (kaoju_range){list[0], list[1]};
        s->special[count] = (uint32_t)i;
        count += hits[i].pattern < specials;
        total += list[1] - list[0];
        KJ_FETCH(&targets->items[list[0]]);
    }
    s->special_count = count;
    return total;
}

/* A hit of a guard is one that was found; a not_in word reaches as far as its hit. Entries stay in the list. */
static bool take_special(scanning *s, uint32_t i) {
    const kj_hit hit = s->hits->at[i];
    kaoju_range *list = &s->lists[i];
    for (; list->end > list->start && s->items[list->end - 1].entry == KJ_NONE; list->end--) {
        const kj_target *target = &s->items[list->end - 1];
        kaoju_range *reach = &s->reach[target->guarded];
        kj_guard_word guard = {hit.start, hit.end, target->type};
        if (target->guarded && reach->end < hit.end)
            *reach = (kaoju_range){hit.start, hit.end};
        if (!target->guarded && !kj_push(s->guards, guard))
            return false;
    }
    return true;
}

static bool add_hidden(scanning *s, kj_hit hit, kaoju_range list) {
    for (uint32_t t = list.start; t < list.end; t++) {
        kj_hidden hidden = {hit.start, hit.end, s->items[t].entry, s->reach[s->items[t].guarded]};
        if (hidden.word.end >= hit.end && !kj_push(s->hidden, hidden))
            return false;
    }
    return true;
}

_Static_assert(offsetof(kj_found, type) == offsetof(kj_hit, pattern), "a hit and what it found begin alike");
_Static_assert(offsetof(kj_found, entry) - offsetof(kj_found, type) == offsetof(kj_target, entry), "and go on alike");

/* Adds the entries of a hit that are not hidden. Nobody can foretell how many there are and which, so that they are taken by
 * some at once, what stands behind them as well, and each is written; it stays if it is one. */
enum { AT_ONCE = KJ_TARGET_PAD + 1 };
static inline kj_found *add_entries(const kj_target *target, const kj_target *end, const kaoju_range *reach, kj_hit hit,
                                    kj_found *found) {
    for (; target < end; target += AT_ONCE)
        for (uint32_t k = 0; k < AT_ONCE; k++) {
            memcpy(found, &hit, offsetof(kj_found, type)); /* two numbers at a time */
            memcpy(&found->type, &target[k], sizeof *found - offsetof(kj_found, type));
            found += (target + k < end) & (reach[target[k].guarded].end < hit.end);
        }
    return found;
}

/* Hits come by start. A not_in word that starts at or before an entry's hit and reaches to its end or further contains it,
 * so the farthest end seen so far is all that must be known. There is room for all targets and AT_ONCE more. */
static bool add_all(scanning *s) {
    const kj_hit *hits = s->hits->at;
    kj_found *found = s->found->at;
    uint32_t special = 0, next = s->special_count ? hits[s->special[0]].start : KJ_NONE;
    for (size_t i = 0, size = s->hits->size; i < size; i++) {
        while (next <= hits[i].start) {
            if (!take_special(s, s->special[special++]))
                return false;
            next = special < s->special_count ? hits[s->special[special]].start : KJ_NONE;
        }
        found = add_entries(s->items + s->lists[i].start, s->items + s->lists[i].end, s->reach, hits[i], found);
        if (s->hidden && !add_hidden(s, hits[i], s->lists[i]))
            return false;
    }
    s->found->size = (size_t)(found - s->found->at);
    return true;
}

static bool scan(const kj_lexicon *lexicon, const kj_text *text, kj_hits *hits, kj_founds *found,
                 kj_guard_words *guards, kj_hidden_list *hidden) {
    hits->size = found->size = guards->size = 0;
    if (!lexicon->matcher || !kj_matcher_scan(lexicon->matcher, text->symbol, text->length, KJ_MATCH_OVERLAPPING, hits))
        return false;
    scanning s = {.items = lexicon->targets.items, .hits = hits, .found = found, .guards = guards, .hidden = hidden};
    s.reach = kj_new((size_t)lexicon->guarded_count + 1, sizeof *s.reach);
    s.lists = kj_raw(hits->size, sizeof *s.lists);
    s.special = kj_raw(hits->size + 1, sizeof *s.special);
    bool done = s.reach && s.lists && s.special &&
                kj_reserve(found, find_lists(&s, &lexicon->targets, lexicon->special_count) + AT_ONCE) && found->at &&
                add_all(&s);
    free(s.reach);
    free(s.lists);
    free(s.special);
    return done;
}

bool kj_lexicon_scan(const kj_lexicon *lexicon, const kj_text *text, kj_hits *hits, kj_founds *found,
                     kj_guard_words *guards) {
    return scan(lexicon, text, hits, found, guards, NULL);
}

bool kj_lexicon_hidden(const kj_lexicon *lexicon, const kj_text *text, kj_hidden_list *hidden) {
    kj_hits hits = {0};
    kj_founds found = {0};
    kj_guard_words guards = {0};
    hidden->size = 0;
    bool done = scan(lexicon, text, &hits, &found, &guards, hidden);
    kj_vec_free(&hits);
    kj_vec_free(&found);
    kj_vec_free(&guards);
    return done;
}

void kj_lexicon_digest(const kj_lexicon *lexicon, kj_sha256 *hash) {
    kj_sha256 content = lexicon->content;
    for (uint32_t i = 0; i < kj_names_count(lexicon->guards); i++) {
        uint8_t number[4] = {(uint8_t)i, (uint8_t)(i >> 8), (uint8_t)(i >> 16), (uint8_t)(i >> 24)};
        kj_sha256_add(&content, number, sizeof number);
        kj_sha256_add(&content, kj_names_at(lexicon->guards, i), strlen(kj_names_at(lexicon->guards, i)));
    }
    char hex[65];
    kj_sha256_hex(&content, hex, 64);
    kj_sha256_add(hash, hex, 64);
}
