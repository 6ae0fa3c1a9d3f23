//! What an office decided about something documents say: one decision for each matter, the last one holds.

use crate::kernel::{FieldError, Fields, word_enum};

word_enum! {
    /// What was decided.
    Verdict {
        /// A statement is not adopted.
        Rejected = "rejected", "不采用";
        /// One side of a discrepancy holds.
        Accepted = "accepted", "采用值";
        /// Both sides of a discrepancy hold, each by its own definition.
        BothHold = "both_hold", "各按口径并存";
    }
}

/// A decision with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided about: the key of a statement, or of a discrepancy.
    pub matter: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The statement whose value holds, where one was chosen.
    pub accepted: Option<String>,
    /// Why.
    pub reason: String,
}

impl Decision {
    /// The content of its row; its key is the matter.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("verdict", self.verdict)
            .set_opt("accepted", self.accepted.as_ref())
            .set("reason", &self.reason);
        fields
    }

    /// Reads a row.
    pub fn from_fields(matter: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            matter: matter.to_owned(),
            verdict: fields.parse("verdict")?,
            accepted: fields.get("accepted").map(str::to_owned),
            reason: fields.get("reason").unwrap_or_default().to_owned(),
        })
    }
}
