INSERT INTO derived_entry (entry_no, writer, seq, author, operation, undoes)
VALUES (:entry_no, :writer, :seq, :author, :operation, :undoes)
