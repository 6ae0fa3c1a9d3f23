SELECT seq, operation, undoes
FROM derived_entry
WHERE author = ?1 AND writer = ?2
ORDER BY seq DESC
LIMIT ?3
