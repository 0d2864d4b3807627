#!/bin/sh
# csv and csv-excel: read back by Python's csv module; a million hostile cells, none of which a spreadsheet would run.
. "$(dirname "$0")/lib.sh"
pages
both csv facts.csv
both csv-excel excel.csv
says facts.csv 'metric,subject,text,comparator,number'
if uses_python; then
    check $python "$here/csv_check.py" plain facts.csv records.jsonl
    check $python "$here/csv_check.py" excel excel.csv
    hostile csv hostile.csv 40000
    check $python "$here/csv_check.py" plain hostile.csv hostile.jsonl
    check "$kaoju" convert --to csv-excel -o hostile-excel.csv hostile.jsonl
    check $python "$here/csv_check.py" excel hostile-excel.csv
fi
finish
