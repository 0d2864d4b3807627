/* Every limit of kaoju, with its reason. Each has a test at n (works) and n + 1 (named error, nothing lost). */
#ifndef KJ_BASE_LIMITS_H
#define KJ_BASE_LIMITS_H

/* Bytes of one document. Offsets are 32-bit; a year of a newspaper is about 50 MB; 1 GB leaves room for the arrays. */
#define KAOJU_TEXT_MAX (256u << 20)
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
/* Code points one rule match may cover, blanks in it included: makes matching linear in the text. */
#define KJ_MATCH_MAX 256
/* Captures of one rule. */
#define KJ_CAPTURE_MAX 16
/* Fields under `value:` of one rule. */
#define KJ_FIELD_MAX 16
/* Digits of an exact decimal. Longer runs are order numbers, not figures. */
#define KJ_DECIMAL_DIGITS 48
/* Code points of a sentence that a fact quotes: a table without full stops is one sentence, and quoting it with each of its
 * figures would make the records quadratic in it. */
#define KJ_SENTENCE_TEXT_MAX 2000
/* Code points of one numeral; a longer one is not a figure. */
#define KJ_NUMERAL_MAX 64

#endif
