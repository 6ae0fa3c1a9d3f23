SELECT row_no, state, scaled, obstacle
FROM derived_result
WHERE indicator_no = ?1 AND measure = ?2 AND period_no = ?3 AND org_unit_no = ?4
  AND arrived <= ?5 AND (superseded IS NULL OR superseded > ?5)
ORDER BY row_no
