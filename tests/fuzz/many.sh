#!/bin/sh
# Very many small inputs for each parser, under the sanitizers but without coverage:
#
#     tests/fuzz/many.sh BUILD MILLIONS NAME...
#
# BUILD is a build folder with optimisation and KAOJU_SANITIZE=address,undefined. Goes round the targets, ten millions each,
# until each has had MILLIONS; BUILD/many.log says how far it is. An input that breaks a target is left in BUILD/NAME-ROUND.
set -u
cd "$(dirname "$0")/../.."
build=$1
root=$PWD
rounds=$(($2 / 10))
shift 2
round=0
while [ $round -lt $rounds ]; do
  round=$((round + 1))
  for name; do
    seeds=$(sed -n "s/^set(seeds_$name \(.*\))\$/\1/p" tests/fuzz/CMakeLists.txt)
    if (cd "$build" && mkdir -p "$name-$round" && cd "$name-$round" &&
      ../tests/fuzz/fuzz_$name --size 192 --runs 10000000 --seed $round $(for s in $seeds; do echo "$root/$s"; done)); then
      rm -rf "${build:?}/$name-$round"
      echo "$name $round" >>"$build/many.log"
    else
      echo "$name $round FINDING in $build/$name-$round" >>"$build/many.log"
    fi
  done
done
