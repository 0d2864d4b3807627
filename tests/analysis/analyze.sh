#!/bin/sh
# Static analysis of src/ by one tool; every finding is an error.
#
#     analyze.sh gcc|clang-tidy|cppcheck SOURCE BUILD
set -eu
tool=$1
source=$2
build=$3
command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
files=$(find "$source/src" -name '*.c' | sort)
case $tool in
gcc)
  # -fanalyzer needs a compilation; one folder, so that a second run looks only at what has changed.
  cmake -S "$source" -B "$build/analyzer" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Debug -DBUILD_TESTING=OFF -DKAOJU_WERROR=ON \
    -DCMAKE_C_FLAGS=-fanalyzer -DCMAKE_PROJECT_kaoju_INCLUDE="$source/tests/analysis/gcc.cmake" >/dev/null
  cmake --build "$build/analyzer" -j2 --target kaoju_cli >/dev/null
  ;;
clang-tidy)
  # The checks are those of .clang-tidy. One file at a time: of several, clang 14 takes each va_list but the first's for unset.
  # Without the tests, which compile some files again; with the pages of HTML, which are made.
  cmake -S "$source" -B "$build/tidy" -DCMAKE_BUILD_TYPE=Debug -DBUILD_TESTING=OFF -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >/dev/null
  cmake --build "$build/tidy" -j2 --target kj_output >/dev/null
  findings=$(printf '%s\n' $files | xargs -P 2 -n 1 clang-tidy -quiet -p "$build/tidy" 2>&1) ||
    { printf '%s\n' "$findings" | grep -v 'warnings* generated'; exit 1; }
  ;;
cppcheck)
  # No includes of the system: cppcheck knows libc by its own descriptions.
  cppcheck --quiet --error-exitcode=1 --std=c11 --library=posix --enable=warning,portability --inline-suppr \
    --suppressions-list="$source/tests/analysis/cppcheck.supp" -I "$source/src" -D_POSIX_C_SOURCE=200809L "$source/src"
  ;;
esac
echo "$tool: nothing found in $(printf '%s\n' $files | wc -l) files"
