SELECT k.kind, k.text, e.writer, e.seq, r.position, r.text
FROM derived_key k
CROSS JOIN derived_version v ON v.key_no = k.key_no
CROSS JOIN fact_row r ON r.row_no = v.row_no
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE k.kind = ?1
  AND v.arrived <= ?2 AND (v.superseded IS NULL OR v.superseded > ?2)
ORDER BY k.text, e.writer, e.seq, r.position
