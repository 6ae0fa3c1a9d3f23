SELECT r.first_row, e.writer, e.seq, r.position, r.arrival, r.count, r.texts
FROM fact_rows r
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
ORDER BY r.first_row
