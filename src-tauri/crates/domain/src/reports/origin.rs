//! What a written file says of where it came from: the ledger's head and what was asked for, as far as figures follow
//! from it. With it a file that was issued is held against the ledger again. The text is one line of words:
//!
//! ```text
//! dz-report/1 <ledger> <arrival> <template> <as of> <compared with> <scope or -> <target>…
//! ```

use super::content::{Bulletin, Template};
use crate::kernel::{Date, LedgerId, OrgUnitId, TargetId};
use crate::ledger::{push_word, unescape};

/// The first word of the text.
const FORMAT: &str = "dz-report/1";
/// Stands for no scope.
const NONE: &str = "-";
/// The name of the document property that holds the ledger's head.
const HEAD: &str = "duizhang-head";
/// The name of the property that holds the text, and the beginning of the names of those that go on with it.
const REPORT: &str = "duizhang-report";
/// Most letters of one property; spreadsheet programs take 255.
const LONGEST: usize = 250;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The ledger.
    pub ledger: LedgerId,
    /// How much had come into it, by the number of the last arrival.
    pub arrival: i64,
    /// Which sort.
    pub template: Template,
    /// 数据截止日.
    pub as_of: Date,
    /// The day it is compared with.
    pub compared_with: Date,
    /// The unit in whose name it speaks.
    pub scope: Option<OrgUnitId>,
    /// Which targets; empty: all in scope.
    pub targets: Vec<TargetId>,
}

impl Origin {
    /// As one line.
    pub fn text(&self) -> String {
        let days = [self.as_of, self.compared_with].map(|day| day.to_string());
        let scope = self.scope.as_ref().map_or(NONE, OrgUnitId::as_str);
        let arrival = self.arrival.to_string();
        let words = [self.ledger.as_str(), &arrival, self.template.code(), &days[0], &days[1], scope];
        let mut text = FORMAT.to_owned();
        for word in words.into_iter().chain(self.targets.iter().map(TargetId::as_str)) {
            text.push(' ');
            push_word(&mut text, word);
        }
        text
    }

    /// From its line; none if it is no such line.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut words = text.split(' ').map(unescape);
        let mut next = || words.next()?.ok();
        (next()? == FORMAT).then_some(())?;
        Some(Self {
            ledger: LedgerId::new(next()?),
            arrival: next()?.parse().ok()?,
            template: next()?.parse().ok()?,
            as_of: next()?.parse().ok()?,
            compared_with: next()?.parse().ok()?,
            scope: next().map(|word| (word != NONE).then(|| OrgUnitId::new(word)))?,
            targets: words.map(|word| word.ok().map(TargetId::new)).collect::<Option<_>>()?,
        })
    }
}

impl Bulletin {
    /// The properties of a written file: names and texts. A text that is too long for one goes on in others.
    pub fn properties(&self) -> Vec<(String, String)> {
        let mut pieces = vec![String::new()];
        for word in self.origin.text().split(' ') {
            match pieces.last_mut() {
                Some(last) if last.is_empty() => last.push_str(word),
                Some(last) if last.chars().count() + 1 + word.chars().count() <= LONGEST => {
                    last.push(' ');
                    last.push_str(word);
                }
                _ => pieces.push(word.to_owned()),
            }
        }
        let name = |at: usize| if at == 0 { REPORT.to_owned() } else { format!("{REPORT}-{}", at + 1) };
        let report = pieces.into_iter().enumerate().map(|(at, piece)| (name(at), piece));
        std::iter::once((HEAD.to_owned(), self.head.clone())).chain(report).collect()
    }

    /// The properties as one line, for papers that have one property only.
    pub fn property_line(&self) -> String {
        format!("{} {}", self.head, self.origin.text())
    }
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The ledger's head.
    pub head: String,
    /// What was asked for.
    pub origin: Origin,
}

impl Stamp {
    /// As one line.
    pub fn line(&self) -> String {
        format!("{} {}", self.head, self.origin.text())
    }

    /// From the line.
    pub fn from_line(line: &str) -> Option<Self> {
        let (head, report) = line.trim().split_once(' ')?;
        Some(Self { head: head.to_owned(), origin: Origin::from_text(report)? })
    }

    /// From properties in any order; others among them are passed over.
    pub fn from_properties(properties: &[(String, String)]) -> Option<Self> {
        let head = properties.iter().find(|(name, _)| name == HEAD)?.1.clone();
        let mut report: Vec<_> = properties.iter().filter(|(name, _)| name.starts_with(REPORT)).collect();
        report.sort_by_key(|(name, _)| (name.len(), name));
        let pieces: Vec<&str> = report.into_iter().map(|(_, piece)| piece.as_str()).collect();
        Some(Self { head, origin: Origin::from_text(&pieces.join(" "))? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(targets: usize) -> Origin {
        Origin {
            ledger: "l 1".into(),
            arrival: 7,
            template: Template::Changes,
            as_of: "2022-06-30".parse().unwrap(),
            compared_with: "2022-05-31".parse().unwrap(),
            scope: (targets > 0).then(|| "15".into()),
            targets: (0..targets).map(|at| TargetId::new(format!("目标 {at}\\"))).collect(),
        }
    }

    #[test]
    fn what_was_asked_for_comes_back_from_its_line() {
        for targets in [0, 1, 200] {
            let origin = origin(targets);
            assert_eq!(Origin::from_text(&origin.text()), Some(origin));
        }
        for other in ["", "dz-report/1", "dz-report/2 l 7 progress_brief 2022-06-30 2022-05-31 -"] {
            assert_eq!(Origin::from_text(other), None, "{other:?}");
        }
        assert_eq!(Origin::from_text("dz-report/1 l 7 progress_brief 2022-06-31 2022-05-31 -"), None);
    }
}
