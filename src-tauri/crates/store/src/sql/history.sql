SELECT e.writer, e.seq, r.position + v.row_no - r.first_row,
  row_text(r.first_row, r.count, r.digest, r.texts, v.row_no - r.first_row), v.arrived, v.superseded, e.text
FROM derived_key k
CROSS JOIN derived_version v ON v.key_no = k.key_no
CROSS JOIN fact_rows r ON r.first_row = (SELECT max(x.first_row) FROM fact_rows x WHERE x.first_row <= v.row_no)
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE k.kind = ?1 AND k.text = ?2 AND v.arrived <= ?3
ORDER BY v.arrived, v.row_no
