//! 怎么算的: a number with its rule and the numbers it came from, down to the reported cell and the
//! sentence in the document. Words are those of a clerk.
//!
//! Deliberately absent: layout. The window, `dz explain` and the annex sheet each print it their way.

use crate::kernel::{ExcerptId, OrgUnitId};
use crate::results::ResultKey;

/// Where an input stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A reported cell, with its history.
    Result(ResultKey),
    /// A sentence of a document.
    Excerpt(ExcerptId),
    /// What fell to a unit (任务分解).
    Allocation(OrgUnitId),
}

/// A number and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// What it is: 完成率.
    pub label: String,
    /// What came out, as printed: 53.3%.
    pub value: String,
    /// By which rule: 完成值÷目标值.
    pub rule: Option<String>,
    /// From what.
    pub inputs: Vec<Derivation>,
    /// Where it stands, if it was not computed.
    pub source: Option<Source>,
}

impl Derivation {
    /// A number without rule or inputs.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), rule: None, inputs: Vec::new(), source: None }
    }

    /// With its rule.
    pub fn by(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }

    /// With where it stands.
    pub fn at(mut self, source: Option<Source>) -> Self {
        self.source = source;
        self
    }

    /// With one more input.
    pub fn from(mut self, input: Self) -> Self {
        self.inputs.push(input);
        self
    }

    /// With more inputs.
    pub fn from_all(mut self, inputs: impl IntoIterator<Item = Self>) -> Self {
        self.inputs.extend(inputs);
        self
    }

    /// The tree as indented lines, for a terminal.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.write(0, &mut lines);
        lines
    }

    fn write(&self, depth: usize, lines: &mut Vec<String>) {
        let rule = self.rule.as_ref().map(|rule| format!("（{rule}）")).unwrap_or_default();
        lines.push(format!("{}{}：{}{rule}", "　".repeat(depth), self.label, self.value));
        for input in &self.inputs {
            input.write(depth + 1, lines);
        }
    }
}
