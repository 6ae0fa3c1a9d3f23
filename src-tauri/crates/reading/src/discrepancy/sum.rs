//! Parts and wholes: 其中, brackets, 共, 加上; what was there and what came to it; one to one; so many each.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use domain::kernel::Decimal;

use super::claim::{Aspect, Book, Claim, Dimension, Page, around};
use super::name::{Kinship, stands_in};
use super::{Check, Class, Found, Rule};
use crate::words::{begins, contains_any, find};

/// The most parts of one whole.
const PARTS: usize = 40;

pub(super) fn sums(book: &Book<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let by_value = by_value(book);
    for page in &book.pages {
        for sentence in sentences(book, page.claims.clone()) {
            let sums = Sums { book, page, claims: sentence };
            let done = sums.wholes(&mut found);
            sums.among_before(&mut found);
            sums.additions(&mut found);
            sums.grown(&mut found);
            sums.pairings(&mut found);
            sums.listed(&by_value, &done, &mut found);
        }
        each(book, page, &mut found);
    }
    found
}

/// Claims by dimension and value.
type ByValue<'a> = BTreeMap<(&'a Dimension, Decimal), Vec<usize>>;

fn by_value<'a>(book: &'a Book<'_>) -> ByValue<'a> {
    let mut made = ByValue::new();
    for (at, claim) in book.claims.iter().enumerate() {
        if claim.is_exact() && claim.aspect == Aspect::Level {
            made.entry((&claim.dimension, claim.value)).or_default().push(at);
        }
    }
    made
}

/// The claims of each sentence.
pub(super) fn sentences(book: &Book<'_>, claims: Range<usize>) -> Vec<Range<usize>> {
    let mut made: Vec<Range<usize>> = Vec::new();
    for at in claims {
        let sentence = |at: usize| book.claims.get(at).map(|claim| claim.sentence);
        match made.last_mut() {
            Some(last) if sentence(last.start) == sentence(at) => last.end = at + 1,
            _ => made.push(at..at + 1),
        }
    }
    made
}

/// The sums of one sentence.
struct Sums<'a> {
    book: &'a Book<'a>,
    page: &'a Page,
    claims: Range<usize>,
}

impl Sums<'_> {
    fn claim(&self, at: usize) -> Option<&Claim> {
        self.claims.contains(&at).then(|| self.book.claims.get(at)).flatten()
    }

    fn text(&self) -> &[char] {
        self.page.text()
    }

    /// The words between two figures.
    fn between(&self, a: &Claim, b: &Claim) -> Range<usize> {
        a.figure.range.end..b.figure.range.start.max(a.figure.range.end)
    }

    /// Wholes with their parts behind or before them; the claims that took part.
    fn wholes(&self, found: &mut Vec<Found>) -> BTreeSet<usize> {
        let mut done = BTreeSet::new();
        for whole_at in self.claims.clone() {
            let Some(whole) = self.claim(whole_at) else { continue };
            if !counts(whole) || done.contains(&whole_at) {
                continue;
            }
            let sums = [self.behind(whole_at, whole), self.ahead(whole_at, whole)];
            let Some(sum) = sums.into_iter().flatten().max_by_key(|sum| sum.class) else {
                continue;
            };
            done.extend(sum.claims.iter().copied());
            found.push(sum);
        }
        done
    }

    /// 收入12.86亿元。其中税收8.92亿元，非税3.94亿元。
    fn among_before(&self, found: &mut Vec<Found>) {
        let (Some(first), Some(last)) = (self.claim(self.claims.start), self.claims.start.checked_sub(1))
        else {
            return;
        };
        let begins_so = self
            .page
            .sentences
            .get(first.sentence)
            .is_some_and(|sentence| begins(self.text(), sentence.start, "其中"));
        let of_before = |at: &usize| {
            self.book.claims.get(*at).is_some_and(|whole| {
                whole.source == first.source
                    && whole.sentence + 1 == first.sentence
                    && whole.dimension == first.dimension
                    && counts(whole)
            })
        };
        let from = last.saturating_sub(PARTS).max(self.page.claims.start);
        let Some(whole_at) = (from..=last).find(of_before).filter(|_| begins_so) else { return };
        if let Some(whole) = self.book.claims.get(whole_at) {
            let run = self.run(whole, self.claims.clone());
            found.extend(self.weigh(whole_at, whole, &run, false, true, false));
        }
    }

    /// Parts behind their whole.
    fn behind(&self, whole_at: usize, whole: &Claim) -> Option<Found> {
        let text = self.text();
        let sentence = self.page.sentences.get(whole.sentence)?;
        // 项目12个，总投资4亿元，其中续建7个: what stands before 其中 is passed over
        let among = find(text, whole.figure.range.end..sentence.end, "其中").filter(|among| {
            (whole_at + 1..self.claims.end).all(|at| {
                self.claim(at).is_none_or(|between| {
                    between.figure.range.start > *among
                        || between.dimension != whole.dimension
                        || !counts(between)
                })
            })
        });
        let from = among.map_or(whole_at + 1, |among| {
            (whole_at + 1..self.claims.end)
                .find(|at| self.claim(*at).is_some_and(|part| part.figure.range.start > among))
                .unwrap_or(self.claims.end)
        });
        let run = self.run(whole, (from..self.claims.end).take(PARTS));
        let first = self.claim(*run.first()?)?;
        let words = self.between(whole, first);
        let bracket = text.get(whole.after.end) == Some(&'(') && whole.after.end < words.end;
        let among = among.is_some();
        let all =
            contains_any(text, words.clone(), &["包括", "分为", "分别为", "分别是", "即", "包含", ":", "："])
                || bracket && !among;
        let inside: Vec<usize> = if bracket {
            let close = find(text, whole.after.end..sentence.end, ")");
            run.iter()
                .copied()
                .take_while(|at| {
                    self.claim(*at)
                        .is_some_and(|part| close.is_none_or(|close| part.figure.range.start < close))
                })
                .collect()
        } else {
            run
        };
        self.weigh(whole_at, whole, &inside, all, among, false)
    }

    /// Parts before their whole: …，共….
    fn ahead(&self, whole_at: usize, whole: &Claim) -> Option<Found> {
        let mut run = self.run(whole, (self.claims.start..whole_at).rev().take(PARTS));
        run.reverse();
        let text = self.text();
        let all = contains_any(text, whole.before.clone(), &["合计", "共计", "总计", "总共", "一共", "共"]);
        let added = run
            .iter()
            .any(|at| self.claim(*at).is_some_and(|part| contains_any(text, part.before.clone(), &["加上"])));
        self.weigh(whole_at, whole, &run, all || added, false, true)
    }

    /// The figures next to a whole that measure the same, rates and changes between them left out.
    fn run(&self, whole: &Claim, order: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut run = Vec::new();
        for at in order {
            let Some(claim) = self.claim(at) else { break };
            if claim.dimension == whole.dimension && counts(claim) {
                run.push(at);
            } else if !matches!(claim.dimension, Dimension::Percent | Dimension::Points | Dimension::Division)
                && claim.aspect != Aspect::Change
                && !claim.figure.chinese
            {
                break;
            }
        }
        run
    }

    /// Whether some of a run are the parts of a whole. `all`: the words say that these are all of them.
    fn weigh(
        &self,
        whole_at: usize,
        whole: &Claim,
        run: &[usize],
        all: bool,
        among: bool,
        ahead: bool,
    ) -> Option<Found> {
        let parts = |taken: &[usize]| -> Vec<usize> { taken.to_vec() };
        let total = |taken: &[usize]| -> (Decimal, Decimal) {
            taken
                .iter()
                .filter_map(|at| self.claim(*at))
                .fold((Decimal::ZERO, whole.step), |(sum, slack), part| (sum + part.value, slack + part.step))
        };
        let found = |class: Class, rule: Rule, taken: &[usize]| {
            let sum = total(taken).0;
            let claims: Vec<usize> = [whole_at].into_iter().chain(parts(taken)).collect();
            Found::new(class, rule, claims, Check::of(sum, whole.value))
        };
        let said = all || among;
        for count in (2..=run.len()).rev() {
            let taken = if ahead { run.get(run.len() - count..) } else { run.get(..count) }?;
            let (sum, slack) = total(taken);
            let exact = sum == whole.value;
            let tight = taken.iter().filter_map(|at| self.claim(*at)).all(|part| part.value < whole.value);
            let telling = whole.digits() >= 3 || said && whole.digits() >= 2 || all && count == run.len();
            let rounded =
                said && whole.figure.value.scale() > 0 && (sum - whole.value).abs() * Decimal::TWO <= slack;
            if tight && telling && (exact || rounded && count == run.len()) {
                let class = if exact { Class::AddsUp } else { Class::Rounding };
                return Some(found(class, Rule::PartsAndWhole, taken));
            }
        }
        if among
            && let Some(first) = run.first()
            && let Some(part) = self.claim(*first)
            && part.value > whole.value
            && part.figure.range.start > whole.figure.range.end
            && same_kind(whole, part)
        {
            let claims = [whole_at, *first];
            let check = Check::of(whole.value, part.value);
            return Some(Found::new(Class::DoesNotAddUp, Rule::PartLargerThanWhole, claims, check));
        }
        if !said || run.len() < 2 || !whole.is_exact() {
            return None;
        }
        let (sum, slack) = total(run);
        let off = (sum - whole.value).abs();
        let near = off * Decimal::from(if all || sum > whole.value { 5 } else { 8 }) <= whole.value;
        let parallel = run
            .iter()
            .filter_map(|at| self.claim(*at))
            .all(|part| part.is_exact() && part.value < whole.value);
        (near && parallel && off * Decimal::TWO > slack)
            .then(|| found(Class::DoesNotAddUp, Rule::PartsAndWhole, run))
    }

    /// 53个(今年新增2个) beside 51个 of the year before.
    fn additions(&self, found: &mut Vec<Found>) {
        for at in self.claims.clone() {
            let (Some(level), Some(added)) = (self.claim(at), self.claim(at + 1)) else { continue };
            let noted = self.text().get(level.after.end) == Some(&'(')
                && level.after.end < added.figure.range.start
                && added.aspect == Aspect::Added
                && level.dimension == added.dimension
                && level.aspect == Aspect::Level;
            if !noted {
                continue;
            }
            let before = level.value - added.value;
            let earlier = self.book.akin(at, &level.dimension).into_iter().find(|other| {
                self.book.claims.get(*other).is_some_and(|other| {
                    other.is_exact()
                        && other.aspect == Aspect::Level
                        && other.value == before
                        && self.book.same_place(other, level)
                        && self.book.rarity.kinship(&other.name, &level.name) >= Kinship::Narrower
                })
            });
            if let Some(earlier_at) = earlier {
                let claims = [at, earlier_at, at + 1];
                found.push(Found::new(
                    Class::AddsUp,
                    Rule::Addition,
                    claims,
                    Check::of(level.value, level.value),
                ));
            }
        }
    }

    /// 由10个增加到15个，增加5个.
    fn grown(&self, found: &mut Vec<Found>) {
        for at in self.claims.clone() {
            let (Some(start), Some(end)) = (self.claim(at), self.claim(at + 1)) else { continue };
            if start.aspect != Aspect::Start || start.dimension != end.dimension {
                continue;
            }
            let Some(change) = self.claim(at + 2).filter(|change| change.aspect == Aspect::Change) else {
                continue;
            };
            let moved = (end.value - start.value).abs();
            let (expected, fits) = match change.dimension {
                Dimension::Points if start.dimension == Dimension::Percent => (moved, moved == change.value),
                Dimension::Percent if start.dimension != Dimension::Percent && !start.value.is_zero() => {
                    let Some(share) = moved
                        .checked_mul(Decimal::ONE_HUNDRED)
                        .and_then(|moved| moved.checked_div(start.value))
                    else {
                        continue;
                    };
                    (share.round_dp(4), change.may_be(share))
                }
                _ if change.dimension == end.dimension => {
                    let slack = start.step + end.step + change.step;
                    (moved, (moved - change.value).abs() * Decimal::TWO < slack)
                }
                _ => continue,
            };
            let class = if fits { Class::AddsUp } else { Class::DoesNotAddUp };
            found.push(Found::new(
                class,
                Rule::Addition,
                [at, at + 1, at + 2],
                Check::of(expected, change.value),
            ));
        }
    }

    /// 35名…“一对一”联系31个…、4个…; 74家…结对帮扶74个….
    fn pairings(&self, found: &mut Vec<Found>) {
        for at in self.claims.clone() {
            let (Some(one), Some(other)) = (self.claim(at), self.claim(at + 1)) else { continue };
            let words = self.between(one, other);
            if words.len() > 30 || !counted(one) || !counted(other) {
                continue;
            }
            let text = self.text();
            if self.page.words(words.clone()).contains(&',') && begins_together(text, other.before.start) {
                let near = shared_pairs(&one.name.words, &other.name.words) > 0 && one.value != other.value;
                if near && one.digits().min(other.digits()) >= 2 {
                    let check = Check::of(one.value, other.value);
                    found.push(Found::new(Class::Definition, Rule::Pairing, [at, at + 1], check));
                }
                continue;
            }
            let strict = contains_any(text, words.clone(), &["一对一"]);
            let paired = contains_any(text, words.clone(), &["结对", "包联", "对口帮扶", "联系帮扶"]);
            if !strict && !paired || contains_any(text, words, &[",", "，", ";", "；"]) {
                continue;
            }
            let list = self.list(at + 1);
            let sum: Decimal = list.iter().filter_map(|at| self.claim(*at)).map(|claim| claim.value).sum();
            let claims: Vec<usize> = [at].into_iter().chain(list).collect();
            let check = Check::of(sum, one.value);
            let off = (sum - one.value).abs();
            if off.is_zero() && one.digits() >= 2 {
                found.push(Found::new(Class::AddsUp, Rule::Pairing, claims, check));
            } else if strict && !off.is_zero() {
                found.push(Found::new(Class::DoesNotAddUp, Rule::Pairing, claims, check));
            } else if !off.is_zero() && one.digits() >= 2 && off * Decimal::from(20) <= one.value {
                found.push(Found::new(Class::Implausible, Rule::Pairing, claims, check));
            }
        }
    }

    /// Figures that stand in one list, joined by 、 or 和.
    fn list(&self, from: usize) -> Vec<usize> {
        let mut list = vec![from];
        let mut at = from;
        while let (Some(one), Some(next)) = (self.claim(at), self.claim(at + 1)) {
            let words = self.page.words(self.between(one, next));
            let joined = words.iter().any(|c| matches!(c, '、' | '和' | '及' | '与'))
                && !words.iter().any(|c| matches!(c, ',' | '，' | ';' | '；' | '(' | ')' | ':' | '：'))
                && words.len() <= 14;
            if !joined || one.dimension != next.dimension || !counts(next) {
                break;
            }
            at += 1;
            list.push(at);
        }
        list
    }

    /// 10个国家级、5个自治区级重点帮扶县 beside 15个重点帮扶旗县.
    fn listed(&self, by_value: &ByValue<'_>, done: &BTreeSet<usize>, found: &mut Vec<Found>) {
        let mut at = self.claims.start;
        while at < self.claims.end {
            let list = self.list(at);
            let next = list.last().map_or(at + 1, |last| last + 1);
            if list.len() >= 2 && !list.iter().any(|at| done.contains(at)) {
                self.total_elsewhere(&list, by_value, found);
            }
            at = next;
        }
    }

    fn total_elsewhere(&self, list: &[usize], by_value: &ByValue<'_>, found: &mut Vec<Found>) {
        let claims: Vec<&Claim> = list.iter().filter_map(|at| self.claim(*at)).collect();
        let (Some(first), Some(last)) = (claims.first(), claims.last()) else { return };
        if !counted(first) || !claims.iter().all(|claim| claim.is_exact() && claim.aspect == Aspect::Level) {
            return;
        }
        let sum: Decimal = claims.iter().map(|claim| claim.value).sum();
        let total = by_value
            .get(&(&first.dimension, sum))
            .into_iter()
            .flat_map(|claims| around(claims, list.first().copied().unwrap_or_default()))
            .find(|at| {
                self.book.claims.get(*at).is_some_and(|total| {
                    let far = total.source != first.source || total.sentence != first.sentence;
                    far && self.book.same_place(total, first)
                        && shared_end(&total.name.words, &last.name.words) >= 4
                })
            });
        if let Some(total) = total {
            let claims: Vec<usize> = [total].into_iter().chain(list.iter().copied()).collect();
            found.push(Found::new(Class::AddsUp, Rule::ListedAndTotal, claims, Check::of(sum, sum)));
        }
    }
}

/// How many characters two names end with alike.
fn shared_end(a: &[char], b: &[char]) -> usize {
    a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count()
}

/// Whether a clause says that it goes with the one before it: 同步成立, 同步配备.
fn begins_together(text: &[char], at: usize) -> bool {
    begins(text, at, "同步") || begins(text, at, "并同步")
}

/// How many pairs of characters two names share.
fn shared_pairs(a: &[char], b: &[char]) -> usize {
    a.windows(2).filter(|pair| b.windows(2).any(|other| other == *pair)).count()
}

/// Whether a figure can be a part or a whole.
fn counts(claim: &Claim) -> bool {
    matches!(claim.aspect, Aspect::Level | Aspect::Added)
        && claim.high.is_none()
        && !matches!(
            claim.dimension,
            Dimension::Percent | Dimension::Points | Dimension::Bare | Dimension::Division
        )
        && claim.value > Decimal::ZERO
}

fn counted(claim: &Claim) -> bool {
    matches!(claim.dimension, Dimension::Things | Dimension::Households | Dimension::People)
}

/// Whether a figure may be part of another by its unit as printed: 个 of 个, 人 of 名.
fn same_kind(whole: &Claim, part: &Claim) -> bool {
    whole.figure.unit == part.figure.unit || whole.dimension == Dimension::People
}

/// 每个县安排3家以上企业 beside 15个县 and 44家企业.
fn each(book: &Book<'_>, page: &Page, found: &mut Vec<Found>) {
    let text = page.text();
    for at in page.claims.clone() {
        let Some(claim) = book.claims.get(at) else { continue };
        if claim.aspect != Aspect::Each || !counted(claim) {
            continue;
        }
        let Some(unit) = (claim.before.start..claim.before.end)
            .rev()
            .find(|at| text.get(*at) == Some(&'每'))
            .map(|each| super::name::unit_of_each(page.words(each..claim.before.end)))
        else {
            continue;
        };
        let thing = &claim.name.words;
        if unit.len() < 4 || thing.len() < 3 {
            continue;
        }
        let of_page = |wanted: &dyn Fn(&Claim) -> bool| {
            page.claims
                .clone()
                .filter(|other| {
                    *other != at
                        && book.claims.get(*other).is_some_and(|other| {
                            other.aspect == Aspect::Level && other.is_exact() && wanted(other)
                        })
                })
                .max_by_key(|other| book.claims.get(*other).map(|other| other.value))
        };
        let units = of_page(&|other| other.name.words.ends_with(&unit));
        let things = of_page(&|other| {
            other.dimension == claim.dimension
                && ends_like(&other.name.words, thing)
                && stands_in(&unit, &other.name.told)
        });
        let (Some(units), Some(things)) = (units, things) else { continue };
        let (Some(count), Some(total)) = (book.claims.get(units), book.claims.get(things)) else { continue };
        let Some(least) = claim.value.checked_mul(count.value) else { continue };
        if total.value < least && total.value * Decimal::TWO > least {
            let claims = [at, units, things];
            found.push(Found::new(Class::Definition, Rule::PerUnit, claims, Check::of(least, total.value)));
        }
    }
}

fn ends_like(words: &[char], thing: &[char]) -> bool {
    words.ends_with(thing) || thing.ends_with(words) && words.len() >= 3
}
