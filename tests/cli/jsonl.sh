#!/bin/sh
# JSON Lines in: bad lines are named with line, column and caret, and the rest goes on.
. "$(dirname "$0")/lib.sh" "$@"
documents() {
    grep -c '"record":"document"' out
}
# bad LINE PLACE-AND-MESSAGE: between two good lines
bad() {
    { echo '{"id":"a","text":"增长3%。"}'; printf '%b\n' "$1"; echo '{"id":"b","text":"增长5%。"}'; } >in.jsonl
    code 3 "$kaoju" extract in.jsonl
    says err "in.jsonl:$2"
    [ "$(documents)" = 2 ] || fail "$(documents) documents, not 2, beside $1"
    says out '"doc":"b"'
}
bad '{"text":"港口" x}' "2:14: error: '}' expected near 'x'"
[ "$(sed -n 2p err)" = '{"text":"港口" x}' ] || fail "the line is not shown: $(cat err)"
[ "$(sed -n 3p err)" = "$(printf '%15s^' '')" ] || fail "the caret is not under x: $(cat err)"
bad '{"text":"a","text":"b"}' '2:18: error: duplicate object key'
bad '{"text":"\\u0000"}' '2:16: error: \u0000 is no character of a text'
bad '{"text":"a\0377"}' '2:'
bad '{"text":"a\0000"}' '2:'
bad '{"txt":"a"}' '2:1: error: the object needs a string "text"'
bad '{"text":["a"]}' '2:1: error: the object needs a string "text"'
bad '["a"]' '2:1: error: a line must be a JSON object'
bad '{"text":"a","id":1.5}' '2:1: error: "id" must be a string or a whole number'
bad '{"text":"a","date":"18 June"}' '2:1: error: "date" must be a day as YYYY-MM-DD'
bad '{"text":"a","date":"2025-02-30"}' '2:1: error: "date" must be a day'

# What is well: a byte order mark, CRLF, blank lines (they count), no line end at the end, ids of all kinds.
printf '\357\273\277{"id":1,"text":"增长3%%。"}\r\n\r\n  \t\n{"text":"增长4%%。","id":null}\n{"id":"c","text":""}' >well.jsonl
code 0 "$kaoju" extract well.jsonl
[ "$(sed -n 's/.*"record":"document","doc":"\([^"]*\)".*/\1/p' out | tr '\n' ' ')" = '1 well.jsonl:4 c ' ] ||
    fail "ids: $(grep document out | cut -c 1-60)"
cp well.jsonl well.data
code 0 "$kaoju" extract --from jsonl well.data
[ "$(documents)" = 3 ] || fail "--from jsonl"
code 0 "$kaoju" extract --from jsonl <well.jsonl
says out '"doc":"-:4"'
code 0 "$kaoju" extract --from text well.jsonl
[ "$(documents)" = 1 ] || fail "--from text"
code 0 "$kaoju" extract --from jsonl /dev/null

# Records are no documents: told once, and the next file is read.
code 0 "$kaoju" extract well.jsonl
cp out records.jsonl
code 3 "$kaoju" extract records.jsonl well.jsonl
says err 'records.jsonl: these are records of kaoju extract'
[ "$(wc -l <err)" = 1 ] || fail "more than one line: $(head -3 err)"
[ "$(documents)" = 3 ] || fail "$(documents) documents behind records"

# A date of the line goes before --date.
printf '{"text":"去年","date":"2020-05-05"}\n{"text":"去年"}\n' >dates.jsonl
code 0 "$kaoju" extract --date 2025-01-01 --types DATE dates.jsonl
says out '"edtf":"2019"'
says out '"edtf":"2024"'

# Bad lines among many: the records and their order are the same at any -j, and so are the messages.
awk 'BEGIN { for (i = 0; i < 300; i++) printf i % 50 ? "{\"id\":%d,\"text\":\"投资%d亿元。\"}\n" : "{%d,%d}\n", i, i + 1 }' >many.jsonl
code 3 "$kaoju" extract many.jsonl
cp out one
cp err one.err
[ "$(documents)" = 294 ] || fail "$(documents) documents, not 294"
for jobs in 2 5; do
    code 3 "$kaoju" extract -j $jobs many.jsonl
    cmp -s one out || fail "-j $jobs gives other records"
    cmp -s one.err err || fail "-j $jobs gives other messages"
done

# Nothing found is about what --types lets through.
echo '{"text":"增长3%。"}' >figure.jsonl
code 0 "$kaoju" extract --fail-on-empty figure.jsonl
code 0 "$kaoju" extract --fail-on-empty --types DATE,FIGURE figure.jsonl
code 1 "$kaoju" extract --fail-on-empty --types DATE,PERSON figure.jsonl
says out '"record":"document"'
finish
