//! 勾稽关系: sums of indicators that must be equal, or not more than one another, in every unit's row.

use std::fmt;
use std::str::FromStr;

use crate::kernel::{FieldError, IndicatorId, word_enum};

word_enum! {
    /// How two sums must stand to each other.
    Sign {
        /// Equal up to rounding.
        Equal = "=", "＝";
        /// Not more than.
        AtMost = "<=", "≤";
    }
}

/// `left` summed must be equal to, or not more than, `right` summed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The indicators on the left.
    pub left: Vec<IndicatorId>,
    /// How they stand.
    pub sign: Sign,
    /// The indicators on the right.
    pub right: Vec<IndicatorId>,
}

impl Relation {
    /// Every indicator it speaks of.
    pub fn indicators(&self) -> impl Iterator<Item = &IndicatorId> {
        self.left.iter().chain(&self.right)
    }
}

/// `i1+i2<=i3`.
impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |ids: &[IndicatorId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
        write!(f, "{}{}{}", side(&self.left), self.sign, side(&self.right))
    }
}

impl FromStr for Relation {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let unreadable = || FieldError::Unreadable { name: "relation".into(), text: text.into() };
        let (left, sign, right) = match text.split_once("<=") {
            Some((left, right)) => (left, Sign::AtMost, right),
            None => {
                let (left, right) = text.split_once('=').ok_or_else(unreadable)?;
                (left, Sign::Equal, right)
            }
        };
        let side = |text: &str| -> Option<Vec<IndicatorId>> {
            let ids = text.split('+').map(str::trim);
            ids.map(|id| (!id.is_empty() && !id.contains(['=', '<', ';'])).then(|| IndicatorId::new(id)))
                .collect()
        };
        let (left, right) = side(left).zip(side(right)).ok_or_else(unreadable)?;
        let relation = Self { left, sign, right };
        let twice = relation
            .indicators()
            .enumerate()
            .any(|(at, id)| relation.indicators().skip(at + 1).any(|o| o == id));
        if twice { Err(unreadable()) } else { Ok(relation) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relation_is_read_as_it_is_written() {
        for text in ["a<=b", "a+b=c", "a=b+c+d", "spent+held<=given"] {
            assert_eq!(text.parse::<Relation>().map(|r| r.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(" a + b <= c ".parse::<Relation>().map(|r| r.to_string()).as_deref(), Ok("a+b<=c"));
        for text in ["", "a", "a=", "=b", "a+=b", "a<=b<=c", "a=b=c", "a<=a", "a+b=a", "a;b=c"] {
            assert!(text.parse::<Relation>().is_err(), "{text}");
        }
    }
}
