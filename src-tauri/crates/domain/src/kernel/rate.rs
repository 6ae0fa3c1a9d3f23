//! Exact fractions: rates, shares and differences of rates, rounded once and only for print.
//! All arithmetic is checked: what does not fit gives `None`, never a wrong digit and never a panic.
//!
//! Deliberately absent: a mean of rates. Percentages never average; the rate of a whole is the ratio
//! of its sums. Rates are not clamped either: 132.5 % and −4 % are said as they are.

use std::cmp::Ordering;

use super::Decimal;

/// A fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    numerator: i128,
    /// Always positive.
    denominator: i128,
}

/// Beyond this a fraction is refused: so six more digits can always be taken without overflow.
const LIMIT: i128 = i128::MAX / 100_000_000;

/// The most places a text is rounded to.
const MOST_PLACES: u32 = 6;

impl Rate {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    /// The whole.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// A part over a whole. None for a whole of zero and where the fraction is beyond all reason (over 10³⁰).
    pub fn new(part: Decimal, whole: Decimal) -> Option<Self> {
        let (part, whole) = (part.normalize(), whole.normalize());
        let (part_scale, whole_scale) = (part.scale(), whole.scale());
        let common = part_scale.min(whole_scale);
        let up = Self::lowest(power_of_ten(whole_scale - common)?, power_of_ten(part_scale - common)?)?;
        Self::lowest(part.mantissa(), whole.mantissa())?.checked_mul(up)
    }

    /// Part and whole in lowest terms.
    #[cfg(test)]
    pub(crate) fn parts(self) -> (i128, i128) {
        (self.numerator, self.denominator)
    }

    /// A count over a count.
    pub fn of_counts(part: u64, whole: u64) -> Option<Self> {
        Self::lowest(i128::from(part), i128::from(whole))
    }

    /// A number as a fraction.
    pub fn whole(value: Decimal) -> Option<Self> {
        if value.scale() == 0 {
            return Some(Self { numerator: value.mantissa(), denominator: 1 });
        }
        Self::new(value, Decimal::ONE)
    }

    fn lowest(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        if let (Ok(part), Ok(whole)) = (i64::try_from(numerator), u64::try_from(denominator)) {
            let shared = gcd_of_small(part.unsigned_abs(), whole);
            let size = i128::from(part.unsigned_abs() / shared);
            let numerator = if part < 0 { -size } else { size };
            return Some(Self { numerator, denominator: (whole / shared).into() });
        }
        let shared = gcd(numerator.checked_abs()?, denominator.checked_abs()?);
        let sign = if denominator < 0 { -1 } else { 1 };
        let (numerator, denominator) = (numerator / shared * sign, denominator / shared * sign);
        let fits = numerator.abs() <= LIMIT && denominator <= LIMIT;
        fits.then_some(Self { numerator, denominator })
    }

    /// The sum.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.denominator == 1 && other.denominator == 1 {
            let numerator = self.numerator.checked_add(other.numerator)?;
            return (numerator.abs() <= LIMIT).then_some(Self { numerator, denominator: 1 });
        }
        let shared = gcd(self.denominator, other.denominator);
        let left = self.numerator.checked_mul(other.denominator / shared)?;
        let right = other.numerator.checked_mul(self.denominator / shared)?;
        let denominator = (self.denominator / shared).checked_mul(other.denominator)?;
        Self::lowest(left.checked_add(right)?, denominator)
    }

    /// The difference, for example 完成率 less 时间进度.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { numerator: -other.numerator, ..other })
    }

    /// The product.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let left = Self::lowest(self.numerator, other.denominator)?;
        let right = Self::lowest(other.numerator, self.denominator)?;
        // What was shared is gone crosswise: the products are in lowest terms.
        let numerator = left.numerator.checked_mul(right.numerator)?;
        let denominator = left.denominator.checked_mul(right.denominator)?;
        let fits = numerator.abs() <= LIMIT && denominator <= LIMIT;
        fits.then_some(Self { numerator, denominator })
    }

    /// The quotient; none where the divisor is zero.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        let upside_down = Self::lowest(other.denominator, other.numerator)?;
        self.checked_mul(upside_down)
    }

    /// The largest integer of so many decimals that is not above it; none where it is too large.
    pub fn scaled_down(self, decimals: u32) -> Option<i128> {
        Some(self.numerator.checked_mul(power_of_ten(decimals)?)?.div_euclid(self.denominator))
    }

    /// Without its sign.
    pub fn abs(self) -> Self {
        Self { numerator: self.numerator.abs(), ..self }
    }

    /// Whether it is exactly zero.
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// The number it is, where that has an end: 1/8 is 0.125, 1/3 is none.
    pub fn to_decimal(self) -> Option<Decimal> {
        let (twos, rest) = take_out(self.denominator, 2);
        let (fives, rest) = take_out(rest, 5);
        if rest != 1 {
            return None;
        }
        let scale = twos.max(fives);
        let numerator = self.numerator.checked_mul(power_of_ten(scale)? / self.denominator)?;
        Decimal::try_from_i128_with_scale(numerator, scale).ok()
    }

    /// Rounded to so many places, half up in size (四舍五入: −0.05 becomes −0.1). None past six places
    /// or where the number is too large.
    pub fn rounded(self, places: u32) -> Option<Decimal> {
        if places > MOST_PLACES {
            return None;
        }
        Decimal::try_from_i128_with_scale(self.rounded_units(places), places).ok()
    }

    /// The number in tenths, hundredths, …, half up in size.
    fn rounded_units(self, places: u32) -> i128 {
        let size = self.numerator.abs();
        let mut units = size / self.denominator;
        let mut left = size % self.denominator;
        for _ in 0..places.min(MOST_PLACES) {
            units = units * 10 + left * 10 / self.denominator;
            left = left * 10 % self.denominator;
        }
        if left * 2 >= self.denominator {
            units += 1;
        }
        units * self.numerator.signum()
    }

    /// As above, but the landmarks 0 and 1 only where the rate is exactly there; otherwise the nearest
    /// unit on the side where it truly is.
    fn honest_units(self, places: u32) -> i128 {
        let units = self.rounded_units(places);
        let one = 10i128.pow(places.min(MOST_PLACES));
        match units {
            0 if !self.is_zero() => self.numerator.signum(),
            _ if units == one && self < Self::ONE => one - 1,
            _ if units == one && self > Self::ONE => one + 1,
            _ => units,
        }
    }

    /// Per cent with one decimal, half up, never clamped. 100.0 % and 0.0 % print only when exact:
    /// 99.96 → 99.9, 0.04 → 0.1 (design §4).
    pub fn percent_text(self) -> String {
        format!("{}%", self.percent_number())
    }

    /// [`Self::percent_text`] without the sign %, for cells whose heading carries it.
    pub fn percent_number(self) -> String {
        with_point(self.honest_units(3), 1, false)
    }

    /// A difference of two rates in 个百分点 with one decimal and its sign: `+3.3`, `-12.3`, `0.0`.
    pub fn points_text(self) -> String {
        let units = self.rounded_units(3);
        let text = with_point(units, 1, false);
        if units > 0 { format!("+{text}") } else { text }
    }

    /// The fraction as a decimal for the wire: six places, no trailing zeros, 0 and 1 only when exact.
    pub fn wire_text(self) -> String {
        with_point(self.honest_units(6), 6, true)
    }

    /// A difference of two rates in points for the wire (0.0325 is `3.25`): four places, no trailing zeros.
    pub fn points_wire_text(self) -> String {
        with_point(self.rounded_units(6), 4, true)
    }

    /// The number for people and the wire: exactly, where it ends within twelve places; otherwise
    /// rounded half up to so many places (six at most). No trailing zeros.
    pub fn number_text(self, places: u32) -> String {
        match self.to_decimal().map(|value| value.normalize()) {
            Some(exact) if exact.scale() <= 12 => exact.to_string(),
            _ => with_point(self.rounded_units(places), places.min(MOST_PLACES) as usize, true),
        }
    }

    /// As a floating number: for forecasts and presets of published methods only.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// Shares of a whole in per cent with one decimal that add up to exactly 100.0, by largest remainder
    /// (the earlier part first where remainders are equal). None where a part is negative or all are zero.
    pub fn percentages(parts: &[Decimal]) -> Option<Vec<Decimal>> {
        let mut total = Self::ZERO;
        for part in parts {
            total = total.checked_add(Self::whole(*part)?)?;
        }
        if total.is_zero() {
            return None;
        }
        let mut tenths = Vec::with_capacity(parts.len());
        let mut remainders = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let share = Self::whole(*part)?.checked_div(total)?;
            if share.is_negative() {
                return None;
            }
            let scaled = share.checked_mul(Self { numerator: 1000, denominator: 1 })?;
            let floor = scaled.numerator / scaled.denominator;
            tenths.push(floor);
            remainders.push((scaled.checked_sub(Self { numerator: floor, denominator: 1 })?, index));
        }
        remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let missing = 1000 - tenths.iter().sum::<i128>();
        for (_, index) in remainders.iter().take(usize::try_from(missing).ok()?) {
            tenths[*index] += 1;
        }
        tenths.into_iter().map(|units| Decimal::try_from_i128_with_scale(units, 1).ok()).collect()
    }
}

impl Ord for Rate {
    /// Exact: by products where they fit, else by whole parts, then by the reciprocals of what is left.
    fn cmp(&self, other: &Self) -> Ordering {
        let products =
            (self.numerator.checked_mul(other.denominator), other.numerator.checked_mul(self.denominator));
        if let (Some(own), Some(others)) = products {
            return own.cmp(&others);
        }
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let (whole_a, left_a) = floor_parts(a);
            let (whole_b, left_b) = floor_parts(b);
            let order = match (whole_a.cmp(&whole_b), left_a, left_b) {
                (Ordering::Equal, 0, 0) => return Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, _, _) => {
                    a = Self { numerator: a.denominator, denominator: left_a };
                    b = Self { numerator: b.denominator, denominator: left_b };
                    turned = !turned;
                    continue;
                }
                (order, _, _) => order,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn floor_parts(rate: Rate) -> (i128, i128) {
    (rate.numerator.div_euclid(rate.denominator), rate.numerator.rem_euclid(rate.denominator))
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return gcd_of_small(a, b).into();
        }
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// Most numbers are small, and a machine divides those many times faster.
fn gcd_of_small(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    10i128.checked_pow(exponent)
}

/// How often a factor is in a number, and what is left without it.
fn take_out(mut number: i128, factor: i128) -> (u32, i128) {
    let mut times = 0;
    while number % factor == 0 && number != 0 {
        number /= factor;
        times += 1;
    }
    (times, number)
}

/// Writes an integer with a point so many places from its right.
fn with_point(units: i128, places: usize, trim: bool) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", units.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let part = if trim { part.trim_end_matches('0') } else { part };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn rate(text: &str) -> Rate {
        let (part, whole) = text.split_once('/').unwrap_or((text, "1"));
        Rate::new(decimal(part), decimal(whole)).unwrap_or_else(|| panic!("{text} is a rate"))
    }

    #[test]
    fn percent_is_half_up_and_honest_at_both_ends() {
        let check = |text: &str, expected: &str| assert_eq!(rate(text).percent_text(), expected, "{text}");
        check("213/400", "53.3%"); // 53.25 is half up, not half even
        check("1/1", "100.0%");
        check("0/7", "0.0%");
        check("9996/10000", "99.9%");
        check("99949/100000", "99.9%");
        check("99999999/100000000", "99.9%");
        check("10004/10000", "100.1%");
        check("4/10000", "0.1%");
        check("-4/10000", "-0.1%");
        check("1/1000000", "0.1%");
        check("1.0085", "100.9%");
        check("13/10", "130.0%");
        check("-1/8", "-12.5%");
        check("-1/16", "-6.3%"); // half up in size
        check("2280/2473", "92.2%");
        check("489/527", "92.8%");
        check("79228162514264337593543950335", "7922816251426433759354395033500.0%");
    }

    #[test]
    fn one_rounding_only() {
        // 44.445 would be 44.5 if it were first rounded to 44.45.
        assert_eq!(rate("44445/100000").percent_text(), "44.4%");
        assert_eq!(rate("44.4449").rounded(1), Some(decimal("44.4")));
    }

    #[test]
    fn points() {
        let check = |a: &str, b: &str, text: &str, wire: &str| {
            let difference = rate(a).checked_sub(rate(b)).unwrap();
            assert_eq!(
                (difference.points_text().as_str(), difference.points_wire_text().as_str()),
                (text, wire)
            );
        };
        check("213/400", "1/2", "+3.3", "3.25");
        check("0.28", "0.403", "-12.3", "-12.3");
        check("0.9174", "11/12", "+0.1", "0.0733");
        check("1/3", "1/3", "0.0", "0");
        check("0.5004", "0.5", "0.0", "0.04");
        check("0.4996", "0.5", "0.0", "-0.04");
    }

    #[test]
    fn wire_text() {
        let check = |text: &str, expected: &str| assert_eq!(rate(text).wire_text(), expected, "{text}");
        check("213/400", "0.5325");
        check("489/527", "0.927894");
        check("1/1", "1");
        check("0/1", "0");
        check("9999999/10000000", "0.999999");
        check("-1/3", "-0.333333");
    }

    #[test]
    fn number_text() {
        let check =
            |text: &str, places: u32, expected: &str| assert_eq!(rate(text).number_text(places), expected);
        check("187/6", 4, "31.1667");
        check("13/400", 0, "0.0325");
        check("200", 4, "200");
        check("-2/3", 2, "-0.67");
        check("1/3", 99, "0.333333");
        check("1200.50", 0, "1200.5");
    }

    #[test]
    fn exact_decimals() {
        let check =
            |text: &str, expected: Option<&str>| assert_eq!(rate(text).to_decimal(), expected.map(decimal));
        check("1/8", Some("0.125"));
        check("1/3", None);
        check("7/0.5", Some("14"));
        check("0.000001/1000", Some("0.000000001"));
    }

    #[test]
    fn no_rate_rather_than_a_wrong_one() {
        assert_eq!(Rate::new(Decimal::ONE, Decimal::ZERO), None, "nothing is divided by zero");
        assert_eq!(Rate::new(Decimal::MAX, decimal("0.0000000000000000000000000001")), None);
        let tiny = rate("0.0000000000000000000000000001");
        assert_eq!(tiny.percent_text(), "0.1%", "not nothing");
        assert_eq!(tiny.checked_mul(tiny), None);
    }

    #[test]
    fn shares_total_one_hundred() {
        let check = |parts: &[&str], expected: &[&str]| {
            let parts: Vec<Decimal> = parts.iter().map(|part| decimal(part)).collect();
            let expected: Vec<Decimal> = expected.iter().map(|part| decimal(part)).collect();
            assert_eq!(Rate::percentages(&parts), Some(expected));
        };
        check(&["1", "1", "1"], &["33.4", "33.3", "33.3"]);
        check(&["1", "2", "3", "0"], &["16.7", "33.3", "50.0", "0.0"]);
        check(&["5"], &["100.0"]);
        assert_eq!(Rate::percentages(&[]), None);
        assert_eq!(Rate::percentages(&[Decimal::ZERO]), None);
        assert_eq!(Rate::percentages(&[Decimal::ONE, -Decimal::ONE, Decimal::TWO]), None);
    }

    fn any_decimal() -> impl Strategy<Value = Decimal> {
        (any::<i64>(), 0u32..=12).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
    }

    fn extreme() -> impl Strategy<Value = Decimal> {
        prop_oneof![
            any_decimal(),
            (any::<i128>(), 0u32..=28)
                .prop_filter_map("too large", |(m, s)| Decimal::try_from_i128_with_scale(m >> 33, s).ok()),
            Just(Decimal::MAX),
            Just(Decimal::MIN),
            Just(Decimal::ZERO),
        ]
    }

    proptest! {
        #[test]
        fn no_panic_on_extremes(a in extreme(), b in extreme(), c in extreme(), d in extreme()) {
            let (Some(x), Some(y)) = (Rate::new(a, b), Rate::new(c, d)) else { return Ok(()) };
            let _ = (x.percent_text(), x.points_text(), x.wire_text(), x.points_wire_text(), x.to_decimal());
            let _ = (x.checked_add(y), x.checked_sub(y), x.checked_mul(y), x.checked_div(y), x.rounded(6));
            prop_assert_eq!(x.cmp(&y), y.cmp(&x).reverse());
            let _ = Rate::percentages(&[a, b, c, d]);
        }

        #[test]
        fn order_agrees_with_cross_products(a in -9999i64..9999, b in 1i64..9999, c in -9999i64..9999, d in 1i64..9999) {
            let x = Rate::new(a.into(), b.into()).unwrap();
            let y = Rate::new(c.into(), d.into()).unwrap();
            prop_assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)));
            prop_assert_eq!(x == y, a * d == c * b);
        }

        #[test]
        fn rounding_is_within_half_a_unit(a in any::<i64>(), b in 1i64.., places in 0u32..=6) {
            let rate = Rate::new(a.into(), b.into()).unwrap();
            let rounded = Rate::whole(rate.rounded(places).unwrap()).unwrap();
            let miss = rate.checked_sub(rounded).unwrap().abs();
            let half = Rate::new(Decimal::new(5, places + 1), Decimal::ONE).unwrap();
            prop_assert!(miss <= half);
        }

        #[test]
        fn percent_text_grows_with_the_rate(a in 0i64..2_000_000, b in 0i64..2_000_000) {
            let text = |n: i64| decimal(&Rate::new(n.into(), 1_000_000.into()).unwrap().percent_number());
            prop_assert!((a <= b) <= (text(a) <= text(b)));
            prop_assert_eq!(text(a) == Decimal::ONE_HUNDRED, a == 1_000_000);
            prop_assert_eq!(text(a).is_zero(), a == 0);
        }

        #[test]
        fn shares_always_total_one_hundred(parts in prop::collection::vec(0i64..1_000_000, 1..30)) {
            let parts: Vec<Decimal> = parts.into_iter().map(Decimal::from).collect();
            if let Some(shares) = Rate::percentages(&parts) {
                prop_assert_eq!(shares.iter().sum::<Decimal>(), Decimal::ONE_HUNDRED);
            }
        }
    }
}
