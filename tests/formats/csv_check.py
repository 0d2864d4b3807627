"""csv_check.py plain FILE RECORDS | excel FILE

plain: the csv module reads as many rows as there are facts, every row has all columns, the cells are what the records say,
and no cell holds a control character. excel: byte order mark, CRLF, and no cell that a spreadsheet would run, whether it
splits at commas or at semicolons; long numbers are text."""
import csv
import io
import json
import re
import sys
import unicodedata

FORMULA = "=+-@＝＋－＠−﹢﹣﹦﹫"
NUMBER = re.compile(r"-?\d+(\.\d+)?$")


def fail(*words):
    print("csv_check:", *words, file=sys.stderr)
    sys.exit(1)


def is_control(c):
    return unicodedata.category(c) == "Cc" or c in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def rows(text):
    out = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for row in out:
        if len(row) != len(out[0]):
            fail("a row has", len(row), "cells, not", len(out[0]), row)
        for cell in row:
            if any(is_control(c) for c in cell):
                fail("a control character in", ascii(cell))
    return out


def flat(text):
    """Is a text the same but for layout and escapes? Only what both must keep is compared."""
    return re.sub(r"\\u\{[0-9A-F]+\}|[\s\u200b\ufeff]", "", "".join(c for c in text if not is_control(c)))


def plain(path, records):
    raw = open(path, encoding="utf-8", newline="").read()
    if raw.replace("\r\n", "").count("\n") or raw.replace("\r\n", "").count("\r"):
        fail("a line does not end in CRLF")
    head, *body = rows(raw)
    facts = [r for r in map(json.loads, open(records, encoding="utf-8")) if r["record"] == "fact"]
    if len(facts) != len(body):
        fail(len(body), "rows,", len(facts), "facts")
    for fact, row in zip(facts, body):
        cells = dict(zip(head, row))
        want = {"id": fact["id"], "metric": fact["metric"], "number": fact["value"]["number"] or fact["value"]["fraction"],
                "low": fact["value"]["low"], "unit": fact["value"]["unit"]["code"], "sentence": fact["sentence"]["text"],
                "said_by": fact["attribution_text"], "doc": fact["doc"], "subject_ids": " ".join(fact["subject"])}
        for name, value in want.items():
            if flat(cells[name]) != flat(value or ""):
                fail(fact["id"], name, "is", ascii(cells[name]), "not", ascii(value))


def is_run(cell):
    """What Excel, LibreOffice and their kin take for a formula, DDE call or function."""
    start = cell.lstrip(" \t\u3000\u00a0\u200b\ufeff")
    return start[:1] in FORMULA and start != "" and not NUMBER.match(cell)


def excel(path):
    raw = open(path, "rb").read()
    if not raw.startswith(b"\xef\xbb\xbf"):
        fail("no byte order mark")
    text = raw[3:].decode("utf-8")
    for row in rows(text)[1:]:
        for cell in row:
            if is_run(cell):
                fail("would be run:", ascii(cell))
            if NUMBER.match(cell) and len(re.sub(r"\D", "", cell).lstrip("0")) > 15:
                fail("would be rounded:", cell)
    for line in text.split("\r\n"):
        for cell in re.split(r"[;\t]", line):
            if is_run(cell) or is_run(cell.strip('"')) and not cell.startswith("'"):
                fail("would be run where cells end at a semicolon:", ascii(cell))


if sys.argv[1] == "plain":
    plain(sys.argv[2], sys.argv[3])
else:
    excel(sys.argv[2])
