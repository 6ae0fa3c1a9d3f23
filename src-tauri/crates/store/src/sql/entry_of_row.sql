SELECT e.writer, e.seq, r.row_no, r.row_no
FROM fact_row r
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE r.row_no = ?1
