SELECT e.writer, e.seq
FROM fact_rows r
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE r.first_row = (SELECT max(x.first_row) FROM fact_rows x WHERE x.first_row <= ?1)
