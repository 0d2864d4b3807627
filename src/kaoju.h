/* kaoju.h - the one public header of libkaoju, and its manual.
 *
 * kaoju reads Chinese news text and gives back people, countries, dates and figures, what they mean, and where
 * exactly they stand. The way of a text:
 *
 *     kaoju_model   dictionaries and rules, loaded once, immutable, shared by any number of threads
 *     kaoju_session working memory of one thread; reads one document after another
 *     kaoju_result  the records of one document; lives until the session reads the next document or ends
 *     kaoju_explanation  why it gave them: every candidate at a place, and why it won or lost
 *
 *     kaoju_error error;
 *     kaoju_model *model = NULL;
 *     if (kaoju_model_load(NULL, NULL, &model, &error)) { fputs(error.message, stderr); return 1; }
 *     kaoju_session *session = NULL;
 *     kaoju_session_new(model, &session, &error);
 *     kaoju_document document = {.id = "page", .bytes = text, .size = strlen(text), .date = "2025-06-18"};
 *     const kaoju_result *result = NULL;
 *     if (!kaoju_extract(session, &document, &result, &error))
 *         for (size_t i = 0; i < kaoju_mention_count(result); i++) {
 *             const kaoju_mention *m = kaoju_mention_at(result, i);
 *             printf("%s %.*s\n", m->type, (int)m->text.size, m->text.data);
 *         }
 *     kaoju_session_free(session);
 *     kaoju_model_free(model);
 *
 * Rules that hold everywhere
 *   - Every call that can fail returns kaoju_status; KAOJU_OK is 0. `error` may be NULL; if not, it is filled on failure.
 *   - On failure an out parameter is set to NULL and nothing needs to be freed.
 *   - The library never prints, exits, aborts or changes the locale. It keeps no global state. (JSON input
 *     gives jansson malloc with a note of failures as its allocator, unless the program has set one itself.)
 *   - Spans are half-open [start, end). `source[start:end] == text` holds for every record, in code points and in
 *     UTF-8 bytes of the decoded document. A byte order mark counts as its first code point.
 *   - Numbers that must be exact are decimal strings ("94800000000", "35.2"), never floating point.
 *   - The same model and document give the same records, byte for byte, in any locale and thread.
 */
#ifndef KAOJU_H
#define KAOJU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KAOJU_VERSION "0.1.0"

#ifdef __GNUC__ /* a shared library exports what stands here and nothing else */
#pragma GCC visibility push(default)
#endif

/* ------------------------------------------------------------------ status and errors */

typedef enum kaoju_status {
    KAOJU_OK = 0,
    KAOJU_E_MEMORY,   /* an allocation failed */
    KAOJU_E_IO,       /* a file could not be opened, read or written */
    KAOJU_E_ENCODING, /* the text is not in the encoding it should be; `offset` is the first bad byte */
    KAOJU_E_SYNTAX,   /* a dictionary, rule, model or input line is malformed; `file`, `line`, `column` say where */
    KAOJU_E_LIMIT,    /* a published limit was passed; `message` names it */
    KAOJU_E_ARGUMENT  /* the caller passed something that the function does not take */
} kaoju_status;

/* Plain data, owns nothing: copy it freely. Strings are NUL-terminated UTF-8, cut on a character if too long. */
typedef struct kaoju_error {
    kaoju_status code;
    char file[256];    /* path of the input, "" if none */
    uint32_t line;     /* 1-based; 0 = unknown */
    uint32_t column;   /* 1-based, in code points; 0 = unknown */
    uint64_t offset;   /* byte offset of the problem in the input (KAOJU_E_ENCODING) */
    char message[384]; /* one line, no newline, no "error:" in front */
    char source[512];  /* the source line of file:line, for a caret under `column`; "" if none */
} kaoju_error;

/* "ok", "out of memory", ...: a static string. */
const char *kaoju_status_name(kaoju_status status);

/* The version of the library that runs: compare with KAOJU_VERSION. A static string. */
const char *kaoju_version(void);

/* Writes the error for a person: `file:line:column: error: message`, the source line, and a caret that stands under
 * the right character also after double-width ones. At most `size` bytes including the final NUL; returns the length
 * that the whole text needs, without NUL (as snprintf). */
size_t kaoju_error_format(const kaoju_error *error, char *out, size_t size);

/* ------------------------------------------------------------------ model */

typedef struct kaoju_model kaoju_model;

/* Called once per problem found; `severity` is "error" or "warning". The error is borrowed. */
typedef void (*kaoju_report)(void *context, const char *severity, const kaoju_error *error);

/* Loads every dictionary (*.tsv, recursively) below dict_dir and every rule file (*.yaml) in rules_dir.
 * NULL for a directory: $KAOJU_DATA/dict and $KAOJU_DATA/rules if KAOJU_DATA is set, else those of
 * ../share/kaoju beside the program, else where they were installed.
 * Fails at the first malformed line. The model belongs to the caller: kaoju_model_free after its last session. */
kaoju_status kaoju_model_load(const char *dict_dir, const char *rules_dir, kaoju_model **model, kaoju_error *error);
void kaoju_model_free(kaoju_model *model);

/* Receives bytes; returns false to stop, which makes the writing call return KAOJU_E_IO. */
typedef bool (*kaoju_sink)(void *context, const char *bytes, size_t size);

/* A model as one file, which opens many times as fast as dictionaries and rules load, and is that model: the same
 * fingerprint, records and explanations. It is read by the version of kaoju that wrote it, on machines with the same
 * order of bytes. kaoju_model_save hands the file to the sink, piece by piece; if it fails, what the sink has got is no
 * model. KAOJU_E_IO if the sink stops. */
kaoju_status kaoju_model_save(const kaoju_model *model, kaoju_sink sink, void *context, kaoju_error *error);

/* Opens such a file. Without flags it is read whole, its checksum compared, and every index in it checked: a file that is
 * cut, damaged or made to do harm is refused with KAOJU_E_SYNTAX, or gives wrong records, but never leads astray.
 * KAOJU_TRUST_MODEL is for files that nobody else can write: sizes, version and tables are checked, but dictionaries and
 * matcher are mapped as they are, to be read when they are needed; the file must not change while the model is in use.
 * KAOJU_E_IO if it cannot be read, KAOJU_E_ARGUMENT for other flags. The model belongs to the caller: kaoju_model_free. */
#define KAOJU_TRUST_MODEL 1u
kaoju_status kaoju_model_open(const char *path, unsigned flags, kaoju_model **model, kaoju_error *error);

/* 16 lower-case hex digits that change when a dictionary, a rule or the version changes. Borrowed from the model. */
const char *kaoju_model_fingerprint(const kaoju_model *model);

/* Checks dictionaries and rules and reports every problem, not only the first. Returns KAOJU_OK if there was no error
 * (warnings do not count), else the code of the first one. */
kaoju_status kaoju_rules_lint(const char *dict_dir, const char *rules_dir, kaoju_report report, void *context);

typedef struct kaoju_test_counts {
    size_t rules, tests, failed;
} kaoju_test_counts;

/* Runs the `tests:` of every rule (of rule `only` if not NULL) and reports each failure with its file and line. */
kaoju_status kaoju_rules_test(const kaoju_model *model, const char *only, kaoju_report report, void *context,
                              kaoju_test_counts *counts, kaoju_error *error);

/* The rules in the order in which they run. Strings are borrowed from the model. */
typedef struct kaoju_rule_info {
    const char *name; /* "money.amount" */
    const char *phase;
    const char *type;  /* record type it gives */
    const char *about; /* one sentence */
    const char *file;
    uint32_t line;
    size_t tests;
} kaoju_rule_info;
size_t kaoju_rule_count(const kaoju_model *model);
kaoju_rule_info kaoju_rule_at(const kaoju_model *model, size_t index);

/* ------------------------------------------------------------------ session and document */

typedef struct kaoju_session kaoju_session;
typedef struct kaoju_result kaoju_result;

/* A session serves one thread at a time and borrows the model, which must outlive it. */
kaoju_status kaoju_session_new(const kaoju_model *model, kaoju_session **session, kaoju_error *error);
void kaoju_session_free(kaoju_session *session);

/* What one document may cost. Time and memory are linear in the text, so the first bounds everything; a document over a
 * limit fails with KAOJU_E_LIMIT and a message that names it, and the session goes on with the next. The limits of
 * dictionaries, rules and single values are fixed: src/base/limits.h lists all, with their reasons. */
typedef struct kaoju_limits {
    size_t text_bytes; /* of a document, in its own encoding and as UTF-8; at most KAOJU_TEXT_MAX (256 MB) */
    size_t mentions;   /* of a document; SIZE_MAX: as many as it has */
} kaoju_limits;
kaoju_limits kaoju_limits_default(void); /* what a session begins with: KAOJU_TEXT_MAX, SIZE_MAX */
kaoju_limits kaoju_limits_strict(void);  /* for a service that reads strangers' pages: 1 MB, 100,000 mentions */
/* From the next document on. KAOJU_E_ARGUMENT for text_bytes over KAOJU_TEXT_MAX: then nothing changes. */
kaoju_status kaoju_session_limits(kaoju_session *session, const kaoju_limits *limits, kaoju_error *error);

/* A piece of UTF-8, not NUL-terminated. data is NULL where the record has null. */
typedef struct kaoju_string {
    const char *data;
    size_t size;
} kaoju_string;

typedef struct kaoju_document {
    const char *id;       /* names the document in the records; NULL = "" */
    const char *bytes;    /* the text; borrowed during kaoju_extract only */
    size_t size;          /* in bytes */
    const char *encoding; /* "utf-8", "gb18030", "big5", "utf-16", "utf-16le", "utf-16be"; NULL or "auto" = find out */
    const char *date; /* reference date YYYY-MM-DD, or with a time for 3小时前: YYYY-MM-DDTHH:MM[:SS]; NULL = from
                             a dateline or the nearest full date */
    const char *path; /* for the document record: where it came from; may be NULL */
    const char *url;  /* may be NULL */
} kaoju_document;

/* Is it a reference date that kaoju_document.date takes: a day that there is, a time at most 23:59:59? */
bool kaoju_date_check(const char *date);

/* Reads one document. `*result` belongs to the session and is valid until it reads the next document or ends.
 * Empty text gives an empty result. Fails with KAOJU_E_ENCODING (offset = first bad byte), KAOJU_E_LIMIT
 * (kaoju_limits) or KAOJU_E_MEMORY; the session stays usable. */
kaoju_status kaoju_extract(kaoju_session *session, const kaoju_document *document, const kaoju_result **result,
                           kaoju_error *error);

/* ------------------------------------------------------------------ records */

typedef struct kaoju_range {
    uint32_t start, end;
} kaoju_range;

/* What a mention means. Which fields are filled depends on the type (see README, Records); an absent string has
 * data == NULL. */
typedef struct kaoju_value {
    kaoju_string name; /* PERSON: canonical name in this document; ORG PLACE: of the dictionary, or as printed */
    kaoju_string code; /* COUNTRY: ISO 3166-1 alpha-2 */
    kaoju_string qid;  /* COUNTRY ORG: Wikidata */
    kaoju_string edtf; /* DATE: EDTF (ISO 8601-2) */
    kaoju_string start,
        end;              /* DATE: first and last day, YYYY-MM-DD, with a time where the text has one; end included */
    kaoju_string grain;   /* DATE: "second" "minute" "hour" "part" (上午) "day" "weekend" "week" "tendays" "month"
                                "quarter" "half" "season" "year" "decade" "century" */
    kaoju_string anchor;  /* DATE: the day it was resolved against; absent for absolute dates */
    kaoju_string mod;     /* DATE: "before" "until" "since" "after": which side of it is meant (2018年以前) */
    kaoju_string zone;    /* DATE: "local" (当地时间) or "+08:00" (北京时间); absent if the text says nothing */
    kaoju_string iso;     /* DURATION: ISO 8601, P8DT20H; SET: the period, P1W */
    kaoju_string pattern; /* SET: which of them, as in TIMEX3: XXXX-WXX-3 (每周三); absent for every one */
    bool relative;        /* DATE */
    kaoju_string kind;    /* FIGURE: money percent points count measure multiple fraction number age; ORG: company
                                government school ...; PLACE: province city town ... */
    kaoju_string number;  /* FIGURE DURATION ORDINAL: exact decimal; absent for a range and for a third */
    kaoju_string fraction; /* FIGURE: "1/3", exact, where a fraction is written */
    /* FIGURE DURATION ORDINAL: bounds of a range; beside a number how far its cue lets it reach, an end without limit being
     * absent (dict/number/approx.tsv) */
    kaoju_string low, high;
    kaoju_string comparator; /* FIGURE DURATION: "eq" "approx" "gt" "ge" "lt" "le" "range" */
    kaoju_string cue;        /* the word that says so: 约 余 超过 ... */
    kaoju_string unit_kind;  /* FIGURE: money percent points measure count multiple */
    kaoju_string unit;       /* FIGURE DURATION: "USD" "%" "kWh" "个" / h d wk mo a s min */
    kaoju_string unit_text;  /* FIGURE: the unit as printed */
    const kaoju_string
        *candidates; /* FIGURE: other codes that the unit may stand for (卢比: PKR, LKR ...); NULL if sure */
    size_t candidate_count;
    kaoju_string object; /* FIGURE: the counted noun, without spaces */
    uint32_t significant_digits;
} kaoju_value;

typedef struct kaoju_mention {
    const char *id;
    const char *type;   /* "PERSON" "COUNTRY" "DATE" "DATE_VAGUE" "DURATION" "SET" "FIGURE" "ORDINAL"
                           "ORG" "PLACE" ... */
    kaoju_string text;  /* the raw slice of the source, spaces and line breaks included */
    kaoju_string norm;  /* the same without spaces, full-width and traditional forms folded */
    kaoju_range cp;     /* code points */
    kaoju_range utf8;   /* bytes of the decoded document */
    kaoju_range source; /* bytes of the original encoding; equals utf8 for UTF-8 input */
    uint32_t line, column;
    kaoju_range sentence; /* code points */
    kaoju_value value;
    const char *entity; /* entity id or NULL */
    const char *parent; /* id of the mention it is nested in, or NULL */
    const char *rule;   /* "money.amount" */
    double confidence;  /* 0..1, in hundredths */
} kaoju_mention;

typedef struct kaoju_entity {
    const char *id,
        *type; /* "country:KZ" COUNTRY, "person:1f0c..." PERSON, "org:..." ORG, "region:..." "place:..." PLACE */
    kaoju_string name;
    const kaoju_string *names;
    size_t name_count;
    const size_t *mentions; /* indices into the mentions */
    size_t mention_count;
    kaoju_string iso, wikidata; /* absent where unknown */
} kaoju_entity;

/* What a figure states. */
typedef struct kaoju_fact {
    const char *id;
    size_t figure;               /* index of its FIGURE in the mentions */
    kaoju_string metric;         /* what is measured, as printed without spaces; absent if it is not said */
    const char *const *subjects; /* ids of the entities it is about */
    size_t subject_count;
    kaoju_string topic;  /* what its clause begins with, if that is no entity: 全球; absent if there is none */
    size_t earlier;      /* index of the FIGURE that it changed from (从1500亿元增至3000亿元); SIZE_MAX: none */
    size_t time;         /* index of its DATE in the mentions; SIZE_MAX: none */
    kaoju_value when;    /* the value of that DATE; from it on, with the end open, for 西安峰会以来 */
    kaoju_string change; /* "increase" "decrease" "growth_rate"; absent for a level */
    kaoju_string base;   /* what a change is against, where the text says it: "year_ago" "previous" */
    kaoju_string status; /* "stated" "planned" "denied" */
    const char *attribution;       /* id of the entity who says so, or NULL */
    kaoju_string attribution_text; /* who says so, as printed; absent if nobody does */
    kaoju_range sentence;
    kaoju_string sentence_text; /* its raw slice; absent if it has more than KJ_SENTENCE_TEXT_MAX (2000) characters */
    const char *rule;
    double confidence; /* lower where the subject is taken from further away */
} kaoju_fact;

/* Facts that cannot all be right. */
typedef struct kaoju_warning {
    const char *kind;     /* "change_disagrees": an amount before, one after, and a change that does not lead there */
    kaoju_string message; /* for people: 1500亿元 to 3000亿元 is not an increase of 50% */
    const size_t *facts;  /* indices into the facts */
    size_t fact_count;
    kaoju_range sentence;
} kaoju_warning;

typedef struct kaoju_relation {
    const char *relation; /* "holds_post" */
    const char *person;   /* entity id */
    kaoju_string title;
    const char *of;       /* entity id, or NULL */
    kaoju_string of_text; /* the organisation or place as printed; absent if there is none */
    bool former;
    const size_t *mentions;
    size_t mention_count;
    kaoju_range sentence;
    const char *rule;
} kaoju_relation;

typedef struct kaoju_article {
    kaoju_range cp;
    kaoju_string reference_date; /* YYYY-MM-DD, absent if unknown */
    const char *date_source;     /* "dateline" "given" (kaoju_document.date) "nearest" (full date on the page) "none" */
    kaoju_string dateline;       /* as printed, absent if none */
    kaoju_string agency, place;  /* from the dateline */
} kaoju_article;

/* Records in reading order: by start, then longest first. Everything is borrowed from the result. */
size_t kaoju_mention_count(const kaoju_result *result);
const kaoju_mention *kaoju_mention_at(const kaoju_result *result, size_t index);
size_t kaoju_entity_count(const kaoju_result *result);
const kaoju_entity *kaoju_entity_at(const kaoju_result *result, size_t index);
size_t kaoju_fact_count(const kaoju_result *result);
const kaoju_fact *kaoju_fact_at(const kaoju_result *result, size_t index);
size_t kaoju_warning_count(const kaoju_result *result);
const kaoju_warning *kaoju_warning_at(const kaoju_result *result, size_t index);
size_t kaoju_relation_count(const kaoju_result *result);
const kaoju_relation *kaoju_relation_at(const kaoju_result *result, size_t index);
size_t kaoju_article_count(const kaoju_result *result);
const kaoju_article *kaoju_article_at(const kaoju_result *result, size_t index);

/* The decoded text that all spans refer to (absent for a saved result: see kaoju_saved_source), and what is known of the
 * document. */
kaoju_string kaoju_result_text(const kaoju_result *result);
kaoju_string kaoju_result_id(const kaoju_result *result);
kaoju_string kaoju_result_path(const kaoju_result *result);
kaoju_string kaoju_result_url(const kaoju_result *result);
kaoju_string kaoju_result_date(const kaoju_result *result);    /* as given by the caller; absent if it was not */
const char *kaoju_result_sha256(const kaoju_result *result);   /* 64 hex digits, of the bytes as given */
const char *kaoju_result_encoding(const kaoju_result *result); /* "utf-8" ... */
size_t kaoju_result_bytes(const kaoju_result *result);         /* size of the bytes as given */
const char *kaoju_result_model(const kaoju_result *result);    /* fingerprint of the model that made it */

/* ------------------------------------------------------------------ explanation */

/* Why a document gave the records that it gave: every candidate of every step, what it was made of, and what became of
 * it. The steps are those of the way of a text, in this order:
 *
 *     "dictionary"    entries that occur in the text, and those that a not_in word of theirs hides
 *     "numerals"      every reading of every numeral
 *     "segmentation"  the words of the best segmentation, with their log probability; the noun phrases and the joint and
 *                     lone country characters that were read off it
 *     "names"         candidates of names and joint country characters, with their margin
 *     a phase         of rules/phases.yaml, by its name: what its rules matched, what guards refused, who lost to whom
 *     "records"       the last overlap, where the record types of all phases meet, and what resolving changed
 */
typedef struct kaoju_explanation kaoju_explanation;

/* The place to explain. All zero is the whole document; else one of the three. */
typedef struct kaoju_where {
    uint32_t line, column; /* both 1-based, column in code points, as in kaoju_mention; column 0: all of the line */
    kaoju_range span;      /* code points, end > start */
    const char *find;      /* every occurrence of this text, folded, and through blanks and line ends, as rules match;
                              NULL or "": not this way */
} kaoju_where;

/* A named piece: a capture of a rule, a field that it filled, a column of a dictionary entry. */
typedef struct kaoju_pair {
    const char *name;
    kaoju_string text;
    const char *type;   /* captures: dictionary class or type of the span that was taken; else NULL */
    kaoju_string entry; /* captures: as of a candidate; absent if it was no dictionary entry */
    kaoju_range cp;     /* captures: where; else {0, 0} */
} kaoju_pair;

#define KAOJU_NO_INDEX SIZE_MAX

/* One candidate. Strings that do not apply are NULL, or have data == NULL. */
typedef struct kaoju_candidate {
    const char *step;   /* see above */
    const char *policy; /* of a phase, how its overlap is decided: "all" "longest" "priority" */
    kaoju_range cp;     /* code points; `text` is the raw slice, `norm` the same without blanks, folded */
    kaoju_range match;  /* of a rule: with the context that its pattern covered */
    uint32_t line, column;
    kaoju_string text, norm;
    const char *type; /* record type, inner type, dictionary class; NULL for a character that is no word */
    const char *rule; /* "money.amount", in line `rule_line` of `rule_file` */
    const char *rule_file;
    uint32_t rule_line;
    kaoju_string entry; /* id of the dictionary entry, or its surface if it has none */
    const kaoju_pair *captures;
    size_t capture_count;
    const kaoju_pair *fields; /* what was bound: number=94800000000 unit=USD; of an entry: its columns */
    size_t field_count;
    bool ranked; /* of a rule: confidence and priority count */
    double confidence;
    int32_t priority;
    bool weighed; /* milli_nats counts */
    int32_t
        milli_nats; /* 1000 ln of: a probability (segmentation), the gain over reading the place without it (names) */
    const char *outcome; /* "kept"; "lost" to another one; "refused" by a guard or a field; "dropped" in resolving */
    /* "shorter" "priority" "margin" "later" "context" "rule_order" "order" "name": in what the winner was better;
     * "not_in" "preceded_by" "not_preceded_by" "followed_by" "not_followed_by": the guard; "field"; "floor": a margin
     * too low for rules; "confidence"; "resolved": resolving replaced it. NULL if it was kept. */
    const char *why;
    kaoju_string reason; /* the same in words, with the winner or the guard word; also what resolving changed */
    size_t winner;       /* index of the candidate that won, if it overlaps the place; else KAOJU_NO_INDEX */
    kaoju_range other;   /* code points of the winner, or of what the guard saw; {0, 0} if there is none */
    size_t mention;      /* index of the mention that it became, in the result; KAOJU_NO_INDEX */
} kaoju_candidate;

/* Reads one document as kaoju_extract does and explains the place `where` (NULL: everything). `*explanation` belongs to
 * the session and is valid until it reads the next document or ends; memory and time grow with the candidates.
 * Fails as kaoju_extract does, and with KAOJU_E_ARGUMENT for a line, column or span that is not in the text (a text to find
 * may be missing: then there are no places), for more than one kind of place, and for a text to find that is blank, not
 * UTF-8 or over 1024 bytes. */
kaoju_status kaoju_explain(kaoju_session *session, const kaoju_document *document, const kaoju_where *where,
                           const kaoju_explanation **explanation, kaoju_error *error);

/* The records of the same run. */
const kaoju_result *kaoju_explanation_result(const kaoju_explanation *explanation);
/* The places that were explained, in order. */
typedef struct kaoju_place {
    kaoju_range cp;
    uint32_t line, column;
    kaoju_string text; /* the raw slice */
} kaoju_place;
size_t kaoju_place_count(const kaoju_explanation *explanation);
const kaoju_place *kaoju_place_at(const kaoju_explanation *explanation, size_t index);
/* Candidates that overlap a place: by step, then by start, the longest first, of one span those that were kept first. Borrowed
 * from the explanation. */
size_t kaoju_candidate_count(const kaoju_explanation *explanation);
const kaoju_candidate *kaoju_candidate_at(const kaoju_explanation *explanation, size_t index);

/* ------------------------------------------------------------------ checking */

/* Facts of many documents against each other, and claims against them:
 *
 *     kaoju_check_new, then kaoju_check_page for each document that was extracted, kaoju_check_claim for each claim,
 *     kaoju_check_run once, then the groups, reprints and claims below.
 *
 * A check owns copies of all it needs: a result may go as soon as it was added. Memory grows with facts and text: 2 bytes for a
 * character and about 2 KB for a fact. */
typedef struct kaoju_check kaoju_check;

/* A figure and where it stands. Strings are owned by the check. */
typedef struct kaoju_source {
    kaoju_string doc, path;
    uint32_t line, column; /* 1-based */
    kaoju_range cp;
} kaoju_source;

/* A fact as a check keeps it; the fields are those of kaoju_fact and its mentions. */
typedef struct kaoju_statement {
    const char *fact; /* its id in the records of its document */
    kaoju_source source;
    kaoju_string metric, topic, figure; /* as printed, without blanks */
    kaoju_string sentence;              /* likewise, 300 characters before and behind the figure at most */
    kaoju_string change, status, attribution;
    kaoju_string kind, number, low, high, comparator, unit, unit_text; /* of its value */
    uint32_t significant_digits;
    kaoju_string edtf, start, end; /* its time; end is absent for what goes on */
    const char *const *subjects;   /* entity ids */
    const kaoju_string *names;     /* their names */
    size_t subject_count;
} kaoju_statement;

/* How statements of one metric and subject stand to each other, from good to bad. */
typedef enum kaoju_verdict {
    KAOJU_SAME,           /* the same value, unit and period */
    KAOJU_ROUNDED,        /* one number may be a rounding, or lie within the bounds, of the other */
    KAOJU_PERIOD_DIFFERS, /* of different periods */
    KAOJU_UNIT_DIFFERS,   /* 100对, 100件; 亿元, 亿美元 */
    KAOJU_CONFLICT        /* different values for one period */
} kaoju_verdict;
/* "same" "rounded" "period_differs" "unit_differs" "conflict" */
const char *kaoju_verdict_name(kaoju_verdict verdict);

/* Statements of one thing, from one document or many. */
typedef struct kaoju_agreement {
    kaoju_verdict verdict;    /* the worst of any two */
    const size_t *statements; /* indices, at least 2 */
    const size_t *origins;    /* for each of them the index of the first one that is the same text printed again */
    size_t statement_count;
    size_t origin_count;  /* different ones: so many independent sources say it */
    size_t first, second; /* the two that gave the verdict: indices of statements */
} kaoju_agreement;

/* Articles that are the same text printed several times. */
typedef struct kaoju_reprint {
    const kaoju_source *sources; /* of their first lines, in the order in which they were added */
    const unsigned *shared;      /* per cent of the shorter one's text that it shares with the first one */
    size_t source_count;
} kaoju_reprint;

typedef enum kaoju_judgement { KAOJU_SUPPORTED, KAOJU_CONTRADICTED, KAOJU_NOT_FOUND } kaoju_judgement;
/* "supported" "contradicted" "not_found" */
const char *kaoju_judgement_name(kaoju_judgement judgement);

/* One figure that a claim states; a claim without one is NOT_FOUND. */
typedef struct kaoju_claim {
    uint32_t line;                    /* as given */
    kaoju_string text;                /* of the whole claim, without blanks */
    const kaoju_statement *statement; /* NULL: it states no figure that can be checked */
    kaoju_judgement judgement;
    kaoju_string reason;    /* in words: 948亿美元, not 984亿美元 */
    const size_t *evidence; /* indices of statements, the best first */
    size_t evidence_count;
    size_t origin_count; /* independent sources among them */
} kaoju_claim;

kaoju_status kaoju_check_new(kaoju_check **check, kaoju_error *error);
void kaoju_check_free(kaoju_check *check);
/* Both fail with KAOJU_E_MEMORY only; what was added before stays. */
kaoju_status kaoju_check_page(kaoju_check *check, const kaoju_result *result, kaoju_error *error);
kaoju_status kaoju_check_claim(kaoju_check *check, const kaoju_result *claim, uint32_t line, kaoju_error *error);
/* Compares. Near linear in the text; facts are compared with those whose metric has two characters in common. */
kaoju_status kaoju_check_run(kaoju_check *check, kaoju_error *error);

size_t kaoju_statement_count(const kaoju_check *check);
const kaoju_statement *kaoju_statement_at(const kaoju_check *check, size_t index);
/* Conflicts first, then by the number of origins. */
size_t kaoju_agreement_count(const kaoju_check *check);
const kaoju_agreement *kaoju_agreement_at(const kaoju_check *check, size_t index);
size_t kaoju_reprint_count(const kaoju_check *check);
const kaoju_reprint *kaoju_reprint_at(const kaoju_check *check, size_t index);
/* In the order in which they were added. */
size_t kaoju_claim_count(const kaoju_check *check);
const kaoju_claim *kaoju_claim_at(const kaoju_check *check, size_t index);

/* ------------------------------------------------------------------ output */

/* A format is bytes to one sink. Those of several files name the file before each piece: see kaoju_write_options.file. */
typedef enum kaoju_shape {
    KAOJU_STREAM, /* text, written document by document: any output will do */
    KAOJU_BINARY, /* one file, all of it written by kaoju_writer_end: nothing for a terminal */
    KAOJU_FOLDER  /* several files */
} kaoju_shape;

typedef struct kaoju_format {
    const char *name;
    const char *about; /* one line for --help */
    kaoju_shape shape;
    bool needs_text;     /* shows more of the text than the records quote: see kaoju_saved_source */
    const char *missing; /* the library that this build was made without, so that it cannot write it; NULL: it can */
} kaoju_format;

typedef struct kaoju_writer kaoju_writer;

typedef struct kaoju_write_options {
    const char *types; /* comma list of mention types to write; NULL = all */
    uint32_t width;    /* table: columns of the terminal; 0 = 100 */
    bool color;        /* table: ANSI colours */
    /* KAOJU_FOLDER, which does not do without: what the sink receives from now on belongs to the file `name` of the folder,
     * behind what it may hold already. Gets the context of the sink; false stops. Names are UTF-8, without slashes. */
    bool (*file)(void *context, const char *name);
} kaoju_write_options;

/* The formats in the order of --help. kaoju_format_find: NULL if there is none of this name. */
size_t kaoju_format_count(void);
const kaoju_format *kaoju_format_at(size_t index);
const kaoju_format *kaoju_format_find(const char *name);

/* A writer turns results into one output. kaoju_writer_document writes all records of one document: it hands them to the
 * sink whole, at once or in several pieces, or fails and hands over nothing; once the sink has got a piece, only the sink can
 * make it fail, with KAOJU_E_IO. kaoju_writer_end writes what must come last (the closing bracket; all of a
 * binary file); kaoju_writer_free writes nothing. One thread at a time. The options are copied.
 * kaoju_writer_new fails with KAOJU_E_ARGUMENT for an unknown format and one that this build cannot write. */
kaoju_status kaoju_writer_new(const char *format, const kaoju_write_options *options, kaoju_sink sink, void *context,
                              kaoju_writer **writer, kaoju_error *error);
kaoju_status kaoju_writer_document(kaoju_writer *writer, const kaoju_result *result, kaoju_error *error);
kaoju_status kaoju_writer_end(kaoju_writer *writer, kaoju_error *error);
void kaoju_writer_free(kaoju_writer *writer);

/* Writes an explanation: "jsonl", one object {"record":"candidate",...} a line, or "table", for a terminal (of the options
 * only color counts: nothing is cut). One call of the sink. KAOJU_E_ARGUMENT for another format. */
kaoju_status kaoju_explanation_write(const kaoju_explanation *explanation, const char *format,
                                     const kaoju_write_options *options, kaoju_sink sink, void *context,
                                     kaoju_error *error);

/* Writes a check that has run: "jsonl", "table" or "html", one page that needs nothing else. KAOJU_E_ARGUMENT for another
 * format. */
kaoju_status kaoju_check_write(const kaoju_check *check, const char *format, const kaoju_write_options *options,
                               kaoju_sink sink, void *context, kaoju_error *error);
/* ------------------------------------------------------------------ saved records */

/* Records that "jsonl" wrote, read again as results, which writers take like those of kaoju_extract:
 *
 *     for each line
 *         if (kaoju_saved_line(saved, line, size, &error)) ...
 *         if (kaoju_saved_result(saved)) kaoju_writer_document(writer, kaoju_saved_result(saved), &error);
 *     kaoju_saved_end(saved);
 *     and once more for the last result
 *
 * Written as "jsonl" again, the lines come out as they went in. A saved result has no text of its own (kaoju_result_text is
 * absent) until kaoju_saved_source has read it; formats that need it say so in kaoju_format.needs_text. Mentions that the
 * records only refer to, because they were written with a types filter, have an id and text.data == NULL. */
typedef struct kaoju_saved kaoju_saved;
kaoju_status kaoju_saved_new(kaoju_saved **saved, kaoju_error *error);
void kaoju_saved_free(kaoju_saved *saved);

/* Takes one line. KAOJU_E_SYNTAX for one that is no record, or that does not go with those before it: its document is lost,
 * and the lines up to the next document record are passed over. */
kaoju_status kaoju_saved_line(kaoju_saved *saved, const char *line, size_t size, kaoju_error *error);
void kaoju_saved_end(kaoju_saved *saved); /* there are no more lines, or no more of this file */

/* The document that the last call completed (its records end where the next document record stands); NULL if it completed
 * none. Valid until the next kaoju_saved_line or kaoju_saved_end. */
const kaoju_result *kaoju_saved_result(const kaoju_saved *saved);

/* Gives this result its text: reads the file that its document record names (a relative path from the folder `root`, NULL:
 * from here), of a JSON Lines file the line with its digest. Fails with KAOJU_E_IO if there is none, and with
 * KAOJU_E_ARGUMENT if it has changed or if a mention does not stand where its record says. */
kaoju_status kaoju_saved_source(kaoju_saved *saved, const char *root, kaoju_error *error);

typedef enum kaoju_outcome {
    KAOJU_IN_PLACE, /* the source holds the text where the record says, in all units */
    KAOJU_MOVED,    /* the source has changed: the text is at another place */
    KAOJU_GONE,     /* the source has changed: the text is not to be found near */
    KAOJU_FALSE     /* the source has not changed, but the record is not true of it */
} kaoju_outcome;
#define KAOJU_OUTCOMES 4

typedef struct kaoju_finding {
    const kaoju_mention *mention;
    kaoju_outcome outcome;
    uint32_t line, column; /* where it is now */
} kaoju_finding;
typedef void (*kaoju_verify_report)(void *context, const kaoju_result *result, const kaoju_finding *finding);

typedef struct kaoju_verify_counts {
    size_t documents, changed; /* with a source that could be read; with one of another digest */
    size_t mentions[KAOJU_OUTCOMES];
} kaoju_verify_counts;

/* Checks every mention of this result against its source, found as by kaoju_saved_source, reports those that are not
 * KAOJU_IN_PLACE (before them, with finding NULL, that the source has changed), and adds to the counts. KAOJU_E_IO if the
 * source cannot be read. */
kaoju_status kaoju_saved_verify(kaoju_saved *saved, const char *root, kaoju_verify_report report, void *context,
                                kaoju_verify_counts *counts, kaoju_error *error);

/* ------------------------------------------------------------------ JSON Lines input */

/* One line {"id","text","date"?,"url"?} -> a document. `document` points into `*storage`, which the caller frees with
 * kaoju_jsonl_free. Unknown members are ignored. KAOJU_E_SYNTAX with column and message if it is not such an object. */
kaoju_status kaoju_jsonl_read(const char *line, size_t size, kaoju_document *document, void **storage,
                              kaoju_error *error);
void kaoju_jsonl_free(void *storage);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif
#endif
