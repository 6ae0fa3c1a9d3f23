-- Local tables: neither facts nor derived from them. They stay in this file on this device, never
-- travel, and nothing is decided by them.

CREATE TABLE local_draft (
  key      TEXT NOT NULL PRIMARY KEY, -- the cell, as the key of its result
  person   TEXT NOT NULL,             -- who typed it
  text     TEXT NOT NULL,             -- what was typed
  problem  TEXT NOT NULL,             -- code of what is wrong with it; empty: nothing, it only was not taken yet
  typed_at TEXT NOT NULL              -- when, for people
) STRICT, WITHOUT ROWID;

CREATE TABLE local_setting (
  name  TEXT NOT NULL PRIMARY KEY, -- the name of the setting
  value TEXT NOT NULL              -- its text
) STRICT, WITHOUT ROWID;
