"""progress.py KAOJU: runs it with a terminal for standard error, and feeds it documents slowly, until it shows how far it is."""
import os
import pty
import re
import select
import subprocess
import sys
import time

LINE = re.compile(rb"\r\x1b\[K(\[[#-]{24}\] +\d+%  )?\d+ (documents|records)  [\d.]+ k?B( of [\d.]+ k?B)?  [\d.]+ [kM]?B/s")
PATIENCE = 60  # seconds; a busy machine is slow to begin


class Run:
    def __init__(self, *arguments, terminal=True):
        self.ours, theirs = pty.openpty() if terminal else os.pipe()
        self.said = b""
        self.process = subprocess.Popen([sys.argv[1], *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=theirs,
                                        env={"TERM": "xterm", "PATH": os.environ["PATH"]})
        os.close(theirs)

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and select.select([self.ours], [], [], left)[0]:
            try:
                self.said += os.read(self.ours, 65536)
            except OSError:  # the other side of the terminal has gone
                return

    def feed(self, line, wait=0.0):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        self.listen(wait)

    def feed_until_shown(self, line):
        """again and again, until one more line of progress is there; how often"""
        before, end, count = len(LINE.findall(self.said)), time.monotonic() + PATIENCE, 0
        while len(LINE.findall(self.said)) == before and time.monotonic() < end:
            self.feed(line, 0.25)
            count += 1
        check(len(LINE.findall(self.said)) > before, "nothing is shown:", self.said)
        return count

    def end(self):
        """what it wrote to standard output"""
        out = self.process.communicate()[0]
        self.listen(1)
        os.close(self.ours)
        return out


def check(truth, *words):
    if not truth:
        print("progress:", *words, file=sys.stderr)
        sys.exit(1)


document = '{"id":"d","text":"今年出口增长12%。"}'
extract = ["extract", "--from", "jsonl", "-"]

run = Run(*extract)
count = run.feed_until_shown(document)
check(run.end().count(b'"record":"document"') == count, "documents are missing")
check(run.said.endswith(b"\r\x1b[K"), "not erased:", run.said[-40:])
check(LINE.sub(b"", run.said).replace(b"\r\x1b[K", b"") == b"", "something else:", run.said)

# A message erases the line, stands alone, and the line comes again.
run = Run(*extract)
run.feed_until_shown(document)
run.feed("{")
run.feed_until_shown(document)
run.end()
check(re.search(rb"\r\x1b\[Kstandard input:\d+:\d+: error:[^\x1b]*\n\r\x1b\[K", run.said), "the message:", run.said)

# Not at once, not with -q, not in a pipe.
for arguments, terminal, wait in (extract, True, 0), (extract + ["-q"], True, 0.4), (extract, False, 0.4):
    run = Run(*arguments, terminal=terminal)
    for _ in range(4):
        run.feed(document, wait)
    records = run.end()
    check(run.said == b"" and records.count(b'"record":"document"') == 4, arguments, terminal, run.said)

# convert and verify count records. Of files the size is known: there is a bar, on a machine that is not done before.
run = Run("convert", "--to", "csv", "-")
run.feed_until_shown(records.decode().splitlines()[0])
run.end()
check(b" records  " in run.said and b"documents" not in run.said, "convert:", run.said)
with open("many.jsonl", "w", encoding="utf-8") as out:
    out.write((document + "\n") * 3000)
run = Run("extract", "--types", "DATE", "many.jsonl")
run.end()
check(b"[#" in run.said or not LINE.search(run.said), "no bar:", run.said[:200])
