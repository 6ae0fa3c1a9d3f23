//! What is wrong with a package or a key, and where.

use domain::ledger::{CanonError, Digest, EntriesError};

/// Why a package or a key is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// It does not begin like a package.
    #[error("the file is no package")]
    NotAPackage,
    /// It is of a version this program does not know.
    #[error("the package is of a newer version")]
    Newer,
    /// More than a package may hold.
    #[error("{what}: {found} is more than {most}")]
    TooLarge {
        /// Of what.
        what: &'static str,
        /// How much there is.
        found: u64,
        /// How much there may be.
        most: u64,
    },
    /// The manifest cannot be read.
    #[error("the manifest: {0}")]
    Manifest(CanonError),
    /// The signature cannot be read, or is not that of the key in the manifest over the manifest.
    #[error("the signature does not fit the manifest and its key")]
    Signature,
    /// Bytes are missing at the end, or there are more than the manifest names.
    #[error("the package has {found} bytes, the manifest names {named}")]
    Length {
        /// How many the manifest names.
        named: u64,
        /// How many there are.
        found: u64,
    },
    /// The entries are not those the manifest names.
    #[error("the entries are not what the manifest says")]
    EntriesDigest,
    /// The entries cannot be unpacked to what the manifest says.
    #[error("the entries cannot be unpacked")]
    Unpacking,
    /// The entries cannot be read, or a row is not what it says it is.
    #[error(transparent)]
    Entries(#[from] EntriesError),
    /// The manifest counts other rows, heads or evidence than there are.
    #[error("the manifest says otherwise of {0}")]
    Claim(&'static str),
    /// A file of evidence is not what the manifest names.
    #[error("evidence {0} is not what the manifest says")]
    Evidence(Digest),
    /// It is sealed, and there is neither the key nor the passphrase it was sealed for.
    #[error("the package is sealed")]
    Sealed,
    /// The passphrase or key does not open it, or it was changed.
    #[error("it does not open: another passphrase or key, or it was changed")]
    Opening,
    /// The key file cannot be read.
    #[error("the key file cannot be read")]
    KeyFile,
    /// The key is no point of the curve.
    #[error("the key is no key")]
    Key,
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    Randomness,
}

impl PackageError {
    /// The closed code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAPackage => "package.none",
            Self::Newer => "package.newer",
            Self::TooLarge { .. } => "package.too_large",
            Self::Manifest(_) => "package.manifest",
            Self::Signature => "package.signature",
            Self::Length { .. } => "package.length",
            Self::EntriesDigest | Self::Unpacking => "package.entries",
            Self::Entries(_) => "package.fact",
            Self::Claim(_) => "package.claim",
            Self::Evidence(_) => "package.evidence",
            Self::Sealed => "package.sealed",
            Self::Opening => "package.opening",
            Self::KeyFile => "key.file",
            Self::Key => "key.none",
            Self::Randomness => "key.randomness",
        }
    }
}
