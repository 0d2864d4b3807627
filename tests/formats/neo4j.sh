#!/bin/sh
# neo4j: the files are checked as neo4j-admin import would read them; a document that comes twice keeps keys of its own.
. "$(dirname "$0")/lib.sh"
pages
both neo4j graph
code 2 "$kaoju" extract --to neo4j pages
says err '--to neo4j needs -o DIR'
if uses_python; then
    check $python "$here/neo4j_check.py" graph records.jsonl
    hostile neo4j hostile 4000
    check $python "$here/neo4j_check.py" hostile hostile.jsonl
    cp pages/park.txt twice.txt
    "$kaoju" extract pages/park.txt twice.txt >twice.jsonl
    code 0 "$kaoju" convert --to neo4j -o twice twice.jsonl
    check $python "$here/neo4j_check.py" twice twice.jsonl
    # Records that were written with --types refer to mentions and entities that are not there.
    "$kaoju" extract --types FIGURE,COUNTRY --date 2025-06-18 pages >some.jsonl
    code 0 "$kaoju" convert --to neo4j -o some some.jsonl
fi
finish
