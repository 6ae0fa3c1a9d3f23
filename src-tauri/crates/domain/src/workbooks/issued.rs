//! What is to be seen on a paper that came back against what it was issued as: its title, 填报单位, heads, names of
//! rows, units of measure. Whoever types another month over the title, or exchanges two heads, means something else than
//! the hidden keys say; such figures are asked about and not taken. Words that were shortened, spaced or widened are the
//! same words.

use std::collections::{BTreeMap, HashMap};

use super::heading::stretch_of;
use super::paper::{Axis, Identity, Line};
use super::sheet::{Sheet, SheetRow, Value};
use super::words::{plain, split_bracket};
use crate::kernel::{Decimal, IndicatorId, Period, Problem, Uom, convert};

/// What a ledger says about a paper beside what the paper carries.
pub struct Issued<'a> {
    /// 填报单位 as it was printed.
    pub office: &'a str,
    /// Whether words name a unit that is not on the paper.
    pub is_other_unit: &'a dyn Fn(&str) -> bool,
    /// The unit of measure of an indicator.
    pub uom: &'a dyn Fn(&IndicatorId) -> Option<Uom>,
}

/// The head of a paper that came back: the rows between its title and its figures.
pub(super) struct Head<'a> {
    sheet: &'a Sheet,
    identity: &'a Identity,
    /// The words of its lines.
    labels: HashMap<&'a Axis, &'a str>,
    /// The rows of the head, as far as they are known; both ends included.
    rows: (u32, u32),
}

impl<'a> Head<'a> {
    pub(super) fn of(sheet: &'a Sheet, identity: &'a Identity, first: u32) -> Self {
        let is_head = |row: &&SheetRow| {
            let says =
                |line: &Line| row.cells.iter().any(|cell| plain(&cell.value.text()) == plain(&line.label));
            identity.columns.iter().any(says)
        };
        let known = || sheet.rows_in(0..first).iter().filter(is_head).map(|row| row.row);
        let above = first.saturating_sub(1);
        let lines = [&identity.rows, &identity.columns].into_iter().flatten();
        let labels = lines.filter_map(|line| Some((line.axis.as_ref()?, line.label.as_str())));
        Self {
            sheet,
            identity,
            labels: labels.filter(|(_, label)| !label.trim().is_empty()).collect(),
            rows: (known().min().unwrap_or(above), known().max().unwrap_or(above)),
        }
    }

    /// The words nearest to the figures of a column, with their row.
    fn words(&self, column: u32) -> Option<(u32, String)> {
        let rows = self.sheet.rows_in(self.rows.0..self.rows.1.saturating_add(1));
        rows.iter().rev().find_map(|row| match row.value(column)? {
            Value::Text(text) if Identity::axis_of(text).is_none() => {
                Some((row.row, text.split_whitespace().collect()))
            }
            _ => None,
        })
    }

    /// The column under a head.
    fn column(&self, label: &str) -> Option<u32> {
        let rows = self.sheet.rows_in(self.rows.0..self.rows.1.saturating_add(1));
        let mut cells = rows.iter().flat_map(|row| &row.cells);
        cells.find(|cell| plain(&cell.value.text()) == label).map(|cell| cell.column)
    }

    /// The column of the names of rows: where most of them stand.
    fn names(&self, rows: &BTreeMap<u32, Axis>) -> Option<u32> {
        let mut count: BTreeMap<u32, usize> = BTreeMap::new();
        for (row, axis) in rows {
            let Some(label) = self.labels.get(axis).map(|label| plain(label)) else { continue };
            let cells = self.sheet.row(*row).map(|row| row.cells.as_slice()).unwrap_or_default();
            for cell in cells.iter().filter(|cell| plain(&cell.value.text()) == label) {
                *count.entry(cell.column).or_default() += 1;
            }
        }
        let most = count.into_iter().max_by_key(|(_, count)| *count).map(|(column, _)| column);
        most.or_else(|| ["单位", "指标"].into_iter().find_map(|label| self.column(label)))
    }

    /// Another period in the title, another unit as 填报单位: then nothing on the paper is what it was issued for.
    pub(super) fn of_another(&self, issued: &Issued<'_>) -> Option<Problem> {
        let rows = self.sheet.rows_in(0..self.rows.0);
        let cells = rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.row, cell)));
        let texts: Vec<(String, String)> = cells
            .filter_map(|(row, cell)| match &cell.value {
                Value::Text(text) => Some((self.sheet.place(row, cell.column), plain(text))),
                _ => None,
            })
            .collect();
        let own = self.identity.period;
        let is_told = texts.iter().any(|(_, text)| text.contains(&own.name()));
        texts.into_iter().find_map(|(place, text)| match text.split_once(':') {
            Some((label, office)) => {
                let is_other = label.contains("填报单位")
                    && office != plain(issued.office)
                    && (issued.is_other_unit)(office);
                let differs = || Problem::query("workbook.office_differs", place);
                is_other.then(|| differs().with(office).with(issued.office))
            }
            None => {
                let said = other_period(&text, own).filter(|_| !is_told)?;
                let differs = Problem::query("workbook.period_differs", place);
                Some(differs.with(said).with(own.name()))
            }
        })
    }

    /// Takes out the columns over which other words stand than they were issued with.
    pub(super) fn sift_columns(&self, columns: &mut BTreeMap<u32, Axis>, problems: &mut Vec<Problem>) {
        columns.retain(|column, axis| {
            let Some(own) = self.labels.get(axis).copied() else { return true };
            let Some((row, said)) = self.words(*column) else { return true };
            let others = self.identity.columns.iter().map(|line| line.label.as_str());
            let is_own = match own == self.identity.period.name() {
                true => other_period(&plain(&said), self.identity.period).is_none(),
                false => is_same(&said, own, others),
            };
            if !is_own {
                let differs = Problem::query("workbook.head_differs", self.sheet.place(row, *column));
                problems.push(differs.with(said).with(own));
            }
            is_own
        });
    }

    /// Takes out the rows that bear other names, or other units of measure, than they were issued with.
    pub(super) fn sift_rows(
        &self,
        rows: &mut BTreeMap<u32, Axis>,
        issued: &Issued<'_>,
        problems: &mut Vec<Problem>,
    ) {
        let (names, uoms) = (self.names(rows), self.column("计量单位"));
        let text = |row: u32, column: Option<u32>| match self.sheet.value(row, column?)? {
            Value::Text(text) => Some(text.trim().to_owned()),
            _ => None,
        };
        rows.retain(|row, axis| {
            let others = self.identity.rows.iter().map(|line| line.label.as_str());
            let renamed = text(*row, names).zip(self.labels.get(axis).copied());
            let renamed = renamed.filter(|(said, own)| !is_same(said, own, others));
            if let (Some((said, own)), Some(column)) = (renamed, names) {
                let differs = Problem::query("workbook.row_differs", self.sheet.place(*row, column));
                problems.push(differs.with(said).with(own));
                return false;
            }
            let own = match axis {
                Axis::Figure { indicator, .. } => (issued.uom)(indicator),
                Axis::Unit(_) | Axis::Note => None,
            };
            let said = text(*row, uoms).map(|said| Uom::new(plain(&said)));
            let other = said.zip(own).filter(|(said, own)| !is_same_uom(said, own));
            if let (Some((said, own)), Some(column)) = (other, uoms) {
                let differs = Problem::query("workbook.row_uom_differs", self.sheet.place(*row, column));
                problems.push(differs.with(said).with(own));
                return false;
            }
            true
        });
    }
}

/// The period that words name, where it is another. A form may have a year or a month in its name.
fn other_period(text: &str, own: Period) -> Option<String> {
    if text.contains(&own.name()) {
        return None;
    }
    let (_, bracket) = split_bracket(text);
    let said = [bracket.as_deref(), Some(text)].into_iter().flatten();
    let said: Vec<Period> = said
        .filter_map(|words| stretch_of(words)?.period(own.year()))
        .filter(|p| p.kind() == own.kind())
        .collect();
    if said.contains(&own) {
        return None;
    }
    let is_time = |words: &String| words.contains(['年', '月', '季', '旬', '周']);
    said.first().map(|period| period.name()).or_else(|| bracket.filter(is_time))
}

/// Whether words are the own ones of a line: as they were, or shortened, and not those of another line.
fn is_same<'l>(said: &str, own: &str, mut others: impl Iterator<Item = &'l str>) -> bool {
    let said = plain(said);
    let said = said.trim_end_matches('*');
    if said == plain(own) {
        return true;
    }
    let ((name, bracket), (own_name, own_bracket)) = (split_bracket(said), split_bracket(own));
    let is_others =
        others.any(|other| plain(other) == said || split_bracket(other).0 == name && own_name != name);
    let is_bracket = match (bracket.as_deref().map(in_bracket), own_bracket.as_deref().map(in_bracket)) {
        (Some((measure, uom)), Some((own_measure, own_uom))) => {
            is_same_uom(&Uom::new(uom), &Uom::new(own_uom)) && (measure.is_empty() || measure == own_measure)
        }
        (Some(_), None) => false,
        (None, _) => true,
    };
    !is_others && is_bracket && is_short(&name, &own_name)
}

/// 本年累计,户 → 本年累计, 户.
fn in_bracket(text: &str) -> (&str, &str) {
    text.rsplit_once(',').unwrap_or(("", text))
}

fn is_same_uom(said: &Uom, own: &Uom) -> bool {
    said == own || convert(Decimal::ONE, said, own) == Some(Decimal::ONE)
}

/// Letters left out and none put in; numbers stay as they are.
fn is_short(said: &str, own: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut letters = own.chars();
    said.chars().count() > 1
        && digits(said) == digits(own)
        && said.chars().all(|letter| letters.any(|own| own == letter))
}
