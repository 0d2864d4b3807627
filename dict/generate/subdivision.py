#!/usr/bin/env python3
"""Writes dict/place/world/region.tsv: provinces and states of the world (ISO 3166-2), without those of China.

Names from CLDR (Debian `unicode-cldr-core`, subdivisions/zh.xml). A name is also given without its ending (春武里府: 春武里) where
what is left is long enough to be no word and no name of a country or of another place. Names that only tell a direction
(东部, 中央省) are left out: every country has one.
Run: dict/generate/subdivision.py
"""
import collections
import re

import table

HOME = {"cn", "hk", "mo", "tw"}  # in region.tsv
ENDINGS = "自治共和国 共和国 自治州 自治区 自治省 边疆区 都会区 专区 大区 地区 首都区 直辖市 特别区 州 省 府 县 市 区 邦 郡 道".split()
DIRECTION = re.compile("[东西南北中上下内外新旧大小前后央部方海滨岸岛首都府高低地平原山河湖谷沙漠峡湾群和与及]+")
# Shortest stem that is a name by itself, and shortest name: 安省, 上省 are read in too many places.
STEM, WHOLE = 3, 3
# Countries whose parts the news tells without their endings; elsewhere such a name is likelier somebody's.
BARE = set("""us ca mx br au jp kr kp ru ua kz uz kg tj tm in pk af ir iq sy tr th vn my id ph
de fr it es pl gb""".split())
# Common short forms that CLDR does not have.
OTHER = {"usca": "加州", "usny": "纽约州|纽约", "ustx": "得克萨斯州|得克萨斯|得州|德州", "usfl": "佛州", "uspa": "宾州", "usma": "马萨诸塞州|麻省|马萨诸塞",
         "usga": "佐治亚州|佐治亚", "usmo": "密苏里州|密苏里", "usva": "弗州", "usor": "俄勒冈州|俄勒冈", "usoh": "俄亥俄州|俄亥俄", "usct": "康涅狄格州|康涅狄格"}
NOT_IN = {"德州": "德州市|德州扒鸡|山东德州"}


def cells(path, *columns):
    """What stands in these columns of a dictionary file, | taken apart."""
    with open(table.DICT + "/" + path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    head = rows[0]
    for row in rows[1:]:
        for column in columns:
            yield from (row[head.index(column)].split("|") if head.index(column) < len(row) else [])


def stem(name):
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[:-len(ending)]
    return name


def main():
    fold = table.folding()
    taken = set(cells("place/country.tsv", "surface", "aliases")) | set(cells("place/region.tsv", "surface", "aliases"))
    words = set(cells("word/word.tsv", "surface"))
    found = []
    for element in table.cldr("subdivisions/zh.xml").iter("subdivision"):
        code, name = element.get("type"), element.text.translate(fold).replace("－", "-").replace("—", "-")
        if code[:2] in HOME or not re.fullmatch("[一-鿿·-]+", name):
            continue
        found.append((code, name))
    forms = collections.Counter()
    rows = []
    for code, name in found:
        for form in {name, stem(name)}:
            forms[form] += 1
    seen = set(taken)
    for code, name in found:
        short = stem(name)
        names = []
        if not DIRECTION.fullmatch(short):
            if name != short and len(name) >= WHOLE:
                names.append(name)
            if code[:2] in BARE and len(short) >= STEM and forms[short] == 1 and "·" not in short and short not in words:
                names.append(short)
        names = [n for n in dict.fromkeys(names + OTHER.get(code, "").split("|")) if n and n not in seen]
        if not names:
            continue
        seen.update(names)
        iso = code[:2].upper() + "-" + code[2:].upper()
        not_in = table.names(NOT_IN.get(n, "") for n in names)
        rows.append([names[0], "region:" + iso, names[0], "|".join(names[1:]), 100, not_in, "province", code[:2].upper(), ""])
    table.write("place/world/region.tsv", [
        "Provinces and states of the world, ISO 3166-2. Columns as in ../region.tsv. CLDR (Unicode licence).",
        "Written by dict/generate/subdivision.py."],
        ["surface", "id", "name", "aliases", "weight", "not_in", "kind", "country", "members"], rows)


main()
