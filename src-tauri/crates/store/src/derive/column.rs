//! How the cells of a stretch of units are packed: what is current of one indicator, measure and period for
//! 4096 units that follow each other, a few bytes a cell, so that a roll-up reads as many bytes as it needs.
//!
//! Cells of units that follow each other, say the same but for the number and came in rows equally far apart make
//! a run: how far its first unit is from the end of the run before, how many they are (varints), what they say and
//! their remarks (two bytes), how far the first row is from the last of the run before (zigzag varint) and from
//! the second (of two or more), and of numbers the lowest (zigzag varint) and, of two or more, how far each is
//! above it, in as many bytes as the farthest needs (one byte says how many).
//!
//! Of most cells one version ever came. Nothing but its place here is derived of it: it is *alone*. Of a cell of
//! which more is known there are lines in the tables of versions and results.

use std::ops::Range;

use domain::kernel::Qualifier;

use crate::error::{Result, StoreError};

/// Units of a stretch.
pub(crate) const STRETCH: i64 = 4096;

/// What is current of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    pub said: Said,
    pub evidence: bool,
    pub noted: bool,
    pub replaces: bool,
    /// It is the only row of its key that ever came, and it replaces nothing.
    pub alone: bool,
    /// The local number of the row.
    pub row: i64,
}

/// What a cell says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Said {
    Number(i64, Qualifier),
    Nil,
    NotApplicable,
    #[default]
    Conflict,
    Obstructed,
    /// Nothing is said any more.
    Gone,
}

/// The cells of a stretch with the places of their units in it, in order.
pub(crate) type Cells = Vec<(u16, Cell)>;

/// The most cells of a run.
const LONGEST: u64 = STRETCH as u64;

/// Packs the cells of a stretch.
pub(crate) fn pack(cells: &[(u16, Cell)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(cells.len() * 4);
    let (mut unit_after, mut row_before, mut rest) = (0, 0, cells);
    while let [(unit, first), ..] = rest {
        let (run, after) = rest.split_at(run_length(rest));
        push(&mut bytes, u64::from(*unit) - unit_after);
        push(&mut bytes, run.len() as u64);
        bytes.extend(head(first));
        push(&mut bytes, zigzag(first.row.wrapping_sub(row_before)));
        if let [_, (_, second), ..] = run {
            push(&mut bytes, zigzag(second.row.wrapping_sub(first.row)));
        }
        push_numbers(&mut bytes, run);
        let last = run.last().map_or(0, |(unit, _)| u64::from(*unit));
        (unit_after, row_before) = (last + 1, run.last().map_or(0, |(_, cell)| cell.row));
        rest = after;
    }
    bytes
}

/// What a cell says but for the number, and its remarks.
fn head(cell: &Cell) -> [u8; 2] {
    let (code, qualifier) = match cell.said {
        Said::Number(_, qualifier) => (NUMBER, qualifier),
        Said::Nil => (1, Qualifier::Exact),
        Said::NotApplicable => (2, Qualifier::Exact),
        Said::Conflict => (3, Qualifier::Exact),
        Said::Obstructed => (4, Qualifier::Exact),
        Said::Gone => (5, Qualifier::Exact),
    };
    let qualifier = Qualifier::ALL.iter().position(|one| *one == qualifier).unwrap_or(0) as u8;
    let remarks = [cell.evidence, cell.noted, cell.replaces, cell.alone];
    [code | qualifier << 4, remarks.iter().rev().fold(0, |bits, remark| bits << 1 | u8::from(*remark))]
}

/// How many cells from the first on make a run.
fn run_length(cells: &[(u16, Cell)]) -> usize {
    let [(unit, first), rest @ ..] = cells else { return 0 };
    let Some((_, second)) = rest.first() else { return 1 };
    let step = second.row.wrapping_sub(first.row);
    let mut expected = (*unit, first.row);
    let goes_on = |(unit, cell): &&(u16, Cell)| {
        expected = (expected.0.wrapping_add(1), expected.1.wrapping_add(step));
        (*unit, cell.row) == expected && head(cell) == head(first)
    };
    1 + rest.iter().take(LONGEST as usize - 1).take_while(goes_on).count()
}

fn push_numbers(bytes: &mut Vec<u8>, run: &[(u16, Cell)]) {
    let number =
        |(_, cell): &(u16, Cell)| if let Said::Number(value, _) = cell.said { Some(value) } else { None };
    let numbers = run.iter().filter_map(number);
    let (Some(lowest), Some(highest)) = (numbers.clone().min(), numbers.clone().max()) else { return };
    push(bytes, zigzag(lowest));
    if run.len() > 1 {
        let width = 8 - (highest.wrapping_sub(lowest) as u64).leading_zeros() as usize / 8;
        bytes.push(width as u8);
        for value in numbers {
            bytes.extend(&(value.wrapping_sub(lowest) as u64).to_le_bytes()[..width]);
        }
    }
}

/// Cells of units that follow each other, as they are packed.
pub(crate) struct Run<'a> {
    /// The places of the units in the stretch.
    pub units: Range<u32>,
    /// The first of them; the others say the same but for the number.
    pub first: Cell,
    /// How far the row of each is from that of the one before.
    pub step: i64,
    /// The numbers, where they are numbers.
    pub numbers: &'a [i64],
}

/// Hands over the cells of a stretch one by one.
#[inline]
pub(crate) fn unpack(bytes: &[u8], mut each: impl FnMut(u16, Cell)) -> Result<()> {
    runs(bytes, &mut Vec::new(), |run| {
        let mut cell = run.first;
        for (at, unit) in run.units.enumerate() {
            if let (Said::Number(value, _), Some(number)) = (&mut cell.said, run.numbers.get(at)) {
                *value = *number;
            }
            each(unit as u16, cell);
            cell.row = cell.row.wrapping_add(run.step);
        }
    })
}

/// Hands over the runs of a stretch; `numbers` is where they are laid out.
#[inline]
pub(crate) fn runs(bytes: &[u8], numbers: &mut Vec<i64>, mut each: impl FnMut(Run<'_>)) -> Result<()> {
    let mut rest = bytes;
    let (mut unit_after, mut row_before) = (0_u64, 0_i64);
    while !rest.is_empty() {
        let begins = unit_after.checked_add(take(&mut rest)?).ok_or_else(damaged)?;
        let length = take(&mut rest)?;
        unit_after = begins.checked_add(length).ok_or_else(damaged)?;
        if length == 0 || length > LONGEST || unit_after > u64::from(u16::MAX) + 1 {
            return Err(damaged());
        }
        let [code, remarks, after @ ..] = rest else { return Err(damaged()) };
        rest = after;
        let row = row_before.wrapping_add(unzigzag(take(&mut rest)?));
        let step = if length > 1 { unzigzag(take(&mut rest)?) } else { 0 };
        row_before = row.wrapping_add(step.wrapping_mul(length as i64 - 1));
        numbers.clear();
        let said = match code & 15 {
            NUMBER => {
                let qualifier = *Qualifier::ALL.get(usize::from(code >> 4)).ok_or_else(damaged)?;
                lay_out(&mut rest, length as usize, numbers)?;
                Said::Number(numbers.first().copied().unwrap_or(0), qualifier)
            }
            1 => Said::Nil,
            2 => Said::NotApplicable,
            3 => Said::Conflict,
            4 => Said::Obstructed,
            _ => Said::Gone,
        };
        let has = |bit: u8| remarks & bit != 0;
        let (evidence, noted, replaces, alone) = (has(1), has(2), has(4), has(8));
        let first = Cell { said, evidence, noted, replaces, alone, row };
        each(Run { units: begins as u32..unit_after as u32, first, step, numbers });
    }
    Ok(())
}

/// The numbers of a run of so many cells.
fn lay_out(rest: &mut &[u8], length: usize, numbers: &mut Vec<i64>) -> Result<()> {
    let lowest = unzigzag(take(rest)?);
    let width = if length > 1 { *rest.split_off_first().ok_or_else(damaged)? } else { 0 };
    let packed = rest.split_off(..usize::from(width) * length).ok_or_else(damaged)?;
    let whole = |above: u64| lowest.wrapping_add(above as i64);
    match width {
        0 => numbers.resize(length, lowest),
        1 => numbers.extend(packed.iter().map(|byte| whole((*byte).into()))),
        2 => numbers.extend(packed.as_chunks().0.iter().map(|two| whole(u16::from_le_bytes(*two).into()))),
        3 => {
            let wider = |[a, b, c]: &[u8; 3]| whole(u32::from_le_bytes([*a, *b, *c, 0]).into());
            numbers.extend(packed.as_chunks().0.iter().map(wider));
        }
        4 => numbers.extend(packed.as_chunks().0.iter().map(|four| whole(u32::from_le_bytes(*four).into()))),
        5..=8 => numbers.extend(packed.chunks_exact(width.into()).map(|some| whole(wide(some)))),
        _ => return Err(damaged()),
    }
    Ok(())
}

/// The code of a number.
const NUMBER: u8 = 0;

/// Up to eight bytes, the lowest first.
fn wide(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn damaged() -> StoreError {
    StoreError::Damaged { newest_backup: None }
}

fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
pub(super) fn push(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[inline]
pub(super) fn take(rest: &mut &[u8]) -> Result<u64> {
    // Most numbers are small.
    if let [byte @ ..0x80, after @ ..] = *rest {
        *rest = after;
        return Ok(u64::from(*byte));
    }
    take_long(rest)
}

fn take_long(rest: &mut &[u8]) -> Result<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first().ok_or_else(damaged)?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(damaged())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_cell() -> impl Strategy<Value = Cell> {
        let said = prop_oneof![
            (any::<i64>(), 0..Qualifier::ALL.len())
                .prop_map(|(value, qualifier)| Said::Number(value, Qualifier::ALL[qualifier])),
            Just(Said::Nil),
            Just(Said::NotApplicable),
            Just(Said::Conflict),
            Just(Said::Obstructed),
            Just(Said::Gone),
        ];
        (said, any::<(bool, bool, bool, bool)>(), 0..i64::MAX / 2).prop_map(|(said, remarks, row)| {
            let (evidence, noted, replaces, alone) = remarks;
            Cell { said, evidence, noted, replaces, alone, row }
        })
    }

    /// Cells of which many make runs.
    fn any_cells() -> impl Strategy<Value = Cells> {
        let run = (0..300_u16, 1..40_u16, any_cell(), 0..3_i64, 1..10_000_i64);
        proptest::collection::vec(run, 0..8).prop_map(|runs| {
            let mut cells = Cells::new();
            for (gap, length, cell, step, spread) in runs {
                let first = cells.last().map_or(gap, |(unit, _)| unit + 1 + gap);
                for at in 0..length {
                    let said = match cell.said {
                        Said::Number(value, qualifier) => {
                            Said::Number(value.wrapping_add(i64::from(at) * 7 % spread), qualifier)
                        }
                        said => said,
                    };
                    cells.push((first + at, Cell { said, row: cell.row + i64::from(at) * step, ..cell }));
                }
            }
            cells
        })
    }

    #[test]
    fn cells_that_came_together_take_a_byte_or_two() {
        let cell = |at: i64| Cell {
            said: Said::Number(at % 200, Qualifier::Exact),
            alone: true,
            row: 9 + 3 * at,
            ..Cell::default()
        };
        let cells: Cells = (0..STRETCH).map(|at| (at as u16, cell(at))).collect();
        assert!(pack(&cells).len() < STRETCH as usize + 20);
    }

    proptest! {
        #[test]
        fn what_is_packed_in_runs_comes_out_again(cells in any_cells()) {
            let mut found = Cells::new();
            unpack(&pack(&cells), |unit, cell| found.push((unit, cell))).expect("it is whole");
            prop_assert_eq!(found, cells);
        }

        #[test]
        fn what_is_packed_comes_out_again(cells in proptest::collection::btree_map(0..STRETCH as u16, any_cell(), 0..50)) {
            let cells: Cells = cells.into_iter().collect();
            let mut found = Cells::new();
            unpack(&pack(&cells), |unit, cell| found.push((unit, cell))).expect("it is whole");
            prop_assert_eq!(found, cells);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = unpack(&bytes, |_, _| {});
        }
    }
}
