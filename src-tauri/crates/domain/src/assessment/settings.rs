//! What an office sets about judging. The defaults are those of design §4; what is set holds for every day
//! that is looked at (ADR 10).

use super::lamp::{LampFault, LampPreset, LampRule, Lamps};
use crate::kernel::{Decimal, FieldError, Fields, Problem};

/// What an office sets about judging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// 持平: how many points behind still count as on schedule.
    pub tolerance_points: Decimal,
    /// From how many points behind on it is 严重滞后.
    pub far_behind_points: Decimal,
    /// Whether time progress is taken at the end of the last completed period (an unfinished
    /// quarter does not drag the status down) or at the as-of day itself.
    pub completed_periods_only: bool,
    /// 左右 without an agreed tolerance: this share of the value, and the mark 口径待核.
    pub approx_tolerance: Decimal,
    /// Which lamps the statuses get.
    pub lamps: Lamps,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tolerance_points: Decimal::new(5, 2),
            far_behind_points: Decimal::TEN,
            completed_periods_only: true,
            approx_tolerance: Decimal::new(5, 2),
            lamps: Lamps::preset(LampPreset::Standard),
        }
    }
}

impl Settings {
    /// The group of settings it is: the key of its row.
    pub const GROUP: &'static str = "assessment";

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("tolerance_points", self.tolerance_points)
            .set("far_behind_points", self.far_behind_points)
            .set("completed_periods_only", self.completed_periods_only)
            .set("approx_tolerance", self.approx_tolerance)
            .set("lamps", &self.lamps);
        fields
    }

    /// Reads a row; what it does not say is as shipped.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        let shipped = Self::default();
        let or = |name: &str, shipped| Ok(fields.parse_opt(name)?.unwrap_or(shipped));
        Ok(Self {
            tolerance_points: or("tolerance_points", shipped.tolerance_points)?,
            far_behind_points: or("far_behind_points", shipped.far_behind_points)?,
            completed_periods_only: fields
                .parse_opt("completed_periods_only")?
                .unwrap_or(shipped.completed_periods_only),
            approx_tolerance: or("approx_tolerance", shipped.approx_tolerance)?,
            lamps: fields.parse_opt("lamps")?.unwrap_or(shipped.lamps),
        })
    }

    /// The same with one value set by its name.
    pub fn with(&self, name: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mut fields = self.to_fields();
        if fields.get(name).is_none() {
            return Err(vec![Problem::error("setting.unknown", name).with(name)]);
        }
        let rules = text.split(';').map(str::parse).collect::<Result<Vec<LampRule>, _>>();
        if let ("lamps", Ok(rules)) = (name, rules) {
            let lamps = Lamps::own(rules).map_err(|faults| LampFault::problems(&faults))?;
            return Ok(Self { lamps, ..self.clone() });
        }
        fields.set(name, text);
        Self::from_fields(&fields).map_err(|_| vec![Problem::error("setting.unreadable", name).with(text)])
    }

    /// What cannot be set so.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut within = |name: &str, value: Decimal, low: Decimal, high: Decimal| {
            if value < low || value > high {
                problems.push(Problem::error("setting.range", name).with(low.normalize()).with(high));
            }
        };
        within("tolerance_points", self.tolerance_points, Decimal::ZERO, Decimal::ONE_HUNDRED);
        within("far_behind_points", self.far_behind_points, self.tolerance_points, Decimal::ONE_HUNDRED);
        within("approx_tolerance", self.approx_tolerance, Decimal::ZERO, Decimal::ONE);
        problems
    }

    /// The rules of 序时 in words, for notes under tables.
    pub fn schedule_words(&self) -> String {
        format!(
            "序时差不低于−{}个百分点为达到序时，低于−{}个百分点为严重滞后",
            self.tolerance_points.normalize(),
            self.far_behind_points.normalize()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_and_what_it_does_not_say_is_as_shipped() {
        let own = Settings {
            tolerance_points: Decimal::ONE,
            completed_periods_only: false,
            lamps: Lamps::preset(LampPreset::TwoSteps),
            ..Settings::default()
        };
        assert_eq!(Settings::from_fields(&own.to_fields()), Ok(own));
        assert_eq!(Settings::from_fields(&Fields::new()), Ok(Settings::default()));
        for (name, text) in
            [("tolerance_points", "many"), ("completed_periods_only", "1"), ("lamps", "behind:red")]
        {
            let mut fields = Fields::new();
            fields.set(name, text);
            assert!(Settings::from_fields(&fields).is_err(), "{name} = {text}");
        }
    }

    #[test]
    fn one_value_is_set_by_its_name() {
        let shipped = Settings::default();
        assert_eq!(shipped.with("tolerance_points", "1").map(|s| s.tolerance_points), Ok(Decimal::ONE));
        assert_eq!(
            shipped.with("lamps", "two_steps").map(|s| s.lamps.shipped()),
            Ok(Some(LampPreset::TwoSteps))
        );
        let refused = |name: &str, text: &str| {
            let problems = shipped.with(name, text).unwrap_err();
            problems.iter().map(|p| (p.code, p.detail.join(" "))).collect::<Vec<_>>()
        };
        assert_eq!(refused("colour", "red"), [("setting.unknown", "colour".to_owned())]);
        assert_eq!(refused("far_behind_points", "x"), [("setting.unreadable", "x".to_owned())]);
        let own = shipped.lamps.rules().iter().map(ToString::to_string).collect::<Vec<_>>().join(";");
        assert!(shipped.with("lamps", &own).is_ok());
        assert_eq!(
            refused("lamps", &own.replace("behind:yellow", "behind<=5:yellow")),
            [("lamps.uncovered", "behind 滞后 超过5个百分点".to_owned())]
        );
        assert_eq!(
            refused("lamps", &format!("{own};done:green")),
            [("lamps.unreached", "12 已完成".to_owned())]
        );
    }

    #[test]
    fn what_cannot_be_set_is_named() {
        let check = |tolerance: i64, far: i64, approx: &str, places: &[&str]| {
            let settings = Settings {
                tolerance_points: tolerance.into(),
                far_behind_points: far.into(),
                approx_tolerance: Decimal::from_str_exact(approx).unwrap(),
                ..Settings::default()
            };
            let found = settings.problems();
            assert_eq!(found.iter().map(|p| p.place.as_str()).collect::<Vec<_>>(), places);
        };
        check(0, 10, "0.05", &[]);
        check(5, 5, "0", &[]);
        check(-1, 10, "0.05", &["tolerance_points"]);
        check(12, 10, "0.05", &["far_behind_points"]);
        check(1, 101, "1.01", &["far_behind_points", "approx_tolerance"]);
    }
}
