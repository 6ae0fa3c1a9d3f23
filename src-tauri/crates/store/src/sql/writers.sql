SELECT e.writer, e.seq, e.digest
FROM (
  SELECT e.writer, max(e.seq) AS seq
  FROM fact_entry e
  WHERE EXISTS (SELECT 1 FROM fact_arrival a WHERE a.entry_no = e.entry_no AND a.number <= ?1)
  GROUP BY e.writer
) last
JOIN fact_entry e ON e.writer = last.writer AND e.seq = last.seq
ORDER BY e.writer
