//! What a person decided about a workbook, kept for the next one like it.

use std::collections::BTreeMap;

use crate::kernel::{FieldError, Fields, FormId, IndicatorId, OrgUnitId, Period, word_enum};

word_enum! {
    /// What a sign in a cell means.
    Meaning {
        /// 未报 or 无任务: nothing is written.
        Nothing = "nothing", "未报（不写入）";
        /// 零报告.
        Nil = "nil", "零报告";
        /// 不适用.
        NotApplicable = "na", "不适用";
        /// The number.
        Zero = "zero", "数字 0";
    }
}

/// What a person decided about a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Whether it is taken.
    pub taken: bool,
    /// The indicator; none: as understood, or that of the row.
    pub indicator: Option<IndicatorId>,
    /// Its figures are in the indicator's own unit of measure, whatever the heading says.
    pub own_uom: bool,
    /// 0.85 stands for 85%; none: as it seems.
    pub fraction: Option<bool>,
}

/// What a person decided about a name at the head of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameChoice {
    /// Its row is passed over.
    Skip,
    /// It is a unit.
    Unit(OrgUnitId),
    /// It is an indicator.
    Indicator(IndicatorId),
}

/// What a person decided about a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The form its figures are for.
    pub form: Option<FormId>,
    /// The period, where no column names one.
    pub period: Option<Period>,
    /// The unit its figures are of, where no row names one.
    pub org_unit: Option<OrgUnitId>,
    /// Rows that are not shown are taken too.
    pub hidden_rows: bool,
    /// Whether a table is taken, by its place among all.
    pub tables: BTreeMap<usize, bool>,
    /// Columns, by their titles.
    pub columns: BTreeMap<String, ColumnChoice>,
    /// Names of rows.
    pub names: BTreeMap<String, NameChoice>,
    /// Signs.
    pub signs: BTreeMap<String, Meaning>,
}

impl Choices {
    /// What is kept for the next workbook of this sort: not the period, and not which of several tables.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set_opt("form", self.form.as_ref()).set_opt("org_unit", self.org_unit.as_ref());
        fields.set("hidden_rows", self.hidden_rows);
        for (at, (title, choice)) in self.columns.iter().enumerate() {
            let name = |part: &str| format!("column.{at}.{part}");
            fields
                .set(&name("title"), title)
                .set(&name("taken"), choice.taken)
                .set_opt(&name("indicator"), choice.indicator.as_ref())
                .set(&name("own_uom"), choice.own_uom)
                .set_opt(&name("fraction"), choice.fraction);
        }
        for (at, (said, choice)) in self.names.iter().enumerate() {
            let name = |part: &str| format!("name.{at}.{part}");
            fields.set(&name("said"), said);
            match choice {
                NameChoice::Skip => {}
                NameChoice::Unit(unit) => drop(fields.set(&name("org_unit"), unit)),
                NameChoice::Indicator(indicator) => drop(fields.set(&name("indicator"), indicator)),
            }
        }
        for (at, (sign, meaning)) in self.signs.iter().enumerate() {
            fields.set(&format!("sign.{at}.sign"), sign).set(&format!("sign.{at}.meaning"), meaning);
        }
        fields
    }

    /// Reads what was kept.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        let mut choices = Self {
            form: fields.parse_opt("form")?,
            org_unit: fields.parse_opt("org_unit")?,
            hidden_rows: fields.parse_opt("hidden_rows")?.unwrap_or(false),
            ..Self::default()
        };
        while let Some(title) = fields.get(&format!("column.{}.title", choices.columns.len())) {
            let name = |part: &str| format!("column.{}.{part}", choices.columns.len());
            let choice = ColumnChoice {
                taken: fields.parse(&name("taken"))?,
                indicator: fields.parse_opt(&name("indicator"))?,
                own_uom: fields.parse(&name("own_uom"))?,
                fraction: fields.parse_opt(&name("fraction"))?,
            };
            choices.columns.insert(title.to_owned(), choice);
        }
        while let Some(said) = fields.get(&format!("name.{}.said", choices.names.len())) {
            let name = |part: &str| format!("name.{}.{part}", choices.names.len());
            let unit = fields.parse_opt(&name("org_unit"))?.map(NameChoice::Unit);
            let indicator = fields.parse_opt(&name("indicator"))?.map(NameChoice::Indicator);
            choices.names.insert(said.to_owned(), unit.or(indicator).unwrap_or(NameChoice::Skip));
        }
        while let Some(sign) = fields.get(&format!("sign.{}.sign", choices.signs.len())) {
            let meaning = fields.parse(&format!("sign.{}.meaning", choices.signs.len()))?;
            choices.signs.insert(sign.to_owned(), meaning);
        }
        Ok(choices)
    }
}
