//! 同比: figures beside those of the same period of the year before, where the two can be compared.

use super::super::input::{BulletinInput, Item};
use super::super::wording::{as_of_with_year, decimals_for, said_year_on_year, unit_number};
use super::{Chart, Drawn, Pair, Plot};
use crate::kernel::Rate;

/// Most pairs of one chart.
const MOST: usize = 14;

pub(super) fn chart(input: &BulletinInput<'_>) -> Option<Chart> {
    let pairs: Vec<Pair> = input.items.iter().filter_map(pair).collect();
    let all = pairs.len();
    let before = input.as_of.checked_sub_months(chrono::Months::new(12)).filter(|_| all > 0)?;
    let name = |day| as_of_with_year(day).trim_start_matches("截至").to_owned();
    let mut notes = vec!["各项计量单位不同，条长只在同一项内可比。".to_owned()];
    if all > MOST {
        notes.push(format!("共{all}项，只画前{MOST}项。"));
    }
    let pairs = pairs.into_iter().take(MOST).collect();
    let names = [name(input.as_of), name(before)];
    Some(Chart { title: "与上年同期比较".to_owned(), plot: Plot::Years { pairs, names }, notes })
}

/// What the text would say 同比 of, and nothing else.
fn pair(item: &Item<'_>) -> Option<Pair> {
    let change = said_year_on_year(item)?;
    let (now, then) = (item.now.actual?, item.last_year?);
    if now.is_negative() || then.is_negative() {
        return None;
    }
    let decimals = decimals_for(&[now, then], item.indicator);
    let drawn = |value: Rate| {
        let (text, value) = unit_number(value, decimals, item.indicator);
        Drawn { text, value }
    };
    Some(Pair { name: item.indicator.name.clone(), now: drawn(now), then: drawn(then), change })
}
