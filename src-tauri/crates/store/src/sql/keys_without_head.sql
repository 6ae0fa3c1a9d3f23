SELECT kind, key
FROM derived_version
GROUP BY kind, key
HAVING max(superseded IS NULL) = 0
ORDER BY kind, key
