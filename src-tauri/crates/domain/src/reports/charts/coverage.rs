//! 达标情况: of each per-unit rule who meets it, who does not, who did not report.

use super::super::input::BulletinInput;
use super::super::wording::{condition, percent, within_brackets};
use super::{Chart, Plot, Strip};

/// Most strips of one chart.
const MOST: usize = 20;

pub(super) fn chart(input: &BulletinInput<'_>) -> Option<Chart> {
    let strips: Vec<Strip> = input
        .items
        .iter()
        .filter_map(|item| {
            let outcome = item.now.coverage.as_ref().filter(|outcome| outcome.units().1 > 0)?;
            let (met, all) = outcome.units();
            let met = met.min(all);
            let not_reported = outcome.not_reported.min(all - met);
            Some(Strip {
                name: format!("{}（{}）", item.indicator.name, within_brackets(&condition(item))),
                met,
                below: all - met - not_reported,
                not_reported,
                rate: outcome.rate.map(percent).unwrap_or_default(),
            })
        })
        .collect();
    let all = strips.len();
    if all == 0 {
        return None;
    }
    let mut notes = Vec::new();
    if all > MOST {
        notes.push(format!("共{all}项，只画前{MOST}项。"));
    }
    let strips = strips.into_iter().take(MOST).collect();
    Some(Chart { title: "达标情况".to_owned(), plot: Plot::Coverage(strips), notes })
}
