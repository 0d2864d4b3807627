"""rdf_check.py NTRIPLES JSONLD [RECORDS]: both are the same graph to rdflib; every fact of the records is an Observation with its
exact value, derived from an annotation whose position and quotation are those of its figure."""
import json
import sys

import rdflib

SCHEMA, PROV, OA = (rdflib.Namespace(n) for n in ("https://schema.org/", "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/oa#"))


def fail(*words):
    print("rdf_check:", *words, file=sys.stderr)
    sys.exit(1)


rdflib.NORMALIZE_LITERALS = False  # 0.50 stays 0.50
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
other = rdflib.Graph().parse(sys.argv[2], format="json-ld")
if set(graph) != set(other):
    fail(len(set(graph) ^ set(other)), "statements differ:", list(set(graph) ^ set(other))[:4])
if len(sys.argv) > 3:
    records = [json.loads(line) for line in open(sys.argv[3], encoding="utf-8")]
    mentions = {r["id"]: r for r in records if r["record"] == "mention"}
    facts = [r for r in records if r["record"] == "fact"]
    if len(facts) != len(list(graph.subjects(rdflib.RDF.type, SCHEMA.Observation))):
        fail("not as many Observations as facts")
    for fact in facts:
        node = rdflib.URIRef("urn:kaoju:fact:" + fact["id"])
        number = fact["value"]["number"]
        if number and (node, SCHEMA.value, rdflib.Literal(number, datatype=rdflib.XSD.decimal)) not in graph:
            fail(node, "has not the value", number)
        figure = mentions[fact["figure"]]
        annotation = rdflib.URIRef("urn:kaoju:mention:" + fact["figure"])
        if (node, PROV.wasDerivedFrom, annotation) not in graph or (annotation, rdflib.RDF.type, OA.Annotation) not in graph:
            fail(node, "is derived from nothing")
        target = graph.value(annotation, OA.hasTarget)
        found = {}
        for selector in graph.objects(target, OA.hasSelector):
            for name in "start", "end", "exact":
                value = graph.value(selector, OA[name])
                if value is not None:
                    found[name] = value.toPython()
        if [found["start"], found["end"]] != figure["span"]["cp"] or found["exact"] != figure["text"]:
            fail(annotation, found)
