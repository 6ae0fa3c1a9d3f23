//! 量级 and 极值: a decimal point that slipped, a value unlike its own past, a value unlike all others.

use super::finding::{Class, Finding};
use super::robust::{Spread, median};
use super::settings::Settings;
use super::sheet::{At, Sheet};
use crate::kernel::{Decimal, Problem};

/// The powers by which figures slip: a digit too many, 元 for 百元 or a share for per cent, 元 for 万元.
const POWERS: [i64; 3] = [10, 100, 10_000];

/// A value that is nowhere near its past, and right in it when divided (or multiplied) by exactly one such power.
pub(super) fn slip(at: At<'_>, settings: &Settings) -> Option<Finding> {
    if !settings.runs(Class::Slip) {
        return None;
    }
    let typed = at.value(0)?;
    if typed <= Decimal::ZERO {
        return None;
    }
    let band = Band::of(at, settings)?;
    if band.is_near(typed)? {
        return None;
    }
    let shrunk = POWERS.iter().filter(|power| band.tells(**power)).filter_map(|power| {
        let fits = typed.checked_div(Decimal::from(*power))?;
        band.holds(fits)?.then_some((fits, format!("×{power}")))
    });
    let grown = POWERS.iter().filter(|power| band.tells(**power)).filter_map(|power| {
        let fits = typed.checked_mul(Decimal::from(*power))?;
        band.holds(fits)?.then_some((fits, format!("÷{power}")))
    });
    let (fits, power) = shrunk.chain(grown).next()?;
    at.found(Class::Slip, |place| {
        Problem::query("check.slip", place)
            .with(typed.normalize())
            .with(power)
            .with(fits.normalize())
            .with(band.middle.normalize())
    })
}

/// Where the past lets a value lie.
struct Band {
    low: Decimal,
    high: Decimal,
    middle: Decimal,
}

impl Band {
    /// From the periods before: what they were by themselves, and for a running total from where it stood.
    fn of(at: At<'_>, settings: &Settings) -> Option<Self> {
        const YEAR: usize = 12;
        let past: Vec<Decimal> =
            at.past().into_iter().take(YEAR).filter(|value| *value > Decimal::ZERO).collect();
        if past.len() < settings.slip_least as usize {
            return None;
        }
        let (low, high) = (past.iter().min()?, past.iter().max()?);
        let stood = if at.runs_on() { at.value(1)? } else { Decimal::ZERO };
        Some(Self {
            low: stood.checked_add(if stood.is_zero() { *low } else { Decimal::ZERO })?,
            high: stood.checked_add(*high)?,
            middle: stood.checked_add(median(&past)?)?,
        })
    }

    /// Within the band, half as much again either way.
    fn holds(&self, value: Decimal) -> Option<bool> {
        let (three, two) = (Decimal::from(3), Decimal::TWO);
        Some(
            value.checked_mul(three)? >= self.low.checked_mul(two)?
                && value.checked_mul(two)? <= self.high.checked_mul(three)?,
        )
    }

    /// Whether it is narrow enough to tell a value from itself times a power: a past that spans ten tells no ten.
    fn tells(&self, power: i64) -> bool {
        let wide = self.high.checked_mul(Decimal::from(9));
        let apart = self.low.checked_mul(Decimal::from(4 * power));
        wide.zip(apart).is_some_and(|(wide, apart)| wide < apart)
    }

    /// Not more than three times outside it.
    fn is_near(&self, value: Decimal) -> Option<bool> {
        let three = Decimal::from(3);
        Some(value.checked_mul(three)? >= self.low && value <= self.high.checked_mul(three)?)
    }
}

/// A value far from everything the cell ever was by itself.
pub(super) fn unlike_its_past(at: At<'_>, settings: &Settings) -> Option<Finding> {
    if !settings.runs(Class::Outlier) {
        return None;
    }
    let (now, past) = (at.own(0)?, at.past());
    let (low, high) = (*past.iter().min()?, *past.iter().max()?);
    let steps = at.step().checked_mul(settings.jump_steps.into())?;
    let outside = now < low.checked_sub(steps)? || now > high.checked_add(steps)?;
    if past.len() < settings.outlier_least as usize || !outside {
        return None;
    }
    if !Spread::of(&past, settings.outlier_score)?.is_far(now) {
        return None;
    }
    at.found(Class::Outlier, |place| {
        Problem::query("check.unlike_its_past", place)
            .with(now.normalize())
            .with(median(&past).unwrap_or_default().normalize())
            .with(past.len())
    })
}

/// Values far from those of all other units, that were not as far the period before: a place that is large is large
/// every time.
pub(super) fn unlike_others(
    sheet: &Sheet,
    settings: &Settings,
    column: usize,
    told: &[Option<Finding>],
) -> Vec<Finding> {
    if !settings.runs(Class::Outlier) {
        return Vec::new();
    }
    let at = |unit| At { sheet, unit, column };
    let column_of = |ago: usize| -> Vec<Decimal> {
        (0..sheet.units.len()).filter_map(|unit| at(unit).value(ago)).collect()
    };
    let (peers, before) = (column_of(0), column_of(1));
    if peers.len() < settings.outlier_least as usize {
        return Vec::new();
    }
    let Some(spread) = Spread::of(&peers, settings.outlier_score) else { return Vec::new() };
    let earlier = Spread::of(&before, settings.outlier_score);
    let far = |unit: usize| {
        let cell = at(unit);
        let now = cell.value(0)?;
        let steps = cell.step().checked_mul(settings.jump_steps.into())?;
        if now.checked_sub(spread.middle)?.abs() < steps || !spread.is_far(now) {
            return None;
        }
        let was_far = cell.value(1).zip(earlier.as_ref()).is_some_and(|(then, earlier)| {
            earlier.is_far(then) && (then > earlier.middle) == (now > spread.middle)
        });
        // It is told once, by whatever says more about it.
        if was_far || told.get(unit).is_some_and(Option::is_some) {
            return None;
        }
        cell.found(Class::Outlier, |place| {
            Problem::query("check.unlike_others", place)
                .with(now.normalize())
                .with(spread.middle.normalize())
                .with(peers.len())
        })
    };
    (0..sheet.units.len()).filter_map(far).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Sheets, codes};
    use super::*;

    const SIZE: [Class; 2] = [Class::Slip, Class::Outlier];

    fn found(measure: &str, uom: &str, values: &str) -> Vec<String> {
        let mut sheets = Sheets::new("2022-06", measure, &[("a", uom)]);
        for (ago, text) in values.split(' ').rev().enumerate() {
            sheets.at(0, 0, ago, text);
        }
        codes(&sheets.checked(&Settings::default()), &SIZE)
    }

    #[test]
    fn a_slip_fits_the_past_when_it_is_taken_back_by_exactly_its_power() {
        let slip = &["a check.slip"][..];
        for (measure, values, expected) in [
            ("stock", "120 118 121 1210", slip),
            ("stock", "120 118 121 12100", slip),
            ("stock", "120 118 121 1210000", slip),
            ("stock", "120 118 121 12", slip),
            ("stock", "120 118 121 0.0121", slip),
            ("stock", "120 118 121 121", &[]),
            ("stock", "120 118 121 300", &[]),
            ("stock", "120 118 121 500", &[]),
            ("stock", "120 118 121 121000", &[]),
            ("stock", "118 121 1210", &[]),
            ("stock", "120 118 121 零", &[]),
            ("period", "8 70 30 500", &[]),
            ("period", "20 25 22 240", slip),
            ("ytd", "12 25 36 47 600", slip),
            ("ytd", "12 25 36 47 600000", slip),
            ("ytd", "12 25 36 47 60", &[]),
            ("ytd", "12 25 36 47 6", slip),
            ("since_start", "3001 3012 3025 3036 30480", slip),
        ] {
            assert_eq!(found(measure, "户 2", values), expected, "{measure} {values}");
        }
    }

    #[test]
    fn the_first_total_of_a_year_is_held_against_what_months_add() {
        let mut sheets = Sheets::new("2022-01", "ytd", &[("a", "户 0")]);
        for (ago, text) in ["130", "144", "132", "121", "110"].iter().enumerate() {
            sheets.at(0, 0, ago, text);
        }
        assert_eq!(codes(&sheets.checked(&Settings::default()), &SIZE), ["a check.slip"]);
        sheets.now(0, 0, "13");
        assert_eq!(codes(&sheets.checked(&Settings::default()), &SIZE), [""; 0]);
    }

    #[test]
    fn a_value_unlike_its_past_needs_a_past() {
        let calm = "20 21 19 20 22 20 19 21";
        assert_eq!(
            found("period", "户 0", &format!("{calm} 26")),
            ["a check.unlike_its_past"; 0],
            "close by"
        );
        assert_eq!(found("period", "亩 1", &format!("{calm} 25.9")), ["a check.unlike_its_past"]);
        assert_eq!(found("period", "户 0", &format!("{calm} 22")), [""; 0]);
        assert_eq!(found("period", "亩 1", "20 21 19 25.9"), [""; 0], "too little of a past");
    }

    /// Units with a value last month and one this month.
    fn among(pairs: &[(&str, &str)]) -> Vec<String> {
        let mut sheets = Sheets::new("2022-06", "stock", &[("a", "户 0")]);
        for (unit, (before, now)) in pairs.iter().enumerate() {
            sheets.at(unit, 0, 1, before);
            sheets.now(unit, 0, now);
        }
        codes(&sheets.checked(&Settings::default()), &[Class::Outlier])
    }

    #[test]
    fn what_most_units_do_at_once_is_no_fault_of_one() {
        let mut sheets = Sheets::new("2022-06", "stock", &[("a", "户 0")]);
        for unit in 0..12 {
            sheets.at(unit, 0, 1, "100");
            sheets.now(unit, 0, if unit < 8 { "160" } else { "100" });
        }
        let trend = |sheets: &Sheets| codes(&sheets.checked(&Settings::default()), &[Class::Trend]).len();
        assert_eq!(trend(&sheets), 0, "eight of twelve");
        for unit in 0..4 {
            sheets.now(unit, 0, "100");
        }
        assert_eq!(trend(&sheets), 4, "four of twelve");
    }

    #[test]
    fn one_far_from_all_others_is_told_unless_it_was_so_before() {
        let calm: Vec<(&str, &str)> =
            ["40", "42", "38", "41", "39", "40", "43", "37", "40"].iter().map(|v| ("未报", *v)).collect();
        let with = |one: (&'static str, &'static str)| {
            let mut pairs = calm.clone();
            pairs.push(one);
            pairs
        };
        assert_eq!(among(&with(("未报", "400"))), ["a check.unlike_others"]);
        assert_eq!(among(&with(("未报", "45"))), [""; 0]);
        assert_eq!(among(&calm), [""; 0]);
        assert_eq!(among(&calm[..6]), [""; 0], "too few to compare");
        let large: Vec<(&str, &str)> = ["40", "42", "38", "41", "39", "40", "43", "37", "40"]
            .iter()
            .map(|v| (*v, *v))
            .chain([("395", "400")])
            .collect();
        assert_eq!(among(&large), [""; 0], "a large place is large every month");
        let zeros: Vec<(&str, &str)> =
            ["0", "0", "0", "0", "零", "0", "0", "0", "1", "40"].iter().map(|v| ("未报", *v)).collect();
        assert_eq!(among(&zeros), ["a check.unlike_others"], "more than half are the same");
    }
}
