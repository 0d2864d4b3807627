/* Every limit of kaoju, with its reason. Each has a test at n (works) and n + 1 (named error, nothing lost). */
#ifndef KJ_BASE_LIMITS_H
#define KJ_BASE_LIMITS_H

/* ------------------------------------------------------------------ a document */

/* Bytes of one document. Offsets are 32-bit; a year of a newspaper is about 50 MB; 1 GB leaves room for the arrays. */
#define KAOJU_TEXT_MAX (256u << 20)
/* kaoju_limits_strict. A long page of a newspaper has 100 KB; 1 MB is read in well under a second. */
#define KJ_STRICT_TEXT_BYTES (1u << 20)
/* The same, mentions: densest is a table of bare numbers, one for each three bytes; a page has some hundreds. */
#define KJ_STRICT_MENTIONS 100000u
/* Code points of a sentence that a fact quotes: a table without full stops is one sentence, and quoting it with each of its
 * figures would make the records quadratic in it. */
#define KJ_SENTENCE_TEXT_MAX 2000
/* Code points of one numeral; a longer one is not a figure. */
#define KJ_NUMERAL_MAX 64
/* Digits of an exact decimal. Longer runs are order numbers, not figures. */
#define KJ_DECIMAL_DIGITS 48
/* Code points one rule match may cover, blanks in it included: makes matching linear in the text. */
#define KJ_MATCH_MAX 256
/* Bytes of the text to find of kaoju_explain: a surface of KJ_SURFACE_MAX, of four bytes a character. */
#define KJ_FIND_MAX (KJ_SURFACE_MAX * 4)
/* Bytes around the place where `kaoju verify` expects a mention that moved: more than any paragraph, less than would find
 * it by chance. */
#define KJ_MOVED_MAX 65536

/* ------------------------------------------------------------------ a dictionary */

/* Bytes of one dictionary or rule file: the largest shipped one is about 2 MB. */
#define KJ_FILE_MAX (256u << 20)
/* Bytes of all dictionary files of one model together: a row is a 32-bit offset. */
#define KJ_LEXICON_TEXT_MAX UINT32_MAX
/* Bytes of a model file: four times what 32-bit indices of dictionary text can reach. */
#define KJ_IMAGE_MAX ((uint64_t)16 << 30)
/* Code points of one dictionary surface. The longest country name has 30; a sentence is not an entry. A byte holds it. */
#define KJ_SURFACE_MAX 255
/* Columns of a dictionary: a table that a linguist can still read. */
#define KJ_COLUMN_MAX 32
/* Of all dictionaries together, so that a number of the matcher fits where it is kept: KJ_PATTERN_COUNT_MAX (dict/matcher.h)
 * words, KJ_ALPHABET_MAX (dict/alphabet.h) different characters, KJ_STATES_MAX and KJ_CELLS_MAX (dict/automaton.h); to be saved,
 * KJ_SAVED_LENGTH_MAX characters a word, which is KJ_SURFACE_MAX. Weights count up to KJ_SCORE_MAX (model/model.h). */

/* ------------------------------------------------------------------ a rule */

/* Nesting of YAML. Rules need 6; libyaml 0.2.5 is quadratic in '[' nesting. */
#define KJ_YAML_DEPTH_MAX 16
/* Bytes of one YAML scalar. */
#define KJ_YAML_SCALAR_MAX (64u << 10)
/* Nesting of groups in a pattern; the parser recurses on rule text only, never on input text. */
#define KJ_PATTERN_DEPTH_MAX 32
/* Upper bound in x{m,n}. */
#define KJ_REPEAT_MAX 64
/* Instructions of one pattern after references and counted repeats are expanded: bounds the time per start. */
#define KJ_PROGRAM_MAX 4096
/* Captures of one rule. */
#define KJ_CAPTURE_MAX 16
/* Guards of one <...> in a pattern: a bit for each in what is remembered of an entry. */
#define KJ_GUARD_MAX 31
/* Fields under `value:` of one rule. */
#define KJ_FIELD_MAX 16
/* Problems told of all rule files: each costs a search for its line, and nobody reads more. */
#define KJ_PROBLEMS_MAX 100

/* What is counted only in what kaoju itself makes stands beside its code: KJ_TRAILING_MAX (value/numeral.h), KJ_JSON_DEPTH
 * (output/json.h), KJ_WANT_MAX, what a test of a rule may ask for (rules/rules.h). What a rule may hold in the runner's tables,
 * which does without them beyond: KJ_NEED_MAX (rules/program.h), KJ_ENDS_MAX (rules/runner.h). What `kaoju check` quotes of a
 * sentence: QUOTED_MAX (check/collect.c). The command has two of its own: bytes of an input file or line (ITEM_MAX,
 * cli/input.c; UTF-16 and JSON escapes may take more than the text) and of a claim (CLAIM_MAX, cli/check.c). A workbook has
 * those of its format (output/xlsx.c), the path of the data that of the system (KJ_DATA_PATH_MAX, model/data.c and model.h).
 * Other constants named _MAX or so are windows: how far a reading looks; nothing fails there. */

#endif
