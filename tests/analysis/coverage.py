#!/usr/bin/env python3
"""What the tests reached, and whether that is enough: coverage.py SOURCE BUILD [--missed FILE...]

Reads what gcov counted, prints lines and branches of every file, of the groups below and of all, and fails if one of them
is under its floor. --missed prints the places in these files that no test reaches instead.

A branch is an arc that gcov reports behind a condition: each way of every if, ?:, loop, case, && and ||. All of them count,
also those for memory that is lacking (the suite `faults` takes them) and those in headers. C has no exceptions; arcs that
the compiler would mark as throwing are left out, so that the figure does not depend on -fexceptions. A line or branch that
several programs run is reached if one of them reaches it."""
import collections
import glob
import json
import os
import subprocess
import sys

SOURCE, BUILD = (os.path.realpath(path) for path in sys.argv[1:3])
MISSED = sys.argv[4:] if sys.argv[3:4] == ["--missed"] else None
# name, files below src/, floor of lines, floor of branches
GROUPS = [
    ("image reader", ["base/image.c", "dict/matcher_image.c", "dict/matcher_check.c", "dict/lexicon_image.c",
                      "model/model_image.c", "rules/rules_image.c", "rules/program_check.c", "rules/archive.c"], 99, 100),
    ("UTF-8 decoder", ["text/utf8.c"], 99, 100),
    ("sink", ["output/writer.c", "cli/output.c", "cli/folder.c", "cli/writing.c"], 99, 100),
    ("all", None, 95, 90),
]


def reached():
    """{file: ({line: count}, {(line, number of the branch): count})}"""
    files = collections.defaultdict(lambda: (collections.Counter(), collections.Counter()))
    objects = [path for path in sorted(glob.glob(BUILD + "/**/src/**/*.gcno", recursive=True))
               if os.path.exists(path[:-4] + "gcda")]
    for data in objects:
        out = subprocess.run(["gcov", "--json-format", "--stdout", "--branch-probabilities", data[:-4] + "gcda"],
                             capture_output=True, check=True, cwd=BUILD).stdout
        for text in out.splitlines():
            for file in json.loads(text)["files"]:
                path = os.path.relpath(os.path.realpath(os.path.join(BUILD, file["file"])), SOURCE + "/src")
                if path.startswith(".."):
                    continue
                lines, branches = files[path]
                seen = collections.Counter()
                for line in file["lines"]:
                    number = line["line_number"]
                    lines[number] += line["count"]
                    for branch in line["branches"]:
                        if not branch["throw"]:
                            branches[number, seen[number]] += branch["count"]
                            seen[number] += 1
    return files


def share(counts):
    return 100 * sum(map(bool, counts)) / len(counts) if counts else 100


def show(lines, branches, name):
    print(f"{share(lines):6.2f}% of {len(lines):5} lines  {share(branches):6.2f}% of {len(branches):5} branches  {name}")


def show_missed(files):
    for path in MISSED or sorted(files):
        with open(f"{SOURCE}/src/{path}") as file:
            text = file.read().splitlines()
        lines, branches = files[path]
        for number in sorted(lines):
            ways = [branches[key] for key in sorted(branches) if key[0] == number]
            if not lines[number] or not all(ways):
                what = "".join("+" if way else "-" for way in ways) if lines[number] else "never"
                print(f"{path}:{number}: {what:8} {text[number - 1].strip()}")


def main():
    files = reached()
    if MISSED is not None:
        show_missed(files)
        return 0
    for path in sorted(files):
        show(list(files[path][0].values()), list(files[path][1].values()), path)
    print()
    failed = 0
    for name, wanted, line_floor, branch_floor in GROUPS:
        paths = [path for path in files if wanted is None or path in wanted]
        lines = [count for path in paths for count in files[path][0].values()]
        branches = [count for path in paths for count in files[path][1].values()]
        show(lines, branches, name)
        if share(lines) < line_floor or share(branches) < branch_floor or (wanted and len(paths) < len(wanted)):
            print(f"coverage of {name}: {line_floor}% of lines and {branch_floor}% of branches are wanted", file=sys.stderr)
            failed = 1
    return failed


sys.exit(main())
