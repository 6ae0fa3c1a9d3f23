//! What a bulletin is made of: the assessments of the targets in scope with their definitions, what a person
//! wrote into the form, and who came late. Whoever calls decides which targets are in scope and in which
//! order; nothing here is looked up or left out again.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDateTime;

use super::content::Template;
use super::edits::Edit;
use super::origin::Origin;
pub use crate::assessment::UnitState;
use crate::assessment::{Assessment, Settings};
use crate::kernel::{Date, OrgUnitId, Period, Rate, TargetId};
use crate::org::Tree;
use crate::programmes::Indicator;
use crate::results::{CellState, ResultKey};
use crate::targets::Target;

/// What a person gives to a bulletin. Empty texts count as not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulletinFields {
    /// 标题; none: made from scope and date.
    pub title: Option<String>,
    /// 红头.
    pub letterhead: Option<String>,
    /// 文号, or 第N期.
    pub doc_number: Option<String>,
    /// 主送; none: made from the level of the scope.
    pub recipients: Option<String>,
    /// 抄送.
    pub copies: Option<String>,
    /// 落款.
    pub signer: Option<String>,
    /// 成文日期; none: the as-of day is not taken for it, a check asks.
    pub issued_on: Option<Date>,
    /// 依据文件, with its 书名号 or without.
    pub basis: Option<String>,
    /// A person's own words behind what the program says of 总体情况, one paragraph a line.
    pub overall: Option<String>,
    /// The same behind 主要指标完成情况.
    pub progress: Option<String>,
    /// The same behind 存在问题.
    pub shortfalls: Option<String>,
    /// 下步要求, one paragraph a line; none: from the phrase bank.
    pub requirements: Option<String>,
    /// 联系人.
    pub contact: Option<String>,
}

/// One unit's part of a target.
#[derive(Clone, Copy, Debug)]
pub struct UnitItem<'a> {
    /// Its assessment, with its place in the ranking.
    pub now: &'a Assessment,
    /// Its assessment at the end of the month before.
    pub before: Option<&'a Assessment>,
}

/// One unit of the population of a coverage target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageLine {
    /// The unit.
    pub org_unit: OrgUnitId,
    /// Its value; none: 未报.
    pub value: Option<Rate>,
    /// What it has to reach.
    pub threshold: Option<Rate>,
    /// How far it is from it.
    pub distance: Option<Rate>,
    /// Whether it is there.
    pub state: UnitState,
    /// The cell the value stands in, where it is one.
    pub cell: Option<ResultKey>,
}

/// One target in scope.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// The version that judges.
    pub target: &'a Target,
    /// What is measured.
    pub indicator: &'a Indicator,
    /// What each unit of a coverage target is measured by.
    pub unit_indicator: Option<&'a Indicator>,
    /// The assessment as of the day.
    pub now: &'a Assessment,
    /// On the day it is compared with: the end of the month before, or another that was chosen.
    pub before: Option<&'a Assessment>,
    /// The actual of the same period a year before.
    pub last_year: Option<Rate>,
    /// How it stood at the end of each month of its window so far, where charts are wanted.
    pub course: Vec<Assessment>,
    /// The units it is broken down to, in official order.
    pub units: Vec<UnitItem<'a>>,
    /// The units of a coverage target that do not meet the rule or did not report, the worst first.
    pub coverage: Vec<CoverageLine>,
    /// The heading it stands under, such as the name of a 工程.
    pub group: Option<String>,
    /// 责任单位.
    pub responsible: Option<String>,
    /// The sentence it stands in.
    pub source: Option<Quote>,
    /// 怎么算的, line by line, where it was asked for.
    pub derivation: Vec<DerivationLine>,
    /// Rests on values marked 示例数据.
    pub example: bool,
}

/// A sentence of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The document's title.
    pub title: String,
    /// The sentence.
    pub words: String,
}

/// One line of 怎么算的.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivationLine {
    /// How far below the status it stands.
    pub depth: usize,
    /// What it is.
    pub label: String,
    /// What came out.
    pub value: String,
    /// By which rule.
    pub rule: String,
    /// Where it stands: the sentence of a document, who entered a cell and when.
    pub source: String,
}

/// A report that came late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateReport {
    /// The unit.
    pub org_unit: OrgUnitId,
    /// When it came.
    pub on: Date,
}

/// A figure of an earlier period that was corrected after it had been accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The unit.
    pub org_unit: OrgUnitId,
    /// The indicator's name.
    pub indicator: String,
    /// The period it is of.
    pub period: Period,
    /// What was accepted, or what it had been corrected to before.
    pub accepted: CellState,
    /// What it says now.
    pub corrected: CellState,
    /// The reason that was given; empty: none.
    pub reason: String,
}

/// Who reported when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reporting {
    /// By when reports were due, where all were due at the same moment.
    pub due: Option<NaiveDateTime>,
    /// Who has reported nothing at all of what is told; who left out a part stands with each target.
    pub missing: Vec<OrgUnitId>,
    /// Who came late.
    pub late: Vec<LateReport>,
    /// What was corrected.
    pub corrections: Vec<Correction>,
}

/// Everything a bulletin is made of.
#[derive(Clone, Debug)]
pub struct BulletinInput<'a> {
    /// Which sort.
    pub template: Template,
    /// Where the figures of single units stand, where 怎么算的 was asked for.
    pub sources: HashMap<(TargetId, OrgUnitId), String>,
    /// 数据截止日.
    pub as_of: Date,
    /// The day it is compared with.
    pub compared_with: Date,
    /// The unit in whose name it speaks; none: the ledger's whole.
    pub scope: Option<OrgUnitId>,
    /// The units on the as-of day.
    pub tree: &'a Tree,
    /// 时间进度 of the year.
    pub time_progress: Rate,
    /// What the office has set about judging.
    pub settings: &'a Settings,
    /// The targets.
    pub items: Vec<Item<'a>>,
    /// Who reported when.
    pub reporting: Reporting,
    /// Whether charts are wanted.
    pub charts: bool,
    /// What a person gave.
    pub fields: BulletinFields,
    /// Sentences as a person put them.
    pub edits: Vec<Edit>,
    /// The ledger's head.
    pub head: String,
    /// What was asked for.
    pub origin: Origin,
}

impl BulletinInput<'_> {
    /// Everybody who left something out.
    pub(super) fn owing(&self) -> Vec<OrgUnitId> {
        let left_out = self.items.iter().flat_map(|item| &item.now.not_reported);
        let all: BTreeSet<&OrgUnitId> = left_out.chain(&self.reporting.missing).collect();
        all.into_iter().cloned().collect()
    }
}
