#!/bin/sh
# Encodings, a long single line, the source link on a wrapped and letter-spaced text.
. "$(dirname "$0")/lib.sh" "$@"
numbers() { # norm and value of every figure
    grep '"type":"FIGURE"' "$1" | sed 's/.*"norm":"\([^"]*\)".*"number":"\([^"]*\)".*/\1 \2/'
}
printf '今年出口额达到3.5亿美元，比去年增长百分之十二。\n港口有１２００个泊位。\n' >u8.txt
"$kaoju" extract --date 2025-03-01 u8.txt >u8.out || fail "utf-8"
[ "$(numbers u8.out | wc -l)" -ge 2 ] || fail "too few figures: $(numbers u8.out)"
for encoding in GB18030 UTF-16LE UTF-16BE UTF-16; do
    iconv -f UTF-8 -t $encoding u8.txt >other.txt || continue
    for name in auto $encoding; do
        "$kaoju" extract --date 2025-03-01 --encoding $name other.txt >other.out 2>err || {
            fail "$encoding as $name: $(cat err)"
            continue
        }
        [ "$(numbers u8.out)" = "$(numbers other.out)" ] || fail "$encoding as $name reads otherwise: $(numbers other.out)"
    done
done
printf '臺灣出口額今年增長百分之三，達到5億美元。' | iconv -f UTF-8 -t BIG5 >big5.txt
"$kaoju" extract --encoding big5 big5.txt >big5.out || fail "big5"
says big5.out '"number":"500000000"'

# 2 MB in one line (longer ones: tests/pathological)
awk 'BEGIN { for (i = 0; i < 32000; i++) printf "码头今年吞吐量为%d万吨，增长百分之五。", i }' >long.txt
[ "$(wc -c <long.txt)" -gt 1800000 ] || fail "the long line is short"
"$kaoju" extract --date 2025-03-01 --types ORDINAL long.txt >out 2>err || fail "a long line: $(cat err)"
says out '"record":"document"'

# source[start:end] == text, in bytes, for every record
printf '\357\273\277新 建 码 头 有 3\n0 0 个 泊 位，\n投资 4.\n5 亿元。埃及总\n统穆斯塔法·卡\n迈勒6月 18\n日到访。\n' >spaced.txt
"$kaoju" extract --date 2025-06-20 spaced.txt >spaced.out || fail "spaced"
command -v jq >/dev/null || { echo "jq is not here: the source link was not checked" >&2; finish; }
jq -r 'select(.record == "mention") | "\(.span.utf8[0]) \(.span.utf8[1])"' spaced.out | while read -r start end; do
    dd if=spaced.txt bs=1 skip="$start" count=$((end - start)) 2>/dev/null >slice
    jq -j --argjson s "$start" --argjson e "$end" \
        'select(.record == "mention" and .span.utf8 == [$s, $e]) | .text' spaced.out | head -c $((end - start)) >text
    cmp -s slice text || { echo "span $start $end is not its text" >&2; exit 1; }
done || failures=1
[ "$(jq -r 'select(.type == "PERSON") | .norm' spaced.out | head -1)" = '穆斯塔法·卡迈勒' ] || fail "the wrapped name"
finish
