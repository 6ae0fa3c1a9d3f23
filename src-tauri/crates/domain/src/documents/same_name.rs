//! Two names that documents use for one indicator (稳岗就业, 务工就业), as a person confirmed.

use crate::kernel::{FieldError, Fields};

/// Two names of one indicator, in the order of the alphabet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SameName {
    /// One name.
    pub a: String,
    /// The other.
    pub b: String,
}

impl SameName {
    /// Of two names in any order; none where they do not differ.
    pub fn of(one: &str, other: &str) -> Option<Self> {
        let (a, b) = if one <= other { (one.trim(), other.trim()) } else { (other.trim(), one.trim()) };
        let usable = !a.is_empty() && !b.is_empty() && a != b;
        usable.then(|| Self { a: a.to_owned(), b: b.to_owned() })
    }

    /// The key of its row.
    pub fn key(&self) -> String {
        format!("indicator:{}={}", self.a, self.b)
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set("of", "indicator").set("a", &self.a).set("b", &self.b);
        fields
    }

    /// Reads a row; none where it is about something else than names of indicators.
    pub fn from_fields(fields: &Fields) -> Result<Option<Self>, FieldError> {
        if fields.get("of") != Some("indicator") {
            return Ok(None);
        }
        Ok(Self::of(fields.need("a")?, fields.need("b")?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_names_says_nothing() {
        let pair = SameName::of("稳岗就业", "务工就业").expect("two names");
        assert_eq!(SameName::of("务工就业", "稳岗就业"), Some(pair.clone()));
        assert_eq!(SameName::from_fields(&pair.to_fields()), Ok(Some(pair)));
        for (one, other) in [("奶业", "奶业"), ("", "奶业"), ("奶业 ", "奶业")] {
            assert_eq!(SameName::of(one, other), None, "{one} {other}");
        }
    }

    #[test]
    fn other_identities_are_not_names() {
        let mut fields = Fields::new();
        fields.set("a", "x").set("b", "y");
        assert_eq!(SameName::from_fields(&fields), Ok(None));
    }
}
