//! Ids: each noun has its own type, so that one cannot stand for another.
//! An id is opaque text, made once by its issuer and never reused. A clone copies a short text and shares a long one.

use std::fmt;
use std::str::FromStr;

use smol_str::SmolStr;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(SmolStr);

        impl $name {
            /// Takes the text as it is.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(text.as_ref().into())
            }
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl FromStr for $name {
            type Err = std::convert::Infallible;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self(text.into()))
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
    )+};
}

ids! {
    /// A place or an agency: the 12-digit division code of its first edition, or the issuer's id.
    OrgUnitId,
    /// A source document: the SM3 of its original bytes.
    DocumentId,
    /// A span of a document.
    ExcerptId,
    /// A node of the tree 方案 → 工程 → 举措 → 任务.
    ProgrammeId,
    /// What is measured.
    IndicatorId,
    /// A target through all its versions.
    TargetId,
    /// A 调度表.
    FormId,
    /// A unit's report for one form and period.
    SubmissionId,
    /// A person who reports, reviews, approves or supervises.
    PersonId,
    /// The office a person acts for.
    OfficeId,
    /// One copy of one ledger on one device.
    WriterId,
    /// One action of one person: `writer:seq`.
    EntryId,
    /// One ledger file and all its copies.
    LedgerId,
}
