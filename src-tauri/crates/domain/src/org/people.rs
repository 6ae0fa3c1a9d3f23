//! Persons and the offices they act for.

use crate::kernel::{FieldError, Fields, OfficeId, OrgUnitId, PersonId, word_enum};

word_enum! {
    /// What a person does on the ledger.
    Role {
        /// Enters figures.
        Reporter = "reporter", "填报人";
        /// Checks them.
        Reviewer = "reviewer", "审核人";
        /// Answers for the unit.
        Approver = "approver", "审定人";
        /// Collects, returns, accepts and reports.
        Supervisor = "supervisor", "督查";
    }
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// The office the person acts for.
    pub office: OfficeId,
    /// What the person does.
    pub role: Role,
    /// A telephone number for 催报.
    pub phone: Option<String>,
}

impl Person {
    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("name", &self.name)
            .set("office", &self.office)
            .set("role", self.role)
            .set_opt("phone", self.phone.as_ref());
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            id: PersonId::new(id),
            name: fields.need("name")?.to_owned(),
            office: fields.parse("office")?,
            role: fields.parse("role")?,
            phone: fields.get("phone").map(str::to_owned),
        })
    }
}

/// An office: the body in whose name entries are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// The id.
    pub id: OfficeId,
    /// The name as it stands on paper.
    pub name: String,
    /// The unit it works for.
    pub org_unit: OrgUnitId,
}

impl Office {
    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set("name", &self.name).set("org_unit", &self.org_unit);
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            id: OfficeId::new(id),
            name: fields.need("name")?.to_owned(),
            org_unit: fields.parse("org_unit")?,
        })
    }
}
