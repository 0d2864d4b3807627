/* Are two statements about one thing? What is measured, of whom, as a level or a change, and when. Cost: the square of the
 * length of a name, which is short. */
#include "check/check.h"

#include "text/utf8.h"

#include <string.h>

/* Characters of a name that are looked at. */
#define NAME_MAX 64
#define HAN_DE 0x7684u
/* Bytes from which on a metric says by itself what it is of: 港口吞吐量, but not 总投资. */
#define SPEAKING_METRIC 12

typedef struct name {
    uint32_t at[NAME_MAX];
    size_t size;
} name;

static name name_of(kaoju_string s) {
    name n = {.size = 0};
    for (size_t at = 0; at < s.size && n.size < NAME_MAX;) {
        uint32_t c = kj_utf8_next(s.data, s.size, &at);
        if (c != HAN_DE)
            n.at[n.size++] = c;
    }
    return n;
}

/* Without the names of subjects in front: 埃及风力发电 measures 风力发电 and is about 埃及. */
static name metric_of(const kaoju_statement *s) {
    kaoju_string metric = s->metric;
    for (size_t i = 0; i < s->subject_count; i++) {
        kaoju_string subject = s->names[i];
        if (subject.size && subject.size < metric.size && !memcmp(metric.data, subject.data, subject.size)) {
            metric.data += subject.size;
            metric.size -= subject.size;
        }
    }
    return name_of(metric);
}

static bool holds(const name *whole, const name *part) {
    for (size_t i = 0; i + part->size <= whole->size; i++)
        if (!memcmp(whole->at + i, part->at, part->size * sizeof *part->at))
            return true;
    return false;
}

/* Dice's coefficient of the pairs of neighbouring characters, in hundredths. */
static unsigned dice(const name *a, const name *b) {
    bool used[NAME_MAX] = {false};
    size_t shared = 0;
    for (size_t i = 0; i + 1 < a->size; i++)
        for (size_t k = 0; k + 1 < b->size; k++)
            if (!used[k] && a->at[i] == b->at[k] && a->at[i + 1] == b->at[k + 1]) {
                used[k] = true;
                shared++;
                break;
            }
    size_t pairs = a->size + b->size - 2;
    return pairs ? (unsigned)(200 * shared / pairs) : 0;
}

/* One that holds the other is alike from KJ_METRIC_ALIKE on, the more the less it adds (双边贸易额, 贸易额). */
static unsigned alike(const name *a, const name *b) {
    const name *shorter = a->size < b->size ? a : b, *longer = shorter == a ? b : a;
    if (!shorter->size)
        return 0;
    if (shorter->size > 1 && 3 * shorter->size >= longer->size && holds(longer, shorter))
        return KJ_METRIC_ALIKE + (unsigned)((100 - KJ_METRIC_ALIKE) * shorter->size / longer->size);
    return shorter->size > 1 ? dice(a, b) : 0;
}

unsigned kj_metric_alike(const kaoju_statement *a, const kaoju_statement *b) {
    if (!a->metric.data || !b->metric.data)
        return 0;
    if (kj_string_same(a->metric, b->metric))
        return 100;
    name x = metric_of(a), y = metric_of(b);
    return alike(&x, &y);
}

/* ------------------------------------------------------------------ keys */

/* What a key is of: what is alike in one way has the same letter. */
static bool add_key(kj_keys *out, uint64_t letter, const void *bytes, size_t size) {
    return kj_push(out, kj_index_key(letter, bytes, size));
}
static bool add_text(kj_keys *out, uint64_t letter, kaoju_string s) {
    return add_key(out, s.data ? letter : letter + 1, s.data, s.size);
}
/* The pairs of neighbouring characters; of one that stands there twice the second one is another. */
static size_t pairs_of(const name *n, uint64_t pairs[NAME_MAX]) {
    for (size_t i = 0; i + 1 < n->size; i++) {
        uint64_t before = 0;
        for (size_t k = 0; k < i; k++)
            before += n->at[k] == n->at[i] && n->at[k + 1] == n->at[i + 1];
        pairs[i] = kj_index_key(before, n->at + i, 2 * sizeof *n->at);
    }
    return n->size ? n->size - 1 : 0;
}

/* Pairs that names of `a` and of `b` pairs must have in common to be alike: what dice() wants, or all of the shorter one's;
 * 0: they cannot be. */
static size_t needed(size_t a, size_t b) {
    size_t least = a < b ? a : b, most = a < b ? b : a, dice = ((a + b) * KJ_METRIC_ALIKE + 199) / 200;
    if (dice <= least)
        return dice;
    return 3 * (least + 1) >= most + 1 ? least : 0;
}

/* A pair of a name of so many pairs. */
static uint64_t sized(uint64_t pair, size_t pairs) {
    return kj_index_key(pair, &pairs, sizeof pairs);
}

bool kj_metric_keys(const kaoju_statement *s, kj_keys *out) {
    uint64_t pairs[NAME_MAX];
    name n = metric_of(s);
    size_t count = pairs_of(&n, pairs);
    bool ok = add_text(out, 'A', s->metric);
    for (size_t i = 0; ok && i < count; i++)
        ok = kj_push(out, sized(pairs[i], count));
    return ok;
}

/* The `wanted` of these pairs under which the index has the least. */
static bool add_rarest(const kj_index *index, const uint64_t *pairs, size_t count, size_t other, size_t wanted,
                       kj_keys *out) {
    bool taken[NAME_MAX] = {false};
    size_t under[NAME_MAX] = {0};
    for (size_t i = 0; i < count; i++)
        under[i] = kj_index_count(index, sized(pairs[i], other));
    for (; wanted; wanted--) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < count; i++)
            if (!taken[i] && (best == SIZE_MAX || under[i] < under[best]))
                best = i;
        if (best == SIZE_MAX || (under[best] && !kj_push(out, sized(pairs[best], other))))
            return best == SIZE_MAX;
        taken[best] = true;
    }
    return true;
}

/* If n pairs must be shared, whichever all but n - 1 are taken, one of them is. So common words (出口) bring together only
 * what has nothing else to be found by. */
bool kj_metric_asked(const kj_index *index, const kaoju_statement *s, kj_keys *out) {
    uint64_t pairs[NAME_MAX];
    name n = metric_of(s);
    size_t count = pairs_of(&n, pairs);
    bool ok = add_text(out, 'A', s->metric);
    for (size_t other = 1; ok && count && other < NAME_MAX; other++) {
        size_t need = needed(count, other);
        ok = !need || add_rarest(index, pairs, count, other, count - need + 1, out);
    }
    return ok;
}

static bool add_pairs(kj_keys *out, uint64_t letter, const name *n) {
    for (size_t i = 0; i + 1 < n->size; i++)
        if (!add_key(out, letter, n->at + i, 2 * sizeof *n->at))
            return false;
    return true;
}

/* A subject is known by its id and its name; a topic by its text, which may be the name of a subject, and its characters;
 * what has neither, by its metric. */
bool kj_subject_keys(const kaoju_statement *s, kj_keys *out) {
    name topic = name_of(s->topic);
    for (size_t i = 0; i < s->subject_count; i++)
        if (!add_key(out, 'E', s->subjects[i], strlen(s->subjects[i])) || !add_text(out, 'G', s->names[i]))
            return false;
    return s->subject_count ||
           (add_text(out, 'G', s->topic) && add_pairs(out, 'I', &topic) && add_text(out, 'K', s->metric));
}

/* ------------------------------------------------------------------ subjects */

static bool has_subject(const kaoju_statement *s, const char *id, kaoju_string called) {
    for (size_t i = 0; i < s->subject_count; i++)
        if (!strcmp(s->subjects[i], id) || (called.size && kj_string_same(s->names[i], called)))
            return true;
    return false;
}

static bool within(const kaoju_statement *few, const kaoju_statement *many) {
    for (size_t i = 0; i < few->subject_count; i++)
        if (!has_subject(many, few->subjects[i], few->names[i]))
            return false;
    return true;
}

/* Topics that both are there: 1 alike, -1 not; else 0. */
static int compare_topics(const kaoju_statement *a, const kaoju_statement *b) {
    name x = name_of(a->topic), y = name_of(b->topic);
    if (!x.size || !y.size)
        return 0;
    return kj_string_same(a->topic, b->topic) || alike(&x, &y) >= KJ_METRIC_ALIKE ? 1 : -1;
}

bool kj_same_subject(const kaoju_statement *a, const kaoju_statement *b, bool loose) {
    int topics = compare_topics(a, b);
    if (a->subject_count && b->subject_count) /* 20%的木本、60%的草本: one finder, two things */
        return topics >= 0 && (within(a, b) || within(b, a));
    if (a->subject_count != b->subject_count && !loose) { /* what is an entity for one paper is a noun for another */
        const kaoju_statement *with = a->subject_count ? a : b, *without = with == a ? b : a;
        for (size_t i = 0; i < with->subject_count; i++)
            if (kj_string_same(with->names[i], without->topic))
                return true;
        return false;
    }
    bool named = a->metric.size >= SPEAKING_METRIC && kj_string_same(a->metric, b->metric);
    return loose || (!a->subject_count && !b->subject_count && (topics > 0 || (!topics && named)));
}

bool kj_names_nothing(const kaoju_statement *s) {
    return !s->subject_count && !s->topic.size && s->metric.size < SPEAKING_METRIC;
}

/* Amounts of one sort can be compared, whatever their unit. */
static int sort_of(const kaoju_statement *s) {
    static const char *const sorts[][4] = {
        {"money", NULL}, {"percent", "fraction", NULL}, {"points", NULL}, {"multiple", NULL}, {"age", NULL}};
    for (int i = 0; i < (int)(sizeof sorts / sizeof *sorts); i++)
        for (int k = 0; sorts[i][k]; k++)
            if (kj_string_is(s->kind, sorts[i][k]))
                return i;
    return -1; /* count, measure, number */
}

bool kj_same_change(const kaoju_statement *a, const kaoju_statement *b) {
    static const char increase[] = "increase", rate[] = "growth_rate";
    bool up_a = kj_string_is(a->change, increase) || kj_string_is(a->change, rate);
    bool up_b = kj_string_is(b->change, increase) || kj_string_is(b->change, rate);
    bool denied = kj_string_is(a->status, "denied") == kj_string_is(b->status, "denied");
    return denied && sort_of(a) == sort_of(b) && (kj_string_same(a->change, b->change) || (up_a && up_b));
}

/* Days compare as text; what goes on ends after all of them. */
static int compare_days(kaoju_string a, kaoju_string b) {
    static const kaoju_string never = {"9999-12-31", 10};
    a = a.data ? a : never;
    b = b.data ? b : never;
    int order = memcmp(a.data, b.data, a.size < b.size ? a.size : b.size);
    return order;
}

/* Days of one month: 16日至18日 and 17日 are the same event. */
static bool of_one_month(const kaoju_statement *s) {
    return s->end.data && s->start.size >= 7 && s->end.size >= 7 && !memcmp(s->start.data, s->end.data, 7) &&
           s->edtf.size > 7;
}

kj_period_relation kj_compare_period(const kaoju_statement *a, const kaoju_statement *b) {
    if (!a->start.data || !b->start.data)
        return KJ_PERIOD_UNKNOWN;
    bool begin = !compare_days(a->start, b->start), end = !compare_days(a->end, b->end);
    if (begin && (end || !a->end.data || !b->end.data))
        return KJ_PERIOD_SAME;
    if (compare_days(a->start, b->end) > 0 || compare_days(b->start, a->end) > 0)
        return KJ_PERIOD_APART;
    return of_one_month(a) && of_one_month(b) ? KJ_PERIOD_SAME : KJ_PERIOD_OVERLAPS;
}
