#!/usr/bin/env python3
"""Write dict/person/{surname,given,translit}.tsv: how much a character speaks for a name.

usage: names.py [DICT.TXT]   (default: Debian's python3-jieba, MIT licence)

The names in jieba's dictionary (tags nr: Chinese, nrt: transliterated) are only counted; none is written.
Every weight is a log-odds in hundredths,

    weight = round(100 * ln((count in that place of a name + A) / (names + A * V) / P(character in running text)))

with A = 0.5, V = 3000 characters and P from the frequencies of all words that hold the character. Surnames are the
inventory below; given.tsv has a column for the only, the first and the second given-name character; translit.tsv has the weight of
a character inside a transliterated name and bonuses (log-odds against that) for its first and last place.
"""
import math, os, sys
from collections import Counter

import table

SOURCE = sys.argv[1] if len(sys.argv) > 1 else '/usr/lib/python3/dist-packages/jieba/dict.txt'
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'person')
SMOOTH, VOCABULARY = 0.5, 3000
SINGLE = ('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳'
          '酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞'
          '熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓'
          '郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫'
          '宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰'
          '郦雍却璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利'
          '蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公兰仝揭付肖闫佟曲盘岳帅缑亢况逢海'
          '覃檀邸南练言福代楼展苟修寻青初由门刑苑原仉麦晋楚法汝鄢涂钦战丛矫植甫褟迟朴冼洛才战栗战辜阳佘佴伯赏墨哈谯笪年爱')
DOUBLE = ('欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 司徒 独孤 南宫 夏侯 长孙 端木 百里 呼延 澹台 公冶 申屠 太史 轩辕 '
          '闻人 赫连 钟离 鲜于 闾丘 拓跋 西门 东郭 南门 完颜 耶律 纳兰 第五 欧阳 濮阳 淳于 单于 仲孙 宗政').split()
MORE_TRANSLIT = ('阿埃艾安奥巴贝比彼别宾波伯博布查达德登迪蒂丁杜多厄恩尔法菲费芬弗夫佛福盖甘冈戈格古哈海汉豪赫亨胡华霍基吉加佳贾杰金卡凯坎康考科克库夸'
                 '奎拉莱赖兰朗劳勒雷黎里理利丽莉列林琳卢鲁路伦罗洛马玛迈麦曼芒梅门蒙孟米密敏明莫默墨姆木穆纳娜乃奈南内尼涅宁纽农努诺欧帕潘庞佩彭皮平'
                 '珀普齐奇恰钱乔切琴丘让热仁日荣茹瑞萨塞赛桑瑟森沙莎山尚舍申圣施什史士舒斯丝思松苏索塔台泰坦汤唐陶特滕提田廷图托脱瓦万旺威韦维魏温文翁沃'
                 '乌吾伍武西希锡席夏香肖谢辛欣兴休雪逊雅亚延扬杨耶叶伊易因英尤于约泽曾扎詹张哲珍芝朱卓兹宗祖佐'
                 '娃肯札济季吕婕妮娅蕾琪茜辽晖弥朵黛戴狄钦津罕汗赤拜占班卜贡噶杰吾孜艾买提木克江衮萱岑咪咖喀涂埔浦帖连顿翰昂朋鲍勃彻泼娇桂碧芙蓉姬逊伦丰庄根')


def main():
    text, names, foreign, fold = Counter(), [], [], table.folding()
    for line in open(SOURCE, encoding='utf-8'):
        word, weight, tag = line.translate(fold).split()
        weight = int(weight)
        for c in word:
            text[c] += weight
        if tag == 'nr' and 2 <= len(word) <= 4:
            names.append((word, 1 + math.log(weight + 1)))
        elif tag == 'nrt' and len(word) >= 2:
            foreign.append((word, 1))
    total = sum(text.values())

    def weight(counts, c):
        n = sum(counts.values())
        return round(100 * math.log((counts[c] + SMOOTH) / (n + SMOOTH * VOCABULARY) / (max(text[c], 1) / total)))

    surname, only, first, second = Counter(), Counter(), Counter(), Counter()
    for word, w in names:
        family = word[:2] if word[:2] in DOUBLE else word[:1] if word[0] in SINGLE else None
        given = word[len(family or ''):]
        if family and len(given) == 1:
            only[given] += w
        elif family and len(given) == 2:
            first[given[0]] += w
            second[given[1]] += w
        if family and 1 <= len(given) <= 2:
            surname[family] += w
    inside, start, end = Counter(), Counter(), Counter()
    for word, w in foreign:
        inside.update(word)
        start[word[0]] += 1
        end[word[-1]] += 1
    write('surname', 'surface\tweight', 'Chinese surnames.',
          [(s, weight(surname, s) if len(s) == 1 else 900) for s in sorted(set(SINGLE) | set(DOUBLE))])
    chars = sorted(c for c in set(only) | set(first) | set(second))
    rows = [(c, weight(only, c), weight(first, c), weight(second, c)) for c in chars]
    write('given', 'surface\tweight\tsingle\tfirst\tsecond', 'Characters of given names.', [(c, max(a, b, d), a, b, d) for c, a, b, d in rows])
    chars = sorted(set(MORE_TRANSLIT) | {c for c in inside if inside[c] >= 4 and weight(inside, c) > -50})

    def bonus(counts, c):
        share = (inside[c] + SMOOTH) / (sum(inside.values()) + SMOOTH * VOCABULARY)
        return max(-150, min(150, round(100 * math.log((counts[c] + 2 * share * 10) / (sum(counts.values()) + 20) / share))))
    def floor(c):  # a known character that the list hardly has is worth something, unless it is common by itself
        return max(weight(inside, c), 60) if c in MORE_TRANSLIT and text[c] < total / 2000 else weight(inside, c)
    write('translit', 'surface\tweight\tfirst\tlast', 'Characters of transliterated names.',
          [(c, floor(c), bonus(start, c), bonus(end, c)) for c in chars])


def write(name, header, what, rows):
    with open(os.path.join(OUT, name + '.tsv'), 'w', encoding='utf-8', newline='\n') as out:
        out.write('# %s Log-odds in hundredths, counted in jieba\'s dictionary (MIT); see dict/generate/names.py,\n'
                  '# which writes this file.\n%s\n' % (what, header))
        for row in rows:
            out.write('\t'.join(map(str, row)) + '\n')


main()
