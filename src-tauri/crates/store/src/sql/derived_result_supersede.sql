UPDATE derived_result SET superseded = ?6
WHERE indicator_no = ?1 AND measure = ?2 AND period_no = ?3 AND org_unit_no = ?4 AND row_no = ?5
