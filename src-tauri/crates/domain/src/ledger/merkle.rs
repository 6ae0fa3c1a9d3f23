//! The tree over an entry's rows, so that some rows can be proven without the others. The shape is
//! that of RFC 6962: a node without a neighbour is carried up as it is.

use super::Digest;

const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];
const EMPTY: &[u8] = &[2];

/// The leaf of some bytes.
pub(super) fn leaf(bytes: &[u8]) -> Digest {
    Digest::of_parts(&[LEAF, bytes])
}

fn node(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[NODE, left.as_bytes(), right.as_bytes()])
}

/// All levels of the tree, from the leaves to the root.
#[derive(Clone, Debug)]
pub struct RowTree {
    levels: Vec<Vec<Digest>>,
}

impl RowTree {
    /// Builds the tree over row digests in the order of their positions.
    pub fn of(leaves: Vec<Digest>) -> Self {
        let mut levels = vec![leaves];
        while let Some(level) = levels.last().filter(|level| level.len() > 1) {
            let above = level
                .chunks(2)
                .map(|pair| match pair {
                    [left, right] => node(left, right),
                    alone => alone[0],
                })
                .collect();
            levels.push(above);
        }
        Self { levels }
    }

    /// The root; an entry without rows has one too.
    pub fn root(&self) -> Digest {
        self.levels.last().and_then(|level| level.first()).copied().unwrap_or_else(|| Digest::of(EMPTY))
    }

    /// The neighbours on the way from a leaf to the root, for [`proves`].
    pub fn proof(&self, position: u32) -> Vec<Digest> {
        let mut at = position as usize;
        let mut neighbours = Vec::new();
        for level in &self.levels {
            neighbours.extend(level.get(at ^ 1).filter(|_| level.len() > 1));
            at /= 2;
        }
        neighbours
    }
}

/// Whether `proof` shows that `leaf` stands at `position` among `count` rows under `root`.
pub fn proves(root: &Digest, count: u32, position: u32, leaf: &Digest, proof: &[Digest]) -> bool {
    if position >= count {
        return false;
    }
    let (mut at, mut width, mut top) = (position, count, *leaf);
    let mut neighbours = proof.iter();
    while width > 1 {
        if at ^ 1 < width {
            let Some(neighbour) = neighbours.next() else { return false };
            top = if at % 2 == 0 { node(&top, neighbour) } else { node(neighbour, &top) };
        }
        at /= 2;
        width = width.div_ceil(2);
    }
    neighbours.next().is_none() && top == *root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(count: u32) -> Vec<Digest> {
        (0..count).map(|i| leaf(&i.to_be_bytes())).collect()
    }

    #[test]
    fn every_row_of_every_size_is_proven_and_nothing_else() {
        for count in 1..=33 {
            let tree = RowTree::of(leaves(count));
            for position in 0..count {
                let proof = tree.proof(position);
                let own = leaf(&position.to_be_bytes());
                assert!(proves(&tree.root(), count, position, &own, &proof), "row {position} of {count}");
                assert!(
                    !proves(&tree.root(), count, position, &leaf(b"x"), &proof),
                    "another row is not proven"
                );
                for other in (0..=count).filter(|other| *other != position) {
                    assert!(
                        !proves(&tree.root(), count, other, &own, &proof),
                        "{position} is not at {other}"
                    );
                }
                let mut long = proof.clone();
                long.push(own);
                assert!(!proves(&tree.root(), count, position, &own, &long), "nothing may be left over");
            }
        }
    }

    #[test]
    fn shape_is_that_of_rfc_6962() {
        let l = leaves(5);
        let left = node(&node(&l[0], &l[1]), &node(&l[2], &l[3]));
        assert_eq!(RowTree::of(l.clone()).root(), node(&left, &l[4]), "the lone fifth is carried up");
        assert_eq!(RowTree::of(Vec::new()).root(), Digest::of(&[2]), "no rows have a root of their own");
        assert_ne!(leaf(b""), RowTree::of(Vec::new()).root(), "an empty row is not an empty tree");
    }

    #[test]
    fn a_node_is_never_a_leaf() {
        let l = leaves(2);
        let mut bytes = l[0].as_bytes().to_vec();
        bytes.extend(l[1].as_bytes());
        assert_ne!(RowTree::of(l).root(), leaf(&bytes), "levels are told apart by their first byte");
    }
}
