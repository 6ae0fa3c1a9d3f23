//! Whose signature counts: a unit's key, as a person of this ledger has judged it.

use super::PublicKey;
use crate::kernel::{FieldError, Fields, OrgUnitId, word_enum};

word_enum! {
    /// How the signing unit stands to this ledger: it decides what its packages may bring.
    Relation {
        /// This office itself, also on another device.
        Own = "own", "本单位";
        /// A unit above: its forms and targets hold here, and it decides about reports.
        Superior = "superior", "上级";
        /// A unit below: it reports its own figures.
        Subordinate = "subordinate", "下级";
    }
}

word_enum! {
    /// Whether a key counts.
    SignerState {
        /// What it signs is taken in.
        Trusted = "trusted", "已信任";
        /// The unit has another key now; what this one signed still counts.
        Retired = "retired", "已换用新密钥";
        /// It was lost or stolen: nothing it signs counts, whenever it comes.
        Revoked = "revoked", "已吊销";
    }
}

/// A unit's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// The key.
    pub key: PublicKey,
    /// The unit that signs with it.
    pub org_unit: OrgUnitId,
    /// The unit's name when the key was judged; its units need not be on this ledger.
    pub name: String,
    /// How the unit stands to this ledger.
    pub relation: Relation,
    /// Whether the key counts.
    pub state: SignerState,
}

impl Signer {
    /// Whether packages of this key may be taken in.
    pub fn counts(&self) -> bool {
        self.state != SignerState::Revoked
    }

    /// Whether this ledger signs with it.
    pub fn signs(&self) -> bool {
        self.relation == Relation::Own && self.state == SignerState::Trusted
    }

    /// The content of its row; the key is the row's key.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("org_unit", &self.org_unit)
            .set("name", &self.name)
            .set("relation", self.relation)
            .set("state", self.state);
        fields
    }

    /// Reads a row.
    pub fn from_fields(key: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            key: key.parse()?,
            org_unit: fields.parse("org_unit")?,
            name: fields.need("name")?.to_owned(),
            relation: fields.parse("relation")?,
            state: fields.parse("state")?,
        })
    }
}
