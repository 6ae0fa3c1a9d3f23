SELECT name, media_type, size
FROM derived_attachment
WHERE digest = ?1
ORDER BY entry_no, place
LIMIT 1
