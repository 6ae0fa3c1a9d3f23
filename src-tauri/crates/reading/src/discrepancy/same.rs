//! Figures of one indicator, one place and one time that are not the same figure, and the same figure
//! under two names.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use domain::kernel::Decimal;

use super::claim::{Aspect, Book, Claim, Dimension, NEAR, Together};
use super::name::Kinship;
use super::{Check, Class, Found, Rule};
use crate::quantity::Bound;
use crate::statements::{Accumulation, Kind};
use crate::words::any_ends;

pub(super) fn same(book: &Book<'_>, explained: &Together) -> Vec<Found> {
    let mut found = Vec::new();
    for (a, b) in candidates(book) {
        let (Some(first), Some(second)) = (book.claims.get(a), book.claims.get(b)) else { continue };
        if first.value != second.value && explained.has(first, second) {
            continue;
        }
        if let Some((class, rule)) = judge(book, first, second) {
            // a sentence that was copied says nothing again
            if class == Class::Agreement && book.sentence(first) == book.sentence(second) {
                continue;
            }
            let check = Check::of(first.value, second.value);
            found.push(Found::new(class, rule, [a, b], check));
        }
    }
    once(book, found)
}

/// Pairs of claims whose names are akin, or whose long figures have the same digits.
fn candidates(book: &Book<'_>) -> BTreeSet<(usize, usize)> {
    let mut by_digits: BTreeMap<(&Dimension, Vec<char>), Vec<usize>> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for (at, claim) in book.claims.iter().enumerate() {
        let mut near = book.akin(at, &claim.dimension);
        if claim.digits() >= 3 {
            let mut digits: Vec<char> =
                claim.value.normalize().mantissa().abs().to_string().chars().collect();
            digits.sort_unstable();
            let others = by_digits.entry((&claim.dimension, digits)).or_default();
            near.extend(others.iter().rev().take(NEAR).copied());
            others.push(at);
        }
        found.extend(near.into_iter().map(|other| (other.min(at), other.max(at))));
    }
    found
}

fn judge(book: &Book<'_>, a: &Claim, b: &Claim) -> Option<(Class, Rule)> {
    if a.dimension != b.dimension
        || a.dimension == Dimension::Division
        || a.aspect != b.aspect
        || !matches!(a.aspect, Aspect::Level | Aspect::Added | Aspect::Start | Aspect::Share)
    {
        return None;
    }
    if !book.same_place(a, b) || a.source == b.source && a.sentence == b.sentence {
        return None;
    }
    // 完工率, 完成任务的: of what is not said in the name
    let open = |claim: &Claim| {
        claim.name.words.len() <= 3
            || any_ends(&claim.name.words, claim.name.words.len(), &["任务", "计划", "目标"])
    };
    if a.dimension == Dimension::Percent && (open(a) || open(b)) {
        return None;
    }
    let kinship = book.rarity.kinship(&a.name, &b.name);
    let time = book.same_time(a, b);
    if a.kind != b.kind {
        return target_and_outcome(a, b, kinship, time);
    }
    if falls(book, a, b, kinship) {
        return Some((Class::Contradiction, Rule::CumulativeFalls));
    }
    let long = a.digits().min(b.digits());
    let near = match kinship {
        Kinship::Same | Kinship::Inserted => true,
        Kinship::Narrower => true,
        Kinship::Alike(shared) => shared >= 40,
        Kinship::Apart => false,
    };
    if a.value == b.value && a.high == b.high && a.figure.bound == b.figure.bound {
        let whole = book.rarity.shared(&a.name.whole(), &b.name.whole());
        return equal(a, b, kinship.max(Kinship::Alike(whole)), time, long);
    }
    if time.is_none() {
        return changed(a, b, kinship);
    }
    if near && rounded(a, b) && (long >= 2 || kinship == Kinship::Same) {
        return Some((Class::Rounding, Rule::Rounded));
    }
    let close = matches!(kinship, Kinship::Same | Kinship::Inserted | Kinship::Narrower)
        || matches!(kinship, Kinship::Alike(shared) if shared >= 50);
    if close && held(a, b) {
        return Some((Class::Bounds, Rule::HeldByBound));
    }
    if !a.is_exact() || !b.is_exact() {
        return None;
    }
    if near && cut_off(a, b) && long >= 2 {
        return Some((Class::Rounding, Rule::CutOff));
    }
    let likely = near || long >= 4 && matches!(kinship, Kinship::Alike(shared) if shared >= 30);
    if likely && long >= 3 && swapped(a.value, b.value) {
        return Some((Class::Contradiction, Rule::SwappedDigits));
    }
    // 粮食产量 and 调出粮食: a short name is only as good as what is done with it
    let short = a.name.words.len().min(b.name.words.len()) <= 3;
    if short && book.rarity.shared(&a.name.whole(), &b.name.whole()) < 60 {
        return None;
    }
    let ratio = ratio(a.value, b.value)?;
    match (kinship, time?) {
        (Kinship::Same, Ordering::Equal) if ratio <= Decimal::from(2) => {
            Some((Class::Contradiction, Rule::OtherFigure))
        }
        (Kinship::Inserted, Ordering::Equal) if ratio <= Decimal::new(13, 1) => {
            Some((Class::Contradiction, Rule::OtherFigure))
        }
        (Kinship::Same | Kinship::Inserted, _) if ratio <= Decimal::from(3) => {
            Some((Class::Definition, Rule::OtherFigure))
        }
        (Kinship::Narrower, _)
            if ratio <= Decimal::from(3) && a.name.words.len().min(b.name.words.len()) >= 4 =>
        {
            Some((Class::Definition, Rule::OtherFigure))
        }
        _ => None,
    }
}

fn equal(
    a: &Claim,
    b: &Claim,
    kinship: Kinship,
    time: Option<Ordering>,
    long: usize,
) -> Option<(Class, Rule)> {
    let telling = long >= 3;
    match kinship {
        Kinship::Same | Kinship::Inserted | Kinship::Narrower if time.is_some() => {
            (long >= 2).then_some((Class::Agreement, Rule::SameFigure))
        }
        Kinship::Same if a.source != b.source && long >= 2 && neighbours(a, b) => {
            Some((Class::Agreement, Rule::SameFigure))
        }
        Kinship::Alike(shared)
            if time.is_some() && (shared >= 30 && telling || shared >= 45 && long >= 2) =>
        {
            Some((Class::SameName, Rule::OtherName))
        }
        // 总产量1600多万吨 and 三品产量1600多万吨: nobody says the same 多 of two things by chance
        _ if a.source == b.source && time.is_some() && long >= 2 && !a.is_exact() && same_head(a, b) => {
            Some((Class::SameName, Rule::OtherName))
        }
        Kinship::Alike(_) | Kinship::Apart
            if long >= 4 && a.source == b.source && a.is_exact() && b.is_exact() =>
        {
            Some((Class::Implausible, Rule::OneFigureManyThings))
        }
        _ => None,
    }
}

/// Whether two names end with the same word.
fn same_head(a: &Claim, b: &Claim) -> bool {
    let head = |claim: &Claim| claim.name.words.iter().rev().take(2).copied().collect::<Vec<char>>();
    head(a).len() == 2 && head(a) == head(b)
}

/// Whether two figures are of neighbouring years.
fn neighbours(a: &Claim, b: &Claim) -> bool {
    let year = |claim: &Claim| claim.time.and_then(crate::times::Time::year);
    matches!((year(a), year(b)), (Some(one), Some(other)) if one.abs_diff(other) <= 1)
}

fn target_and_outcome(
    a: &Claim,
    b: &Claim,
    kinship: Kinship,
    time: Option<Ordering>,
) -> Option<(Class, Rule)> {
    let (target, outcome) = if a.kind == Kind::Target { (a, b) } else { (b, a) };
    let near = matches!(kinship, Kinship::Same | Kinship::Inserted | Kinship::Narrower)
        || matches!(kinship, Kinship::Alike(shared) if shared >= 45);
    let undated = target.time.is_none() && target.source == outcome.source && target.step > outcome.step;
    if near && undated && target.digits() >= 2 && rounded(target, outcome) {
        return Some((Class::Rounding, Rule::Rounded));
    }
    // what comes anew each year may be less than last year's
    let lasting = target.aspect != Aspect::Added && outcome.aspect != Aspect::Added;
    let upward = lasting && matches!(target.figure.bound, Bound::AtLeast | Bound::MoreThan | Bound::Exact);
    let kept = outcome.accumulation != Some(Accumulation::Period);
    (near
        && upward
        && kept
        && time.is_some()
        && target.source == outcome.source
        && outcome.value >= target.value
        && ratio(outcome.value, target.value).is_some_and(|ratio| ratio <= Decimal::new(15, 1)))
    .then_some((Class::Bounds, Rule::TargetAlreadyMet))
}

/// A figure that stands for now in documents of different years.
fn changed(a: &Claim, b: &Claim, kinship: Kinship) -> Option<(Class, Rule)> {
    let now = |claim: &Claim| claim.time.is_none() && claim.is_exact() && claim.digits() >= 2;
    let near =
        a.value != b.value && ratio(a.value, b.value).is_some_and(|ratio| ratio <= Decimal::new(15, 1));
    (kinship == Kinship::Same && a.name.words.len() >= 6 && now(a) && now(b) && near)
        .then_some((Class::Definition, Rule::OtherFigure))
}

/// Whether what accumulates from one beginning is less at a later time.
fn falls(book: &Book<'_>, a: &Claim, b: &Claim, kinship: Kinship) -> bool {
    let since = |claim: &Claim| claim.time.and_then(crate::times::Time::start);
    let until = |claim: &Claim| {
        let written = || book.sources.get(claim.source).and_then(|source| source.date);
        claim.time.and_then(crate::times::Time::end).or_else(written)
    };
    let (Some(first), Some(second)) = (until(a), until(b)) else { return false };
    let (early, late) = if first < second { (a, b) } else { (b, a) };
    let accumulates = |claim: &Claim| claim.cumulative && claim.aspect == Aspect::Level && claim.is_exact();
    first != second
        && kinship >= Kinship::Inserted
        && accumulates(early)
        && accumulates(late)
        && since(early) == since(late)
        && late.value + late.step < early.value
}

/// Whether one is the other, rounded half up.
fn rounded(a: &Claim, b: &Claim) -> bool {
    let (coarse, fine) = if a.step >= b.step { (a, b) } else { (b, a) };
    coarse.step > fine.step && coarse.is_exact() && fine.is_exact() && coarse.may_be(fine.value)
}

fn cut_off(a: &Claim, b: &Claim) -> bool {
    let (coarse, fine) = if a.step >= b.step { (a, b) } else { (b, a) };
    coarse.step > fine.step && fine.value > coarse.value && fine.value - coarse.value < coarse.step
}

/// Whether a bound, a range or an approximation of one holds the other.
fn held(a: &Claim, b: &Claim) -> bool {
    holds(a, b) || holds(b, a)
}

fn holds(bound: &Claim, other: &Claim) -> bool {
    if let Some(high) = bound.high {
        return other.high.is_none() && bound.value <= other.value && other.value <= high;
    }
    let value = other.value;
    if !other.is_exact() && value != bound.value {
        return false;
    }
    let near = ratio(bound.value, value).is_some_and(|ratio| ratio <= Decimal::new(15, 1));
    near && match bound.figure.bound {
        Bound::Exact => false,
        Bound::AtLeast | Bound::MoreThan => value >= bound.value,
        Bound::AtMost | Bound::LessThan => value <= bound.value,
        Bound::About => (value - bound.value).abs() * Decimal::from(20) <= bound.value.abs(),
    }
}

/// How many times the larger is the smaller.
fn ratio(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (small, large) = if a <= b { (a, b) } else { (b, a) };
    (small > Decimal::ZERO).then(|| large.checked_div(small)).flatten()
}

/// Whether two numbers have the same digits, two neighbours changed.
fn swapped(a: Decimal, b: Decimal) -> bool {
    if a.scale() != b.scale() {
        return false;
    }
    let (a, b) = (a.mantissa().abs().to_string(), b.mantissa().abs().to_string());
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let other: Vec<usize> =
        a.iter().zip(b).enumerate().filter(|(_, (x, y))| x != y).map(|(at, _)| at).collect();
    matches!(other.as_slice(), [one, two] if one + 1 == *two && a.get(*one) == b.get(*two) && a.get(*two) == b.get(*one))
        && a.len() == b.len()
}

/// One finding for the same two things said again and again: of findings with the same class, rule and
/// figures the first is kept.
fn once(book: &Book<'_>, found: Vec<Found>) -> Vec<Found> {
    let mut seen = BTreeSet::new();
    found
        .into_iter()
        .filter(|found| {
            let key: Vec<(usize, &Decimal, &[char])> = found
                .claims
                .iter()
                .filter_map(|at| book.claims.get(*at))
                .map(|claim| (claim.source, &claim.value, claim.name.words.as_slice()))
                .collect();
            seen.insert((found.class, found.rule, key))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_neighbours() {
        let number = |text: &str| text.parse::<Decimal>().unwrap_or_default();
        for (a, b, expected) in [
            ("9306", "9360", true),
            ("4.26", "4.62", true),
            ("9306", "9036", true),
            ("9306", "6309", false),
            ("9306", "9316", false),
            ("930", "9300", false),
            ("1.2", "12", false),
        ] {
            assert_eq!(swapped(number(a), number(b)), expected, "{a} {b}");
        }
    }
}
