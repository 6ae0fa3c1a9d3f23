//! A sentence while it is being said: words and figures in turn.

use super::super::content::{FigureRef, Run};

/// Words and figures.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Line {
    runs: Vec<Run>,
}

impl Line {
    /// Nothing said yet.
    pub(in super::super) fn new() -> Self {
        Self::default()
    }

    /// Says words.
    pub(in super::super) fn say(&mut self, words: impl AsRef<str>) -> &mut Self {
        match self.runs.last_mut() {
            Some(last) if last.figure.is_none() => last.text.push_str(words.as_ref()),
            _ if words.as_ref().is_empty() => {}
            _ => self.runs.push(Run::words(words.as_ref())),
        }
        self
    }

    /// Shows a figure.
    pub(in super::super) fn show(&mut self, text: impl Into<String>, figure: FigureRef) -> &mut Self {
        self.runs.push(Run::figure(text, figure));
        self
    }

    /// Goes on with another sentence.
    pub(in super::super) fn and(&mut self, other: Self) -> &mut Self {
        for run in other.runs {
            if run.figure.is_some() {
                self.runs.push(run);
            } else {
                self.say(run.text);
            }
        }
        self
    }

    /// Whether nothing has been said.
    pub(in super::super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The pieces.
    pub(in super::super) fn runs(self) -> Vec<Run> {
        self.runs
    }
}
