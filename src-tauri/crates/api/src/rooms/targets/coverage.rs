//! 达标情况: how many units meet the rule of a target, and which do not.

use app::Book;
use app::assessment::{Surveyed, listed_lines};
use domain::assessment::Listed;
use domain::kernel::{OrgUnitId, Rate, TargetId};
use domain::org::Tree;
use domain::programmes::Indicator;
use domain::reports::{CoverageLine, UnitState};
use domain::results::ResultKey;

use crate::rooms::print;
use crate::wire::targets::{CoverageUnit, CoverageView, CoveredUnits, CoveredUnitsRequest};
use crate::{Session, WireError};

/// Units answered at a time.
const UNITS_AT_ONCE: usize = 200;

/// The counts; none where a target is not about units.
pub(super) fn view(book: &Book, one: &Surveyed) -> Option<CoverageView> {
    let outcome = one.now.coverage.as_ref()?;
    let indicator = measured(book, one)?;
    let figure = |rate: Rate| print::quantity(rate, indicator.decimals, indicator.uom.as_str());
    let small = |many: u64| u32::try_from(many).unwrap_or(u32::MAX);
    let (met, population) = outcome.units();
    Some(CoverageView {
        met: small(met),
        below: print::count(outcome.below.len()),
        not_reported: small(outcome.not_reported),
        population: small(population),
        rate: outcome.rate.map_or_else(|| print::percent(Rate::ZERO), print::percent),
        gap_sum: outcome.gap_sum.map_or_else(|| figure(Rate::ZERO), figure),
    })
}

fn measured<'a>(book: &'a Book, one: &Surveyed) -> Option<&'a Indicator> {
    book.indicators.get(&one.target.coverage.as_ref()?.indicator)
}

pub fn covered_units(session: &Session, request: CoveredUnitsRequest) -> Result<CoveredUnits, WireError> {
    session.with_context(&request.target.context, |desk, as_of| {
        let id = TargetId::new(&request.target.target);
        let versions = desk.book()?.target(&id)?;
        let target = versions
            .iter()
            .rev()
            .find(|target| target.valid_from.is_none_or(|from| from <= as_of))
            .or_else(|| versions.first())
            .cloned();
        let Some(target) = target else { return Ok(CoveredUnits { units: Vec::new(), all: 0 }) };
        let unit = request.target.org_unit.as_deref().map_or(target.org_unit.clone(), OrgUnitId::new);
        let tree = desk.book()?.tree(as_of);
        let wanted = request.find.trim();
        let from = request.from as usize;
        let is_named = |unit: &OrgUnitId| name(&tree, unit).contains(wanted);
        let is_asked = |state: &UnitState| request.state.as_deref().is_none_or(|asked| asked == code(*state));
        let states: Vec<UnitState> = UnitState::ALL.into_iter().filter(is_asked).collect();
        let named: Option<&dyn Fn(&OrgUnitId) -> bool> =
            if wanted.is_empty() { None } else { Some(&is_named) };
        let stretch = from..from.saturating_add(UNITS_AT_ONCE);
        let listed = Listed { states: &states, named, stretch };
        let (lines, all) = listed_lines(desk, &id, &unit, as_of, &listed)?;
        let book = desk.book()?;
        let rule = target.coverage.as_ref().and_then(|rule| book.indicators.get(&rule.indicator));
        let Some(indicator) = rule else { return Ok(CoveredUnits { units: Vec::new(), all: 0 }) };
        let units = lines.iter().map(|line| covered(&tree, indicator, line)).collect();
        Ok(CoveredUnits { units, all: print::count(all) })
    })
}

fn covered(tree: &Tree, indicator: &Indicator, line: &CoverageLine) -> CoverageUnit {
    let figure = |rate: Rate| print::quantity(rate, indicator.decimals, indicator.uom.as_str());
    CoverageUnit {
        org_unit: line.org_unit.to_string(),
        name: name(tree, &line.org_unit),
        value: line.value.map(figure),
        threshold: line.threshold.map_or_else(|| figure(Rate::ZERO), figure),
        distance: line.distance.map(figure),
        state: code(line.state).to_owned(),
        result_key: line.cell.as_ref().map(ResultKey::text),
    }
}

/// Its name behind that of the unit above.
fn name(tree: &Tree, unit: &OrgUnitId) -> String {
    match tree.parent(unit) {
        Some(parent) => format!("{} {}", tree.name(parent), tree.name(unit)),
        None => tree.name(unit).to_owned(),
    }
}

fn code(state: UnitState) -> &'static str {
    match state {
        UnitState::Met => "met",
        UnitState::Below => "below",
        UnitState::NotReported => "not_reported",
    }
}
