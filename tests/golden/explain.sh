#!/bin/sh
# explain.sh KAOJU FOLDER: the explanation of FOLDER/sentence.txt with the small dictionaries and rules beside it, against the
# one that is kept. Ids of people depend on the version: they do not count. To accept a new one, in FOLDER:
#   kaoju explain --to table --color never --dict dict --rules rules sentence.txt \
#       | sed 's/person:[0-9a-f]*/person:ID/' > sentence.table
cd "$2" || exit 1
"$1" explain --to table --color never --dict dict --rules rules sentence.txt |
    sed 's/person:[0-9a-f]*/person:ID/' | diff sentence.table - || {
    echo "the explanation of $2/sentence.txt has changed" >&2
    exit 1
}
