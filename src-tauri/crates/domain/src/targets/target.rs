//! One version of a target, as a document states it.

use std::borrow::Borrow;

use super::{Coverage, Schedule, Threshold, Tolerance};
use crate::kernel::{
    Date, Decimal, ExcerptId, FieldError, Fields, IndicatorId, OrgUnitId, Period, PeriodKind, ProgrammeId,
    TargetId, word_enum,
};
use crate::programmes::{Direction, Indicator};

word_enum! {
    /// What sort of promise it is.
    TargetKind {
        /// A level by a day.
        Level = "level", "到期达到";
        /// Up or down from a baseline.
        Change = "change", "较基期增减";
        /// Every period keeps a level.
        Keep = "keep", "每期保持";
        /// Between two values.
        Range = "range", "区间";
        /// About a value, with an agreed tolerance.
        Approx = "approx", "左右";
        /// Share of units that meet a rule.
        Coverage = "coverage", "逐单位达标";
        /// Nothing remains.
        ClearToZero = "clear_to_zero", "清零";
        /// An event that must not happen.
        NoEvent = "no_event", "底线";
        /// A thing to be delivered.
        Deliverable = "deliverable", "事项完成";
        /// A rate of growth.
        Growth = "growth", "增速";
        /// A place in a ranking.
        Rank = "rank", "位次";
    }
}

word_enum! {
    /// 比较方式.
    Comparator {
        /// ≥
        Gte = "gte", "≥";
        /// ≤
        Lte = "lte", "≤";
        /// =
        Eq = "eq", "=";
        /// ≈
        Approx = "approx", "≈";
        /// Between two values, both included.
        Between = "between", "介于";
        /// >
        Gt = "gt", ">";
        /// <
        Lt = "lt", "<";
        /// Done or not.
        Done = "done", "完成";
        /// Must not happen.
        NoEvent = "no_event", "不发生";
    }
}

word_enum! {
    /// How 完成率 is computed.
    CompletionRule {
        /// A / T.
        Ratio = "ratio", "完成值÷目标值";
        /// (A − B) / (T − B).
        FromBaseline = "from_baseline", "（完成值－基期值）÷（目标值－基期值）";
        /// Used share and room left; no rate.
        Headroom = "headroom", "余量＝目标值－完成值";
        /// n / N.
        Coverage = "coverage", "达标数÷应达标数";
        /// Weighted stages done.
        Milestones = "milestones", "节点完成比例";
        /// No rate.
        None = "none", "不计算完成率";
        /// Tola: percent met over completed periods, ±15 %.
        Tola = "tola", "Tola 达成率（仅计已结束时段）";
        /// Open SDG: ratio of growth rates.
        OpenSdgCagr = "open_sdg_cagr", "Open SDG 年均增速比";
        /// Germany: five-year mean projected.
        GermanProjection = "german_projection", "德国五年均值外推";
    }
}

impl CompletionRule {
    /// The rule that goes with a kind of target (design §4).
    pub fn usual(kind: TargetKind, direction: Direction) -> Self {
        match kind {
            TargetKind::Coverage => Self::Coverage,
            TargetKind::Change | TargetKind::ClearToZero => Self::FromBaseline,
            TargetKind::Deliverable => Self::Milestones,
            TargetKind::Range
            | TargetKind::Approx
            | TargetKind::NoEvent
            | TargetKind::Growth
            | TargetKind::Rank => Self::None,
            TargetKind::Level | TargetKind::Keep if direction == Direction::Down => Self::Headroom,
            TargetKind::Level | TargetKind::Keep => Self::Ratio,
        }
    }
}

word_enum! {
    /// 刚性: the force of the wording.
    Strength {
        /// 确保.
        Ensure = "ensure", "确保";
        /// 必须, 全部.
        Must = "must", "必须";
        /// 达到.
        Reach = "reach", "达到";
        /// 力争.
        Strive = "strive", "力争";
        /// 稳步.
        Steady = "steady", "稳步";
        /// 计划.
        Plan = "plan", "计划";
    }
}

word_enum! {
    /// 指标属性.
    Binding {
        /// 约束性.
        Binding = "binding", "约束性";
        /// 预期性.
        Expected = "expected", "预期性";
        /// 底线.
        BottomLine = "bottom_line", "底线";
        /// 一般.
        General = "general", "一般";
    }
}

word_enum! {
    /// 周期性: each instance is judged alone.
    Recurrence {
        /// 每年.
        Year = "year", "每年";
        /// 每半年.
        HalfYear = "half_year", "每半年";
        /// 每季度.
        Quarter = "quarter", "每季度";
        /// 每月.
        Month = "month", "每月";
        /// 一、三季度.
        OddQuarter = "odd_quarter", "一、三季度";
        /// 二、四季度.
        EvenQuarter = "even_quarter", "二、四季度";
    }
}

impl Recurrence {
    /// The instance that holds a day; between two of them the one before.
    pub fn instance_on(self, day: Date) -> Option<Period> {
        let holding = Period::containing(self.kind(), day)?;
        if self.has(holding) { Some(holding) } else { holding.previous() }
    }

    /// The first instance that ends no earlier than a day.
    pub fn instance_from(self, day: Date) -> Option<Period> {
        let holding = Period::containing(self.kind(), day)?;
        if self.has(holding) { Some(holding) } else { holding.next() }
    }

    /// The instance before one.
    pub fn before(self, instance: Period) -> Option<Period> {
        self.instance_on(instance.first_day().pred_opt()?)
    }

    fn kind(self) -> PeriodKind {
        match self {
            Self::Year => PeriodKind::Year,
            Self::HalfYear => PeriodKind::HalfYear,
            Self::Quarter | Self::OddQuarter | Self::EvenQuarter => PeriodKind::Quarter,
            Self::Month => PeriodKind::Month,
        }
    }

    fn has(self, period: Period) -> bool {
        let is_odd = chrono::Datelike::month(&period.first_day()) % 6 == 1;
        match self {
            Self::OddQuarter => is_odd,
            Self::EvenQuarter => !is_odd,
            _ => true,
        }
    }
}

word_enum! {
    /// What the value of a change says of its baseline.
    ChangeBy {
        /// So many more or less, in the indicator's unit of measure; for shares in points.
        Amount = "amount", "按数量";
        /// So many per cent of the baseline more or less.
        Percent = "percent", "按百分比";
        /// So many 个百分点 more or less.
        Points = "points", "按百分点";
        /// So many times the baseline: 翻一番 is 2, 翻两番 is 4.
        Multiple = "multiple", "按倍数";
    }
}

word_enum! {
    /// What a growth is measured from, and how.
    Growth {
        /// From the same period of last year.
        YearOnYear = "yoy", "同比";
        /// From the period before, each by its own value, not its running total.
        Previous = "previous", "环比";
        /// From the baseline the target names.
        Baseline = "baseline", "较基期";
        /// Compound growth a year from the baseline: (末/基)^(1/n) − 1.
        AnnualMean = "annual_mean", "年均增长";
        /// The indicator is itself a rate of growth, as reported.
        Reported = "reported", "上报增速";
    }
}

impl Growth {
    /// What a growth is measured from where a target does not say: an indicator that is itself a rate or a
    /// difference in points is reported as such, a stated baseline is what is meant, else it is 同比.
    pub fn usual(has_baseline: bool, indicator: &Indicator) -> Self {
        let computed = indicator.numerator.is_some();
        match has_baseline {
            _ if indicator.uom.is_points() => Self::Reported,
            true => Self::Baseline,
            false if indicator.uom.is_percent() && !computed => Self::Reported,
            false => Self::YearOnYear,
        }
    }
}

/// 基期值.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The value.
    pub value: Decimal,
    /// 基期.
    pub period: Option<Period>,
}

/// A target: indicator + unit + comparator + value + window + rule + wording + passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The target through all its versions.
    pub id: TargetId,
    /// The first day of the periods this version judges; none: from the beginning.
    pub valid_from: Option<Date>,
    /// What is measured.
    pub indicator: IndicatorId,
    /// Whose target it is.
    pub org_unit: OrgUnitId,
    /// What sort.
    pub kind: TargetKind,
    /// 比较方式.
    pub comparator: Comparator,
    /// 目标值, in the indicator's unit of measure; for coverage a share (up to 1) or per cent (above).
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub value2: Option<Decimal>,
    /// 允许偏差 of 左右.
    pub tolerance: Option<Tolerance>,
    /// 基期值.
    pub baseline: Option<Baseline>,
    /// What the value of a change says; none: an amount.
    pub change_by: Option<ChangeBy>,
    /// What a growth is measured from; none: see [`Growth::usual`].
    pub growth: Option<Growth>,
    /// 每年递增: beside everything else, the figure is above that of the same period of last year.
    pub rising: bool,
    /// First day of the window.
    pub from: Option<Date>,
    /// 完成时限.
    pub deadline: Option<Date>,
    /// 周期性.
    pub recurrence: Option<Recurrence>,
    /// How 完成率 is computed.
    pub completion_rule: CompletionRule,
    /// 序时计划.
    pub schedule: Schedule,
    /// The per-unit rule.
    pub coverage: Option<Coverage>,
    /// 刚性.
    pub strength: Strength,
    /// 指标属性.
    pub binding: Binding,
    /// The passage it is stated in.
    pub excerpt: Option<ExcerptId>,
    /// Where it hangs in the programme tree.
    pub programme: Option<ProgrammeId>,
    /// 责任单位.
    pub responsible: Option<String>,
    /// 自定目标: set by the unit itself beside the assigned one; shown, not judged.
    pub own: bool,
    /// What a person decided when adopting it, and why.
    pub note: Option<String>,
}

/// Of the versions of a target, the oldest first, the one that judges a day: the latest that is in force by then, or the
/// first there is.
pub fn version_on<T: Borrow<Target>>(versions: &[T], day: Date) -> Option<&T> {
    let has_begun = |target: &Target| target.valid_from.is_none_or(|from| from <= day);
    let begun = versions.partition_point(|target| has_begun(target.borrow()));
    versions.get(begun.saturating_sub(1))
}

impl Target {
    /// What the row is a version of.
    pub fn key(&self) -> String {
        match self.valid_from {
            Some(day) => format!("{}@{day}", self.id),
            None => format!("{}@", self.id),
        }
    }

    /// What its growth is measured from.
    pub fn growth_of(&self, indicator: &Indicator) -> Growth {
        self.growth.unwrap_or_else(|| Growth::usual(self.baseline.is_some(), indicator))
    }

    /// Whether all there is has to be cleared (清零), not down to a number that may remain.
    pub fn clears(&self) -> bool {
        self.kind == TargetKind::ClearToZero && self.value.is_none_or(|value| value.is_zero())
    }

    /// What is shared out among units: of what is cleared as much as there was, otherwise the value.
    pub fn shared_out(&self) -> Option<Decimal> {
        match self.clears() {
            true => self.baseline.as_ref().map(|baseline| baseline.value),
            false => self.value,
        }
    }

    /// Whether not units are counted but what was found in them (应X尽X).
    pub fn counts_what_is_found(&self) -> bool {
        let found = |coverage: &Coverage| matches!(coverage.threshold, Threshold::Found(_));
        self.kind == TargetKind::Coverage && self.coverage.as_ref().is_some_and(found)
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        Tolerance::write(self.tolerance, &mut fields);
        fields
            .set("target", &self.id)
            .set_opt("valid_from", self.valid_from)
            .set("indicator", &self.indicator)
            .set("org_unit", &self.org_unit)
            .set("kind", self.kind)
            .set("comparator", self.comparator)
            .set_opt("value", self.value)
            .set_opt("value2", self.value2)
            .set_opt("baseline.value", self.baseline.as_ref().map(|b| b.value))
            .set_opt("baseline.period", self.baseline.as_ref().and_then(|b| b.period))
            .set_opt("change_by", self.change_by)
            .set_opt("growth", self.growth)
            .set_opt("from", self.from)
            .set_opt("deadline", self.deadline)
            .set_opt("recurrence", self.recurrence)
            .set("completion_rule", self.completion_rule)
            .set("strength", self.strength)
            .set("binding", self.binding)
            .set_opt("excerpt", self.excerpt.as_ref())
            .set_opt("programme", self.programme.as_ref())
            .set_opt("responsible", self.responsible.as_ref())
            .set_opt("note", self.note.as_ref());
        if self.own {
            fields.set("own", true);
        }
        if self.rising {
            fields.set("rising", true);
        }
        self.schedule.write(&mut fields);
        if let Some(coverage) = &self.coverage {
            coverage.write(&mut fields);
        }
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        let baseline = match fields.parse_opt("baseline.value")? {
            Some(value) => Some(Baseline { value, period: fields.parse_opt("baseline.period")? }),
            None => None,
        };
        Ok(Self {
            id: fields.parse("target")?,
            valid_from: fields.parse_opt("valid_from")?,
            indicator: fields.parse("indicator")?,
            org_unit: fields.parse("org_unit")?,
            kind: fields.parse("kind")?,
            comparator: fields.parse("comparator")?,
            value: fields.parse_opt("value")?,
            value2: fields.parse_opt("value2")?,
            tolerance: Tolerance::read(fields)?,
            baseline,
            change_by: fields.parse_opt("change_by")?,
            growth: fields.parse_opt("growth")?,
            rising: fields.parse_opt("rising")?.unwrap_or(false),
            from: fields.parse_opt("from")?,
            deadline: fields.parse_opt("deadline")?,
            recurrence: fields.parse_opt("recurrence")?,
            completion_rule: fields.parse("completion_rule")?,
            schedule: Schedule::read(fields)?,
            coverage: Coverage::read(fields)?,
            strength: fields.parse("strength")?,
            binding: fields.parse("binding")?,
            excerpt: fields.parse_opt("excerpt")?,
            programme: fields.parse_opt("programme")?,
            responsible: fields.get("responsible").map(str::to_owned),
            own: fields.parse_opt("own")?.unwrap_or(false),
            note: fields.get("note").map(str::to_owned),
        })
    }
}
