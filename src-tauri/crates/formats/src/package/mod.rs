//! Packages: what one office hands to another as a file. A package is the manifest's text, its SM2
//! signature, and the bytes whose sizes and SM3 digests the manifest names, one after the other; there
//! are no names, no paths and no directory in it that could say something else. It may be sealed whole, as any file may.
//!
//! ```text
//! <the manifest's text, see `domain::exchange`>
//! signature <64 bytes in hexadecimal>
//! <empty line>
//! <entries, squeezed by Brotli><evidence><evidence>…
//! ```
//! Nothing here is encrypted, signed or digested by code of ours: SM2, SM3 and SM4 are RustCrypto's, GCM and
//! Argon2 too.

mod error;
mod key;
mod pack;
mod read;
mod seal;
#[cfg(test)]
mod tests;

pub use error::PackageError;
pub use key::{KeyFile, PrivateKey};
pub use pack::{Packed, pack};
pub use read::{Package, read, signature_holds};
pub use seal::{Lock, Opener, SealError, Sealing, open, open_into, seal, seal_into, sealing};

/// No passphrase is shorter.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// No package is longer.
pub const MOST_BYTES: usize = 200 << 20;

/// No manifest is longer.
const MOST_MANIFEST: usize = 1 << 20;

/// No entries unpack to more.
const MOST_UNPACKED: usize = 128 << 20;

/// No package brings more files of evidence.
const MOST_EVIDENCE: usize = 10_000;

/// What a package begins with.
const BEGINS: &str = "dz-package/";

/// Bytes as lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads lower-case hexadecimal digits.
fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.len().is_multiple_of(2) && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    if !digits {
        return None;
    }
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}
