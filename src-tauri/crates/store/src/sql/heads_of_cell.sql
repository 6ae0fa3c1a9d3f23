SELECT e.writer, e.seq, r.position + d.row_no - r.first_row,
  row_text(r.first_row, r.count, r.digest, r.texts, d.row_no - r.first_row), d.row_no
FROM derived_result d
CROSS JOIN fact_rows r ON r.first_row = (SELECT max(x.first_row) FROM fact_rows x WHERE x.first_row <= d.row_no)
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE d.indicator_no = ?1 AND d.measure = ?2 AND d.period_no = ?3 AND d.org_unit_no = ?4
  AND d.superseded IS NULL
