#!/bin/sh
# brat, conll, labelstudio and webannotation: read back, each span holds its text, and the spans are those of the records.
. "$(dirname "$0")/lib.sh"
pages
for format in brat conll labelstudio webannotation; do
    both $format $format.out
    uses_python && check $python "$here/spans_check.py" $format $format.out records.jsonl
done
says brat.out/pages_port.ann 'holds_post Arg1:T'

# JavaScript's own offsets, in node.
cat >offsets.js <<'JS'
const tasks = JSON.parse(require("fs").readFileSync("labelstudio.out", "utf8"));
let astral = 0;
for (const task of tasks)
    for (const r of task.predictions[0].result.filter(r => r.type == "labels")) {
        if (task.data.text.slice(r.value.start, r.value.end) !== r.value.text) throw new Error(JSON.stringify(r));
        astral += [...task.data.text.slice(0, r.value.start)].length != r.value.start;
    }
if (!astral) throw new Error("no mention behind a character of two units");
JS
uses node && check node offsets.js

# The same with hostile texts, which are lines of one file.
if uses_python; then
    $python "$here/hostile_texts.py" 120 >texts.jsonl || fail "hostile_texts.py"
    code 0 "$kaoju" extract --date 2025-06-18 -o texts.records texts.jsonl
    for format in brat conll labelstudio webannotation; do
        code 0 "$kaoju" convert --to $format -o texts.$format texts.records
        check $python "$here/spans_check.py" $format texts.$format texts.records
    done
    code 0 "$kaoju" verify texts.records
    says out '120 documents, 0 changed'
    says out ', 0 not true'
fi

# They need the text: a source that has changed or gone is said, and the other documents go on.
cp records.jsonl old.jsonl
echo '又一行。' >>pages/park.txt
mv pages/wrapped.txt .
for format in conll labelstudio webannotation; do
    code 3 "$kaoju" convert --to $format old.jsonl
    says err 'pages/park.txt: pages/park.txt has changed since the records were made'
    says err 'pages/wrapped.txt: pages/wrapped.txt: No such file'
    says_not out 渔船
    says out 松
done

# A folder is new or empty; what is wrong leaves nothing behind.
mkdir full empty
echo kept >full/file
code 5 "$kaoju" extract --to brat -o full pages/port.txt
says err 'full: cannot write: Directory not empty'
code 0 "$kaoju" extract --to brat -o empty/ pages/port.txt
[ "$(LC_ALL=C ls empty | tr '\n' ' ')" = 'annotation.conf pages_port.ann pages_port.txt ' ] || fail "in the folder: $(LC_ALL=C ls empty)"
code 2 "$kaoju" extract --to brat pages/port.txt
says err '--to brat needs -o DIR'
(
    ulimit -f 1
    exec "$kaoju" extract --to brat -o limited pages/port.txt 2>err
)
[ $? = 5 ] || fail "a file that may not grow is not exit 5"
[ ! -e limited ] || fail "a partial folder"
[ -z "$(find . -name '*.??????' ! -name '*.out*' ! -name '*records*' -type d)" ] || fail "a temporary folder is left: $(ls)"
# Two documents of one name, and a name that is none.
printf '{"id":"a/b","text":"出口3亿元。"}\n{"id":"a_b","text":"出口4亿元。"}\n{"id":"../..","text":"出口5亿元。"}\n{"id":"\\u001b","text":""}\n' >names.jsonl
code 0 "$kaoju" extract --to brat -o names names.jsonl
[ "$(LC_ALL=C ls names | tr '\n' ' ')" = 'a_b-2.ann a_b-2.txt a_b.ann a_b.txt annotation.conf document-4.ann document-4.txt document.ann document.txt ' ] || fail "names: $(ls names)"
finish
