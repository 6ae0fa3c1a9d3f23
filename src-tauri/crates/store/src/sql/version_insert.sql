INSERT INTO derived_version (row_no, key_no, arrived, superseded)
VALUES (?1, ?2, ?3, ?4)
