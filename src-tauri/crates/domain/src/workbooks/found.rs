//! A cell of a workbook and what it says for a cell of a form.

use super::sheet::{Sheet, Value};
use crate::results::ResultKey;

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Words or a number, as they stand there.
    Text(String),
    /// 零报告.
    Nil,
    /// 不适用.
    NotApplicable,
    /// Nothing: blank, 未报, 无任务.
    Nothing,
}

impl Said {
    /// What a cell of one of our own papers says. 无任务 and 未报 stand there as the program wrote them.
    pub fn of(value: Option<&Value>) -> Self {
        let Some(value) = value else { return Self::Nothing };
        let text = value.text();
        match text.trim() {
            "" | "无任务" | "未报" => Self::Nothing,
            "零报告" => Self::Nil,
            "不适用" => Self::NotApplicable,
            text => Self::Text(text.to_owned()),
        }
    }

    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Nil => "零报告",
            Self::NotApplicable => "不适用",
            Self::Nothing => "",
        }
    }
}

/// A cell of a workbook and the cell of a form that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which sheet, from 0.
    pub sheet: usize,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// The cell of the form.
    pub key: ResultKey,
    /// What stands there.
    pub said: Said,
    /// 备注 that stands beside it.
    pub note: Option<String>,
}

impl Found {
    /// `一月!C5`.
    pub fn place_on(&self, sheet: &Sheet) -> String {
        sheet.place(self.row, self.column)
    }
}
