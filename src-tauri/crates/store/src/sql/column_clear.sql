DELETE FROM derived_column
WHERE indicator_no = ?1 AND measure = ?2 AND period_no = ?3 AND stretch = ?4
