//! A public key as it stands in packages and ledgers: a point of SM2's curve, compressed. Whether a
//! signature is its own is asked of `formats`.

use std::fmt;
use std::str::FromStr;

use crate::kernel::FieldError;
use crate::ledger::Digest;

const BYTES: usize = 33;

/// A public key; as text 66 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; BYTES]);

impl PublicKey {
    /// Takes 33 bytes; anything else is no key.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; BYTES] {
        &self.0
    }

    /// What is read over the telephone to compare keys: 24 decimal digits of the key's SM3, in fours.
    pub fn fingerprint(&self) -> String {
        let digest = Digest::of(&self.0);
        let head = digest.as_bytes().iter().take(16).fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
        let digits = format!("{:024}", head % 10_u128.pow(24));
        let fours: Vec<&str> = (0..6).filter_map(|at| digits.get(at * 4..at * 4 + 4)).collect();
        fours.join(" ")
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl FromStr for PublicKey {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let unreadable = || FieldError::Unreadable { name: "PublicKey".to_owned(), text: text.to_owned() };
        if text.len() != BYTES * 2 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(unreadable());
        }
        let mut bytes = [0; BYTES];
        for (at, byte) in bytes.iter_mut().enumerate() {
            let pair = text.get(at * 2..at * 2 + 2).ok_or_else(unreadable)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| unreadable())?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_has_one_fingerprint() {
        let key = PublicKey::from_slice(&[7; 33]).unwrap();
        assert_eq!(key.to_string().parse(), Ok(key), "the text comes back");
        let other = PublicKey::from_slice(&[8; 33]).unwrap();
        assert_ne!(key.fingerprint(), other.fingerprint(), "another key reads otherwise");
        assert!(
            key.fingerprint()
                .split(' ')
                .all(|four| four.len() == 4 && four.bytes().all(|b| b.is_ascii_digit())),
            "six groups of four digits: {}",
            key.fingerprint()
        );
        for wrong in ["", "07", &"0G".repeat(33), &"0A".repeat(33), &"07".repeat(34)] {
            assert!(wrong.parse::<PublicKey>().is_err(), "{wrong:?} is no key");
        }
    }
}
