//! The sections of a bulletin (domain guide §5.5), each a list of paragraphs without its heading.

mod praise;
mod progress;
mod requirements;
mod shortfalls;

pub(super) use praise::praise;
pub(super) use progress::progress;
pub(super) use requirements::{own_words, requirements};
pub(super) use shortfalls::{corrected, corrected_figure, corrections, shortfalls, summary};

use super::content::{Block, FiredRule};
use super::wording::Line;

/// A paragraph for whose words no rule had to fire.
fn paragraph(line: Line) -> Block {
    Block::paragraph(line.runs())
}

/// A paragraph with the rules that fired for it.
fn by_rule(line: Line, rules: Vec<FiredRule>) -> Block {
    Block::Paragraph { runs: line.runs(), rules, sentence: None }
}
