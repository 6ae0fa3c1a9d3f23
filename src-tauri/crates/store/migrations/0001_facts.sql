-- Facts. Append-only: nothing here is ever updated or deleted, nor changed in meaning by a later
-- migration. An older program may not open a file that has this step (there was none before it).

CREATE TABLE fact_ledger (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1), -- there is one line
  id  TEXT    NOT NULL                              -- the ledger's id, shared by all copies of the file
) STRICT;

CREATE TABLE fact_entry (
  entry_no INTEGER NOT NULL PRIMARY KEY,               -- local number, for joins only
  writer   TEXT    NOT NULL,                           -- the writer, as in the text
  seq      INTEGER NOT NULL CHECK (seq > 0),           -- the writer's count from 1, as in the text
  text     TEXT    NOT NULL,                           -- canonical text of the header (domain::ledger)
  digest   BLOB    NOT NULL CHECK (length(digest) = 32), -- SM3 of the text
  UNIQUE (writer, seq)
) STRICT;

CREATE TABLE fact_arrival (
  number      INTEGER NOT NULL PRIMARY KEY,               -- order in which this ledger received things, from 1
  entry_no    INTEGER NOT NULL REFERENCES fact_entry (entry_no), -- what arrived: this entry, or more of its rows
  received_at TEXT    NOT NULL,                           -- when, by this device's clock, for people
  digest      BLOB    NOT NULL CHECK (length(digest) = 32) -- SM3 over the arrival before, the entry and the rows that came
) STRICT;

-- Rows that follow each other in an entry and came together lie together; each has a local number, the first of
-- them this one, and the others go on from it. The numbers have no gap and follow the order of arrival.
CREATE TABLE fact_rows (
  first_row INTEGER NOT NULL PRIMARY KEY,                  -- local number of the first row, for joins only
  count    INTEGER NOT NULL CHECK (count > 0),             -- how many rows
  entry_no INTEGER NOT NULL REFERENCES fact_entry (entry_no), -- the entry they stand in
  position INTEGER NOT NULL CHECK (position >= 0),         -- place of the first in the entry, from 0
  arrival  INTEGER NOT NULL REFERENCES fact_arrival (number), -- with which arrival they came
  texts    BLOB    NOT NULL,                               -- canonical texts (domain::ledger) in order, deflated
  digest   BLOB    NOT NULL CHECK (length(digest) = 32),   -- SM3 of these bytes
  UNIQUE (entry_no, position)
) STRICT;

CREATE TABLE fact_row_proof (
  row_no INTEGER NOT NULL PRIMARY KEY,                     -- local number of a row that came without all others of its entry
  proof  BLOB    NOT NULL CHECK (length(proof) % 32 = 0)   -- the neighbours up to the root, one after the other
) STRICT;

CREATE TABLE fact_attachment (
  digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32), -- SM3 of the bytes
  bytes  BLOB NOT NULL                                          -- the bytes as they were received
) STRICT;

CREATE TRIGGER fact_ledger_update BEFORE UPDATE ON fact_ledger BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_ledger_delete BEFORE DELETE ON fact_ledger BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_entry_update BEFORE UPDATE ON fact_entry BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_entry_delete BEFORE DELETE ON fact_entry BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_arrival_update BEFORE UPDATE ON fact_arrival BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_arrival_delete BEFORE DELETE ON fact_arrival BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_rows_update BEFORE UPDATE ON fact_rows BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_rows_delete BEFORE DELETE ON fact_rows BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_row_proof_update BEFORE UPDATE ON fact_row_proof BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_row_proof_delete BEFORE DELETE ON fact_row_proof BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_attachment_update BEFORE UPDATE ON fact_attachment BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER fact_attachment_delete BEFORE DELETE ON fact_attachment BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
