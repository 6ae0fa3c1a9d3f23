//! Shares and rates: part, share and whole; what a share implies; shares of things that are counted.

use domain::kernel::Decimal;

use super::claim::{Aspect, Book, Claim, Dimension};
use super::name::{Kinship, Name, stands_in};
use super::sum::sentences;
use super::{Check, Class, Found, Rule};
use crate::statements::Kind;
use crate::words::{any_ends, contains_any, ends_with};

pub(super) fn shares(book: &Book<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for page in &book.pages {
        for sentence in sentences(book, page.claims.clone()) {
            for at in sentence.clone() {
                let Some(claim) = book.claims.get(at).filter(|claim| claim.dimension == Dimension::Percent)
                else {
                    continue;
                };
                found.extend(above_all(book, at, claim));
                let text = page.text();
                let completes = contains_any(text, claim.before.clone(), &["完成"])
                    && contains_any(text, claim.before.clone(), &["任务", "目标", "计划"])
                    && claim.aspect != Aspect::Change;
                let owner = (sentence.start..at).rev().find(|at| book.claims.get(*at).is_some_and(is_amount));
                if let Some(inline) = inline(book, &sentence, at, claim) {
                    found.push(inline);
                    continue;
                }
                if let Some(rate) = rate(book, page.claims.start, at, claim) {
                    found.push(rate);
                    continue;
                }
                if completes {
                    found.extend(owner.and_then(|owner| task(book, owner, at)));
                } else if claim.aspect == Aspect::Share {
                    found.extend(owner.and_then(|owner| share(book, owner, at)));
                } else if claim.aspect == Aspect::Level {
                    found.extend(whole_number(book, &sentence, at, claim));
                }
            }
        }
    }
    found.extend(share_and_count(book));
    found
}

/// 3.42亿元，占计划投资4.8亿元的71.3%: the whole stands before its share.
fn inline(book: &Book<'_>, sentence: &std::ops::Range<usize>, at: usize, share: &Claim) -> Option<Found> {
    let text = book.pages.get(share.source)?.text();
    let (part_at, whole_at) = (at.checked_sub(2)?, at.checked_sub(1)?);
    let (part, whole) = (book.claims.get(part_at)?, book.claims.get(whole_at)?);
    let of_it = share.before.len() <= 1 && text.get(share.before.start) == Some(&'的');
    let of_whole = contains_any(text, whole.before.clone(), &["占", "任务", "目标", "计划"]);
    if !of_it
        || !of_whole
        || !sentence.contains(&part_at)
        || part.dimension != whole.dimension
        || !is_amount(part)
    {
        return None;
    }
    let (low, high) = wholes(part, share)?;
    let fits = low - whole.step <= whole.value && whole.value <= high + whole.step;
    let class = if fits { Class::AddsUp } else { Class::DoesNotAddUp };
    let check = Check::of(in_percent(part.value, whole.value)?.round_dp(2), share.value);
    Some(Found::new(class, Rule::Share, [whole_at, part_at, at], check))
}

/// 到位8000万元，支出5100万元，支出进度63.8%: two amounts near a rate that are in its ratio.
fn rate(book: &Book<'_>, from: usize, at: usize, rate: &Claim) -> Option<Found> {
    const NEAR: usize = 6;
    let text = book.pages.get(rate.source)?.text();
    let named = any_ends(
        text,
        rate.before.end,
        &[
            "率",
            "率为",
            "率达",
            "率达到",
            "进度",
            "进度为",
            "进度达",
            "进度达到",
            "占比",
            "占比为",
            "占比达",
            "占比达到",
        ],
    );
    if rate.aspect != Aspect::Level
        || !named
        || rate.digits() < 2
        || !rate.is_exact()
        || rate.value >= Decimal::ONE_HUNDRED
    {
        return None;
    }
    let near: Vec<usize> = (at.saturating_sub(NEAR).max(from)..at)
        .filter(|other| {
            book.claims.get(*other).is_some_and(|other| {
                other.sentence + 1 >= rate.sentence && is_amount(other) && other.is_exact()
            })
        })
        .collect();
    let akin = |other: &Claim| {
        rate.name.words.len() <= 4 || book.rarity.shared(&rate.name.words, &other.name.whole()) > 0
    };
    // a rate of two digits fits many pairs: only the two amounts before it count
    let near = if rate.digits() < 3 { near.get(near.len().saturating_sub(2)..)? } else { near.as_slice() };
    for part_at in near.iter().rev() {
        let part = book.claims.get(*part_at).filter(|part| akin(part))?;
        let (low, high) = wholes(part, rate)?;
        if (high - low) * Decimal::from(30) > low {
            continue;
        }
        let whole_at = near.iter().rev().find(|whole_at| {
            book.claims.get(**whole_at).is_some_and(|whole| {
                whole.dimension == part.dimension
                    && whole.value > part.value
                    && low - whole.step <= whole.value
                    && whole.value <= high + whole.step
            })
        });
        if let Some(whole_at) = whole_at {
            let whole = book.claims.get(*whole_at)?;
            let check = Check::of(in_percent(part.value, whole.value)?.round_dp(2), rate.value);
            return Some(Found::new(Class::AddsUp, Rule::Share, [*whole_at, *part_at, at], check));
        }
    }
    // 366个村中已有165个…，治理率42.6%: these and no others
    let [.., whole_at, part_at] = near else { return None };
    let (whole, part) = (book.claims.get(*whole_at)?, book.claims.get(*part_at)?);
    let of_them = part_at + 1 == at
        && whole.sentence == rate.sentence
        && whole.dimension == part.dimension
        && whole.value > part.value
        && any_ends(text, part.figure.range.start, &["中已有", "中有", "中已", "中的"]);
    let check = Check::of(in_percent(part.value, whole.value)?.round_dp(2), rate.value);
    of_them.then(|| Found::new(Class::DoesNotAddUp, Rule::Share, [*whole_at, *part_at, at], check))
}

/// Whether a figure is a number of something.
fn is_amount(claim: &Claim) -> bool {
    matches!(claim.aspect, Aspect::Level | Aspect::Added)
        && claim.value > Decimal::ZERO
        && !matches!(
            claim.dimension,
            Dimension::Percent | Dimension::Points | Dimension::Bare | Dimension::Division
        )
}

fn in_percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

/// The least and the largest whole of which a part is a share.
fn wholes(part: &Claim, share: &Claim) -> Option<(Decimal, Decimal)> {
    let (low, high) = share.reach();
    let (few, many) = part.reach();
    (low > Decimal::ZERO).then_some(())?;
    Some((
        few.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(high)?,
        many.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(low)?,
    ))
}

/// 7837名，占…总数的71%.
fn share(book: &Book<'_>, part_at: usize, share_at: usize) -> Option<Found> {
    let (part, share) = (book.claims.get(part_at)?, book.claims.get(share_at)?);
    if !share.is_exact() || part.high.is_some() {
        return None;
    }
    let (low, high) = wholes(part, share)?;
    let page = book.pages.get(part.source)?;
    let wanted = Name { words: share.name.told.clone(), ..Name::default() };
    let named = |whole: &Claim| {
        let shared = book.rarity.shared(&wanted.words, &whole.name.whole());
        shared >= 25 || book.rarity.kinship(&wanted, &whole.name) >= Kinship::Narrower
    };
    let mut other = None;
    let mut implied = None;
    for at in page.claims.clone() {
        let Some(whole) = book.claims.get(at) else { continue };
        if at == part_at || !is_amount(whole) || whole.high.is_some() || !book.same_place(whole, part) {
            continue;
        }
        let fits = low <= whole.value && whole.value <= high;
        if whole.dimension == part.dimension && named(whole) {
            if fits {
                let check = Check::of(in_percent(part.value, whole.value)?.round_dp(4), share.value);
                return Some(Found::new(Class::AddsUp, Rule::Share, [at, part_at, share_at], check));
            }
            if whole.value > part.value && book.rarity.kinship(&wanted, &whole.name) >= Kinship::Inserted {
                other = other.or(Some(at));
            }
        }
        let tight = (high - low) * Decimal::from(50) <= low;
        if fits
            && tight
            && whole.digits() >= 3
            && whole.dimension != Dimension::Money
            && (book.rarity.shared(&wanted.words, &whole.name.words) > 0
                || stands_in(&wanted.words, &whole.name.words))
        {
            implied = implied.or(Some(at));
        }
    }
    if let Some(at) = implied {
        let whole = book.claims.get(at)?;
        let check = Check::of(in_percent(part.value, share.value)?.round_dp(1), whole.value);
        return Some(Found::new(Class::AddsUp, Rule::ImpliedWhole, [at, part_at, share_at], check));
    }
    let whole = book.claims.get(other?)?;
    let check = Check::of(in_percent(part.value, whole.value)?.round_dp(2), share.value);
    Some(Found::new(Class::DoesNotAddUp, Rule::Share, [other?, part_at, share_at], check))
}

/// 完成…任务的96%: the task is known, or follows.
fn task(book: &Book<'_>, done_at: usize, share_at: usize) -> Option<Found> {
    let (done, share) = (book.claims.get(done_at)?, book.claims.get(share_at)?);
    let (low, high) = wholes(done, share)?;
    let page = book.pages.get(done.source)?;
    let target = page.claims.clone().find(|at| {
        book.claims.get(*at).is_some_and(|target| {
            *at != done_at
                && target.kind == Kind::Target
                && target.dimension == done.dimension
                && target.is_exact()
                && is_amount(target)
                && book.rarity.kinship(&target.name, &done.name) >= Kinship::Narrower
        })
    });
    if !share.is_exact() {
        return None;
    }
    let Some(target_at) = target else {
        let implied = in_percent(done.value, share.value)?;
        return Some(Found::new(
            Class::Implied,
            Rule::ImpliedTask,
            [done_at, share_at],
            Check::expects(implied.round_dp(1)),
        ));
    };
    let target = book.claims.get(target_at)?;
    let fits = low <= target.value && target.value <= high;
    let class = if fits { Class::AddsUp } else { Class::DoesNotAddUp };
    let check = Check::of(in_percent(done.value, target.value)?.round_dp(2), share.value);
    Some(Found::new(class, Rule::Share, [target_at, done_at, share_at], check))
}

/// Rates of what was counted just before: 项目2473个，开工率92.2%.
const OF_WHOLE: &[&str] = &[
    "开工率",
    "复工率",
    "完工率",
    "竣工率",
    "完成率",
    "合格率",
    "达标率",
    "到位率",
    "通过率",
    "优良率",
    "入住率",
    "投产率",
];

/// 79名、276名，占比分别为80%、79%; 项目2473个，开工率92.2%.
fn whole_number(
    book: &Book<'_>,
    sentence: &std::ops::Range<usize>,
    at: usize,
    rate: &Claim,
) -> Option<Found> {
    let page = book.pages.get(rate.source)?;
    let text = page.text();
    let first = (sentence.start..=at)
        .rev()
        .take_while(|other| {
            book.claims
                .get(*other)
                .is_some_and(|other| other.dimension == Dimension::Percent && other.clause == rate.clause)
        })
        .last()?;
    let place = at - first;
    let head = book.claims.get(first)?;
    let of_part = any_ends(
        text,
        head.before.end,
        &["占比", "占比为", "占比达", "占比分别为", "占比分别达", "占比分别达到", "比例分别为"],
    );
    let of_whole = OF_WHOLE.iter().any(|rate| {
        (0..=3).any(|back| head.before.end.checked_sub(back).is_some_and(|end| ends_with(text, end, rate)))
    });
    // 开工率 is that of the projects before it; 村庄绿化覆盖率 and 订单农业占比 have their own
    let named = head.name.words.len();
    let own = (of_whole || of_part) && {
        let inherited = first
            .checked_sub(1)
            .and_then(|at| book.claims.get(at))
            .is_some_and(|near| near.name == head.name);
        !inherited && named > 4
    };
    if !of_part && !of_whole || own || !rate.is_exact() || rate.value >= Decimal::ONE_HUNDRED {
        return None;
    }
    let clause = book.claims.get(first.checked_sub(1)?)?.clause;
    let counts: Vec<usize> = (sentence.start..first)
        .filter(|at| {
            book.claims.get(*at).is_some_and(|count| {
                count.clause == clause
                    && clause < rate.clause
                    && count.value.fract().is_zero()
                    && matches!(
                        count.dimension,
                        Dimension::Things | Dimension::People | Dimension::Households
                    )
                    && is_amount(count)
                    && count.step == Decimal::ONE
                    && count.is_exact()
            })
        })
        .collect();
    let rates = (first..sentence.end)
        .take_while(|other| {
            book.claims
                .get(*other)
                .is_some_and(|other| other.dimension == Dimension::Percent && other.clause == rate.clause)
        })
        .count();
    let count_at = *counts.get(place).filter(|_| counts.len() == rates)?;
    let count = book.claims.get(count_at)?;
    let (low, high) = rate.reach();
    let hundred = Decimal::ONE_HUNDRED;
    let (least, most, implied) = if of_part {
        if low <= Decimal::ZERO {
            return None;
        }
        (
            count.value.checked_mul(hundred)?.checked_div(high)?,
            count.value.checked_mul(hundred)?.checked_div(low)?,
            in_percent(count.value, rate.value)?,
        )
    } else {
        let share =
            |rate: Decimal| count.value.checked_mul(rate).and_then(|value| value.checked_div(hundred));
        (share(low)?, share(high)?, share(rate.value)?)
    };
    let whole = implied.round();
    let exists = least.ceil() <= most.floor();
    let class = match (exists, most - least < Decimal::ONE) {
        (false, _) => Class::DoesNotAddUp,
        (true, true) => Class::AddsUp,
        (true, false) => Class::Implied,
    };
    Some(Found::new(class, Rule::WholeNumber, [count_at, at], Check::expects(whole)))
}

/// 覆盖率104%.
fn above_all(book: &Book<'_>, at: usize, claim: &Claim) -> Option<Found> {
    let text = book.pages.get(claim.source)?.text();
    let share = matches!(claim.aspect, Aspect::Share)
        || claim.aspect == Aspect::Level
            && contains_any(
                text,
                claim.before.clone(),
                &[
                    "覆盖率",
                    "普及率",
                    "合格率",
                    "占比",
                    "比重",
                    "占",
                    "入户率",
                    "参保率",
                    "满意率",
                    "利用率",
                    "处置率",
                    "收集率",
                    "达标率",
                ],
            );
    let task = contains_any(text, claim.before.clone(), &["计划", "任务", "目标", "预算", "上年", "去年"]);
    (share && !task && claim.value > Decimal::ONE_HUNDRED).then(|| {
        Found::new(
            Class::Implausible,
            Rule::ShareAboveAll,
            [at],
            Check::of(Decimal::ONE_HUNDRED, claim.value),
        )
    })
}

/// 61.3%的村建成… beside 在4379个村建立…: together they imply how many there are.
fn share_and_count(book: &Book<'_>) -> Vec<Found> {
    const LONG: usize = 7;
    let mut found = Vec::new();
    let shares: Vec<usize> = book
        .claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| {
            let text = book.pages.get(claim.source).map_or(&[] as &[char], |page| page.text());
            claim.dimension == Dimension::Percent
                && claim.aspect == Aspect::Level
                && text.get(claim.after.start) == Some(&'的')
                && claim.name.words.len() >= LONG
        })
        .map(|(at, _)| at)
        .collect();
    for share_at in shares {
        let Some(share) = book.claims.get(share_at).filter(|share| share.value > Decimal::ZERO) else {
            continue;
        };
        let near =
            [Dimension::Things, Dimension::Households].map(|dimension| book.akin(share_at, &dimension));
        let count =
            near.iter().flatten().filter_map(|at| Some((*at, book.claims.get(*at)?))).find(|(_, count)| {
                count.aspect == Aspect::Level
                    && count.digits() >= 2
                    && count.kind == share.kind
                    && count.name.words.len() >= LONG
                    && book.same_known_place(count, share)
                    && book.rarity.shared(&count.name.words, &share.name.words) >= 55
                    && (count.source, count.sentence) != (share.source, share.sentence)
            });
        let Some((count_at, count)) = count else { continue };
        let (Some((low, high)), Some(implied)) = (wholes(count, share), in_percent(count.value, share.value))
        else {
            continue;
        };
        let pages = [share.source, count.source].map(|source| book.pages.get(source));
        let nearby = pages.into_iter().flatten().flat_map(|page| page.claims.clone());
        let fits = nearby.filter_map(|at| Some((at, book.claims.get(at)?))).find(|(_, whole)| {
            is_amount(whole)
                && whole.digits() >= 3
                && low <= whole.value
                && whole.value <= high
                && whole.dimension == count.dimension
                && stands_in(&whole.name.words, &count.name.words)
        });
        let check = Check::expects(implied.round());
        found.push(match fits {
            Some((whole, _)) => {
                Found::new(Class::AddsUp, Rule::ShareAndCount, [whole, share_at, count_at], check)
            }
            None => Found::new(Class::Definition, Rule::ShareAndCount, [share_at, count_at], check),
        });
    }
    found
}
