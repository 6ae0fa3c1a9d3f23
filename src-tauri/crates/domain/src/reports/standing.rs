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
    pub sentence: Vec<Run>,
    /// 比5月底新完成2项、少滞后3项。 Empty where there is nothing to compare with.
    pub comparison: Vec<Run>,
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
    let mut line = Line::new();
    line.say(as_of(day)).say("，").say(places.whole());
    if total == 0 {
        line.say("没有纳入调度的指标。");
    } else {
        line.say("纳入调度的").show(format!("{total}项"), count_of(&[])).say("指标中，");
        let held = GROUPS.iter().zip(counts).filter(|(_, count)| *count > 0);
        for (at, (group, count)) in held.enumerate() {
            line.say(if at > 0 { "、" } else { "" });
            line.show(format!("{}{count}项", group.screen), count_of(group.statuses));
        }
        line.say("。");
    }
    let comparison = before.map(|before| compared(now, before)).unwrap_or_default();
    Conclusion { sentence: line.runs(), comparison: comparison.runs() }
}

/// The targets of some statuses; of none: all of them.
fn count_of(statuses: &[Status]) -> FigureRef {
    over_all(Figure::Count, statuses)
}

fn over_all(figure: Figure, statuses: &[Status]) -> FigureRef {
    let codes: Vec<_> = statuses.iter().map(|status| status.code()).collect();
    FigureRef::over_all(figure, (!codes.is_empty()).then(|| codes.join(",")).as_deref())
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

/// Only what was told on both days is compared: who was silent on one has neither finished since nor fallen behind.
fn compared(now: &[Status], (day, before): (Date, &[Status])) -> Line {
    let told = |status: Status| !matches!(status, Status::NoReport | Status::NoTask);
    let both =
        now.iter().copied().zip(before.iter().copied()).filter(|(now, then)| told(*now) && told(*then));
    let (now, then): (Vec<Status>, Vec<Status>) = both.unzip();
    let mut line = Line::new();
    if then.is_empty() {
        return line;
    }
    let (now, then) = (counts(&now), counts(&then));
    let lagging_statuses: Vec<Status> = LAGGING.iter().flat_map(|at| GROUPS[*at].statuses).copied().collect();
    let changes = [
        (now[DONE], then[DONE], "新完成", "少完成", GROUPS[DONE].statuses),
        (lagging(&now), lagging(&then), "多滞后", "少滞后", lagging_statuses.as_slice()),
    ];
    let than = month_name(day);
    for (now, then, more, fewer, statuses) in changes.into_iter().filter(|(now, then, ..)| now != then) {
        line.say(if line.is_empty() { format!("比{than}") } else { "、".to_owned() });
        line.say(if now > then { more } else { fewer });
        line.show(now.abs_diff(then).to_string(), over_all(Figure::SinceLast, statuses)).say("项");
    }
    if line.is_empty() {
        line.say(format!("完成和滞后的项数与{than}持平"));
    }
    line.say("。");
    line
}

/// The first paragraph of a bulletin: counts with their shares (which add up to 100.0 %), 时间进度, the change.
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
    line.show(total.to_string(), count_of(&[])).say("项指标");
    let held: Vec<(usize, &Group)> =
        counted.into_iter().zip(&GROUPS).filter(|(count, _)| *count > 0).collect();
    match held.as_slice() {
        [] => {
            let mut line = Line::new();
            line.say(as_of(day)).say("，").say(places.whole()).say("没有纳入调度的指标。");
            return line.runs();
        }
        [(_, only)] => {
            line.say("全部").show(only.bulletin, count_of(only.statuses)).say("。");
        }
        many => {
            line.say("中，");
            let parts: Vec<Decimal> = many.iter().map(|(count, _)| Decimal::from(*count)).collect();
            let shares = Rate::percentages(&parts).unwrap_or_default();
            for (at, (count, group)) in many.iter().enumerate() {
                line.say(if at > 0 { "、" } else { "" }).say(group.bulletin);
                line.show(count.to_string(), count_of(group.statuses)).say("项");
                if let Some(share) = shares.get(at) {
                    let figure = over_all(Figure::Share, group.statuses);
                    line.say(if at > 0 { "（" } else { "（占" }).show(format!("{share}%"), figure).say("）");
                }
            }
            line.say("。");
        }
    }
    of_which(&mut line, now);
    line.say("按自然月计算，当前时间进度为");
    line.show(time_progress.percent_text(), FigureRef::over_all(Figure::TimeProgress, None)).say("。");
    if let Some(before) = before {
        line.and(compared(now, before));
    }
    line.runs()
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
        line.show(count.to_string(), count_of(&[*status])).say("项");
    }
    line.say("。");
}
