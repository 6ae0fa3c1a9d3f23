//! Small random ledgers: a province of a few prefectures and counties, one indicator, one target, and months
//! of reports with gaps, states, corrections and conflicts.

use chrono::Datelike;
use proptest::prelude::*;

use super::super::testing::{World, decimal, indicator, target};
use crate::kernel::{Date, Decimal, PeriodKind};
use crate::org::Level;
use crate::programmes::{Accumulation, Authority, Direction, PlaceRule, TimeRule};
use crate::results::Measure;
use crate::targets::{
    Baseline, ChangeBy, Comparator, CompletionRule, Coverage, Schedule, TargetKind, Threshold,
};

use super::super::facts::Expectation;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// In hundredths.
    Number(i64),
    Nil,
    NotApplicable,
    Conflict,
}

impl State {
    pub fn number(self) -> Option<i64> {
        match self {
            Self::Number(value) => Some(value),
            Self::Nil => Some(0),
            Self::NotApplicable | Self::Conflict => None,
        }
    }
}

/// A monthly form: below whom it asks the counties, from the first to the last month (none: without end).
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub parent: String,
    pub from: Option<i32>,
    pub until: Option<i32>,
}

#[derive(Clone, Debug)]
pub(super) struct Ledger {
    /// How many counties each prefecture has.
    pub counties: Vec<usize>,
    pub accumulation: Accumulation,
    pub time_rule: TimeRule,
    pub place_rule: PlaceRule,
    pub direction: Direction,
    pub authority: Authority,
    pub kind: TargetKind,
    pub comparator: Comparator,
    /// All figures in hundredths.
    pub value: i64,
    pub value2: i64,
    pub baseline: i64,
    pub change_by: ChangeBy,
    pub unit_comparator: Comparator,
    pub threshold: i64,
    pub from: Date,
    pub deadline: Date,
    pub schedule: Schedule,
    /// Every county is asked by at least one of these, at some time.
    pub forms: Vec<Form>,
    /// What fell to counties; empty: not broken down.
    pub shares: Vec<(String, i64)>,
    /// Who said what for which month, in the order it was said; the last counts.
    pub cells: Vec<(String, i32, State)>,
}

/// Months since the year 0.
pub(super) fn month_of(day: Date) -> i32 {
    day.year() * 12 + i32::try_from(day.month0()).expect("a month")
}

fn first_day(month: i32) -> Date {
    let month_of_year = u32::try_from(month.rem_euclid(12) + 1).expect("a month");
    Date::from_ymd_opt(month.div_euclid(12), month_of_year, 1).expect("a day of our time")
}

pub(super) fn months_end(month: i32) -> Date {
    first_day(month + 1).pred_opt().expect("a day of our time")
}

impl Ledger {
    pub fn units(&self) -> Vec<String> {
        let mut units = vec!["p".to_owned()];
        units.extend(self.children("p"));
        units.extend(self.counties_below("p"));
        units
    }

    pub fn children(&self, unit: &str) -> Vec<String> {
        match unit.split_once('-') {
            Some(_) => Vec::new(),
            None if unit == "p" => (0..self.counties.len()).map(|n| format!("a{n}")).collect(),
            None => {
                let prefecture: usize = unit[1..].parse().expect("a prefecture");
                (0..self.counties[prefecture]).map(|n| format!("{unit}-{n}")).collect()
            }
        }
    }

    pub fn counties_below(&self, unit: &str) -> Vec<String> {
        match unit {
            "p" => self.children("p").iter().flat_map(|prefecture| self.children(prefecture)).collect(),
            unit if unit.contains('-') => Vec::new(),
            unit => self.children(unit),
        }
    }

    /// The measure in which figures of this kind are reported.
    fn measure(&self) -> Measure {
        match self.accumulation {
            Accumulation::Ytd => Measure::Ytd,
            Accumulation::SinceStart => Measure::SinceStart,
            Accumulation::PeriodFlow => Measure::Period,
            _ => Measure::Stock,
        }
    }

    /// As the facts of the engine that is held against the slow one.
    pub fn world(&self) -> World {
        let number = |hundredths: i64| Decimal::new(hundredths, 2);
        let mut world = World::empty();
        world.unit("p", Level::Province, None);
        for prefecture in self.children("p") {
            world.unit(&prefecture, Level::Prefecture, Some("p"));
            for county in self.children(&prefecture) {
                world.unit(&county, Level::County, Some(&prefecture));
            }
        }
        let mut indicator = indicator("i");
        indicator.accumulation = self.accumulation;
        indicator.time_rule = self.time_rule;
        indicator.place_rule = self.place_rule;
        indicator.direction = self.direction;
        indicator.authority = self.authority;
        world.indicators.push(indicator);
        let mut target = target("t");
        target.kind = self.kind;
        target.comparator = self.comparator;
        target.value = Some(number(self.value));
        target.value2 = (self.kind == TargetKind::Range).then(|| number(self.value2));
        target.tolerance =
            (self.kind == TargetKind::Approx).then(|| crate::targets::Tolerance::Share(decimal("0.1")));
        target.baseline = matches!(self.kind, TargetKind::Change | TargetKind::ClearToZero)
            .then(|| Baseline { value: number(self.baseline), period: None });
        target.change_by = (self.kind == TargetKind::Change).then_some(self.change_by);
        target.from = Some(self.from);
        target.deadline = Some(self.deadline);
        target.schedule = self.schedule.clone();
        target.completion_rule = CompletionRule::usual(self.kind, self.direction);
        target.coverage = (self.kind == TargetKind::Coverage).then(|| Coverage {
            indicator: "i".into(),
            comparator: self.unit_comparator,
            threshold: Threshold::One(number(self.threshold)),
            threshold2: None,
            level: Level::County,
            units: Vec::new(),
            population: None,
        });
        world.targets.push(target);
        for (unit, share) in &self.shares {
            world.allocate(unit, None, &number(*share).to_string());
        }
        for form in &self.forms {
            let (level, parent, kind) = (Level::County, form.parent.as_str().into(), PeriodKind::Month);
            let (from, until) = (form.from.map(first_day), form.until.map(months_end));
            world.reporting.expect("i".into(), Expectation { level, parent, kind, from, until });
        }
        for (unit, month, state) in &self.cells {
            let when = format!("{}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
            let value = match state {
                State::Number(value) => number(*value).to_string(),
                State::Nil => "nil".to_owned(),
                State::NotApplicable => "na".to_owned(),
                State::Conflict => "conflict".to_owned(),
            };
            world.say("i", self.measure(), unit, &when, &value);
        }
        world
    }
}

const KINDS: [TargetKind; 8] = [
    TargetKind::Level,
    TargetKind::Change,
    TargetKind::Keep,
    TargetKind::Range,
    TargetKind::Approx,
    TargetKind::Coverage,
    TargetKind::ClearToZero,
    TargetKind::NoEvent,
];

fn state() -> impl Strategy<Value = State> {
    prop_oneof![
        20 => (0i64..9000).prop_map(State::Number),
        2 => Just(State::Number(0)),
        1 => Just(State::Number(-250)),
        2 => Just(State::Nil),
        1 => Just(State::NotApplicable),
        1 => Just(State::Conflict),
    ]
}

/// Any ledger.
pub(super) fn ledger() -> impl Strategy<Value = Ledger> {
    let rules = (
        prop::sample::select(vec![
            Accumulation::Ytd,
            Accumulation::SinceStart,
            Accumulation::PeriodFlow,
            Accumulation::Stock,
        ]),
        prop::sample::select(vec![
            TimeRule::Sum,
            TimeRule::Last,
            TimeRule::Mean,
            TimeRule::Max,
            TimeRule::Min,
        ]),
        prop_oneof![3 => Just(PlaceRule::Sum), 1 => Just(PlaceRule::Max), 1 => Just(PlaceRule::Min)],
        prop_oneof![3 => Just(Direction::Up), 1 => Just(Direction::Down)],
        prop_oneof![3 => Just(Authority::Own), 1 => Just(Authority::Parts)],
    );
    let asks = (
        prop::sample::select(KINDS.to_vec()),
        prop::sample::select(vec![
            Comparator::Gte,
            Comparator::Gt,
            Comparator::Lte,
            Comparator::Lt,
            Comparator::Eq,
        ]),
        prop_oneof![1i64..200, 200i64..40_000],
        1i64..40_000,
        (1i64..20_000, prop::sample::select(vec![ChangeBy::Amount, ChangeBy::Percent, ChangeBy::Multiple])),
        (prop::sample::select(vec![Comparator::Gte, Comparator::Lte, Comparator::Gt]), 0i64..9000),
        prop::sample::select(vec![
            Schedule::CalendarMonth,
            Schedule::CalendarDay,
            Schedule::YearEnd,
            Schedule::None,
        ]),
    );
    // Below one of the prefectures or (beyond them) below all, from and until a month.
    let form = (0usize..6, prop::option::weighted(0.4, 0i32..20), prop::option::weighted(0.6, 0i32..20));
    let forms = prop_oneof![2 => Just(Vec::new()), 3 => prop::collection::vec(form, 1..4)];
    let window = (0i32..16, prop::sample::select(vec![0i32, 2, 5, 11, 17]), 0u32..2);
    (prop::collection::vec(1usize..4, 1..4), rules, asks, window, forms).prop_flat_map(
        |(counties, rules, asks, window, forms)| {
            let total: usize = counties.iter().sum();
            let who = (0usize..total + counties.len() + 1, 0i32..24, state(), 0u32..8);
            let cells = prop::collection::vec(who, 0..160);
            let shares = prop_oneof![
                2 => Just(Vec::new()),
                1 => prop::collection::vec(prop::option::weighted(0.7, 0i64..9000), total),
            ];
            (Just(counties), Just(rules), Just(asks), Just(window), Just(forms), cells, shares)
                .prop_map(build)
        },
    )
}

type Rules = (Accumulation, TimeRule, PlaceRule, Direction, Authority);
type Asks = (TargetKind, Comparator, i64, i64, (i64, ChangeBy), (Comparator, i64), Schedule);
type Said = (usize, i32, State, u32);
type Asked = (usize, Option<i32>, Option<i32>);

/// What is drawn: the counties, the rules, what is asked, the window, the forms, what is said and what fell to whom.
type Drawn = (Vec<usize>, Rules, Asks, (i32, i32, u32), Vec<Asked>, Vec<Said>, Vec<Option<i64>>);

fn build((counties, rules, asks, window, forms, said, shares): Drawn) -> Ledger {
    let (accumulation, time_rule, place_rule, direction, authority) = rules;
    let (kind, comparator, value, value2, (baseline, change_by), (unit_comparator, threshold), schedule) =
        asks;
    let begin = 2021 * 12;
    let (first, length, short) = window;
    let deadline = months_end(begin + first + length);
    let deadline = if short == 0 { deadline } else { deadline - chrono::TimeDelta::days(9) };
    // What a keep-target of a stated value or a floor from a baseline compares is settled by its kind.
    let comparator = match kind {
        TargetKind::Change => Comparator::Gte,
        TargetKind::Range => Comparator::Between,
        TargetKind::Approx => Comparator::Approx,
        TargetKind::Coverage => Comparator::Gte,
        TargetKind::ClearToZero => Comparator::Lte,
        TargetKind::NoEvent => Comparator::NoEvent,
        _ => comparator,
    };
    // As often as not all is to be cleared.
    let value = if kind == TargetKind::ClearToZero && value % 2 == 0 { 0 } else { value };
    let mut ledger = Ledger {
        counties,
        accumulation,
        time_rule,
        place_rule,
        direction,
        authority,
        kind,
        comparator,
        value,
        value2,
        baseline,
        change_by,
        unit_comparator,
        threshold,
        from: first_day(begin + first),
        deadline,
        schedule,
        forms: Vec::new(),
        shares: Vec::new(),
        cells: Vec::new(),
    };
    let (below, above) = (ledger.counties_below("p"), ledger.children("p"));
    for (prefecture, from, until) in forms {
        let parent = above.get(prefecture).cloned().unwrap_or_else(|| "p".to_owned());
        let (from, until) = (from.map(|month| begin + month), until.map(|month| begin + month));
        let until = until.filter(|until| from.is_none_or(|from| from <= *until));
        ledger.forms.push(Form { parent, from, until });
    }
    for prefecture in &above {
        if !ledger.forms.iter().any(|form| form.parent == "p" || form.parent == *prefecture) {
            ledger.forms.push(Form { parent: prefecture.clone(), from: None, until: None });
        }
    }
    let broken_down = !matches!(kind, TargetKind::Change | TargetKind::Coverage);
    let shares = below.iter().zip(shares).filter(|_| broken_down);
    ledger.shares = shares.filter_map(|(unit, share)| Some((unit.clone(), share?))).collect();
    for (who, month, state, above_too) in said {
        let unit = match below.get(who) {
            Some(county) => county.clone(),
            // Only now and then does one above report itself.
            None if above_too > 2 => continue,
            None => above.get(who - below.len()).cloned().unwrap_or_else(|| "p".to_owned()),
        };
        ledger.cells.push((unit, begin + month, state));
    }
    ledger
}

/// A day from before the window to after it, a month's end as often as not.
pub(super) fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        (0i32..26).prop_map(|month| months_end(2021 * 12 + month)),
        (0i64..800).prop_map(|days| first_day(2021 * 12) + chrono::TimeDelta::days(days)),
    ]
}
