//! What rows of units say beside the unit, where no column names an indicator: the indicator and the time in columns of
//! their own, or the indicator in a row above.

use super::rows::JUDGED_BY;
use super::{Mapper, RowUse};
use crate::kernel::Problem;
use crate::workbooks::heading::{ColumnSort, stretch_of};
use crate::workbooks::table::{Table, TableColumn, TableRow};
use crate::workbooks::words::plain;

/// What rows of units say beside the unit.
#[derive(Default)]
pub(super) struct Beside {
    /// The column that names the indicator.
    indicator: Option<u32>,
    /// The column that names the time.
    time: Option<u32>,
    /// Rows between them name the indicator of those below.
    pub(super) groups: bool,
}

impl Mapper<'_> {
    pub(super) fn beside_units(&self, table: &Table, name_column: Option<u32>) -> Beside {
        if table.columns.iter().any(|column| self.named(table, column).is_some()) {
            return Beside::default();
        }
        let texts = |column: u32| {
            let values = self.data(table).take(JUDGED_BY).filter_map(move |(_, row)| row.value(column));
            values.map(|value| value.text())
        };
        let is_indicator = |text: &str| self.names.find(text, None).is_some();
        let is_group = |text: &str| is_indicator(text) && self.ground.places.find(text, &[]).is_none();
        let most = |column: &TableColumn, fits: &dyn Fn(&str) -> bool| {
            texts(column.column).filter(|text| fits(text)).count() * 2 > texts(column.column).count()
        };
        let others = || table.columns.iter().filter(|column| Some(column.column) != name_column);
        let worded = |column: &&TableColumn| matches!(column.sort, ColumnSort::Name | ColumnSort::Words);
        let says_time = |column: &TableColumn| column.heading.iter().any(|words| is_time(words));
        let indicator = others().filter(worded).find(|column| most(column, &is_indicator));
        let time =
            others().find(|column| says_time(column) && most(column, &|text| stretch_of(text).is_some()));
        let mut names = name_column.into_iter().flat_map(texts);
        Beside {
            indicator: indicator.map(|column| column.column),
            time: time.map(|column| column.column),
            groups: names.any(|text| is_group(&text)),
        }
    }

    /// Reads what stands in the columns beside the unit of a row. A row whose time is not said is left.
    pub(super) fn said_beside(
        &self,
        table: &Table,
        row: &TableRow,
        beside: &Beside,
        text: &dyn Fn(u32) -> Option<String>,
        found: &mut RowUse,
    ) -> Option<Problem> {
        if let Some(time) = beside.time {
            let stretch = text(time).and_then(|said| stretch_of(&said));
            found.period = stretch.and_then(|stretch| self.period_in(table, stretch));
            found.taken &= found.period.is_some();
        }
        let column = beside.indicator?;
        let said = text(column)?;
        found.indicator = self.names.find(&said, found.uom.as_ref()).map(|(indicator, _)| indicator);
        let unknown = || Problem::hint("workbook.indicator_unknown", self.sheet.place(row.row, column));
        found.indicator.is_none().then(|| unknown().with(said))
    }
}

/// Whether a heading stands over the times that figures are of.
fn is_time(words: &str) -> bool {
    const TIMES: [&str; 8] = ["时间", "时期", "月份", "报告期", "期别", "年月", "数据时间", "统计时间"];
    TIMES.contains(&plain(words).as_str())
}
