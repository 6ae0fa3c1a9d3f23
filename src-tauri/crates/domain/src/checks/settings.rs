//! What an office sets about data checks: which classes run, from where on something is odd, and the relations
//! between indicators.

use std::collections::BTreeSet;

use super::finding::Class;
use super::relation::Relation;
use crate::kernel::{Decimal, FieldError, Fields, Problem};

/// What an office sets about data checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Classes that do not run.
    pub off: BTreeSet<Class>,
    /// 环比、同比: a change by more than so many per cent is a jump.
    pub jump_percent: Decimal,
    /// 审核: a change by so many per cent and more is shown as a large one.
    pub large_percent: Decimal,
    /// A change by less than so many steps of the last decimal is none, however many per cent it is.
    pub jump_steps: u32,
    /// A value that is the same in so many periods running is odd.
    pub same_periods: u32,
    /// Whole hundreds in so many periods running are odd.
    pub round_periods: u32,
    /// How far out an outlier is, as a modified z-score.
    pub outlier_score: Decimal,
    /// So many others, and so many earlier values, are needed to speak of an outlier.
    pub outlier_least: u32,
    /// So many earlier values are needed to see a slip of the decimal point.
    pub slip_least: u32,
    /// Rows are twins if so many columns hold the same numbers, and none another.
    pub twin_columns: u32,
    /// 勾稽关系.
    pub relations: Vec<Relation>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            off: BTreeSet::new(),
            jump_percent: Decimal::new(30, 0),
            large_percent: Decimal::new(50, 0),
            jump_steps: 5,
            same_periods: 3,
            round_periods: 3,
            outlier_score: Decimal::new(35, 1),
            outlier_least: 8,
            slip_least: 3,
            twin_columns: 3,
            relations: Vec::new(),
        }
    }
}

impl Settings {
    /// The group of settings it is: the key of its row.
    pub const GROUP: &'static str = "checks";

    /// Whether a class runs.
    pub fn runs(&self, class: Class) -> bool {
        !self.off.contains(&class)
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        for class in Class::ALL {
            fields.set(class.code(), if self.runs(*class) { "on" } else { "off" });
        }
        let relations: Vec<String> = self.relations.iter().map(ToString::to_string).collect();
        fields
            .set("jump_percent", self.jump_percent)
            .set("large_percent", self.large_percent)
            .set("jump_steps", self.jump_steps)
            .set("same_periods", self.same_periods)
            .set("round_periods", self.round_periods)
            .set("outlier_score", self.outlier_score)
            .set("outlier_least", self.outlier_least)
            .set("slip_least", self.slip_least)
            .set("twin_columns", self.twin_columns)
            .set("relations", relations.join(";"));
        fields
    }

    /// Reads a row; what it does not say is as shipped.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        let shipped = Self::default();
        let mut off = BTreeSet::new();
        for class in Class::ALL {
            match fields.get(class.code()) {
                None | Some("on") => {}
                Some("off") => drop(off.insert(*class)),
                Some(text) => {
                    return Err(FieldError::Unreadable { name: class.code().into(), text: text.into() });
                }
            }
        }
        let decimal = |name: &str, shipped: Decimal| Ok(fields.parse_opt(name)?.unwrap_or(shipped));
        let count = |name: &str, shipped: u32| Ok(fields.parse_opt(name)?.unwrap_or(shipped));
        let relations = fields.get("relations").unwrap_or_default().split(';').map(str::trim);
        Ok(Self {
            off,
            jump_percent: decimal("jump_percent", shipped.jump_percent)?,
            large_percent: decimal("large_percent", shipped.large_percent)?,
            jump_steps: count("jump_steps", shipped.jump_steps)?,
            same_periods: count("same_periods", shipped.same_periods)?,
            round_periods: count("round_periods", shipped.round_periods)?,
            outlier_score: decimal("outlier_score", shipped.outlier_score)?,
            outlier_least: count("outlier_least", shipped.outlier_least)?,
            slip_least: count("slip_least", shipped.slip_least)?,
            twin_columns: count("twin_columns", shipped.twin_columns)?,
            relations: relations.filter(|text| !text.is_empty()).map(str::parse).collect::<Result<_, _>>()?,
        })
    }

    /// The same with one value set by its name.
    pub fn with(&self, name: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mut fields = self.to_fields();
        if fields.get(name).is_none() {
            return Err(vec![Problem::error("setting.unknown", name).with(name)]);
        }
        fields.set(name, text);
        Self::from_fields(&fields).map_err(|_| vec![Problem::error("setting.unreadable", name).with(text)])
    }

    /// What cannot be set so.
    pub fn problems(&self) -> Vec<Problem> {
        let least = [
            ("jump_percent", self.jump_percent, 1, 10_000),
            ("large_percent", self.large_percent, 1, 10_000),
            ("jump_steps", self.jump_steps.into(), 0, 1_000_000),
            ("same_periods", self.same_periods.into(), 2, 24),
            ("round_periods", self.round_periods.into(), 2, 24),
            ("outlier_score", self.outlier_score, 2, 100),
            ("outlier_least", self.outlier_least.into(), 4, 100),
            ("slip_least", self.slip_least.into(), 2, 24),
            ("twin_columns", self.twin_columns.into(), 2, 100),
        ];
        let wrong = |&&(_, value, low, high): &&(&str, Decimal, i64, i64)| {
            value < Decimal::from(low) || value > Decimal::from(high)
        };
        least
            .iter()
            .filter(wrong)
            .map(|(name, _, low, high)| Problem::error("setting.range", *name).with(low).with(high))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_and_what_it_does_not_say_is_as_shipped() {
        let own = Settings {
            off: BTreeSet::from([Class::Twins, Class::Trend]),
            jump_percent: Decimal::new(505, 1),
            relations: vec!["a<=b".parse().unwrap(), "a+c=b".parse().unwrap()],
            ..Settings::default()
        };
        assert_eq!(Settings::from_fields(&own.to_fields()), Ok(own));
        assert_eq!(Settings::from_fields(&Fields::new()), Ok(Settings::default()));
        assert_eq!(Settings::default().problems(), []);
    }

    #[test]
    fn values_are_set_by_name_or_refused() {
        let shipped = Settings::default();
        assert_eq!(shipped.with("trend", "off").map(|s| s.runs(Class::Trend)), Ok(false));
        assert_eq!(shipped.with("relations", "a<=b; c=d+e").map(|s| s.relations.len()), Ok(2));
        for (name, text) in
            [("trend", "no"), ("jump_percent", "x"), ("relations", "a<b"), ("same_periods", "-1")]
        {
            let codes = shipped.with(name, text).unwrap_err();
            assert_eq!(codes[0].code, "setting.unreadable", "{name} = {text}");
        }
        assert_eq!(shipped.with("speed", "1").unwrap_err()[0].code, "setting.unknown");
        let narrow = Settings { same_periods: 1, outlier_score: Decimal::ONE, ..shipped };
        let places: Vec<_> = narrow.problems().iter().map(|p| p.place.clone()).collect();
        assert_eq!(places, ["same_periods", "outlier_score"]);
    }
}
