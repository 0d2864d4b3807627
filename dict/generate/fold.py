#!/usr/bin/env python3
"""Writes dict/text/fold.tsv.

Traditional -> simplified from OpenCC (Debian package `opencc`, data Apache-2.0): every ideograph is converted alone with
t2s, then tw2s and hk2s for regional variants, and kept if the answer is one other character. Kangxi radicals and the
variants of punctuation are from Unicode's compatibility decompositions and a list by hand.
Run: dict/generate/fold.py
"""
import subprocess
import unicodedata

import table

# Characters that simplified text uses themselves, in a sense that the simplified partner does not have, or whose
# partner is a numeral.
KEEP = set("乾著藉瞭韆衹覆畲抬薹吒昇脩彷么")
FOLDS = {  # by hand: to, from
    "·": "‧•・･∙⋅⸱ꞏ",
    "~": "〜∼∿",
    "-": "‐‑‒–—―−─━⸺﹘﹣",
    "%": "﹪",
    "○": "◯",
    "°": "º˚",
    "¢": "￠", "£": "￡", "¥": "￥", "₩": "￦",
    ",": "﹐︐", "、": "﹑︑､", "。": "︒｡", ":": "﹕︓", ";": "﹔︔", "!": "﹗︕", "?": "﹖︖",
    "(": "﹙︵", ")": "﹚︶", "《": "︽", "》": "︾", "〈": "︿", "〉": "﹀", "「": "﹁｢", "」": "﹂｣",
    "『": "﹃", "』": "﹄", "【": "︻", "】": "︼", "〔": "︹﹝", "〕": "︺﹞", "…": "︙⋯",
    "#": "﹟", "&": "﹠", "*": "﹡", "+": "﹢", "<": "﹤", ">": "﹥", "=": "﹦", "$": "﹩", "@": "﹫",
}


def convert(config, characters):
    done = subprocess.run(["opencc", "-c", config], input="\n".join(characters) + "\n", capture_output=True,
                          text=True, check=True)
    return done.stdout.splitlines()


def ideographs():
    for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2EBEF)):
        for cp in range(first, last + 1):
            yield chr(cp)


def main():
    characters = list(ideographs())
    folds = {}
    for config in ("t2s.json", "tw2s.json", "hk2s.json"):
        for source, target in zip(characters, convert(config, characters), strict=True):
            if len(target) == 1 and target != source and source not in KEEP:
                folds.setdefault(source, target)
    for cp in range(0x2F00, 0x2FD6):  # Kangxi radicals, which PDF readers give for ideographs
        folds[chr(cp)] = unicodedata.normalize("NFKC", chr(cp))
    for target, sources in FOLDS.items():
        for source in sources:
            folds[source] = target
    for source in folds:  # to the end of each chain
        while folds[source] in folds:
            folds[source] = folds[folds[source]]
    folds = {source: target for source, target in folds.items() if source != target}
    table.write("text/fold.tsv", [
        "Characters that match as another one. Columns: surface = character, to = what it matches as.",
        "Traditional to simplified from OpenCC (Apache-2.0), Kangxi radicals from Unicode, punctuation by hand.",
        "Full-width ASCII (U+FF01..U+FF5E) is folded by the code. Written by dict/generate/fold.py."],
        ["surface", "to"], sorted(folds.items()))


if __name__ == "__main__":
    main()
