//! From paper to promise.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ledger::ProblemView;
use super::programmes::IndicatorChoice;
use super::targets::TargetDraft;

/// A document in the list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentLine {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 文号.
    pub doc_number: Option<String>,
    /// 成文日期.
    pub issued_on: Option<String>,
    /// How many targets hang on it.
    pub targets: u32,
    /// How many outcomes.
    pub outcomes: u32,
    /// Characters.
    pub length: u32,
}

/// A passage that something hangs on.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Mark {
    /// The excerpt.
    pub excerpt: String,
    /// First character (code points).
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// target, outcome.
    pub kind: String,
    /// What hangs on it.
    pub refs: Vec<MarkRef>,
}

/// What hangs on a passage.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MarkRef {
    /// target, outcome.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// 指标名称.
    pub name: String,
    /// ≥ 400 个 · 2022年底前 · 内蒙古自治区.
    pub summary: String,
    /// For targets: their status as of the day.
    pub status: Option<super::assessment::StatusView>,
}

/// Asks for a document.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentRequest {
    /// The document.
    pub document: String,
    /// The day for the status of its targets.
    pub as_of: String,
}

/// A document with its passages.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentView {
    /// Its line.
    pub line: DocumentLine,
    /// The readable text.
    pub text: String,
    /// Its passages in order.
    pub marks: Vec<Mark>,
    /// The version before.
    pub replaces: Option<DocumentRef>,
    /// The version after.
    pub replaced_by: Option<DocumentRef>,
    /// A remark.
    pub note: Option<String>,
}

/// A file or pasted text, as it came.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Incoming {
    /// The file's name; none: pasted.
    pub name: Option<String>,
    /// The bytes in base64.
    pub bytes: Option<String>,
    /// Pasted text.
    pub text: Option<String>,
    /// Where the file lies, for files dropped on the window: read from there.
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// What a file seems to be; nothing is written yet.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentProposal {
    /// The title, as far as the text tells.
    pub title: Option<String>,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 文号.
    pub doc_number: Option<String>,
    /// 成文日期.
    pub issued_on: Option<String>,
    /// The unit of the ledger that the text names; none: it is to be chosen.
    pub org_unit: Option<String>,
    /// UTF-8, GB18030 ….
    pub encoding: String,
    /// Characters.
    pub length: u32,
    /// The beginning of the text.
    pub beginning: String,
    /// What is uncertain or wrong.
    pub problems: Vec<ProblemView>,
    /// The same file is already there.
    pub known: Option<String>,
    /// The document of which it seems to be a newer version.
    pub earlier: Option<DocumentRef>,
}

/// A document, named.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentRef {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
}

/// Takes a document into the ledger.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportDocumentRequest {
    /// The file.
    pub incoming: Incoming,
    /// The title.
    pub title: String,
    /// 发文机关.
    pub issuer: Option<String>,
    /// 文号.
    pub doc_number: Option<String>,
    /// 成文日期.
    pub issued_on: Option<String>,
    /// The unit it speaks of where its sentences name none.
    #[serde(default)]
    #[ts(optional)]
    pub org_unit: Option<String>,
    /// The document of which it is a newer version.
    #[serde(default)]
    #[ts(optional)]
    pub replaces: Option<String>,
}

/// A passage of a document.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Passage {
    /// The document.
    pub document: String,
    /// First character.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// What a passage may say, for filling a form in.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassageProposal {
    /// The verbatim words.
    pub quote: String,
    /// The sentence around them.
    pub sentence: String,
    /// Quantities in it: text, value, unit of measure, comparator.
    pub quantities: Vec<QuantityView>,
    /// What it would be as a target.
    pub target: AdoptTarget,
    /// What it would be as an outcome.
    pub outcome: AdoptOutcome,
    /// Indicators whose names are close, the likest first.
    pub likely: Vec<String>,
    /// The unit both name.
    pub org_unit_name: Option<String>,
}

/// What reading finds in a document: one statement, what it would become, how it stands.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatementView {
    /// Its key, for rejecting it.
    pub key: String,
    /// target, outcome.
    pub kind: String,
    /// First character (code points).
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The verbatim words.
    pub quote: String,
    /// 指标名称 as the words give it, or that of the ledger's indicator.
    pub name: String,
    /// ≥ 400 个 · 2022年12月31日前 · 内蒙古自治区.
    pub summary: String,
    /// open, adopted, rejected.
    pub standing: String,
    /// What it became.
    pub adopted: Option<AdoptedRef>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// What it would be as a target.
    pub target: AdoptTarget,
    /// What keeps it from being adopted so; query: to be looked at first.
    pub target_lacks: Vec<ProblemView>,
    /// What it would be as an outcome.
    pub outcome: AdoptOutcome,
    /// What keeps it from being adopted so; query: to be looked at first.
    pub outcome_lacks: Vec<ProblemView>,
    /// The unit both name.
    pub org_unit_name: Option<String>,
    /// Indicators whose names are close, the likest first.
    pub likely: Vec<String>,
    /// The rules of reading that fired.
    pub rules: Vec<String>,
}

/// What a statement became.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AdoptedRef {
    /// target, outcome.
    pub kind: String,
    /// Its id.
    pub id: String,
}

/// Statements that are not adopted, or are taken up again.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JudgeRequest {
    /// The document.
    pub document: String,
    /// Their keys.
    pub statements: Vec<String>,
    /// Whether they are not adopted.
    pub rejected: bool,
    /// Why.
    pub reason: String,
}

/// Makes targets and outcomes of passages: all of them as one entry, or none. Places in a refusal begin
/// with the number of the item.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AdoptRequest {
    /// What is adopted.
    pub items: Vec<AdoptItem>,
}

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AdoptItem {
    /// As a target.
    Target(Box<AdoptTarget>),
    /// As an outcome.
    Outcome(Box<AdoptOutcome>),
}

/// A quantity in a passage.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuantityView {
    /// The words.
    pub text: String,
    /// The number as printed with its unit (31.6 for 31.6万户).
    pub value: String,
    /// 万户.
    pub uom: String,
    /// gte, lte ….
    pub comparator: String,
    /// =, ~, > ….
    pub qualifier: String,
}

/// A passage as a target.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AdoptTarget {
    /// The passage.
    pub passage: Passage,
    /// What it promises.
    pub draft: TargetDraft,
}

/// A passage as an outcome.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AdoptOutcome {
    /// The passage.
    pub passage: Passage,
    /// What was measured.
    pub indicator: IndicatorChoice,
    /// Where.
    pub org_unit: String,
    /// As typed.
    pub value: String,
    /// The unit of measure as printed.
    pub uom: String,
    /// =, ~, > ….
    pub qualifier: String,
    /// At a day.
    pub as_of: Option<String>,
    /// Over a period, or `annual`.
    pub period: Option<String>,
    /// By a day.
    pub deadline: Option<String>,
    /// From a day,
    pub from: Option<String>,
    /// to a day or open.
    pub to: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

/// Asks for discrepancies.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DiscrepanciesRequest {
    /// Only those that this document has part in.
    pub document: Option<String>,
}

/// Figures of documents that were held against each other.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DiscrepancyView {
    /// Its key, for deciding.
    pub key: String,
    /// contradiction, does_not_add_up, implausible, definition, same_name, outdated, rounding, bounds,
    /// implied, adds_up, agreement.
    pub class: String,
    /// The check that led to it.
    pub rule: String,
    /// Nobody has decided, and it cannot stay as it is.
    pub open: bool,
    /// The figures; of a sum the whole first.
    pub sides: Vec<SideView>,
    /// What should be there, with its unit.
    pub expected: Option<String>,
    /// What is there.
    pub found: Option<String>,
    /// How far they are apart.
    pub difference: Option<String>,
    /// accepted, both_hold.
    pub verdict: Option<String>,
    /// The statement whose value holds.
    pub accepted: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// One figure of a discrepancy.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SideView {
    /// The document.
    pub document: String,
    /// Its title.
    pub title: String,
    /// Its statement, where the figure is part of one.
    pub statement: Option<String>,
    /// First character of the figure (code points).
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The figure's words.
    pub quote: String,
    /// The sentence.
    pub sentence: String,
    /// Where the sentence begins.
    pub sentence_start: u32,
    /// What it is about, in the words of the text.
    pub name: String,
    /// 260万吨.
    pub value: String,
    /// Whose it is.
    pub scope: Option<String>,
    /// When.
    pub time: Option<String>,
}

/// Decides about a discrepancy.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DecideRequest {
    /// Its key.
    pub key: String,
    /// accepted, both_hold; none: the decision is taken back.
    pub verdict: Option<String>,
    /// The statement whose value holds.
    pub accepted: Option<String>,
    /// Why.
    pub reason: String,
}

/// Two names.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SameNameRequest {
    /// One name.
    pub a: String,
    /// The other.
    pub b: String,
    /// Whether they are one indicator.
    pub same: bool,
}

/// Words found in a document.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FoundWordsView {
    /// The document.
    pub document: String,
    /// Its title.
    pub title: String,
    /// First character (code points).
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The sentence around them.
    pub sentence: String,
    /// Where the sentence begins.
    pub sentence_start: u32,
}

/// A passage of the version before, and what became of it.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassageChangeView {
    /// Its words there.
    pub quote: String,
    /// The document of the version before.
    pub document: String,
    /// Where it stands there.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// same, changed, gone.
    pub change: String,
    /// Where it, or what became of it, stands now.
    pub now: Option<Passage>,
    /// The words that stand there now.
    pub now_quote: Option<String>,
    /// What hangs on it.
    pub refs: Vec<MarkRef>,
}

/// Hangs what did not change on the newer version.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CarryOverRequest {
    /// The newer version.
    pub document: String,
}

/// Takes an adopted target or outcome back (撤销采用).
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RetractRequest {
    /// target, outcome.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: String,
}
