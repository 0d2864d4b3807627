#!/usr/bin/env python3
"""Writes dict/money/currency.tsv and currency_code.tsv: the currencies of ISO 4217 in use and those of the past that news
still names, from CLDR (Debian `unicode-cldr-core`): names from zh, zh_Hant and zh_Hant_HK, minor digits and what is in use
from supplementalData; short names by hand below. A name is a country and a noun (印度 卢比): with every other name of the
country (dict/place/country.tsv) the noun is an alias, and by itself it is one if no other currency has it, else a row with
the others in `also`.
Run: dict/generate/currency.py
"""
import csv
import os
import re

import table

# Later than the CLDR of Debian, or missing there.
NEW = {"SLE": "塞拉利昂新利昂", "VED": "委内瑞拉数字玻利瓦尔", "XCG": "加勒比盾", "ZWG": "津巴布韦金元"}
# Of the past, but still in the news.
PAST = "DEM FRF ITL ESP NLG ATS BEF PTE GRD IEP FIM LUF SUR DDM CYP MTL SKK SIT EEK LVL LTL CSK XEU ZWL SVC".split()
# Not of ISO 4217; their usual codes.
TOKENS = {"BTC": "比特币", "ETH": "以太币|以太坊", "USDT": "泰达币", "USDC": "", "LTC": "莱特币", "DOGE": "狗狗币", "XRP": "瑞波币"}
# code: other names.
HAND = {
    "CNY": "元人民币|人民币元|块钱|块人民币|离岸人民币|在岸人民币|华币", "USD": "美金|美圆|美刀|美钞", "EUR": "欧罗", "GBP": "英磅",
    "JPY": "日圆|日币|日円|円", "HKD": "港币|港圆|港纸|港刀", "TWD": "台币|新台币元|新台圆|台元", "MOP": "澳门币|澳门元|葡币",
    "KRW": "韩圆|韩币|韩圜|南韩元|南韩圆", "KPW": "朝鲜圆|朝元|朝币|北韩圆|朝鲜币", "KZT": "坚戈", "UZS": "苏姆", "KGS": "索姆", "TJS": "索莫尼",
    "UAH": "格里夫纳|格里夫尼亚|赫里夫尼亚", "AED": "迪尔汗|迪拉罕", "MXN": "墨西哥元|墨币", "CHF": "瑞郎|瑞士郎",
    "TRY": "土耳其新里拉|新土耳其里拉", "THB": "铢|泰币", "VND": "越盾|越南币|越币", "IDR": "印尼盾|印度尼西亚卢比|印尼卢比|印尼币",
    "SGD": "新元|新币|坡币|新加坡币|坡元", "AUD": "澳元|澳币|澳刀|澳洲元", "NZD": "纽币|纽元|新西兰币|纽西兰元|新西兰纽元", "CAD": "加元|加币|加拿大币|加刀",
    "MYR": "林吉特|令吉|马币|零吉|马来西亚币", "MMK": "缅元|缅币|缅甸币|基雅特", "LAK": "基普", "KHR": "瑞尔|柬币", "MNT": "图格里克|蒙图", "BDT": "塔卡",
    "NPR": "尼币", "PHP": "菲币", "ILS": "谢克尔|新谢克尔", "EGP": "埃镑", "ZAR": "兰特", "NGN": "奈拉", "KES": "肯先令", "ETB": "比尔",
    "BRL": "雷亚尔|雷阿尔|巴币", "PEN": "新索尔|索尔|秘鲁新索尔", "VES": "玻利瓦尔|强势玻利瓦尔|主权玻利瓦尔", "PLN": "兹罗提", "HUF": "福林",
    "BGN": "列弗", "GEL": "拉里", "AMD": "德拉姆", "GHS": "塞地", "AOA": "宽扎", "BWP": "普拉", "MZN": "梅蒂卡尔", "MVR": "拉菲亚|卢菲亚",
    "PGK": "基那", "GTQ": "格查尔", "PAB": "巴波亚", "ALL": "列克", "DEM": "西德马克|联邦德国马克", "DDM": "东德马克|民主德国马克", "RUB": "俄卢布|俄国卢布",
    "BYN": "白俄卢布", "SYP": "叙镑", "LBP": "黎镑|黎巴嫩里拉", "SAR": "沙特里亚尔|沙币", "INR": "印度币", "PKR": "巴铁卢比", "XEU": "埃居",
    "LTL": "立特", "LVL": "拉特", "XDR": "特别提款权单位|SDR", "XAF": "中非金融合作法郎", "XOF": "西非金融共同体法郎",
    "ZWG": "津元", "BTN": "努扎姆|努尔特鲁姆", "BAM": "波黑马克|波黑可兑换马克", "MKD": "北马其顿第纳尔|代纳尔",
    "GRD": "德拉克马", "ESP": "比塞塔|比萨塔", "SHP": "圣赫勒拿镑|圣赫勒拿群岛镑", "SZL": "里兰吉尼|埃马兰吉尼", "LSL": "马洛蒂", "ERN": "纳克法",
}
# Only in speech, where they may also count things: 三块, 一百刀.
SPOKEN = {"CNY": "块", "USD": "刀"}
# A noun of several currencies: the usual one.
USUAL = {"元": "CNY", "卢比": "INR", "比索": "PHP", "克朗": "SEK", "法郎": "CHF", "第纳尔": "IQD", "里亚尔": "IRR", "里拉": "TRY", "先令": "KES", "盾": "VND",
         "镑": "GBP", "卢布": "RUB", "马纳特": "TMT", "列伊": "RON", "迪拉姆": "AED", "克瓦查": "ZMW", "埃斯库多": "CVE", "马克": "DEM", "科朗": "CRC"}
OTHER_FORMS = {"元": "圆", "比索": "披索", "镑": "磅币"}
# Belong to the noun although their names do not end in it, or to no single country.
ALSO = {"元": "HKD MOP TWD", "法郎": "FRF BEF LUF XAF XOF XPF", "马克": "FIM BAM DDM", "镑": "EGP LBP SYP SDG SSP IEP CYP", "卢比": "IDR", "里拉": "ITL MTL LBP"}
# Nouns that are no name of a currency by themselves.
NO_NOUN = {"元", "币", "新元", "群岛镑", "群岛磅", "-黑塞哥维那可兑换马克", "新利昂", "数字玻利瓦尔", "金元", "黄金", "基那", "克鲁塞罗", "社会党列弗", "可兑换比索"}
# Words in which a short name is none.
NOT_IN = {
    "元": "元首|元帅|元老|元宇宙|元素|元件|元器件|元旦|元宵|元月|元年|元朝|元勋|元凶|元气|元代|元音|元组|单元|次元|多元化|多元文化|圆桌|圆满|圆形|圆心|圆柱|圆球|圆梦|半圆|方圆|团圆",
    "ETB": "比尔盖茨|比尔·盖茨|比尔特|比尔森|阿尔比尔|埃尔比尔|比尔及", "SGD": "新元素|新元件|新元古|新币种",
    "GEL": "法拉里|马拉里|阿拉里", "PEN": "索尔兹", "BWP": "普拉多|普拉亚|普拉萨|普拉塔|普拉蒂", "LVL": "拉特兰|拉特维亚|拉特纳",
    "BDT": "塔卡尔", "ALL": "列克星敦", "AFN": "阿尼塔|阿尼什|阿尼姆|卡阿尼", "马克": "马克思|马克龙|马克杯|马克西|马克·|马克斯|丹马克|马克沁|马克洛|马克里",
    "里拉": "里拉特|马里拉", "盾": "盾牌|盾构|盾安|盾形|矛盾|后盾", "镑": "英镑", "块": "块头|块状|块根|块茎|板块|地块|区块|模块|块链",
    "刀": "刀具|刀片|刀口|刀刃|刀叉|刀剑|刀锋|剪刀|菜刀|军刀|砍刀|刀伤|刀法", "JPY": "円形", "BTC": "比特币现金",
    "TWD": "台元素", "XDR": "", "LTL": "比立特|立特尔",
}
# Codes that are words of English.
WORDS = {"ALL", "TOP", "CUP", "BAM", "GEL", "MAD", "PEN", "SOS", "TRY"}
OTHER_CODES = {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "RM": "MYR"}


def country_names():
    """ISO 3166-1 code -> names of the country, the longest first."""
    with open(os.path.join(table.DICT, "place/country.tsv"), encoding="utf-8") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["code"]: sorted([row["surface"], *row["aliases"].split("|")], key=len, reverse=True) for row in rows}


def names_of(fold, wanted):
    """code -> names, the simplified one first."""
    names = {code: [name] for code, name in NEW.items()}
    for locale in "zh", "zh_Hant", "zh_Hant_HK":
        for currency in table.cldr(f"main/{locale}.xml").iterfind("numbers/currencies/currency"):
            name, code = currency.findtext("displayName"), currency.get("type")
            name = name and re.sub("[(（].*", "", name.translate(fold)).replace(" ", "").lstrip("旧")
            if name and code in wanted and name not in names.setdefault(code, []):
                names[code].append(name)
    return names


def main():
    fold = table.folding()
    data = table.cldr("supplemental/supplementalData.xml").find("currencyData")
    digits = {info.get("iso4217"): info.get("digits") for info in data.iterfind("fractions/info")}
    in_use = {currency.get("iso4217") for currency in data.iterfind("region/currency")
              if currency.get("to") is None and currency.get("tender") != "false"} | {"XDR", "CNY"} | set(NEW)
    names = names_of(fold, in_use | set(PAST))
    countries = country_names()
    first = {}
    for code in sorted(in_use) + PAST:
        for name in names.get(code, []):
            first.setdefault(name, code)
    nouns = {}
    for code in names:
        for place in countries.get(code[:2], []):
            if names[code][0].startswith(place) and len(names[code][0]) > len(place):
                nouns.setdefault(names[code][0][len(place):], []).append(code)
                break
    codes = {code: noun for noun, of in nouns.items() for code in of}
    forms = {}
    for code in sorted(names):
        own = [name for name in names[code] if first.get(name) == code]
        noun = codes.get(code)
        if noun and noun not in NO_NOUN:
            own += [place + noun for place in countries[code[:2]] if len(place) < 6 and first.get(place + noun, code) == code]
            if len(nouns[noun]) == 1 and len(noun) > 2 and noun not in USUAL:
                own.append(noun)
        own += HAND.get(code, "").split("|")
        if own and own[0]:
            forms[code] = [form for form in dict.fromkeys(own) if form and form not in USUAL and first.get(form, code) == code]
    rows = [[code, code, forms[code], NOT_IN.get(code, ""), [], "past" if code not in in_use else ""] for code in sorted(forms)]
    for noun, code in USUAL.items():
        also = sorted((set(nouns.get(noun, []) if noun != "元" else []) | set(ALSO.get(noun, "").split())) & set(forms) - {code})
        also = [c for c in also if c in in_use] + [c for c in also if c not in in_use]
        rows.append([noun, code, [noun] + [f for f in OTHER_FORMS.get(noun, "").split("|") if f], NOT_IN.get(noun, ""), also, ""])
    for code, form in SPOKEN.items():
        rows.append([form, code, [form], NOT_IN.get(form, ""), [], "spoken"])
    for code, hand in TOKENS.items():
        if hand:
            rows.append([code, code, hand.split("|"), NOT_IN.get(code, ""), [], "token"])
    missing = in_use - set(forms)
    assert not missing, missing   # every currency in use has a row
    owned = [form for row in rows for form in row[2]]
    double = {form for form in owned if owned.count(form) > 1}
    assert not double, double
    lines = []
    for key, code, own, guards, also, form in rows:
        not_in = [word for word in guards.split("|") if any(f in word for f in own) and word not in own]
        # Longer names of other currencies.
        not_in += sorted(other for other in set(owned) if other not in own and any(f in other for f in own)
                         and not any(other in f for f in own))
        lines.append([own[0], "currency:" + key, own[0], table.names(own[1:]), 100, table.names(not_in), code,
                      digits.get(code, digits["DEFAULT"]), "|".join(also), form])
    table.write("money/currency.tsv", [
        "Currencies as written behind a number: those of ISO 4217 in use, some of the past, some tokens. Columns: see",
        "dict/README.md; code = ISO 4217 (tokens: the usual code), minor = decimal digits of an amount (CLDR), also = other",
        "currencies that the name may mean, form = past, spoken (may also count things: 三块) or token. CLDR (Unicode",
        "licence), short names and guards by hand. Written by dict/generate/currency.py."],
        ["surface", "id", "name", "aliases", "weight", "not_in", "code", "minor", "also", "form"], lines)
    written = {code: code for code in forms if code not in WORDS} | {code: code for code in TOKENS} | OTHER_CODES
    table.write("money/currency_code.tsv", [
        "Codes of currencies, before or behind a number: USD 100, 100 USD. code = ISO 4217. Codes that are words of English",
        "(TOP 10, ALL, TRY) are left out. Columns: see dict/README.md. Written by dict/generate/currency.py."],
        ["surface", "id", "name", "aliases", "weight", "not_in", "code"],
        [[surface, "code:" + surface, surface, "", 100, "", code] for surface, code in sorted(written.items())])


if __name__ == "__main__":
    main()
