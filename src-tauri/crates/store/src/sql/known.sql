-- A writer's entries are gapless up to the last one whose number equals its place in the order.
SELECT writer, max(seq)
FROM (SELECT writer, seq, row_number() OVER (PARTITION BY writer ORDER BY seq) AS place FROM fact_entry)
WHERE seq = place
GROUP BY writer
