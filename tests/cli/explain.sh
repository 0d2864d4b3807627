#!/bin/sh
# kaoju explain: places, exit codes, formats, inputs, hostile text.
. "$(dirname "$0")/lib.sh" "$@"
printf '外长王明说，\n约30亿美元。\n' >page.txt
printf '王\033[31m\302\2333元\342\200\256\n' >hostile.txt
printf '{"id":"a","text":"约3元"}\n{"id":"b","text":"王明"}\n' >two.jsonl
# wrong MESSAGE argument...: usage error, nothing on standard output
wrong() {
    message=$1
    shift
    code 2 "$kaoju" explain "$@"
    says err "$message"
    [ ! -s out ] || fail "explain $* wrote to standard output"
}

# Everything, and each kind of place.
code 0 "$kaoju" explain page.txt
[ -s out ] || fail "no candidates"
if command -v jq >/dev/null; then
    jq -es 'length > 20 and all(.[]; .record == "candidate" and (.span.cp | length == 2) and
        (.outcome as $o | ["kept","lost","refused","dropped"] | index($o)) and ((.outcome == "kept") == (.why == null)))' \
        out >/dev/null || fail "not the JSON that is documented"
    jq -es 'to_entries | all(.[]; .key == .value.index)' out >/dev/null || fail "index is not the number of the line"
    for place in '--at 2:2' '--span 8-9' '--find 30亿美元'; do
        code 0 "$kaoju" explain page.txt $place
        jq -es 'all(.[]; .span.cp[0] < 13 and .span.cp[1] > 7) and
            any(.[]; .step == "records" and .norm == "30亿美元" and .rule.name == "money.amount" and
                .fields.number == "3000000000" and .mention != null)' out >/dev/null || fail "wrong candidates $place"
    done
fi
code 0 "$kaoju" explain --at 2 page.txt
says out money.amount
says_not out '"norm":"王明"'
code 0 "$kaoju" explain --to table --color never --find 王明 page.txt
says out 'people.'
says out '1:3'
says_not out "$(printf '\033')"
code 0 "$kaoju" explain --to table --color always --find 王明 page.txt
says out "$(printf '\033[1m')"
code 0 "$kaoju" explain --to table --date 2020-05-05 --text '今年3元' --find 今年
says out 'edtf=2020'
code 0 "$kaoju" explain - <page.txt
code 0 "$kaoju" explain --to table two.jsonl
says out '3元'
says out '王明'
code 0 "$kaoju" explain -o there.txt --to table page.txt
[ -s there.txt ] && [ ! -s out ] || fail "-o does not write to the file"
code 0 "$kaoju" explain --dict "$source/dict" --rules "$source/rules" page.txt

# What is not there.
wrong 'there is no line 3: the text has 2' --at 3:1 page.txt
wrong 'there is no column 8 in line 2: it has 7' --at 2:8 page.txt
wrong '0-900 is no span of this text' --span 0-900 page.txt
wrong 'there is no line 9' --text 约3元 --at 9
code 1 "$kaoju" explain --find 没有 page.txt
says err '没有 does not occur'
code 3 "$kaoju" explain nowhere.txt
code 3 "$kaoju" explain --text "$(printf '\377')"
code 4 "$kaoju" explain --rules nowhere page.txt
[ ! -e /dev/full ] || { "$kaoju" explain page.txt >/dev/full 2>err; [ $? = 5 ] || fail "a full disk is not exit 5"; }

# JSON Lines: a document is named by its id or its line, its own date counts; a bad line costs that line, also with -o.
printf '%s\n' '{"text":"去年出口5亿元。","date":"2020-01-02"}' '{"text":' '{"id":"k","text":"去年进口3亿元。"}' >lines.jsonl
code 3 "$kaoju" explain --date 2025-06-18 --find 去年 lines.jsonl
says err 'lines.jsonl:2: '
says out '"doc":"lines.jsonl:1"'
says out '"doc":"k"'
says out '"edtf":"2019"'
says out '"edtf":"2024"'
code 3 "$kaoju" explain --date 2025-06-18 --find 去年 -o kept.jsonl lines.jsonl
[ ! -s out ] || fail "-o also wrote to standard output"
says kept.jsonl '"doc":"k"'
sed -n 1p lines.jsonl >one.jsonl
code 0 "$kaoju" explain --from jsonl --find 5亿元 - <one.jsonl
says out '"doc":"-:1"'
echo old >kept.jsonl
printf '去年\377' >bad.txt
code 3 "$kaoju" explain -o kept.jsonl bad.txt
says err 'bad.txt: no valid UTF-8 at byte offset 6'
says kept.jsonl old
code 3 "$kaoju" explain missing.txt
says err 'missing.txt: No such file'
code 5 "$kaoju" explain -o nowhere/x page.txt
says err 'nowhere/x: cannot write here: No such file'
code 4 "$kaoju" explain --rules nowhere page.txt
code 1 "$kaoju" explain --find 没有的 page.txt
says err '没有的 does not occur'

# Wrong usage.
for at in 0 0:1 1:0 1: :1 x 1:2:3 1x -1 99999999999; do
    wrong "--at is LINE or LINE:COL, from 1, not $at" --at "$at" page.txt
done
for span in 3 3- -3 3-3 4-3 3-x 0-99999999999 ''; do
    wrong '--span is START-END' --span "$span" page.txt
done
wrong '--find needs something to find' --find '' page.txt
wrong 'the text to find is blank' --find ' ' page.txt
wrong 'one of --at, --span and --find is enough' --at 1 --find 王 page.txt
wrong 'one of --at, --span and --find is enough' --at 1 --span 0-1 page.txt
wrong 'takes one file, or --text'
wrong 'takes one file, or --text' page.txt hostile.txt
wrong '--text takes the place of a file' --text 王 page.txt
wrong 'kaoju explain takes no --jobs' -j 2 page.txt
code 2 "$kaoju" extract --find 王 page.txt
says err 'kaoju extract takes no --find'

# Hostile text does not steer a terminal, neither on standard output nor in messages.
code 0 "$kaoju" explain --to table --color never hostile.txt
says out '\u{1B}'
says out '\u{202E}'
LC_ALL=C grep -q "$(printf '[\001-\010\013-\037]')" out && fail "a control character in the table"
code 1 "$kaoju" explain --find "$(printf 'x\033[31m')" page.txt
says err '\u{1B}'
finish
