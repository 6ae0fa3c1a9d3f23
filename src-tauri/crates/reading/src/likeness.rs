//! How alike two names are, by the pairs of characters they share. Suggestions only; a person decides.

use std::collections::BTreeSet;

use crate::repair::Repaired;

/// How alike an indicator's name and a passage are; 0: not at all. Traditional and simplified
/// characters count as the same.
pub fn likeness(name: &str, text: &str) -> usize {
    let pairs = |text: &str| -> BTreeSet<(char, char)> {
        let letters: Vec<char> =
            Repaired::new(text).chars.into_iter().filter(|c| c.is_alphanumeric()).collect();
        letters.iter().zip(letters.iter().skip(1)).map(|(a, b)| (*a, *b)).collect()
    };
    pairs(name).intersection(&pairs(text)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_passages() {
        for (name, text, expected) in [
            ("卫生厕所", "新建改造农村卫生厕所8.84万个", 3),
            ("衛生廁所", "新建改造农村卫生厕所8.84万个", 3),
            ("粮食产量", "卫生厕所", 0),
            ("", "卫生厕所", 0),
            ("厕", "厕所", 0),
        ] {
            assert_eq!(likeness(name, text), expected, "{name} in {text}");
        }
    }
}
