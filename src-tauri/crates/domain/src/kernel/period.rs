//! Periods: what a figure is for. A period is a kind and two days that always fit together, so that
//! no impossible period exists; weeks are ISO weeks, ten-day periods are 上旬, 中旬 and 下旬, and the second half of
//! a month begins on the 16th.
//!
//! Deliberately absent: due rules (they belong to the form), farming seasons and programme terms
//! such as 十四五 (both are written as `from/to`), and a clock: nobody here knows today.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Duration, Months, NaiveDate, Weekday};

use super::Date;
use super::words::word_enum;

word_enum! {
    /// How long a period is.
    PeriodKind {
        /// A calendar year, `2022`.
        Year = "year", "年";
        /// A half-year, `2022-H1`.
        HalfYear = "half_year", "半年";
        /// A quarter, `2022-Q2`.
        Quarter = "quarter", "季度";
        /// A month, `2022-05`.
        Month = "month", "月";
        /// A half of a month, `2022-05-S2`.
        HalfMonth = "half_month", "半月";
        /// A ten-day period, `2022-05-X2`.
        TenDay = "ten_day", "旬";
        /// An ISO week, `2022-W21`.
        Week = "week", "周";
        /// A day, `2022-05-31`.
        Day = "day", "日";
        /// From a day to a day, `2022-01-01/2022-03-15`.
        Custom = "custom", "自定";
    }
}

/// A period. It is ordered by its last day, then by its first: what ends earlier stands earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    kind: PeriodKind,
    first: Date,
    last: Date,
}

/// Why a text or a set of numbers is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The text has none of the nine forms.
    #[error("not a period: {0}")]
    Unreadable(String),
    /// The form is right, but there is no such period (month 13, week 53 of a short year, year 0).
    #[error("no such period")]
    NoSuchPeriod,
    /// The last day lies before the first.
    #[error("the period ends before it begins")]
    EndsBeforeStart,
}

const CHINESE_QUARTERS: [&str; 4] = ["一", "二", "三", "四"];
const CHINESE_TENS: [&str; 3] = ["上旬", "中旬", "下旬"];

impl Period {
    /// A calendar year.
    pub fn year_of(year: i32) -> Result<Self, PeriodError> {
        Self::months(PeriodKind::Year, year, 1, 12)
    }

    /// A half-year, 1 or 2.
    pub fn half_year(year: i32, half: u32) -> Result<Self, PeriodError> {
        Self::part(PeriodKind::HalfYear, year, half, 6)
    }

    /// A quarter, 1 to 4.
    pub fn quarter(year: i32, quarter: u32) -> Result<Self, PeriodError> {
        Self::part(PeriodKind::Quarter, year, quarter, 3)
    }

    /// A month, 1 to 12.
    pub fn month(year: i32, month: u32) -> Result<Self, PeriodError> {
        Self::part(PeriodKind::Month, year, month, 1)
    }

    /// A ten-day period of a month: 1 上旬, 2 中旬, 3 下旬 (to the end of the month).
    pub fn ten_day(year: i32, month: u32, part: u32) -> Result<Self, PeriodError> {
        Self::part_of_month(PeriodKind::TenDay, year, month, part)
    }

    /// A half of a month: 1 to the 15th, 2 from the 16th on.
    pub fn half_month(year: i32, month: u32, half: u32) -> Result<Self, PeriodError> {
        Self::part_of_month(PeriodKind::HalfMonth, year, month, half)
    }

    /// An ISO week: Monday to Sunday, week 1 holds the first Thursday of the year.
    pub fn week(year: i32, week: u32) -> Result<Self, PeriodError> {
        let first = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).ok_or(PeriodError::NoSuchPeriod)?;
        let last = NaiveDate::from_isoywd_opt(year, week, Weekday::Sun).ok_or(PeriodError::NoSuchPeriod)?;
        Self::checked(PeriodKind::Week, first, last)
    }

    /// One day.
    pub fn day(day: Date) -> Result<Self, PeriodError> {
        Self::checked(PeriodKind::Day, day, day)
    }

    /// From a day to a day, both included. It stays a custom period even where it covers a month exactly.
    pub fn custom(from: Date, to: Date) -> Result<Self, PeriodError> {
        Self::checked(PeriodKind::Custom, from, to)
    }

    /// The period of a kind that holds a day; none for custom periods.
    pub fn containing(kind: PeriodKind, day: Date) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        match kind {
            PeriodKind::Year => Self::year_of(year),
            PeriodKind::HalfYear => Self::half_year(year, (month - 1) / 6 + 1),
            PeriodKind::Quarter => Self::quarter(year, (month - 1) / 3 + 1),
            PeriodKind::Month => Self::month(year, month),
            PeriodKind::HalfMonth => Self::half_month(year, month, if day.day() <= 15 { 1 } else { 2 }),
            PeriodKind::TenDay => Self::ten_day(year, month, ((day.day() - 1) / 10 + 1).min(3)),
            PeriodKind::Week => Self::week(day.iso_week().year(), day.iso_week().week()),
            PeriodKind::Day => Self::day(day),
            PeriodKind::Custom => return None,
        }
        .ok()
    }

    /// The last completed period of a kind: the one that ends on the day or is the last to end before it.
    pub fn ending_on_or_before(kind: PeriodKind, day: Date) -> Option<Self> {
        let here = Self::containing(kind, day)?;
        if here.last <= day { Some(here) } else { here.previous() }
    }

    fn part(kind: PeriodKind, year: i32, number: u32, months: u32) -> Result<Self, PeriodError> {
        if number == 0 || number > 12 / months {
            return Err(PeriodError::NoSuchPeriod);
        }
        Self::months(kind, year, (number - 1) * months + 1, number * months)
    }

    fn part_of_month(kind: PeriodKind, year: i32, month: u32, part: u32) -> Result<Self, PeriodError> {
        let whole = Self::month(year, month)?;
        let (first, last) = match (kind, part) {
            (PeriodKind::TenDay, 1) => (1, 10),
            (PeriodKind::TenDay, 2) => (11, 20),
            (PeriodKind::TenDay, 3) => (21, whole.last.day()),
            (PeriodKind::HalfMonth, 1) => (1, 15),
            (PeriodKind::HalfMonth, 2) => (16, whole.last.day()),
            _ => return Err(PeriodError::NoSuchPeriod),
        };
        Self::checked(kind, date(year, month, first)?, date(year, month, last)?)
    }

    fn months(kind: PeriodKind, year: i32, from: u32, to: u32) -> Result<Self, PeriodError> {
        let last = month_end(date(year, to, 1)?).ok_or(PeriodError::NoSuchPeriod)?;
        Self::checked(kind, date(year, from, 1)?, last)
    }

    /// Years are written with four digits, so they run from 1 to 9999.
    fn checked(kind: PeriodKind, first: Date, last: Date) -> Result<Self, PeriodError> {
        if last < first {
            return Err(PeriodError::EndsBeforeStart);
        }
        if first.year() < 1 || last.year() > 9999 {
            return Err(PeriodError::NoSuchPeriod);
        }
        Ok(Self { kind, first, last })
    }

    /// How long it is.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.last
    }

    /// The year it belongs to: of an ISO week the ISO year, of a custom period the year of its last day.
    pub fn year(self) -> i32 {
        match self.kind {
            PeriodKind::Week => self.first.iso_week().year(),
            _ => self.last.year(),
        }
    }

    /// Its number within the year (half, quarter, month, week) or the month (half of a month, ten-day period);
    /// 1 for years, days and custom periods.
    pub fn number(self) -> u32 {
        match self.kind {
            PeriodKind::HalfYear => (self.last.month() - 1) / 6 + 1,
            PeriodKind::Quarter => (self.last.month() - 1) / 3 + 1,
            PeriodKind::Month => self.first.month(),
            PeriodKind::HalfMonth => (self.first.day() - 1) / 15 + 1,
            PeriodKind::TenDay => (self.first.day() - 1) / 10 + 1,
            PeriodKind::Week => self.first.iso_week().week(),
            PeriodKind::Year | PeriodKind::Day | PeriodKind::Custom => 1,
        }
    }

    /// How many days it has, first and last included.
    pub fn days(self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether another period lies wholly in it.
    pub fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The next period of the same kind; after a custom period the one of equal length that follows it.
    pub fn next(self) -> Option<Self> {
        if self.kind == PeriodKind::Custom {
            let step = Duration::days(self.days());
            let (first, last) = (self.first.checked_add_signed(step)?, self.last.checked_add_signed(step)?);
            return Self::custom(first, last).ok();
        }
        Self::containing(self.kind, self.last.succ_opt()?)
    }

    /// The previous period of the same kind; before a custom period the one of equal length.
    pub fn previous(self) -> Option<Self> {
        if self.kind == PeriodKind::Custom {
            let step = Duration::days(self.days());
            let (first, last) = (self.first.checked_sub_signed(step)?, self.last.checked_sub_signed(step)?);
            return Self::custom(first, last).ok();
        }
        Self::containing(self.kind, self.first.pred_opt()?)
    }

    /// The same period a year earlier (上年同期). 29 February is compared with 28 February; a week 53
    /// has no counterpart where the year before has 52 weeks.
    pub fn same_period_last_year(self) -> Option<Self> {
        let year = self.year() - 1;
        match self.kind {
            PeriodKind::Year => Self::year_of(year),
            PeriodKind::HalfYear => Self::half_year(year, self.number()),
            PeriodKind::Quarter => Self::quarter(year, self.number()),
            PeriodKind::Month => Self::month(year, self.number()),
            PeriodKind::HalfMonth | PeriodKind::TenDay => {
                Self::part_of_month(self.kind, year, self.first.month(), self.number())
            }
            PeriodKind::Week => Self::week(year, self.number()),
            PeriodKind::Day => Self::day(self.first.checked_sub_months(Months::new(12))?),
            PeriodKind::Custom => {
                let first = self.first.checked_sub_months(Months::new(12))?;
                Self::custom(first, self.last.checked_sub_months(Months::new(12))?)
            }
        }
        .ok()
    }

    /// The Chinese name: 2022年, 2022年上半年, 2022年二季度, 2022年5月, 2022年5月上半月, 2022年5月中旬,
    /// 2022年第21周, 2022年5月31日, 2022年1—5月, 2022年1月1日至3月15日.
    pub fn name(self) -> String {
        let year = self.year();
        let number = self.number();
        match self.kind {
            PeriodKind::Year => format!("{year}年"),
            PeriodKind::HalfYear => format!("{year}年{}半年", if number == 1 { "上" } else { "下" }),
            PeriodKind::Quarter => format!("{year}年{}季度", CHINESE_QUARTERS[(number as usize - 1) % 4]),
            PeriodKind::Month => format!("{year}年{number}月"),
            PeriodKind::HalfMonth => {
                format!("{year}年{}月{}半月", self.first.month(), if number == 1 { "上" } else { "下" })
            }
            PeriodKind::TenDay => {
                format!("{year}年{}月{}", self.first.month(), CHINESE_TENS[(number as usize - 1) % 3])
            }
            PeriodKind::Week => format!("{year}年第{number}周"),
            PeriodKind::Day => day_name(self.first),
            PeriodKind::Custom => self.custom_name(),
        }
    }

    fn custom_name(self) -> String {
        let (first, last) = (self.first, self.last);
        let same_year = first.year() == last.year();
        let whole_months = first.day() == 1 && month_end(last) == Some(last);
        match (same_year, whole_months) {
            (true, true) if first.month() == last.month() => format!("{}年{}月", last.year(), last.month()),
            (true, true) => format!("{}年{}—{}月", last.year(), first.month(), last.month()),
            (false, true) => {
                format!("{}年{}月至{}年{}月", first.year(), first.month(), last.year(), last.month())
            }
            (true, false) => format!("{}至{}月{}日", day_name(first), last.month(), last.day()),
            (false, false) => format!("{}至{}", day_name(first), day_name(last)),
        }
    }

    /// Up to when a figure of this period speaks, with the year: 截至2022年6月底, 截至2022年底, 截至2022年6月15日.
    pub fn as_of_name(self) -> String {
        let last = self.last;
        match (month_end(last) == Some(last), last.month()) {
            (true, 12) => format!("截至{}年底", last.year()),
            (true, month) => format!("截至{}年{month}月底", last.year()),
            (false, _) => format!("截至{}", day_name(last)),
        }
    }

    /// Up to when a figure of this period speaks, where the year is understood: 截至5月底, 截至6月15日.
    pub fn as_of_short(self) -> String {
        format!("截至{}", self.end_short())
    }

    /// When it ends, where the year is understood: 5月底, 6月15日.
    pub fn end_short(self) -> String {
        let last = self.last;
        if month_end(last) == Some(last) {
            format!("{}月底", last.month())
        } else {
            format!("{}月{}日", last.month(), last.day())
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.last, self.first, self.kind).cmp(&(other.last, other.first, other.kind))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year();
        let number = self.number();
        match self.kind {
            PeriodKind::Year => write!(f, "{year:04}"),
            PeriodKind::HalfYear => write!(f, "{year:04}-H{number}"),
            PeriodKind::Quarter => write!(f, "{year:04}-Q{number}"),
            PeriodKind::Month => write!(f, "{year:04}-{number:02}"),
            PeriodKind::HalfMonth => write!(f, "{year:04}-{:02}-S{number}", self.first.month()),
            PeriodKind::TenDay => write!(f, "{year:04}-{:02}-X{number}", self.first.month()),
            PeriodKind::Week => write!(f, "{year:04}-W{number:02}"),
            PeriodKind::Day => write!(f, "{}", iso(self.first)),
            PeriodKind::Custom => write!(f, "{}/{}", iso(self.first), iso(self.last)),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreadable = || PeriodError::Unreadable(text.to_owned());
        if !text.is_ascii() {
            return Err(unreadable());
        }
        if let Some((from, to)) = text.split_once('/') {
            return Self::custom(iso_day(from).ok_or_else(unreadable)?, iso_day(to).ok_or_else(unreadable)?);
        }
        let year = digits(text.get(..4).ok_or_else(unreadable)?, 4).ok_or_else(unreadable)? as i32;
        let rest = &text[4..];
        let number = |text: &str, length| digits(text, length).ok_or_else(unreadable);
        match rest.as_bytes() {
            [] => Self::year_of(year),
            [b'-', b'H', _] => Self::half_year(year, number(&rest[2..], 1)?),
            [b'-', b'Q', _] => Self::quarter(year, number(&rest[2..], 1)?),
            [b'-', b'W', _, _] => Self::week(year, number(&rest[2..], 2)?),
            [b'-', _, _] => Self::month(year, number(&rest[1..], 2)?),
            [b'-', _, _, b'-', b'S', _] => {
                Self::half_month(year, number(&rest[1..3], 2)?, number(&rest[5..], 1)?)
            }
            [b'-', _, _, b'-', b'X', _] => {
                Self::ten_day(year, number(&rest[1..3], 2)?, number(&rest[5..], 1)?)
            }
            [b'-', _, _, b'-', _, _] => Self::day(iso_day(text).ok_or_else(unreadable)?),
            _ => Err(unreadable()),
        }
    }
}

fn date(year: i32, month: u32, day: u32) -> Result<Date, PeriodError> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(PeriodError::NoSuchPeriod)
}

/// The last day of the month a day lies in.
fn month_end(day: Date) -> Option<Date> {
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// 2022年6月20日.
pub fn day_name(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn iso(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// Exactly so many ASCII digits as a number.
fn digits(text: &str, length: usize) -> Option<u32> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn iso_day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = digits(&text[..4], 4)? as i32;
    NaiveDate::from_ymd_opt(year, digits(&text[5..7], 2)?, digits(&text[8..], 2)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn check(text: &str, first: &str, last: &str, name: &str) {
        let period = period(text);
        assert_eq!(period.to_string(), text, "the text form round-trips");
        assert_eq!((period.first_day(), period.last_day()), (day(first), day(last)), "{text}");
        assert_eq!(period.name(), name, "{text}");
    }

    #[test]
    fn text_days_and_names() {
        check("2022", "2022-01-01", "2022-12-31", "2022年");
        check("2022-H1", "2022-01-01", "2022-06-30", "2022年上半年");
        check("2022-H2", "2022-07-01", "2022-12-31", "2022年下半年");
        check("2022-Q2", "2022-04-01", "2022-06-30", "2022年二季度");
        check("2022-05", "2022-05-01", "2022-05-31", "2022年5月");
        check("2024-02", "2024-02-01", "2024-02-29", "2024年2月");
        check("2022-05-X1", "2022-05-01", "2022-05-10", "2022年5月上旬");
        check("2022-05-X2", "2022-05-11", "2022-05-20", "2022年5月中旬");
        check("2022-05-X3", "2022-05-21", "2022-05-31", "2022年5月下旬");
        check("2022-05-S1", "2022-05-01", "2022-05-15", "2022年5月上半月");
        check("2022-05-S2", "2022-05-16", "2022-05-31", "2022年5月下半月");
        check("2024-02-S2", "2024-02-16", "2024-02-29", "2024年2月下半月");
        check("2022-W21", "2022-05-23", "2022-05-29", "2022年第21周");
        check("2020-W53", "2020-12-28", "2021-01-03", "2020年第53周");
        check("2022-05-31", "2022-05-31", "2022-05-31", "2022年5月31日");
        check("2022-01-01/2022-03-15", "2022-01-01", "2022-03-15", "2022年1月1日至3月15日");
        check("2022-01-01/2022-05-31", "2022-01-01", "2022-05-31", "2022年1—5月");
        check("2021-07-01/2022-03-31", "2021-07-01", "2022-03-31", "2021年7月至2022年3月");
        check("2021-07-02/2022-03-31", "2021-07-02", "2022-03-31", "2021年7月2日至2022年3月31日");
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "22",
            "2022-",
            "2022-13",
            "2022-00",
            "2022-Q5",
            "2022-Q0",
            "2022-H3",
            "2022-W54",
            "2022-W00",
            "2022-05-X0",
            "2022-05-X4",
            "2022-05-S0",
            "2022-05-S3",
            "2022-13-S1",
            "2022-5",
            "2022-02-30",
            "2022年",
            "２０２２",
            "2022-q2",
            "2022/2023",
            "2022-03-15/2022-01-01",
            "2022-01-01/",
            "0000",
            "+022",
            "2022-+1",
            "2022-05-31 ",
            "20222",
            "2021-W53",
            "2022-01-01/2022-02-01/2022-03-01",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text:?} is not a period");
        }
    }

    #[test]
    fn neighbours_and_last_year() {
        let check = |text: &str, previous: &str, next: &str, last_year: &str| {
            let here = period(text);
            assert_eq!(here.previous(), Some(period(previous)), "before {text}");
            assert_eq!(here.next(), Some(period(next)), "after {text}");
            assert_eq!(here.same_period_last_year(), Some(period(last_year)), "a year before {text}");
        };
        check("2022", "2021", "2023", "2021");
        check("2022-H1", "2021-H2", "2022-H2", "2021-H1");
        check("2022-Q4", "2022-Q3", "2023-Q1", "2021-Q4");
        check("2022-01", "2021-12", "2022-02", "2021-01");
        check("2022-03-X1", "2022-02-X3", "2022-03-X2", "2021-03-X1");
        check("2022-03-S1", "2022-02-S2", "2022-03-S2", "2021-03-S1");
        check("2024-02-S2", "2024-02-S1", "2024-03-S1", "2023-02-S2");
        check("2022-W01", "2021-W52", "2022-W02", "2021-W01");
        check("2024-02-29", "2024-02-28", "2024-03-01", "2023-02-28");
        check(
            "2022-01-01/2022-01-10",
            "2021-12-22/2021-12-31",
            "2022-01-11/2022-01-20",
            "2021-01-01/2021-01-10",
        );
        assert_eq!(period("2020-W53").same_period_last_year(), None, "2019 has 52 weeks");
    }

    #[test]
    fn the_last_completed_period() {
        let check = |kind, on: &str, expected: &str| {
            assert_eq!(Period::ending_on_or_before(kind, day(on)), Some(period(expected)), "{kind} on {on}");
        };
        check(PeriodKind::Month, "2022-06-30", "2022-06");
        check(PeriodKind::Month, "2022-06-29", "2022-05");
        check(PeriodKind::Quarter, "2022-06-29", "2022-Q1");
        check(PeriodKind::Year, "2022-12-30", "2021");
        check(PeriodKind::HalfYear, "2022-07-01", "2022-H1");
        check(PeriodKind::TenDay, "2022-03-05", "2022-02-X3");
        check(PeriodKind::HalfMonth, "2022-03-15", "2022-03-S1");
        check(PeriodKind::HalfMonth, "2022-03-14", "2022-02-S2");
        check(PeriodKind::Week, "2022-05-29", "2022-W21");
        check(PeriodKind::Week, "2022-05-28", "2022-W20");
        check(PeriodKind::Day, "2022-05-28", "2022-05-28");
        assert_eq!(Period::ending_on_or_before(PeriodKind::Custom, day("2022-05-28")), None);
    }

    #[test]
    fn as_of_wording() {
        let check = |text: &str, full: &str, short: &str| {
            assert_eq!(period(text).as_of_name(), full);
            assert_eq!(period(text).as_of_short(), short);
        };
        check("2022-05", "截至2022年5月底", "截至5月底");
        check("2022-H1", "截至2022年6月底", "截至6月底");
        check("2022", "截至2022年底", "截至12月底");
        check("2022-06-15", "截至2022年6月15日", "截至6月15日");
        check("2022-05-X2", "截至2022年5月20日", "截至5月20日");
        check("2022-05-S1", "截至2022年5月15日", "截至5月15日");
        check("2022-05-S2", "截至2022年5月底", "截至5月底");
    }

    fn any_day() -> impl Strategy<Value = Date> {
        (1i32..=9998, 1u32..=366)
            .prop_filter_map("no such day", |(year, day)| NaiveDate::from_yo_opt(year, day))
    }

    fn any_kind() -> impl Strategy<Value = PeriodKind> {
        prop::sample::select(PeriodKind::ALL)
    }

    proptest! {
        #[test]
        fn any_text_parses_or_is_refused_without_panic(text in "\\PC{0,24}") {
            if let Ok(period) = text.parse::<Period>() {
                prop_assert_eq!(period.to_string(), text);
            }
        }

        #[test]
        fn containing_contains_and_round_trips(day in any_day(), kind in any_kind()) {
            if let Some(period) = Period::containing(kind, day) {
                prop_assert!(period.contains(day));
                prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
                prop_assert_eq!(period.kind(), kind);
            }
        }

        #[test]
        fn neighbours_touch_and_come_back(day in any_day(), kind in any_kind()) {
            if let Some(here) = Period::containing(kind, day) && let Some(next) = here.next() {
                prop_assert_eq!(here.last_day().succ_opt(), Some(next.first_day()));
                prop_assert_eq!(next.previous(), Some(here));
                prop_assert!(here < next);
            }
        }

        #[test]
        fn the_last_completed_period_is_the_last(day in any_day(), kind in any_kind()) {
            if let Some(done) = Period::ending_on_or_before(kind, day) {
                prop_assert!(done.last_day() <= day);
                prop_assert!(done.next().is_none_or(|next| next.last_day() > day));
            }
        }

        #[test]
        fn custom_periods_round_trip(a in any_day(), b in any_day()) {
            let period = Period::custom(a.min(b), a.max(b)).unwrap();
            prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
            prop_assert!(!period.name().is_empty());
        }
    }
}
