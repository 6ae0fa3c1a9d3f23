//! If it goes on as it did: a straight line from the reported pace to the deadline, with a band.
//! An extrapolation and labelled so; the one place besides the presets where numbers are not exact.
//!
//! Deliberately absent: compound growth (never by default), seasons, and any probability: the band
//! shows how uneven the pace was, no more.

use crate::kernel::{Decimal, Period, Rate};

use super::outcome::{Forecast, Window};

/// What a forecast is made of.
#[derive(Clone, Copy, Debug)]
pub struct Pace<'a> {
    /// The window, with both ends.
    pub window: Window,
    /// The period of the actual.
    pub period: Period,
    /// The running total.
    pub actual: Rate,
    /// The running total when the window began: what was there before is no pace.
    pub start: Rate,
    /// The running totals at the ends of earlier periods of the window, in order.
    pub earlier: &'a [Rate],
    /// Decimals of the indicator.
    pub decimals: u32,
}

/// With fewer steps than this the spread says nothing, and the band is one sixth of what is still to come.
const ENOUGH_STEPS: usize = 4;

/// Four of five such bands hold if steps are independent and alike.
const EIGHTY_PERCENT: f64 = 1.2816;

/// The running total at the deadline. None before the window, after it, or without both its ends.
pub fn forecast(pace: Pace<'_>) -> Option<Forecast> {
    let progress = match pace.window.months()? {
        0 | 1 => pace.window.day_progress(pace.period.last_day())?,
        _ => pace.window.month_progress(pace.period.last_day())?,
    };
    if progress <= Rate::ZERO || progress >= Rate::ONE {
        return None;
    }
    let value = pace.actual.checked_sub(pace.start)?.checked_div(progress)?.checked_add(pace.start)?;
    let rest = value.checked_sub(pace.actual)?;
    let half = spread(&pace, progress).unwrap_or_else(|| rest.to_f64().abs() / 6.0);
    let (middle, floor) = (value.to_f64(), pace.actual.to_f64());
    let low = (middle - half).max(floor.min(middle));
    Some(Forecast {
        value: value.rounded(pace.decimals.min(6))?,
        low: outward(low, pace.decimals, false)?,
        high: outward(middle + half, pace.decimals, true)?,
    })
}

/// Half the band: the spread of the steps so far, over the steps to come.
fn spread(pace: &Pace<'_>, progress: Rate) -> Option<f64> {
    let mut totals = vec![pace.start.to_f64()];
    totals.extend(pace.earlier.iter().map(|total| total.to_f64()));
    totals.push(pace.actual.to_f64());
    let steps: Vec<f64> = totals.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if steps.len() < ENOUGH_STEPS {
        return None;
    }
    let count = steps.len() as f64;
    let mean = steps.iter().sum::<f64>() / count;
    let variance = steps.iter().map(|step| (step - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let to_come = count * (1.0 / progress.to_f64() - 1.0);
    Some(EIGHTY_PERCENT * variance.sqrt() * to_come.max(0.0).sqrt())
}

/// Rounded away from the middle, so that the band is never narrower than computed.
fn outward(value: f64, decimals: u32, up: bool) -> Option<Decimal> {
    if !value.is_finite() || value.abs() > 1e20 {
        return None;
    }
    let scale = 10f64.powi(decimals.min(6) as i32);
    // Floating dust must not push a whole number outward.
    let scaled = (value * scale * 1e6).round() / 1e6;
    let units = if up { scaled.ceil() } else { scaled.floor() };
    Decimal::try_from_i128_with_scale(units as i128, decimals.min(6)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{day, decimal, period};
    use super::*;

    fn check(at: &str, actual: &str, earlier: &[&str], expected: Option<(&str, &str, &str)>) {
        let rate = |text: &str| Rate::whole(decimal(text)).unwrap();
        let earlier: Vec<Rate> = earlier.iter().map(|text| rate(text)).collect();
        let window = Window { from: Some(day("2022-01-01")), deadline: Some(day("2022-12-31")) };
        let pace = Pace {
            window,
            period: period(at),
            actual: rate(actual),
            start: Rate::ZERO,
            earlier: &earlier,
            decimals: 0,
        };
        let found = forecast(pace).map(|f| (f.value.to_string(), f.low.to_string(), f.high.to_string()));
        let expected = expected.map(|(value, low, high)| (value.to_owned(), low.to_owned(), high.to_owned()));
        assert_eq!(found, expected, "{actual} at {at}");
    }

    #[test]
    fn a_straight_line_with_its_band() {
        check("2022-06", "213", &[], Some(("426", "390", "462")));
        check("2022-06", "60", &["10", "20", "30", "40", "50"], Some(("120", "120", "120")));
        check("2022-06", "60", &["0", "20", "20", "40", "40"], Some(("120", "85", "155")));
        check("2022-06", "0", &[], Some(("0", "0", "0")));
        check("2022-12", "400", &[], None);
        check("2023-01", "400", &[], None);
    }

    proptest! {
        #[test]
        fn the_value_lies_in_its_band(totals in prop::collection::vec(0i64..1_000_000_000, 1..11)) {
            let mut totals = totals;
            totals.sort_unstable();
            let rates: Vec<Rate> = totals.iter().map(|n| Rate::whole((*n).into()).unwrap()).collect();
            let window = Window { from: Some(day("2022-01-01")), deadline: Some(day("2022-12-31")) };
            let at = period(&format!("2022-{:02}", totals.len()));
            let (last, earlier) = rates.split_last().unwrap();
            let found = forecast(Pace { window, period: at, actual: *last, start: Rate::ZERO, earlier, decimals: 0 }).unwrap();
            prop_assert!(found.low <= found.value && found.value <= found.high);
            prop_assert!(Rate::whole(found.low).unwrap() <= Rate::whole(found.value).unwrap());
        }
    }
}
