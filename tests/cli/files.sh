#!/bin/sh
# Files that are not what one thinks: links, pipes, loops, closed descriptors, a run that is interrupted, strange names.
. "$(dirname "$0")/lib.sh" "$@"
echo '今年出口增长12%。' >good.txt
"$kaoju" extract --date 2025-03-01 good.txt >want || fail "a good file"
documents() {
    grep -c '"record":"document"' "$1"
}

# -o to a pipe writes into it and leaves it what it is. (Not tried on /dev/null: it would be gone if this failed.)
mkfifo pipe
cat pipe >through &
code 0 "$kaoju" extract --date 2025-03-01 -o pipe good.txt
[ -p pipe ] || { fail "-o replaced a pipe"; kill $!; }
wait
cmp -s want through || fail "-o to a pipe wrote something else"

# -o to a link replaces the file it leads to; to a folder fails before any work; - is standard output.
echo old >real
ln -s real link
code 0 "$kaoju" extract --date 2025-03-01 -o link good.txt
[ -L link ] || fail "-o replaced a link"
cmp -s want real || fail "-o did not write through the link"
mkdir folder
code 5 "$kaoju" extract -o folder good.txt
says err 'folder: cannot write: Is a directory'
code 0 "$kaoju" extract --date 2025-03-01 -o - good.txt
cmp -s want out || fail "-o - is not standard output"

# A folder whose link leads back gives each file once; a pipe in it is not waited for; hidden files are left out.
mkdir -p tree/deep tree/empty
cp good.txt tree/b.txt
cp good.txt tree/deep/a.txt
cp good.txt tree/.hidden.txt
cp good.txt tree/notes.md
ln -s .. tree/deep/back
ln -s ../good.txt tree/linked.txt
mkfifo tree/pipe.txt
code 0 timeout 60 "$kaoju" extract tree
[ "$(sed -n 's/.*"record":"document","doc":"\([^"]*\)".*/\1/p' out | tr '\n' ' ')" = 'tree/b.txt tree/deep/a.txt tree/linked.txt ' ] ||
    fail "the files of a folder: $(sed -n 's/.*"record":"document","doc":"\([^"]*\)".*/\1/p' out)"
ln -s nowhere tree/gone.txt
ln -s nowhere tree/gone.md
code 3 timeout 60 "$kaoju" extract tree
says err 'tree/gone.txt: No such file'
says_not err gone.md
[ "$(documents out)" = 3 ] || fail "a dangling link took other files away"
code 0 "$kaoju" extract tree/empty
says err 'tree/empty: warning: no .txt'
code 0 "$kaoju" extract -q tree/empty
[ ! -s err ] || fail "-q: $(cat err)"

# Closed descriptors: messages never go into the output, the output is never the input.
"$kaoju" extract --date 2025-03-01 -o kept missing.txt good.txt 2>&-
[ $? = 3 ] || fail "a closed standard error is not exit 3"
cmp -s want kept || fail "a message went into the output: $(head -c 200 kept)"
"$kaoju" extract -o kept2 - <&- 2>err
[ $? = 3 ] || fail "a closed standard input is not exit 3"
says err 'standard input: Bad file descriptor'
"$kaoju" extract --from jsonl - <&- >out 2>err
[ $? = 3 ] || fail "a closed standard input as JSON Lines is not exit 3"

# A run that is ended leaves neither a temporary file nor half an output.
awk 'BEGIN { for (i = 0; i < 200000; i++) print "{\"text\":\"今年出口增长12%，投资3亿元。\"}" }' >many.jsonl
echo old >ended
"$kaoju" extract -o ended many.jsonl &
waited=0
until [ -n "$(find . -name 'ended.??????')" ] || [ $waited = 300 ]; do
    sleep 0.1
    waited=$((waited + 1))
done
kill -TERM $!
wait $!
[ $? = 143 ] || fail "SIGTERM did not end it"
[ -z "$(find . -name 'ended.??????')" ] || fail "SIGTERM left a temporary file"
says ended old

# Names that are no UTF-8 or steer a terminal.
strange=$(printf 'b\377d\360')
cp good.txt "$strange"
code 0 "$kaoju" extract "$strange"
iconv -f UTF-8 -t UTF-8 out >/dev/null 2>&1 || fail "a name that is no UTF-8 makes a record that is none"
says out "$(printf '"doc":"b\357\277\275d\357\277\275"')"
code 0 "$kaoju" extract --to table "$strange"
iconv -f UTF-8 -t UTF-8 out >/dev/null 2>&1 || fail "a table with a name that is no UTF-8"
code 3 "$kaoju" extract "$(printf 'x\033[31m\342\200\256y')"
says err 'x\u{1B}[31m\u{202E}y: No such file'
says_not err "$(printf '\033')"
finish
