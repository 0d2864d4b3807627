"""progress.py KAOJU: runs it with a terminal for standard error, and feeds it documents slowly or many."""
import os
import pty
import re
import subprocess
import sys
import time

LINE = re.compile(rb"\r\x1b\[K(\[[#-]{24}\] +\d+%  )?\d+ (documents|records)  [\d.]+ k?B( of [\d.]+ k?B)?  [\d.]+ [kM]?B/s")


def run(arguments, lines=(), wait=0.0, terminal=True, out=subprocess.DEVNULL):
    """what it wrote to standard error, and to standard output if that is a pipe"""
    ours, theirs = pty.openpty() if terminal else os.pipe()
    process = subprocess.Popen([sys.argv[1], *arguments], stdin=subprocess.PIPE, stdout=out, stderr=theirs,
                               env={"TERM": "xterm", "PATH": os.environ["PATH"]})
    os.close(theirs)
    for line in lines:
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
        time.sleep(wait)
    process.stdin.close()
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:  # a terminal whose other side has gone
        pass
    os.close(ours)
    output = process.stdout.read() if out == subprocess.PIPE else b""
    process.wait()
    return said, output


def check(truth, *words):
    if not truth:
        print("progress:", *words, file=sys.stderr)
        sys.exit(1)


lines = ['{"id":"d%d","text":"今年出口增长%d%%。"}' % (i, i + 1) for i in range(9)]
command = ["extract", "--from", "jsonl", "-"]

said, _ = run(command, lines, 0.25)
check(LINE.search(said), "no line:", said)
check(said.endswith(b"\r\x1b[K"), "not erased:", said[-40:])
check(LINE.sub(b"", said).replace(b"\r\x1b[K", b"") == b"", "something else:", said)
check(said.count(b"documents") <= len(lines), "too often")

said, _ = run(command, lines[:2])
check(said == b"", "half a second was not waited for:", said)
said, _ = run(command + ["-q"], lines, 0.25)
check(said == b"", "-q:", said)
said, output = run(command, lines, 0.25, terminal=False, out=subprocess.PIPE)
check(said == b"" and output.count(b'"record":"document"') == len(lines), "in a pipe:", said)

# A message erases the line, stands alone, and the line comes again.
said, _ = run(command, lines[:6] + ["{"] + lines[6:], 0.25)
check(re.search(rb"\r\x1b\[Kstandard input:7:\d+: error:[^\x1b]*\n", said), "the message:", said)

# Files have a size, so there is a bar; convert and verify count records.
records = run(command, lines, 0, terminal=False, out=subprocess.PIPE)[1]
with open("many.jsonl", "w", encoding="utf-8") as out:
    for i in range(3000):
        out.write(lines[i % 9] + "\n")
said, _ = run(["extract", "-j", "2", "many.jsonl"])
check(b"[#" in said or said == b"", "no bar:", said[:200])  # a fast machine is done before
said, _ = run(["convert", "--to", "csv", "-"], records.decode().splitlines()[:6], 0.25)
check(b" records  " in said and b"documents" not in said, "convert:", said)
