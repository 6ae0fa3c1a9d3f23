//! What must hold for any bytes: nothing panics or runs away, and what is promised of a result is true. Each
//! target is a plain function of bytes, so that the seeds run as an ordinary test and `cargo xtask fuzz` lets
//! libFuzzer look for others, led by the branches they reach.

use std::io::{Cursor, Write};

use domain::ledger::{entries_text, read_entries};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A name and what takes the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets; the seeds of each lie in `seeds/NAME`.
pub const TARGETS: [Target; 9] = [
    ("text", text),
    ("docx", docx),
    ("workbook", workbook),
    ("pdf", pdf),
    ("html", html),
    ("extract", extract),
    ("interchange", interchange),
    ("package", package),
    ("entries", entries),
];

fn read(name: &str, bytes: &[u8]) {
    if let Ok(read) = formats::text::read(Some(name), bytes) {
        assert!(!read.text.trim().is_empty() && !read.text.contains('\r'));
        assert!(read.text.len() <= 4 * formats::text::LONGEST_TEXT);
    }
}

fn text(bytes: &[u8]) {
    read("a.txt", bytes);
}

fn html(bytes: &[u8]) {
    read("a.html", bytes);
}

fn pdf(bytes: &[u8]) {
    read("a.pdf", bytes);
}

/// The bytes as they are where they begin like a container, and as the main part of a document.
fn docx(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        read("a.docx", bytes);
    } else {
        read("a.docx", &packed(&[("word/document.xml", bytes)]));
        read("a.odt", &packed(&[("content.xml", bytes)]));
    }
}

/// What is read of a workbook lies in order, and nothing blank is kept.
fn sheets(bytes: &[u8]) {
    if let Ok(read) = formats::workbook::read(bytes) {
        for sheet in &read.workbook.sheets {
            assert!(sheet.rows.is_sorted_by(|a, b| a.row < b.row));
            for row in &sheet.rows {
                assert!(row.cells.is_sorted_by(|a, b| a.column < b.column));
                assert!(row.cells.iter().all(|cell| !cell.value.is_blank()));
            }
        }
    }
}

/// The bytes as they are where they begin like a workbook, and as the one sheet of a workbook.
fn workbook(bytes: &[u8]) {
    sheets(bytes);
    if bytes.starts_with(b"PK") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return read("a.xls", bytes);
    }
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let sheet = relation("worksheet", "worksheets/sheet1.xml");
    let packed = packed(&[
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", sheet.as_bytes()),
        ("xl/worksheets/sheet1.xml", bytes),
    ]);
    read("a.xlsx", &packed);
    sheets(&packed);
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, options).expect("memory can be written to");
        writer.write_all(bytes).expect("memory can be written to");
    }
    writer.finish().expect("memory can be written to").into_inner()
}

/// Every quote is what stands at its place, with and without a date, and reading again gives the same.
fn extract(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let letters: Vec<char> = text.chars().collect();
    for day in [None, chrono::NaiveDate::from_ymd_opt(2022, 6, 8)] {
        let found = reading::extract(&text, day);
        for statement in &found {
            let quoted: Option<String> =
                letters.get(statement.span.start..statement.span.end).map(|part| part.iter().collect());
            assert_eq!(quoted.as_ref(), Some(&statement.quote), "a quote stands where it is said to");
        }
        assert_eq!(found, reading::extract(&text, day), "the same text gives the same statements");
        reading::deadline(&text, day);
    }
    reading::heading(&text);
    reading::passed_over(&text, None);
}

fn interchange(bytes: &[u8]) {
    if let Ok((data, problems)) = formats::interchange::read(bytes)
        && problems.is_empty()
    {
        let written = formats::interchange::write(&data).expect("what was read can be written");
        let (again, _) = formats::interchange::read(&written).expect("what was written can be read");
        let twice = formats::interchange::write(&again).expect("what was read can be written");
        assert_eq!(written, twice, "out, in and out gives the same");
    }
}

/// A package, a sealed one and a key file: what can be read is exactly what was written.
fn package(bytes: &[u8]) {
    use formats::package::{KeyFile, Opener, PrivateKey, open, read, sealing, signature_holds};
    if let Ok(package) = read(bytes) {
        assert!(signature_holds(&package.manifest, &package.signature));
        assert!(bytes.starts_with(package.manifest.text().as_bytes()));
    }
    // The head of a file with a passphrase decides how much memory opening takes: that is read, not opened.
    let key = PrivateKey::from_secret(&[7; 32]).expect("a key");
    assert!(!matches!(sealing(bytes), Ok(None)) || open(bytes, Opener::Key(&key)).is_err());
    if let Ok(file) = KeyFile::from_bytes(bytes) {
        assert_eq!(file.text().as_bytes(), bytes);
    }
}

/// What a package holds behind its signature, which no fuzzer gets past: what can be read is exactly what was written,
/// and checking it finds a fault or none.
fn entries(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(parcels) = read_entries(&text) {
        assert_eq!(entries_text(&parcels), text, "there is one text for it");
        for parcel in &parcels {
            let _ = parcel.check();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_hold() {
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        for (name, target) in TARGETS {
            let files =
                std::fs::read_dir(seeds.join(name)).unwrap_or_else(|e| panic!("seeds of {name}: {e}"));
            let mut count = 0;
            for file in files {
                target(&std::fs::read(file.expect("a seed").path()).expect("a seed"));
                count += 1;
            }
            assert!(count > 0, "{name} has seeds");
        }
    }
}
