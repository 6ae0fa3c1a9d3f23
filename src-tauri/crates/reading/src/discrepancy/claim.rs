//! What each figure of the sources is about: the words before and behind it, its unit, its time, and the
//! statement it is part of, where it is part of one. Figures that no statement has are kept as well;
//! they may be parts, wholes and denominators.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use domain::documents::Span;
use domain::kernel::{Decimal, Uom, convert};

use super::name::{Name, Rarity};
use super::{Found, Rule, Side, Source};
use crate::heading;
use crate::quantity::Bound;
use crate::quantity::figure::{self, Figure, Token};
use crate::quantity::units::Class;
use crate::repair::{Repaired, is_han};
use crate::segment::{clauses, lines, sentences_of};
use crate::statements::{Accumulation, Kind, Statement, Value};
use crate::times::{self, DocumentTime, Role, Time};
use crate::words::{any_begins, any_ends, contains_any, find};

/// What is measured, as far as values can be compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Dimension {
    /// 元.
    Money,
    /// 个, 家, 座: things that are counted.
    Things,
    /// 户.
    Households,
    /// 人, 名.
    People,
    /// 次, 场, 人次.
    Events,
    /// %.
    Percent,
    /// 个百分点.
    Points,
    /// Length, area, weight, …
    Measure(String),
    /// A coefficient, an index.
    Bare,
    /// 方面, 大工程: how the text divides its matter.
    Division,
}

/// What a figure says of its thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Aspect {
    /// How much there is.
    Level,
    /// By how much it has grown or fallen.
    Change,
    /// What came to it: 新增, 新建.
    Added,
    /// 占…的.
    Share,
    /// How far it is from something else: 高于全国.
    Distance,
    /// Where it started: 由…, 从….
    Start,
    /// For each: 每个村3家.
    Each,
}

/// A figure and what it is about.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub source: usize,
    /// Which sentence of the source.
    pub sentence: usize,
    /// Which clause of the sentence.
    pub clause: usize,
    pub figure: Figure,
    pub statement: Option<usize>,
    /// The words before it, back to the last mark or figure.
    pub before: Range<usize>,
    /// The words behind it, to the next mark or figure.
    pub after: Range<usize>,
    pub name: Name,
    pub dimension: Dimension,
    pub aspect: Aspect,
    /// The value in the base of its dimension.
    pub value: Decimal,
    /// The upper end of a range, likewise.
    pub high: Option<Decimal>,
    /// One unit of the last printed place, likewise.
    pub step: Decimal,
    pub kind: Kind,
    pub time: Option<Time>,
    pub scope: Option<String>,
    /// The place named at the beginning of its words.
    pub place: Vec<char>,
    pub accumulation: Option<Accumulation>,
    /// Whether 累计 stands in its clause.
    pub cumulative: bool,
}

impl Claim {
    /// How many digits its number has without leading and closing zeros.
    pub fn digits(&self) -> usize {
        let digits: String = self.figure.value.normalize().mantissa().abs().to_string();
        digits.trim_end_matches('0').len()
    }

    /// Whether a value of this precision may stand for another one.
    pub fn may_be(&self, value: Decimal) -> bool {
        (value - self.value).abs() * Decimal::TWO <= self.step
    }

    /// The values that print as this one.
    pub fn reach(&self) -> (Decimal, Decimal) {
        let half = self.step.checked_div(Decimal::TWO).unwrap_or(self.step);
        (self.value - half, self.value + half)
    }

    /// Whether it stands in brackets.
    pub fn is_bracketed(&self, text: &[char]) -> bool {
        text.get(self.before.start.wrapping_sub(1)) == Some(&'(') || text.get(self.after.end) == Some(&')')
    }

    /// Whether a growth or a share behind it can be about it: rates of a budget or a plan cannot, rates
    /// with a name of their own can.
    pub fn leads(&self, text: &[char]) -> bool {
        let own = || contains_any(text, self.before.clone(), &["率", "比例", "占比", "比重", "水平", "系数"]);
        matches!(self.aspect, Aspect::Level | Aspect::Added)
            && !self.is_bracketed(text)
            && (self.dimension != Dimension::Percent || own())
            && self.dimension != Dimension::Division
    }

    /// Whether it is one exact figure.
    pub fn is_exact(&self) -> bool {
        self.figure.bound == Bound::Exact && self.high.is_none()
    }
}

/// A source, prepared.
pub(super) struct Page {
    pub repaired: Repaired,
    original: Vec<char>,
    pub sentences: Vec<Range<usize>>,
    /// The year it reports on or was written in.
    pub year: Option<i32>,
    /// Whose figures most of its statements give.
    pub scope: Option<String>,
    /// Its claims.
    pub claims: Range<usize>,
}

impl Page {
    pub fn text(&self) -> &[char] {
        &self.repaired.chars
    }

    /// The words of a stretch of the copy.
    pub fn words(&self, range: Range<usize>) -> &[char] {
        self.repaired.chars.get(range).unwrap_or_default()
    }
}

/// All figures of all sources.
pub(super) struct Book<'a> {
    pub sources: &'a [Source<'a>],
    pub pages: Vec<Page>,
    pub claims: Vec<Claim>,
    pub rarity: Rarity,
    /// Which claims of a dimension have a pair of characters in their names.
    by_pair: HashMap<(Dimension, (char, char)), Vec<usize>>,
    /// Which have a name.
    by_name: HashMap<(Dimension, Vec<char>), Vec<usize>>,
}

/// How many claims on either side that have a pair of characters or a name in common with one are held
/// against it. The cost of a check so grows with the number of claims and not with its square; sources
/// stand in the order of their dates, so these are the nearest in time.
pub(super) const NEAR: usize = 30;

/// How many pairs of a name are looked up, the rarest first.
const RAREST: usize = 8;

impl<'a> Book<'a> {
    pub fn new(sources: &'a [Source<'a>], confirmed: &[(String, String)]) -> Self {
        let mut book = Self {
            sources,
            pages: Vec::new(),
            claims: Vec::new(),
            rarity: Rarity::default(),
            by_pair: HashMap::new(),
            by_name: HashMap::new(),
        };
        for (at, source) in sources.iter().enumerate() {
            let page = read(at, source, &mut book.claims);
            book.pages.push(page);
        }
        super::name::unite(&mut book.claims, confirmed);
        book.rarity = Rarity::of(book.claims.iter().map(|claim| &claim.name));
        for (at, claim) in book.claims.iter().enumerate() {
            for pair in claim.name.pairs() {
                book.by_pair.entry((claim.dimension.clone(), pair)).or_default().push(at);
            }
            let name = (claim.dimension.clone(), claim.name.words.clone());
            book.by_name.entry(name).or_default().push(at);
        }
        book
    }

    /// The claims of a dimension whose names may be those of a claim, without itself.
    pub fn akin(&self, at: usize, dimension: &Dimension) -> BTreeSet<usize> {
        let Some(claim) = self.claims.get(at) else { return BTreeSet::new() };
        let mut pairs: Vec<(char, char)> = claim.name.pairs().into_iter().collect();
        pairs.sort_by_key(|pair| (self.rarity.count(*pair), *pair));
        let words = &claim.name.words;
        let ends = [words.first().zip(words.get(1)), words.iter().nth_back(1).zip(words.last())];
        let ends = ends.into_iter().flatten().map(|(a, b)| (*a, *b));
        let by_pair = pairs
            .into_iter()
            .take(RAREST)
            .chain(ends)
            .filter_map(|pair| self.by_pair.get(&(dimension.clone(), pair)));
        let by_name = self.by_name.get(&(dimension.clone(), words.clone()));
        by_pair.chain(by_name).flat_map(|claims| around(claims, at)).filter(|other| *other != at).collect()
    }

    /// A claim with what it needs to be shown.
    pub fn side(&self, at: usize) -> Option<Side> {
        let claim = self.claims.get(at)?;
        let page = self.pages.get(claim.source)?;
        let span = page.repaired.span(claim.figure.range.clone());
        let sentence = page.repaired.span(page.sentences.get(claim.sentence)?.clone());
        let statement =
            claim.statement.and_then(|statement| self.sources.get(claim.source)?.statements.get(statement));
        let value = |low: Decimal, high: Option<Decimal>| match high {
            Some(high) => Value::Range(low, high),
            None => Value::One(low),
        };
        let figure = &claim.figure;
        let own = || claim.name.words.iter().collect();
        Some(Side {
            source: claim.source,
            statement: claim.statement,
            span,
            quote: page.original.get(span.start..span.end)?.iter().collect(),
            sentence: Span { start: sentence.start.min(span.start), end: sentence.end.max(span.end) },
            indicator: statement.map_or_else(own, |statement| statement.indicator.clone()),
            value: value(figure.value, figure.high),
            uom: Uom::new(figure.uom()),
            base: value(figure.base_of(figure.value), figure.high.map(|high| figure.base_of(high))),
            uom_base: Uom::new(&figure.unit),
            scope: claim.scope.clone(),
            time: claim.time,
        })
    }

    /// The unit in which a check counts: that of its share where it weighs shares, else of its first figure.
    pub fn unit(&self, found: &Found) -> Uom {
        let claim = match found.rule {
            Rule::OlderThanReport => return Uom::new("年"),
            Rule::Share | Rule::Addition => found.claims.last(),
            _ => found.claims.first(),
        };
        claim.and_then(|at| self.claims.get(*at)).map_or_else(Uom::default, |claim| match &claim.dimension {
            Dimension::Money => Uom::new("元"),
            Dimension::Measure(base) => Uom::new(base),
            _ => Uom::new(&claim.figure.unit),
        })
    }

    /// The words of the sentence a claim stands in.
    pub fn sentence(&self, claim: &Claim) -> &[char] {
        let page = self.pages.get(claim.source);
        page.and_then(|page| Some(page.words(page.sentences.get(claim.sentence)?.clone())))
            .unwrap_or_default()
    }

    /// Whether two figures can be of one time: `Equal` surely, `Less` perhaps, none not.
    pub fn same_time(&self, a: &Claim, b: &Claim) -> Option<Ordering> {
        let year = |claim: &Claim| self.pages.get(claim.source).and_then(|page| page.year);
        match (a.time, b.time) {
            (Some(one), Some(other)) if one == other => Some(Ordering::Equal),
            (Some(one), Some(other)) => match (one.end(), other.end()) {
                (Some(one), Some(other)) if one == other => Some(Ordering::Equal),
                // two targets of one year may be one
                (Some(_), Some(_)) => (a.kind == Kind::Target
                    && b.kind == Kind::Target
                    && one.year().is_some()
                    && one.year() == other.year())
                .then_some(Ordering::Less),
                _ => Some(Ordering::Less),
            },
            (Some(known), None) | (None, Some(known)) => {
                let (dated, undated) = if a.time.is_some() { (a, b) } else { (b, a) };
                match (known.year(), year(undated)) {
                    // what a report leaves undated is of its year or of the one it reports on
                    (Some(known), Some(year)) => {
                        (known == year || known + 1 == year).then_some(Ordering::Less)
                    }
                    _ => (dated.source == undated.source || known.year().is_none()).then_some(Ordering::Less),
                }
            }
            (None, None) if a.source == b.source => Some(Ordering::Equal),
            (None, None) => match (year(a), year(b)) {
                (Some(one), Some(other)) if one != other => None,
                _ => Some(Ordering::Less),
            },
        }
    }

    /// Whether two figures are of one source, or of sources about one place.
    pub fn same_known_place(&self, a: &Claim, b: &Claim) -> bool {
        let scope = |claim: &Claim| self.pages.get(claim.source).and_then(|page| page.scope.as_ref());
        self.same_place(a, b) && (a.source == b.source || scope(a).is_some() && scope(a) == scope(b))
    }

    /// Whether two figures may be of one place.
    pub fn same_place(&self, a: &Claim, b: &Claim) -> bool {
        if !a.place.is_empty() && !b.place.is_empty() && a.place != b.place {
            return false;
        }
        let scope = |claim: &'_ Claim| -> Option<String> {
            let own = || self.pages.get(claim.source).and_then(|page| page.scope.clone());
            claim.scope.clone().or_else(|| own().filter(|_| a.source != b.source))
        };
        match (scope(a), scope(b)) {
            (Some(one), Some(other)) => one.contains(&other) || other.contains(&one),
            _ => true,
        }
    }
}

/// The nearest of a row of claims on either side of one.
pub(super) fn around(claims: &[usize], at: usize) -> impl Iterator<Item = usize> + '_ {
    let middle = claims.partition_point(|other| *other < at);
    let near = middle.saturating_sub(NEAR)..(middle + NEAR).min(claims.len());
    claims.get(near).unwrap_or_default().iter().copied()
}

/// A figure by what it measures and how much.
type Amount = (Dimension, Decimal);

/// Which figures stand together in a finding, so that the same figures said again are known as well.
pub(super) struct Together(HashSet<(Amount, Amount)>);

impl Together {
    /// Whether one finding already shows both.
    pub fn has(&self, a: &Claim, b: &Claim) -> bool {
        self.0.contains(&in_order(amount(a), amount(b)))
    }
}

fn amount(claim: &Claim) -> Amount {
    (claim.dimension.clone(), claim.value)
}

fn in_order(a: Amount, b: Amount) -> (Amount, Amount) {
    if a <= b { (a, b) } else { (b, a) }
}

pub(super) fn together(found: &[Found], claims: &[Claim]) -> Together {
    let mut pairs = HashSet::new();
    for finding in found {
        let shown: Vec<Amount> =
            finding.claims.iter().filter_map(|claim| claims.get(*claim)).map(amount).collect();
        for (at, one) in shown.iter().enumerate() {
            pairs.extend(shown.iter().skip(at).map(|other| in_order(one.clone(), other.clone())));
        }
    }
    Together(pairs)
}

/// Reads a source and puts its claims behind the others.
fn read(source_at: usize, source: &Source<'_>, claims: &mut Vec<Claim>) -> Page {
    let repaired = Repaired::new(source.text);
    let text = &repaired.chars;
    let known = source.date.map_or_else(DocumentTime::default, DocumentTime::on);
    let marks = times::scan(text, 0..text.len(), known);
    let taken: Vec<Range<usize>> =
        marks.iter().filter(|mark| mark.role != Role::Duration).map(|mark| mark.range.clone()).collect();
    let first = claims.len();
    let mut sentences = Vec::new();
    let by_start = statements_by_start(source);
    for line in lines(text) {
        if heading::is_web_line(text, line.clone()) {
            continue;
        }
        for sentence in sentences_of(text, line) {
            let figures: Vec<Figure> = figure::scan(text, sentence.clone(), &taken)
                .into_iter()
                .filter_map(|token| match token {
                    Token::Figure(figure) => Some(figure),
                    Token::Damaged(_) => None,
                })
                .collect();
            if !figures.is_empty() {
                let maker = Maker {
                    source_at,
                    source,
                    repaired: &repaired,
                    marks: &marks,
                    by_start: &by_start,
                    sentence: sentence.clone(),
                    sentence_at: sentences.len(),
                };
                maker.claims(&figures, claims);
            }
            sentences.push(sentence);
        }
    }
    let made = claims.get(first..).unwrap_or_default();
    let year = source.date.map(|date| chrono::Datelike::year(&date)).or_else(|| {
        let years = |outcomes: bool| {
            let claims = made.iter().filter(move |claim| !outcomes || claim.kind == Kind::Outcome);
            claims.filter_map(|claim| claim.time.and_then(Time::year)).max()
        };
        // what is aimed at lies in the year after the last outcome, or further than the text was written
        match (years(false), years(true)) {
            (Some(last), Some(reported)) => Some(last.min(reported.saturating_add(1))),
            (last, _) => last,
        }
    });
    let scope = usual_scope(source);
    Page {
        original: source.text.chars().collect(),
        sentences,
        year,
        scope,
        claims: first..claims.len(),
        repaired,
    }
}

/// Whose figures most statements of a source give.
fn usual_scope(source: &Source<'_>) -> Option<String> {
    let mut scopes: BTreeMap<&str, usize> = BTreeMap::new();
    for scope in source.statements.iter().filter_map(|statement| statement.scope.as_deref()) {
        *scopes.entry(scope).or_default() += 1;
    }
    let (scope, count) =
        scopes.into_iter().max_by_key(|(scope, count)| (*count, std::cmp::Reverse(*scope)))?;
    (count * 2 > source.statements.len()).then(|| scope.to_owned())
}

/// The statements of a source, by where they begin.
fn statements_by_start(source: &Source<'_>) -> Vec<(Span, usize)> {
    let mut places: Vec<(Span, usize)> =
        source.statements.iter().enumerate().map(|(at, statement)| (statement.span, at)).collect();
    places.sort_by_key(|(span, at)| (span.start, *at));
    places
}

/// Makes the claims of one sentence.
struct Maker<'a> {
    source_at: usize,
    source: &'a Source<'a>,
    repaired: &'a Repaired,
    marks: &'a [times::TimeMark],
    by_start: &'a [(Span, usize)],
    sentence: Range<usize>,
    sentence_at: usize,
}

/// The longest bracket that a name goes on behind.
const BRACKET: usize = 20;

/// The longest clause a statement quotes, for looking back.
const QUOTE: usize = 400;

impl Maker<'_> {
    fn claims(&self, figures: &[Figure], claims: &mut Vec<Claim>) {
        let text = &self.repaired.chars;
        let clauses = clauses(text, self.sentence.clone());
        let mut used: Vec<usize> = Vec::new();
        let mut floor = self.sentence.start;
        let mut last: Option<usize> = None;
        for (at, figure) in figures.iter().enumerate() {
            let next = figures.iter().skip(at + 1).find(|next| !is_aside(next));
            let next = next.map_or(self.sentence.end, |next| next.range.start);
            let before = self.before(floor, figure.range.start);
            let after = self.after(figure.range.end, next);
            if !is_aside(figure) {
                floor = figure.range.end;
            }
            let days = figure.unit == "天" && contains_any(text, before.clone(), &["天数"]);
            let measured =
                if days { Some((Dimension::Measure("天".to_owned()), None)) } else { dimension(figure) };
            let Some((dimension, unit)) = measured else { continue };
            let statement = self.statement(figure, &used);
            used.extend(statement);
            let clause = clauses.iter().position(|clause| clause.end >= figure.range.end).unwrap_or(0);
            let stretch = clauses.get(clause).cloned().unwrap_or(before.start..after.end);
            let aspect = aspect(text, figure, &before, &after);
            let mut name = Name::of(figure, &self.untimed(&before), &self.untimed(&after), aspect);
            if aspect == Aspect::Share && name.verb.is_empty() {
                let owner = last.and_then(|last| claims.get(last));
                name.take_owner(
                    owner
                        .filter(|owner| owner.sentence == self.sentence_at && owner.source == self.source_at)
                        .map(|owner| &owner.name),
                );
            }
            if name.is_empty() {
                let near = claims.len().checked_sub(1);
                let order = if aspect == Aspect::Change { [last, near] } else { [near, last] };
                let owner = order.into_iter().flatten().find_map(|owner| {
                    claims
                        .get(owner)
                        .filter(|owner| owner.sentence == self.sentence_at && owner.source == self.source_at)
                });
                name = owner.map_or(name, |owner: &Claim| owner.name.clone());
            }
            let said = statement.and_then(|at| self.source.statements.get(at));
            if name.is_empty()
                && let Some(said) = said
            {
                name = Name::given(&said.indicator);
            }
            let base = |value: Decimal| {
                let value = figure.base_of(value);
                unit.as_ref().and_then(|to| convert(value, &Uom::new(&figure.unit), to)).unwrap_or(value)
            };
            let neighbour = || {
                let near = claims
                    .last()
                    .filter(|near| near.sentence == self.sentence_at && near.source == self.source_at)?;
                Some((near.time, near.scope.clone(), near.kind))
            };
            let (time, scope, kind) = match said {
                Some(said) => (self.past(said), said.scope.clone(), said.kind),
                None => neighbour().unwrap_or((self.time(&stretch), None, Kind::Outcome)),
            };
            claims.push(Claim {
                source: self.source_at,
                sentence: self.sentence_at,
                clause,
                statement,
                name,
                dimension,
                aspect,
                value: base(figure.value),
                high: figure.high.map(base),
                step: base(Decimal::new(1, figure.value.scale())).abs(),
                kind,
                time,
                scope,
                place: super::name::place(&self.untimed(&before)),
                accumulation: said.map(|said| said.accumulation),
                cumulative: contains_any(text, stretch, &["累计"]),
                figure: figure.clone(),
                before,
                after,
            });
            if claims.last().is_some_and(|made| made.leads(text)) {
                last = claims.len().checked_sub(1);
            }
        }
    }

    /// The words before a figure, back to the last mark.
    fn before(&self, floor: usize, end: usize) -> Range<usize> {
        let text = &self.repaired.chars;
        let mut start = end;
        let mut closed = 0_usize;
        while start > floor {
            match text.get(start - 1) {
                Some(')') => closed += 1,
                Some('(') if closed > 0 => closed -= 1,
                Some('(' | ',' | ';' | ':' | '，' | '；' | '：' | '。' | '\t' | '|' | '!' | '?')
                    if closed == 0 =>
                {
                    break;
                }
                _ => {}
            }
            start -= 1;
        }
        start..end
    }

    /// The words behind a figure; those behind the bracket where one follows at once: 40家(其中9家)企业.
    fn after(&self, start: usize, next: usize) -> Range<usize> {
        let text = &self.repaired.chars;
        let bracket = text.get(start) == Some(&'(');
        let close = bracket.then(|| find(text, start..self.sentence.end, ")")).flatten();
        match close.filter(|close| text.get(close + 1).is_some_and(|c| is_han(*c))) {
            Some(close) if close < start + BRACKET => {
                close + 1..after_end(text, close + 1, (close + 1 + BRACKET).min(self.sentence.end))
            }
            _ => start..after_end(text, start, next),
        }
    }

    /// The words of a stretch without its times, which are no part of what is measured.
    fn untimed(&self, range: &Range<usize>) -> Vec<char> {
        let text = &self.repaired.chars;
        let from = self.marks.partition_point(|mark| mark.range.end <= range.start);
        let mut words = Vec::with_capacity(range.len());
        let mut at = range.start;
        for mark in self.marks.get(from..).unwrap_or_default() {
            if mark.range.start >= range.end {
                break;
            }
            words.extend(text.get(at..mark.range.start.max(at)).unwrap_or_default());
            at = mark.range.end.min(range.end).max(at);
        }
        words.extend(text.get(at..range.end).unwrap_or_default());
        words
    }

    /// The statement that a figure is part of.
    fn statement(&self, figure: &Figure, used: &[usize]) -> Option<usize> {
        let span = self.repaired.span(figure.core.clone());
        let end = self.by_start.partition_point(|(place, _)| place.start <= span.start);
        self.by_start
            .get(..end)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(|(place, _)| place.start + QUOTE > span.start)
            .filter(|(place, at)| place.end >= span.end && !used.contains(at))
            .filter(|(_, at)| {
                self.source.statements.get(*at).is_some_and(|statement| {
                    let same = match statement.value {
                        Value::One(value) => value == figure.value,
                        Value::Range(low, high) => low == figure.value && Some(high) == figure.high,
                    };
                    same && statement.uom.as_str() == figure.uom()
                })
            })
            .map(|(_, at)| *at)
            .min()
    }

    /// The time of a statement; none where 全年 and the like make an outcome one of a year that was not
    /// over.
    fn past(&self, said: &Statement) -> Option<Time> {
        let over = |time: &Time| match (*time, self.source.date) {
            (Time::Year(_), Some(date)) => time.end().is_none_or(|end| end <= date),
            _ => true,
        };
        // the day of the document, which the sentence does not name
        let here = |words: &String| {
            let words: String = Repaired::new(words).chars.into_iter().collect();
            find(&self.repaired.chars, self.sentence.clone(), &words).is_some()
        };
        let assumed =
            said.time == self.source.date.map(Time::AsOf) && !said.time_text.as_ref().is_some_and(here);
        if assumed && said.kind == Kind::Outcome {
            return None;
        }
        let named = said.time_text.as_ref().is_some_and(|words| words.contains(|c: char| c.is_ascii_digit()));
        said.time.filter(|time| said.kind == Kind::Target || named || over(time))
    }

    fn time(&self, stretch: &Range<usize>) -> Option<Time> {
        let from = self.marks.partition_point(|mark| mark.range.start < stretch.start);
        self.marks
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|mark| mark.range.end <= stretch.end)
            .find_map(|mark| mark.time.filter(|_| matches!(mark.role, Role::Plain | Role::AsOf | Role::Now)))
    }
}

/// Whether a number is part of a word or divides the text: 第一书记, “两委”, 六大工程.
fn is_aside(figure: &Figure) -> bool {
    figure.ordinal
        || matches!(figure.class, Class::Division | Class::Label)
        || figure.chinese && (figure.class == Class::Bare || figure.value == Decimal::ONE)
}

/// Where the words behind a figure end.
fn after_end(text: &[char], start: usize, next: usize) -> usize {
    let mut end = start;
    while end < next {
        match text.get(end) {
            Some('(') => {
                let close = find(text, end..next, ")");
                match close {
                    Some(close) if end > start => end = close,
                    _ => break,
                }
            }
            Some(')' | ',' | ';' | ':' | '，' | '；' | '：' | '。' | '\t' | '|' | '!' | '?' | '\n')
            | None => break,
            _ => {}
        }
        end += 1;
    }
    end
}

/// What a figure measures, and the unit its dimension is based on; none for labels and durations.
fn dimension(figure: &Figure) -> Option<(Dimension, Option<Uom>)> {
    const BASES: &[&str] = &["亩", "公斤", "米", "立方米", "千瓦", "千瓦时", "平方米"];
    /// Larger amounts are nobody's figures, and their sums would not be exact.
    const MOST: Decimal = Decimal::from_parts(0x107a_4000, 0x5af3, 0, false, 0);
    let largest = figure.base_of(figure.high.unwrap_or(figure.value)).abs();
    let word = figure.chinese && figure.value == Decimal::ONE;
    if figure.ordinal
        || word
        || figure.round && figure.class != Class::Money
        || largest > MOST
        || figure.value.scale() > 6
    {
        return None;
    }
    Some(match figure.class {
        Class::Money => (Dimension::Money, Some(Uom::new("元"))),
        Class::Count if figure.unit == "户" => (Dimension::Households, None),
        Class::Count | Class::Thing | Class::Item | Class::Place => (Dimension::Things, None),
        Class::People => (Dimension::People, None),
        Class::Event => (Dimension::Events, None),
        Class::Percent => (Dimension::Percent, None),
        Class::Points => (Dimension::Points, None),
        Class::Measure if matches!(figure.unit.as_str(), "平方米" | "平米" | "㎡" | "m²") => {
            (Dimension::Measure("平方米".to_owned()), Some(Uom::new("平方米")))
        }
        Class::Measure => {
            let own = Uom::new(&figure.unit);
            let base = BASES.iter().map(Uom::new).find(|base| base.same_dimension(&own));
            (Dimension::Measure(base.as_ref().unwrap_or(&own).as_str().to_owned()), base)
        }
        Class::Division => (Dimension::Division, None),
        Class::Bare if figure.chinese => (Dimension::Division, None),
        Class::Bare if figure.value.scale() > 0 => (Dimension::Bare, None),
        Class::Bare if figure.scale.factor() > Decimal::ONE && !figure.chinese => (Dimension::People, None),
        _ => return None,
    })
}

const GROWTH: &[&str] = &[
    "增长",
    "提高",
    "增加",
    "提升",
    "上升",
    "下降",
    "减少",
    "降低",
    "增产",
    "增收",
    "增",
    "降",
    "压减",
    "回落",
    "扩大",
    "增速",
    "增长率",
    "涨",
    "高",
    "低",
    "多",
    "少",
    "快",
    "净增",
    "增长了",
    "提高了",
    "增加了",
    "下降了",
    "减少了",
    "降低了",
    "上升了",
    "提升了",
    "增幅达",
    "增幅",
    "降幅",
    "涨幅",
];

const CAME: &[&str] = &["新增", "新增了", "净增", "新引进", "新引入", "新招", "新认定", "新签约"];

fn aspect(text: &[char], figure: &Figure, before: &Range<usize>, after: &Range<usize>) -> Aspect {
    let end = before.end;
    let words = before.clone();
    if figure.class == Class::Points {
        let far = contains_any(text, words, &["高于", "低于", "高出", "快于"]);
        return if far { Aspect::Distance } else { Aspect::Change };
    }
    if figure.class == Class::Percent
        && contains_any(text, words.clone(), &["占"])
        && !any_ends(text, end, &["占比", "占比为", "占比达", "占比分别为"])
    {
        return Aspect::Share;
    }
    if contains_any(text, words.clone(), &["每个", "每名", "每户", "每村", "每人", "每家", "每亩", "各选派"])
    {
        return Aspect::Each;
    }
    if any_ends(text, end, &["高于", "低于", "高出", "超出", "快于"])
        || contains_any(text, words.clone(), &["高于全", "低于全"])
    {
        return Aspect::Distance;
    }
    if any_ends(text, end, CAME) {
        return Aspect::Added;
    }
    let to = any_ends(text, end, &["到", "至", "达", "为"]);
    if !to && any_ends(text, end, GROWTH) && !any_ends(text, end, &["最多", "最少", "最高", "最低"]) {
        return Aspect::Change;
    }
    if contains_any(text, words.clone(), &["由", "从"])
        && !to
        && contains_any(
            text,
            after.clone(),
            &[
                "增加到",
                "减少到",
                "提高到",
                "下降到",
                "下降至",
                "增至",
                "降至",
                "提升到",
                "增长到",
                "上升到",
                "减少至",
                "增加至",
                "提高至",
                "提升至",
            ],
        )
    {
        return Aspect::Start;
    }
    if contains_any(text, words, CAME) || any_begins(text, after.start, &["新增"]) {
        return Aspect::Added;
    }
    Aspect::Level
}
