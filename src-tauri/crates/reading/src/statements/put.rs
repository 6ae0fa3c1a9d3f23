//! Puts drafts into statements: the quote, the value as printed and in base units, the threshold, the
//! flags, the fields of the contract.

use std::ops::Range;

use domain::kernel::{Decimal, Uom};
use domain::targets::Comparator;

use super::kind::Kind;
use super::page::Page;
use super::read::{Draft, Threshold};
use super::{CoverageOf, Statement, Value};
use crate::quantity::numerals::Scale;
use crate::quantity::units::Class;
use crate::times::Time;
use crate::words::contains_any;

/// The statement of a draft.
pub(super) fn put(page: &Page<'_>, original: &[char], draft: Draft) -> Statement {
    let quoted = quote_range(page, &draft);
    let span = page.repaired.span(quoted.clone());
    let words = |range: Range<usize>| {
        let span = page.repaired.span(range);
        original.get(span.start..span.end).unwrap_or_default().iter().collect::<String>()
    };
    let mut flags = Vec::new();
    if page.repaired.is_damaged(draft.clause.clone()) || page.is_damaged(&draft.clause) {
        flags.push("damaged");
    }
    if draft.kind == Kind::Target && draft.when.time.is_none() {
        flags.push("time_open");
    }
    if draft.comparator == Comparator::Approx && draft.kind == Kind::Target {
        flags.push("tolerance_open");
    }
    let (value, uom, base, uom_base) = measured(page, &draft);
    let coverage_of = draft.threshold.as_ref().and_then(|threshold| coverage_of(page, threshold));
    Statement {
        span,
        quote: words(quoted),
        kind: draft.kind,
        indicator: draft.indicator,
        value,
        uom: Uom::new(uom),
        base,
        uom_base: Uom::new(uom_base),
        comparator: draft.comparator,
        scope: draft.scope,
        time: draft.when.time,
        time_text: draft.when.words.map(words),
        accumulation: draft.accumulation,
        coverage_of,
        flags,
        rules: draft.rules,
    }
}

/// The clause, or in an endless clause the words around the figure.
fn quote_range(page: &Page<'_>, draft: &Draft) -> Range<usize> {
    let range = clause_range(page, draft);
    let start = without_number(page.text, &range).min(draft.range.start);
    crate::segment::trimmed(page.text, start..range.end)
}

/// Where a clause begins behind 1. and (二).
pub(super) fn without_number(text: &[char], clause: &Range<usize>) -> usize {
    let digits =
        text.get(clause.clone()).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count();
    let behind = clause.start + digits;
    if digits > 0
        && digits < 3
        && matches!(text.get(behind), Some('.' | '、' | ')'))
        && !text.get(behind + 1).is_some_and(char::is_ascii_digit)
    {
        return crate::segment::trimmed(text, behind + 1..clause.end).start;
    }
    if text.get(clause.start) == Some(&'(') {
        let close = (clause.start..clause.end.min(clause.start + 5)).find(|at| text.get(*at) == Some(&')'));
        let number = close.is_some_and(|close| {
            text.get(clause.start + 1..close).is_some_and(|inside| {
                !inside.is_empty() && inside.iter().all(|c| "一二三四五六七八九十0123456789".contains(*c))
            })
        });
        if let Some(close) = close.filter(|_| number) {
            return close + 1;
        }
    }
    clause.start
}

fn clause_range(page: &Page<'_>, draft: &Draft) -> Range<usize> {
    const LONG: usize = 60;
    let clause = draft.clause.start.min(draft.range.start)..draft.clause.end.max(draft.range.end);
    if clause.len() <= LONG {
        return clause;
    }
    let before = page.figures_in(&(clause.start..draft.range.start));
    let after = page.figures_in(&(draft.range.end..clause.end));
    let start = before
        .clone()
        .next_back()
        .and_then(|at| page.figures.get(at))
        .map_or(clause.start, |figure| figure.range.end);
    let end = after
        .clone()
        .next()
        .and_then(|at| page.figures.get(at))
        .map_or(clause.end, |figure| figure.range.start);
    start.min(draft.range.start).max(draft.range.start.saturating_sub(LONG))
        ..end.max(draft.range.end).min(draft.range.end + LONG)
}

fn measured(page: &Page<'_>, draft: &Draft) -> (Value, String, Value, String) {
    let Some(figure) = &draft.figure else {
        let (value, unit) =
            draft.covering.as_ref().map_or((0, ""), |covering| (covering.value, covering.unit));
        let value = Value::One(Decimal::from(value));
        return (value, unit.to_owned(), value, unit.to_owned());
    };
    let mut unit = figure.unit.clone();
    let mut scaled = figure.uom();
    if figure.ordinal {
        unit = "位".to_owned();
        scaled.clone_from(&unit);
    }
    if figure.class == Class::Bare && figure.round && figure.scale != Scale::One && is_money_word(page, draft)
    {
        unit = "元".to_owned();
        scaled = format!("{}元", figure.scale.word());
    }
    if figure.class == Class::Bare
        && figure.value == Decimal::ZERO
        && contains_any(page.text, draft.clause.clone(), &["率", "%"])
    {
        unit = "%".to_owned();
        scaled.clone_from(&unit);
    }
    let mut value = figure.value;
    let mut high = figure.high;
    if unit == "成" {
        value = value.checked_mul(Decimal::TEN).unwrap_or(value);
        high = high.and_then(|high| high.checked_mul(Decimal::TEN));
        unit = "%".to_owned();
        scaled.clone_from(&unit);
    }
    let one = |value: Decimal, high: Option<Decimal>| match high {
        Some(high) => Value::Range(value, high),
        None => Value::One(value),
    };
    let base = |value: Decimal| figure.base_of(value);
    let base = one(base(value), high.map(base));
    (one(value, high), scaled, base, unit)
}

/// 突破百亿 of something measured in money.
fn is_money_word(page: &Page<'_>, draft: &Draft) -> bool {
    contains_any(
        page.text,
        draft.clause.clone(),
        &[
            "金额",
            "产值",
            "收入",
            "投资",
            "资金",
            "销售",
            "生产总值",
            "GDP",
            "规模",
            "营收",
            "交易",
            "贷款",
            "存款",
            "税收",
            "财政",
        ],
    )
}

fn coverage_of(page: &Page<'_>, threshold: &Threshold) -> Option<CoverageOf> {
    let figure = page.figures.get(threshold.place)?;
    let unit = if figure.class == Class::Bare { "元".to_owned() } else { figure.unit.clone() };
    let comparator = match figure.bound.comparator() {
        Comparator::Eq => Comparator::Gte,
        other => other,
    };
    Some(CoverageOf {
        indicator: threshold.measure.clone(),
        comparator,
        threshold: figure.base_of(figure.value),
        uom: Uom::new(unit),
    })
}

/// The time of a statement in the fields of the contract, as (name, value) pairs; empty: none.
pub fn time_fields(time: Time) -> Vec<(&'static str, Option<String>)> {
    match time {
        Time::AsOf(day) => vec![("as_of", Some(day.to_string()))],
        Time::AsOfMonth(year, month) => vec![("as_of", Some(format!("{year}-{month:02}")))],
        Time::Year(year) => vec![("period", Some(year.to_string()))],
        Time::Month(year, month) => vec![("period", Some(format!("{year}-{month:02}")))],
        Time::Quarter(year, part) => vec![("period", Some(format!("{year}-Q{part}")))],
        Time::Half(year, part) => vec![("period", Some(format!("{year}-H{part}")))],
        Time::Annual => vec![("period", Some("annual".to_owned()))],
        Time::Deadline(day) => vec![("deadline", Some(day.to_string()))],
        Time::Span(from, to) => vec![("from", Some(from.to_string())), ("to", to.map(|to| to.to_string()))],
        Time::SinceYear(year) => vec![("from", Some(year.to_string())), ("to", None)],
    }
}
