/* A frozen lexicon in, sections of an image out; an image in, a lexicon out that uses its arrays where they lie.
 *
 * Checked: text is UTF-8 and its rows begin lines, so a cell is always whole characters; classes, entries, lists of
 * patterns and numbers of guarded entries stay in their arrays. Cost: O(bytes), with the check; else O(1). */
#include "dict/lexicon_image.h"

#include "dict/lexicon_parts.h"
#include "text/utf8.h"

enum { GUARDS, GUARDED, SPECIALS, NUMBERS };

_Static_assert(KJ_IMAGE_MAX / sizeof(kj_entry) < KJ_NONE, "no file has too many entries");

kaoju_status kj_lexicon_save(const kj_lexicon *lexicon, kj_lexicon_numbers *numbers, kj_image_writer *writer,
                             kaoju_error *error) {
    const kj_targets *targets = &lexicon->targets;
    kaoju_status status = kj_matcher_save(lexicon->matcher, &numbers->matcher, writer, error);
    if (status)
        return status;
    size_t patterns = kj_matcher_count(lexicon->matcher);
    numbers->at[GUARDS] = lexicon->guard_count;
    numbers->at[GUARDED] = lexicon->guarded_count;
    numbers->at[SPECIALS] = lexicon->special_count;
    kj_image_add(writer, KJ_SECTION_CLASSES, lexicon->classes.at, sizeof(kj_class), lexicon->classes.size);
    kj_image_add(writer, KJ_SECTION_ENTRIES, lexicon->entries.at, sizeof(kj_entry), lexicon->entries.size);
    kj_image_add(writer, KJ_SECTION_TEXT, lexicon->text.at, sizeof(char), lexicon->text.size);
    kj_image_add(writer, KJ_SECTION_TARGETS, targets->first, sizeof(uint32_t), patterns + 1);
    kj_image_add(writer, KJ_SECTION_TARGET_ITEMS, targets->items, sizeof(kj_target),
                 (size_t)targets->first[patterns] + KJ_TARGET_PAD);
    kj_image_add(writer, KJ_SECTION_GUARDED, lexicon->guarded, sizeof(uint32_t), lexicon->entries.size);
    kj_image_add(writer, KJ_SECTION_GUARDS, numbers->at, sizeof(uint32_t), NUMBERS);
    return KAOJU_OK;
}

/* ------------------------------------------------------------------ checks */

static const char *check_classes(const kj_lexicon *lexicon) {
    for (size_t i = 0; i < lexicon->classes.size; i++) {
        const kj_class *c = &lexicon->classes.at[i];
        if (c->name >= kj_names_count(lexicon->names) || c->column_count > KJ_COLUMN_MAX ||
            c->header >= lexicon->text.size || c->first > c->end || c->end > lexicon->entries.size)
            return "a class";
    }
    return NULL;
}

static const char *check_entries(const kj_lexicon *lexicon) {
    const char *text = lexicon->text.at;
    for (size_t i = 0; i < lexicon->entries.size; i++) {
        const kj_entry *e = &lexicon->entries.at[i];
        if (e->class_index >= lexicon->classes.size || e->row >= lexicon->text.size || !e->row ||
            text[e->row - 1] != '\n') /* the first row is a header */
            return "an entry";
        if (lexicon->guarded[i] > lexicon->guarded_count)
            return "the number of a guarded entry";
    }
    return NULL;
}

/* Headers may follow a byte order mark; else a row begins its line. */
static const char *check_text(const kj_lexicon *lexicon) {
    for (size_t i = 0; i < lexicon->classes.size; i++)
        if (((unsigned char)lexicon->text.at[lexicon->classes.at[i].header] & 0xC0) == 0x80)
            return "the header of a class";
    return kj_utf8_check(lexicon->text.at, lexicon->text.size) == lexicon->text.size ? NULL : "the text of an entry";
}

static bool are_lists(const uint32_t *first, size_t patterns, size_t item_count) {
    for (size_t p = 0; p < patterns; p++)
        if (first[p] > first[p + 1])
            return false;
    return first[patterns] == item_count;
}

static bool is_target(const kj_lexicon *lexicon, const kj_target *target) {
    if (target->entry == KJ_NONE)
        return target->guarded ? target->type == KJ_NONE && target->guarded <= lexicon->guarded_count
                               : target->type < lexicon->guard_count;
    if (target->entry >= kj_lexicon_count(lexicon))
        return false;
    kj_target right = kj_target_of(lexicon, target->entry);
    return target->type == right.type && target->guarded == right.guarded;
}

/* Entries by class and number, each once, then the others? */
static bool are_in_order(const kj_target *a, const kj_target *b) {
    if (a->entry == KJ_NONE || b->entry == KJ_NONE)
        return b->entry == KJ_NONE;
    return a->type < b->type || (a->type == b->type && a->entry < b->entry);
}

static bool is_pad(const kj_target *target) {
    uint32_t any = 0;
    for (int i = 0; i < KJ_TARGET_PAD; i++)
        any |= target[i].type | target[i].entry | target[i].guarded;
    return !any;
}

static bool are_targets(const kj_lexicon *lexicon, size_t patterns) {
    const kj_targets *targets = &lexicon->targets;
    for (size_t p = 0; p < patterns; p++)
        for (uint32_t first = targets->first[p], i = first; i < targets->first[p + 1]; i++)
            if (!is_target(lexicon, &targets->items[i]) ||
                (p >= lexicon->special_count && targets->items[i].entry == KJ_NONE) ||
                (i > first && !are_in_order(&targets->items[i - 1], &targets->items[i])))
                return false;
    return true;
}

/* ------------------------------------------------------------------ opening */

static kaoju_status open_words(kj_lexicon *lexicon, const kj_image *image, kaoju_error *error) {
    size_t classes = 0, entries = 0, text = 0;
    lexicon->classes.at = kj_image_get(image, KJ_SECTION_CLASSES, sizeof(kj_class), KJ_ANY_COUNT, &classes, error);
    lexicon->entries.at = kj_image_get(image, KJ_SECTION_ENTRIES, sizeof(kj_entry), KJ_ANY_COUNT, &entries, error);
    lexicon->text.at = kj_image_get(image, KJ_SECTION_TEXT, sizeof(char), KJ_ANY_COUNT, &text, error);
    if (lexicon->entries.at)
        lexicon->guarded = kj_image_get(image, KJ_SECTION_GUARDED, sizeof(uint32_t), entries, NULL, error);
    if (!lexicon->classes.at || !lexicon->entries.at || !lexicon->text.at || !lexicon->guarded)
        return KAOJU_E_SYNTAX;
    if (text > KJ_LEXICON_TEXT_MAX || (text && lexicon->text.at[text - 1] != '\n'))
        return kj_image_bad(image, "the size of its dictionaries", error);
    lexicon->classes.size = classes;
    lexicon->entries.size = entries;
    lexicon->text.size = text;
    const char *wrong = check_classes(lexicon);
    if (!wrong && !image->trusted)
        wrong = check_entries(lexicon);
    if (!wrong && !image->trusted)
        wrong = check_text(lexicon);
    if (wrong)
        return kj_image_bad(image, wrong, error);
    for (uint32_t i = 0; i < classes; i++)
        if (!kj_lexicon_name_columns(lexicon, i))
            return kj_fail_memory(error);
    return KAOJU_OK;
}

static kaoju_status open_targets(kj_lexicon *lexicon, const kj_image *image, size_t patterns, kaoju_error *error) {
    kj_targets *targets = &lexicon->targets;
    size_t count = 0;
    targets->first = kj_image_get(image, KJ_SECTION_TARGETS, sizeof(uint32_t), patterns + 1, NULL, error);
    targets->items = kj_image_get(image, KJ_SECTION_TARGET_ITEMS, sizeof(kj_target), KJ_ANY_COUNT, &count, error);
    if (!targets->first || !targets->items)
        return KAOJU_E_SYNTAX;
    if (count < KJ_TARGET_PAD)
        return kj_image_bad(image, "the list of a pattern", error);
    count -= KJ_TARGET_PAD;
    if (!image->trusted && !(is_pad(targets->items + count) && are_lists(targets->first, patterns, count) &&
                             are_targets(lexicon, patterns)))
        return kj_image_bad(image, "the list of a pattern", error);
    return KAOJU_OK;
}

static kaoju_status open_all(kj_lexicon *lexicon, const kj_image *image, kaoju_error *error) {
    const uint32_t *numbers = kj_image_get(image, KJ_SECTION_GUARDS, sizeof(uint32_t), NUMBERS, NULL, error);
    if (!numbers)
        return KAOJU_E_SYNTAX;
    lexicon->guard_count = numbers[GUARDS];
    lexicon->guarded_count = numbers[GUARDED];
    lexicon->special_count = numbers[SPECIALS];
    kaoju_status status = open_words(lexicon, image, error);
    if (status)
        return status;
    uint32_t entries = kj_lexicon_count(lexicon);
    if (lexicon->guard_count >= KJ_NONE - entries || lexicon->guarded_count > entries)
        return kj_image_bad(image, "the number of its guards", error);
    status = kj_matcher_open(image, &lexicon->matcher, error);
    if (status)
        return status;
    size_t patterns = kj_matcher_count(lexicon->matcher);
    return open_targets(lexicon, image, patterns, error);
}

kaoju_status kj_lexicon_open(kj_lexicon *lexicon, const kj_image *image, kaoju_error *error) {
    if (lexicon->matcher || lexicon->text.size)
        return kj_fail(error, KAOJU_E_ARGUMENT, "the lexicon is not empty");
    lexicon->borrowed = true;
    return open_all(lexicon, image, error);
}
