//! 任务分解: one share of a target, for a unit, for a period, or both.

use super::Target;
use crate::kernel::{Date, Decimal, FieldError, Fields, OrgUnitId, Period, TargetId};

/// What of a target falls to a unit (and a period). A unit below a broken-down target that has
/// no allocation has no task (无任务); an allocation of zero is a task of zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The target.
    pub target: TargetId,
    /// The first day of the version it breaks down; none: from the beginning. A version without a breakdown of its own
    /// keeps the one before it.
    pub valid_from: Option<Date>,
    /// The unit.
    pub org_unit: OrgUnitId,
    /// The period; none: the whole window.
    pub period: Option<Period>,
    /// The share.
    pub value: Decimal,
    /// 分解依据.
    pub note: Option<String>,
}

impl Allocation {
    /// What the row is a version of.
    pub fn key(&self) -> String {
        let period = self.period.map(|period| period.to_string()).unwrap_or_default();
        let key = format!("{}|{}|{period}", self.target, self.org_unit);
        self.valid_from.map_or_else(|| key.clone(), |day| format!("{key}|{day}"))
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("target", &self.target)
            .set_opt("valid_from", self.valid_from)
            .set("org_unit", &self.org_unit)
            .set_opt("period", self.period)
            .set("value", self.value)
            .set_opt("note", self.note.as_ref());
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            target: fields.parse("target")?,
            valid_from: fields.parse_opt("valid_from")?,
            org_unit: fields.parse("org_unit")?,
            period: fields.parse_opt("period")?,
            value: fields.parse("value")?,
            note: fields.get("note").map(str::to_owned),
        })
    }
}

/// The shares that break a version of a target down: its own, or those of the latest version before it that has any.
pub fn shares_of<'a>(
    shares: &'a [Allocation],
    version: &Target,
) -> impl Iterator<Item = &'a Allocation> + Clone {
    let begun = shares.iter().map(|share| share.valid_from).filter(|from| *from <= version.valid_from);
    let set = begun.max();
    shares.iter().filter(move |share| Some(share.valid_from) == set)
}
