#!/bin/sh
# The progress line: on a terminal only, after half a second, erased in the end; never in a pipe, never with -q.
. "$(dirname "$0")/lib.sh" "$@"
command -v python3 >/dev/null || { echo "skipped for want of: python3"; exit 0; }
python3 "$source/tests/cli/progress.py" "$kaoju" || fail "progress.py"
finish
