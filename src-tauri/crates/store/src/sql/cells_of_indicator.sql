SELECT measure, period_no, stretch, cells
FROM derived_column
WHERE indicator_no = ?1
ORDER BY measure, period_no, stretch
