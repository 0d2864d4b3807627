#!/bin/sh
# kaoju compile: one file that is the model; whole or not there; refused when it is not as it was.
. "$(dirname "$0")/lib.sh" "$@"
code 0 "$kaoju" compile -o model.kjm
[ ! -s out ] && [ ! -s err ] || fail "compile is not silent"
code 0 "$kaoju" compile -o again.kjm
cmp -s model.kjm again.kjm || fail "the same model twice gives other bytes"

# same ARGUMENT...: the same bytes from sources, from the model, and from the trusted model
same() {
    command=$1
    shift
    code 0 "$kaoju" "$command" "$@"
    mv out wanted
    code 0 "$kaoju" "$command" --model model.kjm "$@"
    cmp -s out wanted || fail "$command --model differs: $*"
    code 0 "$kaoju" "$command" --trust-model --model model.kjm "$@"
    cmp -s out wanted || fail "$command --trust-model differs: $*"
}
for page in "$source"/examples/*.txt "$source"/examples/*.jsonl; do
    same extract --to jsonl "$page"
done
same explain --to jsonl "$source/examples/trade.txt"
same check --to jsonl "$source/examples/trade.txt"

# What is no model, or not all of one.
head -c 1000000 model.kjm >cut.kjm
code 4 "$kaoju" extract --model cut.kjm "$source/examples/trade.txt"
says err 'cut.kjm'
says err 'it ends too early'
code 4 "$kaoju" extract --trust-model --model cut.kjm "$source/examples/trade.txt"
{
    head -c 3000000 model.kjm
    printf '\377\376\375'
    tail -c +3000004 model.kjm
} >changed.kjm
code 4 "$kaoju" extract --model changed.kjm "$source/examples/trade.txt"
says err 'its checksum'
code 4 "$kaoju" extract --model "$source/README.md" "$source/examples/trade.txt"
says err 'no model of kaoju compile'
code 4 "$kaoju" extract --model . "$source/examples/trade.txt"
code 4 "$kaoju" extract --model nowhere.kjm "$source/examples/trade.txt"
says err 'No such file'
[ ! -s out ] || fail "a bad model wrote records"

# Own dictionaries; errors in them leave no file behind, and an old one as it was.
mkdir dict rules
printf 'surface\tcode\n国\tXX\nbad\n' >dict/country.tsv
printf 'phases:\n  - {name: one, overlap: all}\n' >rules/phases.yaml
echo old >kept.kjm
code 4 "$kaoju" compile --dict dict --rules rules -o kept.kjm
says err 'country.tsv:3'
[ "$(cat kept.kjm)" = old ] || fail "an error replaced the old file"
code 4 "$kaoju" compile --dict dict --rules rules -o new.kjm
[ ! -e new.kjm ] || fail "an error left a file"
printf 'surface\tcode\n国\tXX\n' >dict/country.tsv
code 0 "$kaoju" compile --dict dict --rules rules -o kept.kjm
code 0 "$kaoju" extract --model kept.kjm "$source/examples/trade.txt"

# A file that cannot be written: exit 5, nothing there.
code 5 "$kaoju" compile -o nowhere/model.kjm
(
    ulimit -f 100
    "$kaoju" compile -o full.kjm 2>err
    [ $? = 5 ]
) || fail "a full disk is not exit 5"
says err 'full.kjm'
[ -z "$(ls | grep full)" ] || fail "a full disk left $(ls | grep full)"

code 2 "$kaoju" compile
says err 'needs -o FILE'
code 2 "$kaoju" compile -o model.kjm dict
says err 'kaoju compile takes two folders'
code 2 "$kaoju" compile -o model.kjm dict rules --dict dict
code 0 "$kaoju" compile dict rules -o positional.kjm
cmp kept.kjm positional.kjm || fail "folders by themselves are not those of --dict and --rules"
code 0 "$kaoju" compile --help
says out 'usage: kaoju compile'
finish
