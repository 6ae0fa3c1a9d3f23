SELECT p.proof
FROM fact_entry e
JOIN fact_row r ON r.entry_no = e.entry_no
JOIN fact_row_proof p ON p.row_no = r.row_no
WHERE e.writer = ?1 AND e.seq = ?2 AND r.position = ?3
