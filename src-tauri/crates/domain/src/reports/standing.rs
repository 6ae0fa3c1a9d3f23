//! How many targets stand where: the conclusion in one sentence, what changed since the month before, and the
//! opening of a bulletin.

use crate::assessment::Status;
use crate::kernel::{Date, Decimal, OrgUnitId, Rate};
use crate::org::Tree;

use super::content::{Figure, FigureRef, Run};
use super::wording::{Line, Places, as_of, month_name};

/// Statuses that are counted together, with the word of the bulletin and that of the screen.
struct Group {
    bulletin: &'static str,
    screen: &'static str,
    statuses: &'static [Status],
}

/// Every status but 无任务, which is no target of anybody.
const GROUPS: [Group; 7] = [
    Group { bulletin: "已完成", screen: "已完成", statuses: &[Status::Exceeded, Status::Done] },
    Group { bulletin: "达到序时进度", screen: "达到序时", statuses: &[Status::OnTrack] },
    Group {
        bulletin: "未达序时进度",
        screen: "滞后",
        statuses: &[Status::Behind, Status::FarBehind, Status::NotStarted],
    },
    Group { bulletin: "逾期未完成", screen: "逾期", statuses: &[Status::Overdue] },
    Group { bulletin: "不考核时序", screen: "不考核时序", statuses: &[Status::Unscheduled] },
    Group { bulletin: "未到考核期", screen: "未到期", statuses: &[Status::NotDue] },
    Group { bulletin: "未报", screen: "未报", statuses: &[Status::NoReport] },
];

/// The statuses of the group of those that are done.
const DONE: usize = 0;
/// Groups that count as lagging in a comparison: behind schedule and overdue.
const LAGGING: [usize; 2] = [2, 3];

/// The conclusion of the overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// 截至6月底，全县纳入调度的55项指标中，已完成12项、达到序时32项、滞后9项、未报2项。
    pub sentence: String,
    /// 比5月底新完成2项、少滞后3项。 None where there is nothing to compare with.
    pub comparison: Option<String>,
}

/// Says in one sentence how the targets in scope stand, and what changed since an earlier day. The statuses
/// of the earlier day are those of the same targets.
pub fn conclusion(
    day: Date,
    scope: Option<&OrgUnitId>,
    tree: &Tree,
    now: &[Status],
    before: Option<(Date, &[Status])>,
) -> Conclusion {
    let places = Places::new(tree, scope);
    let counts = counts(now);
    let total: usize = counts.iter().sum();
    let opening = format!("{}，{}", as_of(day), places.whole());
    let sentence = if total == 0 {
        format!("{opening}没有纳入调度的指标。")
    } else {
        let parts: Vec<String> = GROUPS
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(group, count)| format!("{}{count}项", group.screen))
            .collect();
        format!("{opening}纳入调度的{total}项指标中，{}。", parts.join("、"))
    };
    Conclusion { sentence, comparison: before.and_then(|before| compared(now, before)) }
}

fn counts(statuses: &[Status]) -> [usize; GROUPS.len()] {
    let mut counts = [0; GROUPS.len()];
    for status in statuses {
        if let Some(at) = GROUPS.iter().position(|group| group.statuses.contains(status)) {
            counts[at] += 1;
        }
    }
    counts
}

fn lagging(counts: &[usize; GROUPS.len()]) -> usize {
    LAGGING.iter().map(|at| counts[*at]).sum()
}

fn compared(now: &[Status], (day, before): (Date, &[Status])) -> Option<String> {
    let (now, then) = (counts(now), counts(before));
    if then.iter().sum::<usize>() == 0 {
        return None;
    }
    let mut parts = Vec::new();
    match now[DONE].checked_sub(then[DONE]) {
        Some(0) => {}
        Some(more) => parts.push(format!("新完成{more}项")),
        None => parts.push(format!("少完成{}项", then[DONE] - now[DONE])),
    }
    let (lags, lagged) = (lagging(&now), lagging(&then));
    match lags.cmp(&lagged) {
        std::cmp::Ordering::Less => parts.push(format!("少滞后{}项", lagged - lags)),
        std::cmp::Ordering::Greater => parts.push(format!("多滞后{}项", lags - lagged)),
        std::cmp::Ordering::Equal => {}
    }
    let than = month_name(day);
    Some(match parts.as_slice() {
        [] => format!("完成和滞后的项数与{than}持平。"),
        parts => format!("比{than}{}。", parts.join("、")),
    })
}

/// The first paragraph of a bulletin: counts, their shares (which add up to 100.0 %), 时间进度, the change.
pub(super) fn overall(
    day: Date,
    places: &Places<'_>,
    now: &[Status],
    before: Option<(Date, &[Status])>,
    time_progress: Rate,
) -> Vec<Run> {
    let counted = counts(now);
    let total: usize = counted.iter().sum();
    let mut line = Line::new();
    line.say(as_of(day)).say("，").say(places.whole()).say("纳入调度的");
    line.show(total.to_string(), FigureRef::over_all(Figure::Count, None)).say("项指标");
    let held: Vec<(usize, &Group)> =
        counted.into_iter().zip(&GROUPS).filter(|(count, _)| *count > 0).collect();
    let count_of = |group: &Group| FigureRef::over_all(Figure::Count, Some(&codes(group)));
    match held.as_slice() {
        [] => return Vec::new(),
        [(_, only)] => {
            line.say("全部").show(only.bulletin, count_of(only)).say("。");
        }
        many => {
            line.say("中，");
            for (at, (count, group)) in many.iter().enumerate() {
                line.say(if at > 0 { "、" } else { "" }).say(group.bulletin);
                line.show(count.to_string(), count_of(group)).say("项");
            }
            line.say("，分别占");
            let parts: Vec<Decimal> = many.iter().map(|(count, _)| Decimal::from(*count)).collect();
            for (at, share) in Rate::percentages(&parts).unwrap_or_default().into_iter().enumerate() {
                line.say(if at > 0 { "、" } else { "" });
                let figure = FigureRef::over_all(Figure::Share, Some(&codes(many[at].1)));
                line.show(format!("{share}%"), figure);
            }
            line.say("。");
        }
    }
    of_which(&mut line, now);
    line.say("按自然月计算，当前时间进度为");
    line.show(time_progress.percent_text(), FigureRef::over_all(Figure::TimeProgress, None)).say("。");
    if let Some(change) = before.and_then(|before| compared(now, before)) {
        line.say(change);
    }
    line.runs()
}

fn codes(group: &Group) -> String {
    group.statuses.iter().map(|status| status.code()).collect::<Vec<_>>().join(",")
}

/// 未达序时进度的指标中，严重滞后2项、未启动1项。
fn of_which(line: &mut Line, now: &[Status]) {
    let worse: Vec<(Status, usize)> = [Status::FarBehind, Status::NotStarted]
        .into_iter()
        .map(|status| (status, now.iter().filter(|held| **held == status).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    if worse.is_empty() {
        return;
    }
    line.say("未达序时进度的指标中，");
    for (at, (status, count)) in worse.iter().enumerate() {
        line.say(if at > 0 { "、" } else { "" }).say(status.word());
        line.show(count.to_string(), FigureRef::over_all(Figure::Count, Some(status.code()))).say("项");
    }
    line.say("。");
}
