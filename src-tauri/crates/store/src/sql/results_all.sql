SELECT indicator_no, measure, period_no, org_unit_no, row_no, state, scaled, obstacle
FROM derived_result
WHERE measure IN (SELECT value FROM json_each(:measures))
  AND period_no IN (SELECT value FROM json_each(:periods))
  AND :indicators IS NOT NULL AND :org_units IS NOT NULL
  AND arrived <= :at AND (superseded IS NULL OR superseded > :at)
ORDER BY indicator_no, measure, period_no, org_unit_no, row_no
