"""html_check.py PAGE RECORDS [SCRIPT]

Reads a page of --to html with html.parser: the text of every mention is that of its record, every fact has its row, and nothing of a
document is an element, an attribute, an address or a control character. SCRIPT: page.js, which must be the only one."""
import base64
import hashlib
import html.parser
import json
import re
import sys

ELEMENTS = set("html head meta title style body header h1 h2 div main section article p a bdi mark i table thead tbody tr th td button "
               "input span script".split())
ATTRIBUTES = set("lang charset name content http-equiv id class role aria-label aria-controls aria-labelledby aria-live type placeholder "
                 "autocomplete tabindex scope hidden href rel data-sort data-cell data-type data-value data-entity data-rule data-confidence "
                 "data-of data-u data-figure data-when data-number data-low data-high data-unit data-start data-end data-change".split())
VOID = {"meta", "input"}
CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def fail(*words):
    print("html_check:", *words, file=sys.stderr)
    sys.exit(1)


def plain(text):
    """what both a cell and a record must keep: no layout, no escapes"""
    return re.sub(r"\\u\{[0-9A-F]+\}|\s", "", CONTROL.sub("", text or ""))


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.open, self.texts, self.marks, self.kinds, self.rows = [], [], {}, {}, []
        self.raw, self.policy = {"script": "", "style": []}, ""
        self.feed(text)
        self.close()
        if self.open:
            fail("not closed:", self.open)

    def handle_starttag(self, tag, pairs):
        at = dict(pairs)
        if tag not in ELEMENTS or not set(at) <= ATTRIBUTES or len(at) != len(pairs):
            fail("an element that is none of ours:", tag, ascii(pairs)[:300], self.getpos())
        href = at.get("href", "#")
        if not (href.startswith(("#m", "https://", "http://")) or href == "#"):
            fail("an address:", ascii(href))
        if at.get("http-equiv"):
            self.policy = at["content"]
        if tag == "mark":
            self.kinds[at.get("id") or at["data-of"]] = at["data-type"]
            self.marks.setdefault(at.get("id") or at["data-of"], "")
        if tag == "style":
            self.raw["style"].append("")
        if at.get("class") == "text":
            self.texts.append("")
        if tag == "tr" and "id" in at:
            self.rows.append({**at, "cells": {}})
        if tag == "i":
            self.add(chr(int(at["data-u"], 16)))
        if tag not in VOID:
            self.open.append((tag, at))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            fail("closed out of order:", tag, self.getpos())

    def handle_comment(self, text):
        fail("a comment:", ascii(text))

    def add(self, text):
        for tag, at in self.open:
            if tag == "mark":
                self.marks[at.get("id") or at["data-of"]] += text
            if at.get("class") == "text":
                self.texts[-1] += text
            if "data-cell" in at and self.rows:
                cells = self.rows[-1]["cells"]
                cells[at["data-cell"]] = cells.get(at["data-cell"], "") + text

    def handle_data(self, text):
        last = self.open[-1][0] if self.open else ""
        if last == "script":
            self.raw["script"] += text
        elif last == "style":
            self.raw["style"][-1] += text
        elif last != "i":  # what it shows; data-u says what it is
            self.add(text)


def digest(text):
    return "'sha256-%s'" % base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def check_policy(page, script):
    want = {"default-src": ["'none'"], "style-src": [digest(s) for s in page.raw["style"]], "script-src": [digest(page.raw["script"])],
            "base-uri": ["'none'"], "form-action": ["'none'"]}
    have = {words[0]: words[1:] for words in map(str.split, page.policy.split(";"))}
    if have != want:
        fail("the policy is", have, "not", want)
    if script and page.raw["script"] != open(script, encoding="utf-8").read():
        fail("the script is another one")


def main():
    raw = open(sys.argv[1], encoding="utf-8", newline="").read()
    if CONTROL.search(raw):
        fail("a control character:", ascii(raw[max(0, CONTROL.search(raw).start() - 50):][:80]))
    page = Page(raw)
    check_policy(page, sys.argv[3] if len(sys.argv) > 3 else None)
    document, mentions, facts, index = -1, {}, [], {}
    for record in map(json.loads, open(sys.argv[2], encoding="utf-8")):
        if record["record"] == "document":
            document, number, rows = document + 1, 0, 0
        elif record["record"] == "mention":
            index[record["id"], document] = "m%d-%d" % (document, number)
            if record["text"]:
                mentions[index[record["id"], document]] = record
            number += 1
        elif record["record"] == "fact":
            facts.append((record, document, rows))
            rows += 1
    if set(mentions) != set(page.marks):
        fail("marks and mentions:", sorted(set(mentions) ^ set(page.marks))[:5])
    for name, record in mentions.items():
        if page.marks[name] != record["text"] or plain(page.kinds[name]) != plain(record["type"]):
            fail(name, "is", ascii(page.marks[name]), "not", ascii(record["text"]))
        start, end = record["span"]["cp"]
        if page.texts[int(name[1:].split("-")[0])][start:end] != record["text"]:
            fail(name, "does not stand where it should")
    if [r["id"] for r in page.rows] != ["f%d-%d" % (d, i) for _, d, i in facts]:
        fail("the rows are not the facts")
    for row, (fact, number, _) in zip(page.rows, facts):
        want = {"metric": fact["metric"], "text": mentions[row["data-figure"]]["norm"], "time": (fact["time"] or {}).get("edtf"),
                "status": fact["status"]}
        have = {name: row["cells"].get(name, "") for name in want}
        if row["data-figure"] != index[fact["figure"], number] or {n: plain(v) for n, v in want.items()} != {n: plain(v) for n, v in have.items()}:
            fail(row["id"], "says", ascii(have), "not", ascii(want))
        if plain(row["data-number"]) != plain(fact["value"]["number"] or fact["value"]["fraction"]):
            fail(row["id"], "number", ascii(row["data-number"]))
        if fact["time_mention"] and row["data-when"] != index[fact["time_mention"], number]:
            fail(row["id"], "time")


main()
