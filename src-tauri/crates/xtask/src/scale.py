"""The same answers by DuckDB with two threads, its tables in memory; of "d" in a file that was opened anew.

Reads units.csv, cells.csv and asked.csv of a folder; prints a line a measure: its letter, and in microseconds the
median by the clock and that of the processor's time. Making the tables is not counted.
"""

import os
import sys
import time

import duckdb

RUNS = 5
folder = sys.argv[1]
with open(os.path.join(folder, "asked.csv")) as lines:
    asked = [(what, int(number)) for what, number in (line.rstrip("\n").split(",") for line in lines)]
shared = [number for what, number in asked if what == "shared"]
covered, threshold, first = (
    next(number for what, number in asked if what == name) for name in ("covered", "threshold", "edited")
)

base = duckdb.connect()
base.execute("SET threads = 2")
base.execute(f"""CREATE TABLE cell AS SELECT * FROM read_csv('{folder}/cells.csv', header = false,
  names = ['ind', 'period', 'unit', 'value'])""")
base.execute(f"""CREATE TABLE unit AS SELECT * FROM read_csv('{folder}/units.csv', header = false,
  names = ['own', 'last', 'what'])""")
base.execute("CREATE TABLE part AS SELECT own, last FROM unit WHERE what = 'part'")
base.execute("CREATE TABLE population AS SELECT count(*) AS count FROM unit WHERE what = 'village'")


def rows(sql):
    return base.execute(sql).fetchall()


newest = rows("SELECT max(period) FROM cell")[0][0]
edited = rows(f"SELECT unit FROM cell WHERE ind = {first} AND period = {newest} LIMIT 1")[0][0]


def parts(indicators):
    rows(f"""SELECT c.ind, c.period, u.own, sum(c.value) FROM cell c JOIN part u
      ON c.unit BETWEEN u.own AND u.last WHERE c.ind IN ({", ".join(map(str, indicators))}) GROUP BY 1, 2, 3""")


kept = os.path.join(folder, "plain.duckdb")
if os.path.exists(kept):
    os.remove(kept)
base.execute(f"ATTACH '{kept}' AS kept")
for table in ("cell", "population"):
    base.execute(f"CREATE TABLE kept.{table} AS FROM {table}")
base.execute("DETACH kept")


def coverage(base):
    rows = lambda sql: base.execute(sql).fetchall()
    rows(f"""SELECT count(*), sum(CASE WHEN value >= {threshold} THEN 1 ELSE 0 END),
      sum(CASE WHEN value < {threshold} THEN {threshold} - value ELSE 0 END),
      (SELECT count FROM population) - count(*) FROM cell WHERE ind = {covered} AND period = {newest}""")
    rows(f"""SELECT unit, value FROM cell WHERE ind = {covered} AND period = {newest}
      ORDER BY value, unit LIMIT 100""")


def edit():
    base.execute(f"UPDATE cell SET value = value + 1 WHERE ind = {first} AND period = {newest} AND unit = {edited}")
    rows(f"SELECT period, sum(value), count(*) FROM cell WHERE ind = {first} GROUP BY period")


def opened():
    base = duckdb.connect(kept, read_only=True)
    base.execute("SET threads = 2")
    return base


def tell(letter, run, prepare=lambda: None):
    clock, busy = [], []
    for _ in range(RUNS):
        ready = prepare()
        began, worked = time.perf_counter(), time.process_time()
        run() if ready is None else run(ready)
        clock.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
        if ready is not None:
            ready.close()
    median = lambda times: round(sorted(times)[RUNS // 2] * 1e6)
    print(letter, median(clock), median(busy), flush=True)


tell("a", lambda: rows("SELECT ind, period, sum(value), count(*) FROM cell GROUP BY ind, period"))
tell("b", lambda: parts(shared))
tell("c", lambda: parts(shared[:1]))
tell("d", coverage, opened)
tell("d_again", lambda: coverage(base))
tell("e", edit)
os.remove(kept)
