SELECT DISTINCT e.writer, e.seq
FROM derived_replacement p
JOIN fact_row r ON r.row_no = p.by_row_no
JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE p.writer = ?1 AND p.seq = ?2 AND p.position = ?3
ORDER BY e.writer, e.seq
