//! Ids that nobody made before.

/// 100 random bits as 20 characters of `a-z2-7`. None where the system gives no randomness.
pub fn fresh_id() -> Option<String> {
    let mut bytes = [0_u8; 20];
    getrandom::fill(&mut bytes).ok()?;
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    Some(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}
