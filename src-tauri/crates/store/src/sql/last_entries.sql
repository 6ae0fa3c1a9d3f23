SELECT e.writer || ':' || e.seq, e.text, e.digest
FROM fact_entry e
JOIN (SELECT writer, max(seq) AS seq FROM fact_entry GROUP BY writer) last
  ON last.writer = e.writer AND last.seq = e.seq
