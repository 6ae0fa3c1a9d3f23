SELECT e.writer, e.seq, r.position, r.text, r.row_no
FROM derived_result d
CROSS JOIN fact_row r ON r.row_no = d.row_no
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE d.indicator_no = ?1 AND d.measure = ?2 AND d.period_no = ?3 AND d.org_unit_no = ?4
  AND d.superseded IS NULL
