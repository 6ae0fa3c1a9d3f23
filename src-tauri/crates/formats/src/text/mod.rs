//! Bytes of an incoming file to its readable text. The text is the file's own: apart from line ends, which
//! become `\n`, no character is changed, so that a passage can be found again in the original.
//!
//! Read: plain text in UTF-8, UTF-16 or GB18030, web pages, .docx, .xlsx, .xls, .ods, .odt, .pdf with letters. Refused with a code
//! that says what to do: .doc, .wps, scans, pictures and other binary files, files that are too large or that unpack
//! to too much, and documents marked 秘密, 机密 or 绝密.

pub(crate) mod biff;
mod encoding;
mod html;
mod marking;
mod open_document;
pub(crate) mod pdf;
mod sheets;
#[cfg(test)]
mod tests;

use std::panic::{UnwindSafe, catch_unwind};

use domain::kernel::Problem;

use crate::docx;
use crate::zipped::{Container, ZipError};

pub use encoding::Encoding;
pub(crate) use encoding::decode;
pub(crate) use marking::is_classified;

/// Largest file that is read.
pub const LARGEST_FILE: usize = 50 * 1024 * 1024;
/// Longest text that is kept, in characters.
pub const LONGEST_TEXT: usize = 10_000_000;

/// What sort of file a text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Plain text.
    Plain,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// A workbook, new or old: a line for each row, a tab between cells.
    Workbook,
    /// An .ods or .odt.
    OpenDocument,
    /// Printed pages.
    Pdf,
}

/// A readable text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadText {
    /// The text, with `\n` at line ends.
    pub text: String,
    /// What it came from.
    pub kind: FileKind,
    /// How the bytes were meant; of all but plain text and pages always UTF-8.
    pub encoding: Encoding,
    /// What is uncertain: `text.replaced`, `text.encoding_uncertain`, `text.scanned_pages`, `text.truncated`.
    pub problems: Vec<Problem>,
}

/// Why a file is not read. The window makes the sentence, and what to do, from the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing in it.
    #[error("empty file")]
    Empty,
    /// Larger than [`LARGEST_FILE`].
    #[error("file too large")]
    TooLarge,
    /// Unpacks to too much.
    #[error("file unpacks to too much")]
    UnpacksTooLarge,
    /// A .pdf whose pages are pictures: have them recognised first.
    #[error("scanned pages")]
    Scanned,
    /// A .pdf that does not say what its letters mean.
    #[error("letters without meaning")]
    Unreadable,
    /// An old binary Word or WPS text: save as .docx.
    #[error("old word or wps document")]
    OldDocument,
    /// An .ofd page document: save as .docx or text.
    #[error("ofd document")]
    Ofd,
    /// An .rtf: save as .docx.
    #[error("rtf document")]
    Rtf,
    /// A picture or a scan.
    #[error("picture")]
    Picture,
    /// A packed archive: unpack it first.
    #[error("archive")]
    Archive,
    /// Locked with a password.
    #[error("encrypted document")]
    Encrypted,
    /// Some other file that holds no text.
    #[error("binary file")]
    Binary,
    /// Broken.
    #[error("damaged file")]
    Damaged,
    /// A file that holds no sheets, where a workbook was asked for.
    #[error("no workbook")]
    NoWorkbook,
    /// Marked 秘密, 机密 or 绝密.
    #[error("classified document")]
    Classified,
}

impl TextError {
    /// The closed code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "text.empty",
            Self::TooLarge => "text.too_large",
            Self::UnpacksTooLarge => "text.unpacks_too_large",
            Self::Scanned => "text.scanned",
            Self::Unreadable => "text.unreadable",
            Self::OldDocument => "text.old_document",
            Self::Ofd => "text.ofd",
            Self::Rtf => "text.rtf",
            Self::Picture => "text.picture",
            Self::Archive => "text.archive",
            Self::Encrypted => "text.encrypted",
            Self::Binary => "text.binary",
            Self::Damaged => "text.damaged",
            Self::NoWorkbook => "text.no_workbook",
            Self::Classified => "text.classified",
        }
    }
}

impl From<ZipError> for TextError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Damaged => Self::Damaged,
            ZipError::TooLarge => Self::UnpacksTooLarge,
            ZipError::Encrypted => Self::Encrypted,
        }
    }
}

/// Reads a file. The name only helps where the bytes leave a choice.
pub fn read(file_name: Option<&str>, bytes: &[u8]) -> Result<ReadText, TextError> {
    if bytes.is_empty() {
        return Err(TextError::Empty);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(TextError::TooLarge);
    }
    let extension = extension(file_name);
    if let Some(error) = known_binary(bytes) {
        return Err(error);
    }
    let mut read = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        read_container(bytes)?
    } else if bytes.starts_with(OLE) {
        read_old_office(bytes)?
    } else if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        let (text, problems) = guarded(|| pdf::read(bytes))?;
        ReadText { text, kind: FileKind::Pdf, encoding: Encoding::Utf8, problems }
    } else {
        read_plain(bytes, &extension)?
    };
    if is_classified(&read.text) {
        return Err(TextError::Classified);
    }
    if read.text.trim().is_empty() {
        return Err(TextError::Empty);
    }
    if let Some((cut, _)) = read.text.char_indices().nth(LONGEST_TEXT) {
        read.text.truncate(cut);
        read.problems.push(Problem::query("text.truncated", "").with(LONGEST_TEXT));
    }
    Ok(read)
}

fn extension(file_name: Option<&str>) -> String {
    let name = file_name.unwrap_or_default();
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// Files that are told by their first bytes.
pub(crate) fn known_binary(bytes: &[u8]) -> Option<TextError> {
    const PICTURES: [&[u8]; 7] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"];
    const ARCHIVES: [&[u8]; 4] = [b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh"];
    let head = &bytes[..bytes.len().min(1024)];
    if bytes.starts_with(b"{\\rtf") {
        return Some(TextError::Rtf);
    }
    // BM alone could begin a text; a bitmap has zeros in its head.
    let binary = head.contains(&0);
    if PICTURES.iter().any(|magic| bytes.starts_with(magic)) && (binary || !bytes.starts_with(b"BM")) {
        return Some(TextError::Picture);
    }
    ARCHIVES.iter().any(|magic| bytes.starts_with(magic)).then_some(TextError::Archive)
}

/// What an OLE container begins with.
pub(crate) const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// An OLE container: an encrypted new document, an old workbook, or an old text, which is not read.
fn read_old_office(bytes: &[u8]) -> Result<ReadText, TextError> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("EncryptedPackage") {
        return Err(TextError::Encrypted);
    }
    if holds("WordDocument") || !(holds("Workbook") || holds("Book")) {
        return Err(TextError::OldDocument);
    }
    let (text, problems) = guarded(|| sheets::read_old(bytes))?;
    Ok(ReadText { text, kind: FileKind::Workbook, encoding: Encoding::Utf8, problems })
}

/// The words of a web page, a row of a table a line and its cells parted by tabs; none if the text is no page.
pub(crate) fn page_words(text: &str) -> Option<String> {
    (html::looks_like(text) || text.trim_start().starts_with("<table")).then(|| html::strip(text))
}

/// Where the reader of others stumbles over a broken file, the file is damaged; it leaves nothing behind.
pub(crate) fn guarded<T>(read: impl FnOnce() -> Result<T, TextError> + UnwindSafe) -> Result<T, TextError> {
    catch_unwind(read).unwrap_or(Err(TextError::Damaged))
}

fn read_container(bytes: &[u8]) -> Result<ReadText, TextError> {
    let mut container = Container::open(bytes)?;
    let (text, kind, problems) = if container.has("word/document.xml") {
        (docx::read(&mut container)?, FileKind::Docx, Vec::new())
    } else if container.has("xl/workbook.xml") {
        container.check_all()?;
        let (text, problems) = guarded(|| sheets::read(bytes))?;
        (text, FileKind::Workbook, problems)
    } else if container.has(open_document::CONTENT) {
        (open_document::read(&mut container)?, FileKind::OpenDocument, Vec::new())
    } else if container.names().iter().any(|name| name.eq_ignore_ascii_case("OFD.xml")) {
        return Err(TextError::Ofd);
    } else {
        return Err(TextError::Archive);
    };
    Ok(ReadText { text, kind, encoding: Encoding::Utf8, problems })
}

fn read_plain(bytes: &[u8], extension: &str) -> Result<ReadText, TextError> {
    let (text, encoding, problems) = encoding::decode(bytes)?;
    let text = line_ends(&text);
    let (text, kind) = if matches!(extension, "html" | "htm" | "xhtml") || html::looks_like(&text) {
        (html::strip(&text), FileKind::Html)
    } else {
        (text, FileKind::Plain)
    };
    Ok(ReadText { text, kind, encoding, problems })
}

/// `\r\n` and `\r` become `\n`.
pub(crate) fn line_ends(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}
