//! Sealing a file: SM4 in GCM (RFC 8998), one piece after the other, under a key that is drawn anew for each file. The pieces
//! are chained (STREAM), so that none can be left out, moved or cut off; what stands before them is authenticated with
//! each. The drawn key is wrapped for everybody who may open the file: for the holder of a key with SM2, for who knows
//! a passphrase under what Argon2id makes of it.
//!
//! ```text
//! dz-sealed/1
//! to <public key> <wrapped key>                                      for the holder of a key
//! argon2id <memory KiB> <passes> <lanes> <salt> <nonce> <wrapped>    for who knows the passphrase
//! nonce <7 bytes>
//! <empty line>
//! <sealed pieces of 64 KiB, each with its tag; the last is shorter>
//! ```

use std::fmt;
use std::io::{self, BufRead, Read, Write};

use aead_stream::{DecryptorBE32, EncryptorBE32};
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

/// How much is sealed at a time.
const PIECE: usize = 64 << 10;

/// How much longer a sealed piece is.
const TAG: usize = 16;

type Sm4Gcm = AesGcm<Sm4, U12>;

/// Who may open a file that is sealed.
#[derive(Clone, Copy, Debug)]
pub enum Lock<'a> {
    /// Whoever knows the passphrase.
    Passphrase(&'a str),
    /// The holder of the key.
    Receiver(&'a PublicKey),
}

/// What opens a sealed file.
#[derive(Clone, Copy)]
pub enum Opener<'a> {
    /// A passphrase.
    Passphrase(&'a str),
    /// A receiver's key.
    Key(&'a PrivateKey),
}

/// For whom a file is sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sealing {
    /// For whoever knows the passphrase.
    pub passphrase: bool,
    /// For the holders of these keys.
    pub receivers: Vec<PublicKey>,
}

/// Why a file could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// It does not open, or is not sealed.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The disk.
    #[error(transparent)]
    Io(#[from] io::Error),
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

/// Seals what is read, for everybody who may open it.
pub fn seal_into(from: &mut impl Read, to: &mut impl Write, locks: &[Lock<'_>]) -> Result<(), SealError> {
    let key = random::<16>()?;
    let nonce = random::<7>()?;
    let mut head = format!("{VERSION}\n");
    for lock in locks {
        head += &wrap(&key, *lock)?;
    }
    head += &format!("nonce {}\n\n", hex(&nonce));
    to.write_all(head.as_bytes())?;
    let mut sealer = EncryptorBE32::<Sm4Gcm>::new((&key).into(), (&nonce).into());
    let beside = head.as_bytes();
    let mut piece = next_piece(from, PIECE)?;
    loop {
        let after = next_piece(from, PIECE)?;
        let payload = Payload { msg: &piece, aad: beside };
        if after.is_empty() {
            to.write_all(&sealer.encrypt_last(payload).map_err(|_| PackageError::Opening)?)?;
            return Ok(());
        }
        to.write_all(&sealer.encrypt_next(payload).map_err(|_| PackageError::Opening)?)?;
        piece = after;
    }
}

/// Opens what was sealed. What is written before an error comes is to be thrown away.
pub fn open_into(from: &mut impl BufRead, to: &mut impl Write, opener: Opener<'_>) -> Result<(), SealError> {
    let text = read_head(from)?;
    let head = Head::parse(&text).ok_or(PackageError::NotAPackage)?;
    let key = head.unwrap(opener)?;
    let mut opened = DecryptorBE32::<Sm4Gcm>::new((&key).into(), (&head.nonce).into());
    let beside = text.as_bytes();
    let mut piece = next_piece(from, PIECE + TAG)?;
    loop {
        let after = next_piece(from, PIECE + TAG)?;
        let payload = Payload { msg: &piece, aad: beside };
        if after.is_empty() {
            to.write_all(&opened.decrypt_last(payload).map_err(|_| PackageError::Opening)?)?;
            return Ok(());
        }
        to.write_all(&opened.decrypt_next(payload).map_err(|_| PackageError::Opening)?)?;
        piece = after;
    }
}

/// Seals bytes.
pub fn seal(bytes: &[u8], lock: Lock<'_>) -> Result<Vec<u8>, PackageError> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / PIECE * TAG + 1024);
    in_memory(seal_into(&mut &*bytes, &mut out, &[lock]))?;
    Ok(out)
}

/// Opens a sealed package.
pub fn open(bytes: &[u8], opener: Opener<'_>) -> Result<Vec<u8>, PackageError> {
    if bytes.len() > MOST_BYTES {
        let (found, most) = (bytes.len() as u64, MOST_BYTES as u64);
        return Err(PackageError::TooLarge { what: "bytes", found, most });
    }
    let mut out = Vec::with_capacity(bytes.len());
    in_memory(open_into(&mut &*bytes, &mut out, opener))?;
    Ok(out)
}

/// No disk is asked of bytes in memory: what fails there is that they end too early.
fn in_memory(outcome: Result<(), SealError>) -> Result<(), PackageError> {
    outcome.map_err(|error| match error {
        SealError::Package(error) => error,
        SealError::Io(_) => PackageError::Opening,
    })
}

/// For whom a file is sealed, by its beginning; none: it is not.
pub fn sealing(beginning: &[u8]) -> Result<Option<Sealing>, PackageError> {
    if !beginning.starts_with(VERSION.as_bytes()) {
        return Ok(None);
    }
    let text = in_head(beginning).and_then(|end| std::str::from_utf8(beginning.get(..end)?).ok());
    let head = text.and_then(Head::parse).ok_or(PackageError::NotAPackage)?;
    let mut sealing = Sealing::default();
    for way in head.ways {
        match way {
            Way::Passphrase { .. } => sealing.passphrase = true,
            Way::Receiver { public, .. } => sealing.receivers.push(public),
        }
    }
    Ok(Some(sealing))
}

/// As many bytes as a piece has, or what is left.
fn next_piece(from: &mut impl Read, size: usize) -> io::Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(size);
    from.take(size as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

/// Where the head ends.
fn in_head(bytes: &[u8]) -> Option<usize> {
    let window = bytes.get(..bytes.len().min(MOST_HEAD))?;
    window.windows(2).position(|pair| pair == b"\n\n").map(|end| end + 2)
}

/// The head, line by line: nothing of what follows is taken.
fn read_head(from: &mut impl BufRead) -> Result<String, SealError> {
    let mut head = Vec::new();
    while !head.ends_with(b"\n\n") {
        let left = (MOST_HEAD - head.len()) as u64;
        if from.take(left).read_until(b'\n', &mut head)? == 0 {
            return Err(PackageError::NotAPackage.into());
        }
    }
    Ok(String::from_utf8(head).map_err(|_| PackageError::NotAPackage)?)
}

/// The line of the head by which one may open the file.
fn wrap(key: &[u8; 16], lock: Lock<'_>) -> Result<String, PackageError> {
    Ok(match lock {
        Lock::Passphrase(passphrase) => {
            let stretching = Stretching::new()?;
            let nonce = random::<12>()?;
            let wrapped = encrypt(&stretching.stretch(passphrase)?, &nonce, key, &[])?;
            format!("{stretching} {} {}\n", hex(&nonce), hex(&wrapped))
        }
        Lock::Receiver(public) => {
            let receiver =
                EncryptingKey::from_sec1_bytes(public.as_bytes()).map_err(|_| PackageError::Key)?;
            let wrapped = receiver.encrypt(&mut getrandom::SysRng, key);
            let wrapped = wrapped.map_err(|_| PackageError::Randomness)?;
            format!("to {public} {}\n", hex(&wrapped))
        }
    })
}

/// One way to the drawn key.
enum Way {
    Receiver { public: PublicKey, wrapped: Vec<u8> },
    Passphrase { stretching: Stretching, nonce: Vec<u8>, wrapped: Vec<u8> },
}

impl Way {
    fn parse(line: &str) -> Option<Self> {
        match line.split_once(' ')? {
            ("to", rest) => {
                let (public, wrapped) = rest.split_once(' ')?;
                Some(Self::Receiver { public: public.parse().ok()?, wrapped: unhex(wrapped)? })
            }
            ("argon2id", rest) => {
                let (rest, wrapped) = rest.rsplit_once(' ')?;
                let (stretching, nonce) = rest.rsplit_once(' ')?;
                let stretching = Stretching::from_words(stretching)?;
                Some(Self::Passphrase { stretching, nonce: unhex(nonce)?, wrapped: unhex(wrapped)? })
            }
            _ => None,
        }
    }

    /// The drawn key; none: this is not the way of the opener.
    fn unwrap(&self, opener: Opener<'_>) -> Option<Result<Vec<u8>, PackageError>> {
        match (self, opener) {
            (Self::Passphrase { stretching, nonce, wrapped }, Opener::Passphrase(passphrase)) => {
                let stretched = stretching.stretch(passphrase);
                Some(stretched.and_then(|key| decrypt(&key, nonce, wrapped, &[])))
            }
            (Self::Receiver { wrapped, .. }, Opener::Key(key)) => {
                let opened = |key: sm2::pke::DecryptingKey| key.decrypt(wrapped);
                Some(key.decrypting().and_then(|key| opened(key).map_err(|_| PackageError::Opening)))
            }
            _ => None,
        }
    }
}

struct Head {
    ways: Vec<Way>,
    nonce: [u8; 7],
}

impl Head {
    fn parse(text: &str) -> Option<Self> {
        let lines = text.strip_prefix(VERSION)?.strip_prefix('\n')?.strip_suffix("\n\n")?;
        let (ways, nonce) = lines.rsplit_once('\n')?;
        let nonce = unhex(nonce.strip_prefix("nonce ")?)?.try_into().ok()?;
        Some(Self { ways: ways.lines().map(Way::parse).collect::<Option<_>>()?, nonce })
    }

    /// The drawn key by one of the ways.
    fn unwrap(&self, opener: Opener<'_>) -> Result<[u8; 16], PackageError> {
        let mut refused = PackageError::Sealed;
        for way in &self.ways {
            match way.unwrap(opener) {
                Some(Ok(key)) => return key.try_into().map_err(|_| PackageError::Opening),
                Some(Err(error)) => refused = error,
                None => {}
            }
        }
        Err(refused)
    }
}
