//! From numbers to places: round ticks, and how far along its axis a number stands.

use chrono::{Datelike as _, NaiveDate};
use domain::reports::Drawn;

/// A printed number as a place is reckoned from it.
pub(crate) fn number(drawn: &Drawn) -> f64 {
    decimal(&drawn.value.to_string())
}

/// The same of a number without words.
pub(crate) fn decimal(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

/// An axis with round ends.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// Over values, nothing beyond a limit.
    pub(crate) fn over(values: impl IntoIterator<Item = f64>, beyond: f64) -> Self {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for value in values.into_iter().map(|value| value.clamp(-beyond, beyond)) {
            (low, high) = (low.min(value), high.max(value));
        }
        let span = if high > low { high - low } else { 1.0 };
        let power = 10_f64.powf((span / 4.0).log10().floor());
        let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|step| step * power);
        let step = steps.into_iter().find(|step| span / step <= 5.0).unwrap_or(10.0 * power);
        let round = |value: f64, up: bool| {
            let steps = value / step;
            (if up { (steps - 1e-9).ceil() } else { (steps + 1e-9).floor() }) * step
        };
        Self { low: round(low, false), high: round(high.max(low + step), true), step }
    }

    /// The upper end.
    pub(crate) fn high(self) -> f64 {
        self.high
    }

    /// How far along a value stands, 0 to 1.
    pub(crate) fn share(self, value: f64) -> f64 {
        (value.clamp(self.low, self.high) - self.low) / (self.high - self.low)
    }

    /// The round values.
    pub(crate) fn ticks(self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        // A step of 0.1 adds up to 0.30000000000000004.
        let round = |value: f64| (value * 1e6).round() / 1e6;
        (0..=count).map(|at| round(self.low + at as f64 * self.step)).collect()
    }
}

/// Ends of months after one day and up to another that are named on an axis with room for so many.
pub(crate) fn dates(from: NaiveDate, to: NaiveDate, room: usize) -> Vec<(NaiveDate, String)> {
    let months = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32 + 1;
    let step = [1, 3, 6, 12, 24, 36, 60].into_iter().find(|step| months / step <= room as i32).unwrap_or(120);
    let several = from.year() != to.year();
    let mut found = Vec::new();
    let mut at = NaiveDate::from_ymd_opt(from.year(), from.month(), 1);
    while let Some(first) = at {
        let next = first.checked_add_months(chrono::Months::new(1));
        let Some(end) = next.and_then(|next| next.pred_opt()).filter(|end| *end <= to) else { break };
        let month = end.year() * 12 + end.month() as i32;
        if month % step == 0 && end >= from {
            let name = match (several, step >= 12) {
                (false, _) => format!("{}月底", end.month()),
                (true, true) => format!("{}年底", end.year()),
                (true, false) => format!("{}年{}月", end.year() % 100, end.month()),
            };
            found.push((end, name));
        }
        at = next;
    }
    found
}
