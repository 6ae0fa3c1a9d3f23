SELECT d.name, d.media_type, f.bytes
FROM fact_attachment f
LEFT JOIN derived_attachment d ON d.digest = f.digest
WHERE f.digest = ?1
ORDER BY d.entry_no, d.place
LIMIT 1
