//! From the text of an official document to proposed figures and statements. Pure: no files, no
//! network, no clock; the same text always gives the same proposals, and each says why.
#![deny(missing_docs)]

mod discrepancy;
mod finding;
mod heading;
mod holidays;
mod quantity;
mod repair;
mod segment;
mod statements;
mod times;
mod words;

pub use discrepancy::{Check, Class, Finding, KnownNames, Likely, Rule, Side, Source, discrepancies};
pub use finding::{Counterpart, Findable, counterparts};
pub use heading::{Heading, Proposed, heading};
pub use holidays::{Holidays, holidays};
pub use quantity::{Quantity, QuantityKind, TimePhrase, quantities, time_phrases};
pub use segment::sentences;
pub use statements::{
    Accumulation, CoverageOf, Kind, PassedOver, Statement, Value, extract, passed_over, time_fields,
};
pub use times::{DocumentTime, Time};

use domain::kernel::Date;

/// From a day to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

/// Until when something is to be done, as far as the words say it.
pub fn deadline(text: &str, issued_on: Option<Date>) -> Option<Window> {
    let repaired = repair::Repaired::new(text);
    let known = issued_on.map_or_else(DocumentTime::default, DocumentTime::on);
    let marks = times::scan(&repaired.chars, 0..repaired.chars.len(), known);
    let due = |mark: &&times::TimeMark| mark.role == times::Role::Due && mark.time.is_some();
    let plain = |mark: &&times::TimeMark| mark.role == times::Role::Plain && mark.time.is_some();
    let mark = marks.iter().find(due).or_else(|| marks.iter().find(plain))?;
    let time = mark.time?;
    Some(Window { from: time.start(), to: time.end() }).filter(|window| window.to.is_some())
}

/// The years a text gives for something without saying from when (在2年内, 用3年时间).
pub fn open_years(text: &str) -> Option<i32> {
    let repaired = repair::Repaired::new(text);
    let marks = times::scan(&repaired.chars, 0..repaired.chars.len(), DocumentTime::default());
    let open = marks.into_iter().filter(|mark| mark.role == times::Role::Duration);
    let mut counts =
        open.filter_map(|mark| quantity::numerals::numeral_at(&repaired.chars, mark.range.start));
    counts.find_map(|count| match count {
        quantity::numerals::Found::Numeral(numeral) => numeral.value.to_string().parse().ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_without_a_beginning() {
        for (text, years) in [
            ("推动空编缺员的乡镇在2年内补齐人员", Some(2)),
            ("计划用3年时间建成示范村", Some(3)),
            ("用三年时间", Some(3)),
            ("“十四五”期间达到70%", None),
            ("今年建成55个", None),
        ] {
            assert_eq!(open_years(text), years, "{text}");
        }
    }

    #[test]
    fn deadlines() {
        let day = |year, month, day| Date::from_ymd_opt(year, month, day);
        let written = day(2022, 6, 8);
        for (text, from, to) in [
            ("今年计划在400个村开展治理", day(2022, 1, 1), day(2022, 12, 31)),
            ("年内建成55个", day(2022, 1, 1), day(2022, 12, 31)),
            ("到2025年底达到70%", None, day(2025, 12, 31)),
            ("“十四五”期间达到100%", day(2021, 1, 1), day(2025, 12, 31)),
            ("9月底前完成", None, day(2022, 9, 30)),
        ] {
            assert_eq!(deadline(text, written), Some(Window { from, to }), "{text}");
        }
        for text in ["在2年内补齐人员", "每年组织培训", "没有时间"] {
            assert_eq!(deadline(text, written), None, "{text}");
        }
        assert_eq!(deadline("今年", None), None);
    }
}
