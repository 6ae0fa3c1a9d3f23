//! How a figure is said: a change of a share in %, a rate without a base, a figure older than its report.

use std::collections::BTreeSet;

use domain::kernel::Decimal;

use super::claim::{Aspect, Book, Dimension};
use super::name::Kinship;
use super::{Check, Class, Found, Rule};
use crate::statements::Kind;
use crate::times::Time;
use crate::words::{any_ends, contains_any};

/// `known`: what the other checks found; a rate that they could work out has a base.
pub(super) fn forms(book: &Book<'_>, known: &[Found]) -> Vec<Found> {
    let shares: BTreeSet<usize> = known
        .iter()
        .filter(|found| found.rule == Rule::Share)
        .flat_map(|found| found.claims.iter().copied())
        .collect();
    let mut found = Vec::new();
    for at in 0..book.claims.len() {
        found.extend(points_or_percent(book, at));
        found.extend(base_open(book, at).filter(|_| !shares.contains(&at)));
        found.extend(older(book, at));
    }
    found
}

/// 比例达到58%，同比增长4.4%.
fn points_or_percent(book: &Book<'_>, at: usize) -> Option<Found> {
    let (change, level) = (book.claims.get(at)?, book.claims.get(at.checked_sub(1)?)?);
    let near = change.source == level.source
        && change.sentence == level.sentence
        && change.clause <= level.clause + 1;
    let rate = level.dimension == Dimension::Percent && level.aspect == Aspect::Level;
    let text = book.pages.get(change.source)?.text();
    let named = contains_any(text, level.before.clone(), &["率", "比例", "占比", "比重", "覆盖", "水平"]);
    let own =
        contains_any(text, change.before.clone(), &["率", "收入", "产值", "投资", "消费", "额", "增加值"]);
    (near
        && rate
        && named
        && !own
        && change.dimension == Dimension::Percent
        && change.aspect == Aspect::Change)
        .then(|| Found::new(Class::Definition, Rule::PointsOrPercent, [at - 1, at], Check::default()))
}

/// 资金支出进度42.2%, with two amounts it could be of.
fn base_open(book: &Book<'_>, at: usize) -> Option<Found> {
    let rate = book
        .claims
        .get(at)
        .filter(|rate| rate.dimension == Dimension::Percent && rate.aspect == Aspect::Level)?;
    let text = book.pages.get(rate.source)?.text();
    if !any_ends(
        text,
        rate.figure.range.start,
        &[
            "支出进度",
            "支付进度",
            "执行进度",
            "支出率",
            "执行率",
            "拨付率",
            "支付率",
            "支出进度达",
            "支出进度为",
            "支出率达",
            "执行率达",
            "拨付率达",
            "支出进度达到",
        ],
    ) {
        return None;
    }
    let amounts: Vec<usize> = (at.saturating_sub(8)..at)
        .filter(|other| {
            book.claims.get(*other).is_some_and(|amount| {
                amount.source == rate.source
                    && amount.sentence + 1 >= rate.sentence
                    && amount.dimension == Dimension::Money
                    && amount.aspect == Aspect::Level
                    && !amount.is_bracketed(text)
            })
        })
        .collect();
    if amounts.len() < 2 {
        return None;
    }
    Some(Found::new(Class::Definition, Rule::BaseOpen, [vec![at], amounts].concat(), Check::default()))
}

/// 2018年…达到13803元, in a report of 2020.
fn older(book: &Book<'_>, at: usize) -> Option<Found> {
    let claim = book.claims.get(at)?;
    let reported = book.pages.get(claim.source)?.year?;
    let time =
        claim.time.filter(|time| matches!(time, Time::Year(_) | Time::AsOf(_) | Time::AsOfMonth(..)))?;
    let year = time.year()?;
    let lasting = matches!(claim.dimension, Dimension::Money | Dimension::Percent | Dimension::Measure(_));
    // a text that gives nothing newer is a history, or all of it is old
    let newer = book.pages.get(claim.source)?.claims.clone().any(|other| {
        book.claims.get(other).is_some_and(|other| {
            other.kind == Kind::Outcome && other.time.and_then(Time::year).is_some_and(|other| other > year)
        })
    });
    // a row of years gives the older one on purpose
    let series = book.pages.get(claim.source)?.claims.clone().any(|other| {
        book.claims.get(other).is_some_and(|other| {
            other.dimension == claim.dimension
                && other.time.and_then(Time::year).is_some_and(|other| other > year)
                && book.rarity.kinship(&other.name, &claim.name) >= Kinship::Narrower
        })
    });
    let last_year = newer && !series && (2..=3).contains(&(reported - year));
    (last_year
        && lasting
        && claim.kind == Kind::Outcome
        && claim.aspect == Aspect::Level
        && claim.statement.is_some())
    .then(|| {
        let now = Decimal::from(reported);
        Found::new(Class::Outdated, Rule::OlderThanReport, [at], Check::of(now, Decimal::from(year)))
    })
}
