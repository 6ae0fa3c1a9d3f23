SELECT units, noted
FROM derived_reporter
WHERE indicator_no = ?1 AND stretch = ?2
