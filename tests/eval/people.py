#!/usr/bin/env python3
"""Score PERSON mentions of kaoju on sentences with marked names.

usage: people.py KAOJU SENTENCES.jsonl [--errors] [--least CONFIDENCE] [--floor F1]

SENTENCES has one object a line: {"text", "people": [[start, end], ...] in code points, "domain"}; a domain that begins
with t_ holds traps, sentences without a name. Every sentence is a document by itself. Prints precision, recall and F1
of exact spans, overall and by domain, the names found in traps, and how often a mention is right by its confidence. --errors
lists what is wrong; --least ignores mentions under a confidence; with --floor the exit code is 1 if F1 is under it.
"""
import collections, json, os, subprocess, sys, tempfile

BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def found_by(kaoju, rows):
    """-> for each row {(start, end): confidence}"""
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as f:
        for i, row in enumerate(rows):
            f.write(json.dumps({'id': str(i), 'text': row['text']}, ensure_ascii=False) + '\n')
        f.flush()
        out = subprocess.run([kaoju, 'extract', '--to', 'jsonl', '--types', 'PERSON', '-q', f.name], check=True, capture_output=True).stdout
    found = [{} for _ in rows]
    for line in out.decode('utf-8').splitlines():
        record = json.loads(line)
        if record['record'] == 'mention' and record['type'] == 'PERSON':
            found[int(record['doc'])][tuple(record['span']['cp'])] = record['confidence']
    return found


def line(name, right, found, gold):
    p, r = right / found if found else 1, right / gold if gold else 1
    f = 2 * p * r / (p + r) if p + r else 0
    print('%-12s gold %4d  found %4d  P %.3f  R %.3f  F1 %.3f' % (name, gold, found, p, r, f))
    return f


def main():
    kaoju, path = sys.argv[1:3]
    rows = [json.loads(l) for l in open(path, encoding='utf-8')]
    least = float(sys.argv[sys.argv.index('--least') + 1]) if '--least' in sys.argv else 0
    domains, bins = collections.defaultdict(lambda: [0, 0, 0]), collections.Counter()
    rights, traps, silly = collections.Counter(), 0, []
    for row, all_found in zip(rows, found_by(kaoju, rows)):
        found = {s: c for s, c in all_found.items() if c >= least}
        gold = {tuple(p) for p in row['people']}
        for name in (row['domain'], 'ALL'):
            d = domains[name]
            d[0] += len(gold & set(found))
            d[1] += len(found)
            d[2] += len(gold)
        for span, confidence in found.items():
            b = max(x for x in BINS if x <= confidence or x == BINS[0])
            bins[b] += 1
            rights[b] += span in gold
        wrong, missed = sorted(set(found) - gold), sorted(gold - set(found))
        if not gold:
            traps += 1
            silly += [(row['text'][a:b], found[a, b]) for a, b in wrong]
        if '--errors' in sys.argv and (wrong or missed):
            print('%s\t+%s\t-%s\t%s' % (row['domain'], ' '.join('%s(%.2f)' % (row['text'][a:b], found[a, b]) for a, b in wrong),
                                        ' '.join(row['text'][a:b] for a, b in missed), row['text'].replace('\n', '⏎')))
    everything = domains.pop('ALL')
    for name, d in domains.items():
        line(name, *d)
    f1 = line('ALL', *everything)
    print('traps: %d names in %d sentences without one: %s' % (len(silly), traps, ' '.join('%s(%.2f)' % s for s in silly)))
    print('confidence: ' + '  '.join('%.2f-: %d/%d = %.2f' % (b, rights[b], bins[b], rights[b] / bins[b]) for b in sorted(bins)))
    sys.exit('--floor' in sys.argv and f1 < float(sys.argv[sys.argv.index('--floor') + 1]))


main()
