INSERT INTO derived_version (kind, key, row_no, arrived, superseded)
VALUES (?1, ?2, ?3, ?4, ?5)
