//! Indicators by their names, as heads and rows of tables write them.

use std::collections::HashMap;

use crate::kernel::{IndicatorId, Uom};
use crate::programmes::Indicator;
use crate::workbooks::words::split_bracket;

/// Letters that words must share with a name to be taken for it.
const FEWEST_LETTERS: usize = 4;

/// Indicators by their names.
pub(super) struct Names<'a> {
    exact: HashMap<String, &'a IndicatorId>,
    all: Vec<Name<'a>>,
}

struct Name<'a> {
    core: String,
    indicator: &'a Indicator,
}

impl<'a> Names<'a> {
    pub(super) fn new(indicators: &[&'a Indicator]) -> Self {
        let name = |indicator: &&'a Indicator| Name { core: core(&bare(&indicator.name)), indicator };
        Self {
            exact: indicators.iter().map(|indicator| (bare(&indicator.name), &indicator.id)).collect(),
            all: indicators.iter().map(name).collect(),
        }
    }

    /// The indicator whose very name these words are.
    pub(super) fn named(&self, text: &str) -> Option<IndicatorId> {
        self.exact.get(&bare(text)).copied().cloned()
    }

    /// The indicator of some words, and whether it is a guess: the only one whose name holds them or is held by them,
    /// else the only one that has all their letters; of several the one whose figures may be in that unit of measure.
    pub(super) fn find(&self, text: &str, uom: Option<&Uom>) -> Option<(IndicatorId, bool)> {
        if let Some(id) = self.named(text) {
            return Some((id, false));
        }
        let text = core(&bare(text));
        let length = text.chars().count();
        let holds = |name: &str| {
            let own = name.chars().count();
            length >= 3
                && (name.contains(&text) && length * 2 >= own
                    || text.contains(name) && own * 2 >= length && own >= 3)
        };
        let has_letters = |name: &str| {
            let own = name.chars().count();
            length >= FEWEST_LETTERS && length * 2 >= own && has_all(name, &text)
        };
        let guess = match self.only(uom, &holds)? {
            Some(found) => Some(found),
            None => self.only(uom, &has_letters)?,
        };
        guess.map(|id| (id, true))
    }

    /// The indicator that a title is about: the only one of which the title has the greater part of the name in one
    /// piece.
    pub(super) fn in_title(&self, title: &str) -> Option<(IndicatorId, bool)> {
        let shared = self.all.iter().map(|name| (longest_shared(&name.core, title), name));
        let is_most = |(shared, name): &(usize, &Name<'_>)| {
            *shared >= FEWEST_LETTERS && shared * 5 >= name.core.chars().count() * 3
        };
        let found: Vec<(usize, &Name<'_>)> = shared.filter(is_most).collect();
        let most = found.iter().map(|(shared, _)| *shared).max()?;
        let mut closest = found.iter().filter(|(shared, _)| *shared == most);
        match (closest.next(), closest.next()) {
            (Some((_, name)), None) => Some((name.indicator.id.clone(), true)),
            _ => None,
        }
    }

    /// The only indicator whose name fits: none where there is none; nothing where there are several.
    fn only(&self, uom: Option<&Uom>, fits: &dyn Fn(&str) -> bool) -> Option<Option<IndicatorId>> {
        let mut found: Vec<&Indicator> =
            self.all.iter().filter(|name| fits(&name.core)).map(|name| name.indicator).collect();
        if let Some(uom) = uom.filter(|_| found.len() > 1) {
            found.retain(|indicator| uom.same_dimension(&indicator.uom));
        }
        match found.as_slice() {
            [] => Some(None),
            [one] => Some(Some(one.id.clone())),
            _ => None,
        }
    }
}

/// Whether a name has all letters of a text, each as often.
fn has_all(name: &str, text: &str) -> bool {
    let mut left: Vec<char> = name.chars().collect();
    text.chars().all(|letter| {
        let at = left.iter().position(|own| *own == letter);
        at.map(|at| left.swap_remove(at)).is_some()
    })
}

/// How many letters the longest piece has that stands in both.
fn longest_shared(name: &str, text: &str) -> usize {
    let starts = name.char_indices().map(|(at, _)| &name[at..]);
    let shared = |rest: &str| {
        let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8());
        ends.take_while(|end| text.contains(&rest[..*end])).count()
    };
    starts.map(shared).max().unwrap_or(0)
}

/// A name without the words that say only how far it has come: 污水治理完成村数 → 污水治理村数.
fn core(text: &str) -> String {
    ["累计", "实际", "完成"].iter().fold(text.to_owned(), |text, word| text.replace(word, ""))
}

/// A name without its unit of measure and without the ordinal before it: 1.改厕户数（户） → 改厕户数.
pub(super) fn bare(text: &str) -> String {
    let (name, _) = split_bracket(text);
    let name = name.trim_start_matches(|letter: char| {
        letter.is_ascii_digit() || "、.．()一二三四五六七八九十其中:".contains(letter)
    });
    name.to_owned()
}
