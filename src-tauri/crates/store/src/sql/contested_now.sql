SELECT v.kind, v.key, e.writer, e.seq, r.position + v.row_no - r.first_row,
  row_text(r.first_row, r.count, r.digest, r.texts, v.row_no - r.first_row)
FROM derived_contested c
CROSS JOIN derived_version v ON v.kind = c.kind AND v.key = c.key
CROSS JOIN fact_rows r ON r.first_row = (SELECT max(x.first_row) FROM fact_rows x WHERE x.first_row <= v.row_no)
CROSS JOIN fact_entry e ON e.entry_no = r.entry_no
WHERE v.superseded IS NULL
ORDER BY v.kind, v.key, e.writer, e.seq, 5
