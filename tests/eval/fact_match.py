"""When a fact that kaoju found agrees with one of a gold list; used by facts.py (pages) and fact_set.py (passages).

README.md beside this file says the same in words.
"""
import json, re

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


def same_metric(a, b, subjects):
    a, b = (re.sub("的|已经|已|都|均|也", "", plain(x or "")) for x in (a, b))
    if not a or not b:
        return a == b
    short, long = sorted((a, b), key=len)
    rest = long.replace(short, "", 1)
    return short == long or (short in long and (2 * len(short) >= len(long) or any(rest == plain(s) for s in subjects)))


def any_of(gold):
    """The values that a gold field allows: none, one or a list."""
    return gold if isinstance(gold, list) else [gold]


def same_time(gold, got):
    if gold is None or got is None:
        return gold == got
    return gold == got or ("/" in gold and gold.split("/")[0] == got.split("/")[0])


def edtf(fact):
    return fact["time"].get("edtf") if isinstance(fact.get("time"), dict) else fact.get("time")


def change_name(change):
    return change.replace("-", "_") if change else None


def same_attribution(records, gold, fact):
    if gold is None:
        return fact.get("attribution_text") is None
    return records.same(gold, [fact.get("attribution"), fact.get("attribution_text")])


def parts(records, gold, fact):
    """Part -> right or not, for a gold fact and a found one of the same figure."""
    figure = (records.mentions.get(fact.get("figure")) or {}).get("value") or {}
    subjects = gold.get("subject") or []
    found = {
        "metric": same_metric(gold.get("metric"), fact.get("metric"), subjects),
        "subject": not subjects or any(records.same_subject(s, (fact.get("subject") or []) + [fact.get("topic")]) for s in subjects),
        "time": any(same_time(t, edtf(fact)) for t in any_of(gold.get("edtf"))),
        "change": change_name(gold.get("change")) == change_name(fact.get("change")),
        "modifier": MODIFIER.get(gold.get("modifier") or "=") == (figure.get("comparator") or "eq"),
        "attribution": any(same_attribution(records, a, fact) for a in any_of(gold.get("attribution"))),
    }
    if "status" in gold:
        found["status"] = gold["status"] == fact.get("status")
    return found


class Tally:
    """Counts over pages or passages."""
    DECIDING = ("metric", "subject", "time")

    def __init__(self):
        self.gold = self.found = self.figures = self.right = self.attributed = 0
        self.parts = {}

    def add(self, records, gold, report=None):
        """`gold` rows have start and end; `report` is called with each line about what is wrong."""
        by_span, wanted = {}, {(g["start"], g["end"]) for g in gold}
        for fact in records.facts:
            mention = records.mentions.get(fact.get("figure"))
            if mention:
                by_span.setdefault(tuple(mention["span"]["cp"]), []).append(fact)
        self.gold += len(gold)
        self.found += len(records.facts)
        for g in gold:
            facts = by_span.get((g["start"], g["end"]), [])
            if facts:
                self.add_figure(records, g, facts, report)
            elif report:
                report(f"no fact  {g['text']} {g.get('metric')}")
        for span, facts in by_span.items():
            if report and span not in wanted:
                report(f"extra    {records.mentions[facts[0]['figure']]['text']} {facts[0].get('metric')} {facts[0].get('rule')}")

    def add_figure(self, records, g, facts, report):
        judged = [(parts(records, g, f), f) for f in facts]
        best, fact = max(judged, key=lambda j: (all(j[0][p] for p in self.DECIDING), sum(j[0].values())))
        ok = all(best[p] for p in self.DECIDING)
        self.figures += 1
        self.right += ok
        self.attributed += ok and best["attribution"]
        for part, value in best.items():
            self.parts.setdefault(part, []).append(value)
        if report and not all(best.values()):
            who = [sorted(records.names(s)) for s in fact.get("subject") or []]
            report(f"{'wrong' if not ok else 'less '}    {g['text']} {' '.join(p for p in best if not best[p])} | want {g.get('metric')} "
                   f"{g.get('subject')} {g.get('edtf')} {g.get('attribution')} | got {fact.get('metric')} {who} {fact.get('topic')} {edtf(fact)} "
                   f"{fact.get('attribution_text')} {fact.get('change')} {fact.get('status')} {fact.get('rule')}")

    def print(self):
        p, r, f = scores(self.right, self.found, self.gold)
        print(f"facts     gold {self.gold:3} found {self.found:3}  P {p:.3f} R {r:.3f} F1 {f:.3f}")
        share = lambda n, of: f"{n / of if of else 0:.3f}"
        print("  figure found", share(self.figures, self.gold), " of these right:",
              " ".join(f"{part} {share(sum(v), len(v))}" for part, v in self.parts.items()))
        print("  attribution among matched", share(self.attributed, self.right))
        return f
