"""The same tables by openpyxl, XlsxWriter and python-docx, where Python has them, and set by LibreOffice.

Reads counties.json and long.json of a folder; prints a line a measure: peer, name, tables or rows, and the median of
several runs in microseconds of the processor, children included.
"""

import json
import os
import resource
import shutil
import subprocess
import sys

RUNS = 3
folder = sys.argv[1]


def used():
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def tell(peer, name, count, run, runs=RUNS):
    times = []
    for _ in range(runs):
        began = used()
        run()
        times.append(used() - began)
    print(peer, name, count, round(sorted(times)[len(times) // 2] * 1e6), flush=True)


def tables(name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return [report["tables"] for report in json.load(file)]


def cells(table):
    return [table["columns"]], [[cell.get("value") or cell["text"] for cell in row] for row in table["rows"]]


def value(text):
    try:
        return float(text)
    except ValueError:
        return text


counties, long = tables("counties.json"), tables("long.json")
target = os.path.join(folder, "peer")

try:
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin")
    looks = dict(font=Font(name="宋体", size=10.5), border=Border(line, line, line, line))

    def by_openpyxl(reports):
        for report in reports:
            book = openpyxl.Workbook()
            for number, table in enumerate(report, 1):
                sheet = book.create_sheet(f"表{number}")
                head, rows = cells(table)
                for at, row in enumerate([[table["title"]]] + head + rows, 1):
                    for column, text in enumerate(row, 1):
                        cell = sheet.cell(at, column, value(text))
                        cell.font, cell.border = looks["font"], looks["border"]
                        cell.alignment = Alignment(vertical="center", wrap_text=True)
            book.save(target + ".xlsx")

    tell("openpyxl", "counties.xlsx", len(counties), lambda: by_openpyxl(counties))
    tell("openpyxl", "long.xlsx", len(long[0][0]["rows"]), lambda: by_openpyxl(long))
except ImportError:
    print("openpyxl absent 0 0")

try:
    import xlsxwriter

    def by_xlsxwriter(reports):
        for report in reports:
            book = xlsxwriter.Workbook(target + ".xlsx")
            form = book.add_format({"font_name": "宋体", "font_size": 10.5, "border": 1, "text_wrap": True})
            for number, table in enumerate(report, 1):
                sheet = book.add_worksheet(f"表{number}")
                head, rows = cells(table)
                for at, row in enumerate([[table["title"]]] + head + rows):
                    for column, text in enumerate(row):
                        sheet.write(at, column, value(text), form)
            book.close()

    tell("XlsxWriter", "counties.xlsx", len(counties), lambda: by_xlsxwriter(counties))
    tell("XlsxWriter", "long.xlsx", len(long[0][0]["rows"]), lambda: by_xlsxwriter(long))
except ImportError:
    print("XlsxWriter absent 0 0")

try:
    import docx

    def by_docx(reports):
        for report in reports:
            book = docx.Document()
            for table in report:
                book.add_heading(table["title"], 1)
                head, rows = cells(table)
                lines = head[-1:] + rows
                width = max(len(row) for row in lines)
                grid = book.add_table(len(lines), width)
                grid.style = "Table Grid"
                # A table's cells are looked up anew with each question: asked once for each row.
                for row, texts in zip(grid.rows, lines):
                    for cell, text in zip(row.cells, texts):
                        cell.text = text
            book.save(target + ".docx")

    tell("python-docx", "long.docx", len(long[0][0]["rows"]), lambda: by_docx(long), 1)
except ImportError:
    print("python-docx absent 0 0")

office = shutil.which("soffice") or shutil.which("libreoffice")
if office:
    def by_office():
        words = [office, "--headless", "--convert-to", "pdf", "--outdir", target, os.path.join(folder, "long.docx")]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    tell("LibreOffice", "long.pdf", len(long[0][0]["rows"]), by_office, 1)
else:
    print("LibreOffice absent 0 0")
