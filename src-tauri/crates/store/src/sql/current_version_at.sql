SELECT v.row_no
FROM fact_entry e
CROSS JOIN fact_rows r ON r.entry_no = e.entry_no AND r.position = (
  SELECT max(x.position) FROM fact_rows x WHERE x.entry_no = e.entry_no AND x.position <= ?3
)
CROSS JOIN derived_version v ON v.kind = ?4 AND v.key = ?5 AND v.row_no = r.first_row + ?3 - r.position
WHERE e.writer = ?1 AND e.seq = ?2 AND ?3 < r.position + r.count AND v.superseded IS NULL
