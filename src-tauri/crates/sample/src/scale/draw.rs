//! Figures drawn from the seed: the same seed, the same figures, in whatever order they are asked for.

use domain::kernel::{Decimal, OrgUnitId, Period, Qualifier, Uom};
use domain::results::{CellState, Measure, ResultCell, ResultKey};

use super::definitions::Reported;

/// 农区, 牧区 or 半农半牧区.
pub(super) fn zone(seed: u64, village: &OrgUnitId) -> &'static str {
    ["农区", "牧区", "半农半牧区"][(luck(seed, village, 0, 0) % 3) as usize]
}

/// The cell of a village for the period of this number; of a hundred about two are 未报, one each
/// 零报告, 不适用 and not exact.
pub(super) fn cell(
    seed: u64,
    reported: &Reported,
    village: &OrgUnitId,
    period: Period,
    number: usize,
) -> Option<ResultCell> {
    let luck = luck(seed, village, reported.number, number as u64 + 1);
    let state = match luck % 100 {
        0 | 1 => return None,
        2 => CellState::Nil,
        3 => CellState::NotApplicable,
        some => CellState::Number {
            value: Decimal::new(value(seed, reported, village, period, number), reported.decimals),
            uom: Uom::new(reported.uom),
            qualifier: if some == 4 { Qualifier::MoreThan } else { Qualifier::Exact },
        },
    };
    let (indicator, measure, org_unit) = (reported.id.clone(), reported.measure, village.clone());
    let key = ResultKey { indicator, measure, org_unit, period };
    Some(ResultCell { key, state, as_of: None, note: None, evidence: Vec::new() })
}

/// Totals rise from period to period, stocks swing about a level, flows begin anew.
fn value(seed: u64, reported: &Reported, village: &OrgUnitId, period: Period, number: usize) -> i64 {
    let base = (luck(seed, village, reported.number, 0) % 900 + 100) as i64;
    let swing = (luck(seed ^ 1, village, reported.number, number as u64) % 21) as i64 - 10;
    let so_far = match reported.measure {
        Measure::Ytd => i64::from(period.number()),
        Measure::SinceStart => number as i64 + 1,
        Measure::Period | Measure::Stock => return base + swing,
    };
    base * so_far / 12 + (swing + 10) * so_far / 40
}

/// FNV-1a over the id, mixed with the seed, the indicator and the period.
fn luck(seed: u64, village: &OrgUnitId, indicator: u64, period: u64) -> u64 {
    let mut x = 0xcbf2_9ce4_8422_2325_u64 ^ seed;
    for byte in village.as_str().bytes() {
        x = (x ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    for number in [indicator, period] {
        x = (x ^ number).wrapping_mul(0xff51_afd7_ed55_8ccd);
        x ^= x >> 32;
    }
    x
}
