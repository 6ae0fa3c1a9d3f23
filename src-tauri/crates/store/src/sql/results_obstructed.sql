SELECT DISTINCT k.text
FROM derived_result d
CROSS JOIN derived_version v ON v.row_no = d.row_no
CROSS JOIN derived_key k ON k.key_no = v.key_no
WHERE d.obstacle = ?1 AND d.superseded IS NULL
ORDER BY d.indicator_no, d.measure, d.period_no, d.org_unit_no
