//! Indicators and programmes: for pickers, and indicators as they are defined.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An indicator.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IndicatorView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// 口径.
    pub definition: Option<String>,
    /// 计量单位.
    pub uom: String,
    /// Decimals.
    pub decimals: u32,
    /// since_start, ytd, period_flow, stock, ratio, qualitative.
    pub accumulation: String,
    /// up, down, band.
    pub direction: String,
    /// How values of several periods become one: sum, last, mean, max, min.
    pub time_rule: String,
    /// How values of several places become one: sum, ratio_of_sums, weighted_mean, max, min, count, none.
    pub place_rule: String,
    /// The indicator above the line of a ratio.
    pub numerator: Option<String>,
    /// The indicator below it.
    pub denominator: Option<String>,
    /// The indicator that a mean is weighted by.
    pub weight: Option<String>,
    /// Whose figure counts where a unit reports and its parts do too: own, parts.
    pub authority: String,
    /// Where it hangs.
    pub programme: Option<String>,
    /// Names from the top of the programme tree down to there.
    pub programme_path: Vec<String>,
    /// The indicator whose series it takes up.
    pub continues: Option<String>,
    /// How many targets, forms, outcomes and other indicators speak of it.
    pub uses: u32,
}

/// The rules that indicators of a kind can follow.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UsualRules {
    /// since_start, ytd, …
    pub accumulation: String,
    /// The usual rule over time,
    pub time_rule: String,
    /// and over places.
    pub place_rule: String,
    /// All rules over time that fit.
    pub time_rules: Vec<String>,
    /// All rules over places that fit.
    pub place_rules: Vec<String>,
}

/// One indicator.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IndicatorRequest {
    /// Its id.
    pub id: String,
}

/// What speaks of an indicator.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IndicatorUsesView {
    /// Targets.
    pub targets: Vec<UseView>,
    /// Forms that ask for it or did.
    pub forms: Vec<UseView>,
    /// Indicators that are computed of it or take up its series.
    pub indicators: Vec<UseView>,
    /// Outcomes adopted from documents.
    pub outcomes: u32,
    /// Cells in which something is reported.
    pub cells: u32,
}

/// Something that speaks of an indicator.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UseView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The unit it is for, where it is for one.
    pub org_unit_name: Option<String>,
}

/// Defines an indicator, or changes one.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PutIndicatorRequest {
    /// The one that is changed; none: a new one.
    pub id: Option<String>,
    /// What it is.
    pub indicator: NewIndicator,
    /// The indicator whose series it takes up.
    pub continues: Option<String>,
    /// Why; needed where something uses it already.
    pub reason: String,
}

/// Takes an indicator back.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RetractIndicatorRequest {
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// A programme node.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgrammeView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The node above.
    pub parent: Option<String>,
    /// 方案, 工程 ….
    pub kind: String,
}

/// For pickers.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Catalogue {
    /// All indicators.
    pub indicators: Vec<IndicatorView>,
    /// All programme nodes, parents before children.
    pub programmes: Vec<ProgrammeView>,
    /// The rules of each kind of indicator.
    pub usual_rules: Vec<UsualRules>,
    /// What units are marked by, for rules that depend on it (农区, 牧区).
    pub attributes: Vec<AttributeView>,
}

/// An attribute of units.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttributeView {
    /// Its name: zone.
    pub name: String,
    /// The values that occur.
    pub values: Vec<String>,
}

/// A new indicator, where none fits.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewIndicator {
    /// The name.
    pub name: String,
    /// 计量单位.
    pub uom: String,
    /// Decimals.
    pub decimals: u32,
    /// since_start, ytd, …
    pub accumulation: String,
    /// up, down, band.
    pub direction: String,
    /// 口径.
    pub definition: Option<String>,
    /// Where it hangs.
    pub programme: Option<String>,
    /// The rule over time; none: the usual one.
    pub time_rule: Option<String>,
    /// The rule over places; none: the usual one.
    pub place_rule: Option<String>,
    /// The indicator above the line of a ratio.
    pub numerator: Option<String>,
    /// The indicator below it.
    pub denominator: Option<String>,
    /// The indicator that a mean is weighted by.
    pub weight: Option<String>,
    /// Whose figure counts; none: the unit's own.
    pub authority: Option<String>,
}

/// Which indicator.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(export)]
pub enum IndicatorChoice {
    /// One that is there.
    Existing {
        /// Its id.
        id: String,
    },
    /// A new one.
    New {
        /// What it is.
        indicator: Box<NewIndicator>,
    },
}
