//! Values as the wire prints them. Rounding is done here and in `domain`, never in the window.

use app::Book;
use chrono::NaiveDateTime;
use domain::assessment::uom_of;
use domain::documents::Time;
use domain::kernel::{Date, Decimal, ExcerptId, Qualifier, Rate, Uom, day_name};
use domain::org::{Level, Tree, Unit};
use domain::programmes::Indicator;
use domain::targets::{ChangeBy, Comparator, Growth, Target, TargetKind};

use crate::wire::assessment::{Figure, SourceRef};
use crate::wire::ledger::UnitView;

/// Thousands separators: 12345.60 → 12,345.60.
pub fn grouped(text: &str) -> String {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// An exact number, as few decimals as it has.
pub fn decimal(value: Decimal) -> String {
    grouped(&plain(value))
}

/// The same without separators, as it is typed and as scripts read it.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A difference with its sign: +12, −3, 0.
pub fn signed(difference: Decimal) -> String {
    let sign = if difference.is_sign_positive() && !difference.is_zero() { "+" } else { "" };
    format!("{sign}{}", decimal(difference)).replace('-', "−")
}

/// A quantity in a unit of measure, rounded to the indicator's decimals for print.
pub fn quantity(value: Rate, decimals: u32, uom: &str) -> Figure {
    let text = match value.to_decimal().map(|exact| exact.normalize()) {
        Some(exact) if exact.scale() <= decimals => decimal(exact),
        _ => value.rounded(decimals).map_or_else(|| value.number_text(decimals), decimal),
    };
    Figure { value: value.number_text(6), text: grouped_once(&text), uom: uom.to_owned() }
}

fn grouped_once(text: &str) -> String {
    if text.contains(',') { text.to_owned() } else { grouped(text) }
}

/// How much more, with its sign.
pub fn more(value: Rate, decimals: u32, uom: &str) -> Figure {
    let figure = quantity(value, decimals, uom);
    let sign = if value > Rate::ZERO { "+" } else { "" };
    Figure { text: format!("{sign}{}", figure.text).replace('-', "−"), ..figure }
}

/// A share as per cent.
pub fn percent(rate: Rate) -> Figure {
    Figure { value: rate.wire_text(), text: rate.percent_number(), uom: "%".into() }
}

/// A change in per cent, with its sign: +12.3%, −4.0%.
pub fn signed_percent(change: Rate) -> String {
    let text = change.percent_number();
    let sign = if text.starts_with('-') || change == Rate::ZERO { "" } else { "+" };
    format!("{sign}{text}%").replace('-', "−")
}

/// A difference in points, with its sign.
pub fn points(rate: Rate) -> Figure {
    Figure {
        value: rate.points_wire_text(),
        text: rate.points_text().replace('-', "−"),
        uom: "个百分点".into(),
    }
}

/// What the figures of a target are counted in, and their decimals: growth is in per cent or points, whatever grows.
pub fn counted(target: &Target, indicator: &Indicator) -> (Uom, u32) {
    let decimals = match target.kind {
        TargetKind::Growth => indicator.decimals.max(2),
        _ => indicator.decimals,
    };
    (uom_of(target, indicator), decimals)
}

/// ≥ 400 个, 3—5 人, 100%, 同比 ≥ 8%, ….
pub fn goal(target: &Target, value: Option<Rate>, indicator: &Indicator) -> String {
    let (uom, decimals) = counted(target, indicator);
    let of_units = target.kind == TargetKind::Coverage;
    let number = |value: Rate| {
        if of_units {
            format!("{}%", trimmed(&percent(value).text))
        } else {
            figure_text(value, decimals, &uom)
        }
    };
    let growth = Some(target.growth_of(indicator)).filter(|by| *by != Growth::Reported);
    let before = growth.filter(|_| target.kind == TargetKind::Growth).map_or("", Growth::word);
    let compared = |comparator: Comparator, value: Rate| match before {
        "" => format!("{} {}", comparator.word(), number(value)),
        before => format!("{before} {} {}", comparator.word(), number(value)),
    };
    let upper = target.value2.and_then(Rate::whole);
    let goal = match (target.comparator, value) {
        (Comparator::Done, _) => "完成".into(),
        (Comparator::NoEvent, _) => "不发生".into(),
        (Comparator::Between, Some(low)) => match upper {
            Some(high) => format!("{}—{}", low_end(low, of_units, decimals), number(high)),
            None => number(low),
        },
        (comparator, Some(value)) => compared(comparator, value),
        (_, None) if target.kind == TargetKind::ClearToZero => "清零".into(),
        (_, None) => "—".into(),
    };
    if target.rising { format!("{goal}，且每年递增") } else { goal }
}

/// What a target asks as it is stated, before a baseline makes a level of it: 较基期 ≥ 5%, ≥ 基期的2倍.
pub fn stated(target: &Target, indicator: &Indicator) -> String {
    let by = target.change_by.unwrap_or(ChangeBy::Amount);
    match (target.kind, target.value) {
        (TargetKind::Change, Some(value)) => {
            let (sign, number) = (target.comparator.word(), decimal(value));
            match by {
                ChangeBy::Amount => format!("较基期 {sign} {number} {}", indicator.uom),
                ChangeBy::Percent => format!("较基期 {sign} {number}%"),
                ChangeBy::Points => format!("较基期 {sign} {number}个百分点"),
                ChangeBy::Multiple => format!("{sign} 基期的{number}倍"),
            }
        }
        _ => goal(target, target.value.and_then(Rate::whole), indicator),
    }
}

/// The lower end of a range, whose unit stands behind the upper end.
fn low_end(low: Rate, of_units: bool, decimals: u32) -> String {
    match of_units {
        true => trimmed(&percent(low).text).to_owned(),
        false => quantity(low, decimals, "").text,
    }
}

fn trimmed(percent: &str) -> &str {
    percent.strip_suffix(".0").unwrap_or(percent)
}

fn figure_text(value: Rate, decimals: u32, uom: &Uom) -> String {
    let figure = quantity(value, decimals, uom.as_str());
    if uom.is_percent() || uom.is_empty() {
        format!("{}{}", figure.text, figure.uom)
    } else {
        format!("{} {}", figure.text, figure.uom)
    }
}

/// What stands before an inexact number.
pub fn qualifier(qualifier: Qualifier) -> &'static str {
    if qualifier.is_exact() { "" } else { qualifier.word() }
}

/// 2022年6月30日.
pub fn day(day: Date) -> String {
    day_name(day)
}

/// 2022年7月5日 17:00.
pub fn minute(moment: NaiveDateTime) -> String {
    format!("{} {}", day(moment.date()), moment.format("%H:%M"))
}

/// When an observed value holds.
pub fn time(time: &Time) -> String {
    match time {
        Time::AsOf(at) => format!("截至{}", day(*at)),
        Time::Period(period) => period.name(),
        Time::Annual => "每年".into(),
        Time::Deadline(by) => format!("到{}", day(*by)),
        Time::Span(from, None) => format!("{}以来", day(*from)),
        Time::Span(from, Some(to)) => format!("{}至{}", day(*from), day(*to)),
        Time::Open => "原文未写时间".into(),
    }
}

/// A place in a document.
pub fn source(book: &Book, excerpt: Option<&ExcerptId>) -> Option<SourceRef> {
    let excerpt = book.excerpts.get(excerpt?)?;
    let document = book.documents.get(&excerpt.document)?;
    Some(SourceRef {
        document: document.id.to_string(),
        title: document.title.clone(),
        start: u32::try_from(excerpt.span.start).unwrap_or(u32::MAX),
        end: u32::try_from(excerpt.span.end).unwrap_or(u32::MAX),
        quote: excerpt.quote.clone(),
    })
}

/// A unit in a picker.
pub fn unit(tree: &Tree, unit: Unit<'_>) -> UnitView {
    UnitView {
        id: unit.id.to_string(),
        name: unit.name.to_owned(),
        level: unit.level.code().to_owned(),
        level_word: unit.level.word().to_owned(),
        parent: tree.parent(unit.id).map(ToString::to_string),
        pseudo: unit.pseudo,
        has_children: tree.has_children(unit.id),
    }
}

/// What units of a level are counted by.
pub fn count_word(level: Level) -> &'static str {
    match level {
        Level::Province => "个省",
        Level::Prefecture => "个盟市",
        Level::County => "个旗县",
        Level::Township => "个乡镇",
        Level::Village => "个村",
        Level::Agency => "个单位",
    }
}

/// How many, for the wire.
pub fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands() {
        for (text, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1234567.50", "-1,234,567.50"),
            ("12.3456", "12.3456"),
        ] {
            assert_eq!(grouped(text), expected);
        }
    }

    #[test]
    fn quantities_round_once_and_group_once() {
        let rate = |text: &str| Rate::whole(text.parse().expect("a decimal")).expect("a rate");
        for (value, decimals, expected) in
            [("1854", 0, "1,854"), ("12.5", 2, "12.5"), ("0.005", 2, "0.01"), ("1234.5678", 1, "1,234.6")]
        {
            assert_eq!(quantity(rate(value), decimals, "个").text, expected);
        }
        let third = Rate::of_counts(100_000, 3).expect("a rate");
        assert_eq!(quantity(third, 1, "个").text, "33,333.3");
    }
}
