SELECT min(v.arrived)
FROM derived_replacement r
CROSS JOIN derived_version v ON v.kind = ?4 AND v.key = ?5 AND v.row_no = r.by_row_no
WHERE r.writer = ?1 AND r.seq = ?2 AND r.position = ?3
