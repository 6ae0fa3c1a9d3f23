SELECT d.measure, d.period_no, d.org_unit_no, d.row_no, r.text
FROM derived_result d
JOIN fact_row r ON r.row_no = d.row_no
WHERE d.indicator_no = ?1 AND d.state = 'number'
