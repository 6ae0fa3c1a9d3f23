//! How the cells of a stretch of units are packed: what is current of one indicator, measure and period for
//! 4096 units that follow each other, a few bytes a cell, so that a roll-up reads as many bytes as it needs.
//!
//! Of each cell, in the order of the units: how far its unit is from the one before (varint), what it says
//! and its remarks (two bytes), how far its row is from the one before (zigzag varint), and of a number the
//! value (zigzag varint).
//!
//! Of most cells one version ever came. Nothing but its place here is derived of it: it is *alone*. Of a cell of
//! which more is known there are lines in the tables of keys, versions and results.

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

/// Packs the cells of a stretch.
pub(crate) fn pack(cells: &[(u16, Cell)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(cells.len() * 8);
    let (mut unit_before, mut row_before) = (0, 0);
    for (unit, cell) in cells {
        push(&mut bytes, u64::from(unit - unit_before));
        let (code, value, qualifier) = match cell.said {
            Said::Number(value, qualifier) => (0, Some(value), qualifier),
            Said::Nil => (1, None, Qualifier::Exact),
            Said::NotApplicable => (2, None, Qualifier::Exact),
            Said::Conflict => (3, None, Qualifier::Exact),
            Said::Obstructed => (4, None, Qualifier::Exact),
            Said::Gone => (5, None, Qualifier::Exact),
        };
        let qualifier = Qualifier::ALL.iter().position(|one| *one == qualifier).unwrap_or(0) as u8;
        bytes.push(code | qualifier << 4);
        let remarks = [cell.evidence, cell.noted, cell.replaces, cell.alone];
        bytes.push(remarks.iter().rev().fold(0, |bits, remark| bits << 1 | u8::from(*remark)));
        push(&mut bytes, zigzag(cell.row - row_before));
        if let Some(value) = value {
            push(&mut bytes, zigzag(value));
        }
        (unit_before, row_before) = (*unit, cell.row);
    }
    bytes
}

/// Hands over the cells of a stretch one by one.
pub(crate) fn unpack(bytes: &[u8], mut each: impl FnMut(u16, Cell)) -> Result<()> {
    let mut rest = bytes;
    let (mut unit, mut row) = (0_u64, 0_i64);
    while !rest.is_empty() {
        unit += take(&mut rest)?;
        let [code, remarks, after @ ..] = rest else { return Err(damaged()) };
        rest = after;
        row = row.wrapping_add(unzigzag(take(&mut rest)?));
        let said = match code & 15 {
            0 => {
                let qualifier = Qualifier::ALL.get(usize::from(code >> 4)).ok_or_else(damaged)?;
                Said::Number(unzigzag(take(&mut rest)?), *qualifier)
            }
            1 => Said::Nil,
            2 => Said::NotApplicable,
            3 => Said::Conflict,
            4 => Said::Obstructed,
            _ => Said::Gone,
        };
        let has = |bit: u8| remarks & bit != 0;
        let place = u16::try_from(unit).map_err(|_| damaged())?;
        let (evidence, noted, replaces, alone) = (has(1), has(2), has(4), has(8));
        each(place, Cell { said, evidence, noted, replaces, alone, row });
    }
    Ok(())
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

    proptest! {
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
