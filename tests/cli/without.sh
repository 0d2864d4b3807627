#!/bin/sh
# A build without the libraries that some formats need: it says so, by name, wherever one asks; everything else works.
# $1 is such a command (CMakeLists.txt).
. "$(dirname "$0")/lib.sh" "$@"
echo '今年出口增长12%。' >page.txt
for format in sqlite:SQLite xlsx:libxlsxwriter; do
    name=${format%:*} library=${format#*:}
    code 2 "$kaoju" extract --to "$name" -o "new.$name" page.txt
    says err "--to $name: this kaoju was built without $library"
    [ ! -e "new.$name" ] || fail "--to $name left a file"
done
code 0 "$kaoju" extract --help
[ "$(grep -c 'not in this build' out)" = 2 ] || fail "the help does not tell which formats are missing"
code 0 "$kaoju" extract --to csv page.txt
says out '12'
finish
