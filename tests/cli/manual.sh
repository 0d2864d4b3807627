#!/bin/sh
# The manual page is read without a warning; the completions load and complete. All three are made from the table of options.
. "$(dirname "$0")/lib.sh" "$@"
skipped=
uses() {
    command -v "$1" >/dev/null && return 0
    skipped="$skipped $1"
    return 1
}
code 0 "$kaoju" help --man
cp out kaoju.1
"$kaoju" extract --help | sed -n 's/^ *\(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' >options
[ "$(wc -l <options)" -gt 10 ] || fail "no options in --help"
while read -r option; do
    grep -qF -- "$(printf '%s' "--$option" | sed 's/-/\\-/g')" kaoju.1 || fail "--$option is not in the manual page"
done <options
if uses groff; then
    groff -ww -k -man -Tutf8 kaoju.1 >page 2>err
    [ ! -s err ] || fail "groff: $(head -c 300 err)"
    grep -q 'contradiction' page || fail "the page is empty"
fi
if uses man && [ -x "$(command -v groff)" ]; then
    LC_ALL=C.UTF-8 MANROFFOPT= man --warnings -E UTF-8 -l kaoju.1 >page 2>err
    [ ! -s err ] || fail "man: $(head -c 300 err)"
fi

for shell in bash zsh fish; do
    code 0 "$kaoju" help --completion $shell
    cp out kaoju.$shell
done
code 2 "$kaoju" help --completion csh
code 2 "$kaoju" help --completion

# completes WANTED WORD...: bash completes the last word, WANTED is among what it gives
completes() {
    wanted=$1
    shift
    bash --norc -c '. ./kaoju.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kaoju; printf "%s\n" "${COMPREPLY[@]}"' - "$@" >out 2>err
    [ ! -s err ] || fail "bash: $(cat err)"
    grep -qxF -- "$wanted" out || fail "no $wanted for: $* ($(tr '\n' ' ' <out))"
}
if uses bash; then
    completes convert kaoju conv
    completes --fail-on-empty kaoju extract --f
    completes html kaoju check --to h
    completes csv-excel kaoju extract --to = csv
    completes gb18030 kaoju explain --encoding g
    completes lint kaoju rules ''
    completes '' kaoju extract --dict '' # files, which bash knows itself
    completes extract kaoju help ex
fi
if uses zsh; then
    zsh -fn kaoju.zsh 2>err || fail "zsh: $(cat err)"
    zsh -f -c 'autoload -U compinit && compinit -D && . ./kaoju.zsh 2>/dev/null; whence -w _kaoju' >out 2>err
    says out '_kaoju: function'
fi
if uses fish; then
    HOME=$work fish --no-config -c '. ./kaoju.fish; complete -C "kaoju extract --fa"; complete -C "kaoju check --to "; complete -C "kaoju ve"' >out 2>err ||
        fail "fish: $(cat err)"
    [ ! -s err ] || fail "fish: $(head -c 300 err)"
    says out '--fail-on-empty'
    says out 'html'
    says out 'verify'
fi
[ -z "$skipped" ] || echo "skipped for want of:$skipped"
finish
