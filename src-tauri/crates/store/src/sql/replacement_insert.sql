INSERT INTO derived_replacement (writer, seq, position, by_row_no)
VALUES (?1, ?2, ?3, ?4)
