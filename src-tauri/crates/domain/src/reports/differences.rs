//! What two compositions of one report say differently, figure by figure: which figure it is follows from what it
//! shows, so that words that moved or a line that changed its place are no difference.

use std::collections::HashMap;

use super::content::{Bulletin, FigureRef, first_figures};

/// A figure that reads otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which one.
    pub figure: FigureRef,
    /// What it was; none: it was not there.
    pub was: Option<String>,
    /// What it is; none: it is not there any more.
    pub now: Option<String>,
}

/// The figures that read otherwise, in the order of the text and its annexes; new ones stand last.
pub fn differences(then: &Bulletin, now: &Bulletin) -> Vec<Difference> {
    let before = first_figures(&then.blocks, &then.annexes);
    let after = first_figures(&now.blocks, &now.annexes);
    let said: HashMap<&FigureRef, &str> = after.iter().copied().collect();
    let known: HashMap<&FigureRef, &str> = before.iter().copied().collect();
    let changed = before.iter().filter_map(|(figure, then)| {
        let now = said.get(figure).copied();
        let difference = || Difference {
            figure: (*figure).clone(),
            was: Some((*then).to_owned()),
            now: now.map(str::to_owned),
        };
        (now != Some(then)).then(difference)
    });
    let new = after.iter().filter(|(figure, _)| !known.contains_key(figure)).map(|(figure, now)| {
        Difference { figure: (*figure).clone(), was: None, now: Some((*now).to_owned()) }
    });
    changed.chain(new).collect()
}
