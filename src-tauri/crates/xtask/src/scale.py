"""The same answers by plain SQL over lean tables: SQLite, and DuckDB where it is installed.

Reads units.csv, cells.csv and asked.csv of a folder; prints a line a measure: engine, letter, and in microseconds
the median by the clock and that of the processor's time. Making the tables is not counted.
"""

import os
import sqlite3
import sys
import time

RUNS = 5
folder = sys.argv[1]


def read(name):
    with open(os.path.join(folder, name)) as lines:
        for line in lines:
            yield line.rstrip("\n").split(",")


asked = [(what, int(ind)) for what, ind in read("asked.csv")]
shared = [ind for what, ind in asked if what == "shared"]
covered = next(ind for what, ind in asked if what == "covered")
THRESHOLD = 200

OVERVIEW = "SELECT ind, period, sum(value), count(*) FROM cell GROUP BY ind, period"
AFFECTED = "SELECT period, sum(value), count(*) FROM cell WHERE ind = {first} GROUP BY period"
COUNTIES = """SELECT i.ind, p.period, u.own, (SELECT sum(value) FROM cell c
  WHERE c.ind = i.ind AND c.period = p.period AND c.unit BETWEEN u.own AND u.last)
  FROM indicator i, period p, county u WHERE i.ind IN ({inds})"""
COUNTIES_JOIN = """SELECT c.ind, c.period, u.own, sum(c.value) FROM cell c JOIN county u
  ON c.unit BETWEEN u.own AND u.last WHERE c.ind IN ({inds}) GROUP BY 1, 2, 3"""
COVERAGE = f"""SELECT count(*), sum(CASE WHEN value >= {THRESHOLD} THEN 1 ELSE 0 END),
  sum(CASE WHEN value < {THRESHOLD} THEN {THRESHOLD} - value ELSE 0 END),
  (SELECT count FROM population) - count(*) FROM cell WHERE ind = {covered} AND period = """
LOWEST = f"SELECT unit, value FROM cell WHERE ind = {covered} AND period = {{newest}} ORDER BY value, unit LIMIT 100"


def median(times):
    return round(sorted(times)[len(times) // 2] * 1e6)


def tell(engine, letter, run):
    clock, busy = [], []
    for _ in range(RUNS):
        began, worked = time.perf_counter(), time.process_time()
        run()
        clock.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
    print(engine, letter, median(clock), median(busy), flush=True)


def measure(engine, base, counties):
    """Everything is asked for over the same tables."""
    rows = lambda sql: base.execute(sql).fetchall()
    first, newest = rows("SELECT min(ind), max(period) FROM cell")[0]
    edited = rows(f"SELECT unit FROM cell WHERE ind = {first} AND period = {newest} LIMIT 1")[0][0]
    tell(engine, "a", lambda: rows(OVERVIEW))
    if shared:
        tell(engine, "b", lambda: rows(counties.format(inds=", ".join(map(str, shared)))))
        tell(engine, "c", lambda: rows(counties.format(inds=shared[0])))

    def coverage():
        rows(COVERAGE + str(newest))
        rows(LOWEST.format(newest=newest))

    def edit():
        base.execute(f"UPDATE cell SET value = value + 1 WHERE ind = {first} AND period = {newest} AND unit = {edited}")
        base.commit()
        rows(AFFECTED.format(first=first))

    tell(engine, "d", coverage)
    tell(engine, "e", edit)


def sqlite():
    path = os.path.join(folder, "lean.sqlite")
    if os.path.exists(path):
        os.remove(path)
    base = sqlite3.connect(path)
    base.executescript("""PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      PRAGMA cache_size = -200000;
      CREATE TABLE cell (ind INT, period INT, unit INT, value INT, PRIMARY KEY (ind, period, unit))
        WITHOUT ROWID;
      CREATE TABLE county (own INT, last INT); CREATE TABLE population (count INT);
      CREATE TABLE indicator (ind INT); CREATE TABLE period (period INT);""")
    base.executemany("INSERT INTO cell VALUES (?, ?, ?, ?)", (tuple(map(int, line)) for line in read("cells.csv")))
    base.executemany("INSERT INTO county VALUES (?, ?)", (unit[:2] for unit in read("units.csv") if unit[2] == "county"))
    base.execute("INSERT INTO population VALUES (?)", (sum(unit[2] == "village" for unit in read("units.csv")),))
    base.execute("INSERT INTO indicator SELECT DISTINCT ind FROM cell")
    base.execute("INSERT INTO period SELECT DISTINCT period FROM cell")
    base.commit()
    measure("sqlite", base, COUNTIES)
    base.close()
    os.remove(path)


def duckdb():
    try:
        import duckdb
    except ImportError:
        return
    base = duckdb.connect()
    base.execute("SET threads = 2")
    base.execute(f"""CREATE TABLE cell AS SELECT * FROM read_csv('{folder}/cells.csv', header = false,
      names = ['ind', 'period', 'unit', 'value'])""")
    base.execute(f"""CREATE TABLE unit AS SELECT * FROM read_csv('{folder}/units.csv', header = false,
      names = ['own', 'last', 'level'])""")
    base.execute("CREATE TABLE county AS SELECT own, last FROM unit WHERE level = 'county'")
    base.execute("CREATE TABLE population AS SELECT count(*) AS count FROM unit WHERE level = 'village'")
    measure("duckdb", base, COUNTIES_JOIN)


sqlite()
duckdb()
