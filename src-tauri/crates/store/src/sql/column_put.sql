INSERT INTO derived_column (indicator_no, measure, period_no, stretch, cells)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO UPDATE SET cells = excluded.cells
