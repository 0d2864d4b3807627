#!/bin/sh
# gold.sh KAOJU SHARED: precision and recall on the annotated newspaper pages, with the marks below as the floor.
kaoju=$1
shared=$2
if [ ! -d "$shared/gold" ] || ! command -v python3 >/dev/null; then
    echo "skipped: $shared/gold or python3 is not here"
    exit 77
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
status=0
for gold in "$shared"/gold/*.jsonl; do
    case $gold in *.facts.jsonl) continue ;; esac
    page=$(basename "$gold" .jsonl)
    "$kaoju" extract --date 2025-06-18 --to jsonl "$shared/seeds/$page.txt" >"$work/$page" || status=1
    python3 "$shared/eval/score_gold.py" "$shared/seeds/$page.txt" "$gold" "$work/$page" >"$work/score" || status=1
    echo "== $page"
    cat "$work/score"
    awk '$1 ~ /^(FIGURE|COUNTRY|DATE|DURATION|ORDINAL|PERSON)$/ {
            floor = $1 == "PERSON" ? 0.95 : 0.97
            if ($11 < floor || $13 < 0.95) { print "below the floor: " $1 " F1 " $11 " value " $13; bad = 1 }
        } END { exit bad }' "$work/score" || status=1
done
exit $status
