#!/bin/sh
# html: parsed, compared with the records, and driven in headless Chromium; hostile texts and records stay text.
. "$(dirname "$0")/lib.sh"
pages
printf '%s\n' '去年全市出口额达7亿元。今年全市出口额将达到9亿元。</script><script>alert(1)</script>出口额达3亿元。' \
    '<img src=x onerror=alert(1)>"'"'"' onmouseover="alert(1)，进口额达4亿元。&lt;b&gt;' >pages/markup.txt
printf '{"id":"<script>alert(2)</script>\\u202e","url":"javascript:alert(3)","text":"出口额达5亿元。\\u0000"}\n' |
    sed 's/\\u0000/\\u0001\\u001b]0;x\\u0007/' >pages/z.jsonl
"$kaoju" extract --date 2025-06-18 pages >records.jsonl || fail "extract"
both html page.html
says_not page.html '<script>alert'
says_not page.html 'javascript:alert(3)"'
script=$source/src/output/page/page.js
grep -q '</script\|<!--' "$script" && fail "page.js cannot stand in an element"
if uses_python; then
    check $python "$here/html_check.py" page.html records.jsonl "$script"
    $python "$here/html_drive.py" page.html "$(grep -c '"record":"fact"' records.jsonl)" >check.out 2>&1
    case $? in
    0) ;;
    77) skipped="$skipped chromium" ;;
    *) fail "$(tail -c 600 check.out)" ;;
    esac

    $python "$here/hostile_texts.py" 120 >texts.jsonl || fail "hostile_texts.py"
    code 0 "$kaoju" extract --date 2025-06-18 -o texts.records texts.jsonl
    code 0 "$kaoju" convert --to html -o texts.html texts.records
    check $python "$here/html_check.py" texts.html texts.records
fi

# A page of some size, and what it costs: linear.
if uses_python; then
    $python -c "print('去年，埃及与土耳其的双边贸易额达88亿美元，同比增长12%。\n' * 3000)" >big.txt
    code 0 timeout 60 "$kaoju" extract --date 2025-06-18 --to html -o big.html big.txt
    [ "$(grep -c '^<tr id=' big.html)" = 6000 ] || fail "rows of a big page"
fi

# Types that are not wanted are not there; without figures there are no facts.
code 0 "$kaoju" extract --date 2025-06-18 --types DATE,COUNTRY --to html pages/port.txt
says out 'class="m t-COUNTRY"'
says_not out 'class="m t-FIGURE"'
says_not out '<tr id='
# Nothing found and nothing given are pages, too.
echo 'nothing' >nothing.txt
code 0 "$kaoju" extract --to html nothing.txt
says out '</html>'
finish
