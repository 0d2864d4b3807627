#!/bin/sh
# One digest of records over -j, locales, the environment, the instruction set; with BUILDs also over their compilers.
#
#     determinism.sh SOURCE KAOJU [KAOJU...]
set -eu
source=$1
shift
cd "$source"

digest() {
  { "$@" extract --date 2025-06-18 examples tests/spec/facts.md tests/spec/dates.md $more &&
    "$@" explain --to jsonl --text '去年埃及与土耳其的双边贸易额达88亿美元' &&
    "$@" extract --to csv-excel examples $more; } | sha256sum | cut -d' ' -f1
}
more=
want=$(digest "$1")
count=0
same() {
  what=$1
  shift
  got=$(digest "$@")
  count=$((count + 1))
  [ "$got" = "$want" ] || { echo "$what: $got, not $want" >&2; exit 1; }
}

for jobs in 1 2 8; do
  more="-j $jobs"
  same "-j $jobs" "$1"
done
more=
for locale in C C.UTF-8 tr_TR.UTF-8 de_DE.UTF-8 zh_CN.GB18030; do
  same "locale $locale" env LC_ALL=$locale LANG=$locale "$1"
done
same "empty environment" env -i "$1"
same "no vectors" env KAOJU_SIMD=off "$1"
same "another time zone" env TZ=Asia/Kathmandu "$1"
for kaoju; do
  same "$kaoju" "$kaoju"
done
echo "$count ways, one digest: $want"
