#!/bin/sh
# ntriples and jsonld: rapper reads them, rdflib finds the same graph in both, hostile records do not break out of a literal.
. "$(dirname "$0")/lib.sh"
pages
both ntriples graph.nt
both jsonld graph.jsonld
uses rapper && check rapper -q -c -i ntriples graph.nt
uses_python rdflib && check $python "$here/rdf_check.py" graph.nt graph.jsonld records.jsonl
if uses_python; then
    hostile ntriples hostile.nt 400
    hostile jsonld hostile.jsonld 400
    uses rapper && check rapper -q -c -i ntriples hostile.nt
    uses_python rdflib && check $python "$here/rdf_check.py" hostile.nt hostile.jsonld
fi
finish
