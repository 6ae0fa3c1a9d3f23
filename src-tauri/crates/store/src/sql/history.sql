SELECT e.writer, e.seq, r.position, r.text, v.arrived, v.superseded, e.text
FROM derived_key k
CROSS JOIN derived_version v ON v.key_no = k.key_no
CROSS JOIN fact_row r ON r.row_no = v.row_no
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE k.kind = ?1 AND k.text = ?2 AND v.arrived <= ?3
ORDER BY v.arrived, v.row_no
