SELECT e.writer, e.seq, r.position + v.row_no - r.first_row,
  row_text(r.first_row, r.count, r.digest, r.texts, v.row_no - r.first_row)
FROM derived_version v
CROSS JOIN fact_rows r ON r.first_row = (SELECT max(x.first_row) FROM fact_rows x WHERE x.first_row <= v.row_no)
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE v.kind = ?1 AND v.key = ?2
  AND v.arrived <= ?3 AND (v.superseded IS NULL OR v.superseded > ?3)
ORDER BY e.writer, e.seq, 3
