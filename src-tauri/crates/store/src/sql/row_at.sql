SELECT row_text(r.first_row, r.count, r.digest, r.texts, ?3 - r.position)
FROM fact_entry e
CROSS JOIN fact_rows r ON r.entry_no = e.entry_no AND r.position = (
  SELECT max(x.position) FROM fact_rows x WHERE x.entry_no = e.entry_no AND x.position <= ?3
)
WHERE e.writer = ?1 AND e.seq = ?2 AND ?3 < r.position + r.count AND r.arrival <= ?4
