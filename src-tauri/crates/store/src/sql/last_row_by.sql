-- The row before the first that came later.
SELECT coalesce(min(r.first_row), 9223372036854775807) - 1
FROM fact_arrival a
JOIN fact_rows r ON r.entry_no = a.entry_no AND r.arrival = a.number
WHERE a.number = (
  SELECT min(b.number)
  FROM fact_arrival b
  WHERE b.number > ?1 AND EXISTS (SELECT 1 FROM fact_rows x WHERE x.entry_no = b.entry_no AND x.arrival = b.number)
)
