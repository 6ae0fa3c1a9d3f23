SELECT row_no
FROM derived_result
WHERE obstacle = ?1 AND superseded IS NULL
ORDER BY indicator_no, measure, period_no, org_unit_no
