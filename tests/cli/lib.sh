# Shared by the scripts here: . lib.sh "$@"   ($1 the kaoju binary, $2 the source folder)
kaoju=$1
source=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

fail() {
    echo "FAIL: $*" >&2
    failures=1
}
# code WANTED command...: runs it into out and err and compares the exit code
code() {
    wanted=$1
    shift
    "$@" >out 2>err
    got=$?
    [ "$got" = "$wanted" ] || fail "exit $got, not $wanted: $* ($(head -c 300 err))"
}
# says FILE TEXT: TEXT stands in FILE
says() {
    grep -qF -- "$2" "$1" || fail "no «$2» in $1: $(head -c 300 "$1")"
}
says_not() {
    if grep -qF -- "$2" "$1"; then fail "«$2» in $1"; fi
}
finish() {
    exit $failures
}
