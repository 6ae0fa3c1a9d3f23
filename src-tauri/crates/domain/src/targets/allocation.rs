//! 任务分解: one share of a target, for a unit, for a period, or both.

use crate::kernel::{Decimal, FieldError, Fields, OrgUnitId, Period, TargetId};

/// What of a target falls to a unit (and a period). A unit below a broken-down target that has
/// no allocation has no task (无任务); an allocation of zero is a task of zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The target.
    pub target: TargetId,
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
        format!("{}|{}|{period}", self.target, self.org_unit)
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("target", &self.target)
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
            org_unit: fields.parse("org_unit")?,
            period: fields.parse_opt("period")?,
            value: fields.parse("value")?,
            note: fields.get("note").map(str::to_owned),
        })
    }
}
