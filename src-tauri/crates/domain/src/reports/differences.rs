//! What two compositions of one report say differently, figure by figure: which figure it is follows from what it
//! shows, so that words that moved or a line that changed its place are no difference.

use std::collections::HashMap;

use super::content::{Block, Bulletin, FigureRef};

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
    let (before, after) = (figures(then), figures(now));
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

/// Each figure once, as it reads where it stands first: the text before the annexes.
fn figures(bulletin: &Bulletin) -> Vec<(&FigureRef, &str)> {
    let runs = bulletin.blocks.iter().flat_map(|block| match block {
        Block::Paragraph { runs, .. } => runs.as_slice(),
        Block::Heading { .. } => &[],
    });
    let of_text = runs.filter_map(|run| Some((run.figure.as_ref()?, run.text.as_str())));
    let cells = bulletin.annexes.iter().flat_map(|table| &table.rows).flatten();
    let of_annexes = cells.filter_map(|cell| Some((cell.figure.as_ref()?, cell.text.as_str())));
    let mut seen = HashMap::new();
    of_text.chain(of_annexes).filter(|(figure, _)| seen.insert(*figure, ()).is_none()).collect()
}
