//! Luck that is the same everywhere, and sharing out without a rest.

use std::cmp::Reverse;

use domain::kernel::OrgUnitId;

/// The luck of a unit (§2): FNV-1a over `seed/code`, mixed once more.
pub(super) fn hash(seed: u64, org_unit: &OrgUnitId) -> u64 {
    let text = format!("{seed}/{org_unit}");
    let mut x = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        x = (x ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }
    x ^= x >> 33;
    x = x.wrapping_mul(0xff51_afd7_ed55_8ccd);
    x ^ (x >> 33)
}

/// The weight of a unit (§2); `spread` in thousandths.
pub(super) fn weight(base: i128, spread: i128, seed: u64, org_unit: &OrgUnitId) -> i128 {
    let luck = i128::from(hash(seed, org_unit) % 2001) - 1000;
    base * (1_000_000 + spread * luck)
}

/// Shares `whole` out by weights (§3): what is left over goes one by one to the largest remainders,
/// of equal ones to the first.
pub(super) fn share_out(whole: i128, weights: &[i128]) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let mut shares: Vec<i128> = weights.iter().map(|weight| (whole * weight).div_euclid(sum)).collect();
    let left = whole - shares.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&index| (Reverse((whole * weights[index]).rem_euclid(sum)), index));
    for index in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[index] += 1;
    }
    shares
}
