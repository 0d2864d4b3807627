"""spans_check.py brat DIR RECORDS | conll FILE RECORDS | labelstudio FILE RECORDS | webannotation FILE RECORDS

Reads a format back the way its consumers do and checks that every span holds its text, and that the spans are those of the
records, no more and no fewer. RECORDS name their sources by path."""
import functools
import hashlib
import json
import os
import re
import sys

ENCODINGS = {"utf-8": "utf-8", "gb18030": "gb18030", "big5": "big5", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}


def fail(*words):
    print("spans_check:", *words, file=sys.stderr)
    sys.exit(1)


@functools.lru_cache
def lines(path):
    """text by its digest"""
    texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8", newline="\n")]
    return {hashlib.sha256(t.encode()).hexdigest(): t for t in texts}


def documents(path):
    """(id, text, mentions) of each document"""
    out = []
    for record in map(json.loads, open(path, encoding="utf-8", newline="\n")):
        if record["record"] == "document":
            source = record["source"]
            if source["path"].endswith(".jsonl"):
                text = lines(source["path"])[source["sha256"]]
            else:
                text = open(source["path"], "rb").read().decode(ENCODINGS[source["encoding"]])
            out.append((record, text, []))
        elif record["record"] == "mention":
            out[-1][2].append(record)
    return out


def spans(mentions):
    return sorted((m["type"], *m["span"]["cp"]) for m in mentions)


def same(found, mentions, where):
    if sorted(found) != spans(mentions):
        fail(where, "has other spans:", sorted(set(found) ^ set(spans(mentions)))[:5])


def brat(folder, records):
    config = open(folder + "/annotation.conf", encoding="utf-8").read()
    for section in "entities", "relations", "events", "attributes":
        if "[%s]\n" % section not in config:
            fail("annotation.conf has no", section)
    names = sorted(f[:-4] for f in os.listdir(folder) if f.endswith(".txt"))
    texts = {}
    for name in names:
        text = open(f"{folder}/{name}.txt", encoding="utf-8", newline="").read()
        found, ids, relations = [], set(), 0
        for line in open(f"{folder}/{name}.ann", encoding="utf-8", newline=""):
            if not line.endswith("\n") or "\r" in line:
                fail("a line with another end in", name)
            fields = line[:-1].split("\t")
            if fields[0] in ids:
                fail("twice:", fields[0])
            ids.add(fields[0])
            if fields[0][0] == "T":
                kind, places = fields[1].split(" ", 1)
                parts = [tuple(map(int, p.split(" "))) for p in places.split(";")]
                if " ".join(text[a:b] for a, b in parts) != fields[2] or any(a >= b for a, b in parts):
                    fail(name, line)
                if kind not in config.split():
                    fail("no such type in annotation.conf:", kind)
                found.append((kind, parts[0][0], parts[-1][1]))
            elif fields[0][0] == "R":
                relations += 1
                _, one, other = fields[1].split(" ")
                if one[5:] not in ids or other[5:] not in ids:
                    fail("a relation of nothing:", line)
            elif fields[0][0] in "#N":
                if fields[1].split(" ")[1] not in ids:
                    fail("of nothing:", line)
            else:
                fail("what is", line)
        texts[text] = found, relations
    for document, text, mentions in documents(records):
        same(texts[text][0], mentions, document["doc"])
    if not sum(r for _, r in texts.values()):
        fail("no relation at all")


def tags(rows, column, text):
    """BIO -> (type, start, end); blanks inside belong to a mention"""
    found = []
    for _, start, *columns in rows:
        tag = columns[column]
        if tag[0] == "B":
            found.append([tag[2:], int(start), int(start) + 1])
        elif tag[0] == "I":
            if not found or found[-1][0] != tag[2:] or text[found[-1][2]:int(start)].strip("\n\r\v\f \t\u3000\u200b\ufeff\u00a0"):
                fail("I without B at", start)
            found[-1][2] = int(start) + 1
    return [tuple(f) for f in found]


def conll(path, records):
    pages, rows = [], None
    for line in open(path, encoding="utf-8", newline="\n"):
        fields = line[:-1].split("\t")
        if fields[0] == "-DOCSTART-":
            rows = []
            pages.append((fields[1], rows))
        elif line != "\n":
            if len(fields) != 4:
                fail(len(fields), "columns:", line)
            rows.append(fields)
    given = documents(records)
    if len(given) != len(pages):
        fail(len(pages), "documents")
    for (document, text, mentions), (name, rows) in zip(given, pages):
        for character, start, *_ in rows:
            if character not in (text[int(start)], "\ufffd"):
                fail(name, start, "is", text[int(start)], "not", character)
        if len(rows) != sum(not re.match(r"[\s\u200b\ufeff]", c) or c in "\x1c\x1d\x1e\x1f\x85\u2028\u2029\u1680\u205f" for c in text):
            fail(name, "has characters without a line, or lines without a character")
        same(tags(rows, 1, text) + tags(rows, 0, text), mentions, name)
    if not any(c[2] != "O" for _, rows in pages for c in rows):
        fail("no nested mention at all")


def units(text):
    return text.encode("utf-16-le", "surrogatepass")


def labelstudio(path, records):
    tasks = json.load(open(path, encoding="utf-8"))
    for task, (document, text, mentions) in zip(tasks, documents(records), strict=True):
        if task["data"]["text"] != text:
            fail(document["doc"], "has another text")
        results = task["predictions"][0]["result"]
        ids = {r["id"] for r in results if r["type"] == "labels"}
        found = []
        for r in results:
            if r["type"] == "relation":
                if not {r["from_id"], r["to_id"]} <= ids:
                    fail("a relation of nothing", r)
                continue
            start, end = r["value"]["start"], r["value"]["end"]
            if units(text)[2 * start:2 * end] != units(r["value"]["text"]):
                fail("another text at", r)
            before = units(text)[:2 * start].decode("utf-16-le")
            found.append((r["value"]["labels"][0], len(before), len(before) + len(r["value"]["text"])))
        same(found, mentions, document["doc"])


def webannotation(path, records):
    page = json.load(open(path, encoding="utf-8"))
    if page["type"] != "AnnotationPage" or page["@context"] != "http://www.w3.org/ns/anno.jsonld":
        fail("no annotation page")
    items = iter(page["items"])
    for document, text, mentions in documents(records):
        for mention in mentions:
            item = next(items)
            position, quote = item["target"]["selector"]
            start, end = position["start"], position["end"]
            around = quote["prefix"] + quote["exact"] + quote["suffix"]
            if [start, end] != mention["span"]["cp"] or text[start:end] != quote["exact"] or item["body"][0]["value"] != mention["type"]:
                fail(item)
            if text[start - len(quote["prefix"]):end + len(quote["suffix"])] != around or len(around) < min(len(text), 33):
                fail("another context:", item)
    if next(items, None):
        fail("more items than mentions")


globals()[sys.argv[1]](sys.argv[2], sys.argv[3])
