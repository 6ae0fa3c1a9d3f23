//! What keeps an indicator from being measured as it says: its rules are missing a part, contradict each other, or name
//! what is not there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Indicator, PlaceRule, Programme};
use crate::kernel::{Decimal, IndicatorId, Problem, ProgrammeId, convert};

/// So many decimals are kept at most.
const MOST_DECIMALS: u32 = 8;

impl Indicator {
    /// What is missing or contradicts itself, among the indicators and programmes there are.
    pub fn lacks(
        &self,
        indicators: &BTreeMap<IndicatorId, Indicator>,
        programmes: &BTreeMap<ProgrammeId, Programme>,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() {
            problems.push(Problem::error("indicator.name_missing", "name"));
        }
        if self.decimals > MOST_DECIMALS {
            problems.push(Problem::error("indicator.decimals", "decimals").with(self.decimals));
        }
        if self.programme.as_ref().is_some_and(|id| !programmes.contains_key(id)) {
            problems.push(Problem::error("programme.unknown", "programme"));
        }
        problems.extend(self.unfit_rules());
        problems.extend(self.missing_parts());
        problems.extend(self.wrong_parts(indicators));
        problems.extend(self.sizes_differ(indicators));
        problems
    }

    /// The indicators it names, with the field that names each.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &IndicatorId)> {
        let fields = [
            ("numerator", &self.numerator),
            ("denominator", &self.denominator),
            ("weight", &self.weight),
            ("continues", &self.continues),
        ];
        fields.into_iter().filter_map(|(field, id)| Some((field, id.as_ref()?)))
    }

    /// Rules that its figures could not follow.
    fn unfit_rules(&self) -> Vec<Problem> {
        let kind = self.accumulation.word();
        let mut problems = Vec::new();
        if !self.accumulation.time_rules().contains(&self.time_rule) {
            let rule = self.time_rule.word();
            problems.push(Problem::error("indicator.time_rule_unfit", "time_rule").with(kind).with(rule));
        }
        if !self.accumulation.place_rules().contains(&self.place_rule) {
            let rule = self.place_rule.word();
            problems.push(Problem::error("indicator.place_rule_unfit", "place_rule").with(kind).with(rule));
        }
        // What has a numerator and a denominator is their ratio, whatever else it says.
        let computed = self.numerator.is_some() && self.denominator.is_some();
        if computed && matches!(self.place_rule, PlaceRule::Sum | PlaceRule::WeightedMean) {
            let rule = self.place_rule.word();
            problems.push(Problem::error("indicator.numerator_unfit", "numerator").with(rule));
        }
        problems
    }

    fn missing_parts(&self) -> Vec<Problem> {
        let of_sums = self.place_rule == PlaceRule::RatioOfSums;
        let weighted = self.place_rule == PlaceRule::WeightedMean;
        let asked = [
            (
                "indicator.numerator_missing",
                "numerator",
                of_sums || self.denominator.is_some(),
                &self.numerator,
            ),
            (
                "indicator.denominator_missing",
                "denominator",
                of_sums || self.numerator.is_some(),
                &self.denominator,
            ),
            ("indicator.weight_missing", "weight", weighted, &self.weight),
        ];
        let missing = asked.into_iter().filter(|(_, _, needed, given)| *needed && given.is_none());
        missing.map(|(code, field, ..)| Problem::error(code, field)).collect()
    }

    /// Parts that are not there, or that lead back to it.
    fn wrong_parts(&self, indicators: &BTreeMap<IndicatorId, Indicator>) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (field, id) in self.named() {
            if *id == self.id || self.leads_back(id, indicators) {
                problems.push(Problem::error("indicator.circle", field).with(&self.name));
            } else if !indicators.contains_key(id) {
                problems.push(Problem::error("indicator.unknown", field).with(id));
            }
        }
        problems
    }

    fn leads_back(&self, id: &IndicatorId, indicators: &BTreeMap<IndicatorId, Indicator>) -> bool {
        let mut seen = BTreeSet::new();
        let mut ahead = vec![id];
        while let Some(id) = ahead.pop() {
            let fresh = seen.insert(id);
            let Some(next) = indicators.get(id).filter(|_| fresh) else { continue };
            ahead.extend(next.named().map(|(_, id)| id));
        }
        !self.id.as_str().is_empty() && seen.contains(&self.id)
    }

    /// A numerator and a denominator are divided as they are: one in 万元 and the other in 元 give a figure that is off.
    fn sizes_differ(&self, indicators: &BTreeMap<IndicatorId, Indicator>) -> Option<Problem> {
        let numerator = indicators.get(self.numerator.as_ref()?)?;
        let denominator = indicators.get(self.denominator.as_ref()?)?;
        let (of, per) = (&numerator.uom, &denominator.uom);
        let differ = of.same_dimension(per) && convert(Decimal::ONE, of, per) != Some(Decimal::ONE);
        differ.then(|| Problem::error("indicator.sizes_differ", "denominator").with(of).with(per))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Uom;
    use crate::programmes::{Accumulation, Direction, TimeRule};

    use Accumulation::{PeriodFlow, Qualitative, Ratio, SinceStart, Stock, Ytd};

    fn indicator(id: &str, uom: &str, accumulation: Accumulation) -> Indicator {
        Indicator::usual(id.into(), id, Uom::new(uom), 0, accumulation, Direction::Up)
    }

    /// Two counts, two sums of money in different sizes, and a rate of the counts.
    fn known() -> BTreeMap<IndicatorId, Indicator> {
        let rate = Indicator {
            place_rule: PlaceRule::RatioOfSums,
            numerator: Some("done".into()),
            denominator: Some("due".into()),
            ..indicator("rate", "%", Ratio)
        };
        let plain = [("done", "户"), ("due", "户"), ("spent", "元"), ("given", "万元"), ("people", "人")];
        let plain = plain.map(|(id, uom)| indicator(id, uom, Stock));
        plain.into_iter().chain([rate]).map(|one| (one.id.clone(), one)).collect()
    }

    fn codes(indicator: &Indicator) -> Vec<String> {
        let lacks = indicator.lacks(&known(), &BTreeMap::new());
        lacks.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect()
    }

    #[test]
    fn what_is_missing_or_contradicts_itself_is_named() {
        type Change = fn(&mut Indicator);
        let cases: &[(Accumulation, Change, &[&str])] = &[
            (Stock, |_| {}, &[]),
            (Stock, |i| i.name = "  ".into(), &["indicator.name_missing name"]),
            (Stock, |i| i.decimals = 9, &["indicator.decimals decimals"]),
            (Stock, |i| i.programme = Some("p".into()), &["programme.unknown programme"]),
            (
                Ratio,
                |i| i.place_rule = PlaceRule::RatioOfSums,
                &["indicator.numerator_missing numerator", "indicator.denominator_missing denominator"],
            ),
            (Ratio, |i| i.numerator = Some("done".into()), &["indicator.denominator_missing denominator"]),
            (Ratio, |i| i.denominator = Some("due".into()), &["indicator.numerator_missing numerator"]),
            (Ratio, |i| i.place_rule = PlaceRule::WeightedMean, &["indicator.weight_missing weight"]),
            (Ratio, |i| i.place_rule = PlaceRule::Sum, &["indicator.place_rule_unfit place_rule"]),
            (Ratio, |i| i.time_rule = TimeRule::Sum, &["indicator.time_rule_unfit time_rule"]),
            (Stock, |i| i.time_rule = TimeRule::Sum, &["indicator.time_rule_unfit time_rule"]),
            (Stock, |i| i.time_rule = TimeRule::Min, &[]),
            (Ytd, |i| i.time_rule = TimeRule::Mean, &["indicator.time_rule_unfit time_rule"]),
            (SinceStart, |i| i.time_rule = TimeRule::Sum, &["indicator.time_rule_unfit time_rule"]),
            (Qualitative, |i| i.time_rule = TimeRule::Max, &["indicator.time_rule_unfit time_rule"]),
            (PeriodFlow, |i| i.time_rule = TimeRule::Mean, &[]),
            (Ratio, |i| ratio(i, "done", "due"), &[]),
            (Ratio, |i| ratio(i, "done", "people"), &[]),
            (Ratio, |i| ratio(i, "spent", "given"), &["indicator.sizes_differ denominator"]),
            (Ratio, |i| ratio(i, "done", "gone"), &["indicator.unknown denominator"]),
            (Ratio, |i| ratio(i, "new", "due"), &["indicator.circle numerator"]),
            (
                Stock,
                |i| {
                    ratio(i, "done", "due");
                    i.place_rule = PlaceRule::Sum;
                },
                &["indicator.numerator_unfit numerator"],
            ),
            (Ratio, |i| (i.place_rule, i.weight) = (PlaceRule::WeightedMean, Some("people".into())), &[]),
            (Stock, |i| i.continues = Some("new".into()), &["indicator.circle continues"]),
            (Stock, |i| i.continues = Some("due".into()), &[]),
        ];
        for (at, (accumulation, change, expected)) in cases.iter().enumerate() {
            let mut indicator = indicator("new", "%", *accumulation);
            change(&mut indicator);
            assert_eq!(codes(&indicator), *expected, "case {at}");
        }
    }

    fn ratio(indicator: &mut Indicator, numerator: &str, denominator: &str) {
        indicator.place_rule = PlaceRule::RatioOfSums;
        indicator.numerator = Some(numerator.into());
        indicator.denominator = Some(denominator.into());
    }

    /// A circle over several indicators is one, too; and one that is not yet there closes none.
    #[test]
    fn a_part_that_leads_back_is_named() {
        let mut due = indicator("due", "户", Ratio);
        ratio(&mut due, "rate", "people");
        assert_eq!(codes(&due), ["indicator.circle numerator"]);
        let mut fresh = Indicator { id: "".into(), ..indicator("fresh", "%", Ratio) };
        ratio(&mut fresh, "rate", "people");
        assert_eq!(codes(&fresh), Vec::<String>::new());
    }

    #[test]
    fn the_usual_rules_are_among_those_that_fit() {
        for &accumulation in Accumulation::ALL {
            assert_eq!(codes(&indicator("new", "个", accumulation)), Vec::<String>::new(), "{accumulation}");
        }
    }
}
