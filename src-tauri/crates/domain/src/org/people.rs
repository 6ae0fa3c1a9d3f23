//! Persons, the offices they act for, and what each role may do.

use std::collections::BTreeSet;

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

word_enum! {
    /// What is done on a ledger that not everybody may do.
    Act {
        /// Figures are typed, pasted, imported, emptied.
        Fill = "fill", "填报";
        /// A report is handed in, taken back, or opened again for a correction.
        Submit = "submit", "提交";
        /// It is checked.
        Review = "review", "审核";
        /// The head of the unit answers for it.
        Approve = "approve", "审定";
        /// The superior takes it in, counts it, or gives it back.
        Receive = "receive", "接收";
        /// A form is made or changed.
        Form = "form", "制表";
        /// A unit is renamed, added, moved, merged or closed.
        Unit = "unit", "变更单位";
        /// Persons and their roles.
        Person = "person", "管理人员";
        /// How targets are judged.
        Setting = "setting", "改台账的设置";
        /// Names and telephone numbers are looked at without their mask.
        Personal = "personal", "查看个人信息";
    }
}

impl Act {
    /// The roles that may do it, for the units of their office. Adopting what a document says and setting
    /// targets is nobody's privilege: it stands in the ledger under the name of who did it.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::Fill | Self::Submit => &[Role::Reporter],
            Self::Review => &[Role::Reviewer],
            Self::Approve => &[Role::Approver],
            Self::Receive => &[Role::Supervisor],
            Self::Form => Role::ALL,
            Self::Unit | Self::Person | Self::Setting | Self::Personal => &[Role::Approver, Role::Supervisor],
        }
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
    /// What the person does; in a small office one person does all of it.
    pub roles: BTreeSet<Role>,
    /// A telephone number for 催报.
    pub phone: Option<String>,
}

impl Person {
    /// Whether one of the person's roles may do it.
    pub fn may(&self, act: Act) -> bool {
        act.roles().iter().any(|role| self.roles.contains(role))
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("name", &self.name)
            .set("office", &self.office)
            .set_list("role", &self.roles.iter().collect::<Vec<_>>())
            .set_opt("phone", self.phone.as_ref());
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            id: PersonId::new(id),
            name: fields.need("name")?.to_owned(),
            office: fields.parse("office")?,
            roles: fields.list("role")?.into_iter().collect(),
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
