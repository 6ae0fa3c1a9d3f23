//! 对账: the figures that texts give about the same thing, and whether they agree. Pure and
//! deterministic; the cost grows with the number of figures, since only figures whose names share rare
//! characters, or whose values are equal, are ever held against each other.
//!
//! A finding says which rule fired and shows its sides; a person decides what it means. `claim` says
//! what a figure is about, `name` how alike two names are, and each further room is one kind of check.

mod change;
mod claim;
mod form;
mod list;
mod name;
mod same;
mod share;
mod sum;

use domain::documents::Span;
use domain::kernel::{Date, Decimal, Uom};

pub use name::{KnownNames, Likely};

use crate::statements::Statement;
use crate::statements::Value;
use crate::times::Time;
use claim::Book;

/// A text that is held against others.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Its date.
    pub date: Option<Date>,
    /// What `extract` found in it.
    pub statements: &'a [Statement],
}

/// What a finding comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 矛盾: both cannot be true.
    Contradiction,
    /// 勾稽不通过: parts, shares or counts that do not fit.
    DoesNotAddUp,
    /// 异常: hardly plausible.
    Implausible,
    /// 口径待核: may be another definition, scope or time.
    Definition,
    /// 疑为同一指标: one figure under two names.
    SameName,
    /// 数据期早于报告期: older than the report that gives it.
    Outdated,
    /// 舍入相容: one is the other, rounded.
    Rounding,
    /// 区间相容: one is a bound that holds the other.
    Bounds,
    /// 推算: a value that follows from what is said, with nothing to hold it against.
    Implied,
    /// 勾稽通过: parts, shares or counts that fit.
    AddsUp,
    /// 一致: the same figure again.
    Agreement,
}

impl Class {
    /// All, the weightiest first.
    pub const ALL: [Self; 11] = [
        Self::Contradiction,
        Self::DoesNotAddUp,
        Self::Implausible,
        Self::Definition,
        Self::SameName,
        Self::Outdated,
        Self::Rounding,
        Self::Bounds,
        Self::Implied,
        Self::AddsUp,
        Self::Agreement,
    ];

    /// Its word on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::DoesNotAddUp => "does_not_add_up",
            Self::Implausible => "implausible",
            Self::Definition => "definition",
            Self::SameName => "same_name",
            Self::Outdated => "outdated",
            Self::Rounding => "rounding",
            Self::Bounds => "bounds",
            Self::Implied => "implied",
            Self::AddsUp => "adds_up",
            Self::Agreement => "agreement",
        }
    }
}

/// The check that led to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The same indicator with the same figure.
    SameFigure,
    /// The same indicator with another figure.
    OtherFigure,
    /// The same digits in another order: 9306 and 9360.
    SwappedDigits,
    /// One figure is the other, rounded.
    Rounded,
    /// One figure is the other, cut off.
    CutOff,
    /// A bound, an approximation or a range that holds the other figure.
    HeldByBound,
    /// A target that an outcome had already reached.
    TargetAlreadyMet,
    /// What accumulates has become less.
    CumulativeFalls,
    /// The same figure under names that are alike.
    OtherName,
    /// The same long figure for things that have nothing to do with each other.
    OneFigureManyThings,
    /// Parts and their whole.
    PartsAndWhole,
    /// A part that is larger than its whole.
    PartLargerThanWhole,
    /// Listed counts and a total named elsewhere.
    ListedAndTotal,
    /// What was there, what came to it, what there is.
    Addition,
    /// So many with so many, one to one.
    Pairing,
    /// So many for each, and all together.
    PerUnit,
    /// Part, share and whole.
    Share,
    /// The whole that a part and its share imply.
    ImpliedWhole,
    /// A share of things that are counted must be a whole number of them.
    WholeNumber,
    /// A share above 100 %.
    ShareAboveAll,
    /// A share and a count said of the same thing.
    ShareAndCount,
    /// The base that a level and its growth imply.
    ImpliedBase,
    /// The task that an outcome and its completion imply.
    ImpliedTask,
    /// Points announced and points listed.
    ListedItems,
    /// A change of a share in % where 个百分点 is meant or may be meant.
    PointsOrPercent,
    /// A rate whose base is not said and could be one of several.
    BaseOpen,
    /// A figure of a period well before the report.
    OlderThanReport,
}

impl Rule {
    /// All.
    pub const ALL: [Self; 27] = [
        Self::SameFigure,
        Self::OtherFigure,
        Self::SwappedDigits,
        Self::Rounded,
        Self::CutOff,
        Self::HeldByBound,
        Self::TargetAlreadyMet,
        Self::CumulativeFalls,
        Self::OtherName,
        Self::OneFigureManyThings,
        Self::PartsAndWhole,
        Self::PartLargerThanWhole,
        Self::ListedAndTotal,
        Self::Addition,
        Self::Pairing,
        Self::PerUnit,
        Self::Share,
        Self::ImpliedWhole,
        Self::WholeNumber,
        Self::ShareAboveAll,
        Self::ShareAndCount,
        Self::ImpliedBase,
        Self::ImpliedTask,
        Self::ListedItems,
        Self::PointsOrPercent,
        Self::BaseOpen,
        Self::OlderThanReport,
    ];

    /// Its word on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::SameFigure => "same_figure",
            Self::OtherFigure => "other_figure",
            Self::SwappedDigits => "swapped_digits",
            Self::Rounded => "rounded",
            Self::CutOff => "cut_off",
            Self::HeldByBound => "held_by_bound",
            Self::TargetAlreadyMet => "target_already_met",
            Self::CumulativeFalls => "cumulative_falls",
            Self::OtherName => "other_name",
            Self::OneFigureManyThings => "one_figure_many_things",
            Self::PartsAndWhole => "parts_and_whole",
            Self::PartLargerThanWhole => "part_larger_than_whole",
            Self::ListedAndTotal => "listed_and_total",
            Self::Addition => "addition",
            Self::Pairing => "pairing",
            Self::PerUnit => "per_unit",
            Self::Share => "share",
            Self::ImpliedWhole => "implied_whole",
            Self::WholeNumber => "whole_number",
            Self::ShareAboveAll => "share_above_all",
            Self::ShareAndCount => "share_and_count",
            Self::ImpliedBase => "implied_base",
            Self::ImpliedTask => "implied_task",
            Self::ListedItems => "listed_items",
            Self::PointsOrPercent => "points_or_percent",
            Self::BaseOpen => "base_open",
            Self::OlderThanReport => "older_than_report",
        }
    }
}

/// One figure of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Which source.
    pub source: usize,
    /// Which of its statements, where the figure is part of one.
    pub statement: Option<usize>,
    /// Where the figure stands.
    pub span: Span,
    /// The figure as printed.
    pub quote: String,
    /// The sentence around it.
    pub sentence: Span,
    /// What it is about, in the words of the text.
    pub indicator: String,
    /// The value as printed.
    pub value: Value,
    /// The unit as printed.
    pub uom: Uom,
    /// The value in the base unit.
    pub base: Value,
    /// The base unit.
    pub uom_base: Uom,
    /// Whose it is.
    pub scope: Option<String>,
    /// When.
    pub time: Option<Time>,
}

/// The figures of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// What should be there.
    pub expected: Option<Decimal>,
    /// What is there.
    pub found: Option<Decimal>,
    /// How far they are apart: found less expected.
    pub difference: Option<Decimal>,
    /// The unit of all three.
    pub uom: Uom,
}

impl Check {
    fn of(expected: Decimal, found: Decimal) -> Self {
        Self {
            expected: Some(expected.normalize()),
            found: Some(found.normalize()),
            difference: found.checked_sub(expected).map(|difference| difference.normalize()),
            uom: Uom::default(),
        }
    }

    fn expects(expected: Decimal) -> Self {
        Self { expected: Some(expected.normalize()), ..Self::default() }
    }
}

/// Figures that were held against each other, or one that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it comes to.
    pub class: Class,
    /// The check.
    pub rule: Rule,
    /// The figures: of a sum the whole first, of a growth the earlier year, else the older document.
    pub sides: Vec<Side>,
    /// The figures of the check.
    pub check: Check,
}

/// A finding before its sides are put into words.
struct Found {
    class: Class,
    rule: Rule,
    claims: Vec<usize>,
    check: Check,
}

impl Found {
    fn new(class: Class, rule: Rule, claims: impl Into<Vec<usize>>, check: Check) -> Self {
        Self { class, rule, claims: claims.into(), check }
    }
}

/// Holds the figures of the sources against each other. `confirmed` are pairs of names that a person
/// said to be one indicator. The order of the sources makes no difference.
pub fn discrepancies(sources: &[Source<'_>], confirmed: &[(String, String)]) -> Vec<Finding> {
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|at| sources.get(*at).map(|source| (source.date, source.title, source.text)));
    let ordered: Vec<Source<'_>> = order.iter().filter_map(|at| sources.get(*at)).copied().collect();
    let book = Book::new(&ordered, confirmed);
    let mut found = sum::sums(&book);
    found.extend(share::shares(&book));
    found.extend(change::changes(&book));
    found.extend(list::lists(&book));
    let forms = form::forms(&book, &found);
    found.extend(forms);
    let explained = claim::together(&found, &book.claims);
    found.extend(same::same(&book, &explained));
    let mut findings: Vec<Finding> = found
        .into_iter()
        .map(|found| Finding {
            class: found.class,
            rule: found.rule,
            sides: found.claims.iter().filter_map(|at| book.side(*at)).collect(),
            check: Check { uom: book.unit(&found), ..found.check },
        })
        .collect();
    // `order` is a permutation: the place of a source among the ordered ones gives its own
    for side in findings.iter_mut().flat_map(|finding| &mut finding.sides) {
        side.source = order.get(side.source).copied().unwrap_or(side.source);
    }
    findings.sort_by_key(|finding| {
        let places: Vec<(usize, Span)> = finding.sides.iter().map(|side| (side.source, side.span)).collect();
        (finding.class, places.iter().min().copied(), finding.rule, places)
    });
    findings.dedup();
    findings
}
