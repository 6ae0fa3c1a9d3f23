//! What a statement of a text would become on this ledger: every field of a target or an outcome, as far as
//! its words and the ledger tell, and what is lacking. A person adopts, edits or rejects it; the rules of
//! reading stay in `reading`, what the ledger makes of them is here (domain-guide §2).

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike as _;
use domain::documents::{Document, Span, Time};
use domain::kernel::{
    Date, Decimal, IndicatorId, OrgUnitId, Period, Problem, Qualifier, TargetId, Uom, convert,
};
use domain::org::Level;
use domain::programmes::{Accumulation, Direction, Indicator};
use domain::targets::{
    Binding, Comparator, CompletionRule, Coverage, Recurrence, Schedule, Strength, Target, TargetKind,
    Threshold,
};
use reading::{Accumulation as Read, KnownNames, Statement, Value, Window};

use super::adopt::{OutcomeDraft, TargetDraft};
use crate::Book;
use crate::programmes::WhichIndicator;
use crate::targets::lacking;

/// A target as it could be adopted.
#[derive(Clone, Debug)]
pub struct TargetProposal {
    /// What is measured.
    pub indicator: WhichIndicator,
    /// The target.
    pub target: TargetDraft,
    /// What keeps it from being adopted as it is, or has to be looked at first.
    pub lacks: Vec<Problem>,
}

/// An outcome as it could be adopted.
#[derive(Clone, Debug)]
pub struct OutcomeProposal {
    /// What is measured.
    pub indicator: WhichIndicator,
    /// The outcome.
    pub outcome: OutcomeDraft,
    /// What keeps it from being adopted as it is, or has to be looked at first.
    pub lacks: Vec<Problem>,
}

/// What drafts of one document ask of the ledger, looked up once.
pub(crate) struct Ground<'a> {
    book: &'a Book,
    document: &'a Document,
    sentences: Vec<Span>,
    letters: Vec<char>,
    units: UnitNames<'a>,
    names: Names<'a>,
    /// The unit the document speaks of.
    own: Option<OrgUnitId>,
    /// The unit of measure of thresholds in money from 万元 on.
    large_money: Uom,
}

/// 万.
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

impl<'a> Ground<'a> {
    /// For the statements of a document.
    pub(crate) fn new(book: &'a Book, document: &'a Document) -> Self {
        let units = UnitNames::new(book);
        let letters: Vec<char> = document.text.chars().collect();
        let issuer = document.issuer.as_deref().unwrap_or("");
        let own = document.org_unit.clone().or_else(|| units.of_document(&document.title, issuer, &letters));
        Self {
            book,
            document,
            sentences: reading::sentences(&document.text),
            letters,
            units,
            names: Names::new(book),
            own,
            large_money: Uom::new("万元"),
        }
    }

    /// The sentence a span begins in, to the end of the span.
    pub(crate) fn sentence(&self, span: Span) -> Span {
        let after = self.sentences.partition_point(|sentence| sentence.start <= span.start);
        let around = after.checked_sub(1).and_then(|at| self.sentences.get(at));
        match around.filter(|sentence| span.start < sentence.end) {
            Some(sentence) => Span { start: sentence.start, end: sentence.end.max(span.end) },
            None => span,
        }
    }

    /// The words of a span.
    pub(crate) fn words(&self, span: Span) -> String {
        self.letters.get(span.start..span.end).unwrap_or_default().iter().collect()
    }

    /// The statement as a target.
    pub(crate) fn target(&self, statement: &Statement) -> TargetProposal {
        let sentence = self.words(self.sentence(statement.span));
        let (rule, level) = self.rule(statement);
        let measured = rule.unwrap_or(Measured {
            name: &statement.indicator,
            value: low(statement.base),
            uom: &statement.uom_base,
            printed: &statement.uom,
            comparator: statement.comparator,
        });
        let kind = if rule.is_some() { TargetKind::Coverage } else { kind(statement) };
        let accumulation = accumulation(statement, rule.is_some(), &sentence);
        let falls = matches!(measured.comparator, Comparator::Lte | Comparator::Lt);
        let (indicator, uom, direction) = self.indicator(&measured, accumulation, falls);
        let in_uom = |value: Decimal| convert(value, measured.uom, &uom).unwrap_or(value);
        let share = low(statement.base) / Decimal::ONE_HUNDRED;
        let value = match kind {
            TargetKind::Coverage => Some(if statement.coverage_of.is_some() { share } else { Decimal::ONE }),
            TargetKind::NoEvent | TargetKind::ClearToZero | TargetKind::Deliverable => None,
            _ => Some(in_uom(low(statement.base))),
        };
        let mut moment = self.moment(statement, &sentence);
        if moment.deadline.is_none() && moment.recurrence.is_none() {
            moment.deadline = self.open_deadline(&sentence);
            moment.to_confirm = moment.deadline.is_some();
        }
        let target = Target {
            id: TargetId::new(""),
            valid_from: None,
            indicator: IndicatorId::new(""),
            org_unit: self.org_unit(statement.scope.as_deref(), &sentence).unwrap_or(OrgUnitId::new("")),
            kind,
            comparator: match kind {
                TargetKind::Coverage => Comparator::Gte,
                TargetKind::NoEvent => Comparator::NoEvent,
                TargetKind::ClearToZero => Comparator::Eq,
                _ => statement.comparator,
            },
            value,
            value2: match (kind, statement.base) {
                (TargetKind::Range, Value::Range(_, high)) => Some(in_uom(high)),
                _ => None,
            },
            tolerance: None,
            baseline: None,
            change_by: None,
            growth: None,
            rising: false,
            from: moment.from,
            deadline: moment.deadline,
            recurrence: moment.recurrence,
            completion_rule: CompletionRule::usual(kind, direction),
            schedule: Schedule::usual(kind, accumulation),
            coverage: rule.map(|rule| Coverage {
                indicator: IndicatorId::new(""),
                comparator: rule.comparator,
                threshold: Threshold::One(in_uom(rule.value)),
                threshold2: match (rule.comparator, statement.base) {
                    (Comparator::Between, Value::Range(_, high)) => Some(in_uom(high)),
                    _ => None,
                },
                level,
                units: Vec::new(),
                population: None,
            }),
            strength: strength(&sentence),
            binding: binding(&sentence),
            excerpt: None,
            programme: self.programme(&indicator),
            responsible: None,
            own: false,
            note: None,
        };
        let mut lacks = lacking(&target, self.book);
        if moment.to_confirm {
            lacks.push(Problem::query("target.deadline_open", "deadline"));
        }
        lacks.extend(damaged(statement));
        TargetProposal { indicator, target, lacks }
    }

    /// The statement as an outcome.
    pub(crate) fn outcome(&self, statement: &Statement) -> OutcomeProposal {
        let sentence = self.words(self.sentence(statement.span));
        let measured = Measured {
            name: &statement.indicator,
            value: low(statement.base),
            uom: &statement.uom_base,
            printed: &statement.uom,
            comparator: statement.comparator,
        };
        let accumulation = accumulation(statement, false, &sentence);
        let falls = ["下降", "减少", "降低"].iter().any(|word| statement.quote.contains(word));
        let (indicator, ..) = self.indicator(&measured, accumulation, falls);
        let org_unit = self.org_unit(statement.scope.as_deref(), &sentence);
        let mut lacks = Vec::new();
        if org_unit.is_none() {
            lacks.push(Problem::error("unit.unknown", "org_unit"));
        }
        if matches!(statement.value, Value::Range(..)) {
            lacks.push(Problem::query("outcome.range", "value"));
        }
        lacks.extend(damaged(statement));
        let outcome = OutcomeDraft {
            org_unit: org_unit.unwrap_or(OrgUnitId::new("")),
            time: statement.time.map_or(Time::Open, observed),
            value: low(statement.value),
            uom: statement.uom.clone(),
            qualifier: qualifier(statement.comparator),
            note: None,
        };
        OutcomeProposal { indicator, outcome, lacks }
    }

    /// The indicators whose names are like what a statement speaks of, the likest first.
    pub(crate) fn likely(&self, name: &str, most: usize) -> Vec<IndicatorId> {
        let likely = self.names.known.likely(name).into_iter();
        likely.take(most).filter_map(|likely| self.names.ids.get(likely.at)).map(|id| (*id).clone()).collect()
    }

    /// The rule every unit has to meet, where the statement states one: a threshold inside a share, or a
    /// value said of each unit of a level.
    fn rule<'s>(&'s self, statement: &'s Statement) -> (Option<Measured<'s>>, Level) {
        if let Some(of) = &statement.coverage_of {
            let large = of.uom.as_str() == "元" && of.threshold >= TEN_THOUSAND;
            let rule = Measured {
                name: &of.indicator,
                value: of.threshold,
                uom: &of.uom,
                printed: if large { &self.large_money } else { &of.uom },
                comparator: of.comparator,
            };
            return (Some(rule).filter(|_| statement.uom.is_percent()), level_named(&statement.indicator));
        }
        let each = statement.scope.as_deref().filter(|scope| scope.starts_with('每')).and_then(level_of_each);
        let counted = !statement.uom.is_percent() && !matches!(statement.comparator, Comparator::Done);
        let rule = each.filter(|_| counted).map(|_| Measured {
            name: &statement.indicator,
            value: low(statement.base),
            uom: &statement.uom_base,
            printed: &statement.uom,
            comparator: statement.comparator,
        });
        (rule, each.unwrap_or(Level::Village))
    }

    /// The indicator of that name, or a new one; with its unit of measure and direction.
    fn indicator(
        &self,
        measured: &Measured<'_>,
        accumulation: Accumulation,
        falls: bool,
    ) -> (WhichIndicator, Uom, Direction) {
        if let Some(known) = self.names.find(measured.name, measured.uom) {
            return (WhichIndicator::Existing(known.id.clone()), known.uom.clone(), known.direction);
        }
        // Money is kept as it is printed (万元, 亿元), everything else without 万 and 亿.
        let money = measured.uom.as_str() == "元";
        let uom = if money { measured.printed.clone() } else { measured.uom.clone() };
        let value = convert(measured.value, measured.uom, &uom).unwrap_or(measured.value);
        let direction = if falls { Direction::Down } else { Direction::Up };
        let decimals = value.normalize().scale().max(if money { 2 } else { 0 });
        let id = IndicatorId::new("");
        let indicator = Indicator::usual(id, measured.name, uom.clone(), decimals, accumulation, direction);
        (WhichIndicator::New(Box::new(indicator)), uom, direction)
    }

    fn programme(&self, indicator: &WhichIndicator) -> Option<domain::kernel::ProgrammeId> {
        match indicator {
            WhichIndicator::Existing(id) => self.book.indicators.get(id)?.programme.clone(),
            WhichIndicator::New(indicator) => indicator.programme.clone(),
        }
    }

    /// The unit a scope names. A place that is not on the ledger is no unit; where no place is named, it is
    /// the one that the sentence names, or that of the document.
    fn org_unit(&self, scope: Option<&str>, sentence: &str) -> Option<OrgUnitId> {
        let named = scope.filter(|scope| !scope.starts_with(['每', '各', '全', '我']));
        if let Some(scope) = named {
            if let Some(unit) = self.units.called(scope) {
                return Some(unit);
            }
            if scope.ends_with(PLACE_ENDS) {
                return None;
            }
        }
        self.units.named_in(sentence).or_else(|| self.own.clone())
    }

    fn moment(&self, statement: &Statement, sentence: &str) -> Moment {
        use reading::Time as T;
        let issued = self.document.issued_on;
        let said = statement.time_text.as_deref().unwrap_or(sentence);
        let window = reading::deadline(said, issued);
        let begins = |to: Date| window.filter(|w: &Window| w.to == Some(to)).and_then(|w| w.from);
        let (from, deadline, recurrence) = match statement.time {
            None => (None, None, None),
            Some(T::Annual) => {
                let first = issued.and_then(|day| Date::from_ymd_opt(day.year(), 1, 1));
                (first, None, Some(how_often(said)))
            }
            Some(T::Deadline(day) | T::AsOf(day)) => (begins(day), Some(day), None),
            Some(time) => (time.start(), time.end(), None),
        };
        Moment { from, deadline, recurrence, to_confirm: false }
    }

    /// 在2年内, 用3年时间: counted from the day of the document, for a person to confirm.
    fn open_deadline(&self, sentence: &str) -> Option<Date> {
        let years = reading::open_years(sentence)?;
        let issued = self.document.issued_on?;
        issued.with_year(issued.year().checked_add(years)?)
    }
}

/// The units of a ledger by their names; of several with one name the widest.
pub(crate) struct UnitNames<'a> {
    book: &'a Book,
    ids: BTreeMap<&'a str, &'a OrgUnitId>,
}

impl<'a> UnitNames<'a> {
    /// All units.
    pub(crate) fn new(book: &'a Book) -> Self {
        let mut by_level: Vec<_> = book.units.iter().collect();
        by_level.sort_by_key(|unit| (unit.level, unit.id));
        let mut ids = BTreeMap::new();
        for unit in by_level {
            for name in std::iter::once(unit.name).chain(unit.aliases()) {
                ids.entry(name).or_insert(unit.id);
            }
        }
        Self { book, ids }
    }

    /// The unit a document speaks of, as its title, its issuer or its beginning names it.
    pub(crate) fn of_document(&self, title: &str, issuer: &str, letters: &[char]) -> Option<OrgUnitId> {
        let beginning: String = letters.iter().take(BEGINNING).collect();
        [title, issuer, &beginning].into_iter().find_map(|text| self.named_in(text))
    }

    /// The unit of a name, written out or without 市, 县, ….
    fn called(&self, name: &str) -> Option<OrgUnitId> {
        if let Some(id) = self.ids.get(name) {
            return Some((*id).clone());
        }
        let short = |name: &str| name.strip_suffix(PLACE_ENDS).map(str::to_owned);
        let wanted = short(name);
        let alike =
            |known: &str| wanted.as_deref() == Some(known) || wanted.is_some() && short(known) == wanted;
        self.ids.iter().find(|(known, _)| alike(known)).map(|(_, id)| (*id).clone())
    }

    /// The widest unit named in a text. Every piece of the text is looked up: names are many, texts short.
    fn named_in(&self, text: &str) -> Option<OrgUnitId> {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let pieces = ends.iter().enumerate().flat_map(|(nth, from)| {
            ends.iter().skip(nth + 2).take(LONGEST_NAME).filter_map(|to| text.get(*from..*to))
        });
        let units = pieces.filter_map(|piece| Some((piece.len(), *self.ids.get(piece)?)));
        let level = |id: &OrgUnitId| self.book.units.get(id).map(|unit| unit.level);
        units.min_by_key(|(length, id)| (level(id), std::cmp::Reverse(*length))).map(|(_, id)| id.clone())
    }
}

/// What a unit or a place is measured by.
#[derive(Clone, Copy)]
struct Measured<'a> {
    name: &'a str,
    value: Decimal,
    uom: &'a Uom,
    printed: &'a Uom,
    comparator: Comparator,
}

/// How often words say that something recurs; every year where they do not say.
fn how_often(said: &str) -> Recurrence {
    const WORDS: [(&str, Recurrence); 10] = [
        ("一、三季度", Recurrence::OddQuarter),
        ("1、3季度", Recurrence::OddQuarter),
        ("二、四季度", Recurrence::EvenQuarter),
        ("2、4季度", Recurrence::EvenQuarter),
        ("每半年", Recurrence::HalfYear),
        ("每季", Recurrence::Quarter),
        ("按季", Recurrence::Quarter),
        ("每月", Recurrence::Month),
        ("每个月", Recurrence::Month),
        ("按月", Recurrence::Month),
    ];
    WORDS.iter().find(|(word, _)| said.contains(word)).map_or(Recurrence::Year, |(_, often)| *often)
}

struct Moment {
    from: Option<Date>,
    deadline: Option<Date>,
    recurrence: Option<Recurrence>,
    to_confirm: bool,
}

/// Indicators by their names and by the names a person said are the same.
struct Names<'a> {
    by_name: BTreeMap<String, Vec<&'a Indicator>>,
    ids: Vec<&'a IndicatorId>,
    known: KnownNames,
    same: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Names<'a> {
    fn new(book: &'a Book) -> Self {
        let mut by_name: BTreeMap<String, Vec<&Indicator>> = BTreeMap::new();
        for indicator in book.indicators.values() {
            by_name.entry(plain(&indicator.name)).or_default().push(indicator);
        }
        let mut same: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for names in &book.same_names {
            same.entry(&names.a).or_default().insert(&names.b);
            same.entry(&names.b).or_default().insert(&names.a);
        }
        let ids = book.indicators.keys().collect();
        let known = KnownNames::new(book.indicators.values().map(|indicator| indicator.name.as_str()));
        Self { by_name, ids, known, same }
    }

    /// The one indicator of that name, or of a name that is the same, whose unit of measure fits.
    fn find(&self, name: &str, uom: &Uom) -> Option<&'a Indicator> {
        let others = self.same.get(name).into_iter().flatten().copied();
        std::iter::once(name).chain(others).find_map(|name| {
            let known = self.by_name.get(&plain(name))?;
            let mut fitting = known.iter().filter(|indicator| indicator.uom.same_dimension(uom));
            fitting.next().filter(|_| fitting.next().is_none()).copied()
        })
    }
}

/// A name without marks and blanks.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters of a text that are looked through for the unit it is about.
const BEGINNING: usize = 300;

/// The longest name of a unit that is looked for in a sentence, in letters.
const LONGEST_NAME: usize = 16;

/// The last letters of names of places.
const PLACE_ENDS: [char; 12] = ['省', '市', '区', '县', '旗', '州', '盟', '乡', '镇', '村', '道', '木'];

fn low(value: Value) -> Decimal {
    match value {
        Value::One(value) | Value::Range(value, _) => value,
    }
}

fn kind(statement: &Statement) -> TargetKind {
    let fired = |rule: &str| statement.rules.contains(&rule);
    let said = |words: &[&str]| words.iter().any(|word| statement.quote.contains(word));
    if fired("coverage.no_event") {
        return TargetKind::NoEvent;
    }
    if fired("coverage.cleared") || fired("coverage.removed") {
        return TargetKind::ClearToZero;
    }
    match statement.comparator {
        Comparator::Done => TargetKind::Deliverable,
        Comparator::Between => TargetKind::Range,
        Comparator::Approx => TargetKind::Approx,
        _ if statement.uom.as_str() == "位" => TargetKind::Rank,
        _ if statement.uom.is_points() => TargetKind::Change,
        _ if said(&["保持", "稳定在", "始终"]) => TargetKind::Keep,
        _ => TargetKind::Level,
    }
}

fn accumulation(statement: &Statement, of_units: bool, sentence: &str) -> Accumulation {
    if of_units {
        return if sentence.contains("年") { Accumulation::PeriodFlow } else { Accumulation::Stock };
    }
    if statement.uom.is_percent() || statement.uom.is_points() {
        return Accumulation::Ratio;
    }
    if statement.comparator == Comparator::Done {
        return Accumulation::Qualitative;
    }
    match statement.accumulation {
        Read::Cumulative => Accumulation::SinceStart,
        Read::Period => Accumulation::Ytd,
        Read::Stock => Accumulation::Stock,
        Read::Rate => Accumulation::Ratio,
    }
}

/// The level of the units a rule is about, as its words name them.
fn level_named(words: &str) -> Level {
    [("村", Level::Village), ("嘎查", Level::Village), ("乡", Level::Township), ("镇", Level::Township)]
        .into_iter()
        .chain([("苏木", Level::Township), ("县", Level::County), ("旗", Level::County)])
        .find(|(word, _)| words.contains(word))
        .map_or(Level::Village, |(_, level)| level)
}

/// 每个嘎查村, 每个旗县: places; 每名党员: none.
fn level_of_each(scope: &str) -> Option<Level> {
    [
        ("村", Level::Village),
        ("社区", Level::Village),
        ("乡镇", Level::Township),
        ("镇", Level::Township),
        ("乡", Level::Township),
        ("苏木", Level::Township),
        ("县", Level::County),
        ("旗", Level::County),
        ("市", Level::Prefecture),
    ]
    .into_iter()
    .find(|(word, _)| scope.ends_with(word))
    .map(|(_, level)| level)
}

/// The force of the wording, strongest first (domain-guide §2.1).
fn strength(sentence: &str) -> Strength {
    [
        ("确保", Strength::Ensure),
        ("必须", Strength::Must),
        ("全部", Strength::Must),
        ("一律", Strength::Must),
        ("力争", Strength::Strive),
        ("争取", Strength::Strive),
        ("稳步", Strength::Steady),
        ("逐步", Strength::Steady),
        ("计划", Strength::Plan),
        ("规划", Strength::Plan),
    ]
    .into_iter()
    .find(|(word, _)| sentence.contains(word))
    .map_or(Strength::Reach, |(_, strength)| strength)
}

fn binding(sentence: &str) -> Binding {
    match (sentence.contains("约束性"), sentence.contains("预期性")) {
        (true, false) => Binding::Binding,
        (false, true) => Binding::Expected,
        _ => Binding::General,
    }
}

/// When an outcome holds, of the time that reading found.
pub fn observed(time: reading::Time) -> Time {
    use reading::Time as T;
    let over = |period: Option<Period>| period.map_or(Time::Open, Time::Period);
    match time {
        T::AsOf(day) => Time::AsOf(day),
        T::AsOfMonth(..) => time.end().map_or(Time::Open, Time::AsOf),
        T::Year(year) => over(Period::year_of(year).ok()),
        T::Month(year, month) => over(Period::month(year, month).ok()),
        T::Quarter(year, quarter) => over(Period::quarter(year, quarter).ok()),
        T::Half(year, half) => over(Period::half_year(year, half).ok()),
        T::Annual => Time::Annual,
        T::Deadline(day) => Time::Deadline(day),
        T::Span(from, to) => Time::Span(from, to),
        T::SinceYear(_) => time.start().map_or(Time::Open, |from| Time::Span(from, None)),
    }
}

fn qualifier(comparator: Comparator) -> Qualifier {
    match comparator {
        Comparator::Gte | Comparator::Between => Qualifier::AtLeast,
        Comparator::Gt => Qualifier::MoreThan,
        Comparator::Lte => Qualifier::AtMost,
        Comparator::Lt => Qualifier::LessThan,
        Comparator::Approx => Qualifier::About,
        Comparator::Eq | Comparator::Done | Comparator::NoEvent => Qualifier::Exact,
    }
}

fn damaged(statement: &Statement) -> Option<Problem> {
    statement.flags.contains(&"damaged").then(|| Problem::query("statement.damaged", "passage"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_how_often() {
        for (said, often) in [
            ("每年培训2300名", "year"),
            ("年年开展", "year"),
            ("每半年评估一次", "half_year"),
            ("每季度召开1次", "quarter"),
            ("按季调度", "quarter"),
            ("每月不少于2次", "month"),
            ("一、三季度各排查一遍", "odd_quarter"),
            ("二、四季度摸排全体农户", "even_quarter"),
        ] {
            assert_eq!(how_often(said).code(), often, "{said}");
        }
    }
}
