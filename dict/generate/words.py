#!/usr/bin/env python3
"""Write dict/word/word.tsv: words with frequency and part of speech, from jieba's dictionary.

usage: words.py VERDICTS.TSV [DICT.TXT]   (VERDICTS: written by lac.py; default DICT.TXT: Debian's python3-jieba, MIT licence)

Kept: every single Han character, and the most frequent words of two to six Han characters. Left out: every person's name
(tags nr, nrt, nrfg): kaoju finds people without a list of people. But jieba gives these tags also to 阳光, 弘扬 and 摩托罗拉:
what LAC takes for a common word, a place or a company in most frames of lac.py is kept, with the tag that LAC gives it. A few tags
that the list has wrong for noun phrases are corrected below (verbs that news text uses as nouns).
"""
import os, sys

import table

SOURCE = sys.argv[2] if len(sys.argv) > 2 else '/usr/lib/python3/dist-packages/jieba/dict.txt'
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'word', 'word.tsv')
MOST = 66000
NAMES = {'nr', 'nrt', 'nrfg'}
FRAMES = 5  # of lac.py in which a common word fits
# Words of news that jieba does not have as words, with a frequency and a tag: what would else look like a name. By hand.
EXTRA = {
    (60, 'n'): '普惠', (60, 'v'): '梅开二度', (60, 'ns'): '扎伊尔 黄淮 江淮 云贵 陆家嘴 徐家汇 苏北 苏南 鲁西 鲁南',
    (30, 'n'): '朱鹮 杜鹃 石斛 文蛤 金雕 云雀 黄鹂 马鹿 江豚 胡蜂 何首乌 党参 云杉 红豆杉 黄杨 鲁菜 苏菜 徽菜 '
               '阿司匹林 布洛芬 阿莫西林 青霉素 二甲双胍 奥司他韦 瑞德西韦 利巴韦林 吗啡 可卡因 海洛因 奎宁 阿奇霉素 伊维菌素',
    (300, 'ns'): '科索沃 巴米扬 奥得河 易北河 安大略 帕尔马 马拉加 圣马丁 比哈尔 斯坦福 费卢杰 希伯伦 伯利恒 戈兰 苏伊士 亚历山大港 突尼斯城 达尔富尔 '
                 '格罗兹尼 达吉斯坦 印古什 北奥塞梯 阿布哈兹 南奥塞梯 纳戈尔诺 卡拉巴赫 马里乌波尔 赫尔松 塞瓦斯托波尔 哈巴罗夫斯克 斯雷布雷尼察 普里什蒂纳 '
                 '塞格德 因斯布鲁克 巴勒莫 毕尔巴鄂 格拉纳达 贝尔法斯特 奥兰多 凤凰城 明尼阿波利斯 圣路易斯 威斯康星 艾奥瓦 内布拉斯加 俄克拉何马 '
                 '路易斯安那 亚拉巴马 佐治亚 卡罗来纳 肯塔基 田纳西 科罗拉多 俄勒冈 爱达荷 蒙大拿 怀俄明 达科他 特拉华 康涅狄格 亚马孙 若开 苏拉威西 '
                 '棉兰老 伊德利卜',
    (300, 'nt'): '比亚迪 特斯拉 奥迪 爱马仕 路易威登 香奈儿 迪奥 普拉达 阿迪达斯 诺基亚 爱立信 西门子 飞利浦 摩托罗拉 索尼 尼康 夏普 起亚 马自达 '
                 '斯巴鲁 雷克萨斯 凯迪拉克 雪佛兰 克莱斯勒 法拉利 兰博基尼 玛莎拉蒂 保时捷 劳斯莱斯 沃尔沃 雪铁龙 雷诺 菲亚特 拜耳 罗氏 诺华 默沙东 '
                 '赛诺菲 葛兰素史克 联合利华 雀巢 麦当劳 肯德基 星巴克 必胜客 沃尔玛 家乐福 麦德龙 亚马逊 谷歌 英特尔 英伟达 优步 阿里巴巴 洛克希德 '
                 '霍尼韦尔 埃克森美孚 雪佛龙 道达尔 贝莱德 德勤 毕马威 麦肯锡 格兰仕 康师傅 王老吉 周大福 周生生 马应龙 老凤祥 '
                 '拜仁 切尔西 阿森纳 尤文图斯 多特蒙德 费耶诺德 弗拉门戈 阿贾克斯 本菲卡 凯尔特人 巴塞罗那 皇家马德里',
}
PLACE_LEAST = 3  # frames in which what may be a name elsewhere must be a place
NOUN_LEAST = 3  # frames in which what is as long as a name must be a noun
PER_LEAST = 4  # frames of lac.py in which what jieba takes for a word is a name; one less for long ones
PER_MOST = 2  # frames of lac.py in which a word may look like a name
NOUNS = ('n', 'nz', 'LOC', 'ORG')
LAC_TAGS = {'LOC': 'ns', 'ORG': 'nt', 'TIME': 't', 'nw': 'nz', 'xc': 'u'}  # of LAC -> of jieba
VERBAL_NOUNS = ('援助 培训 合作 贸易 投资 建设 发展 服务 研究 设计 教育 管理 生产 交流 改革 创新 治理 保护 出口 进口 消费 补贴 '
                '检查 调查 运输 施工 监测 采购 招聘 就业 旅游 演出 比赛 试验 实验 咨询 贷款 存款 捐款 出行 降水 渲染 供应 实习 实训 住宿 护理 维修 清洁 配套 配送 续航 停车 用工 用水 用电 '
                '投入 产出 补助 拨款 捐助 赔偿 招生 排放 成交 吞吐').split()

# Other words with a wrong tag.
TAGS = {'优质': 'b', '精彩': 'a', '无偿': 'b', '有偿': 'b', '初期': 'b', '大米': 'n', '无人机': 'n', '产能': 'n', '往来': 'vn', '收入': 'n', '支出': 'n',
        '需求': 'n', '开支': 'n', '预算': 'n'}


def han(word):
    return all('\u4e00' <= c <= '\u9fff' or '\u3400' <= c <= '\u4dbf' for c in word)


def verdicts(fold):
    """-> {entry tagged as a name: its tag as a word}, {names tagged as words}"""
    words, names = {}, set()
    for line in open(sys.argv[1], encoding='utf-8'):
        word, _, tag, *tags = line.translate(fold).rstrip('\n').split('\t')
        seen, as_name = tags[:FRAMES], tags[FRAMES:]
        other = [t for t in seen if t not in ('PER', 'parts')]
        if tag not in NAMES:
            if seen.count('PER') >= (PER_LEAST if len(word) < 3 or seen[0] != 'PER' else PER_LEAST - 1):
                names.add(word)
            elif tag == 'nz' and len(word) == 3 and seen[0] == 'PER' and not {'LOC', 'ORG'} & set(seen):
                names.add(word)
            continue
        if seen.count('PER') > PER_MOST or not other:
            continue
        best = max(other, key=lambda t: (other.count(t), t))
        if (len(word) > 2 or tag == 'nrt') and (seen[0] == 'PER' or best not in NOUNS or len(other) < NOUN_LEAST):
            continue  # 令狐冲: what is as long as a name must be taken for a noun by itself
        place = best == 'LOC' and 'LOC' in as_name and seen.count('LOC') >= PLACE_LEAST
        common = best == 'n' and 'n' in as_name
        sure = seen.count(best) == FRAMES and best != 'nz'
        if (len(word) > 2 or tag == 'nrt') and 'PER' in as_name and not (place or common or sure):
            continue  # 卢卡申科: a noun by itself, a name where one fits
        words[word] = LAC_TAGS.get(best, best)
    return words, names


def main():
    rows, fold = {}, table.folding()
    restored, names = verdicts(fold)
    for line in open(SOURCE, encoding='utf-8'):
        word, weight, tag = line.translate(fold).split()
        if tag in NAMES and word in restored and len(word) > 1:
            tag = restored[word]
        if word in names:
            continue
        if han(word) and len(word) <= 6 and (len(word) == 1 or tag not in NAMES):
            known, old = rows.get(word, (0, None))
            rows[word] = (known + int(weight), 'vn' if word in VERBAL_NOUNS else TAGS.get(word) or ('x' if tag in NAMES else old or tag))
    for (weight, tag), extra in EXTRA.items():
        for word in extra.split():
            rows[word] = (max(weight, rows.get(word, (0,))[0]), tag)
    words = sorted((w for w in rows if len(w) > 1), key=lambda w: (-rows[w][0], w))[:MOST]
    words += [w for w in rows if len(w) == 1]
    with open(OUT, 'w', encoding='utf-8', newline='\n') as out:
        out.write('# Words with their frequency and part of speech (jieba tag set), for the segmentation.\n'
                  '# From jieba\'s dictionary (MIT); no names of people. Written by dict/generate/words.py.\n'
                  'surface\tweight\tpos\n')
        for word in sorted(words):
            out.write('%s\t%d\t%s\n' % (word, *rows[word]))


main()
