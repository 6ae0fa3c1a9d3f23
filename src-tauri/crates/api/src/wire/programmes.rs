//! Indicators and programmes for pickers.

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
    /// Names from the top of the programme tree.
    pub programme: Vec<String>,
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
        indicator: NewIndicator,
    },
}
