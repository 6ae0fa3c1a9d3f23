//! Sealing a package: SM4 in GCM (RFC 8998) under a key that is drawn anew for each file, or stretched from
//! a passphrase by Argon2id. The drawn key is wrapped for the receiver with SM2. What stands before the
//! sealed bytes is authenticated with them.
//!
//! ```text
//! dz-sealed/1
//! to <public key> <wrapped key>                          for a receiver's key, or
//! argon2id <memory KiB> <passes> <lanes> <salt>          for a passphrase
//! nonce <12 bytes>
//! <empty line>
//! <sealed bytes and tag>
//! ```

use std::fmt;

use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead as _, KeyInit as _, Nonce, Payload};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::exchange::PublicKey;
use sm2::pke::EncryptingKey;
use sm4::Sm4;

use super::{MOST_BYTES, PackageError, PrivateKey, hex, unhex};

const VERSION: &str = "dz-sealed/1";

/// No head of a sealed file is longer.
const MOST_HEAD: usize = 4096;

type Sm4Gcm = AesGcm<Sm4, U12>;

/// What a package is sealed with.
#[derive(Clone, Copy, Debug)]
pub enum Lock<'a> {
    /// Whoever knows the passphrase opens it.
    Passphrase(&'a str),
    /// Only the holder of the key opens it.
    Receiver(&'a PublicKey),
}

/// What opens a sealed package.
#[derive(Clone, Copy)]
pub enum Opener<'a> {
    /// A passphrase.
    Passphrase(&'a str),
    /// The receiver's key.
    Key(&'a PrivateKey),
}

/// For whom a package is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// For whoever knows the passphrase.
    Passphrase,
    /// For the holder of a key.
    Receiver(PublicKey),
}

/// How a passphrase becomes a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretching {
    memory: u32,
    passes: u32,
    lanes: u32,
    salt: Vec<u8>,
}

impl Stretching {
    /// As it is done now: 19 MiB, 2 passes, 1 lane, as OWASP recommends.
    pub(super) fn new() -> Result<Self, PackageError> {
        let salt = random::<16>()?.to_vec();
        Ok(Self { memory: 19 << 10, passes: 2, lanes: 1, salt })
    }

    /// Reads the words behind `argon2id`; more than a laptop bears is refused.
    pub(super) fn from_words(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let mut number = |most: u32| words.next()?.parse().ok().filter(|n| (1..=most).contains(n));
        let (memory, passes, lanes) = (number(256 << 10)?, number(16)?, number(8)?);
        let salt = unhex(words.next()?).filter(|salt| salt.len() == 16)?;
        words.next().is_none().then_some(Self { memory, passes, lanes, salt })
    }

    pub(super) fn stretch(&self, passphrase: &str) -> Result<[u8; 16], PackageError> {
        let params = Params::new(self.memory, self.passes, self.lanes, Some(16));
        let argon =
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params.map_err(|_| PackageError::Opening)?);
        let mut key = [0; 16];
        argon
            .hash_password_into(passphrase.as_bytes(), &self.salt, &mut key)
            .map_err(|_| PackageError::Opening)?;
        Ok(key)
    }
}

impl fmt::Display for Stretching {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { memory, passes, lanes, salt } = self;
        write!(f, "argon2id {memory} {passes} {lanes} {}", hex(salt))
    }
}

/// Random bytes.
pub(super) fn random<const N: usize>() -> Result<[u8; N], PackageError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| PackageError::Randomness)?;
    Ok(bytes)
}

/// SM4-GCM: the sealed bytes with their tag.
pub(super) fn encrypt(
    key: &[u8; 16],
    nonce: &[u8],
    bytes: &[u8],
    beside: &[u8],
) -> Result<Vec<u8>, PackageError> {
    let nonce = Nonce::<Sm4Gcm>::try_from(nonce).map_err(|_| PackageError::Opening)?;
    let payload = Payload { msg: bytes, aad: beside };
    Sm4Gcm::new(key.into()).encrypt(&nonce, payload).map_err(|_| PackageError::Opening)
}

/// Opens what `encrypt` made; a changed byte is refused.
pub(super) fn decrypt(
    key: &[u8; 16],
    nonce: &[u8],
    bytes: &[u8],
    beside: &[u8],
) -> Result<Vec<u8>, PackageError> {
    let nonce = Nonce::<Sm4Gcm>::try_from(nonce).map_err(|_| PackageError::Opening)?;
    let payload = Payload { msg: bytes, aad: beside };
    Sm4Gcm::new(key.into()).decrypt(&nonce, payload).map_err(|_| PackageError::Opening)
}

/// Seals bytes.
pub fn seal(bytes: &[u8], lock: Lock<'_>) -> Result<Vec<u8>, PackageError> {
    let (key, line) = match lock {
        Lock::Passphrase(passphrase) => {
            let stretching = Stretching::new()?;
            (stretching.stretch(passphrase)?, stretching.to_string())
        }
        Lock::Receiver(public) => {
            let key = random::<16>()?;
            let receiver =
                EncryptingKey::from_sec1_bytes(public.as_bytes()).map_err(|_| PackageError::Key)?;
            let wrapped = receiver.encrypt(&mut getrandom::SysRng, &key);
            let wrapped = wrapped.map_err(|_| PackageError::Randomness)?;
            (key, format!("to {public} {}", hex(&wrapped)))
        }
    };
    let nonce = random::<12>()?;
    let head = format!("{VERSION}\n{line}\nnonce {}\n\n", hex(&nonce));
    let mut out = head.clone().into_bytes();
    out.extend(encrypt(&key, &nonce, bytes, head.as_bytes())?);
    Ok(out)
}

/// How a file is sealed; none: it is not.
pub fn sealing(bytes: &[u8]) -> Result<Option<Sealing>, PackageError> {
    if !bytes.starts_with(VERSION.as_bytes()) {
        return Ok(None);
    }
    Ok(Some(match split(bytes)?.way {
        Way::Receiver(public, _) => Sealing::Receiver(public),
        Way::Passphrase(_) => Sealing::Passphrase,
    }))
}

/// Opens a sealed file.
pub fn open(bytes: &[u8], opener: Opener<'_>) -> Result<Vec<u8>, PackageError> {
    if bytes.len() > MOST_BYTES {
        let (found, most) = (bytes.len() as u64, MOST_BYTES as u64);
        return Err(PackageError::TooLarge { what: "bytes", found, most });
    }
    let Sealed { way, nonce, head, body } = split(bytes)?;
    let key = match (way, opener) {
        (Way::Passphrase(stretching), Opener::Passphrase(passphrase)) => stretching.stretch(passphrase)?,
        (Way::Receiver(_, wrapped), Opener::Key(key)) => {
            let drawn = key.decrypting()?.decrypt(&wrapped).map_err(|_| PackageError::Opening)?;
            drawn.try_into().map_err(|_| PackageError::Opening)?
        }
        _ => return Err(PackageError::Sealed),
    };
    decrypt(&key, &nonce, body, head)
}

enum Way {
    Receiver(PublicKey, Vec<u8>),
    Passphrase(Stretching),
}

struct Sealed<'a> {
    way: Way,
    nonce: Vec<u8>,
    head: &'a [u8],
    body: &'a [u8],
}

fn split(bytes: &[u8]) -> Result<Sealed<'_>, PackageError> {
    let window = bytes.get(..bytes.len().min(MOST_HEAD)).unwrap_or_default();
    let end = window.windows(2).position(|pair| pair == b"\n\n").ok_or(PackageError::NotAPackage)?;
    let (head, body) = bytes.split_at(end + 2);
    let text = std::str::from_utf8(head).map_err(|_| PackageError::NotAPackage)?;
    let (way, nonce) = parse(text).ok_or(PackageError::NotAPackage)?;
    Ok(Sealed { way, nonce, head, body })
}

fn parse(head: &str) -> Option<(Way, Vec<u8>)> {
    let mut lines = head.strip_prefix(VERSION)?.strip_prefix('\n')?.lines();
    let way = match lines.next()?.split_once(' ')? {
        ("to", rest) => {
            let (public, wrapped) = rest.split_once(' ')?;
            Way::Receiver(public.parse().ok()?, unhex(wrapped)?)
        }
        ("argon2id", rest) => Way::Passphrase(Stretching::from_words(rest)?),
        _ => return None,
    };
    let nonce = unhex(lines.next()?.strip_prefix("nonce ")?)?;
    lines.all(str::is_empty).then_some((way, nonce))
}
