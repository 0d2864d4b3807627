#!/bin/sh
# kaoju convert: lines come out as they went in; any stream format gives what extract --to gives; bad records are named.
. "$(dirname "$0")/lib.sh" "$@"
printf '%s\n' '新华社开罗4月12日电　埃及总统卡迈勒12日说，去年，埃及与土耳其的双边贸易额达88亿美元，同比增长12%。' '园区产值由1500亿元增至3000亿元，增长50%。' '预计到2030年第二届论坛投资三分之一，每周三有船。' >a.txt
printf '{"id":"x","text":"去年出口额达3亿元。","url":"https://example.org/a b"}\n{"text":"没有。"}\n{"id":"y\\u001b\\n","text":"𠀀市今年投资额约5亿元。"}\n' >b.jsonl
printf '中国\n外交部发言人说，今年一季度出口3.5亿\n美元。' | iconv -f UTF-8 -t UTF-16 >c.txt
"$kaoju" extract --date 2025-06-18 a.txt b.jsonl c.txt >records.jsonl || fail extract
code 0 "$kaoju" convert --to jsonl records.jsonl
cmp -s out records.jsonl || fail "jsonl does not come out as it went in"
code 0 "$kaoju" convert records.jsonl
cmp -s out records.jsonl || fail "jsonl is not what a pipe gets"
code 0 "$kaoju" convert --to jsonl -o kept <records.jsonl
cmp -s kept records.jsonl || fail "standard input"
for format in $("$kaoju" convert --help | sed -n '/^Formats:/,/^$/s/^  \([a-z0-9-]*\) .*/\1/p'); do
    case $format in xlsx | sqlite | brat | neo4j) continue ;; esac
    "$kaoju" extract --date 2025-06-18 --to $format a.txt b.jsonl c.txt >one || fail "extract --to $format"
    "$kaoju" convert --to $format records.jsonl >two || fail "convert --to $format"
    cmp -s one two || fail "$format: convert is not extract"
    [ -s one ] || fail "$format: nothing"
    echo $format >>seen
done
[ "$(wc -l <seen)" -ge 10 ] || fail "formats: $(cat seen)"
code 0 "$kaoju" extract --to json </dev/null
[ "$(tr -d ' \n' <out)" = "$(printf '' | "$kaoju" extract --to json - | tr -d ' \n')" ] || fail "empty"
code 0 "$kaoju" convert --to json /dev/null
[ "$(tr -d '\n' <out)" = '[]' ] || fail "nothing as JSON: $(cat out)"
if command -v jq >/dev/null; then
    code 0 "$kaoju" convert --to json records.jsonl
    [ "$(jq -c '.[]' out | sha256sum)" = "$(jq -c . records.jsonl | sha256sum)" ] || fail "json is not the records"
fi

# Records written with --types refer to mentions that are not there.
for types in FIGURE PERSON COUNTRY,PERSON DATE; do
    "$kaoju" extract --date 2025-06-18 --types $types a.txt >some.jsonl
    code 0 "$kaoju" convert --to jsonl some.jsonl
    cmp -s out some.jsonl || fail "--types $types: jsonl does not come out as it went in"
    for format in csv csv-excel ntriples jsonld conll labelstudio webannotation table; do
        code 0 "$kaoju" convert --to $format some.jsonl
    done
done
code 0 "$kaoju" convert --types DATE --to jsonl records.jsonl
says_not out '"type":"FIGURE"'

# Paths of the records start from --root.
mkdir -p there
cp a.txt there
(cd there && "$kaoju" extract a.txt) >moved.jsonl
rm a.txt
code 3 "$kaoju" convert --to conll moved.jsonl
says err 'a.txt: a.txt: No such file'
code 0 "$kaoju" convert --root there --to conll moved.jsonl
says out '-DOCSTART-'

# bad WHERE-AND-WHAT SED: a changed line loses its document, the others are written
"$kaoju" extract --date 2025-06-18 --from jsonl b.jsonl >good.jsonl
bad() {
    sed "$2" good.jsonl >bad.jsonl
    cmp -s good.jsonl bad.jsonl && fail "nothing changed: $2"
    code 3 "$kaoju" convert --to jsonl bad.jsonl
    says err "bad.jsonl:$1"
    [ "$(wc -l <err)" -le 4 ] || fail "more than one complaint: $2 ($(cat err))"
    [ "$(grep -c '"record":"document"' out)" = "${3:-2}" ] || fail "other documents went on: $2"
}
bad '2:7: error' '2s/.*/nothing/'
bad "2: error: id of a mention record" '2s/"id"/"ID"/'
bad "2: error: utf8 of a mention" '2s/"utf8":\[[0-9]*,[0-9]*\]/"utf8":[3,1]/'
bad "2: error: cp of a mention" '2s/"cp":\[[0-9]*,[0-9]*\]/"cp":[0,4294967296]/'
bad "2: error: confidence of a mention" '2s/"confidence":[0-9.]*/"confidence":"x"/'
bad "2: error: doc of a mention" '2s/"doc":"x"/"doc":"z"/'
bad "1: error: sha256 of a document" '1s/"sha256":"../"sha256":"/'
bad "1: error: articles of a document" '1s/"articles":.*/"articles":[3]}/'
bad "2: error: record of a comment record" '2s/"record":"mention"/"record":"comment"/'
bad "3: error: id of a mention" '2{p;s/$//;}'
bad "1:1: error: a line must be a JSON object" '1s/.*/[1]/'
bad "4: error: figure of a fact" '/"record":"fact"/{1,6s/"figure":"[^"]*"/"figure":null/;}'
sed 1d good.jsonl >headless.jsonl
code 3 "$kaoju" convert headless.jsonl
says err 'headless.jsonl:1: error: a document record must come first'
code 3 "$kaoju" convert missing.jsonl b.jsonl
says err 'b.jsonl:1: error:'
code 3 "$kaoju" convert --to jsonl good.jsonl good.jsonl missing.jsonl
[ "$(grep -c '"record":"document"' out)" = 6 ] || fail "two files"

# Every kind of record by its members: the first line of the kind is changed, and named.
"$kaoju" extract --date 2025-06-18 there/a.txt >whole.jsonl
false_record() { # KIND MEMBER SED
    line=$(grep -n "\"record\":\"$1\"" whole.jsonl | head -1 | cut -d: -f1)
    sed "$line$3" whole.jsonl >bad.jsonl
    cmp -s whole.jsonl bad.jsonl && fail "nothing changed: $3"
    [ "${4:-}" = next ] && line=$((line + 1))
    code 3 "$kaoju" convert --to jsonl bad.jsonl
    says err "bad.jsonl:$line: error: $2 of a"
    says_not out '"record":"document"'
}
false_record mention span '{h;d;};'"$(($(grep -n '"record":"mention"' whole.jsonl | head -1 | cut -d: -f1) + 1))G" next
false_record mention span 's/"span":{[^}]*}/"span":7/'
false_record mention cp 's/"cp":\[[0-9]*,[0-9]*\]/"cp":[1]/'
false_record mention line 's/"line":1/"line":-1/'
false_record mention column 's/"column":[0-9]*/"column":9007199254740993/'
false_record mention confidence 's/"confidence":[0-9.]*/"confidence":1.5/'
false_record mention value 's/"value":{[^}]*}/"value":[]/'
false_record entity id '{p;}' next
false_record entity names 's/"names":\[[^]]*\]/"names":"x"/'
false_record entity names 's/"names":\[[^]]*\]/"names":[3]/'
false_record entity mentions 's/"mentions":\[[^]]*\]/"mentions":[null]/'
false_record entity links 's/"links":{[^}]*}/"links":null/'
false_record relation former 's/"former":false/"former":"no"/'
false_record relation person 's/"person":"[^"]*"/"person":null/'
false_record fact id '{p;}' next
false_record fact figure 's/"figure":"[^"]*"/"figure":null/'
false_record fact time 's/"time":{[^}]*}/"time":3/'
false_record fact subject 's/"subject":\[[^]]*\]/"subject":{}/'
false_record fact sentence 's/"sentence":{/"sentence":[],"x":{/'
false_record warning facts 's/"facts":\["./"facts":["x/'
false_record warning facts 's/"facts":\[/"facts":[null,/'
false_record warning kind 's/"kind":"[^"]*"/"kind":3/'
false_record document bytes 's/"bytes":[0-9]*/"bytes":-3/'

# A binary format is nothing for standard output; an id is one line of a message.
code 2 "$kaoju" convert --to sqlite good.jsonl
says err 'needs -o FILE'
code 2 "$kaoju" convert --to brat good.jsonl
says err 'needs -o DIR'
code 3 "$kaoju" convert --to conll --root nowhere good.jsonl
says err 'y\u{1B} : nowhere/b.jsonl: No such file'

# A text of another place is not taken for the text of the records.
printf '%s' '出口额达5亿元。' >d.txt
"$kaoju" extract d.txt >d.jsonl
sed 's/"cp":\[0,3\]/"cp":[1,4]/;s/"text":"5亿元"/"text":"6亿元"/' d.jsonl >forged.jsonl
code 3 "$kaoju" convert --to conll forged.jsonl
says err 'does not stand where its record says'
sed 's/d\.txt","url"/\/dev\/zero","url"/' d.jsonl >device.jsonl
code 3 "$kaoju" convert --to conll device.jsonl
says err '/dev/zero is no file'
sed 's/"sentence":{"cp":\[0,8\]}/"sentence":{"cp":[0,999]}/' d.jsonl >forged.jsonl
cmp -s d.jsonl forged.jsonl && fail "no sentence of 8 characters: $(cat d.jsonl)"
code 3 "$kaoju" convert --to conll forged.jsonl
says err 'does not stand where its record says'
sed "s/d\.txt\",\"url\"/$(printf '%05000d' 1)\",\"url\"/" d.jsonl >far.jsonl
code 3 "$kaoju" convert --to conll far.jsonl
says err 'the path is too long'
echo '出口5亿元。' | "$kaoju" extract >stdin.jsonl
code 3 "$kaoju" convert --to conll - <stdin.jsonl
says err 'the text came from standard input'
finish
