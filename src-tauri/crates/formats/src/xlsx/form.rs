//! A form as a workbook: the table as it prints; open cells unlocked, with what may be typed into them; the rest
//! locked without a password. Beside the rows and below the columns, hidden, stands what they are, and on a sheet
//! of its own what the paper is of: so it is known again when it comes back.

use std::ops::Range;

use domain::workbooks::{Axis, IDENTITY_SHEET, Identity, Paper};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Formula, ProtectionOptions,
    Workbook, Worksheet, utility::row_col_to_cell,
};

use super::rows::{Line, Rows, Style, finish};
use super::sheet::{self, Written};
use super::sheet_name;
use crate::WriteError;

/// Writes a form; the same paper gives the same bytes.
pub fn write_form(paper: &Paper) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::parse_from_str(&format!("{}T00:00:00Z", paper.identity.period.last_day()))?;
    workbook
        .set_properties(&DocProperties::new().set_title(&paper.table.title).set_creation_datetime(&created));
    let name = sheet_name(&paper.table, &[]);
    let visible = workbook.add_worksheet().set_name(&name)?;
    let written = sheet::write(visible, &paper.table, Some(paper))?;
    keys(visible, paper, &written)?;
    validations(visible, paper, &written)?;
    visible.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    workbook.add_worksheet().set_name(IDENTITY_SHEET)?.set_hidden(true).protect();
    let identity = Identity { sheet: name, ..paper.identity.clone() }.lines();
    finish(workbook, &[(0, &written.body), (1, &identity)])
}

impl Rows for Vec<Vec<String>> {
    fn span(&self) -> Range<u32> {
        0..self.len() as u32
    }

    fn places(&self) -> &[(u32, u16)] {
        &[]
    }

    fn write(&self, row: u32, _: &[Style], line: &mut Line) {
        line.begin(row, None);
        for (column, text) in (0..).zip(&self[row as usize]) {
            line.text(column, None, text);
        }
        line.end();
    }
}

/// Below each column what it stands for, as beside each row; out of sight and out of print.
fn keys(sheet: &mut Worksheet, paper: &Paper, written: &Written<'_>) -> Result<(), WriteError> {
    let width = u16::try_from(paper.table.columns.len()).unwrap_or(u16::MAX - 1);
    for (column, line) in (0..width).zip(&paper.identity.columns) {
        if let Some(axis) = &line.axis {
            sheet.write_string(written.end, column, Identity::key(axis))?;
        }
    }
    sheet.set_column_hidden(width)?;
    sheet.set_row_hidden(written.end)?;
    sheet.set_print_area(0, 0, written.end.saturating_sub(1), width.saturating_sub(1))?;
    Ok(())
}

/// What may be typed: a number with no more decimals than asked for, or one of the words of the paper forms.
/// Other words are asked about, not forbidden: they come back as they were typed.
fn validations(sheet: &mut Worksheet, paper: &Paper, written: &Written<'_>) -> Result<(), WriteError> {
    for column in 0..paper.table.columns.len() {
        if paper.identity.columns.get(column).is_none_or(|line| line.axis == Some(Axis::Note)) {
            continue;
        }
        let decimals = |row: usize| paper.table.rows[row].get(column).map_or(0, |cell| cell.decimals);
        let rows: Vec<usize> =
            (0..paper.table.rows.len()).filter(|row| paper.is_open(*row, column)).collect();
        for stretch in rows.chunk_by(|a, b| b - a == 1 && decimals(*a) == decimals(*b)) {
            let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { continue };
            let at = |row: usize| written.body.span().start + row as u32;
            let cell = row_col_to_cell(at(*first), column as u16);
            let places = decimals(*first);
            let rule = format!(
                "OR(AND(ISNUMBER({cell}),ABS({cell}-ROUND({cell},{places}))<1E-9),{cell}=\"零报告\",{cell}=\"不适用\",{cell}=\"无\")"
            );
            let validation = DataValidation::new()
                .allow_custom(Formula::new(rule))
                .ignore_blank(true)
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_title("请核对")?
                .set_error_message("这里填数字；没有发生填“零报告”，不涉及填“不适用”。")?;
            sheet.add_data_validation(at(*first), column as u16, at(*last), column as u16, &validation)?;
        }
    }
    Ok(())
}
