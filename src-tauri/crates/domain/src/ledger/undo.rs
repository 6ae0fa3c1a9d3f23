//! What a person can undo and redo, read from the entries themselves, so that it survives a
//! restart. Whether the rows still allow it is decided where the rows are.

use std::collections::HashMap;

use super::Operation;
use crate::kernel::EntryId;

/// One entry of one person and writer, as far as undoing is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The entry.
    pub entry: EntryId,
    /// What it does.
    pub operation: Operation,
    /// The entry it undoes or redoes.
    pub undoes: Option<EntryId>,
}

/// The entries that can be undone and redone; the last of each list comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stacks {
    /// To be undone.
    pub undo: Vec<EntryId>,
    /// Undo entries, to be undone in their turn.
    pub redo: Vec<EntryId>,
}

/// Reads the stacks from a person's entries in the order of their numbers. A new action of any
/// sort ends what could be redone.
pub fn stacks(steps: &[Step]) -> Stacks {
    let mut stacks = Stacks::default();
    for step in steps {
        match step.operation {
            Operation::Undo => {
                stacks.undo.retain(|entry| Some(entry) != step.undoes.as_ref());
                stacks.redo.push(step.entry.clone());
            }
            Operation::Redo => {
                stacks.redo.retain(|entry| Some(entry) != step.undoes.as_ref());
                stacks.undo.push(step.entry.clone());
            }
            operation => {
                stacks.redo.clear();
                if operation.is_undoable() {
                    stacks.undo.push(step.entry.clone());
                }
            }
        }
    }
    stacks
}

/// The action at the bottom of a chain of undo and redo entries: what the button names.
pub fn origin<'a>(steps: &'a [Step], entry: &EntryId) -> Option<&'a Step> {
    let by_id: HashMap<&EntryId, &Step> = steps.iter().map(|step| (&step.entry, step)).collect();
    let mut step = *by_id.get(entry)?;
    // An entry undoes an earlier one, so the chain is no longer than the list.
    for _ in 0..steps.len() {
        match step.undoes.as_ref().and_then(|undone| by_id.get(undone)) {
            Some(before) => step = before,
            None => break,
        }
    }
    Some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps as words: `fill`, `submit`, `undo 1`, `redo 2`; entries are numbered from 1.
    fn steps(words: &str) -> Vec<Step> {
        words
            .split(", ")
            .zip(1..)
            .map(|(word, number)| {
                let mut parts = word.split(' ');
                Step {
                    entry: EntryId::new(number.to_string()),
                    operation: parts.next().unwrap().parse().unwrap(),
                    undoes: parts.next().map(EntryId::new),
                }
            })
            .collect()
    }

    #[test]
    fn stacks_follow_the_entries() {
        let cases = [
            ("fill", "1", ""),
            ("fill, paste", "1 2", ""),
            ("fill, paste, undo 2", "1", "3"),
            ("fill, paste, undo 2, undo 1", "", "3 4"),
            ("fill, paste, undo 2, undo 1, redo 4", "5", "3"),
            ("fill, paste, undo 2, undo 1, redo 4, redo 3", "5 6", ""),
            ("fill, undo 1, redo 2, undo 3", "", "4"),
            ("fill, undo 1, fill", "3", ""),
            ("fill, submit", "1", ""),
            ("fill, undo 1, submit", "", ""),
        ];
        for (words, undo, redo) in cases {
            let stacks = stacks(&steps(words));
            let text = |list: &[EntryId]| list.iter().map(EntryId::as_str).collect::<Vec<_>>().join(" ");
            assert_eq!((text(&stacks.undo), text(&stacks.redo)), (undo.into(), redo.into()), "after {words}");
        }
    }

    #[test]
    fn a_chain_names_the_action_it_began_with() {
        let steps = steps("paste, undo 1, redo 2, undo 3");
        for entry in ["1", "2", "3", "4"] {
            let found = origin(&steps, &entry.into()).map(|step| step.operation);
            assert_eq!(found, Some(Operation::Paste), "entry {entry} is about the paste");
        }
        assert_eq!(origin(&steps, &"9".into()), None, "an unknown entry has none");
    }
}
