SELECT key, person, text, problem, typed_at
FROM local_draft
ORDER BY key
