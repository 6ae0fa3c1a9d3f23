"""The same answers by plain SQL over lean tables: SQLite, and DuckDB where it is installed.

Reads units.csv and cells.csv of a folder; prints a line a measure: engine, letter, median in microseconds.
Making the tables is not counted.
"""

import os
import sqlite3
import sys
import time

RUNS = 7
folder = sys.argv[1]


def read(name):
    with open(os.path.join(folder, name)) as lines:
        return [line.rstrip("\n").split(",") for line in lines]


units = [(int(own), int(last), level) for own, last, level in read("units.csv")]
cells = [tuple(map(int, line)) for line in read("cells.csv")]
newest = max(cell[1] for cell in cells)
year = newest // 10000 * 10000
first = min(cell[0] for cell in cells)
counties = [unit for unit in units if unit[2] == "county"]
edited = next(cell[2] for cell in cells if cell[0] == first and cell[1] == newest)

OVERVIEW = f"SELECT ind, period, sum(value), count(*) FROM cell WHERE period > {year} GROUP BY ind, period"
AFFECTED = f"SELECT period, sum(value), count(*) FROM cell WHERE ind = {first} AND period > {year} GROUP BY period"
COUNTIES_SCALAR = f"""SELECT i.ind, p.period, u.own, (SELECT sum(value) FROM cell c
  WHERE c.ind = i.ind AND c.period = p.period AND c.unit BETWEEN u.own AND u.last)
  FROM indicator i, period p, county u"""
COUNTIES_JOIN = f"""SELECT c.ind, c.period, u.own, sum(c.value) FROM cell c JOIN county u
  ON c.unit BETWEEN u.own AND u.last WHERE c.period > {year} GROUP BY 1, 2, 3"""


def median(run):
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return round(sorted(times)[RUNS // 2] * 1e6)


def tell(engine, letter, run):
    print(engine, letter, median(run), flush=True)


def sqlite():
    path = os.path.join(folder, "lean.sqlite")
    if os.path.exists(path):
        os.remove(path)
    base = sqlite3.connect(path)
    base.executescript("""PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      PRAGMA cache_size = -200000;
      CREATE TABLE cell (ind INT, period INT, unit INT, value INT, PRIMARY KEY (ind, period, unit))
        WITHOUT ROWID;
      CREATE TABLE county (own INT, last INT);
      CREATE TABLE indicator (ind INT); CREATE TABLE period (period INT);""")
    base.executemany("INSERT INTO cell VALUES (?, ?, ?, ?)", cells)
    base.executemany("INSERT INTO county VALUES (?, ?)", [unit[:2] for unit in counties])
    base.execute("INSERT INTO indicator SELECT DISTINCT ind FROM cell")
    base.execute(f"INSERT INTO period SELECT DISTINCT period FROM cell WHERE period > {year}")
    base.commit()
    tell("sqlite", "a", lambda: base.execute(OVERVIEW).fetchall())
    tell("sqlite", "b", lambda: base.execute(COUNTIES_SCALAR).fetchall())

    def edit():
        base.execute("UPDATE cell SET value = value + 1 WHERE ind = ? AND period = ? AND unit = ?",
                     (first, newest, edited))
        base.commit()
        base.execute(AFFECTED).fetchall()

    tell("sqlite", "e", edit)


def duckdb():
    try:
        import duckdb
    except ImportError:
        return
    base = duckdb.connect()
    base.execute("SET threads = 2")
    base.execute(f"""CREATE TABLE cell AS SELECT * FROM read_csv('{folder}/cells.csv', header = false,
      names = ['ind', 'period', 'unit', 'value'])""")
    base.execute(f"""CREATE TABLE county AS SELECT own, last FROM read_csv('{folder}/units.csv', header = false,
      names = ['own', 'last', 'level']) WHERE level = 'county'""")
    tell("duckdb", "a", lambda: base.execute(OVERVIEW).fetchall())
    tell("duckdb", "b", lambda: base.execute(COUNTIES_JOIN).fetchall())

    def edit():
        base.execute(f"UPDATE cell SET value = value + 1 WHERE ind = {first} AND period = {newest} AND unit = {edited}")
        base.execute(AFFECTED).fetchall()

    tell("duckdb", "e", edit)


sqlite()
duckdb()
