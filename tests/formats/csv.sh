#!/bin/sh
# csv and csv-excel: read back by Python's csv module; hostile cells, none of which a spreadsheet would run.
. "$(dirname "$0")/lib.sh"
pages
both csv facts.csv
both csv-excel excel.csv
says facts.csv 'metric,subject,text,comparator,number'
if uses_python; then
    check $python "$here/csv_check.py" plain facts.csv records.jsonl
    check $python "$here/csv_check.py" excel excel.csv
    hostile csv hostile.csv 5000
    check $python "$here/csv_check.py" plain hostile.csv hostile.jsonl
    check "$kaoju" convert --to csv-excel -o hostile-excel.csv hostile.jsonl
    check $python "$here/csv_check.py" excel hostile-excel.csv
    # A real spreadsheet finds formulas in the one and none in the other, at commas and at semicolons.
    if uses soffice; then
        head -n 2000 hostile.csv >plain.csv
        head -n 2000 hostile-excel.csv >safe.csv
        for separator in 44 59; do
            HOME=$work soffice --headless --infilter="CSV:$separator,34,76,1" --convert-to fods safe.csv >check.out 2>&1
            [ -s safe.fods ] || fail "soffice: $(cat check.out)"
            grep -q 'table:formula' safe.fods && fail "a formula in csv-excel, separator $separator"
        done
        HOME=$work soffice --headless --infilter=CSV:44,34,76,1 --convert-to fods plain.csv >check.out 2>&1
        grep -q 'table:formula' plain.fods || fail "soffice runs nothing in csv: it shows nothing about csv-excel"
    fi
fi
finish
