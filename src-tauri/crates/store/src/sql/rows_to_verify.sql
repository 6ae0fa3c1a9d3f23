SELECT r.entry_no, r.position, r.text, r.digest, p.proof
FROM fact_row r
LEFT JOIN fact_row_proof p ON p.row_no = r.row_no
ORDER BY r.entry_no, r.position
