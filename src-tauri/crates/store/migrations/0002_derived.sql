-- Derived tables: what follows from the facts, in the order it is read. They can be emptied and
-- filled again from the facts at any time; a migration that changes them is such a rebuild.

CREATE TABLE derived_entry (
  author    TEXT    NOT NULL, -- from its header
  writer    TEXT    NOT NULL, -- from its header
  seq       INTEGER NOT NULL, -- from its header
  operation TEXT    NOT NULL, -- from its header
  undoes    TEXT,             -- from its header; NULL: it undoes nothing
  PRIMARY KEY (author, writer, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_attachment (
  entry_no   INTEGER NOT NULL REFERENCES fact_entry (entry_no), -- the entry that names it
  place      INTEGER NOT NULL, -- its place in the header, from 0
  digest     BLOB    NOT NULL, -- SM3 of the bytes, which may not have come yet
  size       INTEGER NOT NULL, -- how many bytes
  media_type TEXT    NOT NULL, -- as the header says
  name       TEXT    NOT NULL, -- as the header says
  PRIMARY KEY (entry_no, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX derived_attachment_by_digest ON derived_attachment (digest);

-- Of a cell of which one version ever came nothing stands in the tables of versions and results: what is to be
-- known of it is in its column.

CREATE TABLE derived_version (
  kind       TEXT    NOT NULL, -- the sort of thing
  key        TEXT    NOT NULL, -- which one
  row_no     INTEGER NOT NULL, -- a version of it: the row, by its local number
  arrived    INTEGER NOT NULL, -- with which arrival it came
  superseded INTEGER,          -- first arrival of a row of the same key that replaces it; NULL: it is a head
  PRIMARY KEY (kind, key, row_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_contested (
  kind TEXT NOT NULL, -- a thing with more than one head
  key  TEXT NOT NULL, -- which one
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_replacement (
  writer    TEXT    NOT NULL, -- a row that was replaced by one that came before it
  seq       INTEGER NOT NULL, -- the same
  position  INTEGER NOT NULL, -- the same
  by_row_no INTEGER NOT NULL, -- the row that replaces it
  PRIMARY KEY (writer, seq, position, by_row_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_name (
  no   INTEGER NOT NULL PRIMARY KEY, -- local number of an indicator or unit
  text TEXT    NOT NULL UNIQUE       -- its id
) STRICT;

CREATE TABLE derived_period (
  no        INTEGER NOT NULL PRIMARY KEY, -- local number
  text      TEXT    NOT NULL UNIQUE,      -- the period as its key writes it
  first_day TEXT    NOT NULL,             -- ISO day
  last_day  TEXT    NOT NULL              -- ISO day
) STRICT;

CREATE TABLE derived_result (
  indicator_no INTEGER NOT NULL, -- derived_name
  measure      TEXT    NOT NULL, -- code of the measure
  period_no    INTEGER NOT NULL, -- derived_period
  org_unit_no  INTEGER NOT NULL, -- derived_name
  row_no       INTEGER NOT NULL, -- one version of the cell
  arrived      INTEGER NOT NULL, -- as in derived_version
  superseded   INTEGER,          -- as in derived_version
  state        TEXT    NOT NULL CHECK (state IN ('number', 'nil', 'na', 'retracted')), -- what is said
  scaled       INTEGER,          -- value × 10^decimals in the indicator's unit of measure; NULL: no number, or see obstacle
  obstacle     TEXT,             -- why a number has no scaled value; NULL: it has one, or is no number
  PRIMARY KEY (indicator_no, measure, period_no, org_unit_no, row_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX derived_result_obstructed ON derived_result (obstacle) WHERE obstacle IS NOT NULL;

CREATE TABLE derived_column (
  indicator_no INTEGER NOT NULL, -- derived_name
  measure      TEXT    NOT NULL, -- code of the measure
  period_no    INTEGER NOT NULL, -- derived_period
  stretch      INTEGER NOT NULL, -- 4096 units that follow each other in derived_name
  cells        BLOB    NOT NULL, -- what is current of their cells, packed (derive::column)
  PRIMARY KEY (indicator_no, measure, period_no, stretch)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_unit (
  stretch INTEGER NOT NULL PRIMARY KEY, -- 4096 units that follow each other in derived_name
  units   BLOB    NOT NULL              -- what is current of them and of their places, packed (derive::unit)
) STRICT;

CREATE TABLE derived_reporter (
  indicator_no INTEGER NOT NULL, -- derived_name
  stretch      INTEGER NOT NULL, -- as in derived_column
  units        BLOB    NOT NULL, -- a bit for each unit of which a cell ever came
  noted        INTEGER NOT NULL CHECK (noted IN (0, 1)), -- whether one ever came with a note
  PRIMARY KEY (indicator_no, stretch)
) STRICT, WITHOUT ROWID;
