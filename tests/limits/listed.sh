#!/bin/sh
# Every constant KJ_..._MAX or KAOJU_..._MAX of the sources is named in base/limits.h.
set -eu
cd "$1"
missing=0
for name in $(grep -rhoE '#define +(KJ|KAOJU)_[A-Z_]*(MAX|DEPTH)\b' . | sed 's/#define *//' | sort -u); do
  grep -q "\b$name\b" base/limits.h || { echo "$name is not in base/limits.h" >&2; missing=1; }
done
exit $missing
