#!/bin/sh
# Numerals and dates without end: every one ends, none is cut into figures that nobody wrote, none is lost. Codes of countries
# as long as a dictionary has them.
. "$(dirname "$0")/lib.sh" "$@"
# gives COUNT TYPE program...: the records of TYPE in what awk prints
gives() {
    want=$1
    type=$2
    awk "BEGIN { $3 }" >endless.txt
    "$kaoju" extract --date 2025-03-01 --types "$type" endless.txt >out 2>err || fail "$3: $(cat err)"
    got=$(grep -c '"record":"mention"' out)
    [ "$got" = "$want" ] || fail "$got $type, not $want: $3"
}
gives 0 FIGURE 'for (i = 0; i < 1000000; i++) printf "7"'
gives 0 FIGURE 'for (i = 0; i < 30000; i++) printf "一二三四五六七八九"'
gives 0 FIGURE 'for (i = 0; i < 30000; i++) printf "1,"'
gives 2000 FIGURE 'for (i = 0; i < 2000; i++) printf "3到5个、"'
gives 2000 FIGURE 'for (i = 0; i < 2000; i++) printf "约3.5%%—4.5%%，"'
gives 2000 DATE 'for (i = 0; i < 2000; i++) printf "2025年6月18日上午9时30分至10时、"'
gives 2000 DURATION 'for (i = 0; i < 2000; i++) printf "三年零两个月，"'
gives 2000 SET 'for (i = 0; i < 2000; i++) printf "每周三晚8点，"'
gives 30000 FIGURE 'for (i = 0; i < 10000; i++) printf "吞吐量由3万吨增至5万吨，同比增长8%%，"'

long=$(awk 'BEGIN { for (i = 0; i < 100; i++) printf "哈" }')
cp -r "$source/dict" dict
for file in org/org place/country place/country_char; do
    awk -F'\t' -v OFS='\t' -v long="$long" '{ for (i = 1; i <= NF; i++) if ($i == "CN") $i = long; print }' \
        "$source/dict/$file.tsv" >"dict/$file.tsv"
done
echo '国务院副总理、外交部长李书平访问中国海口' >posts.txt
code 0 "$kaoju" extract --dict dict posts.txt
says out "\"of\":\"country:$long\""
finish
