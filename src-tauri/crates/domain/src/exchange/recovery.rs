//! The recovery key: sixteen random bytes that stand on paper, and the key they make. Sealed backups open with it when
//! nobody knows the passphrase any more.

use std::fmt;
use std::str::FromStr;

use super::PublicKey;
use crate::kernel::{FieldError, Fields};

/// How many groups the code has.
const GROUPS: usize = 8;

/// How many digits a group has.
const DIGITS: usize = 6;

/// Each group is a multiple of it: one wrong digit, or two neighbours exchanged, never make another.
const CHECK: u32 = 11;

/// What stands on the paper: eight groups of six digits, typed with the number keys. Each group is checked by itself,
/// so that the one with the slip can be named.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; 2 * GROUPS]);

/// Why digits are no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// So many digits, and no others, make a code; there were as many.
    Length {
        /// How many there were.
        found: usize,
    },
    /// The group of this number, the first is 1, is not one.
    Group(usize),
}

impl RecoveryCode {
    /// How many digits a code has.
    pub const LENGTH: usize = GROUPS * DIGITS;

    /// The code of these bytes.
    pub fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The groups as they are printed.
    pub fn groups(&self) -> Vec<String> {
        let number = |pair: &[u8]| pair.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
        self.0.chunks(2).map(|pair| format!("{:06}", number(pair) * CHECK)).collect()
    }

    /// Whether a text is meant as a code: nothing but digits between spaces and dashes, about as many.
    pub fn is_meant(text: &str) -> bool {
        let digits = digits_of(text);
        digits.is_some_and(|digits| digits.len() > Self::LENGTH - 2 * DIGITS)
    }
}

/// The digits of a text that holds nothing else but what people put between them.
fn digits_of(text: &str) -> Option<Vec<u32>> {
    let between = |c: &char| !(c.is_whitespace() || matches!(c, '-' | '—' | '－'));
    text.chars().filter(between).map(|c| c.to_digit(10)).collect()
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups().join("-"))
    }
}

impl FromStr for RecoveryCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let digits = digits_of(text).ok_or(CodeError::Length { found: 0 })?;
        if digits.len() != Self::LENGTH {
            return Err(CodeError::Length { found: digits.len() });
        }
        let mut bytes = [0; 2 * GROUPS];
        for (at, (group, pair)) in digits.chunks(DIGITS).zip(bytes.chunks_mut(2)).enumerate() {
            let number = group.iter().fold(0, |sum, digit| sum * 10 + digit);
            let held = u16::try_from(number / CHECK).ok().filter(|_| number % CHECK == 0);
            pair.copy_from_slice(&held.ok_or(CodeError::Group(at + 1))?.to_be_bytes());
        }
        Ok(Self(bytes))
    }
}

/// The recovery key of a ledger: what its sealed backups are made for besides the passphrase. Only the paper opens them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The public half of the key on the paper.
    pub key: PublicKey,
    /// Whether the copies that are made by themselves are sealed too.
    pub automatic: bool,
}

impl Recovery {
    /// The group of settings it is: the key of its row.
    pub const GROUP: &'static str = "recovery";

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set("key", self.key);
        if self.automatic {
            fields.set("automatic", "sealed");
        }
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self { key: fields.parse("key")?, automatic: fields.get("automatic") == Some("sealed") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> RecoveryCode {
        RecoveryCode::new([0, 0, 0, 1, 0x30, 0x39, 0xff, 0xff, 7, 7, 200, 1, 90, 90, 0x80, 0])
    }

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let text = code().to_string();
        assert_eq!(text, "000000-000011-135795-720885-019789-563211-254430-360448");
        for typed in [text.clone(), text.replace('-', " "), text.replace('-', ""), format!(" {text}\n")] {
            assert!(RecoveryCode::is_meant(&typed), "{typed:?} looks like a code");
            assert_eq!(typed.parse(), Ok(code()), "{typed:?} is that code");
        }
        for word in ["二〇二二年六月的口令", "138-0000-0000", "correct horse", ""] {
            assert!(!RecoveryCode::is_meant(word), "{word:?} is a passphrase");
        }
    }

    #[test]
    fn every_slip_of_one_digit_or_of_two_neighbours_names_its_group() {
        let digits: Vec<char> = code().to_string().replace('-', "").chars().collect();
        for at in 0..digits.len() {
            for other in ('0'..='9').filter(|other| *other != digits[at]) {
                let mut slipped = digits.clone();
                slipped[at] = other;
                let text: String = slipped.into_iter().collect();
                assert_eq!(text.parse::<RecoveryCode>(), Err(CodeError::Group(at / 6 + 1)), "{text}");
            }
            let mut slipped = digits.clone();
            if at % 6 != 5 && slipped[at] != slipped[at + 1] {
                slipped.swap(at, at + 1);
                let text: String = slipped.into_iter().collect();
                assert_eq!(text.parse::<RecoveryCode>(), Err(CodeError::Group(at / 6 + 1)), "{text}");
            }
        }
        let short: String = digits[1..].iter().collect();
        assert_eq!(
            short.parse::<RecoveryCode>(),
            Err(CodeError::Length { found: 47 }),
            "a digit is left out"
        );
        assert!("999999".repeat(8).parse::<RecoveryCode>().is_err(), "no group is so large");
    }
}
