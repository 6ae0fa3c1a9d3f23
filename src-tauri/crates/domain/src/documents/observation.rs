//! An outcome adopted from a document: compared with reports, never summed with them.

use crate::kernel::{
    Date, Decimal, ExcerptId, FieldError, Fields, IndicatorId, OrgUnitId, Period, Qualifier, Uom,
};

/// When an observed value holds, as far as the text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Time {
    /// At a day.
    AsOf(Date),
    /// Over a period.
    Period(Period),
    /// Recurs every year.
    Annual,
    /// By a day.
    Deadline(Date),
    /// From a day, to a day or open.
    Span(Date, Option<Date>),
    /// The text gives none.
    Open,
}

/// An adopted outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The id.
    pub id: String,
    /// What was measured.
    pub indicator: IndicatorId,
    /// Where.
    pub org_unit: OrgUnitId,
    /// When.
    pub time: Time,
    /// The value in its unit of measure.
    pub value: Decimal,
    /// The unit of measure as printed.
    pub uom: Uom,
    /// 100多亿 is not 100亿.
    pub qualifier: Qualifier,
    /// The passage.
    pub excerpt: ExcerptId,
    /// A remark.
    pub note: Option<String>,
}

impl Observation {
    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("indicator", &self.indicator)
            .set("org_unit", &self.org_unit)
            .set("value", self.value)
            .set("uom", &self.uom)
            .set("qualifier", self.qualifier)
            .set("excerpt", &self.excerpt)
            .set_opt("note", self.note.as_ref());
        match &self.time {
            Time::AsOf(day) => fields.set("time.as_of", day),
            Time::Period(period) => fields.set("time.period", period),
            Time::Annual => fields.set("time.period", "annual"),
            Time::Deadline(day) => fields.set("time.deadline", day),
            Time::Span(from, to) => fields.set("time.from", from).set_opt("time.to", to.as_ref()),
            Time::Open => &mut fields,
        };
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        let time = if let Some(day) = fields.parse_opt("time.as_of")? {
            Time::AsOf(day)
        } else if fields.get("time.period") == Some("annual") {
            Time::Annual
        } else if let Some(period) = fields.parse_opt("time.period")? {
            Time::Period(period)
        } else if let Some(day) = fields.parse_opt("time.deadline")? {
            Time::Deadline(day)
        } else if let Some(from) = fields.parse_opt("time.from")? {
            Time::Span(from, fields.parse_opt("time.to")?)
        } else {
            Time::Open
        };
        Ok(Self {
            id: id.to_owned(),
            indicator: fields.parse("indicator")?,
            org_unit: fields.parse("org_unit")?,
            time,
            value: fields.parse("value")?,
            uom: fields.parse("uom")?,
            qualifier: fields.parse("qualifier")?,
            excerpt: fields.parse("excerpt")?,
            note: fields.get("note").map(str::to_owned),
        })
    }
}
