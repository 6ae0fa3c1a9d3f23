//! Indicators by their names, as heads and rows of tables write them.

use std::collections::HashMap;

use crate::kernel::IndicatorId;
use crate::programmes::Indicator;
use crate::workbooks::words::split_bracket;

/// Indicators by their names.
pub(super) struct Names<'a> {
    exact: HashMap<String, &'a IndicatorId>,
    all: Vec<(String, &'a IndicatorId)>,
}

impl<'a> Names<'a> {
    pub(super) fn new(indicators: &[&'a Indicator]) -> Self {
        let all: Vec<(String, &IndicatorId)> =
            indicators.iter().map(|indicator| (bare(&indicator.name), &indicator.id)).collect();
        Self { exact: all.iter().cloned().collect(), all }
    }

    /// Whether words are the very name of an indicator.
    pub(super) fn is_name(&self, text: &str) -> bool {
        self.exact.contains_key(&bare(text))
    }

    /// The indicator of some words, and whether it is a guess.
    pub(super) fn find(&self, text: &str) -> Option<(IndicatorId, bool)> {
        let text = bare(text);
        if let Some(id) = self.exact.get(&text) {
            return Some(((*id).clone(), false));
        }
        let text = core(&text);
        let length = text.chars().count();
        if length < 3 {
            return None;
        }
        let like = |name: &str| {
            let name = core(name);
            let own = name.chars().count();
            (name.contains(&text) && length * 2 >= own)
                || (text.contains(&name) && own * 2 >= length && own >= 3)
        };
        let mut found = self.all.iter().filter(|(name, _)| like(name));
        match (found.next(), found.next()) {
            (Some((_, id)), None) => Some(((*id).clone(), true)),
            _ => None,
        }
    }
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
