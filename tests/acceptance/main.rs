//! Stories through the API on a real file, one file per room.
