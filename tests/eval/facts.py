#!/usr/bin/env python3
"""Score the relations and facts of `kaoju extract --to jsonl` on one page against its gold facts.

usage: facts.py PAGE.txt GOLD.facts.jsonl RECORDS.jsonl [--errors]

README.md beside this file says when a row counts. Prints one line for relations and several for facts; --errors lists
what was missed and what was too much.
"""
import sys

from fact_match import Records, Tally, load, plain


def relation_key(gold):
    return plain(gold["person"]), plain(gold["title"]), plain(gold.get("of"))


def same_relation(records, gold, r, with_of):
    if not records.same(gold["person"], [r["person"]]) or plain(gold["title"]) != plain(r.get("title")):
        return False
    if not with_of or gold.get("of") is None:
        return True
    return records.same(gold["of"], [r.get("of"), r.get("of_text")])


def score_relations(gold, records, errors):
    wanted = list({relation_key(g): g for g in gold}.values())
    found = {}
    for r in records.relations:
        found.setdefault((r["person"], plain(r.get("title")), r.get("of") or plain(r.get("of_text"))), r)
    found = list(found.values())
    hit = [g for g in wanted if any(same_relation(records, g, r, True) for r in found)]
    loose = [g for g in wanted if any(same_relation(records, g, r, False) for r in found)]
    right = [r for r in found if any(same_relation(records, g, r, True) for g in wanted)]
    p, r = len(right) / len(found) if found else 0.0, len(hit) / len(wanted) if wanted else 0.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    print(f"relations gold {len(wanted):3} found {len(found):3}  P {p:.3f} R {r:.3f} F1 {f:.3f}  "
          f"R without of {len(loose) / len(wanted) if wanted else 0:.3f}")
    if errors:
        for g in wanted:
            if g not in hit:
                print("   missed", g["person"], "|", g["title"], "|", g.get("of"), "" if g not in loose else "(of)")
        for r in found:
            if r not in right:
                print("   extra ", *records.names(r["person"]), "|", r.get("title"), "|",
                      "/".join(records.names(r.get("of"))) or r.get("of_text"), r.get("rule"))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    page = open(sys.argv[1], encoding="utf-8", newline="").read()
    gold, rows = load(sys.argv[2]), load(sys.argv[3])
    for g in gold:
        if "start" in g and page[g["start"]:g["end"]] != g["text"]:
            sys.exit(f"{sys.argv[2]}: line {g['line']}: {g['text']!r} is not there")
    errors = "--errors" in sys.argv
    records = Records(rows)
    score_relations([g for g in gold if "relation" in g], records, errors)
    tally = Tally()
    tally.add(records, [g for g in gold if "relation" not in g], (lambda line: print("  ", line)) if errors else None)
    tally.print()


main()
