//! Generated sentences as a person put them. Figures stay figures: an edit holds words and, between them, which figure
//! stands there, never what it was; when data change the figures are set anew and the words stay letter by letter. What
//! the program says today is held against what it said when the sentence was put differently: where its words have
//! changed since, the person's may no longer be true, and a check says so.

use std::collections::HashMap;

use super::content::{Block, FigureRef, Run, Sentence, first_figures};
use super::table::Table;
use crate::kernel::Problem;

/// Stands where a figure is not there any more.
const GONE: &str = "〔无此数〕";
/// Stands for a figure among the words of a sentence.
const FIGURE: char = '□';

/// A sentence as a person put it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The key of the generated sentence.
    pub sentence: String,
    /// The words of the generated sentence when it was put differently.
    pub basis: String,
    /// Words and figures. What a figure's text says here does not count.
    pub runs: Vec<Run>,
}

/// Gives the generated paragraphs of a section their names: by the headings they stand under, the target they speak of,
/// and their place among those of the same. They stay when data change and other sentences come or go.
pub(super) fn named(section: &str, blocks: Vec<Block>) -> Vec<Block> {
    let (mut under, mut counted) = (String::new(), HashMap::new());
    let name = |block| match block {
        Block::Heading { level, text } => {
            // Without its number, which other headings change.
            under = text.trim_start_matches(|c| c != '）' && c != '.').to_owned();
            Block::Heading { level, text }
        }
        Block::Paragraph { runs, rules, .. } => {
            let figures = || runs.iter().filter_map(|run| run.figure.as_ref());
            let target = figures().find_map(|figure| figure.target.as_ref());
            let of = target.map_or("", |target| target.as_str());
            let key = format!("{section}|{under}|{of}");
            let number = counted.entry(key.clone()).or_insert(0);
            *number += 1;
            let sentence = Sentence { key: format!("{key}|{number}"), basis: words(&runs), generated: None };
            Block::Paragraph { runs, rules, sentence: Some(sentence) }
        }
    };
    blocks.into_iter().map(name).collect()
}

/// The words of a sentence, with a sign where a figure stands.
fn words(runs: &[Run]) -> String {
    let mut words = String::new();
    for run in runs {
        match &run.figure {
            Some(_) => words.push(FIGURE),
            None => words.push_str(&run.text),
        }
    }
    words
}

/// Puts sentences as a person put them, their figures set anew; and what has to be looked at before issue.
pub(super) fn put(blocks: &mut [Block], annexes: &[Table], edits: &[Edit]) -> Vec<Problem> {
    if edits.is_empty() {
        return Vec::new();
    }
    let owned = |(figure, text): (&FigureRef, &str)| (figure.clone(), text.to_owned());
    let known: HashMap<FigureRef, String> = first_figures(blocks, annexes).into_iter().map(owned).collect();
    let mut problems = Vec::new();
    for edit in edits {
        let found = blocks.iter_mut().find_map(|block| match block {
            Block::Paragraph { runs, sentence: Some(sentence), .. } if sentence.key == edit.sentence => {
                Some((runs, sentence))
            }
            _ => None,
        });
        let Some((runs, sentence)) = found else {
            problems.push(Problem::query("bulletin.sentence_gone", place(edit)).with(words(&edit.runs)));
            continue;
        };
        if sentence.basis != edit.basis {
            let said: String = runs.iter().map(|run| run.text.as_str()).collect();
            problems.push(Problem::query("bulletin.sentence_changed", place(edit)).with(said));
        }
        let own = |figure: &FigureRef| runs.iter().find(|run| run.figure.as_ref() == Some(figure));
        let anew = |run: &Run| match &run.figure {
            None => run.clone(),
            Some(figure) => {
                let text = own(figure).map(|run| &run.text).or_else(|| known.get(figure));
                Run::figure(text.map_or(GONE, String::as_str), figure.clone())
            }
        };
        let put: Vec<Run> = edit.runs.iter().map(anew).collect();
        let gone = put.iter().filter(|run| run.figure.is_some() && run.text == GONE);
        let names: Vec<&str> = gone.filter_map(|run| Some(run.figure.as_ref()?.figure.word())).collect();
        if !names.is_empty() {
            problems.push(Problem::error("bulletin.figure_gone", place(edit)).with(names.join("、")));
        }
        sentence.generated = Some(std::mem::replace(runs, put));
    }
    problems
}

/// Where a check leads.
fn place(edit: &Edit) -> String {
    format!("sentence:{}", edit.sentence)
}
