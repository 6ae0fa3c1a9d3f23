INSERT INTO fact_row (entry_no, position, arrival, text, digest)
VALUES (:entry_no, :position, :arrival, :text, :digest)
