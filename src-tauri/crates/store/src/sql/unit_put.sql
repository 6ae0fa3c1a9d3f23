INSERT INTO derived_unit (stretch, units)
VALUES (?1, ?2)
ON CONFLICT DO UPDATE SET units = excluded.units
