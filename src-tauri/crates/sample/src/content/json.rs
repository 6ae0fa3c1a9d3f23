//! The shape of the files, as they are written. Unknown and missing fields are errors: the files
//! and the program come from one commit.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ledger {
    pub(super) title: String,
    pub(super) label: String,
    pub(super) as_of: String,
    pub(super) entry_period: String,
    #[serde(rename = "wording")]
    _wording: String,
    pub(super) units: Vec<Root>,
    pub(super) selections: Vec<Selection>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) real: Vec<Real>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Real {
    pub(super) code: String,
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Root {
    pub(super) root: String,
    pub(super) depth: String,
    #[serde(rename = "parent")]
    _parent: Option<String>,
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Selection {
    pub(super) level: String,
    pub(super) code_from: String,
    pub(super) code_to: String,
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attribute {
    pub(super) attribute: String,
    pub(super) level: String,
    pub(super) default: String,
    pub(super) rules: Vec<AttributeRule>,
    #[serde(rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AttributeRule {
    pub(super) name_contains: String,
    pub(super) value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) file: String,
    pub(super) title: String,
    pub(super) issuer: String,
    pub(super) issued_on: Option<String>,
    pub(super) doc_number: Option<String>,
    pub(super) source: Source,
    pub(super) note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Programme {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) parent: Option<String>,
    pub(super) kind: String,
    pub(super) document: Option<String>,
    pub(super) quote: Option<String>,
    pub(super) occurrence: Option<usize>,
    pub(super) lead_agency: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Indicator {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) definition: String,
    pub(super) uom: String,
    pub(super) decimals: u32,
    pub(super) accumulation: String,
    pub(super) direction: String,
    pub(super) time_rule: String,
    pub(super) place_rule: String,
    pub(super) numerator: Option<String>,
    pub(super) denominator: Option<String>,
    pub(super) weight: Option<String>,
    pub(super) programme: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Target {
    pub(super) id: String,
    pub(super) indicator: String,
    pub(super) org_unit: String,
    pub(super) kind: String,
    pub(super) comparator: String,
    pub(super) value: Option<String>,
    pub(super) value2: Option<String>,
    pub(super) tolerance: Option<String>,
    pub(super) baseline: Option<Baseline>,
    pub(super) from: String,
    pub(super) deadline: Option<String>,
    pub(super) recurrence: Option<String>,
    pub(super) completion_rule: String,
    pub(super) schedule: Schedule,
    pub(super) coverage: Option<Coverage>,
    pub(super) strength: String,
    pub(super) binding: String,
    pub(super) document: String,
    pub(super) quote: String,
    pub(super) occurrence: usize,
    pub(super) programme: String,
    pub(super) responsible: String,
    pub(super) valid_from: String,
    pub(super) note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Baseline {
    pub(super) value: String,
    pub(super) period: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Schedule {
    CalendarMonth,
    CalendarDay,
    Curve { points: Vec<CurvePoint> },
    Seasonal { shares: Vec<String> },
    YearEnd,
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CurvePoint {
    pub(super) period: String,
    pub(super) share: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Coverage {
    pub(super) indicator: String,
    pub(super) comparator: String,
    pub(super) threshold: String,
    pub(super) threshold2: Option<String>,
    pub(super) by_attribute: Option<BTreeMap<String, BTreeMap<String, String>>>,
    pub(super) level: String,
    pub(super) population: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Observation {
    pub(super) id: String,
    pub(super) indicator: String,
    pub(super) org_unit: String,
    pub(super) time: Option<Time>,
    pub(super) value: String,
    pub(super) uom: String,
    pub(super) qualifier: String,
    pub(super) document: String,
    pub(super) quote: String,
    pub(super) occurrence: usize,
    pub(super) note: Option<String>,
}

/// One of three: at a day, over a period, from a day or year on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Time {
    pub(super) as_of: Option<String>,
    pub(super) period: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Allocation {
    pub(super) target: String,
    pub(super) org_unit: String,
    pub(super) period: Option<String>,
    pub(super) value: String,
    #[serde(rename = "example")]
    _example: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) frequency: String,
    pub(super) measure: String,
    pub(super) measures: BTreeMap<String, String>,
    pub(super) indicators: Vec<String>,
    pub(super) units: FormUnits,
    pub(super) due: Due,
    pub(super) notes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormUnits {
    pub(super) parent: String,
    pub(super) level: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Due {
    pub(super) days_after: i32,
    pub(super) time: String,
    pub(super) holiday: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Series {
    pub(super) indicator: String,
    pub(super) measure: String,
    pub(super) units: SeriesUnits,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) frequency: String,
    pub(super) base: Option<String>,
    pub(super) mode: Option<Mode>,
    pub(super) yearly: Vec<Year>,
    pub(super) achieved: Vec<Achieved>,
    pub(super) shape: String,
    pub(super) spread: String,
    pub(super) decimals: u32,
    pub(super) weights: Option<String>,
    pub(super) missing: Vec<Cell>,
    pub(super) nil: Vec<Cell>,
    pub(super) not_applicable: Vec<Cell>,
    pub(super) no_task: Vec<String>,
    pub(super) seed: u64,
    pub(super) note: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mode {
    Accumulate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeriesUnits {
    pub(super) parent: String,
    pub(super) level: String,
    pub(super) only: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Year {
    pub(super) year: i32,
    pub(super) total: String,
    pub(super) min: Option<String>,
    pub(super) spread: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Achieved {
    pub(super) until: String,
    pub(super) share: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cell {
    pub(super) org_unit: String,
    pub(super) period: String,
}
