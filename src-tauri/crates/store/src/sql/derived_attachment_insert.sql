INSERT INTO derived_attachment (entry_no, place, digest, size, media_type, name)
VALUES (:entry_no, :place, :digest, :size, :media_type, :name)
