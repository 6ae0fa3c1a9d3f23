UPDATE derived_version SET superseded = ?4
WHERE kind = ?1 AND key = ?2 AND row_no = ?3
