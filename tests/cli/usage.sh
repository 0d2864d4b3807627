#!/bin/sh
# Wrong usage: exit 2, what was wrong, a suggestion where there is one, one line of usage; nothing on standard output.
. "$(dirname "$0")/lib.sh" "$@"
echo '今年出口增长12%。' >good.txt
# wrong MESSAGE USAGE argument...
wrong() {
    message=$1
    usage=$2
    shift 2
    code 2 "$kaoju" "$@"
    says err "$message"
    says err "usage: kaoju $usage"
    [ "$(wc -l <err)" = 2 ] || fail "more than two lines: $* ($(cat err))"
    [ ! -s out ] || fail "$* wrote to standard output"
}
wrong 'unknown command extrct; did you mean extract?' 'extract|explain|check|convert|verify|rules|compile|version|help' extrct
wrong 'unknown command rule; did you mean rules?' 'extract|explain|check|convert|verify|rules|compile' help rule
wrong 'unknown command frobnicate; kaoju --help' 'extract|explain|check|convert|verify|rules|compile' frobnicate
wrong 'unknown option --typs=DATE; did you mean --types?' 'extract ' extract --typs=DATE good.txt
wrong 'unknown option --jbos; did you mean --jobs?' 'extract ' extract good.txt --jbos 2
wrong 'unknown option --frobnicate; kaoju extract --help' 'extract ' extract --frobnicate good.txt
wrong 'unknown option -x' 'extract ' extract -x good.txt
wrong 'unknown option -x' 'extract ' extract good.txt -xq
wrong 'unknown option -z' 'extract ' extract --quiet -zq
wrong 'option --d may be --date or --dict' 'extract ' extract --d 2025-01-01 good.txt
wrong '--quiet takes no argument' 'extract ' extract --quiet=3 good.txt
wrong '-o needs an argument' 'extract ' extract -o
wrong '--date needs an argument' 'extract ' extract good.txt --date
wrong 'kaoju rules takes no --jobs' 'rules ' rules list -j 2
wrong '--model holds dictionaries and rules' 'extract ' extract --model m.kjm --dict d good.txt
wrong '--model holds dictionaries and rules' 'check ' check --rules r --model m.kjm good.txt
wrong '--trust-model says something about --model' 'explain ' explain --trust-model good.txt
wrong '--model needs a file' 'extract ' extract --model '' good.txt
wrong 'kaoju compile takes no --model' 'compile ' compile --model m.kjm -o n.kjm
wrong 'kaoju rules takes no --model' 'rules ' rules list --model m.kjm
wrong 'kaoju version takes no --to' 'version' version --to jsonl
for date in 2025-13-01 2025-02-29 2025-06-31 0000-01-01 2025-1-1 '2025- 1- 1' '+025-01-01' 2025-01-01x ''; do
    wrong "--date is a day as YYYY-MM-DD, or with a time YYYY-MM-DDTHH:MM, not $date" 'extract ' extract --date "$date" good.txt
done
for jobs in 0 -1 257 2x ''; do
    wrong "-j is a number from 1 to 256, not $jobs" 'extract ' extract -j "$jobs" good.txt
done
wrong '--from is text, jsonl or auto, not csv' 'extract ' extract --from csv good.txt
wrong '--color is auto, always or never, not red' 'extract ' extract --color red good.txt

code 0 "$kaoju" extract --date 2024-02-29 good.txt
code 0 "$kaoju" extract -q -j2 --color=never -- good.txt
code 2 "$kaoju" extract --encoding latin9 good.txt
says err '--encoding: unknown encoding latin9'
code 0 "$kaoju" extract --encoding UTF-8 good.txt
code 2 "$kaoju" extract --types '' good.txt
code 2 "$kaoju" extract --types DATE, good.txt
code 4 "$kaoju" rules lint --rules nowhere
code 4 "$kaoju" rules test --rules nowhere

# Help goes to standard output, however it is asked for; every option of the command is in it.
code 0 "$kaoju" extract --help
cp out want
for way in 'help extract' 'extract -q --help' '--help extract' 'extract good.txt --help'; do
    code 0 "$kaoju" $way
    cmp -s want out || fail "kaoju $way is not kaoju extract --help"
done
for option in to output jobs date types encoding from fail-on-empty color dict rules quiet help; do
    says want "--$option"
done
says want 'csv-excel'
says want 'Exit codes:'
# -h is the short one: what there is, without formats and exit codes.
code 0 "$kaoju" extract -h
says out '--encoding NAME'
says_not out 'csv-excel'
says_not out 'Exit codes:'
code 0 "$kaoju" rules --help
says_not out --jobs
says_not out Formats
# The formats of a command are those it takes.
code 0 "$kaoju" check --help
says out 'html '
says_not out csv
wrong '--to is a format that --help lists, not csv' 'check ' check --to csv good.txt
wrong '--to is a format that --help lists, not html' 'explain ' explain --to html good.txt
for command in extract explain check convert verify rules version; do
    code 0 "$kaoju" help
    says out "kaoju $command"
done
if [ -e /dev/full ]; then
    for way in --help version 'rules list'; do
        "$kaoju" $way >/dev/full 2>err
        [ $? = 5 ] || fail "kaoju $way on a full disk is not exit 5"
    done
fi
finish
