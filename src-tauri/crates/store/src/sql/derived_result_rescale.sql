UPDATE derived_result SET scaled = :scaled, obstacle = :obstacle
WHERE indicator_no = :indicator_no AND measure = :measure AND period_no = :period_no
  AND org_unit_no = :org_unit_no AND row_no = :row_no
