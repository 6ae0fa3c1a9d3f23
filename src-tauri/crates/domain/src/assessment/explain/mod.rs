//! 怎么算的 for every number of an assessment: rule → inputs → reported cells → the sentence.
//!
//! Deliberately absent: units far down. What comes from many units is told one level down; each of
//! them is explained when it is asked for.

mod coverage;
mod growth;

use crate::kernel::{Decimal, OrgUnitId, Period, Problem, Rate, TargetId};
use crate::programmes::{Accumulation, Indicator, PlaceRule};
use crate::targets::{ChangeBy, CompletionRule, Target, TargetKind};

use super::assess::assess;
use super::case::{Case, Snapshot};
use super::derivation::{Derivation, Source};
use super::facts::{CellValue, Facts};
use super::goal::{Task, Test, share_value};
use super::growth::uom_of;
use super::outcome::{Assessment, Mark};
use super::reporters::Node;
use super::rollup::{Cell, Figure};
use super::series::Question;

/// Up to so many units under one figure are told with all their own parts.
pub(super) const FULLY_TOLD: usize = 200;

/// Names in one line.
const NAMES: usize = 10;

/// How the status of a target for a unit came about. None where `assess` gives none.
pub fn explain<'a>(facts: Facts<'a>, target: &TargetId, org_unit: &'a OrgUnitId) -> Option<Derivation> {
    let found = assess(facts, target, org_unit)?;
    explain_as(facts, &found)
}

/// How an assessment that was made before came about: with the place a ranking gave it.
pub fn explain_as<'a>(facts: Facts<'a>, found: &'a Assessment) -> Option<Derivation> {
    let (target, org_unit) = (&found.target, &found.org_unit);
    let case = Case::new(facts, target, org_unit)?;
    let look = case.look(facts.as_of);
    let teller = Teller { case: &case, found, look: &look };
    let status =
        Derivation::new("状态", format!("{}{}", found.lamp.symbol(found.status), found.status.word()));
    let status = status.by(teller.status_rule()).from(teller.goal());
    let parts = [
        look.question.map(|question| teller.actual(question)),
        teller.completion(),
        teller.time_progress(),
        teller.variance(),
    ];
    let status =
        status.from_all(parts.into_iter().flatten()).from_all(teller.distances()).from(teller.lamp());
    Some(status.from_all(teller.remarks()))
}

struct Teller<'t, 'a> {
    case: &'t Case<'a>,
    found: &'t Assessment,
    look: &'t Snapshot<'a>,
}

impl Teller<'_, '_> {
    fn target(&self) -> &Target {
        self.case.target
    }

    /// A value in the unit of measure of the target.
    fn value(&self, value: Rate) -> String {
        match self.target().kind {
            TargetKind::Coverage => value.percent_text(),
            TargetKind::Growth => {
                let uom = uom_of(self.target(), self.case.indicator);
                let places = self.case.indicator.decimals.clamp(2, 6);
                let rate = value.rounded(places).map(|rate| rate.normalize().to_string());
                format!("{}{uom}", rate.unwrap_or_else(|| value.number_text(places)))
            }
            _ => with_uom(value, self.case.indicator),
        }
    }

    fn name(&self, unit: &OrgUnitId) -> String {
        self.case.facts.tree.name(unit).to_owned()
    }

    fn names(&self, units: &[OrgUnitId]) -> String {
        let mut names: Vec<String> = units.iter().take(NAMES).map(|unit| self.name(unit)).collect();
        if units.len() > NAMES {
            names.push(format!("等{}个", units.len()));
        }
        names.join("、")
    }

    fn status_rule(&self) -> String {
        use super::outcome::Status as S;
        let settings = self.case.facts.settings;
        match self.found.status {
            S::Exceeded => "完成值超过目标值".into(),
            S::Done if self.found.provisional => "截至目前符合要求，期末前仍可能变化".into(),
            S::Done => "完成值达到目标要求".into(),
            S::OnTrack => format!("序时差不低于－{}个百分点", settings.tolerance_points.normalize()),
            S::Behind => format!(
                "序时差低于－{}个百分点，不低于－{}个百分点",
                settings.tolerance_points.normalize(),
                settings.far_behind_points.normalize()
            ),
            S::FarBehind if !self.look.broken.is_empty() => "要求每期保持，有的期没有做到".into(),
            S::FarBehind if self.found.schedule.is_some() => {
                format!("序时差低于－{}个百分点", settings.far_behind_points.normalize())
            }
            S::FarBehind => "要求保持的水平被突破，或到期未达标".into(),
            S::Overdue => "已过完成时限，未达到目标".into(),
            S::NotStarted => "已进入实施期，上报数为0".into(),
            S::Unscheduled => "不按时间进度考核，尚未到期，未达到目标".into(),
            S::NotDue => "实施期未开始，或第一个报告期尚未结束".into(),
            S::NoReport => "本期应报未报，或上报不全不足以判定".into(),
            S::NoTask if self.look.unasked => "没有调度表要求报送本期数，也没有单位报送".into(),
            S::NoTask => "任务分解未下达到该单位，或该单位不适用".into(),
        }
    }

    fn lamp(&self) -> Derivation {
        let (lamp, lamps) = (self.found.lamp, &self.case.facts.settings.lamps);
        let said = lamps.legend().into_iter().find(|line| line.starts_with(lamp.symbol(self.found.status)));
        let rule = said.map_or(lamps.name().to_owned(), |said| format!("{}；{said}", lamps.name()));
        Derivation::new("亮灯", lamp.word()).by(rule)
    }

    fn goal(&self) -> Derivation {
        let target = self.target();
        let value = self.found.goal.map_or("—".into(), |goal| self.value(goal));
        let sign = match self.look.goal.test {
            Some(Test::Within(low, high)) => format!("{}—{}", self.value(low), self.value(high)),
            Some(_) if target.kind == TargetKind::Level => format!("{}{value}", target.comparator.word()),
            _ => value,
        };
        let goal = Derivation::new("目标值", sign).by(target.kind.word());
        let goal = match self.look.task {
            Task::Share(_) => goal.at(Some(Source::Allocation(self.case.unit.clone()))),
            _ => goal.at(target.excerpt.clone().map(Source::Excerpt)),
        };
        goal.from_all(self.change().into_iter().flatten())
    }

    /// From which base, and by how much.
    fn change(&self) -> Option<[Derivation; 2]> {
        let (target, indicator) = (self.target(), self.case.indicator);
        let base = self.look.goal.baseline.filter(|_| target.kind == TargetKind::Change)?;
        let amount = match self.look.task {
            Task::Share(share) => share_value(share)?.to_decimal()?,
            _ => target.value?,
        };
        let bare = amount.normalize();
        let (text, rule) = match target.change_by.unwrap_or(ChangeBy::Amount) {
            ChangeBy::Amount => (with_uom_text(amount, indicator), "目标值＝基期值±增减量"),
            ChangeBy::Points => (format!("{bare}个百分点"), "目标值＝基期值±增减的百分点"),
            ChangeBy::Percent => (format!("{bare}%"), "目标值＝基期值×（1±增减幅度）"),
            ChangeBy::Multiple => (format!("{bare}倍"), "目标值＝基期值×倍数"),
        };
        Some([self.baseline(base), Derivation::new("增减", text).by(rule)])
    }

    fn baseline(&self, base: Rate) -> Derivation {
        let period = self.target().baseline.as_ref().and_then(|baseline| baseline.period);
        let label = period.map_or("基期值".to_owned(), |period| format!("基期值（{}）", period.name()));
        Derivation::new(label, with_uom(base, self.case.indicator))
    }

    fn actual(&self, question: Question) -> Derivation {
        let label = match self.target().kind {
            TargetKind::Coverage => "达标比例",
            TargetKind::Growth => "增速",
            _ if self.case.indicator.accumulation == Accumulation::Stock => "期末数",
            _ if self.case.runs_up() => "累计完成",
            _ => "实际值",
        };
        let value = self
            .found
            .actual
            .map_or("—".into(), |actual| format!("{}{}", self.found.qualifier.word(), self.value(actual)));
        let told = Derivation::new(format!("{label}（{}）", question.period.as_of_name()), value);
        match (&self.found.coverage, self.target().kind) {
            (Some(coverage), _) => self.coverage(told, coverage),
            // Nobody was counted: nothing of it fell to this unit.
            (None, TargetKind::Coverage) => told,
            (None, TargetKind::Growth) => self.growth(told, question),
            (None, _) => self.figure(told, self.case.scope.top(question), question),
        }
    }

    /// A figure of a node with what it is made of.
    fn figure(&self, told: Derivation, node: &Node<'_>, question: Question) -> Derivation {
        if self.case.scope.flat.is_some() {
            let told = told.by(format!("各单位{}", self.case.scope.rule_words()));
            let parts = self.case.scope.figures_below(question);
            return told.from_all(parts.into_iter().filter_map(|(unit, figure)| self.part(unit, &figure)));
        }
        let figure = self.case.scope.figure_of(node, question);
        if figure.is_own || node.children.is_empty() {
            return self.cells(told, &figure);
        }
        let indicator = self.case.indicator;
        let ingredients = self.case.scope.ingredients(&figure);
        let ingredients = ingredients
            .into_iter()
            .map(|(word, value, of)| Derivation::new(format!("{word}（{}）", of.name), with_uom(value, of)));
        let told = told.by(format!("各单位{}", self.case.scope.rule_words())).from_all(ingredients);
        let deep = size_of(node) <= FULLY_TOLD;
        let children = node.children.iter().filter_map(|child| {
            let figure = self.case.scope.figure_of(child, question);
            match (deep, figure.is_own) {
                _ if figure.together.expected == 0 && !figure.together.not_applicable => None,
                (true, _) | (false, true) => {
                    let one = Derivation::new(self.name(child.unit), said(&figure, indicator));
                    Some(self.figure(one, child, question))
                }
                (false, false) => self.part(child.unit, &figure),
            }
        });
        told.from_all(children)
    }

    /// What many units below one give together; none where nothing is expected of them.
    fn part(&self, unit: &OrgUnitId, figure: &Figure<'_>) -> Option<Derivation> {
        let together = &figure.together;
        let one = Derivation::new(self.name(unit), said(figure, self.case.indicator));
        let counts = together.expected > 0 || together.not_applicable;
        counts.then(|| one.by(format!("下级{}个单位", together.expected)))
    }

    /// An own report with its cells; a single cell is the source itself.
    fn cells(&self, told: Derivation, figure: &Figure<'_>) -> Derivation {
        match figure.together.used.as_slice() {
            [] => told,
            [cell] => told.by("本单位上报").at(Some(Source::Result(cell.key()))),
            cells => {
                let rule = match self.case.indicator.accumulation {
                    Accumulation::Ratio => self.case.scope.rule_words(),
                    Accumulation::Ytd | Accumulation::SinceStart => "各期相加",
                    _ => self.case.indicator.time_rule.word(),
                };
                told.by(format!("本单位上报，{rule}")).from_all(cells.iter().map(|cell| {
                    let (period, measure) = cell.used;
                    let label = format!("{} {}（{}）", cell.indicator.name, period.name(), measure.word());
                    Derivation::new(label, self.cell_text(cell)).at(Some(Source::Result(cell.key())))
                }))
            }
        }
    }

    fn cell_text(&self, cell: &Cell<'_>) -> String {
        let series = self.case.facts.values.series(&cell.indicator.id, cell.unit);
        match series.and_then(|series| series.at(cell.used.0, cell.used.1)).map(|fact| fact.value) {
            Some(CellValue::Number { value, qualifier }) => {
                format!("{}{}", qualifier.word(), with_uom_text(value, cell.indicator))
            }
            Some(CellValue::Nil) => "零报告".into(),
            Some(CellValue::NotApplicable) => "不适用".into(),
            Some(CellValue::Conflict) => "冲突，未计入".into(),
            None => "未报".into(),
        }
    }

    fn completion(&self) -> Option<Derivation> {
        let rule = self.found.completion.rule;
        if rule == CompletionRule::None || self.target().kind == TargetKind::Coverage {
            return None;
        }
        let rate = self.found.completion.rate.map_or("—".into(), Rate::percent_text);
        let mut told = Derivation::new("完成率", rate).by(format!("{}；保留1位小数", rule.word()));
        let inputs = [("完成值", self.found.actual), ("目标值", self.found.goal)];
        let inputs =
            inputs.into_iter().filter_map(|(label, value)| Some(Derivation::new(label, self.value(value?))));
        told = told.from_all(inputs);
        let baseline = self.look.goal.baseline.filter(|_| rule == CompletionRule::FromBaseline);
        told = told.from_all(baseline.map(|base| self.baseline(base)));
        Some(told)
    }

    fn time_progress(&self) -> Option<Derivation> {
        let schedule = self.found.schedule?;
        let window = self.found.window;
        let day = self.case.schedule_day(self.look, self.found.as_of)?;
        let share = match (schedule.convention, window.months_elapsed(day), window.months()) {
            ("calendar_month", Some(elapsed), Some(months)) => {
                format!("按月均匀：{elapsed}个月÷{months}个月")
            }
            ("calendar_day", ..) => "按日均匀：已过天数÷总天数".into(),
            ("curve", ..) if self.target().kind == TargetKind::Change => {
                "按分解计划：计划累计÷要增减的量".into()
            }
            ("curve", ..) => "按分解计划：计划累计÷目标值".into(),
            ("seasonal", ..) => "按季节曲线：已过月份权重÷全部权重".into(),
            _ => "期末一次性".into(),
        };
        let label = if schedule.convention == "curve" { "序时进度" } else { "时间进度" };
        let rule = match self.target().kind {
            TargetKind::Change => format!("基期值＋（目标值－基期值）×{label}"),
            _ => format!("目标值×{label}"),
        };
        let expected = Derivation::new("序时应完成", self.value(schedule.expected)).by(rule);
        Some(Derivation::new(label, schedule.progress.percent_text()).by(share).from(expected))
    }

    fn variance(&self) -> Option<Derivation> {
        let variance = self.found.schedule?.variance?;
        let told = Derivation::new("序时差", format!("{}个百分点", variance.points_text()));
        Some(told.by("完成率－时间进度，先相减后四舍五入"))
    }

    /// 缺口, 超额, 余量, 后期月均, 预计.
    fn distances(&self) -> Vec<Derivation> {
        let found = self.found;
        let mut told = Vec::new();
        let positive = |value: Option<Rate>| value.filter(|value| !value.is_zero());
        if let Some(gap) = positive(found.gap) {
            told.push(Derivation::new("缺口", self.value(gap)).by("目标值－完成值"));
        }
        if let Some(surplus) = positive(found.surplus) {
            told.push(Derivation::new("超额", self.value(surplus)).by("完成值－目标值"));
        }
        if let Some(room) = found.headroom {
            let label = if room.is_negative() { "超限" } else { "余量" };
            told.push(Derivation::new(label, self.value(room.abs())).by("目标值－实际值"));
        }
        if let Some(pace) = found.required_per_month {
            let months = found.window.months_remaining(found.as_of).unwrap_or_default();
            told.push(
                Derivation::new("后期月均需完成", self.value(pace)).by(format!("缺口÷剩余{months}个月")),
            );
        }
        if let Some(forecast) = found.forecast {
            let text = format!("{}（{}—{}）", forecast.value, forecast.low, forecast.high);
            told.push(Derivation::new("预计期末", text).by("按目前平均进度直线外推，仅供参考，不作考核依据"));
        }
        told
    }

    /// 每年递增: this year's figure beside last year's.
    fn rise(&self) -> Option<Derivation> {
        let rise = self.found.rise?;
        let said = match rise.holds {
            Some(true) => "是",
            Some(false) => "否，按未达到目标处理",
            None => "上年同期未报，无法判定",
        };
        let before = rise.before.map(|before| {
            let text = match self.found.coverage {
                Some(_) => before.percent_text(),
                None => with_uom(before, self.case.indicator),
            };
            Derivation::new("上年同期", text)
        });
        Some(Derivation::new("每年递增", said).by("本期与上年同期相比").from_all(before))
    }

    /// What another published method says.
    fn preset(&self) -> Option<Derivation> {
        let preset = self.found.preset.as_ref()?;
        let said = |value: Option<Decimal>| value.map_or("—".to_owned(), |value| value.to_string());
        let told = Derivation::new("其他方法", preset.status).by(preset.method.word());
        let score = preset.score.map(|score| Derivation::new("得分", score.to_string()));
        Some(told.from(Derivation::new("数值", said(preset.value))).from_all(score))
    }

    /// The periods in which what was to be kept was not.
    fn broken(&self) -> Option<Derivation> {
        let broken = &self.look.broken;
        let names: Vec<String> = broken.iter().take(NAMES).map(|period| period.name()).collect();
        let more = if broken.len() > NAMES { format!("等{}期", broken.len()) } else { String::new() };
        let told = Derivation::new("没有做到的期", format!("{}{more}", names.join("、")));
        let of_period = |period: &Period| {
            let question = self.case.question(*period, self.look.window, true);
            let node = self.case.scope.top(question);
            let figure = self.case.scope.figure_of(node, question);
            let label = format!("实际值（{}）", period.as_of_name());
            self.figure(Derivation::new(label, said(&figure, self.case.indicator)), node, question)
        };
        let figures = broken.iter().take(NAMES).map(of_period);
        (!broken.is_empty()).then(|| told.by("每期单独判定，以后补上的也不抵").from_all(figures))
    }

    /// 位次: a place is a place among the units that were ranked together.
    fn rank(&self) -> Option<Derivation> {
        let rank = self.found.rank?;
        let moved = rank.moved.map(|moved| match moved {
            0 => Derivation::new("较上期", "持平"),
            up if up > 0 => Derivation::new("较上期", format!("上升{up}位")),
            down => Derivation::new("较上期", format!("下降{}位", down.unsigned_abs())),
        });
        let told = Derivation::new("位次", format!("第{}位", rank.place));
        Some(told.by("并列的同位次，下一位次顺延；未报、无任务的不排位次").from_all(moved))
    }

    /// Who is missing, what contradicts itself, what the parts say.
    fn remarks(&self) -> Vec<Derivation> {
        let found = self.found;
        let mut told: Vec<Derivation> =
            [self.rise(), self.broken(), self.rank(), self.preset()].into_iter().flatten().collect();
        let not_asked = found.marks.iter().zip(found.mark_words()).find(|(mark, _)| **mark == Mark::NotAsked);
        told.extend(not_asked.map(|(_, words)| {
            let stays = "没有调度表要求报送的期不算未报；要求报送时已经完成或突破的保持不变，其他数据不延用";
            Derivation::new("报送要求", words).by(stays)
        }));
        let is_bare = matches!(self.case.indicator.place_rule, PlaceRule::None) && found.coverage.is_none();
        if is_bare && self.case.facts.tree.children(self.case.unit).next().is_some() {
            let rule = "没有汇总规则，只用本单位自己报的数，下级的数不合并";
            told.push(Derivation::new("汇总", PlaceRule::None.word()).by(rule));
        }
        told.extend(found.problems.iter().filter_map(why).map(|why| Derivation::new("口径待核", why)));
        let counts = format!("应报{}个，已报{}个", found.expected, found.reported);
        told.push(Derivation::new("上报情况", counts));
        if !found.not_reported.is_empty() {
            told.push(Derivation::new("未报", self.names(&found.not_reported)).by("不计入合计，也不按0处理"));
        }
        for key in &found.conflicts {
            let label = format!("冲突：{} {}", self.name(&key.org_unit), key.period.name());
            told.push(Derivation::new(label, "未计入").at(Some(Source::Result(key.clone()))));
        }
        if !found.missing_periods.is_empty() {
            let list = found.missing_periods.iter().take(NAMES);
            let list: Vec<String> =
                list.map(|(unit, period)| format!("{}{}", self.name(unit), period.name())).collect();
            told.push(Derivation::new("缺前期数", list.join("、")).by("合计中不含这些期"));
        }
        if let Some(check) = found.parts_check {
            let value = format!("本级{}，下级汇总{}", self.value(check.own), self.value(check.parts));
            let rule = if check.complete { "汇总校核" } else { "汇总校核（下级未报齐）" };
            told.push(Derivation::new("差额", self.value(check.difference)).by(format!("{rule}：{value}")));
        }
        told
    }
}

/// Why a figure or a goal is open, in words.
fn why(problem: &Problem) -> Option<String> {
    let detail = |at: usize| problem.detail.get(at).map_or("", String::as_str);
    let said = match problem.code {
        "target.value_missing" => "没有目标值".to_owned(),
        "target.baseline_missing" => "没有基期值".to_owned(),
        "target.range_missing" => "区间只有一端".to_owned(),
        "target.tolerance_missing" => "没有约定“左右”的幅度，按设置的幅度判定".to_owned(),
        "target.points_need_a_share" => "百分点只用于百分比指标".to_owned(),
        "assessment.growth_base_missing" => "基数未报，算不出增速".to_owned(),
        "assessment.growth_base_incomplete" => "基数未报齐".to_owned(),
        "assessment.growth_base_not_positive" => "基数为0或负数，算不出比例".to_owned(),
        "assessment.overflow" => "数太大，无法计算".to_owned(),
        "assessment.stated_ratio_cannot_be_added" => "下级只填了比率，没有分子分母，不可相加".to_owned(),
        "assessment.zero_denominator" => "分母为0，算不出比率".to_owned(),
        "assessment.zero_weight" => "权数为0，算不出加权平均".to_owned(),
        "assessment.stated_ratio_differs" => {
            format!("填报的比率是{}，按分子分母计算是{}", detail(0), detail(1))
        }
        _ => return None,
    };
    Some(said)
}

fn said(figure: &Figure<'_>, indicator: &Indicator) -> String {
    let together = &figure.together;
    match figure.value {
        Some(value) => {
            let qualifier = together.qualifier.map_or("", |qualifier| qualifier.word());
            format!("{qualifier}{}", with_uom(value, indicator))
        }
        None if together.not_applicable => "不适用".into(),
        None if !together.conflicts.is_empty() => "冲突，未计入".into(),
        None if together.reported == 0 => "未报".into(),
        None => "—".into(),
    }
}

fn number(value: Rate, indicator: &Indicator) -> String {
    value.number_text(indicator.decimals.clamp(2, 6))
}

fn with_uom(value: Rate, indicator: &Indicator) -> String {
    format!("{}{}", number(value, indicator), indicator.uom)
}

fn with_uom_text(value: Decimal, indicator: &Indicator) -> String {
    format!("{}{}", value.normalize(), indicator.uom)
}

fn size_of(node: &Node<'_>) -> usize {
    node.children.iter().map(|child| 1 + size_of(child)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::testing::World;
    use super::*;
    use crate::targets::Growth;

    fn look(world: &World, unit: &str, as_of: &str) -> String {
        let unit = OrgUnitId::new(unit);
        world.with(as_of, |facts| explain(facts, &"t".into(), &unit)).expect("it is known").lines().join("\n")
    }

    #[test]
    fn the_example_tells_how_it_was_computed() {
        let mut world = World::new();
        world.targets[0].excerpt = Some("e1".into());
        world.ytd("a", "2022-06", "100");
        world.ytd("b", "2022-06", "113");
        let expected = "\
状态：●达到序时（序时差不低于－0.05个百分点）
　目标值：≥400个（到期达到）
　累计完成（截至2022年6月底）：213个（各单位相加）
　　a：100个（本单位上报）
　　b：113个（本单位上报）
　　c：未报
　完成率：53.3%（完成值÷目标值；保留1位小数）
　　完成值：213个
　　目标值：400个
　时间进度：50.0%（按月均匀：6个月÷12个月）
　　序时应完成：200个（目标值×时间进度）
　序时差：+3.3个百分点（完成率－时间进度，先相减后四舍五入）
　缺口：187个（目标值－完成值）
　后期月均需完成：31.17个（缺口÷剩余6个月）
　预计期末：426（390—462）（按目前平均进度直线外推，仅供参考，不作考核依据）
　亮灯：绿（标准（蓝绿黄红）；●绿：达到序时）
　上报情况：应报3个，已报2个
　未报：c（不计入合计，也不按0处理）";
        assert_eq!(look(&world, "p", "2022-06-30"), expected);
    }

    #[test]
    fn sources_lead_to_the_cell_and_the_sentence() {
        let mut world = World::new();
        world.targets[0].excerpt = Some("e1".into());
        world.ytd("p", "2022-06", "100");
        let unit = OrgUnitId::new("p");
        let told = world.with("2022-06-30", |facts| explain(facts, &"t".into(), &unit)).expect("it is known");
        assert_eq!(told.inputs[0].source, Some(Source::Excerpt("e1".into())));
        let Some(Source::Result(key)) = &told.inputs[1].source else { panic!("a cell") };
        assert_eq!(key.text(), "i|ytd|p|2022-06");
    }

    #[test]
    fn growth_and_what_rises_name_their_base() {
        let mut world = World::new();
        let target = &mut world.targets[0];
        (target.kind, target.value, target.rising) = (TargetKind::Growth, Some(10.into()), true);
        target.growth = Some(Growth::AnnualMean);
        target.baseline = Some(crate::targets::Baseline {
            value: 100.into(),
            period: Some(super::super::testing::period("2020")),
        });
        for (when, value) in [("2021-12", "115"), ("2022-12", "121")] {
            world.ytd("p", when, value);
        }
        let told = look(&world, "p", "2022-12-31");
        for line in [
            "增速（截至2022年底）：10%（（本期÷基期）开n次方－1，n为年数）",
            "本期（2022年12月）：121个（本单位上报）",
            "基期值（2020年）：100个",
            "每年递增：是（本期与上年同期相比）",
            "上年同期：115个",
        ] {
            assert!(told.contains(line), "{line} in\n{told}");
        }
    }

    #[track_caller]
    fn check(world: &World, as_of: &str, lines: &[&str]) {
        let told = look(world, "p", as_of);
        for line in lines {
            assert!(told.contains(line), "{line} in\n{told}");
        }
    }

    #[test]
    fn growth_on_the_period_before_is_told_by_its_totals() {
        let mut world = World::new();
        let target = &mut world.targets[0];
        (target.kind, target.value) = (TargetKind::Growth, Some(14.into()));
        target.growth = Some(Growth::Previous);
        world.indicators[0].decimals = 2;
        for (when, value) in [("2022-05", "100"), ("2022-06", "113.98")] {
            world.ytd("p", when, value);
        }
        let missing = [
            "本期当期数（2022年6月）：13.98个（本期累计－上期累计）",
            "累计（2022年6月）：113.98个（本单位上报）",
            "上期当期数（2022年5月）：—（本期累计－上期累计）",
            "累计（2022年4月）：未报",
        ];
        check(&world, "2022-06-30", &missing);
        world.ytd("p", "2022-04", "88");
        let known = [
            "增速（截至2022年6月底）：16.5%",
            "上期当期数（2022年5月）：12个",
            "累计（2022年4月）：88个（本单位上报）",
        ];
        check(&world, "2022-06-30", &known);
        world.targets[0].growth = Some(Growth::YearOnYear);
        check(&world, "2022-06-30", &["上年同期（2021年6月）：未报"]);
        world.ytd("p", "2021-06", "100");
        check(&world, "2022-06-30", &["上年同期（2021年6月）：100个（本单位上报）"]);
    }

    #[test]
    fn a_rate_of_growth_is_told_as_far_as_it_is_read() {
        let mut world = World::new();
        let target = &mut world.targets[0];
        (target.kind, target.value) = (TargetKind::Growth, Some(7.into()));
        target.growth = Some(Growth::AnnualMean);
        target.baseline = Some(crate::targets::Baseline {
            value: 100.into(),
            period: Some(super::super::testing::period("2020")),
        });
        world.targets[0].deadline = Some("2025-12-31".parse().expect("a day"));
        world.ytd("p", "2025-12", "140");
        world.targets[0].from = Some("2021-01-01".parse().expect("a day"));
        let told = look(&world, "p", "2025-12-31");
        let rate = told.lines().find(|line| line.contains("增速（截至")).expect("a rate");
        assert!(
            rate.split('%').next().is_some_and(|text| text.rsplit('.').next().map(str::len) <= Some(2)),
            "{rate}"
        );
    }

    #[test]
    fn what_was_broken_is_told_with_its_period() {
        let mut world = World::new();
        let target = &mut world.targets[0];
        (target.kind, target.value, target.completion_rule) =
            (TargetKind::Keep, Some(9000.into()), CompletionRule::None);
        world.indicators[0].accumulation = Accumulation::Stock;
        for (when, value) in [("2022-01", "9010"), ("2022-02", "8999"), ("2022-03", "9005")] {
            world.say("i", crate::results::Measure::Stock, "p", when, value);
        }
        let lines = [
            "状态：■严重滞后（要求每期保持，有的期没有做到）",
            "没有做到的期：2022年2月（每期单独判定，以后补上的也不抵）",
            "实际值（截至2022年2月底）：8999个（本单位上报）",
        ];
        check(&world, "2022-03-31", &lines);
        check(&world, "2022-04-30", &lines);
    }

    #[test]
    fn a_coverage_names_its_rule_and_the_figures_below_it() {
        use crate::targets::{Comparator, Coverage, Threshold};
        let mut world = World::new();
        let target = &mut world.targets[0];
        (target.kind, target.value) = (TargetKind::Coverage, Some(Decimal::ONE));
        target.coverage = Some(Coverage {
            indicator: "i".into(),
            comparator: Comparator::Gte,
            threshold: Threshold::One(12.into()),
            threshold2: None,
            level: crate::org::Level::County,
            units: Vec::new(),
            population: None,
        });
        for (unit, value) in
            [("a1", "12"), ("a2", "11"), ("b1", "3"), ("b2", "15"), ("c1", "12"), ("c2", "20")]
        {
            world.ytd(unit, "2022-12", value);
        }
        let lines = [
            "单位达标标准：指标i≥12个（逐个旗县判定）",
            "未达标单位：a2、b1",
            "a2：11个（差1个）",
            "b1：3个（差9个）",
        ];
        check(&world, "2022-12-31", &lines);
        let by = [("农区".to_owned(), 200.into()), ("牧区".to_owned(), 150.into())].into();
        let rule = world.targets[0].coverage.as_mut().expect("a rule");
        rule.threshold = Threshold::ByAttribute("zone".into(), by);
        check(&world, "2022-12-31", &["单位达标标准：指标i农区≥200个、牧区≥150个"]);
        let rule = world.targets[0].coverage.as_mut().expect("a rule");
        (rule.comparator, rule.threshold, rule.threshold2) =
            (Comparator::Between, Threshold::One(3.into()), Some(5.into()));
        check(&world, "2022-12-31", &["单位达标标准：指标i3—5个"]);
    }

    #[test]
    fn what_does_not_come_together_is_told_so() {
        let mut world = World::new();
        world.indicators[0].place_rule = PlaceRule::None;
        world.ytd("a", "2022-06", "100");
        check(
            &world,
            "2022-06-30",
            &["汇总：不可相加（没有汇总规则，只用本单位自己报的数，下级的数不合并）"],
        );
        world.indicators[0].place_rule = PlaceRule::Count;
        check(&world, "2022-06-30", &["各单位计达标数（数大于0的单位个数）"]);
    }

    #[test]
    fn a_share_of_a_change_is_told_by_its_own_base() {
        let mut world = World::new();
        let target = &mut world.targets[0];
        (target.kind, target.value) = (TargetKind::Change, Some(300.into()));
        target.completion_rule = CompletionRule::FromBaseline;
        target.baseline = Some(crate::targets::Baseline {
            value: 1000.into(),
            period: Some(super::super::testing::period("2021")),
        });
        world.indicators[0].accumulation = Accumulation::Stock;
        world.allocate("a", None, "100");
        world.say("i", crate::results::Measure::Stock, "a", "2021", "500");
        world.say("i", crate::results::Measure::Stock, "a", "2022-06", "550");
        let told = look(&world, "a", "2022-06-30");
        for line in [
            "目标值：600个",
            "基期值（2021年）：500个",
            "增减：100个（目标值＝基期值±增减量）",
            "完成率：50.0%",
        ] {
            assert!(told.contains(line), "{line} in\n{told}");
        }
        assert!(!told.contains("1000个"), "the base of the whole is not the unit's:\n{told}");
    }

    #[test]
    fn whatever_the_status_there_is_a_rule() {
        let world = World::new();
        for as_of in ["2021-06-30", "2022-06-30", "2024-06-30"] {
            for unit in ["p", "a"] {
                assert!(look(&world, unit, as_of).lines().next().is_some_and(|line| line.contains('（')));
            }
        }
    }
}
