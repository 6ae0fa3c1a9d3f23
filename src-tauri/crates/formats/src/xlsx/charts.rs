//! The charts of a bulletin on a sheet of their own, as pictures one below the other, each with its name and notes.

use domain::reports::Charts;
use rust_xlsxwriter::{FormatAlign, Image, Worksheet};

use super::sheet::font;
use crate::WriteError;

/// The sheet is one column as wide as a picture: 156 mm in units of a column, and in points of the screen.
const WIDTH: f64 = 84.0;
const SCREEN: f64 = 96.0 / 254.0;

/// The highest row a workbook takes, in points.
const HIGHEST: f64 = 409.0;

/// Writes them.
pub(super) fn write(sheet: &mut Worksheet, charts: &Charts) -> Result<(), WriteError> {
    sheet.set_column_width(0, WIDTH)?;
    let mut row = 0;
    if !charts.label.is_empty() {
        sheet.write_string_with_format(row, 0, &charts.label, &font("黑体", 16.0))?;
        row += 1;
    }
    let title = font("方正小标宋简体", 18.0)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    sheet.write_string_with_format(row, 0, &charts.title, &title)?;
    sheet.set_row_height(row, 36.0)?;
    row += 1;
    let name = font("黑体", 10.5).set_align(FormatAlign::Center);
    let note = font("宋体", 10.5).set_align(FormatAlign::Top).set_text_wrap();
    let mut breaks = Vec::new();
    for (at, chart) in charts.charts.iter().enumerate() {
        if at > 0 {
            breaks.push(row);
        }
        let picture = drawing::draw(chart);
        let image = Image::new_from_buffer(&picture.png()?)?
            .set_scale_to_size(f64::from(picture.width) * SCREEN, f64::from(picture.height) * SCREEN, true)
            .set_alt_text(&chart.title);
        sheet.insert_image(row, 0, &image)?;
        // A picture lies over as many rows as it is high.
        let points = f64::from(picture.height) * 72.0 / 254.0 + 6.0;
        let rows = (points / HIGHEST).ceil().max(1.0);
        for _ in 0..rows as u32 {
            sheet.set_row_height(row, points / rows)?;
            row += 1;
        }
        sheet.write_string_with_format(row, 0, &chart.title, &name)?;
        row += 1;
        if !chart.notes.is_empty() {
            sheet.write_string_with_format(row, 0, format!("注：{}", chart.notes.concat()), &note)?;
            sheet.set_row_height(row, 30.0)?;
            row += 1;
        }
        row += 1;
    }
    sheet.set_page_breaks(&breaks)?;
    super::sheet::page(sheet, false);
    Ok(())
}
