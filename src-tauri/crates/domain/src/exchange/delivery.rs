//! A package as a ledger remembers it: that it went out, or came in and what became of it. The one who
//! received it says so in a row, and that row going back is the receipt.

use super::Manifest;
use crate::kernel::{FieldError, Fields, word_enum};
use crate::ledger::Digest;

word_enum! {
    /// What became of a package.
    DeliveryState {
        /// It was made here.
        Sent = "sent", "已发出";
        /// It came, and what it brings was taken in.
        Merged = "merged", "已合并";
        /// It came and was refused; nothing of it was taken in.
        Refused = "refused", "未接收";
    }
}

/// A package that went out or came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// What the package says of itself.
    pub manifest: Manifest,
    /// Its signature, so that whose it was can be shown later.
    pub signature: String,
    /// What became of it.
    pub state: DeliveryState,
    /// Why it was refused: a code and the place for each reason.
    pub reasons: Vec<String>,
}

impl Delivery {
    /// The key of what became of a package at the one who received it.
    pub fn received_key(package: &Digest) -> String {
        format!("{package}|received")
    }

    /// The key of its row: the package, and on which side it is seen.
    pub fn key(&self) -> String {
        let package = self.manifest.digest();
        match self.state {
            DeliveryState::Sent => format!("{package}|sent"),
            DeliveryState::Merged | DeliveryState::Refused => Self::received_key(&package),
        }
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("manifest", self.manifest.text())
            .set("signature", &self.signature)
            .set("state", self.state)
            .set_list("reason", &self.reasons);
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        let manifest = fields.need("manifest")?;
        let unreadable = |_| FieldError::Unreadable { name: "manifest".to_owned(), text: String::new() };
        Ok(Self {
            manifest: Manifest::from_text(manifest).map_err(unreadable)?,
            signature: fields.need("signature")?.to_owned(),
            state: fields.parse("state")?,
            reasons: fields.list("reason")?,
        })
    }
}
