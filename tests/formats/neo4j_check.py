"""neo4j_check.py DIR RECORDS: the files are what neo4j-admin database import takes.

Headers name and type the columns; every row has them all and its cells are of their types; keys are unique in the graph;
relationships lead to nodes that are there and are of the types that load.cypher makes; lines are records (no line end in a cell),
no cell holds a control character, and \\" stands nowhere, which LOAD CSV would take for an escape. There are as many nodes and
relationships as the records say."""
import csv
import json
import re
import sys
import unicodedata

NODES = {"documents": "Document", "entities": "Entity", "mentions": "Mention", "facts": "Fact", "posts": "Post"}
TYPES = {"string": str, "long": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__,
         "string[]": lambda s: s.split(";")}


def fail(*words):
    print("neo4j_check:", *words, file=sys.stderr)
    sys.exit(1)


def header(folder, name):
    line = open(f"{folder}/{name}-header.csv", encoding="utf-8").read()
    if line.count("\n") != 1:
        fail("the header of", name)
    return [tuple((c.split(":", 1) + ["string"])[:2]) for c in line[:-1].split(",")]


def rows(folder, name, width):
    raw = open(f"{folder}/{name}.csv", encoding="utf-8", newline="").read()
    if '\\"' in raw.replace('""', '"') or any(unicodedata.category(c) == "Cc" for c in raw.replace("\n", "")):
        fail("an escape or a control character in", name)
    for line in raw.split("\n")[:-1]:
        cells = list(csv.reader([line], strict=True))
        if len(cells) != 1 or len(cells[0]) != width:
            fail(name, "has a row of", cells)
        yield cells[0]


folder, records = sys.argv[1], [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
cypher = open(folder + "/load.cypher", encoding="utf-8").read()
keys, count = {}, {}
for name, label in NODES.items():
    columns = header(folder, name)
    if columns[0] != ("key", "ID"):
        fail(name, "has no key")
    loads = re.findall(r"LOAD CSV FROM 'file:///%s\.csv' AS row CREATE \(:%s \{(.*)\}\);" % (name, label), cypher)
    if len(loads) != 1 or re.findall(r"(\w+): \w*\(?row\[(\d+)\]", loads[0]) != [(c, str(i)) for i, (c, _) in enumerate(columns)]:
        fail("load.cypher reads other columns of", name, loads)
    for row in rows(folder, name, len(columns)):
        if row[0] in keys:
            fail("twice:", row[0])
        keys[row[0]] = label
        count[label] = count.get(label, 0) + 1
        for (column, kind), cell in list(zip(columns, row))[1:]:
            if cell != "":
                try:
                    TYPES[kind](cell)
                except (ValueError, KeyError):
                    fail(name, column, "is no", kind, cell)
if [c for _, c in header(folder, "relationships")] != ["START_ID", "END_ID", "TYPE"]:
    fail("the header of relationships")
links = {}
for start, end, kind in rows(folder, "relationships", 3):
    if start not in keys or end not in keys:
        fail("leads nowhere:", start, kind, end)
    if f"row[2] = '{kind}' MATCH (a:{keys[start]} {{key: row[0]}}), (b:{keys[end]} {{key: row[1]}}) CREATE (a)-[:{kind}]->(b);" not in cypher:
        fail("load.cypher does not make", start, kind, end)
    links[kind] = links.get(kind, 0) + 1

kinds = [r["record"] for r in records]
facts = [r for r in records if r["record"] == "fact"]
entities = {r["id"] for r in records if r["record"] == "entity"}
for label, want in {"Document": kinds.count("document"), "Mention": kinds.count("mention"), "Fact": len(facts), "Post": kinds.count("relation"),
                    "Entity": len(entities)}.items():
    if count.get(label, 0) != want:
        fail(count.get(label, 0), label, "not", want)
for kind, want in {"IN": kinds.count("mention"), "FIGURE": len(facts), "TIME": sum(f["time_mention"] is not None for f in facts),
                   "FROM": sum(f["from"] is not None for f in facts)}.items():
    if links.get(kind, 0) != want:
        fail(links.get(kind, 0), kind, "not", want)
