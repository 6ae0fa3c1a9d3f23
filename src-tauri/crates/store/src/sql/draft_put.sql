INSERT INTO local_draft (key, person, text, problem, typed_at)
VALUES (:key, :person, :text, :problem, :typed_at)
ON CONFLICT (key) DO UPDATE SET
  person = excluded.person, text = excluded.text, problem = excluded.problem, typed_at = excluded.typed_at
