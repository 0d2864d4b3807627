"""hostile_texts.py COUNT [SEED] > pages.jsonl: news sentences broken by what trips readers of annotations: line ends of all kinds,
tabs, escapes, bidi, characters of two UTF-16 units, combining marks, quotes, markup. The same seed gives the same bytes."""
import json
import random
import sys

SAYINGS = ["去年，埃及与土耳其的双边贸易额达88亿美元，同比增长12%。", "肯尼亚外交部发言人6月3日说，", "园区产值由1500亿元增至3000亿元。",
           "埃及总统卡迈勒", "3000余个标准箱", "每周三", "2至3班", "今年1至4月", "第二届中国-东盟博览会", "约1234.5万吨", "三分之一"]
PIECES = ["\n", "\r\n", "\r", "\n\n", "\t", " ", "\u3000", "\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029", "\x1b[31m", "\x07",
          "\u202e", "\u2066", "\ufeff", "\u200b", "\U00020000", "\U0001f600", "e\u0301", "\"", "'", "\\", "<script>", "</script>", "#", "-DOCSTART-",
          "T1\tX 0 1\tx", ";", "。", "”", "（", "）", "。\n", "\ufffe", "\uffff"]

count, r = int(sys.argv[1]), random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
for i in range(count):
    text = ""
    for _ in range(r.randint(0, 30)):
        saying = r.choice(SAYINGS)
        if r.random() < 0.4:  # a line end inside a name or a number
            cut = r.randint(0, len(saying))
            saying = saying[:cut] + r.choice(PIECES[:7]) + saying[cut:]
        text += saying + "".join(r.choice(PIECES) for _ in range(r.randint(0, 3)))
    print(json.dumps({"id": "p%d%s" % (i, r.choice(PIECES)), "text": text}))
