-- Rows are numbered in the order of their arrival.
SELECT org_unit_no, min(row_no)
FROM derived_result
WHERE indicator_no = ?1 AND measure = ?2 AND period_no = ?3 AND org_unit_no BETWEEN ?4 AND ?5
GROUP BY org_unit_no
