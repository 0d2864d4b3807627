#!/bin/sh
# dict_readme.sh DICT: every dictionary has its row in dict/README.md (what, source, licence), and every row its file.
cd "$1" || exit 1
status=0
for file in $(find . -name '*.tsv' | sed 's#^\./##' | sort); do
    grep -q "^| \`$file\` |" README.md || { echo "no row in dict/README.md for $file"; status=1; }
done
for file in $(sed -n 's/^| `\([a-z_/]*\.tsv\)` |.*/\1/p' README.md); do
    [ -f "$file" ] || { echo "dict/README.md has a row for $file, which is not there"; status=1; }
done
exit $status
