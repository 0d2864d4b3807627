#!/bin/sh
# A broken rule or dictionary: file:line:column, the line, and a caret under the right character.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$source/rules" rules
cp -r "$source/dict" dict

# caret LINE COLUMNS: the line after the source line has COLUMNS blanks before its caret
caret() {
    [ "$(sed -n '3p' err)" = "$(printf "%$1s^" '')" ] || fail "the caret: $(cat err)"
}
cat >rules/broken.yaml <<'END'
rules:
  - id: one
    phase: quantities
    pattern: "约<计数 单位> 个"
    emit: FIGURE
    tests:
      - {text: 约三个, gives: [{text: 三个}]}
      - {text: 三, gives: []}
END
code 4 "$kaoju" rules lint --rules rules
says err 'rules/broken.yaml:4:'
says err 'error:'
code 4 "$kaoju" extract --rules rules /dev/null
says err 'rules/broken.yaml:4:'

# The unknown type begins at character 16 of the line; one double-width character stands before it.
sed -i 's/约<计数 单位> 个/约<计数>个/' rules/broken.yaml
code 4 "$kaoju" rules lint --rules rules
says err 'broken.yaml:4:16: error: there is no dictionary or rule that gives 计数'
caret 16

printf 'rules:\n  - id: two\n    phase: quantities\n    patern: 甲\n' >rules/broken.yaml
code 4 "$kaoju" rules lint --rules rules
says err 'broken.yaml:4:5: error: unknown key patern'
says err 'has no `pattern`'
rm rules/broken.yaml
code 0 "$kaoju" rules lint --rules rules

# A row with a cell too many after double-width characters.
printf '# a\nsurface\tid\n公里\tkm\n海里\tnmi\t多\n' >dict/unit/broken.tsv
code 4 "$kaoju" extract --dict dict /dev/null
says err 'dict/unit/broken.tsv:4:8: error:'
printf 'surface\tid\n公里\tkm\n\tx\n' >dict/unit/broken.tsv
code 4 "$kaoju" extract --dict dict /dev/null
says err 'dict/unit/broken.tsv:3:1: error:'
printf 'surface\n公\377里\n' >dict/unit/broken.tsv
code 4 "$kaoju" extract --dict dict /dev/null
says err 'dict/unit/broken.tsv:2:2: error:'
rm dict/unit/broken.tsv

# The folding table: one character becomes another one.
fold() { # COLUMN MESSAGE ROW
    printf 'surface\tto\n國\t国\n%b\n' "$3" >dict/fold.tsv
    code 4 "$kaoju" extract --dict dict /dev/null
    says err "dict/fold.tsv:3:$1: error: $2"
}
fold 1 'a folding row needs one character' '國家\t国'
fold 3 'a folding row needs one character' '國\t国家'
fold 1 'a folding row needs one character' '\t国'
fold 3 'a folding row needs one character' '國\t'
fold 1 'this row would fold a character onto itself' '国\t国'
printf 'surface\n國\n' >dict/fold.tsv
code 4 "$kaoju" extract --dict dict /dev/null
says err 'dict/fold.tsv:2:1: error: a folding row needs one character'
rm dict/fold.tsv

# A country is told by its code.
mkdir small
printf 'surface\tcode\n某国\t\n' >small/country.tsv
printf 'phases:\n  - {name: one, overlap: all}\n' >small/phases.yaml
code 4 "$kaoju" extract --dict small --rules small /dev/null
says err 'dictionary class country: 某国 has no code'

# The folder of data that the environment names.
KAOJU_DATA="$source" code 0 "$kaoju" rules list
KAOJU_DATA='' code 0 "$kaoju" rules list
KAOJU_DATA=nowhere code 4 "$kaoju" rules list
says err 'nowhere/dict: error: No such file or directory'
KAOJU_DATA=$(printf '%05000d' 1) code 4 "$kaoju" rules list
says err "the data directory's path is too long"

# Warnings are no errors, and silent with -q.
printf 'define: {unused: 甲}\nrules: []\n' >rules/warned.yaml
code 0 "$kaoju" rules lint --rules rules
says err 'rules/warned.yaml:1:10: warning: unused is never used'
code 0 "$kaoju" rules lint -q --rules rules
[ ! -s err ] || fail "-q: $(cat err)"
rm rules/warned.yaml
code 2 "$kaoju" rules frobnicate
says err 'followed by lint, test or list'
code 2 "$kaoju" rules
code 4 "$kaoju" rules list --rules nowhere

# A test that fails says where.
sed -i 's/{text: 首届论坛, gives: \[{text: 首届, number: "1"}\]}/{text: 首届论坛, gives: [{text: 首届, number: "2"}]}/' rules/ordinals.yaml
code 4 "$kaoju" rules test ordinals.first --rules rules
says err 'want 2, got 1'
says out '1 failed'
code 0 "$kaoju" rules list
says out 'money.amount'
finish
