SELECT 1
FROM fact_entry e
CROSS JOIN fact_row r ON r.entry_no = e.entry_no
CROSS JOIN derived_version v ON v.row_no = r.row_no
CROSS JOIN derived_key k ON k.key_no = v.key_no
WHERE e.writer = ?1 AND e.seq = ?2 AND r.position = ?3 AND k.kind = ?4 AND k.text = ?5
