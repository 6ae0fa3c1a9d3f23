SELECT DISTINCT c.measure, p.text, c.period_no
FROM derived_column c
JOIN derived_period p ON p.no = c.period_no
WHERE c.indicator_no = ?1
