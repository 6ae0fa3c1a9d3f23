SELECT indicator_no, measure, period_no, org_unit_no, row_no, state, scaled, obstacle
FROM derived_result
WHERE indicator_no IN (SELECT value FROM json_each(:indicators))
  AND measure IN (SELECT value FROM json_each(:measures))
  AND period_no IN (SELECT value FROM json_each(:periods))
  AND org_unit_no IN (SELECT value FROM json_each(:org_units))
  AND arrived <= :at AND (superseded IS NULL OR superseded > :at)
ORDER BY indicator_no, measure, period_no, org_unit_no, row_no
