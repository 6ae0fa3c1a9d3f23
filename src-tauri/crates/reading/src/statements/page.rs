//! A text with everything found in it once: times, figures, cues. Sentences are cut to a length that
//! keeps the cost of looking around linear.

use std::ops::Range;

use crate::quantity::figure::{self, Figure, Token};
use crate::repair::Repaired;
use crate::segment::{clauses, sentences_of};
use crate::statements::cues::{self, CueHit};
use crate::times::{self, DocumentTime, Role, TimeMark};

/// The longest sentence that is read as one.
const LONGEST_SENTENCE: usize = 1200;
/// The longest clause.
const LONGEST_CLAUSE: usize = 160;

/// A text and what was found in it.
pub(crate) struct Page<'a> {
    /// The copy for matching.
    pub repaired: &'a Repaired,
    /// Its characters.
    pub text: &'a [char],
    /// Times, in order.
    pub times: Vec<TimeMark>,
    /// Figures, in order.
    pub figures: Vec<Figure>,
    /// Digits nobody can read, in order.
    pub damaged: Vec<Range<usize>>,
    /// Cues, in order.
    pub cues: Vec<CueHit>,
}

impl<'a> Page<'a> {
    /// Looks through a text.
    pub fn new(repaired: &'a Repaired, known: DocumentTime) -> Self {
        let text = repaired.chars.as_slice();
        let times = times::scan(text, 0..text.len(), known);
        let taken: Vec<Range<usize>> = times
            .iter()
            .filter(|mark| mark.role != Role::Duration || is_time_span(text, mark))
            .map(|mark| mark.range.clone())
            .collect();
        let mut figures = Vec::new();
        let mut damaged = Vec::new();
        for token in figure::scan(text, 0..text.len(), &taken) {
            match token {
                Token::Figure(figure) => figures.push(figure),
                Token::Damaged(range) => damaged.push(range),
            }
        }
        let cues = cues::scan(text);
        Self { repaired, text, times, figures, damaged, cues }
    }

    /// The times within a range.
    pub fn times_in(&self, range: &Range<usize>) -> &[TimeMark] {
        let from = self.times.partition_point(|mark| mark.range.end <= range.start);
        let to = self.times.partition_point(|mark| mark.range.start < range.end);
        self.times.get(from..to).unwrap_or_default()
    }

    /// The figures within a range, as places in the list.
    pub fn figures_in(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.figures.partition_point(|figure| figure.core.start < range.start);
        let to = self.figures.partition_point(|figure| figure.core.start < range.end);
        from..to.max(from)
    }

    /// The cues within a range.
    pub fn cues_in(&self, range: &Range<usize>) -> &[CueHit] {
        let from = self.cues.partition_point(|cue| cue.start < range.start);
        let to = self.cues.partition_point(|cue| cue.start < range.end);
        self.cues.get(from..to.max(from)).unwrap_or_default()
    }

    /// Whether digits that nobody can read stand within a range.
    pub fn is_damaged(&self, range: &Range<usize>) -> bool {
        let from = self.damaged.partition_point(|damage| damage.end <= range.start);
        self.damaged.get(from).is_some_and(|damage| damage.start < range.end)
    }

    /// The sentences of a line, none of them endless.
    pub fn sentences(&self, line: Range<usize>) -> Vec<Sentence> {
        let mut found = Vec::new();
        for range in sentences_of(self.text, line) {
            let all = self.clauses(range.clone());
            let mut rest = all.as_slice();
            while let Some(first) = rest.first() {
                let fits = rest
                    .iter()
                    .take_while(|clause| clause.end - first.start <= LONGEST_SENTENCE)
                    .count()
                    .max(1);
                let (some, more) = rest.split_at(fits.min(rest.len()));
                let end = if more.is_empty() {
                    range.end
                } else {
                    some.last().map_or(range.end, |clause| clause.end)
                };
                found.push(Sentence { range: first.start..end, clauses: some.to_vec() });
                rest = more;
            }
        }
        found
    }

    fn clauses(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for clause in clauses(self.text, range) {
            let mut start = clause.start;
            while clause.end - start > LONGEST_CLAUSE {
                let cut = self.cut(start..start + LONGEST_CLAUSE);
                found.push(start..cut);
                start = cut;
            }
            found.push(start..clause.end);
        }
        found
    }

    /// Where a clause without marks is cut: behind a figure rather than within one.
    fn cut(&self, range: Range<usize>) -> usize {
        let places = self.figures_in(&range);
        let last = self.figures.get(places).and_then(|figures| figures.last());
        match last {
            Some(figure)
                if figure.range.end > range.start + LONGEST_CLAUSE / 3 && figure.range.end < range.end =>
            {
                figure.range.end
            }
            Some(figure) if figure.range.end >= range.end && figure.range.start > range.start => {
                figure.range.start
            }
            _ => range.end,
        }
    }
}

/// Durations that stand for a time (在2年内, 三年行动) and never for a value.
fn is_time_span(text: &[char], mark: &TimeMark) -> bool {
    !crate::words::ends_with(text, mark.range.start, "寿命")
}

/// A sentence with its clauses.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// Where.
    pub range: Range<usize>,
    /// The stretches between its commas.
    pub clauses: Vec<Range<usize>>,
}

impl Sentence {
    /// The clause a place lies in.
    pub fn clause_at(&self, at: usize) -> Range<usize> {
        self.clauses
            .iter()
            .find(|clause| clause.start <= at && at < clause.end)
            .cloned()
            .unwrap_or_else(|| self.range.clone())
    }
}

/// The innermost pair of marks around a place, within a range.
pub(crate) fn enclosed(
    text: &[char],
    range: &Range<usize>,
    at: usize,
    open: char,
    close: char,
) -> Option<Range<usize>> {
    const FAR: usize = 200;
    let low = range.start.max(at.saturating_sub(FAR));
    let mut depth = 0_usize;
    let start = (low..at).rev().find(|place| match text.get(*place) {
        Some(c) if *c == close => {
            depth += 1;
            false
        }
        Some(c) if *c == open && depth > 0 => {
            depth -= 1;
            false
        }
        Some(c) => *c == open,
        None => false,
    })?;
    let high = range.end.min(at + FAR);
    let end = (at..high).find(|place| text.get(*place) == Some(&close))?;
    Some(start + 1..end)
}
