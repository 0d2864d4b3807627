#!/bin/sh
# compare.sh KAOJU EXAMPLE EXPECTED: the table of an example against the one that is kept. To accept a new one:
#   kaoju extract --to table --color never EXAMPLE > EXPECTED
cd "$(dirname "$2")" || exit 1
"$1" extract --to table --color never "$(basename "$2")" | diff "$3" - || {
    echo "the table of $2 has changed" >&2
    exit 1
}
