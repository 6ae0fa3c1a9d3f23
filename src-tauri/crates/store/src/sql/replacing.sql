SELECT DISTINCT e.writer, e.seq
FROM derived_replacement p
CROSS JOIN fact_rows r ON r.first_row = (SELECT max(x.first_row) FROM fact_rows x WHERE x.first_row <= p.by_row_no)
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE p.writer = ?1 AND p.seq = ?2 AND p.position = ?3
ORDER BY e.writer, e.seq
