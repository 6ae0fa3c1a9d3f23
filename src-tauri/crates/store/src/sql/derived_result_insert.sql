INSERT INTO derived_result
  (indicator_no, measure, period_no, org_unit_no, row_no, arrived, superseded, state, scaled, obstacle)
VALUES
  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
