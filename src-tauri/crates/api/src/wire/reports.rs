//! The supervisor's room: content as data; Word, Excel, PDF and the window show the same.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::documents::Incoming;
use super::ledger::{Context, ProblemView};
use super::org::WrittenBy;

/// What a bulletin is to be about.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BulletinRequest {
    /// What is seen.
    pub context: Context,
    /// Targets; empty: all in scope.
    pub targets: Vec<String>,
    /// progress_bulletin (通报), progress_brief (简报), progress_letter (函), progress_summary (情况摘要), unit_sheet
    /// (单位情况表), target_list (目标清单), change_report (变化情况表), correction_notice (更正通知).
    pub template: String,
    /// The day it is compared with; none: the end of the month before.
    #[serde(default)]
    #[ts(optional)]
    pub compare_with: Option<String>,
    /// What a person gives.
    pub fields: BulletinFields,
    /// The office's own paper for Word, by the digest under which the ledger keeps it; none: that of GB/T 9704. Charts do
    /// not go with it.
    #[serde(default)]
    #[ts(optional)]
    pub paper: Option<String>,
    /// Generated sentences as a person put them.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<SentenceEdit>>")]
    pub edits: Vec<SentenceEdit>,
    /// Whether 怎么算的 goes with it as an annex.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub derivations: bool,
    /// Whether its charts go with it; not given: they do.
    #[serde(default = "wanted")]
    #[ts(optional, as = "Option<bool>")]
    pub charts: bool,
}

fn wanted() -> bool {
    true
}

/// What a person gives to a bulletin.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export, optional_fields)]
#[serde(default)]
pub struct BulletinFields {
    /// 标题; none: made from scope and date.
    pub title: Option<String>,
    /// 红头.
    pub letterhead: Option<String>,
    /// 文号.
    pub doc_number: Option<String>,
    /// 主送.
    pub recipients: Option<String>,
    /// 抄送.
    pub copies: Option<String>,
    /// 落款.
    pub signer: Option<String>,
    /// 成文日期.
    pub issued_on: Option<String>,
    /// 依据文件 named in the opening.
    pub basis: Option<String>,
    /// Own words behind 总体情况, one paragraph a line.
    pub overall: Option<String>,
    /// Own words behind 主要指标完成情况.
    pub progress: Option<String>,
    /// Own words behind 存在问题.
    pub shortfalls: Option<String>,
    /// 下步要求, one paragraph a line.
    pub requirements: Option<String>,
    /// 联系人.
    pub contact: Option<String>,
}

/// A generated sentence as a person put it: words, and figures that are set anew when data change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SentenceEdit {
    /// The key of the sentence.
    pub sentence: String,
    /// Its words without its figures when it was put differently.
    pub basis: String,
    /// Words and figures; the text of a figure does not count.
    pub runs: Vec<Run>,
}

/// A generated paragraph, by which a person may put it differently.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Sentence {
    /// Its name, which stays when data change.
    pub key: String,
    /// Its words without its figures.
    pub basis: String,
    /// What the program says, where a person put it differently.
    pub generated: Option<Vec<Run>>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Run {
    /// The words.
    pub text: String,
    /// The target a figure comes from.
    pub target: Option<String>,
    /// The unit it speaks of.
    pub org_unit: Option<String>,
    /// Which figure of the assessment: actual, rate, gap, ….
    pub figure: Option<String>,
    /// Which statuses a count or share is of, parted by commas; none: of all.
    pub status: Option<String>,
}

/// A block of the bulletin.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(export)]
pub enum Block {
    /// 一、 （一） 1.
    Heading {
        /// 1, 2, 3.
        level: u32,
        /// With its number.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its pieces.
        runs: Vec<Run>,
        /// Rules that fired for words like 较好.
        rules: Vec<String>,
        /// Which generated sentence it is; none: a person wrote all of it.
        sentence: Option<Sentence>,
    },
}

/// An annex table.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableView {
    /// 附件1.
    pub label: String,
    /// The title.
    pub title: String,
    /// 填报单位 or 编制单位, at the left above the table.
    pub source_line: String,
    /// 截至 …, in the middle above the table.
    pub as_of_line: String,
    /// 单位：…, at the right above the table.
    pub unit_line: String,
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// Header rows: text and how many columns and rows it spans.
    pub header: Vec<Vec<HeaderCell>>,
    /// Body rows.
    pub rows: Vec<Vec<TableCell>>,
    /// 注.
    pub notes: Vec<String>,
    /// 单位负责人： and so on, below the table.
    pub signatures: Vec<String>,
    /// Too wide for an upright page.
    pub landscape: bool,
    /// Half points of its type.
    pub size: u32,
}

/// A column of an annex table.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableColumn {
    /// Its width on the page, in twentieths of a point.
    pub width: u32,
    /// left, centre, right.
    pub align: String,
}

/// A header cell.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeaderCell {
    /// The words.
    pub text: String,
    /// Columns it spans.
    pub columns: u32,
    /// Rows it spans.
    pub rows: u32,
}

/// A body cell.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TableCell {
    /// As printed.
    pub text: String,
    /// The exact decimal, where it is a number.
    pub value: Option<String>,
    /// text, number, percent, points.
    pub kind: String,
}

/// The charts of a bulletin.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChartsView {
    /// 附件3.
    pub label: String,
    /// The title.
    pub title: String,
    /// The pictures.
    pub charts: Vec<DrawnChart>,
}

/// A chart as it is drawn.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DrawnChart {
    /// 图1 ….
    pub title: String,
    /// The picture.
    pub svg: String,
    /// Tenths of a millimetre down; all are as wide as the text.
    pub height: u32,
    /// What has to be known to read it.
    pub notes: Vec<String>,
}

/// A bulletin before it is issued.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BulletinView {
    /// As in the request.
    pub template: String,
    /// document (公文), letter (信函), issue (期刊), plain (白头), tables (表格).
    pub layout: String,
    /// 标题.
    pub title: String,
    /// 红头.
    pub letterhead: String,
    /// 文号.
    pub doc_number: Option<String>,
    /// 主送.
    pub recipients: Option<String>,
    /// 抄送.
    pub copies: Option<String>,
    /// 落款.
    pub signer: String,
    /// 2022年7月5日.
    pub issued_on: String,
    /// 联系人.
    pub contact: Option<String>,
    /// What stands under the title while figures are invented.
    pub example_line: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
    /// 附件说明: a line for each annex or for several of one kind.
    pub annex_list: Vec<String>,
    /// 附件.
    pub annexes: Vec<TableView>,
    /// 进展情况图, the last annex.
    pub charts: Option<ChartsView>,
    /// Before you issue.
    pub checks: Vec<ProblemView>,
    /// The ledger's head when it was made.
    pub head: String,
}

/// Writes a bulletin or its annexes to a file.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportRequest {
    /// What.
    pub bulletin: BulletinRequest,
    /// docx, pdf (both with annexes), xlsx (annexes), csv, json (their tables).
    pub format: String,
    /// Where; none: the user's documents folder under a telling name.
    pub path: Option<String>,
    /// A folder of this name there, for many files of one run.
    #[serde(default)]
    #[ts(optional)]
    pub folder: Option<String>,
    /// Ask with a dialog.
    pub choose: bool,
}

/// What was written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportAnswer {
    /// Where; none: the user gave up.
    pub path: Option<String>,
    /// SM3 of the file.
    pub digest: Option<String>,
}

/// A report that was issued, held against the open ledger.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReportVerdict {
    /// unmarked (bears nothing to be held by), foreign (of another ledger), shorter (this one ends before that
    /// head), changed (something else stands there), held.
    pub kept: String,
    /// The head the file bears; none where it is unmarked.
    pub head: Option<String>,
    /// What was asked for.
    pub template: Option<String>,
    /// Its 数据截止日.
    pub as_of: Option<String>,
    /// The unit in whose name it speaks; none: all, or one this ledger does not know.
    pub org_unit_name: Option<String>,
    /// Where the head is held: what follows.
    pub held: Option<HeldReport>,
    /// The report of the archive that has these very bytes; none: the file is not there as it is.
    pub archived: Option<ArchivedReport>,
}

/// A face that an official document names and this machine has not.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MissingFace {
    /// Its name.
    pub name: String,
    /// What is set in it.
    pub of: String,
    /// The face that stands in for it on this machine; none: the program that opens the file chooses.
    pub stands_in: Option<String>,
}

/// Puts a written file into the archive of reports that went out.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArchiveRequest {
    /// The file.
    pub file: Incoming,
    /// 标题.
    pub title: String,
    /// 文号, or 第N期; empty: none.
    pub doc_number: String,
    /// 成文日期.
    pub issued_on: Option<String>,
}

/// One report of the archive.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArchivedRequest {
    /// Its key.
    pub key: String,
}

/// A report that went out.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArchivedReport {
    /// The key it is asked for by.
    pub key: String,
    /// 标题.
    pub title: String,
    /// 文号, or 第N期; empty: none.
    pub doc_number: String,
    /// 成文日期.
    pub issued_on: Option<String>,
    /// Which sort.
    pub template: String,
    /// Its 数据截止日.
    pub as_of: String,
    /// The unit in whose name it speaks; none: all.
    pub org_unit_name: Option<String>,
    /// The ledger's head it was made at.
    pub head: String,
    /// Its files.
    pub files: Vec<ArchivedFile>,
    /// Who put it there, and when.
    pub written: WrittenBy,
}

/// A file of a report that went out.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArchivedFile {
    /// Its name.
    pub name: String,
    /// SM3 of its bytes.
    pub digest: String,
}

/// What is known of a report whose head the ledger still holds.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeldReport {
    /// The entry that was the last one then.
    pub entry: String,
    /// When it came, as ISO text.
    pub received_at: String,
    /// How many entries came since.
    pub since: u32,
    /// How many facts of the ledger are not what their digests say.
    pub damaged: u32,
    /// The figures that the same report would show otherwise.
    pub changed: Vec<ChangedFigure>,
    /// Sentences and lines of tables that the same report would no longer say.
    pub gone: Vec<String>,
    /// Those it would say instead.
    pub new: Vec<String>,
}

/// A figure of a report that reads otherwise today.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangedFigure {
    /// Whose it is: the indicator, with the unit where it is one unit's; of a figure over all targets the statuses
    /// it is of.
    pub of: String,
    /// Which figure: actual, rate, gap, ….
    pub figure: String,
    /// The target it opens.
    pub target: Option<String>,
    /// The unit it speaks of.
    pub org_unit: Option<String>,
    /// Which statuses a count or share is of.
    pub status: Option<String>,
    /// What it was; none: it was not there.
    pub was: Option<String>,
    /// What it is; none: it is not there any more.
    pub now: Option<String>,
    /// The last entries that touched what it follows from, the last one first.
    pub causes: Vec<Cause>,
}

/// An entry that made a figure read otherwise.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Cause {
    /// The entry.
    pub entry: String,
    /// Who wrote it, when, and why.
    pub written: WrittenBy,
}

/// What is kept for the next reports.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReportShelf {
    /// Named templates, those of the office at the desk first.
    pub templates: Vec<ReportTemplate>,
    /// The phrases the office asks with.
    pub phrases: Vec<String>,
    /// By whose word; none: as shipped.
    pub phrases_written: Option<WrittenBy>,
    /// They were set differently in two places at once; until they are set again, what is shipped holds.
    pub phrases_conflict: bool,
}

/// A named template of an office.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReportTemplate {
    /// Whose it is.
    pub office: String,
    /// The office's name.
    pub office_name: String,
    /// Its name.
    pub name: String,
    /// Which sort.
    pub template: String,
    /// In whose name it speaks; none: whatever is looked at.
    pub org_unit: Option<String>,
    /// That unit's name.
    pub org_unit_name: Option<String>,
    /// Whether 怎么算的 goes with it.
    pub derivations: bool,
    /// Whether its charts go with it.
    pub charts: bool,
    /// The words of every issue; 文号 is a pattern with {年} and {号}.
    pub fields: BulletinFields,
    /// The office's own paper for Word.
    pub paper: Option<ReportPaper>,
    /// 文号 of the next one by that pattern and the archive; empty: it has no pattern.
    pub next_number: String,
}

/// Saves a template of the office at the desk under its name, in place of the one that has it.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SaveTemplateRequest {
    /// Its name.
    pub name: String,
    /// Which sort.
    pub template: String,
    /// In whose name it speaks; none: whatever is looked at.
    pub org_unit: Option<String>,
    /// Whether 怎么算的 goes with it.
    pub derivations: bool,
    /// Whether its charts go with it.
    pub charts: bool,
    /// The words of every issue; what belongs to one issue is left out.
    pub fields: BulletinFields,
    /// The office's own paper for Word, as the ledger keeps it already.
    pub paper: Option<ReportPaper>,
    /// A paper that is to be kept from now on, in place of that.
    pub file: Option<Incoming>,
}

/// An office's own .docx.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReportPaper {
    /// The file's name.
    pub name: String,
    /// The digest under which the ledger keeps it.
    pub digest: String,
}

/// Takes a template away.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemoveTemplateRequest {
    /// Whose it is.
    pub office: String,
    /// Its name.
    pub name: String,
}

/// Sets the phrases the office asks with.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SetPhrasesRequest {
    /// One each.
    pub phrases: Vec<String>,
}
