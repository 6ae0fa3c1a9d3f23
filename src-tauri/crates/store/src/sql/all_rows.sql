SELECT r.row_no, e.writer, e.seq, r.position, r.arrival, r.text
FROM fact_row r
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
ORDER BY r.row_no
