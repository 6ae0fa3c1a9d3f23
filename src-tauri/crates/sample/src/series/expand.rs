//! From a series to its cells.

use domain::kernel::{Decimal, OrgUnitId, Period, PeriodKind, Qualifier};
use domain::results::{CellState, Frequency, Measure, ResultCell, ResultKey};

use super::draw::{share_out, weight};
use super::{Cells, Series, YearTotal};
use crate::content::EXAMPLE;

/// All cells of a series. `units` are those of its level at or below its parent, in the order of
/// their codes; the series itself leaves some of them out.
pub fn expand(series: &Series, units: &[OrgUnitId]) -> Vec<ResultCell> {
    let chosen = |unit: &&OrgUnitId| {
        series.only.as_ref().is_none_or(|only| only.contains(*unit)) && !series.no_task.contains(*unit)
    };
    let drawing = Drawing { series, units: units.iter().filter(chosen).collect() };
    let mut opening = share_out(series.base.unwrap_or_default(), &drawing.weights(series.spread));
    let mut cells = Vec::new();
    for year in &series.years {
        let last = drawing.last_month(year.year);
        let reached = drawing.year_end(year, last);
        for (month, period) in drawing.periods(year.year, last) {
            let run = Run { opening: &opening, reached: &reached, last };
            for (index, unit) in drawing.units.iter().enumerate() {
                cells.extend(drawing.cell(unit, period, drawing.figure(&run, index, month)));
            }
        }
        for (opening, reached) in opening.iter_mut().zip(reached) {
            *opening = if drawing.is_level() { reached } else { *opening + reached };
        }
    }
    cells
}

struct Drawing<'a> {
    series: &'a Series,
    units: Vec<&'a OrgUnitId>,
}

/// One year of all units: what stood before, what is reached by month `last`.
struct Run<'a> {
    opening: &'a [i128],
    reached: &'a [i128],
    last: u32,
}

impl Drawing<'_> {
    fn weights(&self, spread: i128) -> Vec<i128> {
        let base = |unit: &OrgUnitId| match &self.series.weights {
            None => 1,
            Some(shares) => shares.get(unit).copied().unwrap_or_default(),
        };
        self.units.iter().map(|unit| weight(base(unit), spread, self.series.seed, unit)).collect()
    }

    /// Whether the years set a level instead of adding to it (§6).
    fn is_level(&self) -> bool {
        self.series.measure == Measure::Stock && !self.series.accumulates
    }

    fn last_month(&self, year: i32) -> u32 {
        if year == self.series.last.year() { self.series.last.number() } else { 12 }
    }

    /// What each unit comes to by month `last` of a year (§4).
    fn year_end(&self, year: &YearTotal, last: u32) -> Vec<i128> {
        let month = Period::month(year.year, last).ok();
        let share = month.and_then(|month| self.series.achieved.get(&month)).copied().unwrap_or(Decimal::ONE);
        let mut whole = year.total * share;
        whole = whole.round_dp_with_strategy(
            self.series.decimals,
            rust_decimal::RoundingStrategy::MidpointAwayFromZero,
        );
        whole.rescale(self.series.decimals);
        let count = i128::try_from(self.units.len()).unwrap_or_default();
        let rest = whole.mantissa() - year.least * count;
        let weights = self.weights(year.spread.unwrap_or(self.series.spread));
        share_out(rest, &weights).into_iter().map(|share| share + year.least).collect()
    }

    /// The periods of a year that are given out (§7), each with its last month.
    fn periods(&self, year: i32, last: u32) -> Vec<(u32, Period)> {
        let kind = self.series.frequency.period_kind();
        let first = self.series.first.first_day();
        (1..=last)
            .filter_map(|month| {
                let end = Period::month(year, month).ok()?.last_day();
                Some((month, Period::containing(kind, end).filter(|period| period.last_day() == end)?))
            })
            .filter(|(_, period)| period.last_day() >= first)
            .collect()
    }

    /// The figure of a unit at the end of a month (§5, §6).
    fn figure(&self, run: &Run<'_>, index: usize, month: u32) -> i128 {
        let (opening, reached) = (run.opening[index], run.reached[index]);
        let by = |whole, month| self.series.shape.reached(whole, month, run.last);
        match self.series.measure {
            Measure::Ytd => by(reached, month),
            Measure::Period => by(reached, month) - by(reached, month - months(self.series.frequency)),
            Measure::Stock if self.is_level() => opening + by(reached - opening, month),
            Measure::Stock | Measure::SinceStart => opening + by(reached, month),
        }
    }

    /// The cell of a unit (§8); none where it did not report.
    fn cell(&self, unit: &OrgUnitId, period: Period, steps: i128) -> Option<ResultCell> {
        let series = self.series;
        let among = |cells: &[Cells]| cells.iter().any(|cells| cells.hold(unit, period));
        if among(&series.missing) {
            return None;
        }
        let state = if among(&series.not_applicable) {
            CellState::NotApplicable
        } else if among(&series.nil) {
            CellState::Nil
        } else {
            CellState::Number {
                value: Decimal::from_i128_with_scale(steps, series.decimals),
                uom: series.uom.clone(),
                qualifier: Qualifier::Exact,
            }
        };
        Some(ResultCell {
            key: ResultKey {
                indicator: series.indicator.clone(),
                measure: series.measure,
                org_unit: unit.clone(),
                period,
            },
            state,
            as_of: Some(period.last_day()),
            note: Some(EXAMPLE.to_owned()),
            evidence: Vec::new(),
        })
    }
}

/// How many months a period has; those shorter than a month are not drawn.
fn months(frequency: Frequency) -> u32 {
    match frequency.period_kind() {
        PeriodKind::Year => 12,
        PeriodKind::HalfYear => 6,
        PeriodKind::Quarter => 3,
        _ => 1,
    }
}
