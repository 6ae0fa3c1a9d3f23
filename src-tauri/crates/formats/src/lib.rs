//! Bytes to values and back: text, documents, workbooks, the interchange format, packages, division codes. Each room
//! takes bytes and gives values with located problems; nothing here opens a file or knows a ledger.
#![deny(missing_docs)]

pub mod codes;
pub mod docx;
mod error;
pub mod evidence;
mod grid;
pub mod interchange;
mod markup;
pub mod package;
mod stamp;
pub mod tables;
#[cfg(test)]
mod testing;
pub mod text;
pub mod workbook;
pub mod xlsx;
mod zipped;

pub use error::WriteError;
pub use stamp::stamp;
