#!/bin/sh
# Runs libFuzzer's targets (preset fuzz) one after the other and says how many inputs each has had.
#
#     tests/fuzz/run.sh SECONDS [NAME...]
#
# The corpus stays in build/fuzz/corpus and is gone on with; inputs that break a target are left in build/fuzz/findings.
set -u
cd "$(dirname "$0")/../.."
seconds=$1
shift
[ $# -gt 0 ] || set -- utf8 fold encoding tsv lexicon matcher yaml rules saved extract outputs image lexicon_image rules_image
mkdir -p build/fuzz/findings
failed=0
for name; do
  corpus=build/fuzz/corpus/$name
  if ! [ -d "$corpus" ]; then
    mkdir -p "$corpus"
    seeds=$(sed -n "s/^set(seeds_$name \(.*\))\$/\1/p" tests/fuzz/CMakeLists.txt)
    # The replayer of another preset cuts the seeds.
    build/dev/tests/fuzz/fuzz_$name --size 512 --export "$corpus" $seeds
  fi
  [ -d "tests/fuzz/findings/$name" ] && cp "tests/fuzz/findings/$name"/* "$corpus"
  log=build/fuzz/$name.log
  words=tests/fuzz/text.dict
  case $name in *image) words=tests/fuzz/image.dict ;; esac
  if ! build/fuzz/tests/fuzz/fuzz_$name -max_total_time="$seconds" -timeout=120 -rss_limit_mb=3000 -max_len=2048 -dict=$words \
    -artifact_prefix="build/fuzz/findings/$name-" -print_final_stats=1 "$corpus" >"$log" 2>&1; then
    echo "$name: FINDING, see $log"
    failed=1
  fi
  count=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
  # A run that broke prints no statistics.
  [ -n "$count" ] || count=$(sed -n 's/^#\([0-9]*\).*/\1/p' "$log" | tail -1)
  echo "$name ${count:-0}" | tee -a build/fuzz/counts
done
exit $failed
