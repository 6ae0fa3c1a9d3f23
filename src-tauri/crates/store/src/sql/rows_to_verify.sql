SELECT entry_no, position, count, texts, digest, first_row
FROM fact_rows
ORDER BY entry_no, position
