-- Keys of a kind from a beginning on up to the last that has it; the beginning with the highest sign behind it ends them.
SELECT DISTINCT key
FROM derived_version
WHERE kind = ?1 AND key >= ?2 AND key < ?2 || char(0x10FFFF)
ORDER BY key
