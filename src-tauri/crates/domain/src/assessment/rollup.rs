//! From the cells of many units to the figure of one: who reported, and what their figures give
//! together by the indicator's rule over places. Roll up first, round last.
//!
//! A unit's own report counts before the sum of its parts, unless the indicator says otherwise
//! (汇总校核 compares the two). Who did not report is named; nobody's older figure stands in for him.
//!
//! Deliberately absent: a mean of percentages. A ratio is the ratio of its sums; without a rule a
//! figure is 不可相加 and only the unit's own report counts.

use crate::kernel::{OrgUnitId, Period, Problem, Qualifier, Rate};
use crate::programmes::{Authority, Indicator, PlaceRule};
use crate::results::ResultKey;

use super::facts::Series;
use super::reporters::{Formula, Node, Scope};
use super::series::{Question, Reading, Remarks, Said, Used, read};

/// A cell that went into a figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell<'a> {
    pub unit: &'a OrgUnitId,
    pub indicator: &'a Indicator,
    pub used: Used,
}

impl Cell<'_> {
    /// Its key.
    pub fn key(&self) -> ResultKey {
        let (period, measure) = self.used;
        ResultKey { indicator: self.indicator.id.clone(), measure, org_unit: self.unit.clone(), period }
    }
}

/// What units give together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Together<'a> {
    /// The sum, the largest, the sum of numerators, …
    first: Option<Rate>,
    /// The sum of denominators or weights.
    second: Option<Rate>,
    /// A ratio that was stated and not computed.
    pub stated: Option<Rate>,
    pub qualifier: Option<Qualifier>,
    pub reported: usize,
    pub expected: usize,
    /// Who is missing; of columns named only where cells and gaps are to be told one by one.
    pub missing: Vec<&'a OrgUnitId>,
    pub conflicts: Vec<ResultKey>,
    pub gaps: Vec<(&'a OrgUnitId, Period)>,
    pub remarks: Remarks,
    pub used: Vec<Cell<'a>>,
    pub not_applicable: bool,
    /// Units that stated a ratio without its parts: it cannot be added.
    pub unaddable: Vec<&'a OrgUnitId>,
    overflow: bool,
}

/// The figure of a unit for a period.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figure<'a> {
    pub value: Option<Rate>,
    pub together: Together<'a>,
    /// It is the unit's own report.
    pub is_own: bool,
    pub problems: Vec<Problem>,
}

impl<'a> Scope<'a> {
    /// The figure of the unit at the top for a period.
    pub fn figure(&self, question: Question) -> Figure<'a> {
        match &self.flat {
            Some(flat) => self.conclude(flat.together(self.indicator, question), false),
            None => self.figure_of(self.top(question), question),
        }
    }

    /// The unit at the top as it is asked for the period.
    pub fn top(&self, question: Question) -> &Node<'a> {
        &self.of(question.period).top
    }

    /// Of columns the figures of the units right below the top, in official order.
    pub fn figures_below(&self, question: Question) -> Vec<(&'a OrgUnitId, Figure<'a>)> {
        let Some(flat) = &self.flat else { return Vec::new() };
        let parts = flat.parts(self.top(question).unit).into_iter();
        parts
            .map(|(unit, part)| (unit, self.conclude(part.together(self.indicator, question), false)))
            .collect()
    }

    /// The figure of one of its nodes.
    pub fn figure_of(&self, node: &Node<'a>, question: Question) -> Figure<'a> {
        let own = self.own(node, question);
        let prefers_parts = self.indicator.authority == Authority::Parts && !node.children.is_empty();
        let (together, is_own) = match own {
            Some(own) if !prefers_parts => (own, true),
            own => {
                let parts = self.parts(node, question);
                match own {
                    Some(own) if parts.reported == 0 => (own, true),
                    _ if node.children.is_empty() || self.waits_for_own(node, &parts, question) => {
                        (Together::missing(node.unit, !node.released), false)
                    }
                    _ => (parts, false),
                }
            }
        };
        self.conclude(together, is_own)
    }

    /// What the parts of the top give, whether or not they are what counts.
    pub fn figure_of_parts(&self, question: Question) -> Option<Figure<'a>> {
        let top = self.top(question);
        let parts = (!top.children.is_empty()).then(|| self.parts(top, question))?;
        (parts.reported > 0).then(|| self.conclude(parts, false))
    }

    /// The unit's own report, if there is one.
    pub fn own_figure(&self, question: Question) -> Option<Figure<'a>> {
        self.own(self.top(question), question).map(|own| self.conclude(own, true))
    }

    /// A unit that used to report itself, and was not released from it, is missing until it does again or all its parts
    /// have.
    fn waits_for_own(&self, node: &Node<'a>, parts: &Together<'a>, question: Question) -> bool {
        let from = question.window.from;
        let habit = |series: &Series| {
            series.points().iter().any(|point| {
                point.period.kind() == question.period.kind()
                    && point.period < question.period
                    && from.is_none_or(|from| point.period.first_day() >= from)
            })
        };
        let reports = [node.own, node.first, node.second].into_iter().flatten().any(habit);
        let waits = self.indicator.authority == Authority::Own && !node.released;
        waits && reports && parts.reported < parts.expected
    }

    fn parts(&self, node: &Node<'a>, question: Question) -> Together<'a> {
        let mut sum = Together::default();
        let mut says_so = false;
        for child in &node.children {
            let part = self.part(child, question);
            says_so |= part.not_applicable;
            self.add(&mut sum, part);
        }
        sum.does_not_apply(says_so);
        sum
    }

    /// What a unit below the top gives: its own report, else what its parts give, else its absence.
    fn part(&self, node: &Node<'a>, question: Question) -> Together<'a> {
        let own = self.own(node, question).map(|own| self.counted(own));
        if node.children.is_empty() {
            let is_seen = || node.has_task && !node.released && self.has_cells(node);
            let expected = node.expected || is_seen();
            return own.unwrap_or_else(|| Together::missing(node.unit, expected));
        }
        if let (Some(own), Authority::Own) = (&own, self.indicator.authority) {
            return own.clone();
        }
        let parts = self.parts(node, question);
        match own {
            Some(own) if parts.reported == 0 => own,
            None if parts.reported == 0 && node.expected => Together::missing(node.unit, true),
            None if self.waits_for_own(node, &parts, question) => Together::missing(node.unit, true),
            _ => parts,
        }
    }

    fn has_cells(&self, node: &Node<'a>) -> bool {
        node.own.is_some() || node.first.is_some() || node.second.is_some()
    }

    /// The unit's own report; none if it did not report.
    fn own(&self, node: &Node<'a>, question: Question) -> Option<Together<'a>> {
        let own = |series: Option<&Series>, indicator: &Indicator| match series {
            Some(series) => read(series, indicator, question),
            None => Said::Missing,
        };
        let (first, second, indicators) = match self.formula {
            Formula::Plain => return self.one(node, own(node.own, self.indicator)),
            Formula::Ratio { numerator, denominator, .. } => {
                (own(node.first, numerator), own(node.second, denominator), [numerator, denominator])
            }
            Formula::Weighted { weight } => {
                (own(node.own, self.indicator), own(node.second, weight), [self.indicator, weight])
            }
        };
        if matches!((&first, &second), (Said::Missing, _) | (_, Said::Missing)) {
            return self.stated(node, own(node.own, self.indicator));
        }
        self.two(node, first, second, indicators)
    }

    fn one(&self, node: &Node<'a>, said: Said) -> Option<Together<'a>> {
        match said {
            Said::Missing => None,
            Said::NotApplicable => Some(Together { not_applicable: true, ..Together::default() }),
            Said::Conflict(used) => Some(Together::conflict(node.unit, &[(self.indicator, used)])),
            Said::Overflow => Some(Together { overflow: true, ..Together::reported() }),
            Said::Number(reading) => Some(Together {
                first: Some(reading.value),
                ..Together::reading(node.unit, &[(self.indicator, &reading)])
            }),
        }
    }

    /// Where parts are counted, one that reports more than zero counts as one.
    fn counted(&self, own: Together<'a>) -> Together<'a> {
        if self.indicator.place_rule != PlaceRule::Count {
            return own;
        }
        let one = |value: Rate| if value > Rate::ZERO { Rate::ONE } else { Rate::ZERO };
        Together { first: own.first.map(one), ..own }
    }

    fn two(
        &self,
        node: &Node<'a>,
        first: Said,
        second: Said,
        indicators: [&'a Indicator; 2],
    ) -> Option<Together<'a>> {
        match (first, second) {
            (Said::Number(first), Said::Number(second)) => {
                let both = Together::reading(node.unit, &[(indicators[0], &first), (indicators[1], &second)]);
                if let (Formula::Ratio { scale, .. }, PlaceRule::Max | PlaceRule::Min) =
                    (self.formula, self.indicator.place_rule)
                {
                    let ratio =
                        first.value.checked_div(second.value).and_then(|ratio| ratio.checked_mul(scale));
                    return Some(Together { first: ratio, ..both });
                }
                let weighted = match self.formula {
                    Formula::Weighted { .. } => first.value.checked_mul(second.value),
                    Formula::Plain | Formula::Ratio { .. } => Some(first.value),
                };
                let overflow = weighted.is_none();
                Some(Together { first: weighted, second: Some(second.value), overflow, ..both })
            }
            (Said::NotApplicable, _) | (_, Said::NotApplicable) => {
                Some(Together { not_applicable: true, ..Together::default() })
            }
            (first, second) => {
                let mut conflicts = Vec::new();
                for (said, indicator) in [first, second].into_iter().zip(indicators) {
                    if let Said::Conflict(used) = said {
                        conflicts.push((indicator, used));
                    }
                }
                let overflow = conflicts.is_empty();
                Some(Together { overflow, ..Together::conflict(node.unit, &conflicts) })
            }
        }
    }

    /// A ratio or mean that was reported as such, without what it is made of.
    fn stated(&self, node: &Node<'a>, said: Said) -> Option<Together<'a>> {
        match said {
            Said::Number(reading) => Some(Together {
                stated: Some(reading.value),
                unaddable: vec![node.unit],
                ..Together::reading(node.unit, &[(self.indicator, &reading)])
            }),
            said => self.one(node, said),
        }
    }

    /// Adds what one unit gives to what others gave.
    fn add(&self, sum: &mut Together<'a>, part: Together<'a>) {
        let combine = |a: Option<Rate>, b: Option<Rate>| match (a, b, self.indicator.place_rule) {
            (Some(a), Some(b), PlaceRule::Max) => (Some(a.max(b)), true),
            (Some(a), Some(b), PlaceRule::Min) => (Some(a.min(b)), true),
            (Some(a), Some(b), _) => {
                let total = a.checked_add(b);
                (total, total.is_some())
            }
            (a, b, _) => (a.or(b), true),
        };
        let (first, first_fits) = combine(sum.first, part.first);
        let (second, second_fits) = combine(sum.second, part.second);
        (sum.first, sum.second) = (first, second);
        sum.overflow |= part.overflow || !first_fits || !second_fits;
        sum.qualifier = match (sum.qualifier, part.qualifier) {
            (Some(a), Some(b)) => Some(a.and(b)),
            (a, b) => a.or(b),
        };
        sum.expected += part.expected;
        sum.reported += part.reported - part.unaddable.len().min(part.reported);
        sum.missing.extend(part.missing);
        sum.missing.extend(&part.unaddable);
        sum.unaddable.extend(part.unaddable);
        sum.conflicts.extend(part.conflicts);
        sum.gaps.extend(part.gaps);
        sum.used.extend(part.used);
        sum.remarks = sum.remarks.or(part.remarks);
    }

    /// The figure out of the sums.
    fn conclude(&self, together: Together<'a>, is_own: bool) -> Figure<'a> {
        let mut problems = Vec::new();
        let name = &self.indicator.name;
        let value = match (self.formula, together.first, together.second) {
            _ if together.overflow => {
                problems.push(Problem::error("assessment.overflow", name));
                None
            }
            (Formula::Plain, first, _) => first,
            (Formula::Ratio { .. }, Some(largest), None) => Some(largest),
            (Formula::Ratio { scale, .. }, Some(first), Some(second)) => {
                if second.is_zero() {
                    problems.push(Problem::query("assessment.zero_denominator", name));
                }
                first.checked_div(second).and_then(|ratio| ratio.checked_mul(scale))
            }
            (Formula::Weighted { .. }, Some(first), Some(second)) => {
                if second.is_zero() {
                    problems.push(Problem::query("assessment.zero_weight", name));
                }
                first.checked_div(second)
            }
            _ if is_own => together.stated,
            _ => None,
        };
        if !is_own && !together.unaddable.is_empty() {
            let mut problem = Problem::query("assessment.stated_ratio_cannot_be_added", name);
            for unit in &together.unaddable {
                problem = problem.with(unit);
            }
            problems.push(problem);
        }
        Figure { value, together, is_own, problems }
    }

    /// The rule over places, for 怎么算的.
    pub fn rule_words(&self) -> &'static str {
        match self.formula {
            Formula::Plain if self.indicator.place_rule == PlaceRule::Count => {
                "计达标数（数大于0的单位个数）"
            }
            Formula::Plain => self.indicator.place_rule.word(),
            Formula::Ratio { .. } => PlaceRule::RatioOfSums.word(),
            Formula::Weighted { .. } => PlaceRule::WeightedMean.word(),
        }
    }

    /// What a ratio or a weighted mean is made of: the names, and the sums.
    pub fn ingredients(&self, figure: &Figure<'a>) -> Vec<(&'a str, Rate, &'a Indicator)> {
        let (first, second) = match self.formula {
            Formula::Plain => return Vec::new(),
            Formula::Ratio { numerator, denominator, .. } => (("分子", numerator), ("分母", denominator)),
            Formula::Weighted { weight } => (("加权合计", self.indicator), ("权数合计", weight)),
        };
        let with = |(word, indicator), value: Option<Rate>| Some((word, value?, indicator));
        [with(first, figure.together.first), with(second, figure.together.second)]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The stated ratio of a unit that also gave its parts, to be compared with the computed one.
    pub fn stated_beside(&self, question: Question) -> Option<Rate> {
        let own = self.top(question).own;
        let (Formula::Ratio { .. } | Formula::Weighted { .. }, Some(series)) = (self.formula, own) else {
            return None;
        };
        match read(series, self.indicator, question) {
            Said::Number(reading) if matches!(self.formula, Formula::Ratio { .. }) => Some(reading.value),
            _ => None,
        }
    }
}

impl<'a> Together<'a> {
    fn missing(unit: &'a OrgUnitId, expected: bool) -> Self {
        if !expected {
            return Self::default();
        }
        Self { expected: 1, missing: vec![unit], ..Self::default() }
    }

    /// It applies to nobody: some say so, and nobody else is asked.
    pub(super) fn does_not_apply(&mut self, says_so: bool) {
        self.not_applicable = says_so && self.expected == 0;
    }

    /// One more unit that should have reported and did not, named where that is wanted.
    pub(super) fn miss(&mut self, unit: Option<&'a OrgUnitId>) {
        self.expected += 1;
        self.missing.extend(unit);
    }

    /// One more unit whose cells contradict themselves.
    pub(super) fn contradict(&mut self, cells: impl Iterator<Item = ResultKey>) {
        self.expected += 1;
        self.reported += 1;
        self.conflicts.extend(cells);
    }

    /// So many more units that reported.
    pub(super) fn report(&mut self, units: usize, qualifier: Qualifier, remarks: Remarks) {
        self.expected += units;
        self.reported += units;
        self.qualifier = (units > 0).then_some(qualifier);
        self.remarks = remarks;
    }

    /// What their figures come to; none within: it is beyond all reason.
    pub(super) fn total(&mut self, total: Option<Option<Rate>>) {
        self.first = total.flatten();
        self.overflow |= total == Some(None);
    }

    fn reported() -> Self {
        Self { reported: 1, expected: 1, ..Self::default() }
    }

    fn reading(unit: &'a OrgUnitId, readings: &[(&'a Indicator, &Reading)]) -> Self {
        let mut one = Self::reported();
        for (indicator, reading) in readings {
            one.qualifier = Some(match one.qualifier {
                None => reading.qualifier,
                Some(before) if before.is_exact() && reading.qualifier.is_exact() => before,
                Some(_) => Qualifier::About,
            });
            one.remarks = one.remarks.or(reading.remarks);
            one.gaps.extend(reading.gaps.iter().map(|period| (unit, *period)));
            one.used.extend(reading.used.iter().map(|used| Cell { unit, indicator, used: *used }));
        }
        one
    }

    fn conflict(unit: &'a OrgUnitId, conflicts: &[(&'a Indicator, Vec<Used>)]) -> Self {
        let cells = conflicts.iter().flat_map(|(indicator, used)| {
            used.iter().map(|used| Cell { unit, indicator, used: *used }.key())
        });
        Self { conflicts: cells.collect(), ..Self::reported() }
    }
}

#[cfg(test)]
mod tests;
