//! Nouns as rows. The row's key is what it is a version of; what it replaces is found by the gate.

use domain::checks::Explanation;
use domain::documents::{Decision, Document, Excerpt, Observation, SameName};
use domain::exchange::{Delivery, Recovery, Signer, Submission};
use domain::ledger::RowKind;
use domain::org::{Disclosure, Office, OrgUnit, Person, UnitPosition};
use domain::programmes::{Indicator, Programme};
use domain::reports::{Archived, Phrases, SavedTemplate};
use domain::results::{Calendar, Form, ResultCell};
use domain::targets::{Allocation, Target};
use domain::{assessment, checks};
use store::DraftRow;

/// A noun that is kept as a row.
pub(crate) trait AsRow {
    /// The row that says it, in place of what is current.
    fn row(&self) -> DraftRow;
}

macro_rules! as_row {
    ($($noun:ty: $kind:ident by $key:expr;)+) => {$(
        impl AsRow for $noun {
            fn row(&self) -> DraftRow {
                let key: fn(&$noun) -> String = $key;
                DraftRow::put(RowKind::$kind, key(self), self.to_fields())
            }
        }
    )+};
}

as_row! {
    OrgUnit: OrgUnit by |unit| unit.id.to_string();
    UnitPosition: UnitPosition by |position| position.key();
    Office: Office by |office| office.id.to_string();
    Person: Person by |person| person.id.to_string();
    Document: Document by |document| document.id.to_string();
    Excerpt: Excerpt by |excerpt| excerpt.id.to_string();
    Decision: Decision by |decision| decision.matter.clone();
    SameName: SameAs by |names| names.key();
    Observation: Observation by |observation| observation.id.clone();
    Programme: Programme by |programme| programme.id.to_string();
    Indicator: Indicator by |indicator| indicator.id.to_string();
    Target: Target by |target| target.key();
    Allocation: Allocation by |allocation| allocation.key();
    Form: Form by |form| form.id.to_string();
    ResultCell: Result by |cell| cell.key.text();
    assessment::Settings: Setting by |_| assessment::Settings::GROUP.to_owned();
    checks::Settings: Setting by |_| checks::Settings::GROUP.to_owned();
    Calendar: Setting by |_| Calendar::GROUP.to_owned();
    Disclosure: Decision by |shown| shown.key();
    Recovery: Setting by |_| Recovery::GROUP.to_owned();
    Explanation: Explanation by |explanation| explanation.key();
    Signer: Signer by |signer| signer.key.to_string();
    Delivery: Delivery by |delivery| delivery.key();
    Archived: Report by |report| report.key();
    SavedTemplate: Template by |template| template.key();
    Phrases: Setting by |_| Phrases::GROUP.to_owned();
    Submission: Submission by |submission| submission.id().to_string();
}
