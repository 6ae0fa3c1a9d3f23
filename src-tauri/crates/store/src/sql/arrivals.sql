SELECT a.number, a.received_at, e.text,
  (SELECT coalesce(sum(r.count), 0) FROM fact_rows r WHERE r.entry_no = a.entry_no AND r.arrival = a.number)
FROM fact_arrival a
JOIN fact_entry e ON e.entry_no = a.entry_no
WHERE a.number <= ?1
ORDER BY a.number DESC
LIMIT ?2
