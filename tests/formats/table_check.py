"""table_check.py TABLE RECORDS: a table for a terminal has a line for each mention, and nothing that steers a terminal or turns a line
around; with colours, nothing but those. Text of a record cannot begin a line."""
import json
import re
import sys

CONTROL = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
COLOR = re.compile("\x1b\\[(0|1|3[2-6])m")


def fail(*words):
    print("table_check:", *words, file=sys.stderr)
    sys.exit(1)


raw = open(sys.argv[1], encoding="utf-8", newline="").read()
plain = COLOR.sub("", raw)
if CONTROL.search(plain):
    at = CONTROL.search(plain).start()
    fail("a control character:", ascii(plain[max(0, at - 50):at + 20]))
records = [r["record"] for r in map(json.loads, open(sys.argv[2], encoding="utf-8"))]
documents, mentions = records.count("document"), records.count("mention")
lines = plain.split("\n")
if len(lines) - 1 != mentions + 4 * documents:  # the name, the heading, the counts, a blank line
    fail(len(lines) - 1, "lines for", mentions, "mentions of", documents, "documents")
if sum(bool(re.match(r"\d+:\d+ ", line)) for line in lines) < mentions:
    fail("a line that does not begin with a place")
