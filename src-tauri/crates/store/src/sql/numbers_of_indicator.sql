SELECT d.measure, d.period_no, d.org_unit_no, d.row_no, row_text(r.first_row, r.count, r.digest, r.texts, d.row_no - r.first_row)
FROM derived_result d
CROSS JOIN fact_rows r ON r.first_row = (SELECT max(x.first_row) FROM fact_rows x WHERE x.first_row <= d.row_no)
WHERE d.indicator_no = ?1 AND d.state = 'number'
