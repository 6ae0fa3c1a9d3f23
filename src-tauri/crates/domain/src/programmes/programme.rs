//! A node of the programme tree.

use crate::kernel::{Date, ExcerptId, FieldError, Fields, ProgrammeId, word_enum};

word_enum! {
    /// What a node is called.
    ProgrammeKind {
        /// 规划, 方案, 意见.
        Programme = "programme", "方案";
        /// 工程, 行动.
        Project = "project", "工程";
        /// 举措, 实事.
        Measure = "measure", "举措";
        /// 任务.
        Task = "task", "任务";
    }
}

/// A node with who answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// The id.
    pub id: ProgrammeId,
    /// The name.
    pub name: String,
    /// The node above.
    pub parent: Option<ProgrammeId>,
    /// What it is.
    pub kind: ProgrammeKind,
    /// Order among its siblings.
    pub order: u32,
    /// 牵头单位.
    pub lead_agency: Option<String>,
    /// 责任单位.
    pub responsible_agencies: Vec<String>,
    /// 配合单位.
    pub supporting_agencies: Vec<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// The passage that sets it up.
    pub excerpt: Option<ExcerptId>,
}

impl Programme {
    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("name", &self.name)
            .set_opt("parent", self.parent.as_ref())
            .set("kind", self.kind)
            .set("order", self.order)
            .set_opt("lead_agency", self.lead_agency.as_ref())
            .set_list("responsible_agency", &self.responsible_agencies)
            .set_list("supporting_agency", &self.supporting_agencies)
            .set_opt("from", self.from)
            .set_opt("to", self.to)
            .set_opt("excerpt", self.excerpt.as_ref());
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            id: ProgrammeId::new(id),
            name: fields.need("name")?.to_owned(),
            parent: fields.parse_opt("parent")?,
            kind: fields.parse("kind")?,
            order: fields.parse_opt("order")?.unwrap_or(0),
            lead_agency: fields.get("lead_agency").map(str::to_owned),
            responsible_agencies: fields.list("responsible_agency")?,
            supporting_agencies: fields.list("supporting_agency")?,
            from: fields.parse_opt("from")?,
            to: fields.parse_opt("to")?,
            excerpt: fields.parse_opt("excerpt")?,
        })
    }
}
