#!/bin/sh
# sqlite: opened by sqlite3; sound, complete, found in by full text, the same bytes twice; hostile text is data.
. "$(dirname "$0")/lib.sh"
pages
"$kaoju" extract --help >help
if grep -q '^  sqlite .*not in this build' help; then
    code 2 "$kaoju" extract --to sqlite -o x pages
    says err 'built without SQLite'
    skipped="$skipped libsqlite3"
    finish
fi
both sqlite facts.db
code 2 "$kaoju" extract --to sqlite pages
says err '--to sqlite needs -o FILE'
# same WANT SQL [DATABASE]
same() {
    got=$(sqlite3 "${3:-facts.db}" "$2" 2>&1)
    [ "$got" = "$1" ] || fail "«$got», not «$1»: $2"
}
records() {
    grep -c "^{\"record\":\"$1\"" "${2:-records.jsonl}"
}
if uses sqlite3; then
    same ok 'PRAGMA integrity_check'
    same '' 'PRAGMA foreign_key_check'
    for record in document mention relation fact warning; do
        same "$(records $record)" "SELECT count(*) FROM ${record}s"
    done
    same "$(records entity)" 'SELECT count(*) FROM entities'
    same "$(records fact)" 'SELECT count(*) FROM v_facts'
    same '双边贸易额|埃及、土耳其|8800000000|8800000000.0|USD|2024|2024-01-01|2024-12-31' \
        "SELECT metric, subject, number, value, unit, time, first_day, last_day FROM v_facts WHERE text = '88亿美元'"
    # Full text, of three characters and more by the index, of fewer by LIKE on the sentences.
    same '园区产值由1500亿元增至3000亿元，增长50%。' "SELECT text FROM sentence_text WHERE text MATCH '园区产值'"
    same '去年渔船数量没有超过200艘。' "SELECT text FROM sentences WHERE text LIKE '%渔船%'"
    # Every mention stands in its sentence; every sentence of a fact holds its figure.
    same 0 "SELECT count(*) FROM mentions m JOIN sentences s USING(sentence) WHERE m.document <> s.document
        OR substr(s.text, m.start - s.start + 1, m.end - m.start) <> m.text"
    same 0 'SELECT count(*) FROM v_facts WHERE instr(sentence, text) = 0 AND document < 4 AND length(sentence) = 0'
    same 0 "SELECT count(*) FROM mentions WHERE json_valid(value) = 0"
    # The columns say what the record says, bounds of ordinals included.
    same 0 "SELECT count(*) FROM mentions WHERE number IS NOT json_extract(value, '\$.number')
        OR low IS NOT json_extract(value, '\$.low') OR high IS NOT json_extract(value, '\$.high')"
    same '11|19' "SELECT low, high FROM mentions WHERE type = 'ORDINAL' AND text = '第十几届'"
    same 0 'SELECT count(*) FROM mentions m LEFT JOIN entities e USING(document, entity) WHERE m.entity NOT NULL AND e.name IS NULL'
fi
# The same page twice is two documents with the same ids.
cp pages/park.txt twice.txt
code 0 "$kaoju" extract --to sqlite -o twice.db pages/park.txt twice.txt
uses sqlite3 && same 2 "SELECT count(*) FROM v_facts WHERE metric = '渔船数量'" twice.db
# No room for the temporary file, none for the output.
(
    TMPDIR=$work/nowhere
    export TMPDIR
    exec "$kaoju" extract --to sqlite -o none.db pages 2>err
)
[ $? = 5 ] || fail "no temporary folder is not exit 5"
says err 'no temporary file in'
mkdir tmp
(
    TMPDIR=$work/tmp
    export TMPDIR
    ulimit -f 16
    exec "$kaoju" extract --to sqlite -o none.db pages 2>err
)
[ $? = 5 ] || fail "a file that may not grow is not exit 5"
[ ! -e none.db ] || fail "a partial database"
[ -z "$(ls tmp)" ] || fail "a temporary file is left"
finish
