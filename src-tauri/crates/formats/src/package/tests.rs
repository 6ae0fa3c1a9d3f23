//! Packages: what goes in comes out, the same bytes every time, and whatever is changed is found and named.

use domain::exchange::{Manifest, PackageKind, Part, Report};
use domain::kernel::Fields;
use domain::ledger::{
    AttachmentRef, Batch, CarriedAttachment, CarriedRow, Digest, FaultKind, NewHeader, Operation, Parcel,
    Row, RowKind, RowTree,
};

use super::*;

fn key(number: u8) -> PrivateKey {
    PrivateKey::from_secret(&[number; 32]).unwrap()
}

fn row(place: u32) -> Row {
    let mut content = Fields::new();
    content.set("state", "number").set("value", place * 7).set("note", "据实填报\n第二行");
    let key = format!("i{place}|ytd|u1|2022-06");
    Row { kind: RowKind::Result, key, replaces: Vec::new(), content, retracted: false }
}

fn batch() -> Batch {
    let evidence = b"a photograph".to_vec();
    let rows: Vec<Row> = (0..5).map(row).collect();
    let header = NewHeader {
        writer: "w1".into(),
        seq: 1,
        previous: None,
        operation: Operation::Fill,
        author: "p1".into(),
        office: "o1".into(),
        time: made(),
        reason: String::new(),
        undoes: None,
        attachments: vec![AttachmentRef {
            digest: Digest::of(&evidence),
            size: 12,
            media_type: "image/jpeg".into(),
            name: "现场.jpg".into(),
        }],
    }
    .seal(rows.iter().map(Row::digest).collect());
    let rows = rows.into_iter().zip(0..).map(|(row, position)| CarriedRow { position, row, proof: None });
    let attachments = vec![CarriedAttachment { digest: Digest::of(&evidence), bytes: evidence }];
    Batch { parcels: vec![Parcel { header, rows: rows.collect() }], attachments }
}

fn made() -> domain::ledger::Moment {
    chrono::DateTime::parse_from_rfc3339("2022-07-01T09:00:00+08:00").unwrap()
}

fn manifest() -> Manifest {
    Manifest {
        kind: PackageKind::Submission,
        from: "u1".into(),
        name: "甲镇".into(),
        to: Some("u0".into()),
        report: Some(Report {
            form: "f1".into(),
            form_name: "月报".into(),
            org_unit: "u1".into(),
            period: "2022-06".parse().unwrap(),
            version: 1,
        }),
        number: 1,
        made: made(),
        maker: "某甲".into(),
        signer: key(1).public().unwrap(),
        authors: Vec::new(),
        heads: Vec::new(),
        rows: 0,
        entries: Part { digest: Digest::of(b""), bytes: 0 },
        unpacked: 0,
        evidence: Vec::new(),
    }
}

fn packed() -> Packed {
    pack(manifest(), &batch(), &key(1)).unwrap()
}

/// Numbers that look random and are the same on every run.
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

#[test]
fn what_is_packed_comes_out_and_is_the_same_every_time() {
    let first = packed();
    let read = read(&first.bytes).unwrap();
    assert_eq!(read.batch, batch(), "entries and evidence");
    assert_eq!((&read.manifest, &read.signature), (&first.manifest, &first.signature), "and what it says");
    assert_eq!(packed().bytes, first.bytes, "byte for byte the same");
}

#[test]
fn every_changed_byte_of_a_small_package_is_refused() {
    let whole = packed().bytes;
    for at in 0..whole.len() {
        for bit in [1, 0x20, 0x80] {
            let mut bytes = whole.clone();
            bytes[at] ^= bit;
            assert!(read(&bytes).is_err(), "byte {at} was changed by {bit} and nothing was said");
        }
    }
}

#[test]
fn ten_thousand_random_changes_are_refused() {
    let whole = packed().bytes;
    let mut draws = Draws(2022);
    for round in 0..10_000 {
        let mut bytes = whole.clone();
        for _ in 0..=draws.next(3) {
            let at = draws.next(bytes.len());
            match draws.next(3) {
                0 => bytes[at] = bytes[at].wrapping_add(1 + draws.next(255) as u8),
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, draws.next(256) as u8),
            }
        }
        assert!(bytes == whole || read(&bytes).is_err(), "round {round} went unseen");
    }
}

#[test]
fn cutting_joining_and_filling_up_are_refused() {
    let whole = packed().bytes;
    for end in 0..whole.len() {
        assert!(read(&whole[..end]).is_err(), "cut after {end} bytes");
    }
    let twice = [whole.as_slice(), &whole].concat();
    assert!(matches!(read(&twice), Err(PackageError::Length { .. })), "two in one");
    let longer = [whole.as_slice(), b"\n"].concat();
    assert!(matches!(read(&longer), Err(PackageError::Length { .. })), "something behind the end");
    let other = pack(Manifest { number: 2, ..manifest() }, &batch(), &key(1)).unwrap().bytes;
    let body = |bytes: &[u8]| bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let joined = [&other[..body(&other)], &whole[body(&whole)..]].concat();
    assert!(read(&joined).is_ok(), "the same body under another manifest of the same key is that package");
    let foreign = pack(manifest(), &Batch::default(), &key(1)).unwrap().bytes;
    let joined = [&foreign[..body(&foreign)], &whole[body(&whole)..]].concat();
    assert!(read(&joined).is_err(), "the body of another package");
}

#[test]
fn each_part_that_is_changed_is_named() {
    let Packed { manifest: said, bytes, .. } = packed();
    let body = bytes.len() - (said.entries.bytes + said.evidence[0].bytes) as usize;
    let evidence = bytes.len() - 1;
    let signature = body - 10;
    let change = |at: usize| {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        read(&changed).unwrap_err()
    };
    assert_eq!(change(0), PackageError::NotAPackage, "the beginning");
    assert_eq!(change(11), PackageError::Newer, "the version");
    assert_eq!(
        change(14),
        PackageError::Manifest(domain::ledger::CanonError::Line { line: 2, expected: "kind" })
    );
    assert_eq!(change(signature), PackageError::Signature, "the signature");
    assert_eq!(change(body), PackageError::EntriesDigest, "the entries");
    assert_eq!(change(evidence), PackageError::Evidence(said.evidence[0].digest), "the evidence");
}

#[test]
fn a_package_signed_anew_is_another_signers() {
    let Packed { manifest: said, bytes, .. } = packed();
    let forged = pack(said.clone(), &batch(), &key(2)).unwrap();
    let read_back = read(&forged.bytes).unwrap();
    assert_ne!(read_back.manifest.signer, said.signer, "it holds together and names another key");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let swapped = text.replacen(&said.signer.to_string(), &read_back.manifest.signer.to_string(), 1);
    assert!(swapped != text, "the key stands in the manifest");
    let mut changed = bytes.clone();
    let at = bytes.windows(7).position(|piece| piece == b"signer ").unwrap() + 7;
    changed[at..at + 66].copy_from_slice(read_back.manifest.signer.to_string().as_bytes());
    assert_eq!(read(&changed), Err(PackageError::Signature), "another key in the same manifest");
}

#[test]
fn claims_that_are_not_true_are_named() {
    let mut stray = batch();
    stray.attachments.push(CarriedAttachment { digest: Digest::of(b"x"), bytes: b"x".to_vec() });
    let bytes = pack(manifest(), &stray, &key(1)).unwrap().bytes;
    assert_eq!(read(&bytes), Err(PackageError::Claim("evidence")), "evidence that no entry names");
    let mut twice = batch();
    twice.parcels.push(twice.parcels[0].clone());
    let bytes = pack(manifest(), &twice, &key(1)).unwrap().bytes;
    assert_eq!(read(&bytes), Err(PackageError::Claim("entries")), "an entry that comes twice");
    let mut changed = batch();
    changed.parcels[0].rows[2].row.content.set("value", "999");
    let bytes = pack(manifest(), &changed, &key(1)).unwrap().bytes;
    let Err(PackageError::Entries(domain::ledger::EntriesError::Fault(fault))) = read(&bytes) else {
        panic!("a row that its entry was not closed over")
    };
    assert_eq!(fault.kind, FaultKind::Root, "is named with its entry");
}

#[test]
fn a_bomb_does_not_go_off() {
    let zeros = vec![b'0'; 64 << 20];
    let bomb = super::pack::squeeze(&zeros);
    let said = Manifest {
        entries: Part { digest: Digest::of(&bomb), bytes: bomb.len() as u32 },
        unpacked: 100,
        ..manifest()
    };
    let signature = hex(&key(1).sign(said.text().as_bytes()).unwrap());
    let mut bytes = format!("{}signature {signature}\n\n", said.text()).into_bytes();
    bytes.extend(&bomb);
    assert_eq!(read(&bytes), Err(PackageError::Unpacking), "no more is unpacked than was announced");
    let said = Manifest { unpacked: u32::MAX, ..said };
    let signature = hex(&key(1).sign(said.text().as_bytes()).unwrap());
    let mut bytes = format!("{}signature {signature}\n\n", said.text()).into_bytes();
    bytes.extend(&bomb);
    assert!(matches!(read(&bytes), Err(PackageError::TooLarge { what: "entries", .. })), "nor announced");
}

/// What a village says of a month: figures as they are typed, of indicators with ids as they are made.
fn village(at: usize, indicators: &[String], draws: &mut Draws) -> Vec<Row> {
    let figure = |indicator: &String| {
        let digits = 1 + draws.next(5) as u32;
        let value = draws.next(10_usize.pow(digits));
        let mut content = Fields::new();
        content.set("state", "number").set("value", value).set("uom", "万元").set("qualifier", "=");
        let key = format!("{indicator}|ytd|15020110{at:04}|2022-06");
        Row { kind: RowKind::Result, key, replaces: Vec::new(), content, retracted: false }
    };
    indicators.iter().map(figure).collect()
}

/// Entries of one writer, one after the other.
fn chain(entries: impl IntoIterator<Item = Vec<Row>>) -> Vec<Parcel> {
    let mut parcels: Vec<Parcel> = Vec::new();
    for (rows, seq) in entries.into_iter().zip(1..) {
        let header = NewHeader {
            writer: "w1".into(),
            seq,
            previous: parcels.last().map(|parcel| parcel.header.digest()),
            operation: Operation::Fill,
            author: "p1".into(),
            office: "o1".into(),
            time: made() + chrono::TimeDelta::seconds(i64::from(seq * 7)),
            reason: String::new(),
            undoes: None,
            attachments: Vec::new(),
        }
        .seal(rows.iter().map(Row::digest).collect());
        let rows = rows.into_iter().zip(0..).map(|(row, position)| CarriedRow { position, row, proof: None });
        parcels.push(Parcel { header, rows: rows.collect() });
    }
    parcels
}

/// Some rows of an entry with their proofs.
fn some_of(whole: &Parcel, positions: std::ops::Range<usize>) -> Parcel {
    let tree = RowTree::of(whole.rows.iter().map(|carried| carried.row.digest()).collect());
    let proven =
        |carried: &CarriedRow| CarriedRow { proof: Some(tree.proof(carried.position)), ..carried.clone() };
    Parcel { header: whole.header.clone(), rows: whole.rows[positions].iter().map(proven).collect() }
}

/// 300 villages with 500 indicators; looked at is a fifth of the villages for a fifth of the bytes.
#[test]
fn a_county_month_is_less_than_five_megabytes() {
    const VILLAGES: usize = 300 / 5;
    const INDICATORS: usize = 500;
    const MOST: usize = 5_000_000 / 5;
    let mut draws = Draws(20_220_630);
    let mut letter = || char::from(b"abcdefghijklmnopqrstuvwxyz234567"[draws.next(32)]);
    let indicators: Vec<String> = (0..INDICATORS).map(|_| (0..20).map(|_| letter()).collect()).collect();
    let villages: Vec<Vec<Row>> = (0..VILLAGES).map(|at| village(at, &indicators, &mut draws)).collect();
    let size = |parcels: Vec<Parcel>| {
        pack(manifest(), &Batch { parcels, attachments: Vec::new() }, &key(1)).unwrap().bytes.len()
    };
    let whole = size(chain(villages.clone()));
    assert!(whole < MOST, "all in one package: {whole}");
    let pasted = size(chain([villages[0].clone()]));
    assert!(pasted * VILLAGES < MOST, "a package a village, of one paste: {pasted}");
    let typed = size(chain(villages[0].iter().map(|row| vec![row.clone()])));
    assert!(typed * VILLAGES < MOST, "a package a village, typed figure by figure: {typed}");
    let imported = chain([villages[..20].concat()]).remove(0);
    let cut = size(vec![some_of(&imported, 9 * INDICATORS..10 * INDICATORS)]);
    assert!(cut * VILLAGES < MOST, "a package a village, cut out of a township's import: {cut}");
}

#[test]
fn sealed_packages_open_for_whom_they_are_sealed_and_unchanged() {
    let bytes = packed().bytes;
    let (receiver, stranger) = (key(3), key(4));
    let public = receiver.public().unwrap();
    let for_key = seal(&bytes, Lock::Receiver(&public)).unwrap();
    let by_word = seal(&bytes, Lock::Passphrase("二〇二二年六月")).unwrap();
    assert_eq!(sealing(&bytes), Ok(None), "a plain package");
    let holder = Sealing { passphrase: false, receivers: vec![public] };
    assert_eq!(sealing(&for_key), Ok(Some(holder)), "says for whom");
    let knower = Sealing { passphrase: true, receivers: Vec::new() };
    assert_eq!(sealing(&by_word), Ok(Some(knower)), "or that a passphrase opens it");
    assert_eq!(open(&for_key, Opener::Key(&receiver)).as_deref(), Ok(bytes.as_slice()), "the receiver");
    assert_eq!(open(&by_word, Opener::Passphrase("二〇二二年六月")).as_deref(), Ok(bytes.as_slice()));
    assert_eq!(open(&for_key, Opener::Key(&stranger)), Err(PackageError::Opening), "somebody else");
    assert_eq!(open(&by_word, Opener::Passphrase("2022年6月")), Err(PackageError::Opening));
    assert_eq!(open(&by_word, Opener::Key(&receiver)), Err(PackageError::Sealed), "the wrong way");
    assert_eq!(read(&for_key), Err(PackageError::NotAPackage), "it is not read as it lies");
    let mut draws = Draws(1);
    for _ in 0..200 {
        let mut changed = for_key.clone();
        let at = draws.next(changed.len());
        changed[at] ^= 1 << draws.next(8);
        assert!(open(&changed, Opener::Key(&receiver)).is_err(), "byte {at} was changed");
    }
}

fn sealed_for_both(bytes: &[u8]) -> (Vec<u8>, PrivateKey) {
    let (recovery, code) = PrivateKey::for_recovery().unwrap();
    let mut sealed = Vec::new();
    let public = recovery.public().unwrap();
    let locks = [Lock::Passphrase("二〇二二年六月"), Lock::Receiver(&public)];
    seal_into(&mut &*bytes, &mut sealed, &locks).unwrap();
    let typed: domain::exchange::RecoveryCode = code.to_string().parse().unwrap();
    (sealed, PrivateKey::of_recovery(&typed).unwrap())
}

#[test]
fn a_file_of_any_length_opens_with_the_passphrase_or_with_the_paper() {
    const PIECE: usize = 64 << 10;
    for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7] {
        let bytes: Vec<u8> = (0..length).map(|at| (at * 31 % 251) as u8).collect();
        let (sealed, paper) = sealed_for_both(&bytes);
        assert_eq!(open(&sealed, Opener::Passphrase("二〇二二年六月")).as_ref(), Ok(&bytes), "{length}");
        assert_eq!(open(&sealed, Opener::Key(&paper)).as_ref(), Ok(&bytes), "{length} by the paper");
        assert_eq!(open(&sealed, Opener::Key(&key(9))), Err(PackageError::Opening), "another paper");
    }
}

#[test]
fn pieces_of_a_sealed_file_cannot_be_cut_moved_or_left_out() {
    const SEALED: usize = (64 << 10) + 16;
    let bytes: Vec<u8> = (0..4 * (64 << 10)).map(|at| (at % 251) as u8).collect();
    let (sealed, paper) = sealed_for_both(&bytes);
    let body = sealed.windows(2).position(|pair| pair == b"\n\n").unwrap() + 2;
    let pieces = |order: &[usize]| {
        let mut file = sealed[..body].to_vec();
        for at in order {
            file.extend(&sealed[body + at * SEALED..][..SEALED]);
        }
        open(&file, Opener::Key(&paper))
    };
    assert_eq!(pieces(&[0, 1, 2, 3]).as_ref(), Ok(&bytes));
    for order in [&[0, 1, 2][..], &[1, 2, 3], &[0, 2, 1, 3], &[0, 1, 2, 3, 3], &[0, 0, 1, 2, 3], &[3], &[]] {
        assert_eq!(pieces(order), Err(PackageError::Opening), "{order:?}");
    }
    let longer = [&sealed[..], b"x"].concat();
    assert_eq!(open(&longer, Opener::Key(&paper)), Err(PackageError::Opening), "something behind the end");
    for wrong in [&sealed[..body - 2], b"dz-sealed/1\n", b"dz-sealed/1\n\n", b""] {
        assert_eq!(open(wrong, Opener::Key(&paper)), Err(PackageError::NotAPackage), "no head");
    }
}

#[test]
fn a_key_comes_back_only_with_its_passphrase() {
    let kept = KeyFile::new(&key(5), "u1", "甲镇\n", "长口令").unwrap();
    let text = kept.text();
    assert_eq!(KeyFile::from_bytes(text.as_bytes()), Ok(kept.clone()), "the file comes back");
    let opened = kept.unlock("长口令").unwrap();
    assert_eq!(opened.public(), key(5).public(), "the same key");
    assert!(matches!(kept.unlock("短口令"), Err(PackageError::Opening)), "another passphrase");
    let moved = kept.with_passphrase("长口令", "新口令").unwrap();
    assert!(moved.unlock("新口令").is_ok() && moved.unlock("长口令").is_err(), "the passphrase is changed");
    let renamed = text.replace("name 甲镇", "name 乙镇");
    let renamed = KeyFile::from_bytes(renamed.as_bytes()).unwrap();
    assert!(renamed.unlock("长口令").is_err(), "nobody gives a key another name");
    for wrong in [&text.as_bytes()[1..], &text.as_bytes()[..text.len() - 3], b"", &[0xff; 40]] {
        assert_eq!(KeyFile::from_bytes(wrong), Err(PackageError::KeyFile), "what is no key file is refused");
    }
    let heavy = text.replace("argon2id 19456", "argon2id 4194304");
    assert_eq!(KeyFile::from_bytes(heavy.as_bytes()), Err(PackageError::KeyFile), "nor one that takes 4 GiB");
}

#[test]
fn sm4_gcm_and_sm2_are_the_standard_ones() {
    let bytes = |text: &str| unhex(&text.replace(' ', "")).unwrap();
    let key: [u8; 16] = bytes("0123456789ABCDEFFEDCBA9876543210".to_lowercase().as_str()).try_into().unwrap();
    let nonce = bytes("00001234567800000000abcd");
    let beside = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    let plain = bytes(
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
    );
    let sealed = seal::encrypt(&key, &nonce, &plain, &beside).unwrap();
    let expected = "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d83de3541e4c2b58177e065a9bf7b62ec";
    assert_eq!(hex(&sealed), expected, "RFC 8998, appendix A.1");
    let secret = bytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
    let public = PrivateKey::from_secret(&secret).unwrap().public().unwrap();
    let expected = "0309f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";
    assert_eq!(public.to_string(), expected, "the key of GB/T 32918.5, annex A");
}
