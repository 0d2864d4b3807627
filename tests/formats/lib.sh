# Shared by the scripts here, on top of ../cli/lib.sh: . lib.sh "$@"   ($1 the kaoju binary, $2 the source folder)
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../cli/lib.sh"
skipped=

# uses COMMAND: is this consumer there? If not, its checks are left out, and the test says so.
uses() {
    command -v "$1" >/dev/null && return 0
    skipped="$skipped $1"
    return 1
}
# python MODULE...: sets $python to a Python that has the modules
uses_python() {
    for python in python3 /usr/bin/python3; do
        command -v $python >/dev/null && $python -c "import sys${1:+,$1}" 2>/dev/null && return 0
    done
    skipped="$skipped python3${1:+-$1}"
    return 1
}
# check COMMAND...: runs a consumer; its complaint is the failure
check() {
    "$@" >check.out 2>&1 || fail "$* ($(head -c 600 check.out))"
}
# Sentences with all that facts have, in three documents; a fourth is hard-wrapped and in GB18030.
pages() {
    mkdir -p pages
    printf '%s\n' '松岭港一季度简报' '' '新华社开罗4月12日电　埃及总统卡迈勒12日说，去年，埃及与土耳其的双边贸易额达88亿美元，同比增长12%。' \
        '今年1至3月，松岭港完成货物吞吐量约1234.5万吨，比上年同期减少3.2%；到2030年，港区绿电占比将达到65%。' >pages/port.txt
    printf '%s\n' '园区产值由1500亿元增至3000亿元，增长50%。' '去年渔船数量没有超过200艘。' '每周三有2至3班船开往肯尼亚，航程10天。' '肯尼亚外交部发言人说，中国-东盟博览会6月开幕。' '博览会已办到第十几届。' >pages/park.txt
    printf '%s\n' '=1+1，出口额达5亿元。' '“@SUM(A1)”公司去年营业收入达12亿元，<script>alert(1)</script>利润达3亿元。' >pages/hostile.txt
    printf '\033[31m出口额\342\200\256达7亿元。😀𠀀市去年投资额达9亿元；=2+3，进口额达\t8亿元。\n' >>pages/hostile.txt
    printf '今年前两个月，全市用电\n量达35\n亿千瓦时，其中，\r\n工业用电量约 20 亿\n千瓦时。\n' | iconv -f UTF-8 -t GB18030 >pages/wrapped.txt
    "$kaoju" extract --date 2025-06-18 pages >records.jsonl || fail "extract"
}
# both FORMAT FILE: extract --to FORMAT and convert --to FORMAT give the same bytes, again and again; they are in FILE
both() {
    "$kaoju" extract --date 2025-06-18 --to "$1" -o "$2" pages || fail "extract --to $1"
    GCOV_PREFIX="$work.counts" "$kaoju" extract --date 2025-06-18 -j 3 --to "$1" -o "$2.j" pages || fail "extract -j 3 --to $1"
    rm -rf "$work.counts"
    "$kaoju" convert --to "$1" -o "$2.c" records.jsonl || fail "convert --to $1"
    diff -r "$2" "$2.j" >/dev/null || fail "$1: -j 3 gives other bytes"
    diff -r "$2" "$2.c" >/dev/null || fail "$1: convert gives other bytes than extract"
}
# hostile FORMAT FILE [COUNT]: records of hostile_records.py in FORMAT
hostile() {
    $python "$here/hostile_records.py" "${3:-2000}" >hostile.jsonl || fail "hostile_records.py"
    "$kaoju" convert --to "$1" -o "$2" hostile.jsonl || fail "convert --to $1 of hostile records"
}
finish() {
    [ -z "$skipped" ] || echo "skipped for want of:$skipped"
    exit $failures
}
