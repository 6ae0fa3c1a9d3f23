//! What a person should look at before a bulletin is issued. Errors keep it from being issued as it is,
//! queries need a decision, hints are only told. Codes: `bulletin.no_targets`, `bulletin.conflict`,
//! `bulletin.issued_before_as_of`, `bulletin.not_reported`, `bulletin.parts_differ`, `bulletin.unclear`,
//! `bulletin.no_evidence`, `bulletin.example`, `bulletin.no_signer`, `bulletin.no_issued_on`,
//! `bulletin.figure_gone`, `bulletin.sentence_changed`, `bulletin.sentence_gone`, `bulletin.no_doc_number`, `bulletin.no_letterhead`, `bulletin.no_recipients`, `bulletin.long_title`.

use super::content::Layout;
use super::input::{BulletinInput, Item};
use super::wording::Places;
use crate::assessment::Mark;
use crate::kernel::{Problem, Severity};

/// A title longer than this takes more than three lines of 二号 type.
const LONGEST_TITLE: usize = 60;

/// Everything that is found, the gravest first; with what was found of sentences that a person put differently.
pub(super) fn checks(
    input: &BulletinInput<'_>,
    title: &str,
    recipients: bool,
    edited: Vec<Problem>,
    places: &Places<'_>,
) -> Vec<Problem> {
    let mut found = figures(input, places);
    found.extend(edited);
    found.extend(frame(input, title, recipients));
    found.sort_by_key(|problem| match problem.severity {
        Severity::Error => 0,
        Severity::Query => 1,
        Severity::Hint => 2,
    });
    found
}

fn figures(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Problem> {
    let mut found = Vec::new();
    if input.items.is_empty() {
        found.push(Problem::error("bulletin.no_targets", "targets"));
    }
    let owing = input.owing();
    if !owing.is_empty() {
        found.push(
            Problem::query("bulletin.not_reported", "standing").with(owing.len()).with(places.list(&owing)),
        );
    }
    for item in &input.items {
        let place = item.target.id.as_str();
        let name = &item.indicator.name;
        if !item.now.conflicts.is_empty() {
            found.push(Problem::error("bulletin.conflict", place).with(name).with(item.now.conflicts.len()));
        }
        if item.now.parts_check.is_some_and(|check| check.complete && !check.difference.is_zero()) {
            found.push(Problem::query("bulletin.parts_differ", place).with(name));
        }
        for (mark, code) in [(Mark::Unclear, "bulletin.unclear"), (Mark::NoEvidence, "bulletin.no_evidence")]
        {
            if item.now.marks.contains(&mark) {
                found.push(Problem::query(code, place).with(name));
            }
        }
    }
    let examples: Vec<&Item<'_>> = input.items.iter().filter(|item| item.example).collect();
    if let Some(first) = examples.first() {
        found.push(Problem::query("bulletin.example", first.target.id.as_str()).with(examples.len()));
    }
    found
}

fn frame(input: &BulletinInput<'_>, title: &str, recipients: bool) -> Vec<Problem> {
    let fields = &input.fields;
    let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    let mut found = Vec::new();
    match fields.issued_on {
        None => found.push(Problem::hint("bulletin.no_issued_on", "issued_on")),
        Some(day) if day < input.as_of => {
            found.push(
                Problem::error("bulletin.issued_before_as_of", "issued_on").with(day).with(input.as_of),
            );
        }
        Some(_) => {}
    }
    let layout = input.template.layout();
    let headed = matches!(layout, Layout::Document | Layout::Letter);
    if !given(&fields.signer) {
        found.push(Problem::query("bulletin.no_signer", "signer"));
    }
    if !given(&fields.doc_number) && (headed || layout == Layout::Issue) {
        found.push(Problem::query("bulletin.no_doc_number", "doc_number"));
    }
    if !given(&fields.letterhead) && headed {
        found.push(Problem::hint("bulletin.no_letterhead", "letterhead"));
    }
    if !recipients && headed {
        found.push(Problem::hint("bulletin.no_recipients", "recipients"));
    }
    if title.chars().count() > LONGEST_TITLE {
        found.push(Problem::hint("bulletin.long_title", "title").with(LONGEST_TITLE));
    }
    found
}
