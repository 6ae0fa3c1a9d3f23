SELECT r.text
FROM fact_entry e
CROSS JOIN fact_row r ON r.entry_no = e.entry_no
WHERE e.writer = ?1 AND e.seq = ?2 AND r.position = ?3 AND r.arrival <= ?4
