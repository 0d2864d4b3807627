#!/bin/sh
# -o is all or nothing; --types; the same bytes at any -j, locale and environment.
. "$(dirname "$0")/lib.sh" "$@"
i=0
while [ $i -lt 24 ]; do
    echo "第${i}号码头今年投资${i}.5亿元，去年为${i}亿元。" >doc$i.txt
    i=$((i + 1))
done

"$kaoju" extract --date 2025-03-01 doc*.txt >one || fail "-j 1"
export GCOV_PREFIX="$work.counts" # of coverage: not those of many threads
"$kaoju" extract --date 2025-03-01 -j 2 doc*.txt >two || fail "-j 2"
"$kaoju" extract --date 2025-03-01 -j 7 doc*.txt >seven || fail "-j 7"
unset GCOV_PREFIX
rm -rf "$work.counts"
env -i "$kaoju" extract --date 2025-03-01 doc*.txt >bare || fail "env -i"
LC_ALL=C "$kaoju" extract --date 2025-03-01 doc*.txt >c || fail "LC_ALL=C"
LC_ALL=C.UTF-8 "$kaoju" extract --date 2025-03-01 doc*.txt >utf8 || fail "LC_ALL=C.UTF-8"
LC_ALL=zh_CN.GB18030 LANGUAGE=zh_CN "$kaoju" extract --date 2025-03-01 doc*.txt >zh || fail "LC_ALL=zh_CN.GB18030"
for other in two seven bare c utf8 zh; do
    cmp -s one $other || fail "$other differs"
done

code 0 "$kaoju" extract --date 2025-03-01 --types DATE doc1.txt
says out '"type":"DATE"'
says_not out '"type":"FIGURE"'

echo old >kept
chmod 640 kept
code 0 "$kaoju" extract --date 2025-03-01 -o kept doc*.txt
cmp -s one kept || fail "-o wrote something else"
[ "$(stat -c %a kept)" = 640 ] || fail "-o changed the mode"
[ ! -s out ] || fail "-o also wrote to standard output"
code 3 "$kaoju" extract -o partly missing.txt doc1.txt
says partly '"doc":"doc1.txt"'
# A write that fails in the middle: the old file stays.
echo old >full
(
    ulimit -f 8
    exec "$kaoju" extract --date 2025-03-01 -o full doc*.txt 2>err
)
[ $? = 5 ] || fail "a file that may not grow is not exit 5"
says err 'full: cannot write: File too large'
says full old
(
    ulimit -f 8
    exec "$kaoju" extract --date 2025-03-01 --to neo4j -o graph doc*.txt 2>err
)
[ $? = 5 ] || fail "a folder whose files may not grow is not exit 5"
says err 'graph: cannot write: File too large'
[ -z "$(ls -d graph* 2>/dev/null)" ] || fail "left $(ls -d graph*)"
code 5 "$kaoju" extract --to neo4j -o / doc1.txt
says err '/: cannot write: Directory not empty'
code 5 "$kaoju" extract --to neo4j -o doc1.txt doc2.txt
says err 'doc1.txt: cannot write: Not a directory'
mkdir closed
echo old >closed/kept
chmod 555 closed
if [ "$(id -u)" != 0 ]; then
    code 5 "$kaoju" extract -o closed/kept doc1.txt
    says closed/kept old
fi
chmod 755 closed
[ -z "$(find . -name '*.??????' ! -name 'doc*')" ] || fail "a temporary file is left"

code 0 "$kaoju" extract --to table --color always --date 2025-03-01 doc1.txt
says out "$(printf '\033[33m')"
code 0 "$kaoju" extract --to table --date 2025-03-01 doc1.txt
says_not out "$(printf '\033')"
printf '出口\342\200\256增长\033[31m3%%。\n' >hostile.txt
code 0 "$kaoju" extract --to table hostile.txt
says_not out "$(printf '\342\200\256')"
finish
