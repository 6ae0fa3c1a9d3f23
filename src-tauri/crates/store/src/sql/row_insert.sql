INSERT INTO fact_row (entry_no, position, arrival, text, digest)
VALUES (?1, ?2, ?3, ?4, ?5)
