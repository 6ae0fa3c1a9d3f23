INSERT INTO derived_reporter (indicator_no, stretch, units, noted)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO UPDATE SET units = excluded.units, noted = excluded.noted
