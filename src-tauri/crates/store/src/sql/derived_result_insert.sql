INSERT INTO derived_result
  (indicator_no, measure, period_no, org_unit_no, row_no, arrived, superseded, state, scaled, obstacle)
VALUES
  (:indicator_no, :measure, :period_no, :org_unit_no, :row_no, :arrived, :superseded, :state, :scaled, :obstacle)
