SELECT k.kind, k.text, e.writer, e.seq, r.position, r.text
FROM (
  SELECT key_no
  FROM derived_version
  WHERE arrived <= ?1 AND (superseded IS NULL OR superseded > ?1)
  GROUP BY key_no
  HAVING count(*) > 1
) c
JOIN derived_key k ON k.key_no = c.key_no
JOIN derived_version v ON v.key_no = c.key_no
JOIN fact_row r ON r.row_no = v.row_no
JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE v.arrived <= ?1 AND (v.superseded IS NULL OR v.superseded > ?1)
ORDER BY k.kind, k.text, e.writer, e.seq, r.position
