"""The same workbook by openpyxl and XlsxWriter, where Python has them.

Reads form.xlsx of a folder and writes its values again; prints a line a measure: peer, name, cells, and the median of
several runs in microseconds of processor time.
"""

import os
import sys
import time

RUNS = 3
folder = sys.argv[1]
path = os.path.join(folder, "form.xlsx")


def tell(peer, name, cells, run):
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    print(peer, name, cells, round(sorted(times)[RUNS // 2] * 1e6), flush=True)


def made():
    rows, columns = 100_000, 12
    row = lambda at: [at + 1, f"{at}村"] + [(at * 7 + column * 13) % 10_000 + column % 2 / 2 for column in range(2, columns)]
    return [row(at) for at in range(rows)]


values = made()
cells = len(values) * len(values[0])
target = os.path.join(folder, "peer.xlsx")

try:
    import openpyxl

    def read():
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            pass
        book.close()

    def write():
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in values:
            sheet.append(row)
        book.save(target)

    tell("openpyxl", "read", cells, read)
    tell("openpyxl", "write", cells, write)
except ImportError:
    print("openpyxl absent 0 0")

try:
    import xlsxwriter

    def write():
        book = xlsxwriter.Workbook(target, {"constant_memory": True})
        sheet = book.add_worksheet()
        for at, row in enumerate(values):
            sheet.write_row(at, 0, row)
        book.close()

    tell("XlsxWriter", "write", cells, write)
except ImportError:
    print("XlsxWriter absent 0 0")
