"""terminal.py KAOJU: what a terminal as standard output gets: a table as wide as it is, colours unless NO_COLOR; no binary
file; Ctrl-C takes the temporary file along."""
import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time

KAOJU = sys.argv[1]
CONTROL = b"\x1b["


def check(truth, *words):
    if not truth:
        print("terminal:", *words, file=sys.stderr)
        sys.exit(1)


def run(*arguments, columns=100, stdin=subprocess.DEVNULL, **more):
    """exit code, and what the terminal showed; standard error goes there, too"""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {"TERM": "xterm", "PATH": os.environ["PATH"], **more}
    process = subprocess.Popen([KAOJU, *arguments], stdin=theirs if stdin is None else stdin, stdout=theirs, stderr=theirs,
                               env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other side has gone
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(), shown


def width(line):
    return sum(2 if ord(c) >= 0x2E80 else 1 for c in line.rstrip())


with open("page.txt", "w", encoding="utf-8") as file:
    file.write("商务部发言人说，去年港口出口额约为1234567.5万美元，比上年增长12%，超过全部计划。\n")
page = ["extract", "--date", "2025-06-18", "page.txt"]

code, shown = run(*page)
check(code == 0 and b'{"record"' not in shown and "12,345,675,000" in shown.decode(), "no table:", shown)
check(CONTROL in shown, "no colours:", shown)
for columns in 60, 140:
    code, shown = run(*page, "--color", "never", columns=columns)
    widest = max(map(width, shown.decode().splitlines()))
    check(CONTROL not in shown and widest <= columns, "--color never:", columns, widest, shown)
    check(columns < 100 or widest > 60, "the room is not used:", widest)
code, shown = run(*page, NO_COLOR="1")
check(code == 0 and CONTROL not in shown, "NO_COLOR=1:", shown)
code, shown = run(*page, NO_COLOR="")  # https://no-color.org: empty counts as not set
check(CONTROL in shown, "an empty NO_COLOR:", shown)
code, shown = run(*page, columns=0)  # a terminal that does not know
check(code == 0 and "12,345,675,000" in shown.decode(), "no columns:", shown)

# Nobody types a page: without a file the terminal gets the usage.
code, shown = run("extract", stdin=None)
check(code == 2 and b"usage: kaoju extract" in shown, "no input:", code, shown)
code, shown = run("extract", "--to", "sqlite", "page.txt")
check(code == 2 and b"needs -o FILE" in shown, "a database on a terminal:", code, shown)

# Interrupted while it waits for its input.
for number in signal.SIGINT, signal.SIGHUP, signal.SIGTERM:
    process = subprocess.Popen([KAOJU, "extract", "--from", "jsonl", "-o", "ended", "-"], stdin=subprocess.PIPE,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    end = time.monotonic() + 60
    while not any(name.startswith("ended.") for name in os.listdir(".")) and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(number)
    check(process.wait() == -number, number, "did not end it:", process.returncode)
    check(not any(name.startswith("ended") for name in os.listdir(".")), number, "left", os.listdir("."))

# A signal that the caller ignores, as nohup does, does not end it.
process = subprocess.Popen([KAOJU, "extract", "--from", "jsonl", "-o", "kept", "-"], stdin=subprocess.PIPE,
                           preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
end = time.monotonic() + 60
while not any(name.startswith("kept.") for name in os.listdir(".")) and time.monotonic() < end:
    time.sleep(0.05)
process.send_signal(signal.SIGHUP)
process.communicate('{"id":"d","text":"今年出口增长12%。"}\n'.encode())
check(process.returncode == 0 and os.path.getsize("kept") > 0, "SIGHUP though it was ignored:", process.returncode)
