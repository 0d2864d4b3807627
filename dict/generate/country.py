#!/usr/bin/env python3
"""Writes dict/place/country.tsv: all 249 entries of ISO 3166-1.

Names from CLDR (Debian `unicode-cldr-core`: zh, and zh_Hant, zh_Hant_HK folded to simplified), codes from Debian `iso-codes`,
Wikidata ids from the npm package @rapideditor/country-coder (ISC), official and other names and guards by hand below.
Run: npm pack @rapideditor/country-coder; tar xf rapideditor-country-coder-*.tgz; dict/generate/country.py package/src/data/borders.json
"""
import json
import sys

import table

# Codes of the members of the United Nations, the two observers, and the Cook Islands and Niue.
STATES = set("""AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM
CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID IE IL
IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU
MV MW MX MY MZ NA NE NG NI NL NO NP NR NU NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN
SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW""".split())

# country-coder means the realm where the news means the country; TF there is the lands without Adélie Land.
QID = {"NL": "Q55", "DK": "Q35"}

# Within the names of the first, the second is named too (中国 in 中国香港).
PART_OF = {"HK": ("CN",), "MO": ("CN",), "TW": ("CN",)}

# Names in zh_Hant that mean something else in simplified text.
NOT_NAMES = set("查德 东加 马利 卡达 尼日 沙地 索马利 乔治亚 狮子山 几内亚比索 贝南".split())

# code: (official name, other names, guards: longer words in which a name is something else)
HAND = {
    "AD": ("安道尔公国", "", "安道尔城"),
    "AE": ("阿拉伯联合酋长国", "阿联酋", ""),
    "AF": ("阿富汗伊斯兰共和国", "阿富汗伊斯兰酋长国", "阿富汗尼"),
    "AG": ("", "安提瓜", ""),
    "AL": ("阿尔巴尼亚共和国", "", ""),
    "AM": ("亚美尼亚共和国", "", "亚美尼亚语"),
    "AO": ("安哥拉共和国", "", ""),
    "AR": ("阿根廷共和国", "", ""),
    "AT": ("奥地利共和国", "", ""),
    "AU": ("澳大利亚联邦", "澳洲", "澳大利亚首都领地"),
    "AZ": ("阿塞拜疆共和国", "", "阿塞拜疆语"),
    "BA": ("", "波黑|波斯尼亚", ""),
    "BB": ("", "", ""),
    "BD": ("孟加拉人民共和国", "孟加拉", "孟加拉湾|孟加拉虎|孟加拉语|西孟加拉"),
    "BE": ("比利时王国", "", ""),
    "BF": ("", "", ""),
    "BG": ("保加利亚共和国", "", "保加利亚语"),
    "BH": ("巴林王国", "", "巴林左旗|巴林右旗|巴林石|巴林顿|巴林银行"),
    "BI": ("布隆迪共和国", "", ""),
    "BJ": ("贝宁共和国", "", "贝宁湾"),
    "BN": ("文莱达鲁萨兰国", "", ""),
    "BO": ("多民族玻利维亚国", "", "玻利维亚诺"),
    "BR": ("巴西联邦共和国", "", "巴西利亚|巴西木|古巴西|黎巴西|巴西尔|巴西莱"),
    "BS": ("巴哈马国", "", ""),
    "BT": ("不丹王国", "", ""),
    "BW": ("博茨瓦纳共和国", "", ""),
    "BY": ("白俄罗斯共和国", "", ""),
    "BZ": ("", "", ""),
    "CA": ("", "", ""),
    "CD": ("刚果民主共和国", "刚果(金)|刚果金|民主刚果|刚果", "刚果(布)|刚果布|刚果共和国|刚果河|刚果盆地|刚果红"),
    "CF": ("中非共和国", "", ""),
    "CG": ("刚果共和国", "刚果(布)|刚果布", ""),
    "CH": ("瑞士联邦", "", ""),
    "CI": ("科特迪瓦共和国", "象牙海岸", ""),
    "CK": ("", "", ""),
    "CL": ("智利共和国", "", ""),
    "CM": ("喀麦隆共和国", "", ""),
    "CN": ("中华人民共和国", "",
           "发展中国家|东中国海|南中国海|其中国有|其中国内|其中国际|其中国家|集中国力|集中国家|空中国际|高中国家|初中国家|心目中国家"),
    "CO": ("哥伦比亚共和国", "", "不列颠哥伦比亚|英属哥伦比亚|哥伦比亚大学|哥伦比亚广播公司|哥伦比亚特区|哥伦比亚号"),
    "CR": ("哥斯达黎加共和国", "哥斯达黎加", ""),
    "CU": ("古巴共和国", "", "古巴比伦|蒙古巴|古巴西|古巴蜀"),
    "CV": ("佛得角共和国", "", ""),
    "CY": ("塞浦路斯共和国", "", "北塞浦路斯"),
    "CZ": ("捷克共和国", "", "捷克斯洛伐克|捷克语"),
    "DE": ("德意志联邦共和国", "联邦德国", "道德国|品德国|民主德国"),
    "DJ": ("吉布提共和国", "", "吉布提市"),
    "DK": ("丹麦王国", "", "丹麦语|丹麦海峡"),
    "DM": ("多米尼克国", "", ""),
    "DO": ("多米尼加共和国", "多米尼加|多明尼加共和国", ""),
    "DZ": ("阿尔及利亚民主人民共和国", "", ""),
    "EC": ("厄瓜多尔共和国", "", ""),
    "EE": ("爱沙尼亚共和国", "", ""),
    "EG": ("阿拉伯埃及共和国", "", "古埃及|埃及学"),
    "EH": ("", "", ""),
    "ER": ("厄立特里亚国", "", ""),
    "ES": ("西班牙王国", "", "西班牙语|西班牙港|西班牙流感"),
    "ET": ("埃塞俄比亚联邦民主共和国", "埃塞", ""),
    "FI": ("芬兰共和国", "", "芬兰湾|芬兰语|芬兰浴"),
    "FJ": ("斐济共和国", "", ""),
    "FK": ("", "马尔维纳斯群岛|马岛", ""),
    "FM": ("密克罗尼西亚联邦", "密联邦", ""),
    "FR": ("法兰西共和国", "法兰西", "司法国|宪法国|立法国|执法国|违法国|依法国|合法国|非法国|方法国|办法国|做法国|法国际|法兰西岛"),
    "GA": ("加蓬共和国", "", ""),
    "GB": ("大不列颠及北爱尔兰联合王国", "联合王国|大不列颠|大英帝国", "精英国|群英国"),
    "GE": ("", "", ""),
    "GH": ("加纳共和国", "", "加纳利群岛|加纳税|加纳入|加纳米|参加纳|增加纳|阿加纳"),
    "GM": ("冈比亚共和国", "", ""),
    "GN": ("几内亚共和国", "", "几内亚比绍|赤道几内亚|巴布亚新几内亚|新几内亚|几内亚湾"),
    "GQ": ("赤道几内亚共和国", "赤几", ""),
    "GR": ("希腊共和国", "", "古希腊|希腊语|希腊文|希腊字母|希腊神话"),
    "GT": ("危地马拉共和国", "", "危地马拉城"),
    "GW": ("几内亚比绍共和国", "几比", ""),
    "GY": ("圭亚那合作共和国", "", "法属圭亚那"),
    "HK": ("中国香港特别行政区", "香港特别行政区|香港特区|中国香港", ""),
    "HN": ("洪都拉斯共和国", "", ""),
    "HR": ("克罗地亚共和国", "", ""),
    "HT": ("海地共和国", "",
           "海地区|海地带|海地块|海地方|海地铁|海地产|海地质|海地震|海地形|海地貌|海地理|海地标|海地面|海地图|海地处"),
    "HU": ("", "", "匈牙利语"),
    "ID": ("印度尼西亚共和国", "印尼", "印尼盾|印尼语"),
    "IE": ("爱尔兰共和国", "", "北爱尔兰|爱尔兰海|爱尔兰语"),
    "IL": ("以色列国", "", ""),
    "IN": ("印度共和国", "", "印度尼西亚|印度洋|印度教|印度河|印度支那|东印度公司|西印度群岛"),
    "IQ": ("伊拉克共和国", "", ""),
    "IR": ("伊朗伊斯兰共和国", "", ""),
    "IS": ("冰岛共和国", "", "冰岛语"),
    "IT": ("意大利共和国", "", "意大利语|意大利面"),
    "JM": ("", "", ""),
    "JO": ("约旦哈希姆王国", "", "约旦河"),
    "JP": ("日本国", "", "日本海|日本脑炎|今日本|昨日本|近日本|即日本|日本报讯|日本报记者|日本报北京"),
    "KE": ("肯尼亚共和国", "", ""),
    "KG": ("吉尔吉斯共和国", "吉尔吉斯", "吉尔吉斯族|吉尔吉斯人|吉尔吉斯语"),
    "KH": ("柬埔寨王国", "", ""),
    "KI": ("基里巴斯共和国", "", ""),
    "KM": ("科摩罗联盟", "", ""),
    "KN": ("圣基茨和尼维斯联邦", "圣基茨|圣克里斯托弗和尼维斯", ""),
    "KP": ("朝鲜民主主义人民共和国", "北朝鲜|北韩|朝鲜民主主义共和国", "朝鲜半岛|朝鲜族|朝鲜语|朝鲜海峡|南朝鲜"),
    "KR": ("大韩民国", "南韩|南朝鲜", "日韩国"),
    "KW": ("科威特国", "", "科威特城"),
    "KZ": ("哈萨克斯坦共和国", "哈萨克", "哈萨克族|哈萨克人|哈萨克语|哈萨克文|哈萨克汗国|哈萨克自治"),
    "LA": ("老挝人民民主共和国", "", ""),
    "LB": ("黎巴嫩共和国", "", ""),
    "LC": ("", "", ""),
    "LI": ("列支敦士登公国", "", ""),
    "LK": ("斯里兰卡民主社会主义共和国", "锡兰", "锡兰红茶|锡兰茶"),
    "LR": ("利比里亚共和国", "", ""),
    "LS": ("莱索托王国", "", ""),
    "LT": ("立陶宛共和国", "", "立陶宛语"),
    "LU": ("卢森堡大公国", "", "罗莎·卢森堡|卢森堡公园"),
    "LV": ("拉脱维亚共和国", "", "拉脱维亚语"),
    "LY": ("利比亚国", "", ""),
    "MA": ("摩洛哥王国", "", ""),
    "MC": ("摩纳哥公国", "", ""),
    "MD": ("摩尔多瓦共和国", "", ""),
    "ME": ("", "蒙特内哥罗", "黑山县|黑山头|黑山羊|黑山老妖|黑山林|黑山谷"),
    "MG": ("马达加斯加共和国", "", ""),
    "MH": ("马绍尔群岛共和国", "马绍尔", ""),
    "MK": ("北马其顿共和国", "马其顿|前南斯拉夫马其顿共和国", "马其顿王国"),
    "ML": ("马里共和国", "",
           "马里兰|马里奥|马里乌|马里亚|马里恩|马里昂|马里诺|马里尼|马里内|马里戈特|马里奇|马里察|马里安|马里亚纳|索马里|拉马里|罗马里"
           "|巴马里|卡马里|萨马里|奥马里|德马里|塔马里|阿马里|尼马里|马里程"),
    "MM": ("缅甸联邦共和国", "缅甸联邦", ""),
    "MN": ("", "蒙古国|外蒙古", "内蒙古|蒙古族|蒙古包|蒙古语|蒙古文|蒙古人种|蒙古马|蒙古高原|蒙古帝国|蒙古自治|蒙古汗国|蒙古铁骑"),
    "MO": ("中国澳门特别行政区", "澳门特别行政区|澳门特区|中国澳门", ""),
    "MR": ("毛里塔尼亚伊斯兰共和国", "毛塔", ""),
    "MT": ("马耳他共和国", "", "马耳他骑士团|马耳他语"),
    "MU": ("毛里求斯共和国", "", ""),
    "MV": ("马尔代夫共和国", "", ""),
    "MW": ("马拉维共和国", "", "马拉维湖"),
    "MX": ("墨西哥合众国", "", "墨西哥城|墨西哥湾|新墨西哥"),
    "MY": ("", "", ""),
    "MZ": ("莫桑比克共和国", "", "莫桑比克海峡"),
    "NA": ("纳米比亚共和国", "", ""),
    "NE": ("尼日尔共和国", "", "尼日尔河|尼日尔三角洲"),
    "NG": ("尼日利亚联邦共和国", "", ""),
    "NI": ("尼加拉瓜共和国", "", ""),
    "NL": ("荷兰王国", "尼德兰", "荷兰语|荷兰豆|荷兰猪|新荷兰"),
    "NO": ("挪威王国", "", "挪威语|挪威海"),
    "NP": ("尼泊尔联邦民主共和国", "", "尼泊尔语"),
    "NR": ("瑙鲁共和国", "诺鲁", ""),
    "NU": ("", "", ""),
    "NZ": ("", "", ""),
    "OM": ("阿曼苏丹国", "", "阿曼湾|阿曼达|阿曼尼|阿曼多|阿曼德|阿曼萨|阿曼诺|阿曼戈|阿曼别|阿曼古|阿曼盖|阿曼苏尔"),
    "PA": ("巴拿马共和国", "", "巴拿马城|巴拿马草帽|巴拿马文件"),
    "PE": ("秘鲁共和国", "", ""),
    "PG": ("巴布亚新几内亚独立国", "巴新|巴布亚新几内亚独立国", ""),
    "PH": ("菲律宾共和国", "", "菲律宾海"),
    "PK": ("巴基斯坦伊斯兰共和国", "", ""),
    "PL": ("波兰共和国", "", "波兰语"),
    "PS": ("巴勒斯坦国", "巴勒斯坦领土|巴勒斯坦民族权力机构", ""),
    "PT": ("葡萄牙共和国", "", "葡萄牙语"),
    "PW": ("帕劳共和国", "帛琉", ""),
    "PY": ("巴拉圭共和国", "", "巴拉圭河"),
    "QA": ("卡塔尔国", "", ""),
    "RO": ("", "", "罗马尼亚语"),
    "RS": ("塞尔维亚共和国", "", "塞尔维亚族|塞尔维亚语|塞尔维亚克罗地亚语"),
    "RU": ("俄罗斯联邦", "俄国|俄联邦", "白俄罗斯|俄罗斯族|俄罗斯方块|俄罗斯轮盘|俄罗斯套娃"),
    "RW": ("卢旺达共和国", "", ""),
    "SA": ("沙特阿拉伯王国", "沙特|沙地阿拉伯", "沙特尔"),
    "SB": ("", "所罗门", "所罗门王|所罗门兄弟|所罗门海"),
    "SC": ("塞舌尔共和国", "", ""),
    "SD": ("苏丹共和国", "", "南苏丹|阿曼苏丹|文莱苏丹|苏丹国|苏丹港|苏丹·|苏丹哈桑纳尔|苏丹红"),
    "SE": ("瑞典王国", "", "瑞典语"),
    "SG": ("新加坡共和国", "星加坡", ""),
    "SI": ("斯洛文尼亚共和国", "", ""),
    "SK": ("斯洛伐克共和国", "", "捷克斯洛伐克|斯洛伐克语"),
    "SL": ("塞拉利昂共和国", "", ""),
    "SM": ("圣马力诺共和国", "", ""),
    "SN": ("塞内加尔共和国", "", ""),
    "SO": ("索马里联邦共和国", "", "索马里兰|索马里海盗"),
    "SR": ("苏里南共和国", "", ""),
    "SS": ("南苏丹共和国", "", ""),
    "ST": ("圣多美和普林西比民主共和国", "圣普|圣多美", "圣多美市"),
    "SV": ("萨尔瓦多共和国", "", ""),
    "SY": ("阿拉伯叙利亚共和国", "", "叙利亚沙漠"),
    "SZ": ("埃斯瓦蒂尼王国", "埃斯瓦蒂尼|斯威士兰王国", ""),
    "TD": ("乍得共和国", "", "乍得湖"),
    "TG": ("多哥共和国", "", "多哥伦|多哥哥|多哥斯|多哥们|多哥特|多哥本"),
    "TH": ("泰王国", "暹罗", "泰国湾|暹罗猫|暹罗湾"),
    "TJ": ("塔吉克斯坦共和国", "塔吉克", "塔吉克族|塔吉克人|塔吉克语|塔吉克自治"),
    "TL": ("东帝汶民主共和国", "", ""),
    "TM": ("土库曼斯坦", "土库曼", "土库曼族|土库曼人|土库曼语|土库曼巴什"),
    "TN": ("突尼斯共和国", "", "突尼斯市|突尼斯城"),
    "TO": ("汤加王国", "", ""),
    "TR": ("土耳其共和国", "", "土耳其语|土耳其斯坦|土耳其浴|土耳其石|土耳其海峡"),
    "TT": ("特立尼达和多巴哥共和国", "特多|特立尼达", "特多蒙特"),
    "TV": ("", "", ""),
    "TW": ("", "中国台湾|台湾省|台湾地区", "台湾海峡"),
    "TZ": ("坦桑尼亚联合共和国", "", ""),
    "UA": ("", "", "乌克兰语"),
    "UG": ("乌干达共和国", "", ""),
    "US": ("美利坚合众国", "美利坚", "拉美国|南美国|北美国|欧美国|中美国家|亚美国|非美国家"),
    "UY": ("乌拉圭东岸共和国", "", "乌拉圭回合|乌拉圭河"),
    "UZ": ("乌兹别克斯坦共和国", "乌兹别克", "乌兹别克族|乌兹别克人|乌兹别克语"),
    "VA": ("梵蒂冈城国", "罗马教廷|教廷", ""),
    "VC": ("", "圣文森特", ""),
    "VE": ("委内瑞拉玻利瓦尔共和国", "", ""),
    "VN": ("越南社会主义共和国", "", "穿越南|跨越南|飞越南|翻越南|超越南|越南盾|越南语"),
    "VU": ("瓦努阿图共和国", "", ""),
    "WS": ("萨摩亚独立国", "西萨摩亚", "美属萨摩亚|东萨摩亚"),
    "YE": ("也门共和国", "", ""),
    "ZA": ("南非共和国", "", "南非洲"),
    "ZM": ("赞比亚共和国", "", ""),
    "ZW": ("津巴布韦共和国", "", ""),
}


def territories(locale, fold):
    """code -> names in CLDR's order: short before plain before variant."""
    found = {}
    for element in table.cldr(f"main/{locale}.xml").iterfind("localeDisplayNames/territories/territory"):
        alt = element.get("alt")
        if len(element.get("type")) == 2 and element.text and element.text != "↑↑↑":
            rank = {"short": 0, None: 1}.get(alt, 2)
            found.setdefault(element.get("type"), []).append((rank, element.text.translate(fold).replace(" ", "")))
    return {code: [name for _, name in sorted(names)] for code, names in found.items()}


def guards(words, forms, name):
    """The guards that hold one of the forms and are not themselves inside a form; another one is a slip of the hand."""
    kept = []
    for word in words:
        if not any(form in word for form in forms):
            sys.exit(f"{name}: guard {word} guards nothing")
        if not any(word in form for form in forms):
            kept.append(word)
    return kept


def main():
    fold = table.folding()
    chinese = territories("zh", fold)
    traditional = [territories(locale, fold) for locale in ("zh_Hant", "zh_Hant_HK")]
    with open(sys.argv[1], encoding="utf-8") as borders:
        qids = {}
        for feature in json.load(borders)["features"]:
            properties = feature["properties"]
            if "iso1A2" in properties:
                qids[properties["iso1A2"]] = properties["wikidata"]
    with open("/usr/share/iso-codes/json/iso_3166-1.json", encoding="utf-8") as iso:
        codes = {entry["alpha_2"]: entry["alpha_3"] for entry in json.load(iso)["3166-1"]}

    lists = {}
    for code in codes:
        official, other, not_in = HAND.get(code, ("", "", ""))
        names = list(chinese[code])
        names += [name for locale in traditional for name in locale.get(code, []) if name not in NOT_NAMES]
        lists[code] = list(dict.fromkeys(name for name in names + [official] + other.split("|") if name))
    main_names = {names[0]: code for code, names in lists.items()}
    rows = []
    for code in sorted(codes):
        official, _, not_in = HAND.get(code, ("", "", ""))
        surface = lists[code][0]
        # A main name of another entry wins over an alias.
        aliases = [name for name in lists[code][1:] if main_names.get(name, code) == code]
        forms = [surface] + aliases
        # Names of other entries that hold one of these names.
        inside = [name for other in sorted(codes) if other != code and code not in PART_OF.get(other, ()) for name in lists[other]
                  if any(form in name for form in forms) and name not in forms]
        by_hand = guards([word for word in not_in.split("|") if word] + inside, forms, code)
        # 以色列国 is a name, in 以色列国防部长 the name is 以色列: forms with 国 have a row and guards of their own.
        long_forms = [form for form in forms if form.endswith("国") and form[:-1] in forms]
        tails = [form + tail for form in long_forms
                 for tail in ("防", "家", "内", "会", "际", "王", "民", "务", "庆", "旗", "歌", "企", "有", "外")]
        short_forms = [form for form in forms if form not in long_forms]
        for group, words in ((short_forms, by_hand), (long_forms, tails)):
            if group:
                kept = guards([word for word in words if any(form in word for form in group)], group, code)
                rows.append([group[0], "country:" + code, surface, table.names(group[1:]), 100, table.names(kept), code,
                             codes[code], QID.get(code, qids.get(code, "")), official or surface,
                             "state" if code in STATES else "territory"])
    table.write("place/country.tsv", [
        "Countries and territories of ISO 3166-1. Columns: see dict/README.md; code and alpha3 = ISO 3166-1, qid = Wikidata,",
        "official = official name, kind = state (member or observer of the United Nations, Cook Islands, Niue) or territory.",
        "CLDR (Unicode licence), iso-codes (codes), @rapideditor/country-coder (ISC, qid), the rest by hand.",
        "Written by dict/generate/country.py."],
        ["surface", "id", "name", "aliases", "weight", "not_in", "code", "alpha3", "qid", "official", "kind"], rows)


if __name__ == "__main__":
    main()
