//! What can go wrong when bytes are made. Reading has its own errors, beside what it reads.

/// A file could not be made of the values.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The parts of a document could not be packed.
    #[error("packing failed")]
    Zip(#[from] zip::result::ZipError),
    /// Bytes could not be written.
    #[error("writing failed")]
    Io(#[from] std::io::Error),
    /// The workbook refused a value.
    #[error("the workbook cannot be made")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The values are no JSON.
    #[error("the values cannot be written")]
    Json(#[from] serde_json::Error),
    /// A chart has no picture.
    #[error("a chart cannot be drawn")]
    Drawing(#[from] drawing::DrawingError),
    /// The office's own paper is no document that can be written into.
    #[error("the paper cannot be read")]
    Paper,
}

impl WriteError {
    /// The closed code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Zip(_) => "write.zip",
            Self::Io(_) => "write.io",
            Self::Workbook(_) => "write.workbook",
            Self::Json(_) => "write.json",
            Self::Drawing(_) => "write.drawing",
            Self::Paper => "write.paper",
        }
    }
}
