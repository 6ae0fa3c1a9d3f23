SELECT k.kind, k.text, e.writer, e.seq, r.position, r.text
FROM derived_contested c
JOIN derived_key k ON k.key_no = c.key_no
JOIN derived_version v ON v.key_no = c.key_no
JOIN fact_row r ON r.row_no = v.row_no
JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE v.superseded IS NULL
ORDER BY k.kind, k.text, e.writer, e.seq, r.position
