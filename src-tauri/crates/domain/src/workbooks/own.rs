//! A paper that came back: its rows and columns are known by their hidden keys, and where these were lost by the
//! words at their heads. Whoever sorts a table by its visible cells leaves the keys behind; then the words count,
//! and it is said so. What stands where nothing was asked is named with its place.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::found::{Found, Said};
use super::issued::{Head, Issued};
use super::paper::{Axis, IDENTITY_SHEET, Identity, Line};
use super::sheet::{Sheet, SheetRow, Value, Workbook};
use super::words::{is_total, plain};
use crate::kernel::{Decimal, Problem};

/// Decimals to which a sum is compared: sheets reckon in binary.
const EXACT: u32 = 6;

/// What a paper that came back says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CameBack {
    /// The cells it asked for, in the order of the sheet.
    pub cells: Vec<Found>,
    /// What could not be placed, or was placed by its words alone.
    pub problems: Vec<Problem>,
}

/// Reads a paper that came back.
pub fn read_own(workbook: &Workbook, identity: &Identity, issued: &Issued<'_>) -> CameBack {
    let mut answer = CameBack::default();
    let Some((at, sheet)) = sheet_of(workbook, identity) else {
        answer.problems.push(Problem::error("workbook.sheet_missing", identity.sheet.as_str()));
        return answer;
    };
    look_alikes(workbook, at, identity, &mut answer.problems);
    let mut rows = rows_of(sheet, identity, &mut answer.problems);
    let Some(first) = rows.keys().next().copied() else {
        answer.problems.push(Problem::error("workbook.rows_missing", sheet.name.as_str()));
        return answer;
    };
    let last = rows.keys().next_back().copied().unwrap_or(first);
    let mut columns = columns_of(sheet, identity, first, &mut answer.problems);
    let open: HashSet<u32> = columns.keys().copied().collect();
    let head = Head::of(sheet, identity, first);
    if let Some(problem) = head.of_another(issued) {
        answer.problems.push(problem);
        return answer;
    }
    totals(sheet, &rows, &columns, &mut answer.problems);
    let known: HashSet<u32> = rows.keys().copied().collect();
    head.sift_columns(&mut columns, &mut answer.problems);
    head.sift_rows(&mut rows, issued, &mut answer.problems);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for row in sheet.rows_in(first..last.saturating_add(1)) {
        let Some(row_axis) = rows.get(&row.row) else {
            if known.contains(&row.row) {
                continue;
            }
            strangers(sheet, row, &open, &mut answer.problems);
            continue;
        };
        let note = columns.iter().find(|(_, axis)| **axis == Axis::Note).map(|(column, _)| *column);
        let note = note.and_then(|column| row.value(column)).map(|value| value.text().trim().to_owned());
        for (column, axis) in &columns {
            let Some(key) = row_axis.meet(axis) else { continue };
            let found = Found {
                sheet: at,
                row: row.row,
                column: *column,
                said: Said::of(row.value(*column)),
                note: note.clone(),
                key,
            };
            if let Some(other) = seen.insert(found.key.text(), answer.cells.len())
                && answer.cells[other].said != found.said
            {
                let other = answer.cells[other].place_on(sheet);
                let twice = Problem::error("workbook.twice", found.place_on(sheet));
                answer.problems.push(twice.with(found.said.text()).with(other));
                continue;
            }
            answer.cells.push(found);
        }
    }
    strange_columns(sheet, identity, &open, (first, last), &mut answer.problems);
    below(sheet, last, &open, &mut answer.problems);
    answer
}

/// The sheet by its name, else the one that holds most keys.
fn sheet_of<'a>(workbook: &'a Workbook, identity: &Identity) -> Option<(usize, &'a Sheet)> {
    let sheets = || workbook.sheets.iter().enumerate().filter(|(_, sheet)| sheet.name != IDENTITY_SHEET);
    let keys = |sheet: &Sheet| {
        sheet.rows.iter().flat_map(|row| &row.cells).filter(|cell| key_of(&cell.value).is_some()).count()
    };
    sheets().find(|(_, sheet)| sheet.name == identity.sheet).or_else(|| {
        sheets()
            .map(|found| (keys(found.1), found))
            .filter(|(count, _)| *count > 0)
            .max_by_key(|(count, _)| *count)
            .map(|(_, found)| found)
    })
}

/// Other sheets that are shown and look like the paper: nobody can say which of them counts.
fn look_alikes(workbook: &Workbook, at: usize, identity: &Identity, problems: &mut Vec<Problem>) {
    let labels: HashSet<String> =
        [&identity.rows, &identity.columns].into_iter().flatten().map(|line| plain(&line.label)).collect();
    for (other, sheet) in workbook.sheets.iter().enumerate() {
        if other == at || sheet.hidden || sheet.name == IDENTITY_SHEET {
            continue;
        }
        let texts: HashSet<String> =
            sheet.rows.iter().flat_map(|row| &row.cells).map(|cell| plain(&cell.value.text())).collect();
        if labels.iter().filter(|label| texts.contains(*label)).count() * 2 > labels.len() {
            problems.push(Problem::query("workbook.sheet_left", sheet.name.as_str()));
        }
    }
}

/// Sums that are not what the rows add up to: somebody typed them.
fn totals(
    sheet: &Sheet,
    rows: &BTreeMap<u32, Axis>,
    columns: &BTreeMap<u32, Axis>,
    problems: &mut Vec<Problem>,
) {
    let is_sum = |row: &&SheetRow| {
        !rows.contains_key(&row.row) && row.cells.iter().any(|cell| is_total(&cell.value.text()))
    };
    let sums: Vec<&SheetRow> = sheet.rows.iter().filter(is_sum).collect();
    let [total] = sums.as_slice() else { return };
    for column in columns.keys() {
        let values = rows.keys().map(|row| sheet.value(*row, *column));
        let Some(Value::Number(said)) = total.value(*column) else { continue };
        if let Some(sum) = sum_of(values).filter(|sum| sum.round_dp(EXACT) != said.round_dp(EXACT)) {
            let differs = Problem::query("workbook.sum_differs", sheet.place(total.row, *column));
            problems.push(differs.with(said.normalize()).with(sum.normalize()));
        }
    }
}

/// The sum of some cells; none where one of them holds a figure among words, which a sheet does not add.
fn sum_of<'v>(values: impl Iterator<Item = Option<&'v Value>>) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    for value in values.flatten() {
        match value {
            Value::Number(number) => sum = sum.checked_add(*number)?,
            value if matches!(Said::of(Some(value)), Said::Text(_)) => return None,
            _ => {}
        }
    }
    Some(sum)
}

fn key_of(value: &Value) -> Option<Axis> {
    match value {
        Value::Text(text) => Identity::axis_of(text),
        _ => None,
    }
}

/// Lines that can be told by their words alone: the words, and which line.
fn by_words(lines: &[Line]) -> HashMap<String, Option<&Axis>> {
    let mut found: HashMap<String, Option<&Axis>> = HashMap::new();
    for line in lines {
        let Some(axis) = &line.axis else { continue };
        // Words that stand for two lines stand for none.
        found.entry(plain(&line.label)).and_modify(|held| *held = None).or_insert(Some(axis));
    }
    found
}

/// For each row of the sheet what it stands for.
fn rows_of(sheet: &Sheet, identity: &Identity, problems: &mut Vec<Problem>) -> BTreeMap<u32, Axis> {
    let words = by_words(&identity.rows);
    let known: HashMap<&Axis, String> =
        identity.rows.iter().filter_map(|line| Some((line.axis.as_ref()?, plain(&line.label)))).collect();
    let mut found = BTreeMap::new();
    for row in &sheet.rows {
        let key =
            row.cells.iter().find_map(|cell| key_of(&cell.value).filter(|axis| known.contains_key(axis)));
        let said: Vec<String> = row
            .cells
            .iter()
            .filter(|cell| matches!(cell.value, Value::Text(_)))
            .map(|cell| plain(&cell.value.text()))
            .collect();
        let named: Vec<&Axis> =
            said.iter().filter_map(|text| words.get(text.as_str()).copied().flatten()).collect();
        let axis = match (key, named.as_slice()) {
            (Some(key), named) if named.is_empty() || named.contains(&&key) => key,
            (Some(key), [other]) => {
                let (name, before) = (known.get(*other), known.get(&key));
                // The key says one thing and the words another, and the key's own words are not there.
                if before.is_some_and(|before| said.contains(before)) {
                    key
                } else {
                    let place = sheet.place(row.row, row.cells.first().map_or(0, |cell| cell.column));
                    let moved = Problem::hint("workbook.row_moved", place);
                    problems.push(moved.with(name.map_or("", String::as_str)));
                    (*other).clone()
                }
            }
            (Some(key), _) => key,
            (None, [only]) => (*only).clone(),
            (None, _) => continue,
        };
        found.insert(row.row, axis);
    }
    let there: HashSet<&Axis> = found.values().collect();
    for line in &identity.rows {
        if line.axis.as_ref().is_some_and(|axis| !there.contains(axis)) {
            problems.push(Problem::hint("workbook.row_missing", sheet.name.as_str()).with(&line.label));
        }
    }
    found
}

/// For each column of the sheet what it stands for: by its key, else by the words above the first row.
fn columns_of(
    sheet: &Sheet,
    identity: &Identity,
    first: u32,
    problems: &mut Vec<Problem>,
) -> BTreeMap<u32, Axis> {
    let known: HashSet<&Axis> = identity.columns.iter().filter_map(|line| line.axis.as_ref()).collect();
    let mut found: BTreeMap<u32, Axis> = BTreeMap::new();
    for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
        if let Some(axis) = key_of(&cell.value).filter(|axis| known.contains(axis)) {
            found.insert(cell.column, axis);
        }
    }
    let words = by_words(&identity.columns);
    let taken: HashSet<Axis> = found.values().cloned().collect();
    for cell in sheet.rows_in(0..first).iter().flat_map(|row| &row.cells) {
        if let Some(Some(axis)) = words.get(plain(&cell.value.text()).as_str())
            && !taken.contains(*axis)
        {
            found.entry(cell.column).or_insert_with(|| (*axis).clone());
        }
    }
    let there: HashSet<&Axis> = found.values().collect();
    for line in &identity.columns {
        if line.axis.as_ref().is_some_and(|axis| !there.contains(axis)) {
            problems.push(Problem::error("workbook.column_missing", sheet.name.as_str()).with(&line.label));
        }
    }
    found
}

/// A row between the others that nobody knows, with something in the cells that are asked for.
fn strangers(sheet: &Sheet, row: &SheetRow, open: &HashSet<u32>, problems: &mut Vec<Problem>) {
    if row.cells.iter().any(|cell| is_total(&cell.value.text())) {
        return;
    }
    for cell in row.cells.iter().filter(|cell| open.contains(&cell.column)) {
        if key_of(&cell.value).is_none() {
            let problem = Problem::error("workbook.row_unknown", sheet.place(row.row, cell.column));
            problems.push(problem.with(cell.value.text()));
        }
    }
}

/// Rows below the last known one: figures there belong to nobody; notes and signatures hold none.
fn below(sheet: &Sheet, last: u32, open: &HashSet<u32>, problems: &mut Vec<Problem>) {
    for row in sheet.rows_in(last.saturating_add(1)..u32::MAX) {
        let figures = row.cells.iter().any(|cell| {
            open.contains(&cell.column) && matches!(cell.value, Value::Number(_) | Value::Percent(_))
        });
        if figures {
            strangers(sheet, row, open, problems);
        }
    }
}

/// Columns that were put in, with something in them.
fn strange_columns(
    sheet: &Sheet,
    identity: &Identity,
    open: &HashSet<u32>,
    (first, last): (u32, u32),
    problems: &mut Vec<Problem>,
) {
    let shown: HashSet<String> = identity.columns.iter().map(|line| plain(&line.label)).collect();
    let mut heads: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for cell in sheet.rows_in(0..first).iter().flat_map(|row| &row.cells) {
        heads.entry(cell.column).or_default().push(plain(&cell.value.text()));
    }
    let mut strange: BTreeMap<u32, (u32, String)> = BTreeMap::new();
    for row in sheet.rows_in(first..last.saturating_add(1)) {
        for cell in &row.cells {
            let is_shown =
                heads.get(&cell.column).is_some_and(|heads| heads.iter().any(|head| shown.contains(head)));
            if !open.contains(&cell.column) && !is_shown && key_of(&cell.value).is_none() {
                strange.entry(cell.column).or_insert((row.row, cell.value.text().into_owned()));
            }
        }
    }
    for (column, (row, text)) in strange {
        problems.push(Problem::hint("workbook.column_unknown", sheet.place(row, column)).with(text));
    }
}
