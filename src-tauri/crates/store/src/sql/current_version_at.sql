SELECT v.row_no
FROM fact_entry e
CROSS JOIN fact_row r ON r.entry_no = e.entry_no
CROSS JOIN derived_version v ON v.row_no = r.row_no
WHERE e.writer = ?1 AND e.seq = ?2 AND r.position = ?3 AND v.key_no = ?4 AND v.superseded IS NULL
