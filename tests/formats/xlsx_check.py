"""xlsx_check.py FILE RECORDS [links]: opened by openpyxl. The sheets, heading, filter and frozen row; a row for each fact, with its
exact number (as a number, or as text when it is longer than a double is exact), days as dates, no formula anywhere, no control
character; with `links`, every source is a link."""
import datetime
import json
import re
import sys
import unicodedata

import openpyxl


def fail(*words):
    print("xlsx_check:", *words, file=sys.stderr)
    sys.exit(1)


book = openpyxl.load_workbook(sys.argv[1])
records = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
facts = [r for r in records if r["record"] == "fact"]
if book.sheetnames != ["事实", "实体", "文档", "说明"]:
    fail(book.sheetnames)
for sheet in book:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                fail("a formula in", sheet.title, cell.coordinate)
            if isinstance(cell.value, str) and any(unicodedata.category(c) in ("Cc", "Cs") or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for c in cell.value):
                fail("a control character in", sheet.title, cell.coordinate, ascii(cell.value))
for name, record in ("事实", "fact"), ("实体", "entity"), ("文档", "document"):
    sheet = book[name]
    if sheet.max_row - 1 != sum(r["record"] == record for r in records):
        fail(name, "has", sheet.max_row - 1, "rows")
    if sheet.freeze_panes != "A2" or sheet.auto_filter.ref != sheet.dimensions:
        fail(name, sheet.freeze_panes, sheet.auto_filter.ref, sheet.dimensions)
    if any(not 5 <= sheet.column_dimensions[c.column_letter].width <= 64 or not c.font.bold for c in sheet[1]):
        fail(name, "has a strange heading")
sheet = book["事实"]
head = {c.value: i for i, c in enumerate(sheet[1])}
exact = re.compile(r"-?\d+(\.\d{1,8})?$")
for fact, row in zip(facts, sheet.iter_rows(min_row=2)):
    cell = row[head["数值"]]
    number = fact["value"]["number"]
    if number and exact.match(number) and len(re.sub(r"\D", "", number).lstrip("0")) <= 15:
        if cell.data_type != "n" or cell.value != (float(number) if "." in number else int(number)):
            fail(cell.coordinate, cell.value, "is not", number)
        decimals = len(number.partition(".")[2])
        if cell.number_format != "#,##0" + ("." + "0" * decimals if decimals else ""):
            fail(cell.coordinate, cell.number_format)
    elif number and exact.match(number) and cell.value != number:
        fail(cell.coordinate, "is", cell.value, "not the text", number)
    day = row[head["起"]].value
    if isinstance(day, datetime.datetime) and day.date().isoformat() != (fact["time"] or {}).get("start") and fact["time_mention"] is None:
        fail("a day out of nothing", day)
    if len(sys.argv) > 3:
        start = (fact["time"] or {}).get("start")
        if start and (not isinstance(day, datetime.datetime) or day.date().isoformat() != start):
            fail(day, "is not", start)
        source = row[head["来源"]]
        if not source.hyperlink or source.hyperlink.target != source.value:
            fail(source.coordinate, "leads nowhere")
        if fact["sentence"]["text"] and re.sub(r"\s", "", row[head["句子"]].value) != re.sub(r"\s", "", fact["sentence"]["text"]) and "\u202e" not in fact["sentence"]["text"] and "\x1b" not in fact["sentence"]["text"]:
            fail(row[head["句子"]].value, "is not", fact["sentence"]["text"])
