#!/bin/sh
# Builds with gcov, runs the tests, prints lines and branches covered: of every file, then of all.
#
#     coverage.sh SOURCE BUILD
set -eu
source=$1
build=$2/coverage
cmake -S "$source" -B "$build" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Debug -DKAOJU_HARDEN=OFF \
  -DCMAKE_C_FLAGS="--coverage -fprofile-update=atomic" -DCMAKE_C_FLAGS_DEBUG="-O0 -g" >/dev/null
cmake --build "$build" -j2 >/dev/null
find "$build" -name '*.gcda' -delete
ctest --test-dir "$build" -j2 -LE 'pathological|gold' --output-on-failure >"$build/ctest.log" || tail -20 "$build/ctest.log"
cd "$build"
find . -path '*kj_*' -name '*.gcda' -o -path '*kaoju*' -name '*.gcda' | sort | while read -r data; do
  gcov -b -n "$data" 2>/dev/null
done | awk -v source="$source/src/" '
  /^File / { file = $2; gsub(/\047/, "", file); ours = index(file, source) == 1 && file ~ /\.c$/; next }
  ours && /^Lines executed/ { split($2, a, ":"); n = $4; lines = a[2] + 0; line_count = n }
  ours && /^(Branches executed|No branches)/ { if (/^No/) { taken = 100; branch_count = 0; report() } }
  ours && /^Taken at least once/ { split($4, a, ":"); taken = a[2] + 0; branch_count = $6; report() }
  function report() {
    printf "%6.2f%% of %4d lines  %6.2f%% of %4d branches  %s\n", lines, line_count, taken, branch_count, substr(file, length(source) + 1)
    all_lines += line_count; hit_lines += lines * line_count / 100
    all_branches += branch_count; hit_branches += taken * branch_count / 100
    ours = 0
  }
  END { printf "lines %.2f%% of %d, branches %.2f%% of %d\n", 100 * hit_lines / all_lines, all_lines, 100 * hit_branches / all_branches, all_branches }'
