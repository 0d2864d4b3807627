#!/bin/sh
# kaoju verify: what still stands where the records say, what moved and to where, what is gone, what never was true.
. "$(dirname "$0")/lib.sh" "$@"
printf '%s\n' '去年，埃及与土耳其的双边贸易额达88亿美元，同比增长12%。' '园区产值由1500亿元增至3000亿元。' >a.txt
printf '{"id":"x","text":"去年出口额达3亿元。"}\n{"text":"今年投资额达5亿元。"}\n' >b.jsonl
printf '今年一季度出口3.5亿\r\n美元，同比增长8%%。' | iconv -f UTF-8 -t GB18030 >c.txt
"$kaoju" extract --date 2025-06-18 a.txt b.jsonl c.txt >records.jsonl || fail extract
count=$(grep -c '"record":"mention"' records.jsonl)
code 0 "$kaoju" verify records.jsonl
says out "4 documents, 0 changed; $count mentions: $count as they were, 0 moved, 0 gone, 0 not true"
code 0 "$kaoju" verify -q records.jsonl
[ ! -s out ] || fail "-q is not quiet"
code 0 "$kaoju" verify --root "$work" -o report <records.jsonl
says report '0 changed'

# A paragraph in front and an edit: what is behind it moved, what it touched is gone.
cp a.txt a.old
{ echo '新的一段。'; sed 's/88亿/89亿/' a.old; } >a.txt
code 1 "$kaoju" verify records.jsonl
says out 'a.txt:1:17: 88亿美元'
says out '): gone'
says out 'a.txt:2:6: 1500亿元'
says out '): moved to 3:6'
says out 'a.txt: changed since the records were made'
says out '4 documents, 1 changed;'
says_not out 'x:'
mv a.old a.txt

# Lines of a JSON Lines file are found by what they say, wherever they stand; a changed one by its id.
sed -n 2p b.jsonl >b.new
sed -n 1p b.jsonl >>b.new
mv b.jsonl b.old
mv b.new b.jsonl
code 0 "$kaoju" verify records.jsonl
sed 's/3亿元/4亿元/' b.old >b.jsonl
code 1 "$kaoju" verify records.jsonl
says out 'x:1:7: 3亿元'
says out '): gone'
grep -v '"x"' b.old >b.jsonl
code 3 "$kaoju" verify records.jsonl
says err 'x: b.jsonl: no line has this text or this id'
mv b.old b.jsonl

# Records that were never true of their source, in each of their units.
for change in 's/"text":"88亿美元"/"text":"98亿美元"/' 's/"cp":\[16,21\]/"cp":[15,20]/' 's/"utf8":\[48,59\]/"utf8":[45,56]/' \
    's/"source":\[48,59\]/"source":[48,60]/' 's/"line":1,"column":17/"line":1,"column":18/'; do
    sed "$change" records.jsonl >forged.jsonl
    cmp -s records.jsonl forged.jsonl && fail "nothing changed: $change"
    code 1 "$kaoju" verify forged.jsonl
    says out 'the record is not true of the source'
    says out ', 1 not true'
done

# A text that moved to the front; one whose file is in another encoding now, or no text at all.
cp a.txt a.old
tail -n +2 a.old >a.txt
code 1 "$kaoju" verify records.jsonl
says out 'a.txt:2:6: 1500亿元'
says out '): moved to 1:6'
printf '\377\376\377' >a.txt
code 3 "$kaoju" verify records.jsonl
says err 'a.txt: no valid utf-16le at byte offset 2'
says out '3 documents, 0 changed'
mv a.old a.txt
cp c.txt c.old
iconv -f GB18030 -t UTF-8 c.old >c.txt
code 1 "$kaoju" verify records.jsonl
says out 'c.txt: changed since the records were made'
mv c.old c.txt

# A mark of the byte order, blank lines, bad lines and ends of DOS in a JSON Lines file; records written with --types.
printf '\357\273\277{"id":"k","text":"去年出口额达3亿元。"}\r\n\r\n{"text":\n{"text":"今年投资额达5亿元。"}\r\n' >mark.jsonl
"$kaoju" extract mark.jsonl >marked.jsonl 2>err
says err 'mark.jsonl:3:'
code 0 "$kaoju" verify marked.jsonl
says out '2 documents, 0 changed'
printf '\n \t\r\n{"text":"今年投资额达5亿元。"}\n' >blank.jsonl
"$kaoju" extract blank.jsonl >blanks.jsonl || fail "blank lines"
code 0 "$kaoju" verify blanks.jsonl
"$kaoju" extract --types FIGURE --date 2025-06-18 a.txt >figures.jsonl || fail "--types"
code 0 "$kaoju" verify figures.jsonl
sed "s|\"path\":\"a.txt\"|\"path\":\"$work/a.txt\"|" figures.jsonl >absolute.jsonl
code 0 "$kaoju" verify --root nowhere absolute.jsonl

echo '出口5亿元。' | "$kaoju" extract >stdin.jsonl
code 3 "$kaoju" verify stdin.jsonl
says err 'the text came from standard input'
rm c.txt
code 3 "$kaoju" verify records.jsonl
says err 'c.txt: c.txt: No such file'
says out '3 documents, 0 changed'
code 3 "$kaoju" verify missing.jsonl
if [ -e /dev/full ]; then
    "$kaoju" verify records.jsonl >/dev/full 2>err
    [ $? = 5 ] || fail "a full disk is not exit 5"
fi
finish
