-- Keys of a kind from a beginning on up to the last that has it; the beginning with the highest sign behind it ends them.
SELECT text
FROM derived_key
WHERE kind = ?1 AND text >= ?2 AND text < ?2 || char(0x10FFFF)
ORDER BY text
