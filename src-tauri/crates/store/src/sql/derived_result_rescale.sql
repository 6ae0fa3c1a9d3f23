UPDATE derived_result SET scaled = ?6, obstacle = ?7
WHERE indicator_no = ?1 AND measure = ?2 AND period_no = ?3 AND org_unit_no = ?4 AND row_no = ?5
