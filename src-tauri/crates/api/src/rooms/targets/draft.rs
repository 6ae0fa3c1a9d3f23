//! A target as a form holds it: typed texts to a target, and a target to the texts that say it.

use std::collections::BTreeMap;

use app::Book;
use app::programmes::WhichIndicator;
use domain::kernel::{
    Date, Decimal, IndicatorId, OrgUnitId, Period, Problem, ProgrammeId, TargetId, Uom, read_figure_in,
    read_number,
};
use domain::programmes::Indicator;
use domain::targets::{
    Baseline, ChangeBy, CompletionRule, Coverage, Schedule, SchedulePoint, Target, TargetKind, Threshold,
    Tolerance,
};

use crate::WireError;
use crate::rooms::documents::given;
use crate::rooms::print::plain;
use crate::rooms::programmes::{choice_of, which_indicator};
use crate::wire::targets::{AttributeThreshold, CoverageRule, PlannedPoint, ScheduleDraft, TargetDraft};

/// What a form means, or every place that cannot be read.
pub fn read_draft(book: &Book, draft: &TargetDraft) -> Result<(WhichIndicator, Target), WireError> {
    let which = which_indicator(&draft.indicator)?;
    let (target, problems) = target_of(book, which.described(book)?, draft);
    match problems.is_empty() {
        true => Ok((which, target)),
        false => Err(app::AppError::Refused(problems).into()),
    }
}

/// The target of a form as far as it can be read, and what cannot.
pub(super) fn target_of(book: &Book, indicator: &Indicator, draft: &TargetDraft) -> (Target, Vec<Problem>) {
    let mut typed = Typed { problems: Vec::new() };
    let kind = typed.word("kind", &draft.kind).unwrap_or(TargetKind::Level);
    let change_by = draft.change_by.as_deref().and_then(|text| typed.word("change_by", text));
    let growth = draft.growth.as_deref().and_then(|text| typed.word("growth", text));
    let value = |typed: &mut Typed, place: &str, text: &Option<String>| match (kind, change_by) {
        (TargetKind::Coverage, _) => typed.share(place, text.as_deref()),
        (TargetKind::Growth, _) | (TargetKind::Change, Some(ChangeBy::Percent | ChangeBy::Points)) => {
            typed.percentage(place, text.as_deref())
        }
        (TargetKind::Change, Some(ChangeBy::Multiple)) => {
            typed.number(place, text.as_deref(), &Uom::new("倍"))
        }
        _ => typed.number(place, text.as_deref(), &indicator.uom),
    };
    let baseline = typed.number("baseline", draft.baseline.as_deref(), &indicator.uom);
    let baseline_period = typed.period("baseline_period", draft.baseline_period.as_deref());
    let programme = draft.programme.as_deref().map(ProgrammeId::new).or_else(|| indicator.programme.clone());
    let target = Target {
        id: TargetId::new(""),
        valid_from: None,
        indicator: indicator.id.clone(),
        org_unit: OrgUnitId::new(&draft.org_unit),
        kind,
        comparator: typed.word("comparator", &draft.comparator).unwrap_or(domain::targets::Comparator::Gte),
        value: value(&mut typed, "value", &draft.value),
        value2: value(&mut typed, "value2", &draft.value2),
        tolerance: typed.tolerance("tolerance", draft.tolerance.as_deref(), &indicator.uom),
        baseline: baseline.map(|value| Baseline { value, period: baseline_period }),
        change_by: change_by.filter(|_| kind == TargetKind::Change),
        growth: growth.filter(|_| kind == TargetKind::Growth),
        rising: draft.rising,
        from: typed.day("from", draft.from.as_deref()),
        deadline: typed.day("deadline", draft.deadline.as_deref()),
        recurrence: draft.recurrence.as_deref().and_then(|text| typed.word("recurrence", text)),
        completion_rule: match draft.completion_rule.as_str() {
            USUAL => CompletionRule::usual(kind, indicator.direction),
            code => typed.word("completion_rule", code).unwrap_or(CompletionRule::None),
        },
        schedule: typed.schedule(&draft.schedule, kind, indicator),
        coverage: draft.coverage.as_ref().map(|rule| typed.coverage(book, rule, indicator)),
        strength: typed.word("strength", &draft.strength).unwrap_or(domain::targets::Strength::Reach),
        binding: typed.word("binding", &draft.binding).unwrap_or(domain::targets::Binding::General),
        excerpt: None,
        programme,
        responsible: given(draft.responsible.clone()),
        own: draft.own,
        note: given(draft.note.clone()),
    };
    (target, typed.problems)
}

/// The code of a rule that follows from the kind.
const USUAL: &str = "usual";

/// Reads what was typed; what cannot be read is noted with its place.
struct Typed {
    problems: Vec<Problem>,
}

impl Typed {
    fn refuse<T>(&mut self, place: &str, problem: Problem) -> Option<T> {
        self.problems.push(Problem { place: place.to_owned(), ..problem });
        None
    }

    fn word<T: std::str::FromStr>(&mut self, place: &str, text: &str) -> Option<T> {
        match text.parse() {
            Ok(word) => Some(word),
            Err(_) => self.refuse(place, Problem::error("word.unknown", "").with(text)),
        }
    }

    fn day(&mut self, place: &str, text: Option<&str>) -> Option<Date> {
        let text = filled(text)?;
        match text.parse() {
            Ok(day) => Some(day),
            Err(_) => self.refuse(place, Problem::error("date.unreadable", "").with(text)),
        }
    }

    fn period(&mut self, place: &str, text: Option<&str>) -> Option<Period> {
        let text = filled(text)?;
        match text.parse() {
            Ok(period) => Some(period),
            Err(_) => self.refuse(place, Problem::error("period.unreadable", "").with(text)),
        }
    }

    /// A number in a unit of measure; another of the same sort is converted.
    fn number(&mut self, place: &str, text: Option<&str>, uom: &Uom) -> Option<Decimal> {
        match read_figure_in(filled(text)?, uom) {
            Ok(value) => Some(value),
            Err(problem) => self.refuse(place, problem),
        }
    }

    /// A rate of growth: per cent (or points) whatever grows.
    fn percentage(&mut self, place: &str, text: Option<&str>) -> Option<Decimal> {
        match read_number(filled(text)?) {
            Ok(read) if read.uom.as_ref().is_some_and(Uom::is_points) => Some(read.value),
            _ => self.number(place, text, &Uom::new("%")),
        }
    }

    /// A share typed as 70% or 0.7.
    fn share(&mut self, place: &str, text: Option<&str>) -> Option<Decimal> {
        let text = filled(text)?;
        let read = match read_number(text) {
            Ok(read) => read,
            Err(problem) => return self.refuse(place, problem),
        };
        let percent = read.uom.as_ref().is_some_and(Uom::is_percent) || read.value > Decimal::ONE;
        let value = if percent { read.value / Decimal::ONE_HUNDRED } else { read.value };
        if value.is_sign_negative() || value > Decimal::ONE {
            return self.refuse(place, Problem::error("number.not_a_share", "").with(text));
        }
        Some(value.normalize())
    }

    /// 5% is a share of the value, anything else an amount in the unit of measure.
    fn tolerance(&mut self, place: &str, text: Option<&str>, uom: &Uom) -> Option<Tolerance> {
        let points = |read: &Uom| read.is_points() && uom.is_percent();
        match read_number(filled(text)?) {
            Ok(read) if read.uom.as_ref().is_some_and(Uom::is_percent) => {
                self.share(place, text).map(Tolerance::Share)
            }
            Ok(read) if read.uom.as_ref().is_some_and(points) => Some(Tolerance::Amount(read.value)),
            _ => self.number(place, text, uom).map(Tolerance::Amount),
        }
    }

    fn schedule(&mut self, draft: &ScheduleDraft, kind: TargetKind, indicator: &Indicator) -> Schedule {
        match draft.code.as_str() {
            USUAL => Schedule::usual(kind, indicator.accumulation),
            "calendar_month" => Schedule::CalendarMonth,
            "calendar_day" => Schedule::CalendarDay,
            "year_end" => Schedule::YearEnd,
            "none" => Schedule::None,
            "curve" => Schedule::Curve(self.curve(&draft.points, &indicator.uom)),
            "seasonal" => Schedule::Seasonal(
                draft
                    .weights
                    .iter()
                    .map(|text| {
                        let none = Uom::new("");
                        self.number("schedule.weights", Some(text), &none).unwrap_or(Decimal::ZERO)
                    })
                    .collect(),
            ),
            other => {
                self.problems.push(Problem::error("word.unknown", "schedule").with(other));
                Schedule::None
            }
        }
    }

    /// Points without a value are months in which nothing was planned: the plan stays where it was.
    fn curve(&mut self, points: &[PlannedPoint], uom: &Uom) -> Vec<SchedulePoint> {
        let mut found = BTreeMap::new();
        for point in points {
            let place = "schedule.points";
            let day = self.day(place, Some(&point.day));
            if let (Some(day), Some(value)) = (day, self.number(place, Some(&point.text), uom)) {
                found.insert(day, value);
            }
        }
        found.into_iter().map(|(day, value)| SchedulePoint { day, value }).collect()
    }

    fn coverage(&mut self, book: &Book, rule: &CoverageRule, indicator: &Indicator) -> Coverage {
        let measured = rule.indicator.as_deref().map(IndicatorId::new);
        let known = measured.as_ref().map(|id| book.indicator(id));
        let uom = match known {
            Some(Ok(measured)) => measured.uom.clone(),
            Some(Err(_)) => {
                self.problems.push(Problem::error("indicator.unknown", "coverage.indicator"));
                indicator.uom.clone()
            }
            None => indicator.uom.clone(),
        };
        let place = "coverage.threshold";
        let found = filled(rule.found.as_deref()).map(IndicatorId::new);
        if found.as_ref().is_some_and(|id| book.indicator(id).is_err()) {
            self.problems.push(Problem::error("indicator.unknown", "coverage.found"));
        }
        let threshold = match (filled(rule.attribute.as_deref()), found) {
            (_, Some(found)) => Threshold::Found(found),
            (Some(attribute), None) => {
                let mut values = BTreeMap::new();
                for AttributeThreshold { value, text } in &rule.by_attribute {
                    if let Some(number) = self.number(place, Some(text), &uom) {
                        values.insert(value.clone(), number);
                    }
                }
                Threshold::ByAttribute(attribute.to_owned(), values)
            }
            (None, None) => match filled(Some(&rule.threshold)) {
                Some(text) => Threshold::One(self.number(place, Some(text), &uom).unwrap_or(Decimal::ZERO)),
                None => {
                    self.problems.push(Problem::error("target.threshold_missing", place));
                    Threshold::One(Decimal::ZERO)
                }
            },
        };
        let comparator = self.word("coverage.comparator", &rule.comparator);
        let level = self.word("coverage.level", &rule.level);
        Coverage {
            indicator: measured.unwrap_or_else(|| indicator.id.clone()),
            comparator: comparator.unwrap_or(domain::targets::Comparator::Gte),
            threshold,
            threshold2: self.number("coverage.threshold2", rule.threshold2.as_deref(), &uom),
            level: level.unwrap_or(domain::org::Level::Village),
            units: rule.units.iter().map(OrgUnitId::new).collect(),
            population: filled(rule.population.as_deref()).and_then(|text| match text.parse() {
                Ok(population) => Some(population),
                Err(_) => {
                    self.refuse("coverage.population", Problem::error("number.unreadable", "").with(text))
                }
            }),
        }
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A target as the texts that say it.
pub fn draft_of(book: &Book, which: &WhichIndicator, target: &Target) -> Result<TargetDraft, WireError> {
    let uom = &which.described(book)?.uom;
    let text = |value: Option<Decimal>| value.map(|value| in_words(target, value, uom));
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let baseline = target.baseline.as_ref();
    Ok(TargetDraft {
        indicator: choice_of(which),
        org_unit: target.org_unit.to_string(),
        kind: target.kind.code().to_owned(),
        comparator: target.comparator.code().to_owned(),
        value: text(target.value),
        value2: text(target.value2),
        tolerance: target.tolerance.map(|tolerance| tolerance_text(tolerance, uom)),
        baseline: baseline.map(|baseline| plain(baseline.value)),
        baseline_period: baseline.and_then(|baseline| baseline.period).map(|period| period.to_string()),
        change_by: target.change_by.map(|by| by.code().to_owned()),
        growth: target.growth.map(|growth| growth.code().to_owned()),
        rising: target.rising,
        from: day(target.from),
        deadline: day(target.deadline),
        recurrence: target.recurrence.map(|recurrence| recurrence.code().to_owned()),
        completion_rule: target.completion_rule.code().to_owned(),
        schedule: schedule_draft(&target.schedule),
        coverage: target.coverage.as_ref().map(|rule| coverage_rule(rule, target)),
        strength: target.strength.code().to_owned(),
        binding: target.binding.code().to_owned(),
        programme: target.programme.as_ref().map(ToString::to_string),
        responsible: target.responsible.clone(),
        own: target.own,
        note: target.note.clone(),
    })
}

/// A value as it would be typed: a share of units as per cent, a share with its sign, all else bare.
fn in_words(target: &Target, value: Decimal, uom: &Uom) -> String {
    match (target.kind, target.change_by) {
        (TargetKind::Coverage, _) if value > Decimal::ONE => format!("{}%", plain(value)),
        (TargetKind::Coverage, _) => format!("{}%", plain(value * Decimal::ONE_HUNDRED)),
        (TargetKind::Change, Some(ChangeBy::Multiple | ChangeBy::Points)) => plain(value),
        (TargetKind::Growth, _) | (TargetKind::Change, Some(ChangeBy::Percent)) => plain(value),
        _ if uom.is_percent() => format!("{}{uom}", plain(value)),
        _ => plain(value),
    }
}

pub(super) fn tolerance_text(tolerance: Tolerance, uom: &Uom) -> String {
    match tolerance {
        Tolerance::Share(share) => format!("{}%", plain(share * Decimal::ONE_HUNDRED)),
        Tolerance::Amount(points) if uom.is_percent() => format!("{}个百分点", plain(points)),
        Tolerance::Amount(amount) => plain(amount),
    }
}

fn schedule_draft(schedule: &Schedule) -> ScheduleDraft {
    let (points, weights) = match schedule {
        Schedule::Curve(points) => (points.as_slice(), &[][..]),
        Schedule::Seasonal(weights) => (&[][..], weights.as_slice()),
        Schedule::CalendarMonth | Schedule::CalendarDay | Schedule::YearEnd | Schedule::None => {
            (&[][..], &[][..])
        }
    };
    ScheduleDraft {
        code: schedule.code().to_owned(),
        points: points
            .iter()
            .map(|point| PlannedPoint { day: point.day.to_string(), text: plain(point.value) })
            .collect(),
        weights: weights.iter().map(|weight| plain(*weight)).collect(),
    }
}

fn coverage_rule(rule: &Coverage, target: &Target) -> CoverageRule {
    let own = rule.indicator.as_str().is_empty() || rule.indicator == target.indicator;
    let (threshold, attribute, by_attribute, found) = match &rule.threshold {
        Threshold::One(value) => (plain(*value), None, Vec::new(), None),
        Threshold::Found(found) => (String::new(), None, Vec::new(), Some(found.to_string())),
        Threshold::ByAttribute(attribute, values) => {
            let values = values
                .iter()
                .map(|(value, number)| AttributeThreshold { value: value.clone(), text: plain(*number) });
            (String::new(), Some(attribute.clone()), values.collect(), None)
        }
    };
    CoverageRule {
        indicator: (!own).then(|| rule.indicator.to_string()),
        comparator: rule.comparator.code().to_owned(),
        threshold,
        threshold2: rule.threshold2.map(plain),
        attribute,
        by_attribute,
        found,
        level: rule.level.code().to_owned(),
        units: rule.units.iter().map(ToString::to_string).collect(),
        population: rule.population.map(|population| population.to_string()),
    }
}
