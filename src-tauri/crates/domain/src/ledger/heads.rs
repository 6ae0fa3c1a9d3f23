//! What is current, as a function of a set of rows. This is the meaning; `store` answers the same
//! from tables, and tests hold the two together.
//!
//! A row is a head unless a row of the same kind and key that is held names it. A row that names a
//! row of another thing does not take its place. One head is the current version; several that say
//! the same are no conflict; several that differ are one, until a row replaces them all.

use std::collections::{BTreeMap, BTreeSet};

use super::digest::Hasher;
use super::{Digest, Row, RowKind, RowRef};

/// What a row is a version of.
pub type Key = (RowKind, String);

/// The heads of every key, each list in the order of its references.
pub fn heads<'a>(rows: &'a BTreeMap<RowRef, Row>) -> BTreeMap<Key, Vec<(&'a RowRef, &'a Row)>> {
    let replaced: BTreeSet<&RowRef> = rows
        .values()
        .flat_map(|row| row.replaces.iter().map(move |at| (row, at)))
        .filter(|(row, at)| rows.get(at).is_some_and(|old| old.kind == row.kind && old.key == row.key))
        .map(|(_, at)| at)
        .collect();
    let mut heads: BTreeMap<Key, Vec<(&'a RowRef, &'a Row)>> = BTreeMap::new();
    for (at, row) in rows.iter().filter(|(at, _)| !replaced.contains(at)) {
        heads.entry((row.kind, row.key.clone())).or_default().push((at, row));
    }
    heads
}

/// Whether the heads of one key say different things.
pub fn are_in_conflict<'a>(heads: impl IntoIterator<Item = &'a Row>) -> bool {
    let mut heads = heads.into_iter();
    heads.next().is_some_and(|first| heads.any(|other| !first.says_the_same(other)))
}

/// The digest of everything that is current, for comparing two ledgers that hold the same facts.
pub fn state_digest(rows: &BTreeMap<RowRef, Row>) -> Digest {
    let mut hasher = StateHasher::new();
    let heads = heads(rows);
    let mut sorted: Vec<_> = heads.into_iter().collect();
    sorted.sort_by(|((a, a_key), _), ((b, b_key), _)| (a.code(), a_key).cmp(&(b.code(), b_key)));
    for (at, row) in sorted.iter().flat_map(|(_, heads)| heads) {
        hasher.head(at, &row.content_text());
    }
    hasher.finish()
}

/// Makes the state digest from heads given in the order of kind code, key and reference.
pub struct StateHasher(Hasher);

impl StateHasher {
    /// Begins.
    #[expect(clippy::new_without_default, reason = "an empty state is begun, not defaulted")]
    pub fn new() -> Self {
        let mut hasher = Hasher::default();
        hasher.update(b"dz-state/1\n");
        Self(hasher)
    }

    /// Adds a head: where it stands and what it says.
    pub fn head(&mut self, at: &RowRef, content_text: &str) {
        self.0.update(format!("head {at}\n").as_bytes());
        self.0.update(content_text.as_bytes());
    }

    /// Ends.
    pub fn finish(self) -> Digest {
        self.0.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rows: &[(&str, &str, &str, &[&str])]) -> BTreeMap<RowRef, Row> {
        rows.iter()
            .map(|(at, key, says, replaces)| {
                let row = Row {
                    kind: RowKind::Target,
                    key: (*key).into(),
                    replaces: replaces.iter().map(|at| at.parse().unwrap()).collect(),
                    content: [("value".to_owned(), (*says).to_owned())].into_iter().collect(),
                    retracted: false,
                };
                (at.parse().unwrap(), row)
            })
            .collect()
    }

    fn check(rows: &[(&str, &str, &str, &[&str])], expected: &[&str], conflict: bool, why: &str) {
        let rows = set(rows);
        let heads = heads(&rows);
        let of_k = heads.get(&(RowKind::Target, "k".into())).cloned().unwrap_or_default();
        let at: Vec<String> = of_k.iter().map(|(at, _)| at.to_string()).collect();
        assert_eq!(at, expected, "heads: {why}");
        assert_eq!(are_in_conflict(of_k.iter().map(|(_, row)| *row)), conflict, "conflict: {why}");
    }

    #[test]
    fn heads_and_conflicts() {
        let first = ("a:1:0", "k", "1", [].as_slice());
        let second = ("a:2:0", "k", "2", ["a:1:0"].as_slice());
        let other = ("b:1:0", "k", "3", ["a:1:0"].as_slice());
        let same = ("c:1:0", "k", "3", ["a:1:0"].as_slice());
        check(&[], &[], false, "nothing is said");
        check(&[first], &["a:1:0"], false, "the first version");
        check(&[first, second], &["a:2:0"], false, "replaced by the second");
        check(&[second], &["a:2:0"], false, "the replaced one is not held");
        check(&[first, second, other], &["a:2:0", "b:1:0"], true, "two at once");
        check(&[first, other, same], &["b:1:0", "c:1:0"], false, "two that say the same");
        check(
            &[first, second, other, ("a:3:0", "k", "3", &["a:2:0", "b:1:0"])],
            &["a:3:0"],
            false,
            "one row replaces both",
        );
        check(
            &[first, ("b:2:0", "another", "9", &["a:1:0"])],
            &["a:1:0"],
            false,
            "a row of another thing replaces nothing",
        );
    }

    #[test]
    fn state_digest_sees_the_heads_and_only_them() {
        let old = ("a:1:0", "k", "1", [].as_slice());
        let new = ("a:2:0", "k", "2", ["a:1:0"].as_slice());
        let digest = state_digest(&set(&[old, new]));
        assert_eq!(digest, state_digest(&set(&[new])), "what was replaced does not count");
        assert_ne!(digest, state_digest(&set(&[old])), "another head is another state");
        assert_ne!(digest, state_digest(&set(&[])), "nothing is another state");
    }
}
