//! The tree over an entry's rows, so that some rows can be proven without the others. The shape is
//! that of RFC 6962: a node without a neighbour is carried up as it is. The proofs of several rows have
//! much in common: together they need only the nodes that do not follow from those rows.

use std::collections::BTreeMap;

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

/// A place in the tree: the level, counted from the leaves, and the place in it.
type Place = (u32, u32);

/// The neighbours on the way from a leaf to the root of a tree over `count` rows.
fn neighbours(count: u32, position: u32) -> impl Iterator<Item = Place> {
    let (mut level, mut at, mut width) = (0, position, count);
    std::iter::from_fn(move || {
        while width > 1 {
            let place = (level, at ^ 1);
            let is_there = place.1 < width;
            (level, at, width) = (level + 1, at / 2, width.div_ceil(2));
            if is_there {
                return Some(place);
            }
        }
        None
    })
}

/// The nodes that rows at these positions need beside themselves to be proven, from below and from the left.
fn needed(count: u32, positions: impl Iterator<Item = u32>) -> Vec<Place> {
    let (mut level, mut known, mut width): (u32, Vec<u32>, u32) = (0, positions.collect(), count);
    let mut nodes = Vec::new();
    while width > 1 {
        let beside = known.iter().map(|at| at ^ 1);
        let is_needed = |at: &u32| *at < width && known.binary_search(at).is_err();
        nodes.extend(beside.filter(is_needed).map(|at| (level, at)));
        known.iter_mut().for_each(|at| *at /= 2);
        known.dedup();
        (level, width) = (level + 1, width.div_ceil(2));
    }
    nodes
}

/// The proofs of some rows, given by their positions, as one: what follows from the rows is left out.
pub(super) fn join(count: u32, proofs: &[(u32, &[Digest])]) -> Vec<Digest> {
    let nodes = proofs.iter().flat_map(|(at, proof)| neighbours(count, *at).zip(proof.iter()));
    let nodes: BTreeMap<Place, &Digest> = nodes.collect();
    let needed = needed(count, proofs.iter().map(|(at, _)| *at));
    needed.iter().filter_map(|place| nodes.get(place).copied().copied()).collect()
}

/// The proof of each row again, of rows given by their positions and leaves, ascending. None: it is no proof of them.
pub(super) fn part(count: u32, rows: &[(u32, Digest)], joint: &[Digest]) -> Option<Vec<Vec<Digest>>> {
    let is_ascending = rows.is_sorted_by(|a, b| a.0 < b.0);
    if !is_ascending || rows.last().is_some_and(|(at, _)| *at >= count) {
        return None;
    }
    let places = needed(count, rows.iter().map(|(at, _)| *at));
    if places.len() != joint.len() {
        return None;
    }
    let mut nodes: BTreeMap<Place, Digest> = places.into_iter().zip(joint.iter().copied()).collect();
    let mut known: Vec<(u32, Digest)> = rows.to_vec();
    let (mut level, mut width) = (0, count);
    while width > 1 {
        nodes.extend(known.iter().map(|(at, digest)| ((level, *at), *digest)));
        known.dedup_by_key(|(at, _)| *at / 2);
        for (at, digest) in &mut known {
            let of = |place| nodes.get(&(level, place)).copied();
            let left = *at & !1;
            *digest = if left + 1 < width { node(&of(left)?, &of(left + 1)?) } else { of(left)? };
            *at /= 2;
        }
        (level, width) = (level + 1, width.div_ceil(2));
    }
    let proof =
        |(at, _): &(u32, Digest)| neighbours(count, *at).map(|place| nodes.get(&place).copied()).collect();
    rows.iter().map(proof).collect()
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
    fn proofs_of_any_rows_are_joined_and_parted() {
        for count in 1..=9_u32 {
            let leaves = leaves(count);
            let tree = RowTree::of(leaves.clone());
            for chosen in 0..1_u32 << count {
                let positions: Vec<u32> = (0..count).filter(|at| chosen >> at & 1 == 1).collect();
                let proofs: Vec<Vec<Digest>> = positions.iter().map(|at| tree.proof(*at)).collect();
                let all: Vec<(u32, &[Digest])> =
                    positions.iter().copied().zip(proofs.iter().map(Vec::as_slice)).collect();
                let joint = join(count, &all);
                let rows: Vec<(u32, Digest)> =
                    positions.iter().map(|at| (*at, leaves[*at as usize])).collect();
                assert_eq!(part(count, &rows, &joint), Some(proofs.clone()), "{positions:?} of {count}");
                let apart: usize = proofs.iter().map(Vec::len).sum();
                assert!(joint.len() <= apart, "{positions:?} of {count}: together they need no more");
                assert_eq!(
                    part(count, &rows, &[joint.as_slice(), &leaves[..1]].concat()),
                    None,
                    "one too many"
                );
            }
        }
        let beyond = [(3, leaves(4)[3])];
        assert_eq!(part(3, &beyond, &leaves(2)), None, "no row stands behind the last");
        assert_eq!(part(3, &[(1, leaf(b"")), (1, leaf(b""))], &leaves(2)), None, "nor two at one place");
    }

    #[test]
    fn rows_that_stand_together_need_few_nodes() {
        let tree = RowTree::of(leaves(150_000));
        let proofs: Vec<Vec<Digest>> = (70_500..71_000).map(|at| tree.proof(at)).collect();
        let all: Vec<(u32, &[Digest])> = (70_500..).zip(proofs.iter().map(Vec::as_slice)).collect();
        assert!(join(150_000, &all).len() < 2 * 18, "no more than the two edges of the block");
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
