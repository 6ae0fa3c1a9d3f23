//! A form as a paper: the table as it prints, and beside it what each of its cells stands for. The same paper is
//! filled by hand, stamped, and filled in a spreadsheet; what it carries hidden lets it be known again when it
//! comes back, whatever was sorted, moved or put in between.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::sheet::{Value, Workbook};
use crate::kernel::{FieldError, FormId, IndicatorId, OrgUnitId, Period};
use crate::ledger::Digest;
use crate::reports::Table;
use crate::results::{Measure, ResultKey};

/// What a row or a column of a paper stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// A unit that reports.
    Unit(OrgUnitId),
    /// What it reports, over which stretch, when.
    Figure {
        /// What is measured.
        indicator: IndicatorId,
        /// Over which stretch.
        measure: Measure,
        /// When.
        period: Period,
    },
    /// 备注 of the cell beside it.
    Note,
}

impl Axis {
    /// Whether a row and a column meet in a cell.
    fn meets(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Unit(_), Self::Figure { .. }) | (Self::Figure { .. }, Self::Unit(_)))
    }

    /// The cell where a row and a column meet.
    pub fn meet(&self, other: &Self) -> Option<ResultKey> {
        match (self, other) {
            (Self::Unit(unit), Self::Figure { indicator, measure, period })
            | (Self::Figure { indicator, measure, period }, Self::Unit(unit)) => Some(ResultKey {
                indicator: indicator.clone(),
                measure: *measure,
                org_unit: unit.clone(),
                period: *period,
            }),
            _ => None,
        }
    }
}

impl fmt::Display for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit(unit) => write!(f, "unit|{unit}"),
            Self::Figure { indicator, measure, period } => write!(f, "figure|{indicator}|{measure}|{period}"),
            Self::Note => f.write_str("note"),
        }
    }
}

impl FromStr for Axis {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let unreadable = || FieldError::Unreadable { name: "axis".into(), text: text.into() };
        match text.split('|').collect::<Vec<_>>().as_slice() {
            ["unit", unit] => Ok(Self::Unit((*unit).into())),
            ["figure", indicator, measure, period] => Ok(Self::Figure {
                indicator: (*indicator).into(),
                measure: measure.parse()?,
                period: period.parse().map_err(|_| unreadable())?,
            }),
            ["note"] => Ok(Self::Note),
            _ => Err(unreadable()),
        }
    }
}

/// A row or a column with the words that stand at its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it stands for; none: it is only shown (序号, 合计, 上期数).
    pub axis: Option<Axis>,
    /// The words at its head.
    pub label: String,
}

/// What a paper is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The form.
    pub form: FormId,
    /// Which version of it: what it asked for when the paper was made.
    pub version: String,
    /// The period.
    pub period: Period,
    /// The sheet the table stands on.
    pub sheet: String,
    /// The rows of the table's body.
    pub rows: Vec<Line>,
    /// Its columns.
    pub columns: Vec<Line>,
}

/// The sheet that holds the identity.
pub const IDENTITY_SHEET: &str = "_dz";
/// What begins a key that stands hidden beside a row or below a column.
const KEY: &str = "dz:";
const FORMAT: &str = "duizhang-form/1";

impl Identity {
    /// What stands hidden beside a row or below a column.
    pub fn key(axis: &Axis) -> String {
        format!("{KEY}{axis}")
    }

    /// The axis of a hidden key.
    pub fn axis_of(key: &str) -> Option<Axis> {
        key.trim().strip_prefix(KEY)?.parse().ok()
    }

    /// The rows of the sheet that holds it, each with its cells.
    pub fn lines(&self) -> Vec<Vec<String>> {
        let mut lines = vec![
            vec![FORMAT.to_owned()],
            vec!["form".to_owned(), self.form.to_string()],
            vec!["version".to_owned(), self.version.clone()],
            vec!["period".to_owned(), self.period.to_string()],
            vec!["sheet".to_owned(), self.sheet.clone()],
        ];
        for (word, all) in [("row", &self.rows), ("column", &self.columns)] {
            lines.extend(all.iter().map(|line| {
                let axis = line.axis.as_ref().map(ToString::to_string).unwrap_or_default();
                vec![word.to_owned(), axis, line.label.clone()]
            }));
        }
        let digest = digest(&lines);
        lines.push(vec!["digest".to_owned(), digest]);
        lines
    }

    /// The identity a workbook carries: none where it carries none, an error where it was changed by hand.
    pub fn of(workbook: &Workbook) -> Option<Result<Self, FieldError>> {
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == IDENTITY_SHEET)?;
        let text = |value: Option<&Value>| value.map(|value| value.text().into_owned()).unwrap_or_default();
        let lines: Vec<Vec<String>> = sheet
            .rows
            .iter()
            .map(|row| {
                let width = row.cells.last().map_or(0, |last| last.column + 1).min(3);
                (0..width).map(|column| text(row.value(column))).collect()
            })
            .collect();
        (lines.first()?.first()? == FORMAT).then(|| Self::read(&lines))
    }

    fn read(lines: &[Vec<String>]) -> Result<Self, FieldError> {
        let missing = |name: &str| FieldError::Missing(name.to_owned());
        let word = |name: &str| {
            let line = lines.iter().find(|line| line.first().is_some_and(|first| first == name));
            line.and_then(|line| line.get(1)).cloned().ok_or_else(|| missing(name))
        };
        let all = |name: &str| -> Result<Vec<Line>, FieldError> {
            lines
                .iter()
                .filter(|line| line.first().is_some_and(|first| first == name))
                .map(|line| {
                    let axis = line.get(1).filter(|text| !text.is_empty());
                    let axis = axis.map(|text| text.parse()).transpose()?;
                    Ok(Line { axis, label: line.get(2).cloned().unwrap_or_default() })
                })
                .collect()
        };
        let period = word("period")?;
        let identity = Self {
            form: FormId::new(word("form")?),
            version: word("version")?,
            period: period
                .parse()
                .map_err(|_| FieldError::Unreadable { name: "period".into(), text: period.clone() })?,
            sheet: word("sheet")?,
            rows: all("row")?,
            columns: all("column")?,
        };
        let said = word("digest")?;
        if identity.lines().last().and_then(|line| line.get(1)) != Some(&said) {
            return Err(FieldError::Unreadable { name: "digest".into(), text: said });
        }
        Ok(identity)
    }
}

fn digest(lines: &[Vec<String>]) -> String {
    let text: Vec<String> = lines.iter().map(|line| line.join("\t")).collect();
    Digest::of(text.join("\n").as_bytes()).to_string()
}

/// A form as it prints, with what its cells stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What it is of; its lines are those of the table's body and columns.
    pub identity: Identity,
    /// The table.
    pub table: Table,
    /// Places of the body, row and column, that ask for nothing now.
    pub closed: BTreeSet<(usize, usize)>,
}

impl Paper {
    /// Whether a place of the body is to be filled in.
    pub fn is_open(&self, row: usize, column: usize) -> bool {
        let Identity { rows, columns, .. } = &self.identity;
        let asks = match (rows.get(row), columns.get(column)) {
            (Some(Line { axis: Some(_), .. }), Some(Line { axis: Some(Axis::Note), .. })) => true,
            (Some(Line { axis: Some(row), .. }), Some(Line { axis: Some(column), .. })) => row.meets(column),
            _ => false,
        };
        asks && !self.closed.contains(&(row, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbooks::Sheet;

    fn identity() -> Identity {
        let figure = |id: &str| Axis::Figure {
            indicator: id.into(),
            measure: Measure::Ytd,
            period: "2022-06".parse().expect("a period"),
        };
        let line = |axis, label: &str| Line { axis, label: label.to_owned() };
        Identity {
            form: "f-1".into(),
            version: "v".into(),
            period: "2022-06".parse().expect("a period"),
            sheet: "改厕月报".into(),
            rows: vec![line(Some(Axis::Unit("u-1".into())), "金山镇"), line(None, "合计")],
            columns: vec![
                line(None, "单位"),
                line(Some(figure("i-1")), "改厕户数（户）"),
                line(Some(Axis::Note), "备注"),
            ],
        }
    }

    fn workbook(lines: &[Vec<String>]) -> Workbook {
        let mut sheet = Sheet::named(IDENTITY_SHEET);
        for (row, cells) in (0..).zip(lines) {
            for (column, text) in (0..).zip(cells) {
                sheet.push(row, column, Value::Text(text.clone()));
            }
        }
        Workbook { sheets: vec![Sheet::named("改厕月报"), sheet] }
    }

    #[test]
    fn an_identity_is_known_again() {
        let identity = identity();
        assert_eq!(Identity::of(&workbook(&identity.lines())), Some(Ok(identity.clone())));
        for line in identity.rows.iter().chain(&identity.columns) {
            let Some(axis) = &line.axis else { continue };
            assert_eq!(Identity::axis_of(&Identity::key(axis)).as_ref(), Some(axis));
        }
        assert_eq!(Identity::of(&Workbook { sheets: vec![Sheet::named("Sheet1")] }), None);
    }

    #[test]
    fn an_identity_that_was_changed_is_not_believed() {
        let lines = identity().lines();
        for (row, cells) in lines.iter().enumerate().skip(1) {
            for column in 0..cells.len() {
                let mut changed = lines.clone();
                changed[row][column].push('1');
                let found = Identity::of(&workbook(&changed));
                assert!(matches!(found, Some(Err(_))), "{row},{column} of {changed:?}");
            }
        }
    }
}
