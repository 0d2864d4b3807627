#!/bin/sh
# Builds with gcov, runs the tests, prints lines and branches covered; fails under the floors of coverage.py, which says what
# counts.
#
#     coverage.sh SOURCE BUILD
set -eu
source=$1
build=$2/coverage
cmake -S "$source" -B "$build" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Debug -DKAOJU_HARDEN=OFF \
  -DCMAKE_C_FLAGS="--coverage -fprofile-update=atomic" -DCMAKE_C_FLAGS_DEBUG="-O0 -g" >/dev/null
cmake --build "$build" -j2 >/dev/null
find "$build" -name '*.gcda' -delete
# The suites of gold and of doubled inputs measure; they reach nothing that the others do not.
ctest --test-dir "$build" -j2 -LE 'pathological|gold' --output-on-failure >"$build/ctest.log" || tail -20 "$build/ctest.log"
exec python3 "$(dirname "$0")/coverage.py" "$source" "$build"
