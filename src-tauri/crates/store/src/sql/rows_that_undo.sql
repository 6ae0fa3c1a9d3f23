-- By way of the key, which has few versions, and not of the entry, which may have many rows.
SELECT e.writer, e.seq, r.position, r.text
FROM derived_key k
CROSS JOIN derived_version v ON v.key_no = k.key_no
CROSS JOIN fact_row r ON r.row_no = v.row_no
CROSS JOIN derived_entry d ON d.entry_no = r.entry_no
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE k.kind = ?1 AND k.text = ?2 AND d.undoes = ?3
ORDER BY e.writer, e.seq, r.position
