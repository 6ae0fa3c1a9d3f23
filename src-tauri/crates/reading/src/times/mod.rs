//! Times as texts state them, and what they come to beside the date of the document. Finding them is
//! in scan.rs, which of them governs a figure in statements.

mod scan;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::{Datelike, Months};
use domain::kernel::Date;

pub(crate) use scan::scan;

/// What is known about when a document was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DocumentTime {
    /// The day.
    pub date: Option<Date>,
    /// The year, where only that is known.
    pub year: Option<i32>,
}

impl DocumentTime {
    /// From a day.
    pub fn on(date: Date) -> Self {
        Self { date: Some(date), year: Some(date.year()) }
    }
}

/// The time of a statement (contracts.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// At a day.
    AsOf(Date),
    /// In a month that stands for its end.
    AsOfMonth(i32, u32),
    /// Over a year.
    Year(i32),
    /// Over a month.
    Month(i32, u32),
    /// Over a quarter.
    Quarter(i32, u32),
    /// Over a half-year.
    Half(i32, u32),
    /// Recurs every year.
    Annual,
    /// By a day.
    Deadline(Date),
    /// From a day to a day, or open.
    Span(Date, Option<Date>),
    /// From a year that is compared with, open.
    SinceYear(i32),
}

impl Time {
    /// The last day, where one is given.
    pub fn end(self) -> Option<Date> {
        match self {
            Self::AsOf(day) | Self::Deadline(day) => Some(day),
            Self::AsOfMonth(year, month) | Self::Month(year, month) => month_end(year, month),
            Self::Year(year) => Date::from_ymd_opt(year, 12, 31),
            Self::Quarter(year, part) => month_end(year, part * 3),
            Self::Half(year, part) => month_end(year, part * 6),
            Self::Span(_, to) => to,
            Self::Annual | Self::SinceYear(_) => None,
        }
    }

    /// The first day, where one is given.
    pub fn start(self) -> Option<Date> {
        match self {
            Self::Year(year) | Self::SinceYear(year) => Date::from_ymd_opt(year, 1, 1),
            Self::Month(year, month) => Date::from_ymd_opt(year, month, 1),
            Self::Quarter(year, part) => Date::from_ymd_opt(year, part.checked_mul(3)?.checked_sub(2)?, 1),
            Self::Half(year, part) => Date::from_ymd_opt(year, part.checked_mul(6)?.checked_sub(5)?, 1),
            Self::Span(from, _) => Some(from),
            _ => None,
        }
    }

    /// The same time as something to be reached by its end.
    pub fn as_deadline(self) -> Self {
        match self {
            Self::Annual | Self::Span(_, None) | Self::SinceYear(_) => self,
            Self::Span(_, Some(to)) => Self::Deadline(to),
            other => other.end().map_or(other, Self::Deadline),
        }
    }
}

impl Time {
    /// The same time in another year.
    pub(crate) fn moved(self, years: i32) -> Option<Self> {
        let day = |day: Date| {
            day.with_year(day.year() + years).or_else(|| month_end(day.year() + years, day.month()))
        };
        Some(match self {
            Self::AsOf(at) => Self::AsOf(day(at)?),
            Self::Deadline(at) => Self::Deadline(day(at)?),
            Self::AsOfMonth(year, month) => Self::AsOfMonth(year + years, month),
            Self::Year(year) => Self::Year(year + years),
            Self::Month(year, month) => Self::Month(year + years, month),
            Self::Quarter(year, part) => Self::Quarter(year + years, part),
            Self::Half(year, part) => Self::Half(year + years, part),
            Self::Span(from, to) => Self::Span(day(from)?, to.and_then(day)),
            Self::Annual | Self::SinceYear(_) => self,
        })
    }

    /// The year it lies in, where it is one.
    pub(crate) fn year(self) -> Option<i32> {
        match self {
            Self::AsOf(day) | Self::Deadline(day) => Some(day.year()),
            Self::AsOfMonth(year, _)
            | Self::Year(year)
            | Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _) => Some(year),
            Self::Span(from, Some(to)) if from.year() == to.year() => Some(to.year()),
            Self::Span(..) | Self::Annual | Self::SinceYear(_) => None,
        }
    }
}

/// The last day of a month.
pub(crate) fn month_end(year: i32, month: u32) -> Option<Date> {
    Date::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// How a time stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Governs what follows.
    Plain,
    /// 截至: a state.
    AsOf,
    /// 到…底, …前: something is due.
    Due,
    /// …以来.
    Since,
    /// 较, 比: only compared with.
    Compared,
    /// 每年.
    Recurring,
    /// 目前, 现已.
    Now,
    /// 3年, 连续两年: how long, with no beginning.
    Duration,
}

/// A time found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimeMark {
    /// Where, 截至 and 以来 included.
    pub range: Range<usize>,
    /// How it stands there.
    pub role: Role,
    /// What it comes to; none where the text leaves it open.
    pub time: Option<Time>,
    /// Whether its year is only that of the document (年底, 5月) and not said (今年, 2022年).
    pub floating: bool,
}
