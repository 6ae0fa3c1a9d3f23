SELECT indicator_no, measure, period_no, stretch, cells
FROM derived_column
WHERE indicator_no IN (SELECT value FROM json_each(:indicators))
  AND measure IN (SELECT value FROM json_each(:measures))
  AND period_no IN (SELECT value FROM json_each(:periods))
  AND (:stretches IS NULL OR stretch IN (SELECT value FROM json_each(:stretches)))
ORDER BY indicator_no, measure, period_no, stretch
