"""What the reports of 500 units cost with other means: SQLite's own change sets (apsw), and a workbook from each unit
(openpyxl).

Prints a line a measure: peer, name, rows, and the median of several runs by the clock and of the processor, in
microseconds.
"""

import io
import time

RUNS = 5
UNITS, FIGURES = 500, 40
COLUMNS = ("indicator", "measure", "org_unit", "period", "state", "value", "uom", "qualifier")


def tell(peer, name, run):
    clock, busy = [], []
    for _ in range(RUNS):
        work = run()
        began, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - began)
        busy.append(time.process_time() - used)
    median = lambda times: round(sorted(times)[RUNS // 2] * 1e6)
    print(peer, name, UNITS * FIGURES, median(clock), median(busy), flush=True)


def rows(unit):
    return [(f"i{at}", "ytd", f"t{unit:03}", "2022-06", "number", str(unit * 100 + at), "户", "=") for at in range(FIGURES)]


try:
    import apsw

    TABLE = f"CREATE TABLE result ({', '.join(name + ' TEXT' for name in COLUMNS)}, PRIMARY KEY (indicator, measure, org_unit, period)) WITHOUT ROWID"
    INSERT = f"INSERT INTO result VALUES ({', '.join('?' * len(COLUMNS))})"

    def changes(unit):
        source = apsw.Connection(":memory:")
        source.execute(TABLE)
        session = apsw.Session(source, "main")
        session.attach()
        source.executemany(INSERT, rows(unit))
        return session.changeset()

    sent = [changes(unit) for unit in range(UNITS)]

    def applying():
        import os
        import tempfile

        path = os.path.join(tempfile.mkdtemp(), "county.db")
        county = apsw.Connection(path)
        county.execute("PRAGMA journal_mode = WAL")
        county.execute(TABLE)

        def work():
            with county:
                for change in sent:
                    apsw.Changeset.apply(change, county)

        return work

    tell("SQLite变更集", "merge", applying)
except ImportError:
    print("SQLite变更集 absent")

try:
    import openpyxl

    def workbook(unit):
        book = openpyxl.Workbook()
        for row in [COLUMNS, *rows(unit)]:
            book.active.append(row)
        held = io.BytesIO()
        book.save(held)
        return held.getvalue()

    sheets = [workbook(unit) for unit in range(UNITS)]

    def reading():
        def work():
            for sheet in sheets:
                book = openpyxl.load_workbook(io.BytesIO(sheet), read_only=True, data_only=True)
                read = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
                assert len(read) == FIGURES

        return work

    tell("openpyxl", "merge", reading)
except ImportError:
    print("openpyxl absent")
