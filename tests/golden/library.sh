#!/bin/sh
# library.sh PROGRAM TEXT: the example program finds the exact amount.
"$1" "$2" | grep -q "427.6亿元	42760000000	CNY" || {
    echo "the example program does not print the amount" >&2
    exit 1
}
