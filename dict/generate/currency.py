#!/usr/bin/env python3
"""Writes dict/money/currency.tsv: the currencies of ISO 4217 in use, from CLDR (Debian `unicode-cldr-core`): names from zh,
minor digits and what is in use from supplementalData; short names by hand below.
Run: dict/generate/currency.py
"""
import table

# code: other names. A name without its country stands at its most usual currency.
HAND = {
    "CNY": "元|元人民币|人民币元|块|块钱|元整|圆|RMB|CNY", "USD": "美金|美圆|USD|US$", "EUR": "EUR", "GBP": "GBP", "JPY": "日圆|日币|JPY",
    "HKD": "港币|港圆|HKD|HK$", "TWD": "台币|新台币元|TWD|NT$", "MOP": "澳门币|澳门元|葡币", "KRW": "韩圆|韩币", "KPW": "朝鲜圆|朝元",
    "KZT": "坚戈|哈萨克坚戈", "UZS": "苏姆|乌兹别克苏姆", "KGS": "索姆", "TJS": "索莫尼|塔吉克索莫尼", "TMT": "马纳特",
    "AZN": "", "RUB": "卢布", "BYN": "白俄卢布", "UAH": "格里夫纳|格里夫尼亚", "INR": "卢比", "PKR": "", "IRR": "里亚尔",
    "AED": "迪拉姆|阿联酋迪尔汗", "MAD": "", "IQD": "第纳尔", "PHP": "比索", "MXN": "墨西哥元", "SEK": "克朗", "CHF": "瑞郎|法郎",
    "TRY": "里拉|土耳其新里拉", "THB": "铢", "VND": "越盾", "IDR": "印尼盾|印度尼西亚卢比", "SGD": "新元|新币|坡币|SGD",
    "AUD": "澳元|澳币|AUD", "NZD": "纽币|纽元|新西兰币", "CAD": "加元|加币|CAD", "MYR": "林吉特|令吉|马币", "MMK": "缅元|缅币|缅甸元", "LAK": "基普",
    "KHR": "瑞尔|柬币", "MNT": "图格里克", "BDT": "塔卡", "LKR": "", "NPR": "尼币", "AFN": "", "SAR": "沙特里亚尔", "ILS": "谢克尔|以色列谢克尔",
    "EGP": "", "ZAR": "兰特", "NGN": "奈拉", "KES": "先令", "ETB": "比尔", "BRL": "雷亚尔", "ARS": "", "CLP": "", "PEN": "新索尔|索尔",
    "VES": "玻利瓦尔", "PLN": "兹罗提", "HUF": "福林", "CZK": "", "RON": "列伊", "BGN": "列弗", "GEL": "拉里", "AMD": "德拉姆", "MDL": "",
    "ZMW": "克瓦查", "GHS": "塞地", "AOA": "宽扎", "BWP": "普拉", "MZN": "梅蒂卡尔", "XAF": "", "XDR": "", "BND": "", "MVR": "拉菲亚",
    "PGK": "基那", "PYG": "瓜拉尼", "GTQ": "格查尔", "PAB": "巴波亚", "BOB": "", "CRC": "科朗", "HNL": "伦皮拉", "ALL": "列克",
}
# Words in which a short name is none.
NOT_IN = {
    "CNY": "元首|元帅|元老|元宇宙|元素|元件|元器件|单元|次元|多元化|多元文化|圆桌|圆满|圆形|圆心|圆柱|圆球|块头|块状|块根|块茎",
    "ETB": "比尔盖茨|比尔·盖茨|比尔特|比尔森|阿尔比尔|埃尔比尔|比尔及",
    "GEL": "法拉里|马拉里|阿拉里", "PEN": "索尔兹", "BWP": "普拉多|普拉亚|普拉萨|普拉塔|普拉蒂",
    "BDT": "塔卡尔", "TRY": "里拉特", "ALL": "列克星敦",
}


def main():
    fold = table.folding()
    data = table.cldr("supplemental/supplementalData.xml").find("currencyData")
    digits = {info.get("iso4217"): info.get("digits") for info in data.iterfind("fractions/info")}
    in_use = {currency.get("iso4217") for currency in data.iterfind("region/currency")
              if currency.get("to") is None and currency.get("tender") != "false"} | {"XDR", "CNY"}
    names = {}
    for currency in table.cldr("main/zh.xml").iterfind("numbers/currencies/currency"):
        name = currency.findtext("displayName")
        if currency.get("type") in in_use and name:
            names[currency.get("type")] = name.translate(fold).replace(" ", "")
    owned = {name for code, hand in HAND.items() for name in hand.split("|")} | set(names.values())
    rows = []
    for code, name in sorted(names.items()):
        aliases = [alias for alias in HAND.get(code, "").split("|") if alias]
        if code not in aliases and code not in ("ALL", "TOP", "MOP", "CUP", "BAM", "GEL", "LAK", "MAD", "PEN", "RON", "SOS", "TRY"):
            aliases.append(code)
        forms = [name] + [alias for alias in aliases if alias]
        not_in = [word for word in NOT_IN.get(code, "").split("|")
                  if any(form in word for form in forms) and word not in forms]
        # Longer names of other currencies.
        not_in += sorted(other for other in owned if other not in forms and any(form in other for form in forms)
                         and not any(other in form for form in forms))
        rows.append([name, "currency:" + code, name, table.names(alias for alias in aliases if alias != name), 100,
                     table.names(not_in), code, digits.get(code, digits["DEFAULT"])])
    table.write("money/currency.tsv", [
        "Currencies of ISO 4217 that are in use, as written behind a number. Columns: see dict/README.md; code = ISO 4217,",
        "minor = decimal digits of an amount (CLDR). CLDR (Unicode licence), short names and guards by hand.",
        "Written by dict/generate/currency.py."],
        ["surface", "id", "name", "aliases", "weight", "not_in", "code", "minor"], rows)


if __name__ == "__main__":
    main()
