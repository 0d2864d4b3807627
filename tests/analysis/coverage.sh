#!/bin/sh
# Builds with gcov, runs the tests, prints lines and branches covered; fails under the floors of coverage.py, which says what
# counts.
#
#     coverage.sh SOURCE BUILD
set -eu
source=$1
build=$2/coverage
mkdir -p "$build"
gcc -c -o "$build/raise.o" "$(dirname "$0")/raise.c"
cmake -S "$source" -B "$build" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Debug -DKAOJU_HARDEN=OFF \
  -DCMAKE_C_FLAGS="--coverage" -DCMAKE_C_FLAGS_DEBUG="-O0 -g" \
  -DCMAKE_EXE_LINKER_FLAGS="-Wl,--wrap=raise $build/raise.o" >/dev/null
find "$build" -name '*.gcda' -delete
cmake --build "$build" -j2 >/dev/null
# Left out: suites that measure and reach nothing that others do not; and many threads, whose counts go wrong: counting as
# threads must makes everything five times as slow. (Single tests with -j send their counts elsewhere: GCOV_PREFIX.)
ctest --test-dir "$build" -j2 -LE 'pathological|gold|bench|threads|determinism' --output-on-failure >"$build/ctest.log" || tail -20 "$build/ctest.log"
exec python3 "$(dirname "$0")/coverage.py" "$source" "$build"
