//! Growth: the base that a level and its growth imply, and whether the sources know it.

use domain::kernel::Decimal;

use super::claim::{Aspect, Book, Claim, Dimension};
use super::name::Kinship;
use super::sum::sentences;
use super::{Check, Class, Found, Rule};
use crate::statements::Kind;
use crate::times::Time;
use crate::words::{any_begins, contains_any};

pub(super) fn changes(book: &Book<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for page in &book.pages {
        let text = page.text();
        for sentence in sentences(book, page.claims.clone()) {
            for at in sentence.clone() {
                let Some(change) = book.claims.get(at).filter(|change| change.aspect == Aspect::Change)
                else {
                    continue;
                };
                let yearly = contains_any(
                    text,
                    change.before.start.saturating_sub(6)..change.before.end,
                    &["同比", "比上年", "较上年", "比去年", "较去年", "上年同期", "去年同期"],
                );
                let level = (sentence.start..at)
                    .rev()
                    .find(|at| book.claims.get(*at).is_some_and(|level| level.leads(text)));
                let own = level.and_then(|level| book.claims.get(level)).filter(|level| {
                    let named = change.name.words.len() >= 2
                        && book.rarity.kinship(&change.name, &level.name) < Kinship::Narrower
                        && book.rarity.shared(&change.name.words, &level.name.whole()) < 40;
                    let dated = change.time.is_some() && level.time.is_some() && change.time != level.time;
                    !named && !dated
                });
                let level = level.filter(|_| own.is_some());
                if change.dimension == Dimension::Percent {
                    found.extend(
                        level
                            .and_then(|level| growth(book, level, at))
                            .filter(|found| yearly || found.class != Class::Implied),
                    );
                } else if let Some((level_at, level)) = level.zip(own).filter(|(_, level)| {
                    yearly && level.dimension == change.dimension && level.value > change.value
                }) {
                    let falls = contains_any(text, change.before.clone(), FALLS);
                    let base = if falls { level.value + change.value } else { level.value - change.value };
                    found.extend(match earlier(book, level_at, level) {
                        Some(earlier) => judged(book, [earlier, level_at, at], base),
                        None => Some(Found::new(
                            Class::Implied,
                            Rule::ImpliedBase,
                            [level_at, at],
                            Check::expects(base),
                        )),
                    });
                } else if let Some(level) = book.claims.get(at + 1).filter(|level| {
                    sentence.contains(&(at + 1))
                        && level.dimension == change.dimension
                        && change.dimension != Dimension::Points
                        && any_begins(
                            text,
                            change.figure.range.end,
                            &["达到", "达", "增至", "增加到", "增长到"],
                        )
                        && level.value > change.value
                }) {
                    let base = level.value - change.value;
                    let earlier = earlier(book, at + 1, level);
                    let found_now = match earlier {
                        Some(earlier) => judged(book, [earlier, at + 1, at], base),
                        None => Some(Found::new(
                            Class::Implied,
                            Rule::ImpliedBase,
                            [at + 1, at],
                            Check::expects(base),
                        )),
                    };
                    found.extend(found_now);
                }
            }
        }
    }
    found
}

const FALLS: &[&str] = &["下降", "减少", "降低", "回落", "降", "少"];

/// 达到14951元，同比增长13.98%.
fn growth(book: &Book<'_>, level_at: usize, change_at: usize) -> Option<Found> {
    let (level, change) = (book.claims.get(level_at)?, book.claims.get(change_at)?);
    if matches!(level.dimension, Dimension::Percent | Dimension::Points | Dimension::Bare)
        || !level.is_exact()
        || !change.is_exact()
    {
        return None;
    }
    let text = book.pages.get(change.source)?.text();
    let falls = contains_any(text, change.before.clone(), FALLS);
    let factor = |rate: Decimal| {
        let part = rate.checked_div(Decimal::ONE_HUNDRED)?;
        Some(if falls { Decimal::ONE - part } else { Decimal::ONE + part })
    };
    let base = level.value.checked_div(factor(change.value)?)?;
    (base > Decimal::ZERO).then_some(())?;
    let Some(earlier_at) = earlier(book, level_at, level) else {
        let places = level.figure.value.scale();
        let shown = level.value.checked_div(level.figure.value).filter(|scale| !scale.is_zero());
        let rounded = shown.and_then(|scale| base.checked_div(scale)?.round_dp(places).checked_mul(scale));
        return Some(Found::new(
            Class::Implied,
            Rule::ImpliedBase,
            [level_at, change_at],
            Check::expects(rounded.unwrap_or(base)),
        ));
    };
    let earlier = book.claims.get(earlier_at)?;
    let ((few, many), (less, more)) = (change.reach(), earlier.reach());
    let ends = [factor(few)?, factor(many)?];
    let level_ends = level.reach();
    let products: Vec<Decimal> = ends
        .iter()
        .flat_map(|factor| [less.checked_mul(*factor), more.checked_mul(*factor)])
        .flatten()
        .collect();
    let (low, high) = (products.iter().min()?, products.iter().max()?);
    let fits = *low <= level_ends.1 && level_ends.0 <= *high;
    let class = if fits { Class::AddsUp } else { Class::DoesNotAddUp };
    let check = Check::of(base.round_dp(2), earlier.value);
    Some(Found::new(class, Rule::ImpliedBase, [earlier_at, level_at, change_at], check))
}

fn judged(book: &Book<'_>, claims: [usize; 3], base: Decimal) -> Option<Found> {
    let [earlier_at, level_at, change_at] = claims;
    let (earlier, level, change) =
        (book.claims.get(earlier_at)?, book.claims.get(level_at)?, book.claims.get(change_at)?);
    let slack = earlier.step + level.step + change.step;
    let fits = (earlier.value - base).abs() * Decimal::TWO <= slack;
    let class = if fits { Class::AddsUp } else { Class::DoesNotAddUp };
    Some(Found::new(class, Rule::ImpliedBase, claims, Check::of(base, earlier.value)))
}

/// The same indicator a year before.
fn earlier(book: &Book<'_>, level_at: usize, level: &Claim) -> Option<usize> {
    let year = |claim: &Claim| claim.time.and_then(Time::year).or_else(|| book.pages.get(claim.source)?.year);
    let before = level.time.and_then(|time| time.moved(-1));
    let wanted = year(level)? - 1;
    book.akin(level_at, &level.dimension).into_iter().find(|at| {
        let Some(other) = book.claims.get(*at) else { return false };
        other.value != level.value
            && other.aspect == level.aspect
            && other.is_exact()
            && other.kind == Kind::Outcome
            && book.same_place(other, level)
            && book.rarity.kinship(&other.name, &level.name) >= Kinship::Inserted
            && match (before, other.time) {
                (Some(before @ Time::Deadline(_)), Some(time @ Time::Year(_))) => before.end() == time.end(),
                (Some(before), Some(time)) => before == time,
                (None, None) => year(other) == Some(wanted),
                _ => false,
            }
    })
}
