//! Reading a package: within limits, and nothing in it is believed before it is proven.

use std::collections::BTreeSet;
use std::io::Read as _;

use domain::exchange::{Manifest, Part, PublicKey};
use domain::ledger::{Batch, CarriedAttachment, Digest, EntriesError, Parcel, read_entries};
use sm2::dsa::signature::Verifier as _;
use sm2::dsa::{Signature, VerifyingKey};

use super::key::SIGNER_ID;
use super::pack::{heads, limit, rows};
use super::{BEGINS, MOST_BYTES, MOST_EVIDENCE, MOST_MANIFEST, MOST_UNPACKED, PackageError, unhex};

/// A package that holds together: every digest fits, and the signature is that of its key. Whether the key
/// counts is another matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its signature in hexadecimal.
    pub signature: String,
    /// The entries and the evidence.
    pub batch: Batch,
}

/// Reads a package.
pub fn read(bytes: &[u8]) -> Result<Package, PackageError> {
    limit("bytes", bytes.len(), MOST_BYTES)?;
    let (text, signature, body) = split(bytes)?;
    let manifest = Manifest::from_text(text).map_err(PackageError::Manifest)?;
    if !signature_holds(&manifest, signature) {
        return Err(PackageError::Signature);
    }
    limit("entries", manifest.unpacked as usize, MOST_UNPACKED)?;
    limit("evidence", manifest.evidence.len(), MOST_EVIDENCE)?;
    let parts = std::iter::once(&manifest.entries).chain(&manifest.evidence);
    let (named, found) = (parts.map(|part| u64::from(part.bytes)).sum(), body.len() as u64);
    if named != found {
        return Err(PackageError::Length { named, found });
    }
    let (entries, mut rest) = body.split_at(manifest.entries.bytes as usize);
    let parcels = read_parcels(&manifest, entries)?;
    let mut attachments = Vec::with_capacity(manifest.evidence.len());
    for Part { digest, bytes } in &manifest.evidence {
        let (piece, after) = rest.split_at(*bytes as usize);
        if Digest::of(piece) != *digest {
            return Err(PackageError::Evidence(*digest));
        }
        attachments.push(CarriedAttachment { digest: *digest, bytes: piece.to_vec() });
        rest = after;
    }
    check_claims(&manifest, &parcels)?;
    Ok(Package { manifest, signature: signature.to_owned(), batch: Batch { parcels, attachments } })
}

/// Whether a signature is that of the manifest's key over its text.
pub fn signature_holds(manifest: &Manifest, signature: &str) -> bool {
    let holds = |key: &PublicKey| {
        let key = VerifyingKey::from_sec1_bytes(SIGNER_ID, key.as_bytes()).ok()?;
        let signature = Signature::from_slice(&unhex(signature)?).ok()?;
        key.verify(manifest.text().as_bytes(), &signature).ok()
    };
    holds(&manifest.signer).is_some()
}

/// The manifest's text, the signature, and what follows.
fn split(bytes: &[u8]) -> Result<(&str, &str, &[u8]), PackageError> {
    const SIGNATURE: &[u8] = b"\nsignature ";
    if !bytes.starts_with(BEGINS.as_bytes()) {
        return Err(PackageError::NotAPackage);
    }
    if !bytes.starts_with(b"dz-package/1\n") {
        return Err(PackageError::Newer);
    }
    let window = bytes.get(..bytes.len().min(MOST_MANIFEST)).unwrap_or_default();
    let end = window.windows(SIGNATURE.len()).position(|piece| piece == SIGNATURE);
    let end = end.ok_or(PackageError::Signature)?;
    let (text, rest) = bytes.split_at(end + 1);
    let text = std::str::from_utf8(text)
        .map_err(|_| PackageError::Manifest(domain::ledger::CanonError::NotCanonical))?;
    // `signature `, 128 digits, two line feeds.
    let line = rest.get(10..140).and_then(|line| std::str::from_utf8(line).ok());
    let signature = line.and_then(|line| line.strip_suffix("\n\n")).ok_or(PackageError::Signature)?;
    Ok((text, signature, rest.get(140..).unwrap_or_default()))
}

fn read_parcels(manifest: &Manifest, entries: &[u8]) -> Result<Vec<Parcel>, PackageError> {
    if Digest::of(entries) != manifest.entries.digest {
        return Err(PackageError::EntriesDigest);
    }
    let unpacked = manifest.unpacked as usize;
    let mut text = String::new();
    // One byte more shows that there is more than was announced.
    let mut unpacking = brotli::Decompressor::new(entries, 4096).take(u64::from(manifest.unpacked) + 1);
    unpacking.read_to_string(&mut text).map_err(|_| PackageError::Unpacking)?;
    if text.len() != unpacked {
        return Err(PackageError::Unpacking);
    }
    let parcels = read_entries(&text)?;
    for parcel in &parcels {
        parcel.check().map_err(EntriesError::Fault)?;
    }
    Ok(parcels)
}

/// What the manifest says of its entries is what they are, and no entry comes twice.
fn check_claims(manifest: &Manifest, parcels: &[Parcel]) -> Result<(), PackageError> {
    let entries: BTreeSet<_> = parcels.iter().map(|parcel| parcel.header.id()).collect();
    if entries.len() != parcels.len() {
        return Err(PackageError::Claim("entries"));
    }
    if rows(parcels)? != manifest.rows {
        return Err(PackageError::Claim("rows"));
    }
    if heads(parcels) != manifest.heads {
        return Err(PackageError::Claim("heads"));
    }
    let headers = parcels.iter().flat_map(|parcel| &parcel.header.attachments);
    let named: BTreeSet<Digest> = headers.map(|attachment| attachment.digest).collect();
    if manifest.evidence.iter().any(|part| !named.contains(&part.digest)) {
        return Err(PackageError::Claim("evidence"));
    }
    Ok(())
}
