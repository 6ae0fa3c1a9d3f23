//! What the texts say: targets and outcomes, with the passages they stand in.

use std::collections::HashMap;

use domain::documents::{Observation, Time};
use domain::kernel::{Date, Decimal, IndicatorId, OrgUnitId, Period, ProgrammeId, TargetId, Uom};
use domain::targets::{Baseline, Coverage, Schedule, SchedulePoint, Target, TargetKind, Threshold};

use super::{Malformed, Stated, Texts, json};

pub(super) fn target(
    read: json::Target,
    texts: &Texts,
    decimals: &HashMap<IndicatorId, u32>,
) -> Result<Stated<Target>, Malformed> {
    let passage = texts.find(&read.document, &read.quote, read.occurrence)?;
    let indicator = IndicatorId::new(read.indicator);
    let kind: TargetKind = read.kind.parse()?;
    let mut value = decimal(read.value.as_deref())?;
    let places = *decimals.get(&indicator).ok_or_else(|| Malformed::new(&indicator))?;
    let schedule = schedule(read.schedule, value.unwrap_or_default(), places)?;
    if kind == TargetKind::Coverage {
        // The files print a share of units as the document does, in percent; the ledger holds 0–1.
        value = value.map(|percent| (percent / Decimal::ONE_HUNDRED).normalize());
    }
    let baseline = match read.baseline {
        Some(base) => Some(Baseline { value: base.value.parse()?, period: Some(base.period.parse()?) }),
        None => None,
    };
    let noun = Target {
        id: TargetId::new(read.id),
        valid_from: Some(read.valid_from.parse()?),
        indicator,
        org_unit: OrgUnitId::new(read.org_unit),
        kind,
        comparator: read.comparator.parse()?,
        value,
        value2: decimal(read.value2.as_deref())?,
        tolerance: decimal(read.tolerance.as_deref())?
            .map(|number| domain::targets::Tolerance::new(number, None)),
        baseline,
        change_by: None,
        growth: None,
        rising: false,
        from: Some(read.from.parse()?),
        deadline: read.deadline.as_deref().map(str::parse).transpose()?,
        recurrence: read.recurrence.as_deref().map(str::parse).transpose()?,
        completion_rule: read.completion_rule.parse()?,
        schedule,
        coverage: read.coverage.map(coverage).transpose()?,
        strength: read.strength.parse()?,
        binding: read.binding.parse()?,
        excerpt: Some(passage.excerpt_id()),
        programme: Some(ProgrammeId::new(read.programme)),
        responsible: Some(read.responsible),
        own: false,
        note: read.note,
    };
    Ok(Stated { noun, passage: Some(passage) })
}

fn decimal(text: Option<&str>) -> Result<Option<Decimal>, Malformed> {
    Ok(text.map(str::parse).transpose()?)
}

/// Shares become what the ledger holds: of a curve the values planned, as whole as the indicator is
/// counted; of a season the weights of single months.
fn schedule(read: json::Schedule, goal: Decimal, places: u32) -> Result<Schedule, Malformed> {
    Ok(match read {
        json::Schedule::CalendarMonth => Schedule::CalendarMonth,
        json::Schedule::CalendarDay => Schedule::CalendarDay,
        json::Schedule::YearEnd => Schedule::YearEnd,
        json::Schedule::None => Schedule::None,
        json::Schedule::Curve { points } => Schedule::Curve(
            points
                .into_iter()
                .map(|point| {
                    let share: Decimal = point.share.parse()?;
                    let day = point.period.parse::<Period>()?.last_day();
                    Ok(SchedulePoint { day, value: (goal * share).round_dp(places) })
                })
                .collect::<Result<_, Malformed>>()?,
        ),
        json::Schedule::Seasonal { shares } => {
            let mut before = Decimal::ZERO;
            let weight = |share: String| {
                let share: Decimal = share.parse()?;
                Ok(share - std::mem::replace(&mut before, share))
            };
            Schedule::Seasonal(shares.into_iter().map(weight).collect::<Result<_, Malformed>>()?)
        }
    })
}

fn coverage(read: json::Coverage) -> Result<Coverage, Malformed> {
    let threshold = match read.by_attribute.and_then(|by| by.into_iter().next()) {
        None => Threshold::One(read.threshold.parse()?),
        Some((attribute, values)) => {
            let values = values.into_iter().map(|(name, value)| Ok((name, value.parse()?)));
            Threshold::ByAttribute(attribute, values.collect::<Result<_, Malformed>>()?)
        }
    };
    Ok(Coverage {
        indicator: IndicatorId::new(read.indicator),
        comparator: read.comparator.parse()?,
        threshold,
        threshold2: decimal(read.threshold2.as_deref())?,
        level: read.level.parse()?,
        units: read.population.unwrap_or_default().into_iter().map(OrgUnitId::new).collect(),
        population: None,
    })
}

pub(super) fn observation(read: json::Observation, texts: &Texts) -> Result<Stated<Observation>, Malformed> {
    let passage = texts.find(&read.document, &read.quote, read.occurrence)?;
    let noun = Observation {
        id: read.id,
        indicator: IndicatorId::new(read.indicator),
        org_unit: OrgUnitId::new(read.org_unit),
        time: read.time.map_or(Ok(Time::Open), time)?,
        value: read.value.parse()?,
        uom: Uom::new(read.uom),
        qualifier: read.qualifier.parse()?,
        excerpt: passage.excerpt_id(),
        note: read.note,
    };
    Ok(Stated { noun, passage: Some(passage) })
}

fn time(read: json::Time) -> Result<Time, Malformed> {
    match read {
        json::Time { as_of: Some(day), .. } => Ok(Time::AsOf(day.parse()?)),
        json::Time { period: Some(period), .. } => Ok(Time::Period(period.parse()?)),
        json::Time { from: Some(from), to, .. } => {
            let to = to.as_deref().map(days).transpose()?;
            Ok(Time::Span(days(&from)?.first_day(), to.map(Period::last_day)))
        }
        json::Time { .. } => Err(Malformed::new("a time without a day")),
    }
}

/// A year or a day, as the days it stands for.
fn days(text: &str) -> Result<Period, Malformed> {
    match text.parse::<Date>() {
        Ok(day) => Ok(Period::day(day)?),
        Err(_) => Ok(text.parse()?),
    }
}
