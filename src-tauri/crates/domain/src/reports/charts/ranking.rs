//! 完成率排名: the units of a target that is broken down, with the line where they should be.

use super::super::input::{BulletinInput, Item};
use super::super::wording::Places;
use super::{Bar, Chart, Cut, Drawn, Plot, Standing, by_lag};
use crate::assessment::Assessment;
use crate::kernel::{OrgUnitId, Rate};

/// Most bars of one chart, and how many of a longer ranking stand at its head and at its foot.
const MOST_BARS: usize = 30;
const ENDS: usize = 14;

/// Most rankings that are drawn; the tables have all.
const MOST: usize = 6;

/// The rankings, of the targets that lag most where there are too many, in the order of the text.
pub(super) fn charts(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Chart> {
    let ranked = |item: &&Item<'_>| item.units.iter().any(|unit| unit.now.completion.rate.is_some());
    let all: Vec<&Item<'_>> = input.items.iter().filter(ranked).collect();
    let mut worst = all.clone();
    worst.sort_by(|a, b| by_lag(a, b));
    let drawn: Vec<_> = worst.iter().take(MOST).map(|item| &item.target.id).collect();
    let left_out = all.len().saturating_sub(MOST);
    let mut charts: Vec<Chart> =
        all.iter().filter(|item| drawn.contains(&&item.target.id)).map(|item| chart(item, places)).collect();
    if let Some(last) = charts.last_mut().filter(|_| left_out > 0) {
        last.notes.push(format!("另有{left_out}项的排名只列表，不画图。"));
    }
    charts
}

fn chart(item: &Item<'_>, places: &Places<'_>) -> Chart {
    let units = item.units.iter().map(|unit| unit.now).collect();
    ranking_chart(&item.indicator.name, item.now, units, |unit| places.name(unit).to_owned())
}

/// The units of a target as bars, the first in rank first; of many the first and the last.
pub fn ranking_chart(
    name: &str,
    whole: &Assessment,
    mut units: Vec<&Assessment>,
    name_of: impl Fn(&OrgUnitId) -> String,
) -> Chart {
    units.sort_by_key(|unit| (unit.rank.is_none(), unit.rank.map(|rank| rank.place)));
    let mut bars: Vec<Bar> = units.into_iter().map(|unit| bar(unit, &name_of)).collect();
    let ranked = bars.iter().filter(|bar| bar.place.is_some()).count();
    let cut = (ranked > MOST_BARS).then(|| Cut { after: ENDS, left_out: ranked - 2 * ENDS });
    if let Some(cut) = cut {
        bars.drain(cut.after..cut.after + cut.left_out);
    }
    let unranked = bars.iter().filter(|bar| bar.place.is_none()).count();
    let room = MOST_BARS.saturating_sub(bars.len() - unranked);
    let mut notes = vec!["名次相同的并列；条的深浅和花纹与亮灯一致。".to_owned()];
    if unranked > room {
        bars.truncate(bars.len() - unranked + room);
        notes.push(format!("未报和无任务的共{unranked}个，图上列{room}个。"));
    }
    let due = whole.schedule.map(|schedule| drawn_percent(schedule.progress));
    Chart { title: format!("{name}完成率排名"), plot: Plot::Ranking { bars, cut, due }, notes }
}

fn bar(now: &Assessment, name_of: &impl Fn(&OrgUnitId) -> String) -> Bar {
    Bar {
        place: now.rank.map(|rank| rank.place),
        name: name_of(&now.org_unit),
        rate: now.completion.rate.map(drawn_percent),
        standing: Standing::of(now.status, now.lamp),
    }
}

fn drawn_percent(rate: Rate) -> Drawn {
    Drawn { text: rate.percent_text(), value: rate.percent_number().parse().unwrap_or_default() }
}
