-- Only writers whose numbers do not reach from 1 to their count are looked at entry by entry.
SELECT writer, before + 1, seq - 1
FROM (
  SELECT writer, seq, lag(seq, 1, 0) OVER (PARTITION BY writer ORDER BY seq) AS before
  FROM fact_entry
  WHERE writer IN (SELECT writer FROM fact_entry GROUP BY writer HAVING max(seq) > count(*))
)
WHERE seq > before + 1
ORDER BY writer, seq
