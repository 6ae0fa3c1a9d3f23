SELECT k.kind, k.text
FROM derived_key k
WHERE NOT EXISTS (SELECT 1 FROM derived_version v WHERE v.key_no = k.key_no AND v.superseded IS NULL)
ORDER BY k.kind, k.text
