SELECT r.position, r.count, r.texts
FROM fact_entry e
CROSS JOIN fact_rows r ON r.entry_no = e.entry_no
WHERE e.writer = ?1 AND e.seq = ?2 AND r.arrival <= ?3
ORDER BY r.position
