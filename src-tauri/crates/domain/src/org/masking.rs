//! What of a person is shown to whoever did not ask for it, and that somebody asked. What is masked and what is masked
//! again are the same, so that data that went out masked comes in and goes out unchanged.

use crate::kernel::{Fields, PersonId};

/// A name: its first letter stays.
pub fn masked_name(name: &str) -> String {
    name.chars().enumerate().map(|(at, letter)| if at == 0 { letter } else { '*' }).collect()
}

/// A telephone number: of a long one the first three and the last four digits stay, of a short one the last two.
pub fn masked_phone(phone: &str) -> String {
    let counts = |sign: &char| sign.is_ascii_digit() || *sign == '*';
    let all = phone.chars().filter(counts).count();
    let (first, last) = if all >= 10 { (3, 4) } else { (0, all.min(2)) };
    let mut at = 0;
    let masked = |sign: char| {
        if !counts(&sign) {
            return sign;
        }
        at += 1;
        if at <= first || at > all - last { sign } else { '*' }
    };
    phone.chars().map(masked).collect()
}

/// Somebody was shown what is masked. It is a row of its own, so that each time stands in the log for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// An id made for it.
    pub id: String,
    /// Whose name and number; none: everybody's, in an export.
    pub of: Option<PersonId>,
}

/// What the key of such a row begins with.
const KEY: &str = "shown|";

impl Disclosure {
    /// The key of its row.
    pub fn key(&self) -> String {
        format!("{KEY}{}", self.id)
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set_opt("of", self.of.as_ref());
        fields
    }

    /// Reads a row; none: it is another sort of decision.
    pub fn of_row(key: &str, fields: &Fields) -> Option<Self> {
        let id = key.strip_prefix(KEY)?.to_owned();
        Some(Self { id, of: fields.get("of").map(PersonId::new) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_show_what_is_enough_to_know_one_has_the_right_one() {
        for (name, masked) in [("张某", "张*"), ("乌云其木格", "乌****"), ("李", "李"), ("", "")] {
            assert_eq!(masked_name(name), masked);
            assert_eq!(masked_name(masked), masked, "masked again it is the same");
        }
        for (phone, masked) in [
            ("13800001234", "138****1234"),
            ("0472-5550106", "047*-***0106"),
            ("+86 138 0000 1234", "+86 1** **** 1234"),
            ("5550106", "*****06"),
            ("555-0106转8", "***-***6转8"),
            ("1", "1"),
            ("", ""),
        ] {
            assert_eq!(masked_phone(phone), masked, "{phone}");
            assert_eq!(masked_phone(masked), masked, "{phone} masked again is the same");
        }
    }

    #[test]
    fn a_disclosure_is_read_back() {
        for of in [None, Some(PersonId::new("p1"))] {
            let shown = Disclosure { id: "s1".to_owned(), of };
            assert_eq!(Disclosure::of_row(&shown.key(), &shown.to_fields()), Some(shown));
        }
        assert_eq!(Disclosure::of_row("d1|0|3", &Fields::new()), None, "another decision");
    }
}
