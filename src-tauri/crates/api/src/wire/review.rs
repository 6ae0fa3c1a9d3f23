//! The checker's room.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::evidence::EvidenceView;
use super::ledger::{Changed, ProblemView};
use super::org::ContactView;
use super::targets::HistoryItem;

/// A unit's report for a form and period.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReportKey {
    /// The form.
    pub form: String,
    /// The unit.
    pub org_unit: String,
    /// The period.
    pub period: String,
}

/// A step that can be taken.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepView {
    /// withdraw, review, approve, receive, accept, return, correct.
    pub step: String,
    /// 撤回, 审核, 审定, 接收, 通过, 退回, 更正.
    pub word: String,
    /// A reason has to be given.
    pub needs_reason: bool,
}

/// A report in the queue.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewLine {
    /// The report.
    pub key: ReportKey,
    /// The form's name.
    pub form_name: String,
    /// The unit's name.
    pub org_unit_name: String,
    /// 2022年6月.
    pub period_label: String,
    /// submitted, reviewed, ….
    pub state: String,
    /// 待审核, 待审定, ….
    pub word: String,
    /// It was handed in after its deadline.
    pub late: bool,
    /// It had been accepted before, and was opened again.
    pub correction: bool,
    /// What the person at the desk may do with it.
    pub steps: Vec<StepView>,
    /// Figures that changed a lot against 上期.
    pub large: u32,
    /// Figures that are not the sum of the units below.
    pub off_sum: u32,
    /// Who handed it in last.
    pub by: String,
    /// When.
    pub time: String,
}

/// A step that was taken.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StageView {
    /// 提交, 审核, 退回, ….
    pub word: String,
    /// 待审核, ….
    pub state_word: String,
    /// Who.
    pub by: String,
    /// When.
    pub time: String,
    /// Why.
    pub reason: String,
}

/// One figure of a report, beside what came before.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewRow {
    /// The indicator.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// 计量单位.
    pub uom: String,
    /// 本年累计 ….
    pub measure: String,
    /// number, nil, na, no_task, not_reported, conflict.
    pub state: String,
    /// As printed.
    pub text: String,
    /// 上期.
    pub previous: Option<String>,
    /// What was added or lost since 上期, with its sign.
    pub difference: Option<String>,
    /// The same in per cent of 上期, with its sign: +12.3%.
    pub change: Option<String>,
    /// The change is a large one, by what is set about checks.
    pub large: bool,
    /// 下级合计, where units below report the same.
    pub below: Option<String>,
    /// It is not what is reported here.
    pub off_sum: bool,
    /// 上年同期.
    pub last_year: Option<String>,
    /// 目标.
    pub target: String,
    /// 备注.
    pub note: Option<String>,
    /// The files that prove it.
    pub evidence: Vec<EvidenceView>,
    /// What is wrong or odd with it.
    pub problem: Option<ProblemView>,
    /// What the unit said about that.
    pub explanation: Option<String>,
    /// Who wrote it, through which corrections.
    pub history: Vec<HistoryItem>,
}

/// A report as it was handed in.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewSheet {
    /// The report.
    pub line: ReviewLine,
    /// Its figures, in the order of the form.
    pub rows: Vec<ReviewRow>,
    /// What became of it so far, the first step first.
    pub stages: Vec<StageView>,
    /// 注.
    pub notes: Vec<String>,
    /// From how many per cent a change is a large one.
    pub large_percent: String,
}

/// Takes reports a step further, or back.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepRequest {
    /// withdraw, review, approve, receive, accept, return, correct.
    pub step: String,
    /// The reports.
    pub reports: Vec<ReportKey>,
    /// Why, where a reason has to be given.
    pub reason: String,
}

/// What became of them.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepAnswer {
    /// What changed.
    pub changed: Changed,
    /// How many took the step.
    pub done: u32,
    /// What stood in the way of the others.
    pub problems: Vec<ProblemView>,
}

/// Where a form stands.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormStandingView {
    /// The form.
    pub form: String,
    /// Its name.
    pub name: String,
    /// The period.
    pub period: String,
    /// 2022年6月.
    pub period_label: String,
    /// 2022年7月5日 17:00.
    pub due: String,
    /// The deadline has passed by the person's clock, and not everybody has handed in.
    pub overdue: bool,
    /// Units that should report.
    pub units: u32,
    /// Units that handed it in.
    pub handed_in: u32,
    /// Of these, after the deadline.
    pub late: u32,
    /// Of these, accepted.
    pub accepted: u32,
    /// Units that have not.
    pub missing: u32,
}

/// A unit whose reports are missing, and whom to ask.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MissingLine {
    /// The unit.
    pub org_unit: String,
    /// Its name.
    pub name: String,
    /// The names of the forms that are missing, with their periods.
    pub forms: Vec<String>,
    /// Whom to ask, masked; empty: nobody is known.
    pub contacts: Vec<ContactView>,
}

/// How a unit reports, over the periods of the year up to the day.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TimelinessLine {
    /// The unit.
    pub org_unit: String,
    /// Its name.
    pub name: String,
    /// Reports whose deadline has passed.
    pub asked: u32,
    /// Of these, on time.
    pub on_time: u32,
    /// Of these, late.
    pub late: u32,
    /// Of these, missing.
    pub missing: u32,
    /// 及时率, 95.8%.
    pub rate: String,
    /// 完整率: what came at all, in time or not.
    pub complete_rate: String,
    /// Ties share a rank.
    pub rank: u32,
}

/// A unit's reports, one for each form.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatrixLine {
    /// The unit.
    pub org_unit: String,
    /// Its name.
    pub name: String,
    /// In the order of the forms; none: the form does not ask this unit.
    pub reports: Vec<Option<MatrixCell>>,
}

/// Where a report stands.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MatrixCell {
    /// missing, draft, submitted, ….
    pub state: String,
    /// 未报, 待审核, ….
    pub word: String,
    /// It came after the deadline, or the deadline has passed without it.
    pub late: bool,
}

/// 完整性和及时性.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Completeness {
    /// Forms, the one that was due first first: each for the period of the day, and for those before it that are owed.
    pub forms: Vec<FormStandingView>,
    /// Units that have not reported, up to 200.
    pub missing: Vec<MissingLine>,
    /// How many there are.
    pub missing_total: u32,
    /// 催报: one message to all of them.
    pub message: String,
    /// Units by how they report, the best first, up to 500.
    pub timeliness: Vec<TimelinessLine>,
    /// Units × forms: where each report stands, the units in official order, up to 500.
    pub matrix: Vec<MatrixLine>,
}
