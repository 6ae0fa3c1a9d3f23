//! One reported cell. The five states of a cell are never mixed up: a number (zero is a number),
//! 零报告 and 不适用 are rows; 未报 is the absence of a row; 无任务 comes from the allocation.

use crate::kernel::{
    Date, Decimal, FieldError, Fields, IndicatorId, OrgUnitId, Period, Qualifier, Uom, word_enum,
};

word_enum! {
    /// 填报口径.
    Measure {
        /// 本期数.
        Period = "period", "本期";
        /// 本年累计.
        Ytd = "ytd", "本年累计";
        /// 自开始累计.
        SinceStart = "since_start", "自开始累计";
        /// 时点数.
        Stock = "stock", "时点";
    }
}

/// What a result is a version of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResultKey {
    /// What was measured.
    pub indicator: IndicatorId,
    /// Over which stretch.
    pub measure: Measure,
    /// Where.
    pub org_unit: OrgUnitId,
    /// When.
    pub period: Period,
}

impl ResultKey {
    /// The key as text: `indicator|measure|org_unit|period`.
    pub fn text(&self) -> String {
        format!("{}|{}|{}|{}", self.indicator, self.measure, self.org_unit, self.period)
    }

    /// Reads the text form. Ids of indicators and units hold no `|`.
    pub fn from_text(text: &str) -> Result<Self, FieldError> {
        let unreadable = || FieldError::Unreadable { name: "result key".into(), text: text.into() };
        let mut parts = text.split('|');
        let four = (parts.next(), parts.next(), parts.next(), parts.next(), parts.next());
        let (Some(indicator), Some(measure), Some(org_unit), Some(period), None) = four else {
            return Err(unreadable());
        };
        Ok(Self {
            indicator: indicator.into(),
            measure: measure.parse()?,
            org_unit: org_unit.into(),
            period: period.parse().map_err(|_| unreadable())?,
        })
    }
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellState {
    /// A number with its unit of measure as typed.
    Number {
        /// The exact value.
        value: Decimal,
        /// The unit of measure as typed.
        uom: Uom,
        /// Exact, about, more than, …
        qualifier: Qualifier,
    },
    /// 零报告.
    Nil,
    /// 不适用.
    NotApplicable,
}

impl CellState {
    /// Reads what a row says.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        Ok(match fields.need("state")? {
            "number" => Self::Number {
                value: fields.parse("value")?,
                uom: fields.parse("uom")?,
                qualifier: fields.parse("qualifier")?,
            },
            "nil" => Self::Nil,
            "na" => Self::NotApplicable,
            other => return Err(FieldError::Unreadable { name: "state".into(), text: other.into() }),
        })
    }

    /// How it is typed into a cell whose indicator is counted in `own`.
    pub fn typed(&self, own: &Uom) -> String {
        match self {
            Self::Number { value, uom, qualifier } => {
                let unit = if uom == own { "" } else { uom.as_str() };
                format!("{}{value}{unit}", qualifier.word())
            }
            Self::Nil => "零报告".to_owned(),
            Self::NotApplicable => "不适用".to_owned(),
        }
    }
}

/// A reported cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultCell {
    /// What it is a version of.
    pub key: ResultKey,
    /// What was said.
    pub state: CellState,
    /// 数据截止日.
    pub as_of: Option<Date>,
    /// 备注.
    pub note: Option<String>,
    /// Digests of attachments.
    pub evidence: Vec<String>,
}

impl ResultCell {
    /// The content of its row; the key stands in the row itself.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        match &self.state {
            CellState::Number { value, uom, qualifier } => {
                fields.set("state", "number").set("value", value).set("uom", uom).set("qualifier", qualifier);
            }
            CellState::Nil => {
                fields.set("state", "nil");
            }
            CellState::NotApplicable => {
                fields.set("state", "na");
            }
        }
        fields
            .set_opt("as_of", self.as_of)
            .set_opt("note", self.note.as_ref())
            .set_list("evidence", &self.evidence);
        fields
    }

    /// Reads a row.
    pub fn from_fields(key: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            key: ResultKey::from_text(key)?,
            state: CellState::from_fields(fields)?,
            as_of: fields.parse_opt("as_of")?,
            note: fields.get("note").map(str::to_owned),
            evidence: fields.list("evidence")?,
        })
    }
}
