SELECT e.text
FROM fact_rows r
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE r.first_row = (SELECT max(x.first_row) FROM fact_rows x WHERE x.first_row <= (
  SELECT v.row_no
  FROM derived_key k
  CROSS JOIN derived_version v ON v.key_no = k.key_no
  WHERE k.kind = ?1 AND k.text = ?2 AND v.arrived <= ?3
  ORDER BY v.arrived, v.row_no
  LIMIT 1))
