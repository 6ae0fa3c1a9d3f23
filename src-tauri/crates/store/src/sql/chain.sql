SELECT text
FROM fact_entry
WHERE writer = ?1 AND seq > ?2
ORDER BY seq
