SELECT f.digest
FROM fact_attachment f
WHERE NOT EXISTS (SELECT 1 FROM derived_attachment d WHERE d.digest = f.digest)
