/* The words of the dictionaries in, one matcher out; then a text in, the entries that occur in it out.
 *
 * A pattern of the matcher can be the surface of many entries, hide others (their not_in), and be a guard of rules, all
 * at once: two lists for each pattern say so. Invariant: frozen means immutable, so threads share it; what a scan
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

static void free_lists(kj_lists *lists) {
    free(lists->first);
    free(lists->items);
    *lists = (kj_lists){0};
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
        free_lists(&lexicon->hides);
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
    for (size_t i = 0; i < lexicon->entries.size; i++)
        lexicon->guarded[i] = KJ_NONE;
    lexicon->guarded_count = 0;
    for (size_t i = 0; i < lexicon->words.size; i++) {
        const kj_word *word = &lexicon->words.at[i];
        if (word->kind == KJ_WORD_NOT_IN && lexicon->guarded[word->owner] == KJ_NONE)
            lexicon->guarded[word->owner] = lexicon->guarded_count++;
    }
    return true;
}

/* What a word adds to the list of its pattern. */
static uint32_t item_of(const kj_lexicon *lexicon, const kj_word *word) {
    switch (word->kind) {
    case KJ_WORD_SURFACE:
        return word->owner;
    case KJ_WORD_NOT_IN:
        return lexicon->guarded[word->owner];
    case KJ_WORD_GUARD:
        break;
    }
    return kj_lexicon_count(lexicon) + word->owner;
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

/* Lists by pattern, of the words of one kind after those of another, each in the given order. An entry whose
 * surface and alias fold to one pattern stands in its list once. `pattern` is the pattern of each word; `last` is
 * scratch of the same size. */
static bool make_lists(const kj_lexicon *lexicon, const uint32_t *order, const uint32_t *pattern, uint32_t *last,
                       kj_word_kind first, kj_word_kind second, kj_lists *lists) {
    size_t count = lexicon->words.size;
    lists->first = kj_new(count + 2, sizeof *lists->first);
    lists->items = kj_new(count, sizeof *lists->items);
    if (!lists->first || !lists->items)
        return false;
    /* Pass 0 counts list p in first[p + 2]; pass 1 puts items at first[p + 1], which ends as the start of p + 1. */
    for (int pass = 0; pass < 2; pass++) {
        memset(last, 0xFF, count * sizeof *last);
        for (int half = 0; half < (first == second ? 1 : 2); half++)
            for (size_t i = 0; i < count; i++) {
                const kj_word *word = &lexicon->words.at[order[i]];
                uint32_t p = pattern[order[i]], item;
                if (word->kind != (half == 0 ? first : second) || (item = item_of(lexicon, word)) == last[p])
                    continue;
                last[p] = item;
                if (pass == 0)
                    lists->first[p + 2]++;
                else
                    lists->items[lists->first[p + 1]++] = item;
            }
        for (size_t p = 2; pass == 0 && p < count + 2; p++)
            lists->first[p] += lists->first[p - 1];
    }
    return true;
}

kj_target kj_target_of(const kj_lexicon *lexicon, uint32_t entry) {
    return (kj_target){kj_entry_class(lexicon, entry), entry, lexicon->guarded[entry]};
}

/* Lists of entries, and entry count + guard, become lists of targets. */
static bool make_targets(kj_lexicon *lexicon, kj_lists *lists) {
    uint32_t count = lists->first[lexicon->words.size], entries = kj_lexicon_count(lexicon);
    kj_target *items = kj_new(count, sizeof *items);
    if (!items)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t item = lists->items[i];
        items[i] = item < entries ? kj_target_of(lexicon, item) : (kj_target){item - entries, KJ_NONE, KJ_NONE};
    }
    lexicon->targets = (kj_targets){lists->first, items};
    lists->first = NULL;
    return true;
}

static kaoju_status make_matcher(kj_lexicon *lexicon, kj_matcher **matcher, kaoju_error *error) {
    kj_pattern *patterns = kj_new(lexicon->words.size, sizeof *patterns);
    if (!patterns)
        return kj_fail_memory(error);
    for (size_t i = 0; i < lexicon->words.size; i++)
        patterns[i] = (kj_pattern){lexicon->symbols.at + lexicon->words.at[i].first, lexicon->words.at[i].length};
    kaoju_status status = kj_matcher_build(patterns, lexicon->words.size, matcher, error);
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
    kj_lists targets = {0};
    bool done = pattern && last && order && order_words(lexicon, order) && number_guarded(lexicon);
    for (size_t i = 0; done && i < count; i++) {
        const kj_word *word = &lexicon->words.at[i];
        pattern[i] = kj_matcher_find(matcher, lexicon->symbols.at + word->first, word->length);
    }
    done = done && make_lists(lexicon, order, pattern, last, KJ_WORD_SURFACE, KJ_WORD_GUARD, &targets) &&
           make_lists(lexicon, order, pattern, last, KJ_WORD_NOT_IN, KJ_WORD_NOT_IN, &lexicon->hides) &&
           make_targets(lexicon, &targets);
    free_lists(&targets);
    free(order);
    free(pattern);
    free(last);
    if (!done) {
        free_lists(&lexicon->hides);
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
            break; /* guards */
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
    const kj_lexicon *lexicon;
    kaoju_range *reach; /* of each guarded entry: its not_in word that reaches farthest so far */
    uint32_t farthest;  /* end of the farthest of them all */
    kj_founds *found;
    kj_hidden_list *hidden; /* NULL: nobody asks */
} scanning;

/* Notes how far the not_in word at this hit reaches, if it is one. */
static void note_hider(scanning *s, kj_hit hit) {
    const kj_lists *hides = &s->lexicon->hides;
    uint32_t first = hides->first[hit.pattern], end = hides->first[hit.pattern + 1];
    if (first < end && s->farthest < hit.end)
        s->farthest = hit.end;
    for (uint32_t i = first; i < end; i++)
        if (s->reach[hides->items[i]].end < hit.end)
            s->reach[hides->items[i]] = (kaoju_range){hit.start, hit.end};
}

/* Is it inside one of its not_in words? Then it goes to `hidden`, if it is asked for. False in *memory: out of memory. */
static bool is_hidden(const scanning *s, kj_hit hit, const kj_target *target, bool *memory) {
    if (target->guarded == KJ_NONE || s->reach[target->guarded].end < hit.end)
        return false;
    kj_hidden hidden = {hit.start, hit.end, target->entry, s->reach[target->guarded]};
    *memory = *memory && (!s->hidden || kj_push(s->hidden, hidden));
    return true;
}

static bool add_found(const scanning *s, kj_hit hit) {
    const kj_targets *targets = &s->lexicon->targets;
    const kj_target *target = targets->items + targets->first[hit.pattern];
    const kj_target *end = targets->items + targets->first[hit.pattern + 1];
    if (target == end)
        return true;
    if (!kj_reserve(s->found, end - target) || !s->found->at)
        return false;
    kj_found *found = s->found->at;
    size_t count = s->found->size;
    bool open = s->farthest < hit.end, memory = true; /* open: nothing can be hidden */
    for (; target < end; target++)
        if (open || !is_hidden(s, hit, target, &memory))
            found[count++] = (kj_found){hit.start, hit.end, {target->type}, target->entry};
    s->found->size = count;
    return memory;
}

/* Hits by which lists are fetched, and those of their lists that say where to look, before they are read: their patterns are
 * all over the dictionary. */
enum { NEXT = 8, LATER = 16 };

static bool scan(const kj_lexicon *lexicon, const kj_text *text, kj_hits *hits, kj_founds *found,
                 kj_hidden_list *hidden) {
    hits->size = 0;
    found->size = 0;
    if (!lexicon->matcher || !kj_matcher_scan(lexicon->matcher, text->symbol, text->length, KJ_MATCH_OVERLAPPING, hits))
        return false;
    /* Hits come by start. A not_in word that starts at or before an entry's hit and reaches to its end or further
     * contains it, so the farthest end seen so far is all that must be known. */
    scanning s = {lexicon, kj_new(lexicon->guarded_count, sizeof *s.reach), 0, found, hidden};
    bool done = s.reach != NULL;
    for (size_t i = 0, end; done && i < hits->size; i = end) {
        for (end = i; end < hits->size && hits->at[end].start == hits->at[i].start; end++) {
            uint32_t later = hits->at[end + LATER < hits->size ? end + LATER : end].pattern;
            uint32_t next = hits->at[end + NEXT < hits->size ? end + NEXT : end].pattern;
            KJ_FETCH(&lexicon->hides.first[later]);
            KJ_FETCH(&lexicon->targets.first[later]);
            KJ_FETCH(&lexicon->targets.items[lexicon->targets.first[next]]);
            note_hider(&s, hits->at[end]);
        }
        for (size_t j = i; done && j < end; j++)
            done = add_found(&s, hits->at[j]);
    }
    free(s.reach);
    return done;
}

bool kj_lexicon_scan(const kj_lexicon *lexicon, const kj_text *text, kj_hits *hits, kj_founds *found) {
    return scan(lexicon, text, hits, found, NULL);
}

bool kj_lexicon_hidden(const kj_lexicon *lexicon, const kj_text *text, kj_hidden_list *hidden) {
    kj_hits hits = {0};
    kj_founds found = {0};
    hidden->size = 0;
    bool done = scan(lexicon, text, &hits, &found, hidden);
    kj_vec_free(&hits);
    kj_vec_free(&found);
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
