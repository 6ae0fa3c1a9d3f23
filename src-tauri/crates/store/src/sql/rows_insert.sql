INSERT INTO fact_rows (first_row, count, entry_no, position, arrival, texts, digest)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
