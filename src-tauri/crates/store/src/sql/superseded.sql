SELECT min(v.arrived)
FROM derived_replacement r
JOIN derived_version v ON v.row_no = r.by_row_no
WHERE r.writer = ?1 AND r.seq = ?2 AND r.position = ?3 AND v.key_no = ?4
