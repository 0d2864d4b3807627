"""Shared by the generators: write a dictionary file, read the folding table, read CLDR."""
import os
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree

DICT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLDR = os.environ.get("CLDR", "/usr/share/unicode/cldr/common")


def write(name, comments, columns, rows):
    """Writes dict/NAME: comment lines, the header, one line for each row (a sequence as long as `columns`)."""
    lines = ["# " + line for line in comments]
    lines.append("\t".join(columns))
    for row in rows:
        cells = [str(cell) for cell in row]
        if len(cells) != len(columns):
            sys.exit(f"{name}: {len(cells)} cells for {len(columns)} columns: {cells}")
        for cell in cells:
            if cell != cell.strip() or "\t" in cell or unicodedata.normalize("NFC", cell) != cell:
                sys.exit(f"{name}: bad cell {cell!r}")
        lines.append("\t".join(cells))
    path = os.path.join(DICT, name)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join(lines) + "\n")
    print(f"{name}: {len(rows)} rows")


def folding():
    """The table of dict/text/fold.tsv, with full-width ASCII, for str.translate."""
    table = {0xFF01 + i: 0x21 + i for i in range(94)}
    with open(os.path.join(DICT, "text/fold.tsv"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or line.startswith("surface\t"):
                continue
            surface, to = line.rstrip("\n").split("\t")
            table[ord(surface)] = ord(to)
    return table


def cldr(path):
    return ElementTree.parse(os.path.join(CLDR, path)).getroot()


def names(values):
    """Joins distinct non-empty words with |, in their order."""
    return "|".join(dict.fromkeys(value for value in values if value))
