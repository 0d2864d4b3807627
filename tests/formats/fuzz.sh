#!/bin/sh
# fuzz.sh KAOJU SOURCE [COUNT [SEED]]: COUNT fuzzed facts with their texts, 20000 at a time, through csv, csv-excel, html and the table for
# a terminal. No cell that a spreadsheet would run, no element from data, no control character.
. "$(dirname "$0")/lib.sh"
count=${3:-2000}
seed=${4:-1}
uses_python || finish
while [ "$count" -gt 0 ] && [ "$failures" = 0 ]; do
    piece=$((count < 20000 ? count : 20000))
    $python "$here/hostile_records.py" $piece "$seed" texts.jsonl >hostile.jsonl || fail "hostile_records.py"
    for format in csv csv-excel html; do
        "$kaoju" convert --to $format -o hostile.$format hostile.jsonl || fail "--to $format, seed $seed"
    done
    check $python "$here/csv_check.py" plain hostile.csv hostile.jsonl
    check $python "$here/csv_check.py" excel hostile.csv-excel
    check $python "$here/html_check.py" hostile.html hostile.jsonl
    for color in never always; do
        "$kaoju" convert --to table --color $color -o hostile.table hostile.jsonl || fail "--to table, seed $seed"
        check $python "$here/table_check.py" hostile.table hostile.jsonl
    done
    count=$((count - piece))
    seed=$((seed + 1))
done
finish
