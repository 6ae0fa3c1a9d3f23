//! The charts of a bulletin as data: what is drawn is what is printed, each number with its words. How a chart looks is
//! the matter of `drawing`.
//!
//! 通报, 简报, 函 and 单位情况表 bear them unless they are not wanted: the course of the targets, the ranking of those that
//! are broken down, coverage, 同比. A summary fits one page, lists and notices have nothing to draw.

mod course;
mod coverage;
mod ranking;
mod year;

pub use ranking::ranking_chart;

use std::cmp::Ordering;

use super::content::{Layout, Template};
use super::input::{BulletinInput, Item};
use super::wording::{Places, stretch};
use crate::assessment::{Lamp, Status};
use crate::kernel::{Date, Decimal};

/// A number as it is drawn, and the words beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// As printed, with its unit of measure.
    pub text: String,
    /// What is drawn: the printed number.
    pub value: Decimal,
}

/// How something stands: the word with its shape, and the lamp that shades it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// ▲滞后.
    pub text: String,
    /// Its shade.
    pub lamp: Lamp,
}

impl Standing {
    /// How a target stands.
    pub fn of(status: Status, lamp: Lamp) -> Self {
        let text = match status {
            Status::NoTask => status.word().to_owned(),
            status => format!("{}{}", lamp.symbol(status), status.word()),
        };
        Self { text, lamp }
    }
}

/// What happens if it goes on as it did; always labelled 外推.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// At the deadline.
    pub value: Drawn,
    /// The lower end of the band.
    pub low: Decimal,
    /// The upper end of the band.
    pub high: Decimal,
}

/// What was reached of a target from month to month, beside what should have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The indicator.
    pub name: String,
    /// The unit of measure.
    pub uom: String,
    /// Where the axis begins.
    pub from: Date,
    /// Where it ends: the deadline, or the last day there is a figure for.
    pub to: Date,
    /// What was reached, in time order; a day without a report is left out.
    pub actual: Vec<(Date, Drawn)>,
    /// What should have been, in time order.
    pub plan: Vec<(Date, Drawn)>,
    /// 目标值.
    pub goal: Drawn,
    /// The extrapolation to the end of the axis.
    pub outlook: Option<Outlook>,
    /// How it stands.
    pub standing: Standing,
}

/// One unit in a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its place; none: 未报 or 无任务.
    pub place: Option<u32>,
    /// The unit.
    pub name: String,
    /// 完成率 in per cent.
    pub rate: Option<Drawn>,
    /// How it stands.
    pub standing: Standing,
}

/// Units of a population: who meets the rule, who does not, who did not report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// The indicator and its rule.
    pub name: String,
    /// 达标.
    pub met: u64,
    /// 未达标.
    pub below: u64,
    /// 未报.
    pub not_reported: u64,
    /// 达标率, as printed.
    pub rate: String,
}

impl Strip {
    /// All of them.
    pub fn population(&self) -> u64 {
        self.met + self.below + self.not_reported
    }
}

/// A figure beside that of the same period of the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The indicator.
    pub name: String,
    /// This year's.
    pub now: Drawn,
    /// Last year's.
    pub then: Drawn,
    /// 同比增长12.1%.
    pub change: String,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plot {
    /// One course, large.
    Course(Course),
    /// Many small ones.
    Courses(Vec<Course>),
    /// The units of a target, the best first, with the line where they should be.
    Ranking {
        /// The units.
        bars: Vec<Bar>,
        /// How many are left out, after so many bars.
        cut: Option<Cut>,
        /// 序时进度 in per cent.
        due: Option<Drawn>,
    },
    /// Who of a population meets a rule.
    Coverage(Vec<Strip>),
    /// Figures beside those of a year before.
    Years {
        /// The pairs.
        pairs: Vec<Pair>,
        /// What the two are called: 2022年6月底, 2021年6月底.
        names: [String; 2],
    },
}

/// What is left out of a long ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// After so many bars.
    pub after: usize,
    /// How many.
    pub left_out: usize,
}

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// 图1 ….
    pub title: String,
    /// What is drawn.
    pub plot: Plot,
    /// What has to be known to read it.
    pub notes: Vec<String>,
}

/// All charts of a bulletin: its last annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charts {
    /// 附件3; empty where tables stand alone.
    pub label: String,
    /// The title.
    pub title: String,
    /// The charts.
    pub charts: Vec<Chart>,
}

/// The charts of a template; none where they are not wanted or nothing can be drawn.
pub(super) fn charts(input: &BulletinInput<'_>, places: &Places<'_>) -> Option<Charts> {
    let bears = match input.template {
        Template::Bulletin | Template::Brief | Template::Letter | Template::UnitSheet => input.charts,
        Template::Summary | Template::TargetList | Template::Changes | Template::Corrections => false,
    };
    if !bears {
        return None;
    }
    let mut charts: Vec<Chart> = course::chart(input).into_iter().collect();
    if input.template != Template::UnitSheet {
        charts.extend(ranking::charts(input, places));
    }
    charts.extend(coverage::chart(input));
    charts.extend(year::chart(input));
    if charts.is_empty() {
        return None;
    }
    if charts.len() > 1 {
        for (at, chart) in charts.iter_mut().enumerate() {
            chart.title = format!("图{}　{}", at + 1, chart.title);
        }
    }
    let title = format!("{}{}进展情况图", places.scope_name(), stretch(input.as_of));
    Some(Charts { label: String::new(), title, charts })
}

/// The furthest behind first; what no schedule applies to stands last.
fn by_lag(a: &Item<'_>, b: &Item<'_>) -> Ordering {
    let variance = |item: &Item<'_>| item.now.schedule.and_then(|schedule| schedule.variance);
    match (variance(a), variance(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

impl Charts {
    /// Numbers it among the annexes: so many tables stand before it.
    pub(super) fn numbered(mut self, layout: Layout, tables: usize) -> Self {
        self.label = match (layout, tables) {
            (Layout::Tables, _) => String::new(),
            (_, 0) => "附件".to_owned(),
            (_, tables) => format!("附件{}", tables + 1),
        };
        self
    }
}
