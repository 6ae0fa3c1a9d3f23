//! Who may what, when packages are merged: a unit changes its own figures, a superior its own forms and
//! targets and what it decided about reports. A package in which one row goes further is refused whole.

use super::{
    Delivery, DeliveryState, Manifest, PackageKind, Relation, Report, Signer, Submission, SubmissionState,
};
use crate::kernel::{OrgUnitId, WriterId, word_enum};
use crate::ledger::{EntryHeader, Operation, Row, RowKind, RowRef};
use crate::results::ResultKey;

word_enum! {
    /// How a package goes further than its signer may.
    Trespass {
        /// A unit in this relation sends no packages of this kind.
        Relation = "trespass.relation", "签名单位无权发出这类包";
        /// Rows of this sort do not travel in packages of this kind.
        Kind = "trespass.kind", "包内夹带不该有的内容";
        /// It is about a unit that is not the signer's.
        Unit = "trespass.unit", "涉及签名单位以外的单位";
        /// It is about another report than the package says.
        Report = "trespass.report", "涉及所报报表、报告期以外的数据";
        /// It puts a report into a state that others decide about.
        State = "trespass.state", "替上级作了决定";
        /// It changes what another office has defined.
        Definition = "trespass.definition", "改动了别的单位定的内容";
        /// It writes a figure for another unit.
        Figure = "trespass.figure", "改写了下级的数据";
    }
}

/// What the one who receives knows.
pub trait Holdings {
    /// Whether a unit stands at or below another.
    fn is_within(&self, org_unit: &OrgUnitId, top: &OrgUnitId) -> bool;
    /// Whether what is current of a definition was said by somebody else than the signer's unit or the writer.
    fn belongs_to_others(&self, kind: RowKind, key: &str, signer: &Signer, writer: &WriterId) -> bool;
    /// A row that is held.
    fn row(&self, at: &RowRef) -> Option<Row>;
}

/// How a row that is new here goes further than the signer may; none: it does not.
pub fn trespass(
    signer: &Signer,
    manifest: &Manifest,
    header: &EntryHeader,
    row: &Row,
    held: &dyn Holdings,
) -> Option<Trespass> {
    use PackageKind::{Card, Issue, Receipt, Return, Submission as Reports};
    use Relation::{Own, Subordinate, Superior};
    match (manifest.kind, signer.relation) {
        (Reports, Own | Subordinate) => match &manifest.report {
            Some(report) => in_report(signer, report, row, held),
            None => Some(Trespass::Report),
        },
        (Issue, Own | Superior) => in_issue(signer, header, row, held),
        (Receipt | Return, Own | Superior) => in_receipt(header, row, held),
        (Card, _) => Some(Trespass::Kind),
        (Reports, Superior) | (Issue | Receipt | Return, Subordinate) => Some(Trespass::Relation),
    }
}

/// A unit brings the cells of its report, what it said about them, and the steps it took itself.
fn in_report(signer: &Signer, report: &Report, row: &Row, held: &dyn Holdings) -> Option<Trespass> {
    if !held.is_within(&report.org_unit, &signer.org_unit) {
        return Some(Trespass::Unit);
    }
    let of_cell = |text: &str| match ResultKey::from_text(text) {
        Ok(cell) if cell.org_unit != report.org_unit => Some(Trespass::Unit),
        Ok(cell) if cell.period != report.period => Some(Trespass::Report),
        Ok(_) => None,
        Err(_) => Some(Trespass::Kind),
    };
    match row.kind {
        RowKind::Result => of_cell(&row.key),
        RowKind::Explanation => of_cell(row.key.rsplit_once('|').map_or("", |(cell, _)| cell)),
        RowKind::Submission => match Submission::from_fields(&row.content) {
            Ok(said) if said.id() != report.submission() || row.key != said.id().as_str() => {
                Some(Trespass::Report)
            }
            Ok(said) if is_decision(said.state) => Some(Trespass::State),
            Ok(_) => None,
            Err(_) => Some(Trespass::Report),
        },
        _ => Some(Trespass::Kind),
    }
}

/// States that only a superior puts a report into. A unit's own reviewer gives back too.
fn is_decision(state: SubmissionState) -> bool {
    matches!(state, SubmissionState::Received | SubmissionState::Accepted)
}

/// A superior brings what it has defined itself. The tree of units is its own.
fn in_issue(signer: &Signer, header: &EntryHeader, row: &Row, held: &dyn Holdings) -> Option<Trespass> {
    match row.kind {
        RowKind::OrgUnit | RowKind::UnitPosition => None,
        RowKind::Document
        | RowKind::Excerpt
        | RowKind::Programme
        | RowKind::Indicator
        | RowKind::Target
        | RowKind::Allocation
        | RowKind::Form => {
            held.belongs_to_others(row.kind, &row.key, signer, &header.writer).then_some(Trespass::Definition)
        }
        _ => Some(Trespass::Kind),
    }
}

/// A superior brings what it decided about reports and packages, and of figures that stand side by side which one
/// holds; never a figure of its own.
fn in_receipt(header: &EntryHeader, row: &Row, held: &dyn Holdings) -> Option<Trespass> {
    match row.kind {
        RowKind::Delivery => match Delivery::from_fields(&row.content) {
            Ok(said) if said.state != DeliveryState::Sent && said.key() == row.key => None,
            _ => Some(Trespass::Kind),
        },
        RowKind::Submission => match Submission::from_fields(&row.content) {
            Ok(said) if row.key != said.id().as_str() => Some(Trespass::Report),
            Ok(said) if is_decision(said.state) || said.state == SubmissionState::Returned => None,
            _ => Some(Trespass::State),
        },
        RowKind::Result => {
            let of_cell =
                |at: &RowRef| held.row(at).filter(|old| (old.kind, &old.key) == (row.kind, &row.key));
            let known: Vec<Row> = row.replaces.iter().filter_map(of_cell).collect();
            // Of two versions one may have been written on another device of this unit, and not be here.
            let chooses = known.iter().any(|old| old.says_the_same(row))
                || (!known.is_empty() && known.len() < row.replaces.len());
            let resolves = header.operation == Operation::Resolve && row.replaces.len() > 1 && chooses;
            (!resolves).then_some(Trespass::Figure)
        }
        _ => Some(Trespass::Kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Part, PublicKey, SignerState};
    use crate::kernel::Fields;
    use crate::ledger::{Digest, NewHeader};

    /// A county ledger: two townships; the target `theirs` was defined here.
    struct County;

    impl Holdings for County {
        fn is_within(&self, org_unit: &OrgUnitId, top: &OrgUnitId) -> bool {
            org_unit.as_str().starts_with(top.as_str())
        }

        fn belongs_to_others(&self, _: RowKind, key: &str, _: &Signer, _: &WriterId) -> bool {
            key == "theirs"
        }

        fn row(&self, at: &RowRef) -> Option<Row> {
            let value = match at.to_string().as_str() {
                "w9:1:0" => "5",
                "w9:2:0" => "8",
                _ => return None,
            };
            Some(result("i|ytd|t1|2022-06", value))
        }
    }

    fn row(kind: RowKind, key: &str, pairs: &[(&str, &str)]) -> Row {
        let content = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Row { kind, key: key.into(), replaces: Vec::new(), content, retracted: false }
    }

    fn result(key: &str, value: &str) -> Row {
        row(RowKind::Result, key, &[("state", "number"), ("value", value)])
    }

    fn submission(unit: &str, period: &str, state: SubmissionState) -> Row {
        let said = Submission {
            form: "f".into(),
            org_unit: unit.into(),
            period: period.parse().unwrap(),
            state,
            reason: None,
            rows_root: None,
            office: None,
        };
        Row { content: said.to_fields(), ..row(RowKind::Submission, said.id().as_str(), &[]) }
    }

    fn signer(relation: Relation) -> Signer {
        let key = PublicKey::from_slice(&[2; 33]).unwrap();
        let (name, state) = ("甲镇".to_owned(), SignerState::Trusted);
        Signer { key, org_unit: "t1".into(), name, relation, state }
    }

    fn manifest(kind: PackageKind) -> Manifest {
        let report = Report {
            form: "f".into(),
            form_name: "月报".into(),
            org_unit: "t1".into(),
            period: "2022-06".parse().unwrap(),
            version: 1,
        };
        Manifest {
            kind,
            from: "t1".into(),
            name: "甲镇".into(),
            to: None,
            report: (kind == PackageKind::Submission).then_some(report),
            number: 1,
            made: chrono::DateTime::parse_from_rfc3339("2022-07-01T09:00:00+08:00").unwrap(),
            maker: "某甲".into(),
            signer: signer(Relation::Own).key,
            authors: Vec::new(),
            heads: Vec::new(),
            rows: 1,
            entries: Part { digest: Digest::of(b""), bytes: 0 },
            unpacked: 0,
            evidence: Vec::new(),
        }
    }

    fn header(operation: Operation) -> EntryHeader {
        NewHeader {
            writer: "w1".into(),
            seq: 2,
            previous: Some(Digest::of(b"before")),
            operation,
            author: "p".into(),
            office: "o".into(),
            time: manifest(PackageKind::Card).made,
            reason: String::new(),
            undoes: None,
            attachments: Vec::new(),
        }
        .seal(Vec::new())
    }

    #[test]
    fn a_signer_changes_only_what_is_its_own() {
        use PackageKind::{Card, Issue, Receipt, Return, Submission as Reports};
        use Relation::{Subordinate, Superior};
        use SubmissionState::{Accepted, Draft, Received, Returned, Submitted};
        let fill = Operation::Fill;
        let mut chosen = result("i|ytd|t1|2022-06", "5");
        chosen.replaces = vec!["w9:1:0".parse().unwrap(), "w9:2:0".parse().unwrap()];
        let mut invented = result("i|ytd|t1|2022-06", "6");
        invented.replaces.clone_from(&chosen.replaces);
        let mut elsewhere = result("i|ytd|t1|2022-06", "7");
        elsewhere.replaces = vec!["w9:1:0".parse().unwrap(), "w7:1:0".parse().unwrap()];
        let mut alone = result("i|ytd|t1|2022-06", "5");
        alone.replaces = vec!["w9:1:0".parse().unwrap()];
        let mut sent = Fields::new();
        sent.set("manifest", manifest(Card).text()).set("signature", "").set("state", "sent");
        let sent = Row { content: sent, ..row(RowKind::Delivery, "x|received", &[]) };
        let cases = [
            (Subordinate, Reports, fill, result("i|ytd|t1|2022-06", "1"), None),
            (Subordinate, Reports, fill, result("i|ytd|t2|2022-06", "1"), Some(Trespass::Unit)),
            (Subordinate, Reports, fill, result("i|ytd|t1|2022-05", "1"), Some(Trespass::Report)),
            (Subordinate, Reports, fill, row(RowKind::Explanation, "i|ytd|t1|2022-06|jump", &[]), None),
            (
                Subordinate,
                Reports,
                fill,
                row(RowKind::Explanation, "i|ytd|t2|2022-06|jump", &[]),
                Some(Trespass::Unit),
            ),
            (Subordinate, Reports, fill, submission("t1", "2022-06", Submitted), None),
            (Subordinate, Reports, fill, submission("t1", "2022-06", Draft), None),
            (Subordinate, Reports, fill, submission("t1", "2022-06", Accepted), Some(Trespass::State)),
            (Subordinate, Reports, fill, submission("t1", "2022-06", Received), Some(Trespass::State)),
            (Subordinate, Reports, fill, submission("t2", "2022-06", Submitted), Some(Trespass::Report)),
            (Subordinate, Reports, fill, row(RowKind::Target, "new", &[]), Some(Trespass::Kind)),
            (Subordinate, Reports, fill, row(RowKind::Person, "p", &[]), Some(Trespass::Kind)),
            (Subordinate, Reports, fill, row(RowKind::Signer, "k", &[]), Some(Trespass::Kind)),
            (Subordinate, Issue, fill, row(RowKind::Target, "new", &[]), Some(Trespass::Relation)),
            (Subordinate, Return, fill, submission("t1", "2022-06", Returned), Some(Trespass::Relation)),
            (Superior, Reports, fill, result("i|ytd|t1|2022-06", "1"), Some(Trespass::Relation)),
            (Superior, Issue, fill, row(RowKind::Target, "new", &[]), None),
            (Superior, Issue, fill, row(RowKind::Form, "theirs", &[]), Some(Trespass::Definition)),
            (Superior, Issue, fill, row(RowKind::OrgUnit, "theirs", &[]), None),
            (Superior, Issue, fill, row(RowKind::Setting, "checks", &[]), Some(Trespass::Kind)),
            (Superior, Issue, fill, result("i|ytd|t1|2022-06", "1"), Some(Trespass::Kind)),
            (Superior, Return, fill, submission("t1", "2022-06", Returned), None),
            (Superior, Receipt, fill, submission("t1", "2022-06", Accepted), None),
            (Superior, Receipt, fill, submission("t1", "2022-06", Submitted), Some(Trespass::State)),
            (Superior, Receipt, fill, result("i|ytd|t1|2022-06", "5"), Some(Trespass::Figure)),
            (Superior, Receipt, fill, chosen.clone(), Some(Trespass::Figure)),
            (Superior, Receipt, Operation::Resolve, chosen, None),
            (Superior, Receipt, Operation::Resolve, elsewhere, None),
            (Superior, Receipt, Operation::Resolve, invented, Some(Trespass::Figure)),
            (Superior, Receipt, Operation::Resolve, alone, Some(Trespass::Figure)),
            (Superior, Receipt, fill, sent, Some(Trespass::Kind)),
            (Superior, Card, fill, row(RowKind::Target, "new", &[]), Some(Trespass::Kind)),
        ];
        for (relation, kind, operation, row, expected) in cases {
            let found = trespass(&signer(relation), &manifest(kind), &header(operation), &row, &County);
            assert_eq!(found, expected, "{relation} brings {kind}: {} {}", row.kind, row.key);
        }
        let mut elsewhere = signer(Subordinate);
        elsewhere.org_unit = "t2".into();
        let row = result("i|ytd|t1|2022-06", "1");
        assert_eq!(
            trespass(&elsewhere, &manifest(Reports), &header(fill), &row, &County),
            Some(Trespass::Unit),
            "a key signs for its own unit"
        );
    }
}
