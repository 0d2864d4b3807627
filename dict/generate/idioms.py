#!/usr/bin/env python3
"""Write dict/guard/idiom.tsv: fixed expressions with a numeral that counts nothing (三心二意, 一带一路, 十字路口).

usage: idioms.py [DICT.TXT]   (default: Debian's python3-jieba, MIT licence)

From jieba's words with a Chinese numeral, those tagged as idioms (i), set phrases (l), names (nz, ns, nt), adverbs (d),
conjunctions (c), pronouns (r), verbs (v) and adjectives (a), without names of people; and the list below, by hand.
Left out are words that end in a measure or time word, because those can be quantities.
"""
import os, sys

import table

SOURCE = sys.argv[1] if len(sys.argv) > 1 else '/usr/lib/python3/dist-packages/jieba/dict.txt'
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'guard', 'idiom.tsv')
NUMERALS = set('一二三四五六七八九十百千万亿两几半')
TAGS = {'i', 'l', 'nz', 'ns', 'nt', 'd', 'c', 'r', 'v', 'a', 'ad', 'z', 'o', 'n', 'vn', 'b'}
COUNTED = set('国省市县区校院秒分天年月周日岁元块米里斤吨小')  # 两国关系, 一秒钟: those do count
ENDINGS = set('年月日天周时分秒元个次名位人家件项国省市县倍成届期号级半岁度里斤公司米吨亩角块点多余世纪')
HAND = ('一带一路 一带 四梁八柱 三股势力 三农 三个代表 四个全面 五位一体 两个一百年 四个自信 双一流 一国两制 一个中国 十字路口 第一时间 第三方 第三者 '
        '第一现场 第一线 第一手 第二课堂 三峡 三亚 四川 九江 六安 万达 万科 七台河 十堰 百度 三星 五角大楼 二战 一战 二手 三轮车 万一 十分 一些 一下 一直 一起 '
        '一样 一般 一定 一旦 一切 一再 一向 一律 一致 统一 唯一 一系列 一揽子 一方面 一体化 一边 一会 一会儿 一时 一同 一道 一行 一经 一度 千方百计 千家万户 '
        '百花齐放 万里长征 五粮液 九寨沟 三文鱼 三明治 四合院 五金 六朝 七夕 八卦 九龙 十三陵 百姓 千古 万物 三角 三维 二维码 四肢 五官 八一 五一 六一 七一 '
        '三四线 二三线 一二线 一线 二线 三线 四季 五谷 六畜 双十一 三八 一把手 二把手 一日游 百分之百 千里马 万里路 三观 四书五经 七上八下 三三两两 两会 两岸 两院 '
        '两弹一星 两手抓 两难 两侧 两端 两旁 两边 两地 三者 二者 两者 三方 多方 四方 八方 十足 百货 千万别 万事 亿万 千千万万 成千上万 数一数二 独一无二 一五一十 '
        '八项规定 三严三实 四个意识 两个维护 两个确立 四风 六稳六保 三大攻坚战 十一局 一局 二局 三局 四局 '
        '十二大 十三大 十四大 十五大 十六大 十七大 十八大 十九大 二十大 二十一大 '
        '三言两语 四面八方 五湖四海 七嘴八舌 九牛一毛 十全十美 三番五次 一心一意 一举一动 一点一滴 一手一脚 一草一木 一字一句').split()


def main():
    words, fold = set(HAND), table.folding()
    for line in open(SOURCE, encoding='utf-8'):
        word, weight, tag = line.translate(fold).split()
        if (2 <= len(word) <= 6 and tag in TAGS and int(weight) >= 3 and set(word) & NUMERALS
                and word[-1] not in ENDINGS and not (word[0] in NUMERALS and word[1] in COUNTED) and not set(word) <= NUMERALS):
            words.add(word)
    with open(OUT, 'w', encoding='utf-8', newline='\n') as out:
        out.write('# Fixed expressions with a numeral that counts nothing. From jieba\'s dictionary (MIT) and by hand; written by\n'
                  '# dict/generate/idioms.py.\nsurface\n' + ''.join(w + '\n' for w in sorted(words)))


main()
