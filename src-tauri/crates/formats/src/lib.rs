//! Bytes to values and back: text, documents, workbooks, the interchange format, division codes. Each room
//! takes bytes and gives values with located problems; nothing here opens a file or knows a ledger.

pub mod codes;
