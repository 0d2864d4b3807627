#!/usr/bin/env python3
"""Score the facts of kaoju on short passages with gold facts.

usage: fact_set.py KAOJU PASSAGES.jsonl [--errors] [--totals] [--floor F1] [--only DOMAIN]

PASSAGES has one object a line: {"domain", "text", "facts": [{"text", "nth", "metric", "subject", "edtf", "change", "modifier",
"attribution", "status"}]}; nth is the occurrence of the figure in the text, a list as subject, edtf or attribution holds what is
right. A domain that begins with t_ holds traps, passages without a claim. Every passage is a document of 2025-06-18. Prints precision,
recall, F1 and the share of each part, overall and by domain (not with --totals), and the facts found in traps; --errors lists what is
wrong; with --floor the exit code is 1 if F1 is under it.
"""
import json, subprocess, sys, tempfile

from fact_match import Records, Tally, load

DATE = "2025-06-18"


def place(text, gold):
    """The gold fact with start and end."""
    start = -1
    for _ in range(gold["nth"]):
        start = text.index(gold["text"], start + 1)
    return {**gold, "start": start, "end": start + len(gold["text"])}


def records_of(kaoju, rows):
    """-> the records of each row"""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for i, row in enumerate(rows):
            file.write(json.dumps({"id": str(i), "text": row["text"]}, ensure_ascii=False) + "\n")
        file.flush()
        out = subprocess.run([kaoju, "extract", "--date", DATE, "--to", "jsonl", "-q", file.name], check=True, capture_output=True).stdout
    found = [[] for _ in rows]
    for line in out.decode("utf-8").splitlines():
        record = json.loads(line)
        if "doc" in record and record["record"] != "document":
            found[int(record["doc"])].append(record)
    return [Records(records) for records in found]


def option(name):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    kaoju, rows = sys.argv[1], load(sys.argv[2])
    rows = [row for row in rows if option("--only") in (None, row["domain"])]
    everything, domains, traps, silly = Tally(), {}, 0, []
    for row, records in zip(rows, records_of(kaoju, rows)):
        gold, lines = [place(row["text"], g) for g in row["facts"]], []
        everything.add(records, gold, lines.append)
        domains.setdefault(row["domain"], Tally()).add(records, gold)
        if row["domain"].startswith("t_"):
            traps += 1
            silly += [records.mentions[f["figure"]]["text"] for f in records.facts]
        if "--errors" in sys.argv and lines:
            print(row["domain"], row["text"], *lines, sep="\n   ")
    if "--totals" not in sys.argv:
        for name, tally in domains.items():
            if not name.startswith("t_"):
                print(f"{name:14} gold {tally.gold:3} found {tally.found:3} right {tally.right:3}")
    f1 = everything.print()
    print(f"traps: {len(silly)} facts in {traps} passages without one", *([] if "--totals" in sys.argv else silly))
    sys.exit(option("--floor") is not None and f1 < float(option("--floor")))


main()
