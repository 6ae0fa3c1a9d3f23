//! The files under `assets/sample`, read as the nouns of the ledger. They are part of the program,
//! so that what they say is checked by this crate's tests and can go wrong nowhere else.
//!
//! Deliberately absent: figures of single months (they are drawn by [`crate::series`]) and anything
//! that asks a ledger.

mod definitions;
mod json;
mod plan;
mod statements;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use domain::documents::{Observation, Span};
use domain::kernel::{Date, DocumentId, ExcerptId, FieldError, OrgUnitId, Period, PeriodError};
use domain::ledger::Digest;
use domain::programmes::{Indicator, Programme};
use domain::results::Form;
use domain::targets::{Allocation, Target};

use crate::series::Series;

pub use plan::{AttributeRule, Place, Selection};

/// What stands in the note of every figure that was made up.
pub const EXAMPLE: &str = "示例数据";

/// Everything the sample ledger is made of.
#[derive(Debug)]
pub struct Content {
    /// 台账名称.
    pub title: String,
    /// What the ledger is called where it must be short.
    pub label: String,
    /// The day on the wall of the sample.
    pub as_of: Date,
    /// The month that waits for the user.
    pub entry_period: Period,
    /// The units that come along.
    pub places: Vec<Place>,
    /// Which of them count as villages and townships.
    pub selections: Vec<Selection>,
    /// The attributes they get.
    pub attributes: Vec<AttributeRule>,
    /// Units that the published codes hold for merely statistical and that report all the same.
    pub real: Vec<OrgUnitId>,
    /// The source texts.
    pub documents: Vec<SourceText>,
    /// The programme trees, parents before children.
    pub programmes: Vec<Stated<Programme>>,
    /// What is measured.
    pub indicators: Vec<Indicator>,
    /// What is promised.
    pub targets: Vec<Stated<Target>>,
    /// What the documents say was reached.
    pub observations: Vec<Stated<Observation>>,
    /// Who gets which share.
    pub allocations: Vec<Allocation>,
    /// The sheets that are filled in.
    pub forms: Vec<Form>,
    /// How the figures of single periods are drawn.
    pub series: Vec<Series>,
}

/// A text that comes with the program.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// Its id: the SM3 of its bytes.
    pub id: DocumentId,
    /// The name of the file.
    pub file_name: &'static str,
    /// The bytes, which are the text in UTF-8.
    pub text: &'static str,
    /// The title.
    pub title: String,
    /// Who issued what it was taken from.
    pub issuer: String,
    /// 文号.
    pub doc_number: Option<String>,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// Where it was taken from, and what is doubtful about it.
    pub note: String,
}

/// Something with the passage that states it, if one does.
#[derive(Clone, Debug)]
pub struct Stated<T> {
    /// What is stated.
    pub noun: T,
    /// Where.
    pub passage: Option<Passage>,
}

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The document.
    pub document: DocumentId,
    /// The characters.
    pub span: Span,
}

/// What is wrong with the files. It can only happen while they are being written.
#[derive(Debug, PartialEq, Eq)]
pub struct Malformed(String);

impl Malformed {
    fn new(text: impl std::fmt::Display) -> Self {
        Self(text.to_string())
    }
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the sample's files are malformed: {}", self.0)
    }
}

impl std::error::Error for Malformed {}

macro_rules! malformed_by {
    ($($error:ty),+) => {$(
        impl From<$error> for Malformed {
            fn from(error: $error) -> Self {
                Self::new(error)
            }
        }
    )+};
}
malformed_by!(serde_json::Error, FieldError, PeriodError, chrono::ParseError, rust_decimal::Error);

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../../../assets/sample/", $name))
    };
}

/// The texts by the name under which `documents.json` lists them.
const TEXTS: [(&str, &str); 5] = [
    ("documents/01-内蒙古-乡村振兴进展-2020.txt", file!("documents/01-内蒙古-乡村振兴进展-2020.txt")),
    ("documents/02-包头-五力支撑-2022.txt", file!("documents/02-包头-五力支撑-2022.txt")),
    ("documents/03-内蒙古-有效衔接-2022.txt", file!("documents/03-内蒙古-有效衔接-2022.txt")),
    ("documents/04-内蒙古-抓党建促脱贫-2020.txt", file!("documents/04-内蒙古-抓党建促脱贫-2020.txt")),
    ("documents/05-沧州-六大工程-2021.txt", file!("documents/05-沧州-六大工程-2021.txt")),
];

/// The files with figures and definitions.
const FILES: [&str; 9] = [
    file!("ledger.json"),
    file!("documents.json"),
    file!("programmes.json"),
    file!("indicators.json"),
    file!("targets.json"),
    file!("observations.json"),
    file!("allocations.json"),
    file!("forms.json"),
    file!("series.json"),
];

/// A short word that another edition of the files would not have.
pub fn fingerprint() -> String {
    let texts = TEXTS.iter().map(|(_, text)| text);
    let parts: Vec<&[u8]> = FILES.iter().chain(texts).map(|text| text.as_bytes()).collect();
    Digest::of_parts(&parts).to_string().chars().take(8).collect()
}

/// Reads all files.
pub fn read() -> Result<Content, Malformed> {
    let [ledger, documents, programmes, indicators, targets, observations, allocations, forms, series] =
        FILES;
    let ledger: json::Ledger = serde_json::from_str(ledger)?;
    let documents: Vec<json::Document> = serde_json::from_str(documents)?;
    let programmes: Vec<json::Programme> = serde_json::from_str(programmes)?;
    let indicators: Vec<json::Indicator> = serde_json::from_str(indicators)?;
    let targets: Vec<json::Target> = serde_json::from_str(targets)?;
    let observations: Vec<json::Observation> = serde_json::from_str(observations)?;
    let allocations: Vec<json::Allocation> = serde_json::from_str(allocations)?;
    let forms: Vec<json::Form> = serde_json::from_str(forms)?;
    let series: Vec<json::Series> = serde_json::from_str(series)?;

    let mut texts = Texts::default();
    let documents = each(documents, |document| texts.take(document))?;
    let indicators = each(indicators, definitions::indicator)?;
    let decimals: HashMap<_, _> = indicators.iter().map(|i| (i.id.clone(), i.decimals)).collect();
    let mut order = BTreeMap::new();
    let programmes = each(programmes, |programme| definitions::programme(programme, &texts, &mut order))?;
    let targets = each(targets, |target| statements::target(target, &texts, &decimals))?;
    let observations = each(observations, |observation| statements::observation(observation, &texts))?;
    let allocations = each(allocations, definitions::allocation)?;
    let forms = each(forms, definitions::form)?;
    let draws = plan::Ground { indicators: &indicators, targets: &targets, allocations: &allocations };
    let series = each(series, |series| plan::series(series, &draws))?;
    Ok(Content {
        as_of: ledger.as_of.parse()?,
        entry_period: ledger.entry_period.parse()?,
        places: each(ledger.units, plan::place)?,
        selections: each(ledger.selections, plan::selection)?,
        attributes: each(ledger.attributes, plan::attribute)?,
        real: ledger.real.into_iter().map(|unit| OrgUnitId::new(unit.code)).collect(),
        title: ledger.title,
        label: ledger.label,
        documents,
        programmes,
        indicators,
        targets,
        observations,
        allocations,
        forms,
        series,
    })
}

fn each<A, B>(rows: Vec<A>, read: impl FnMut(A) -> Result<B, Malformed>) -> Result<Vec<B>, Malformed> {
    rows.into_iter().map(read).collect()
}

/// The texts by the short ids that the files use.
#[derive(Default)]
struct Texts(BTreeMap<String, (DocumentId, &'static str)>);

impl Texts {
    fn take(&mut self, document: json::Document) -> Result<SourceText, Malformed> {
        let (file_name, text) = TEXTS
            .into_iter()
            .find(|(name, _)| *name == document.file)
            .ok_or_else(|| Malformed::new(&document.file))?;
        let id = DocumentId::new(Digest::of(text.as_bytes()).to_string());
        self.0.insert(document.id, (id.clone(), text));
        let source = document.source;
        let mut note = format!("摘自《{}》，{}，{}。", source.title, source.publisher, source.date);
        note.extend(document.note);
        Ok(SourceText {
            id,
            file_name: file_name.trim_start_matches("documents/"),
            text,
            title: document.title,
            issuer: document.issuer,
            doc_number: document.doc_number,
            issued_on: document.issued_on.as_deref().map(str::parse).transpose()?,
            note,
        })
    }

    /// Where the n-th occurrence of a quote stands in a document.
    fn find(&self, document: &str, quote: &str, occurrence: usize) -> Result<Passage, Malformed> {
        let (id, text) = self.0.get(document).ok_or_else(|| Malformed::new(document))?;
        let span = Span::find(text, quote, occurrence).ok_or_else(|| Malformed::new(quote))?;
        Ok(Passage { document: id.clone(), span })
    }
}

impl Passage {
    /// The id its excerpt has on a ledger.
    pub fn excerpt_id(&self) -> ExcerptId {
        ExcerptId::new(format!("{}:{}-{}", self.document, self.span.start, self.span.end))
    }
}
