#!/usr/bin/env python3
"""Score the relations and facts of `kaoju extract --to jsonl` on one page against its gold facts.

usage: facts.py PAGE.txt GOLD.facts.jsonl RECORDS.jsonl [--errors]

README.md beside this file says when a row counts. Prints one line for relations and several for facts; --errors lists
what was missed and what was too much.
"""
import json, re, sys

MODIFIER = {"=": "eq", "~": "approx", ">": "gt", "<": "lt", ">=": "ge", "<=": "le"}


def plain(text):
    """Blanks and line ends removed, full-width brackets and dashes as ASCII."""
    if text is None:
        return None
    return re.sub(r"\s+", "", text).translate(str.maketrans("（）－—–：，", "()---:,"))


def scores(right, found, wanted):
    p, r = right / found if found else 0.0, right / wanted if wanted else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def load(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


class Records:
    """Records by id, and the names that an id or a printed text may be called by."""

    def __init__(self, rows):
        self.mentions = {r["id"]: r for r in rows if r.get("record") == "mention"}
        self.entities = {r["id"]: r for r in rows if r.get("record") == "entity"}
        self.relations = [r for r in rows if r.get("record") == "relation" and r.get("relation") == "holds_post"]
        self.facts = [r for r in rows if r.get("record") == "fact"]
        self.by_name = {}
        for entity in self.entities.values():
            for name in self.entity_names(entity):
                self.by_name.setdefault(name, set()).update(self.entity_names(entity))

    @staticmethod
    def entity_names(entity):
        return {plain(n) for n in [entity.get("name"), *(entity.get("names") or [])] if n}

    def names(self, what):
        """All names of an entity or mention id, or of a text."""
        if what is None:
            return set()
        if what in self.entities:
            return self.entity_names(self.entities[what])
        if what in self.mentions:
            mention = self.mentions[what]
            own = {plain(mention["text"]), plain((mention.get("value") or {}).get("name"))} - {None}
            return own | self.names(mention.get("entity"))
        return {plain(what)}

    def same(self, gold, ids):
        """A gold text agrees with one of the ids or texts, if need be through the names of an entity."""
        want = {plain(gold)} | self.by_name.get(plain(gold), set())
        return any(want & self.names(i) for i in ids)

    def same_subject(self, gold, ids):
        """As same; or one name holds the other and is at most twice as long (中亚国家 and 中亚)."""
        def near(a, b):
            return (a in b or b in a) and 2 * min(len(a), len(b)) >= max(len(a), len(b))
        return self.same(gold, ids) or any(near(plain(gold), n) for i in ids for n in self.names(i) if n)


# ---------------------------------------------------------------- relations

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


# ---------------------------------------------------------------- facts

def same_metric(a, b, subjects):
    a, b = (re.sub("的|已经|已|都|均|也", "", plain(x or "")) for x in (a, b))
    if not a or not b:
        return a == b
    short, long = sorted((a, b), key=len)
    rest = long.replace(short, "", 1)
    return short == long or (short in long and (2 * len(short) >= len(long) or any(rest == plain(s) for s in subjects)))


def same_time(gold, got):
    got = got.get("edtf") if isinstance(got, dict) else got
    if gold is None or got is None:
        return gold == got
    return gold == got or ("/" in gold and gold.split("/")[0] == got.split("/")[0])


def change_name(change):
    return change.replace("-", "_") if change else None


def parts(records, gold, fact):
    """Part -> right or not, for a gold fact and a found one of the same figure."""
    figure = (records.mentions.get(fact.get("figure")) or {}).get("value") or {}
    return {
        "metric": same_metric(gold.get("metric"), fact.get("metric"), gold.get("subject") or []),
        "subject": not gold.get("subject") or any(
            records.same_subject(s, (fact.get("subject") or []) + [fact.get("topic")]) for s in gold["subject"]),
        "time": same_time(gold.get("edtf"), fact.get("time")),
        "change": change_name(gold.get("change")) == change_name(fact.get("change")),
        "modifier": MODIFIER.get(gold.get("modifier") or "=") == (figure.get("comparator") or "eq"),
        "attribution": records.same(gold["attribution"], [fact.get("attribution"), fact.get("attribution_text")]) if gold.get("attribution")
        else fact.get("attribution_text") is None,
    }


def score_facts(gold, records, errors):
    by_span = {}
    for fact in records.facts:
        mention = records.mentions.get(fact.get("figure"))
        if mention:
            by_span.setdefault(tuple(mention["span"]["cp"]), []).append(fact)
    right, figures = 0, 0
    tally = dict.fromkeys(("metric", "subject", "time", "change", "modifier", "attribution"), 0)
    attributed = 0
    for g in gold:
        candidates = [parts(records, g, f) for f in by_span.get((g["start"], g["end"]), [])]
        if not candidates:
            if errors:
                print("   no fact", g["line"], g["text"], g.get("metric"))
            continue
        figures += 1
        best = max(candidates, key=lambda c: (c["metric"] and c["subject"] and c["time"], sum(c.values())))
        ok = best["metric"] and best["subject"] and best["time"]
        right += ok
        attributed += ok and best["attribution"]
        for part in tally:
            tally[part] += best[part]
        if errors and not ok:
            wrong = [p for p in ("metric", "subject", "time") if not best[p]]
            fact = by_span[(g["start"], g["end"])][0]
            print("   wrong  ", g["line"], g["text"], *wrong, "| want", g.get("metric"), g.get("subject"), g.get("edtf"),
                  "| got", fact.get("metric"), [sorted(records.names(s)) for s in fact.get("subject") or []],
                  (fact.get("time") or {}).get("edtf") if isinstance(fact.get("time"), dict) else fact.get("time"))
    p, r, f = scores(right, len(records.facts), len(gold))
    print(f"facts     gold {len(gold):3} found {len(records.facts):3}  P {p:.3f} R {r:.3f} F1 {f:.3f}")
    share = lambda n, of: f"{n / of if of else 0:.3f}"
    print("  figure found", share(figures, len(gold)), " of these right:",
          " ".join(f"{part} {share(n, figures)}" for part, n in tally.items()))
    print("  attribution among matched", share(attributed, right))


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
    score_facts([g for g in gold if "relation" not in g], records, errors)


main()
