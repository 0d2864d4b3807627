#!/usr/bin/env python3
"""Write dict/person/{surname,given,surname_ja,given_ja,translit}.tsv: how much a character speaks for a name.

usage: names.py VERDICTS.TSV   (written by lac.py from jieba's dictionary, MIT; needs dict/word/word.tsv of words.py)

What jieba tags as a name and LAC takes for one in nearly every frame is counted; none of the names is written.
Every weight is a log-odds in hundredths,

    weight = round(100 * ln((count in that place of a name + A) / (names + A * V) / P(character in running text)))

with A = 0.5, V = 3000 characters and P from the frequencies of dict/word/word.tsv. The inventories of surnames and of the elements
of Tibetan, Mongolian and Uyghur names are below; given.tsv has a column for the only, the first and the last given-name
character; translit.tsv has the weight of a character inside a transliterated name and bonuses (log-odds against that) for its first
and last place.
"""
import math, os, sys
from collections import Counter

import table

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'person')
WORDS = os.path.join(OUT, '..', 'word', 'word.tsv')
SMOOTH, VOCABULARY = 0.5, 3000
BACK_OFF = 0.4  # what names of three characters count for those of two
FRAMES = 5  # of lac.py in which a common word fits
PER_LEAST = 4  # frames of lac.py in which a counted name looks like one
ELEMENT = math.log(0.0012)  # share of one element among the tokens of minority names
SINGLE = ('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳'
          '酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞'
          '熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓'
          '郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫'
          '宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰'
          '郦雍却璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利'
          '蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公兰仝揭付肖闫佟曲盘岳帅缑亢况逢海'
          '覃檀邸南练言福代楼展苟修寻青初由门刑苑原仉麦晋楚法汝鄢涂钦战丛矫植甫褟迟朴冼洛才栗辜阳佘佴伯赏墨哈谯笪年爱'
          '尉回鬲税占来买撒妥者亓冮刀帖虎密沐拓迮茆么斛操滚佀但信凡粟隋鹿邝禤区谌敬瞿'
          '郄俎仵郏綦琚呙戢郇隽牟撖苌尧贠雒禚蔄芦孝')
DOUBLE = ('欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 司徒 独孤 南宫 夏侯 长孙 端木 百里 呼延 澹台 公冶 申屠 太史 轩辕 '
          '闻人 赫连 钟离 鲜于 闾丘 拓跋 西门 东郭 南门 完颜 耶律 纳兰 第五 濮阳 淳于 单于 仲孙 宗政').split()
JAPANESE = ('佐藤 铃木 高桥 田中 渡边 伊藤 山本 中村 小林 加藤 吉田 山田 佐佐木 山口 松本 井上 木村 斋藤 清水 山崎 池田 桥本 阿部 石川 山下 中岛 石井 小川 '
            '前田 冈田 长谷川 藤田 后藤 近藤 村上 远藤 青木 坂本 福田 太田 西村 藤井 金子 冈本 藤原 中野 三浦 原田 中川 松田 竹内 小野 田村 中山 和田 石田 '
            '森田 上田 内田 柴田 酒井 宫崎 横山 高木 安藤 宫本 大野 小岛 谷口 工藤 今井 高田 丸山 增田 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 '
            '松井 千叶 菅原 岩崎 木下 久保 佐野 野村 松尾 市川 菊地 杉本 古川 大西 岛田 水野 樱井 高野 吉川 山内 西田 饭田 菊池 西川 小松 北村 安田 五十岚 '
            '川口 平田 关口 中田 东 服部 川崎 饭冢 本田 久保田 泽田 土屋 大久保 荒木 早川 小泽 浅野 片山 矢野 川上 松冈 岸田 安倍 石破 高市 麻生 鸠山 '
            '野田 小泉 小渊 村山 细川 宫泽 海部 宇野 竹下 中曾根 铃木 大平 福原 三木 田边 岸 吉村 片桐 大谷 羽生 张本 早田 伊达 锦织 大坂 北岛 '
            '福岛 内村 白井 池江 荻野 濑户 桐生 长友 香川 本庄 冈崎 乾 柴崎 南野 堂安 三笘 远藤 伊东 镰田 富安 吉原 宫泽 村井 是枝 滨口 黑泽 小津 沟口 '
            '大岛 今村 北野 新海 宫部 东野 川端 三岛 夏目 芥川 太宰 谷崎 大江 村山 井伏 松坂 绫濑 石原 长泽 新垣 户田 上户 苍井 满岛 二阶 茂木 加藤 '
            '森山 甘利 河村 梶山 武村 羽田 土井 不破 志位 斋藤 中西 玉城 松野 西村 木原 柿泽 岩屋 细田 桥下 吉野 小池 舛添 石垣 盐谷 下村 世耕 丰田 本间 '
            '御手洗 盛田 松下 稻盛 柳井 涩泽 岩本 汤川 朝永 江崎 利根川 小柴 野依 白川 田部 根岸 山中 赤崎 天野 中尾 大隅 大村 梶田 真锅 福井 '
            '池上 石桥 大桥 三宅 古贺 八木 成田 中谷 樋口 永井 星野 川村 堀内 大内 黑田 永田 川岛 松村 富田 木内 岩田 河合 松浦 小西 寺田 熊谷 秋山 渡部 相泽').split()
JAPANESE_GIVEN = ('郎 夫 男 雄 三 二 一 子 美 介 辅 助 彦 也 树 太 人 平 治 志 吾 哉 斗 希 奈 香 纱 惠 菜 里 代 江 枝 佳 花 和 作 造 次 吉 市 浩 史 英 行 久 '
                  '太郎 次郎 一郎 二郎 三郎 四郎 五郎 十郎 之助 之介 之辅 太朗 左卫门 右卫门 兵卫 加子 美子 惠子 纪子 奈美 由美 明子 和子 裕子 佳子 真子 穗子 多佳 早苗 纪夫 邦彦 康弘 康夫 纯一 由纪夫 直人 健太 拓也 哲也 和也 达也 裕也 俊树 大辅 大介 隆介 真司 圭佑').split()
MORE_TRANSLIT = ('阿埃艾安奥巴贝比彼别宾波伯博布查达德登迪蒂丁杜多厄恩尔法菲费芬弗夫佛福盖甘冈戈格古哈海汉豪赫亨胡华霍基吉加佳贾杰金卡凯坎康考科克库夸'
                 '奎拉莱赖兰朗劳勒雷黎里理利丽莉列林琳卢鲁路伦罗洛马玛迈麦曼芒梅门蒙孟米密敏明莫默墨姆木穆纳娜乃奈南内尼涅宁纽农努诺欧帕潘庞佩彭皮平'
                 '珀普齐奇恰钱乔切琴丘让热仁日荣茹瑞萨塞赛桑瑟森沙莎山尚舍申圣施什史士舒斯丝思松苏索塔台泰坦汤唐陶特滕提田廷图托脱瓦万旺威韦维魏温文翁沃'
                 '乌吾伍武西希锡席夏香肖谢辛欣兴休雪逊雅亚延扬杨耶叶伊易因英尤于约泽曾扎詹张哲珍芝朱卓兹宗祖佐'
                 '娃肯札济季吕婕妮娅蕾琪茜辽晖弥朵黛戴狄钦津罕汗赤拜占班卜贡噶杰吾孜艾买提木克江衮萱岑咪咖喀涂埔浦帖连顿翰昂朋鲍勃彻泼娇桂碧芙蓉姬逊伦丰庄根冯京贡拓契捷宾什力川那爱侯因鲁何派略蓬敦颂猜坤素庇甫仑朵盾吞灿')
ELEMENTS = ('卓玛 嘎玛 泽登 泽仁 巴松 扎西 次仁 才仁 才让 多吉 格桑 旦增 丹增 尼玛 达瓦 米玛 白玛 边巴 普布 巴桑 拉姆 央金 曲珍 德吉 平措 朗杰 坚赞 顿珠 罗布 仁增 仁青 仁钦 嘉措 加措 洛桑 '
            '索朗 索南 贡布 班觉 群培 强巴 阿旺 阿沛 晋美 才旦 才旺 次旺 次旦 旺堆 旺姆 旺久 旺杰 央宗 卓嘎 玉珍 白珍 仓央 桑吉 桑珠 土登 热地 热布 多杰 丹珠 丹巴 昂旺 '
            '拉巴 琼达 措姆 加布 布穷 巴登 洛珠 确吉 久美 帕巴拉 格列 向巴 列确 '
            '巴特尔 其其格 乌兰 娜仁 托娅 图雅 格日勒 苏和 宝音 那顺 巴图 巴雅尔 呼和 斯琴 高娃 孟和 朝鲁 哈斯 乌云 萨仁 额尔敦 布赫 布和 阿拉坦 敖登 道尔吉 腾格尔 '
            '吉日嘎拉 阿古拉 特木尔 铁木尔 蒙克 通拉嘎 乌日娜 牧仁 嘎拉 巴根 白音 苏日娜 朝克图 斯日古楞 '
            '买买提 阿不都 阿卜杜 艾山 依明 热合曼 古丽 努尔 阿依 帕提 夏提 司马义 铁木尔 吐尔逊 吐尔洪 玉素甫 依布拉音 热西提 艾尔肯 克里木 木拉提 江巴孜 '
            '迪丽 热巴 娜扎 扎提 拉木 买提江 麦麦提 艾买提 热依 热孜 古再丽 祖丽 米娜 阿孜 卡德尔 肉孜 沙吾提 巴哈 哈孜 合买 赛福鼎 艾则孜 阿迪力 库尔班 艾合买提 牙生 '
            '依木 古力 娜扎 古丽扎 阿扎提 波拉提 叶尔 哈那提 别克 汗古丽 尼沙 阿曼 玛依 帕尔哈提 雪克来提 努尔兰 达列力 汗').split()
SURNAME_OVERRIDES = {'习': 420}  # far more frequent in news of today than among jieba's names
OVERRIDES = {'来': (-400, -300, -60), '某': (420, 300, 380)}  # 王某, 李某明, 张某某: names of court reports, which the dictionary has not; 周恩来 is a date there


def counted(fold):
    """-> [(name, weight, tag)] of what jieba and LAC both take for a name"""
    for line in open(sys.argv[1], encoding='utf-8'):
        word, weight, tag, *tags = line.translate(fold).rstrip('\n').split('\t')
        seen, as_name = tags[:FRAMES], tags[FRAMES:]
        if not tag.startswith('nr') and (seen.count('PER') < PER_LEAST or len(word) < 3):
            continue
        if seen.count('PER') >= PER_LEAST or (tag == 'nrt' and (seen[0] == 'PER' or as_name == ['PER', 'PER'])):
            yield word, 1 + math.log(int(weight) + 1), tag


def main():
    text, fold = Counter(), table.folding()
    for line in open(WORDS, encoding='utf-8'):
        if line[0] != '#' and not line.startswith('surface'):
            word, weight, _ = line.split('\t')
            for c in word:
                text[c] += int(weight)
    total = sum(text.values())

    def weight(counts, c):
        n = sum(counts.values())
        return round(100 * math.log((counts[c] + SMOOTH) / (n + SMOOTH * VOCABULARY) / (max(text[c], 1) / total)))

    surname, only, first, second = Counter(), Counter(), Counter(), Counter()
    inside, start, end = Counter(), Counter(), Counter()
    for word, w, tag in counted(fold):
        family = word[:2] if word[:2] in DOUBLE else word[:1] if word[0] in SINGLE else None
        given = word[len(family or ''):]
        if family and 1 <= len(given) <= 2 and tag != 'nrt':
            surname[family] += w
            if len(given) == 1:
                only[given] += w
            else:
                first[given[0]] += w
                second[given[1]] += w
        elif tag == 'nrt' or len(word) >= 4 or not family:
            inside.update(word)
            start[word[0]] += 1
            end[word[-1]] += 1
    write('surname', 'surface\tweight', 'Chinese surnames.',
          [(s, SURNAME_OVERRIDES.get(s, weight(surname, s)) if len(s) == 1 else 900) for s in sorted(set(SINGLE) | set(DOUBLE))])
    chars = sorted(c for c in set(only) | set(first) | set(second) | set(OVERRIDES))
    n_only, n_two = sum(only.values()), sum(first.values())
    for c in set(first) | set(second):  # few names of two characters are listed: those of three help
        only[c] += BACK_OFF * n_only / n_two * (first[c] + second[c]) / 2
    rows = [(c, *OVERRIDES.get(c, (weight(only, c), weight(first, c), weight(second, c)))) for c in chars]
    write('given', 'surface\tweight\tsingle\tfirst\tsecond', 'Characters of given names.', [(c, max(a, b, d), a, b, d) for c, a, b, d in rows])

    def share(s):  # log of the product of the characters' shares
        return sum(math.log(max(text[c], 1) / total) for c in s)

    def alike(words):  # units that are taken to be equally frequent
        return [(s, round(100 * (-math.log(len(words)) - share(s)))) for s in sorted(set(words))]
    write('surname_ja', 'surface\tweight', 'Japanese surnames, by hand.', alike([s for s in JAPANESE if len(s) > 1]))
    write('given_ja', 'surface\tweight', 'Ends of Japanese given names, by hand.', alike(JAPANESE_GIVEN))
    chars = sorted(set(MORE_TRANSLIT) | {c for c in inside if inside[c] >= 4 and weight(inside, c) > -50})

    def bonus(counts, c):
        part = (inside[c] + SMOOTH) / (sum(inside.values()) + SMOOTH * VOCABULARY)
        return max(-150, min(150, round(100 * math.log((counts[c] + 2 * part * 10) / (sum(counts.values()) + 20) / part))))

    def floor(c):  # a known character that the list hardly has is worth something, unless it is common by itself
        return max(weight(inside, c), 60) if c in MORE_TRANSLIT and text[c] < total / 2000 else weight(inside, c)
    rows = [(c, floor(c), bonus(start, c), bonus(end, c)) for c in chars]
    rows += [(s, round(100 * (ELEMENT - share(s))), 0, 0) for s in set(ELEMENTS) if len(s) > 1]
    write('translit', 'surface\tweight\tfirst\tlast', 'Characters of transliterated names and elements of minority names.', sorted(rows))


def write(name, header, what, rows):
    with open(os.path.join(OUT, name + '.tsv'), 'w', encoding='utf-8', newline='\n') as out:
        out.write('# %s Log-odds in hundredths, counted in jieba\'s dictionary (MIT); see dict/generate/names.py,\n'
                  '# which writes this file.\n%s\n' % (what, header))
        for row in rows:
            out.write('\t'.join(map(str, row)) + '\n')


main()
