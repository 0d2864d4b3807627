#!/bin/sh
# Every documented exit code, and that a bad input takes nothing from the others.
. "$(dirname "$0")/lib.sh" "$@"
echo '今年出口增长12%。' >good.txt
mkdir empty folder
cp good.txt folder/b.txt
echo '{"id":"j","text":"去年投资3亿元。","date":"2025-01-02"}' >folder/a.jsonl

code 0 "$kaoju" extract --date 2025-03-01 good.txt
says out '"number":"12"'
says out '"edtf":"2025"'
code 0 "$kaoju" extract </dev/null
says_not out '"record":"mention"'
code 0 "$kaoju" extract folder
says out '"doc":"j"'
says out '"doc":"folder/b.txt"'
code 0 "$kaoju" extract empty
says err 'no .txt, .jsonl or .ndjson file'
code 0 "$kaoju" version
says out kaoju

code 1 "$kaoju" extract --fail-on-empty /dev/null
code 0 "$kaoju" extract --fail-on-empty good.txt

code 2 "$kaoju"
code 2 "$kaoju" exctract good.txt
says err 'did you mean extract?'
code 2 "$kaoju" extract --typs FIGURE good.txt
says err 'did you mean --types?'
code 2 "$kaoju" extract --date 2025-02-30 good.txt
says err 'YYYY-MM-DD'
code 2 "$kaoju" extract --to xml good.txt
code 2 "$kaoju" extract -j 0 good.txt
code 2 "$kaoju" version --to jsonl
code 2 "$kaoju" extract --types FIGURE,MONEY good.txt
says err 'no rule gives MONEY'
code 2 "$kaoju" rules
code 2 "$kaoju" rules test no.such_rule
for command in extract rules version; do
    code 0 "$kaoju" $command --help
    says out "kaoju $command"
done

code 3 "$kaoju" extract missing.txt good.txt
says err 'missing.txt: No such file'
says out '"number":"12"'
printf '今年\000x' >binary.txt
code 3 "$kaoju" extract binary.txt good.txt
says err 'binary.txt: a binary file: there is a NUL byte at byte offset 6'
says out '"number":"12"'
printf '今年出口增长\344\270' >cut.txt
code 3 "$kaoju" extract cut.txt good.txt
says err 'cut.txt: no valid UTF-8 at byte offset 18'
says out '"number":"12"'
printf '%s\n' '{"id":1,"text":"增长3%。"}' '{"id":2,"text":' '{"id":3,"text":"增长5%。"}' >bad.jsonl
code 3 "$kaoju" extract bad.jsonl
says err 'bad.jsonl:2:'
says out '"doc":"1"'
says out '"doc":"3"'

# One line of a terminal for one message, whatever stands in a name: no control, no direction that changes.
for character in '\302\205:\u{85}' '\302\237:\u{9F}' '\330\234:\u{61C}' '\342\200\216:\u{200E}' '\342\200\217:\u{200F}' \
    '\342\200\252:\u{202A}' '\342\201\246:\u{2066}' '\342\201\251:\u{2069}' '\177:\u{7F}' '\001:\u{1}'; do
    code 3 "$kaoju" extract "$(printf "x${character%%:*}y")" good.txt
    says err "x${character#*:}y: No such file"
done
for character in '\302\240' '\330\233' '\342\200\213' '\342\200\257' '\342\201\245' '\342\201\252' '\342\202\254' '\342\200'; do
    code 3 "$kaoju" extract "$(printf "x${character}y")" good.txt
    says err "$(printf "x${character}y"): No such file"
done
name=$(printf '%0250d' 1)
code 3 "$kaoju" extract "$name/$name/$name/$name/$name" good.txt # longer than what is written in one piece
says err "$name/$name/$name/$name/$name: No such file"

code 4 "$kaoju" extract --rules /nonexistent good.txt
code 5 "$kaoju" extract -o /nonexistent/out.jsonl good.txt
if [ -e /dev/full ]; then
    "$kaoju" extract good.txt >/dev/full 2>err
    [ $? = 5 ] || fail "a full disk is not exit 5"
fi
"$kaoju" extract good.txt >&- 2>err
[ $? = 5 ] || fail "a closed standard output is not exit 5"
finish
