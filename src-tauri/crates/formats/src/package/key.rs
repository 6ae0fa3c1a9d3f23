//! A unit's key, and the file it is kept in: the secret sealed by a passphrase (Argon2id, SM4-GCM), what
//! it is of in plain words beside it. The same file is what is exported and restored.

use domain::exchange::{PublicKey, RecoveryCode};
use domain::ledger::Digest;
use sm2::dsa::signature::Signer as _;
use sm2::dsa::{Signature, SigningKey};
use sm2::elliptic_curve::sec1::ToSec1Point as _;
use sm2::pke::DecryptingKey;

use super::seal::{Stretching, decrypt, encrypt, random};
use super::{PackageError, hex, unhex};

const VERSION: &str = "dz-key/1";

/// The id of the signer that the standard proposes where none is agreed on.
pub(super) const SIGNER_ID: &str = "1234567812345678";

/// A key file is some hundred bytes; no name makes it longer.
const MOST_BYTES: usize = 4096;

/// A key that signs.
#[derive(Clone)]
pub struct PrivateKey(SigningKey);

impl PrivateKey {
    /// Makes a key.
    pub fn generate() -> Result<Self, PackageError> {
        loop {
            // Nearly every number of 32 bytes is a key; the few that are not are drawn again.
            if let Some(key) = Self::from_secret(&random::<32>()?) {
                return Ok(key);
            }
        }
    }

    /// The key of a secret number.
    pub fn from_secret(secret: &[u8]) -> Option<Self> {
        SigningKey::from_slice(SIGNER_ID, secret).ok().map(Self)
    }

    /// The key of a recovery code, and the code.
    pub fn for_recovery() -> Result<(Self, RecoveryCode), PackageError> {
        loop {
            let code = RecoveryCode::new(random::<16>()?);
            if let Some(key) = Self::of_recovery(&code) {
                return Ok((key, code));
            }
        }
    }

    /// The key that a recovery code makes.
    pub fn of_recovery(code: &RecoveryCode) -> Option<Self> {
        Self::from_secret(Digest::of(&[b"dz-recovery/1", code.as_bytes().as_slice()].concat()).as_bytes())
    }

    /// Its public half.
    pub fn public(&self) -> Result<PublicKey, PackageError> {
        let point = sm2::PublicKey::from_affine(*self.0.verifying_key().as_affine());
        let point = point.map_err(|_| PackageError::Key)?.to_sec1_point(true);
        PublicKey::from_slice(point.as_bytes()).ok_or(PackageError::Key)
    }

    /// Signs; the same bytes always get the same signature (RFC 6979).
    pub fn sign(&self, bytes: &[u8]) -> Result<[u8; 64], PackageError> {
        let signature: Signature = self.0.try_sign(bytes).map_err(|_| PackageError::Key)?;
        Ok(signature.to_bytes().into())
    }

    /// The key as one that opens what was sealed for it.
    pub(super) fn decrypting(&self) -> Result<DecryptingKey, PackageError> {
        DecryptingKey::from_nonzero_scalar(*self.0.as_nonzero_scalar()).map_err(|_| PackageError::Key)
    }
}

/// A key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFile {
    /// The id of the unit it signs for.
    pub org_unit: String,
    /// The unit's name.
    pub name: String,
    /// The public half.
    pub public: PublicKey,
    stretching: Stretching,
    nonce: Vec<u8>,
    secret: Vec<u8>,
}

impl KeyFile {
    /// Seals a key with a passphrase.
    pub fn new(key: &PrivateKey, org_unit: &str, name: &str, passphrase: &str) -> Result<Self, PackageError> {
        let plain = |text: &str| text.replace(['\n', '\r'], " ");
        let mut file = Self {
            org_unit: plain(org_unit),
            name: plain(name),
            public: key.public()?,
            stretching: Stretching::new()?,
            nonce: random::<12>()?.to_vec(),
            secret: Vec::new(),
        };
        let stretched = file.stretching.stretch(passphrase)?;
        file.secret = encrypt(&stretched, &file.nonce, &key.0.to_bytes(), file.head().as_bytes())?;
        Ok(file)
    }

    /// Opens the key.
    pub fn unlock(&self, passphrase: &str) -> Result<PrivateKey, PackageError> {
        let stretched = self.stretching.stretch(passphrase)?;
        let secret = decrypt(&stretched, &self.nonce, &self.secret, self.head().as_bytes())?;
        let key = PrivateKey::from_secret(&secret).ok_or(PackageError::Key)?;
        if key.public()? == self.public { Ok(key) } else { Err(PackageError::Key) }
    }

    /// The same key under another passphrase.
    pub fn with_passphrase(&self, old: &str, new: &str) -> Result<Self, PackageError> {
        Self::new(&self.unlock(old)?, &self.org_unit, &self.name, new)
    }

    /// What stands before the secret; nobody changes it unseen.
    fn head(&self) -> String {
        let Self { org_unit, name, public, stretching, nonce, .. } = self;
        let nonce = hex(nonce);
        format!("{VERSION}\norg_unit {org_unit}\nname {name}\npublic {public}\n{stretching}\nnonce {nonce}\n")
    }

    /// The file.
    pub fn text(&self) -> String {
        format!("{}secret {}\n", self.head(), hex(&self.secret))
    }

    /// Reads a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PackageError> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= MOST_BYTES);
        let text = text.ok_or(PackageError::KeyFile)?;
        Self::parse(text).filter(|file| file.text() == text).ok_or(PackageError::KeyFile)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_prefix(VERSION)?.strip_prefix('\n')?.lines();
        let mut value = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        Some(Self {
            org_unit: value("org_unit")?.to_owned(),
            name: value("name")?.to_owned(),
            public: value("public")?.parse().ok()?,
            stretching: Stretching::from_words(value("argon2id")?)?,
            nonce: unhex(value("nonce")?)?,
            secret: unhex(value("secret")?)?,
        })
    }
}
