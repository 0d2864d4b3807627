#!/bin/sh
# kaoju check: pages against each other, claims against them, formats, exit codes.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$source/examples/papers" papers
pages="papers/east.txt papers/south.txt papers/west.txt"

# One paper prints 46.8 for 48.6, and another measure word; the third one tells the same in its own words.
code 1 "$kaoju" check --date 2025-07-11 --to table --color never $pages
says out 'CONFLICT  海棠港集团营业收入'
says out 'papers/south.txt:13:14'
says out '[2 sources, printed 3 times]'
says out 'unit differs  智能泊位'
says out 'same within rounding  海棠港吞吐量'
says out 'one article, printed 2 times'
says_not out "$(printf '\033')"

# Nothing is said twice in one page: no conflict.
code 0 "$kaoju" check --date 2025-07-11 --to table papers/west.txt
says out 'none is stated twice'

# 全国 is what the other one leaves out.
echo '一季度，社会消费品零售总额同比增长4.5%。' >short.txt
echo '一季度，全国社会消费品零售总额同比增长4.5%。' >long.txt
code 0 "$kaoju" check --date 2025-06-18 --to table short.txt long.txt
says out 'same  社会消费品零售总额'

# Claims: right, a digit changed, another year, 万 for 亿, growth for a level, another currency, nowhere.
code 1 "$kaoju" check --date 2025-07-11 --claims papers/claims.txt --to table --color never $pages
says out '1 supported, 5 contradicted, 1 not found'
says out '1.26亿吨, not 1.62亿吨'
says out 'of 2025-01/2025-06, not 2024-01/2024-06'
says out '1.26亿吨, not 1.26万吨'
says out 'it is a level, not increase'
says out '48.6亿元, not 48.6亿美元'
head -2 papers/claims.txt >right.txt
code 0 "$kaoju" check --date 2025-07-11 --claims right.txt $pages

# JSON Lines: what is documented, and every place is where the text is.
code 1 "$kaoju" check --date 2025-07-11 $pages
if command -v python3 >/dev/null; then
    python3 - out <<'EOF' || fail "the records are not what is documented"
import json, sys
records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert {r["record"] for r in records} == {"reprint", "agreement"}
verdicts = {r["verdict"] for r in records if r["record"] == "agreement"}
assert verdicts == {"conflict", "unit_differs", "rounded", "same"}, verdicts
for r in records:
    for s in r.get("statements", []):
        text = open(s["source"]["path"], encoding="utf-8", newline="").read()
        start, end = s["source"]["cp"]
        assert "".join(text[start:end].split()) == s["figure"], s
        lines = text[:start].split("\n")
        assert (len(lines), len(lines[-1]) + 1) == (s["source"]["line"], s["source"]["column"]), s
EOF
fi
code 1 "$kaoju" check --date 2025-07-11 --claims papers/claims.txt $pages
says out '"judgement":"contradicted"'

# One page that needs nothing else.
code 1 "$kaoju" check --date 2025-07-11 --to html -o page.html $pages
says page.html '<!DOCTYPE html>'
says page.html "default-src 'none'"
says_not page.html '<script'

# JSON Lines: a bad line is told with its place, the others are compared; a page without an id is known by its line.
printf '%s\n' '{"text":"2024年中国出口额达到100亿美元。"}' '{bad' '{"text":"2024年中国出口额达到200亿美元。"}' >pages.jsonl
code 3 "$kaoju" check pages.jsonl
says err 'pages.jsonl:2: '
says out '"doc":"pages.jsonl:1"'
says out '"doc":"pages.jsonl:3"'
says out '"verdict":"conflict"'

# Wrong usage, missing files.
code 2 "$kaoju" check
code 2 "$kaoju" check --to xlsx papers/east.txt
code 3 "$kaoju" check --to table papers/east.txt missing.txt
says err missing.txt
code 5 "$kaoju" check --claims missing.txt papers/east.txt
says err missing.txt
code 5 "$kaoju" check -o no/such/folder/x papers/east.txt

# Pages of JSON Lines, each with its own date; a bad line, a page that is no text, standard input.
printf '%s\n' '{"id":"p","text":"2024年，海棠港集团营业收入达48.6亿元。"}' '{"text":' \
    '{"text":"去年，海棠港集团营业收入达46.8亿元。","date":"2025-07-11"}' >pages.jsonl
code 3 "$kaoju" check pages.jsonl
says err 'pages.jsonl:2:'
says out '"verdict":"conflict"'
says out '"doc":"p"'
says out '"doc":"pages.jsonl:3"'
sed -i 2d pages.jsonl
code 1 "$kaoju" check --from jsonl - <pages.jsonl
says out '"doc":"-:2"'
printf '去年\377' >bad.txt
code 3 "$kaoju" check papers/east.txt bad.txt
says err 'bad.txt: no valid UTF-8 at byte offset 6'

# Claims from standard input: blank lines and comments are none; what is no text or too long costs itself only.
{
    printf '# 海棠港\n\n \t\r\n'
    tail -1 right.txt
} | code 0 "$kaoju" check --date 2025-07-11 --claims - $pages
[ "$(grep -c '"record":"claim"' out)" = 1 ] || fail "comments are claims"
{
    printf '去年\377\n'
    tail -1 right.txt
} | code 3 "$kaoju" check --date 2025-07-11 --claims - $pages
says err 'no valid UTF-8'
says out '"judgement":"supported"'
{
    printf '题\0'
    tail -1 right.txt
} | code 3 "$kaoju" check --date 2025-07-11 --claims - $pages
says err 'NUL byte at byte offset 3'
{
    head -c 1100000 /dev/zero | tr '\0' 'x'
    echo
    tail -1 right.txt
} >long.txt
code 3 "$kaoju" check --date 2025-07-11 --claims long.txt $pages
says err 'long.txt:1: a claim has at most 1048574 bytes'
says out '"judgement":"supported"'
code 5 "$kaoju" check --claims papers papers/east.txt
says err 'papers: Is a directory'
code 4 "$kaoju" check --rules nowhere papers/east.txt
says err nowhere
if [ -e /dev/full ]; then
    code 5 "$kaoju" check -o /dev/full papers/east.txt papers/south.txt
    says err '/dev/full: cannot write: No space left on device'
fi

# The same bytes whatever the locale.
"$kaoju" check --date 2025-07-11 $pages >one
LC_ALL=C "$kaoju" check --date 2025-07-11 $pages >two
cmp -s one two || fail "the locale changes the output"
finish
