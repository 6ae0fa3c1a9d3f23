//! 情况说明: why a figure is as it is, kept with the cell it explains.

use crate::kernel::{FieldError, Fields};
use crate::results::ResultKey;

/// An explanation of one finding. It holds for the value it was given for: another value asks again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The cell.
    pub cell: ResultKey,
    /// The code of the finding.
    pub code: String,
    /// What the cell said when it was explained.
    pub value: String,
    /// The explanation.
    pub text: String,
}

impl Explanation {
    /// What it is a version of: `indicator|measure|org_unit|period|code`.
    pub fn key(&self) -> String {
        format!("{}|{}", self.cell.text(), self.code)
    }

    /// The content of its row; cell and code stand in the row itself.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set("value", &self.value).set("text", &self.text);
        fields
    }

    /// Reads a row.
    pub fn from_fields(key: &str, fields: &Fields) -> Result<Self, FieldError> {
        let unreadable = || FieldError::Unreadable { name: "explanation key".into(), text: key.into() };
        let (cell, code) = key.rsplit_once('|').ok_or_else(unreadable)?;
        Ok(Self {
            cell: ResultKey::from_text(cell)?,
            code: code.to_owned(),
            value: fields.need("value")?.to_owned(),
            text: fields.need("text")?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back() {
        let explanation = Explanation {
            cell: ResultKey::from_text("i1|ytd|u1|2022-05").unwrap(),
            code: "check.jump".into(),
            value: "18".into(),
            text: "新开工两个项目".into(),
        };
        let read = Explanation::from_fields(&explanation.key(), &explanation.to_fields());
        assert_eq!(read, Ok(explanation));
        assert!(Explanation::from_fields("check.jump", &Fields::new()).is_err());
    }
}
