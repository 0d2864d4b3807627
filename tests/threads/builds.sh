#!/bin/sh
# Builds the command with gcc and clang at -O0 and -O3 in BUILD/determinism, and compares what they give.
#
#     builds.sh SOURCE BUILD
set -eu
binaries=
for compiler in gcc clang; do
  command -v $compiler >/dev/null || { echo "no $compiler: left out"; continue; }
  for level in 0 3; do
    build=$2/determinism/$compiler-O$level
    cmake -S "$1" -B "$build" -DCMAKE_C_COMPILER=$compiler -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF \
      -DCMAKE_C_FLAGS_RELEASE="-O$level" >/dev/null
    cmake --build "$build" --target kaoju_cli >/dev/null
    binaries="$binaries $build/kaoju"
  done
done
exec sh "$1/tests/threads/determinism.sh" "$1" $binaries
