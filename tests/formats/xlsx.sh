#!/bin/sh
# xlsx: opened by openpyxl; the same bytes at another time; long numbers exact; as many links as a sheet may have, no more.
. "$(dirname "$0")/lib.sh"
pages
"$kaoju" extract --help >help
if grep -q '^  xlsx .*not in this build' help; then
    code 2 "$kaoju" extract --to xlsx -o x pages
    says err 'built without libxlsxwriter'
    skipped="$skipped libxlsxwriter"
    finish
fi
both xlsx facts.xlsx
sleep 2 # the resolution of times in a zip file
"$kaoju" convert --to xlsx -o later.xlsx records.jsonl
cmp -s facts.xlsx later.xlsx || fail "other bytes at another time"
code 2 "$kaoju" extract --to xlsx pages
says err '--to xlsx needs -o FILE'
uses_python openpyxl && check $python "$here/xlsx_check.py" facts.xlsx records.jsonl links
if uses_python openpyxl; then
    hostile xlsx hostile.xlsx 800
    check $python "$here/xlsx_check.py" hostile.xlsx hostile.jsonl
fi
mkdir tmp
(
    TMPDIR=$work/tmp
    export TMPDIR
    ulimit -f 4
    exec "$kaoju" extract --to xlsx -o none.xlsx pages 2>err
)
[ $? = 5 ] || fail "a file that may not grow is not exit 5"
[ ! -e none.xlsx ] || fail "a partial workbook"
[ -z "$(ls tmp)" ] || fail "a temporary file is left: $(ls tmp)"

# 65,530 links to a sheet, and not one more.
if uses_python; then
    $python - >many.jsonl <<'PY'
import json
print(json.dumps({"record": "document", "doc": "d", "source": {"path": "d.txt", "url": "https://example.org/d", "sha256": "0" * 64, "encoding": "utf-8", "bytes": 1},
                  "reference_date": None, "model": "0" * 16, "articles": []}))
value = {"kind": "count", "number": "3", "low": None, "high": None, "fraction": None, "comparator": "eq", "cue": None,
         "unit": {"kind": "count", "code": "1", "text": ""}, "candidates": None, "object": None, "significant_digits": 1}
time = {"edtf": None, "start": None, "end": None, "grain": None, "relative": False, "anchor": None, "mod": None, "zone": None}
print(json.dumps({"record": "mention", "id": "m", "doc": "d", "type": "FIGURE", "text": "3", "norm": "3",
                  "span": {"cp": [0, 1], "utf8": [0, 1], "source": [0, 1], "line": 1, "column": 1}, "sentence": {"cp": [0, 1]},
                  "value": value, "entity": None, "parent": None, "rule": "r", "confidence": 1}))
for i in range(65531):
    print(json.dumps({"record": "fact", "id": "f%d" % i, "doc": "d", "metric": "x", "subject": [], "topic": None, "figure": "m",
                      "value": value, "time_mention": None, "time": time, "change": None, "from": None, "base": None, "status": "stated",
                      "attribution": None, "attribution_text": None, "sentence": {"cp": [0, 1], "text": "3"}, "rule": "r", "confidence": 1}))
PY
    links() {
        $python -c "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.read('xl/worksheets/sheet1.xml').count(b'<hyperlink '), z.read('xl/worksheets/sheet4.xml').count('至多 65,530 个'.encode()))" "$1"
    }
    head -n 65532 many.jsonl >full.jsonl
    code 0 "$kaoju" convert --to xlsx -o full.xlsx full.jsonl
    [ "$(links full.xlsx)" = '65530 0' ] || fail "links of 65530 facts: $(links full.xlsx)"
    code 0 "$kaoju" convert --to xlsx -o over.xlsx many.jsonl
    [ "$(links over.xlsx)" = '65530 1' ] || fail "links of 65531 facts: $(links over.xlsx)"
fi
finish
