//! What is measured, and how its values add up.

use crate::kernel::{FieldError, Fields, IndicatorId, ProgrammeId, Uom, word_enum};

word_enum! {
    /// 数据类型.
    Accumulation {
        /// 自开始累计.
        SinceStart = "since_start", "自开始累计";
        /// 本年累计.
        Ytd = "ytd", "本年累计";
        /// 当期新增.
        PeriodFlow = "period_flow", "当期";
        /// 时点.
        Stock = "stock", "时点";
        /// 比率.
        Ratio = "ratio", "比率";
        /// 定性.
        Qualitative = "qualitative", "定性";
    }
}

impl Accumulation {
    /// How values of a new indicator add up over time and over places, until a person says otherwise.
    pub fn usual_rules(self) -> (TimeRule, PlaceRule) {
        match self {
            Self::PeriodFlow => (TimeRule::Sum, PlaceRule::Sum),
            Self::SinceStart | Self::Ytd | Self::Stock => (TimeRule::Last, PlaceRule::Sum),
            Self::Ratio | Self::Qualitative => (TimeRule::Last, PlaceRule::None),
        }
    }

    /// Whether values grow over a period, so that part of the time passed asks for part of the value.
    pub fn grows(self) -> bool {
        matches!(self, Self::SinceStart | Self::Ytd | Self::PeriodFlow)
    }

    /// The rules over time that it can follow: a running total is its own sum, and what stands at a moment is never added
    /// to what stood at another.
    pub fn time_rules(self) -> &'static [TimeRule] {
        match self {
            Self::PeriodFlow => TimeRule::ALL,
            Self::Stock | Self::Ratio => &[TimeRule::Last, TimeRule::Mean, TimeRule::Max, TimeRule::Min],
            Self::SinceStart | Self::Ytd | Self::Qualitative => &[TimeRule::Last],
        }
    }

    /// The rules over places that it can follow: rates are not added.
    pub fn place_rules(self) -> &'static [PlaceRule] {
        match (self, PlaceRule::ALL) {
            (Self::Ratio, [PlaceRule::Sum, others @ ..]) => others,
            (_, all) => all,
        }
    }
}

word_enum! {
    /// 指标方向.
    Direction {
        /// More is better.
        Up = "up", "正向";
        /// Less is better.
        Down = "down", "逆向";
        /// Within a band is good.
        Band = "band", "区间";
    }
}

word_enum! {
    /// How values of several periods become one.
    TimeRule {
        /// They add up.
        Sum = "sum", "相加";
        /// The last counts.
        Last = "last", "取最后";
        /// Their mean.
        Mean = "mean", "取平均";
        /// The largest.
        Max = "max", "取最大";
        /// The smallest.
        Min = "min", "取最小";
    }
}

word_enum! {
    /// How values of several places become one.
    PlaceRule {
        /// They add up.
        Sum = "sum", "相加";
        /// Sum of numerators over sum of denominators.
        RatioOfSums = "ratio_of_sums", "分子之和÷分母之和";
        /// Mean weighted by a named indicator.
        WeightedMean = "weighted_mean", "加权平均";
        /// The largest.
        Max = "max", "取最大";
        /// The smallest.
        Min = "min", "取最小";
        /// How many meet a condition.
        Count = "count", "计达标数";
        /// 不可相加.
        None = "none", "不可相加";
    }
}

word_enum! {
    /// Which figure counts where a unit reports and its parts do too (汇总校核).
    Authority {
        /// The unit's own report, if there is one; else its parts.
        Own = "own", "以本级上报为准";
        /// Always its parts.
        Parts = "parts", "以下级汇总为准";
    }
}

/// An indicator. Another 口径 or unit is another indicator that `continues` the old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The id.
    pub id: IndicatorId,
    /// 指标名称.
    pub name: String,
    /// 指标口径.
    pub definition: Option<String>,
    /// 计量单位.
    pub uom: Uom,
    /// Decimals shown and kept in derived integers.
    pub decimals: u32,
    /// 数据类型.
    pub accumulation: Accumulation,
    /// 指标方向.
    pub direction: Direction,
    /// Roll-up over time.
    pub time_rule: TimeRule,
    /// Roll-up over places.
    pub place_rule: PlaceRule,
    /// Numerator of a ratio.
    pub numerator: Option<IndicatorId>,
    /// Denominator of a ratio.
    pub denominator: Option<IndicatorId>,
    /// Weight of a weighted mean.
    pub weight: Option<IndicatorId>,
    /// Whose figure counts.
    pub authority: Authority,
    /// Where it hangs in the programme tree.
    pub programme: Option<ProgrammeId>,
    /// The indicator whose series it takes up.
    pub continues: Option<IndicatorId>,
}

impl Indicator {
    /// A new indicator, which adds up as its accumulation usually does until a person says otherwise.
    pub fn usual(
        id: IndicatorId,
        name: &str,
        uom: Uom,
        decimals: u32,
        accumulation: Accumulation,
        direction: Direction,
    ) -> Self {
        let (time_rule, place_rule) = accumulation.usual_rules();
        Self {
            id,
            name: name.to_owned(),
            definition: None,
            uom,
            decimals,
            accumulation,
            direction,
            time_rule,
            place_rule,
            numerator: None,
            denominator: None,
            weight: None,
            authority: Authority::Own,
            programme: None,
            continues: None,
        }
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("name", &self.name)
            .set_opt("definition", self.definition.as_ref())
            .set("uom", &self.uom)
            .set("decimals", self.decimals)
            .set("accumulation", self.accumulation)
            .set("direction", self.direction)
            .set("time_rule", self.time_rule)
            .set("place_rule", self.place_rule)
            .set_opt("numerator", self.numerator.as_ref())
            .set_opt("denominator", self.denominator.as_ref())
            .set_opt("weight", self.weight.as_ref())
            .set("authority", self.authority)
            .set_opt("programme", self.programme.as_ref())
            .set_opt("continues", self.continues.as_ref());
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            id: IndicatorId::new(id),
            name: fields.need("name")?.to_owned(),
            definition: fields.get("definition").map(str::to_owned),
            uom: fields.parse("uom")?,
            decimals: fields.parse("decimals")?,
            accumulation: fields.parse("accumulation")?,
            direction: fields.parse("direction")?,
            time_rule: fields.parse("time_rule")?,
            place_rule: fields.parse("place_rule")?,
            numerator: fields.parse_opt("numerator")?,
            denominator: fields.parse_opt("denominator")?,
            weight: fields.parse_opt("weight")?,
            authority: fields.parse_opt("authority")?.unwrap_or(Authority::Own),
            programme: fields.parse_opt("programme")?,
            continues: fields.parse_opt("continues")?,
        })
    }
}
