//! A unit's report for a form and a period, and the states it passes through.

use crate::kernel::{FieldError, Fields, FormId, OfficeId, OrgUnitId, Period, SubmissionId, word_enum};

word_enum! {
    /// Where a submission stands. 未填报 is the absence of one; 逾期 and 迟报 are computed.
    SubmissionState {
        /// Being filled in.
        Draft = "draft", "填报中";
        /// Handed to the reviewer.
        Submitted = "submitted", "待审核";
        /// Checked.
        Reviewed = "reviewed", "待审定";
        /// Approved by the head of the unit.
        Approved = "approved", "已上报";
        /// Received by the superior.
        Received = "received", "已接收";
        /// Given back with a reason.
        Returned = "returned", "已退回";
        /// Counted.
        Accepted = "accepted", "已通过";
    }
}

impl SubmissionState {
    /// Whether the unit may still type.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }
}

/// A unit's report for one form and period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The form.
    pub form: FormId,
    /// The reporting unit.
    pub org_unit: OrgUnitId,
    /// The period.
    pub period: Period,
    /// Where it stands.
    pub state: SubmissionState,
    /// Why it was returned, or what is to be said with it.
    pub reason: Option<String>,
    /// The Merkle root over the row digests that were frozen.
    pub rows_root: Option<String>,
    /// The office that handed it in last: its figures are that office's.
    pub office: Option<OfficeId>,
}

impl Submission {
    /// `form|org_unit|period`: one submission for each.
    pub fn id(&self) -> SubmissionId {
        Self::id_of(&self.form, &self.org_unit, self.period)
    }

    /// The id of a unit's report for a form and period.
    pub fn id_of(form: &FormId, org_unit: &OrgUnitId, period: Period) -> SubmissionId {
        SubmissionId::new(format!("{form}|{org_unit}|{period}"))
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("form", &self.form)
            .set("org_unit", &self.org_unit)
            .set("period", self.period)
            .set("state", self.state)
            .set_opt("reason", self.reason.as_ref())
            .set_opt("rows_root", self.rows_root.as_ref())
            .set_opt("office", self.office.as_ref());
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            form: fields.parse("form")?,
            org_unit: fields.parse("org_unit")?,
            period: fields.parse("period")?,
            state: fields.parse("state")?,
            reason: fields.get("reason").map(str::to_owned),
            rows_root: fields.get("rows_root").map(str::to_owned),
            office: fields.parse_opt("office")?,
        })
    }
}
