#!/bin/sh
# Records read back say all that was found: every format of `kaoju extract` is, byte for byte, that of `kaoju convert`. The texts
# are those of tests/spec, which have every kind of value.
. "$(dirname "$0")/lib.sh"
mkdir pages
for page in "$2"/tests/spec/*.md; do
    cp "$page" "pages/$(basename "$page" .md).txt"
done
"$kaoju" extract --date 2025-06-18 -o records.jsonl pages || fail "extract"
"$kaoju" extract --help >help
formats=$(sed -n '/^Formats:/,/^$/s/^  \([a-z0-9-]*\) .*/\1/p' help)
[ "$(echo "$formats" | wc -l)" -ge 15 ] || fail "the formats of --help: $formats"
for format in $formats; do
    if [ "$format" = sqlite ] && grep -q '^  sqlite .*not in this build' help; then
        continue
    fi
    "$kaoju" extract --date 2025-06-18 --to "$format" -o "extract.$format" pages || fail "extract --to $format"
    "$kaoju" convert --to "$format" -o "convert.$format" records.jsonl || fail "convert --to $format"
    diff -r "extract.$format" "convert.$format" >/dev/null || fail "$format: convert gives other bytes than extract"
done
finish
