#!/bin/sh
# Is the command what KAOJU_HARDEN asks for? A position-independent executable, relocations read-only and all resolved at the
# start, no executable stack, guarded stacks; unless it is a Debug build, checked libc calls.
#
#     hardening.sh KAOJU CONFIG
set -eu
kaoju=$1
config=$2
failures=0
has() {
  if ! printf '%s\n' "$2" | grep -qE -- "$3"; then
    echo "$1 is missing" >&2
    failures=1
  fi
}
header=$(readelf -hW "$kaoju")
segments=$(readelf -lW "$kaoju")
dynamic=$(readelf -dW "$kaoju")
symbols=$(readelf --dyn-syms -W "$kaoju")
has "PIE" "$header" 'Type: +DYN'
has "RELRO" "$segments" 'GNU_RELRO'
has "BIND_NOW" "$dynamic" 'BIND_NOW|Flags:.*NOW'
has "a stack without execution" "$segments" 'GNU_STACK.* RW +0x'
has "the stack protector" "$symbols" '__stack_chk_fail'
[ "$config" = Debug ] || has "_FORTIFY_SOURCE" "$symbols" '__[a-z]*printf_chk'
exit $failures
