//! Making a package: the same content, number and moment always make the same bytes.

use std::io::Write as _;

use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use domain::exchange::{Head, Manifest, Part};
use domain::ledger::{Batch, Digest, Parcel, entries_text};

use super::{MOST_BYTES, MOST_EVIDENCE, MOST_UNPACKED, PackageError, PrivateKey, hex};

/// How hard to squeeze: packages travel on sticks and by mail, and somebody waits for them.
const QUALITY: i32 = 6;

/// How far back a line that stood before is still seen, as a power of two: what one unit says looks like what the
/// unit before said.
const WINDOW: i32 = 22;

/// A package.
#[derive(Clone, Debug)]
pub struct Packed {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its signature in hexadecimal.
    pub signature: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Makes a package of entries and evidence. What the manifest says of them is filled in here.
pub fn pack(mut manifest: Manifest, batch: &Batch, key: &PrivateKey) -> Result<Packed, PackageError> {
    let text = entries_text(&batch.parcels);
    limit("entries", text.len(), MOST_UNPACKED)?;
    limit("evidence", batch.attachments.len(), MOST_EVIDENCE)?;
    let entries = squeeze(text.as_bytes());
    let mut evidence: Vec<(Part, &[u8])> = Vec::new();
    for carried in &batch.attachments {
        evidence.push((part(&carried.bytes)?, &carried.bytes));
    }
    evidence.sort_by_key(|(part, _)| part.digest);
    evidence.dedup_by_key(|(part, _)| part.digest);
    manifest.signer = key.public()?;
    manifest.heads = heads(&batch.parcels);
    manifest.rows = rows(&batch.parcels)?;
    manifest.entries = part(&entries)?;
    manifest.unpacked = size(text.len())?;
    manifest.evidence = evidence.iter().map(|(part, _)| part.clone()).collect();
    let text = manifest.text();
    let signature = hex(&key.sign(text.as_bytes())?);
    let mut bytes = format!("{text}signature {signature}\n\n").into_bytes();
    bytes.extend(&entries);
    for (_, piece) in evidence {
        bytes.extend(piece);
    }
    limit("bytes", bytes.len(), MOST_BYTES)?;
    Ok(Packed { manifest, signature, bytes })
}

pub(super) fn squeeze(text: &[u8]) -> Vec<u8> {
    let params =
        BrotliEncoderParams { quality: QUALITY, lgwin: WINDOW, size_hint: text.len(), ..Default::default() };
    let mut squeezed = Vec::new();
    let mut writer = CompressorWriter::with_params(&mut squeezed, 4096, &params);
    // Writing into memory cannot fail.
    let _ = writer.write_all(text);
    drop(writer);
    squeezed
}

/// The last entry of each writer, in the order of the writers.
pub(super) fn heads(parcels: &[Parcel]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    for Parcel { header, .. } in parcels {
        let head = Head { writer: header.writer.clone(), seq: header.seq, digest: header.digest() };
        match heads.iter_mut().find(|known| known.writer == head.writer) {
            Some(known) if known.seq < head.seq => *known = head,
            Some(_) => {}
            None => heads.push(head),
        }
    }
    heads.sort();
    heads
}

pub(super) fn rows(parcels: &[Parcel]) -> Result<u32, PackageError> {
    size(parcels.iter().map(|parcel| parcel.rows.len()).sum())
}

fn part(bytes: &[u8]) -> Result<Part, PackageError> {
    Ok(Part { digest: Digest::of(bytes), bytes: size(bytes.len())? })
}

fn size(number: usize) -> Result<u32, PackageError> {
    let most = u64::from(u32::MAX);
    u32::try_from(number).map_err(|_| PackageError::TooLarge { what: "bytes", found: number as u64, most })
}

pub(super) fn limit(what: &'static str, found: usize, most: usize) -> Result<(), PackageError> {
    if found <= most {
        return Ok(());
    }
    Err(PackageError::TooLarge { what, found: found as u64, most: most as u64 })
}
