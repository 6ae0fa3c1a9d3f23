//! 允许偏差 of 左右.

use crate::kernel::{Decimal, FieldError, Fields, Rate, word_enum};

word_enum! {
    /// What a tolerance below one says.
    ToleranceBy {
        /// A share of the value.
        Share = "share", "比例";
        /// An amount in the indicator's unit of measure.
        Amount = "amount", "数量";
    }
}

/// How far an actual may be from the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// By so much of the value: 0.05.
    Share(Decimal),
    /// By so much in the indicator's unit of measure.
    Amount(Decimal),
}

impl Tolerance {
    /// A number as interchange has it: unless it is said otherwise, below one it is a share and from one on an amount.
    pub fn new(number: Decimal, by: Option<ToleranceBy>) -> Self {
        match by {
            Some(ToleranceBy::Amount) => Self::Amount(number),
            Some(ToleranceBy::Share) => Self::Share(number),
            None if number < Decimal::ONE => Self::Share(number),
            None => Self::Amount(number),
        }
    }

    /// The number, and what it says where its size does not.
    pub fn parts(self) -> (Decimal, Option<ToleranceBy>) {
        match self {
            Self::Share(share) => (share, (share >= Decimal::ONE).then_some(ToleranceBy::Share)),
            Self::Amount(amount) => (amount, (amount < Decimal::ONE).then_some(ToleranceBy::Amount)),
        }
    }

    /// How far from a value; none: beyond all reason.
    pub fn around(self, value: Rate) -> Option<Rate> {
        let width = match self {
            Self::Share(share) => Rate::whole(share)?.checked_mul(value)?,
            Self::Amount(amount) => Rate::whole(amount)?,
        };
        Some(width.abs())
    }

    pub(super) fn write(this: Option<Self>, fields: &mut Fields) {
        let parts = this.map(Self::parts);
        fields.set_opt("tolerance", parts.map(|(number, _)| number));
        fields.set_opt("tolerance_by", parts.and_then(|(_, by)| by));
    }

    pub(super) fn read(fields: &Fields) -> Result<Option<Self>, FieldError> {
        let by = fields.parse_opt("tolerance_by")?;
        Ok(fields.parse_opt("tolerance")?.map(|number| Self::new(number, by)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_by_its_size_what_it_is_unless_told() {
        let decimal = |text: &str| Decimal::from_str_exact(text).expect("a number");
        for (number, by, expected) in [
            ("0.05", None, Tolerance::Share(decimal("0.05"))),
            ("1.75", None, Tolerance::Amount(decimal("1.75"))),
            ("0.5", Some(ToleranceBy::Amount), Tolerance::Amount(decimal("0.5"))),
            ("1", Some(ToleranceBy::Share), Tolerance::Share(decimal("1"))),
        ] {
            let tolerance = Tolerance::new(decimal(number), by);
            assert_eq!((tolerance, tolerance.parts()), (expected, (decimal(number), by)));
            let mut fields = Fields::new();
            Tolerance::write(Some(tolerance), &mut fields);
            assert_eq!(Tolerance::read(&fields), Ok(Some(tolerance)));
        }
        assert_eq!(Tolerance::read(&Fields::new()), Ok(None));
    }
}
