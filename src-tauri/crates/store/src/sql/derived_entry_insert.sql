INSERT INTO derived_entry (author, writer, seq, operation, undoes)
VALUES (:author, :writer, :seq, :operation, :undoes)
