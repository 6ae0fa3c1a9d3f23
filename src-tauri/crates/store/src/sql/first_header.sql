SELECT e.text
FROM fact_rows r
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE r.first_row = (SELECT max(x.first_row) FROM fact_rows x WHERE x.first_row <= (
  SELECT row_no
  FROM derived_version
  WHERE kind = ?1 AND key = ?2 AND arrived <= ?3
  ORDER BY row_no
  LIMIT 1))
