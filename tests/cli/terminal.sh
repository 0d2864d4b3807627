#!/bin/sh
# Standard output is a terminal; signals.
. "$(dirname "$0")/lib.sh" "$@"
command -v python3 >/dev/null || { echo "skipped for want of: python3"; exit 0; }
python3 "$source/tests/cli/terminal.py" "$kaoju" || fail "terminal.py"
finish
