#!/bin/sh
# Very many small inputs for each parser, under the sanitizers but without coverage:
#
#     cmake -B BUILD -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS_DEBUG="-O2 -g" -DKAOJU_SANITIZE=address,undefined
#     cmake --build BUILD
#     tests/fuzz/many.sh BUILD MILLIONS NAME[@ROUND]...
#
# Goes round the targets, ten millions each, until each has had MILLIONS. A round is its seed, so NAME@5 goes on where four
# rounds were run before, here or elsewhere. BUILD/many.log has a line for each round that is done. An input that breaks a
# target is left in BUILD/NAME-ROUND.
set -u
cd "$(dirname "$0")/../.."
build=$(realpath "$1") || exit 2
root=$PWD
rounds=$(($2 / 10))
shift 2
round=0
while [ $round -lt $rounds ]; do
  round=$((round + 1))
  for name; do
    first=1
    case $name in *@*) first=${name#*@} name=${name%@*} ;; esac
    [ $round -ge "$first" ] || continue
    seeds=$(sed -n "s/^set(seeds_$name \(.*\))\$/\1/p" tests/fuzz/CMakeLists.txt)
    begun=$(date +%s)
    if (mkdir -p "$build/$name-$round" && cd "$build/$name-$round" &&
      "$build/tests/fuzz/fuzz_$name" --size 192 --runs 10000000 --seed $round $(for s in $seeds; do echo "$root/$s"; done)); then
      rm -rf "${build:?}/$name-$round"
      echo "$name $round $(($(date +%s) - begun)) s" >>"$build/many.log"
    else
      echo "$name $round FINDING in $build/$name-$round" >>"$build/many.log"
    fi
  done
done
