SELECT stretch, cells
FROM derived_column
WHERE indicator_no = ?1 AND measure = ?2 AND period_no = ?3 AND stretch BETWEEN ?4 AND ?5
ORDER BY stretch
