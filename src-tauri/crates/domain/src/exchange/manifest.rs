//! What a package says of itself. Its text is what is signed; the rest of the package is held by the
//! digests in it.
//!
//! Canonical text (escapes: see `ledger`; `-` stands for "none"):
//! ```text
//! dz-package/1
//! kind <code>
//! from <value: org unit>
//! name <value: the unit's name>
//! to <value: org unit>                                    one unit, or - for whoever is below
//! report <word: form> <word: org unit> <period> <version> <value: the form's name>   of a 报送包 only
//! number <from 1, without gaps for the same key and receiver>
//! made <YYYY-MM-DDTHH:MM:SS±HH:MM>
//! maker <value: name of a person>
//! signer <public key>
//! author <word: person> <value: name>                     one line for each
//! head <writer> <seq> <digest of that entry>              one line for each writer
//! rows <number>
//! entries <bytes> <digest> <bytes unpacked>
//! evidence <bytes> <digest>                               one line for each, ascending by digest
//! ```

use std::fmt::Write as _;

use super::PublicKey;
use crate::kernel::{FormId, OrgUnitId, Period, PersonId, SubmissionId, WriterId, word_enum};
use crate::ledger::{
    CanonError, Digest, Lines, Moment, number, push_value, push_word, unescape, valid_writer,
};

const VERSION: &str = "dz-package/1";
const TIME: &str = "%Y-%m-%dT%H:%M:%S%:z";

word_enum! {
    /// What a package is for.
    PackageKind {
        /// A unit's report goes up.
        Submission = "submission", "报送包";
        /// Forms and targets go down.
        Issue = "issue", "下达包";
        /// What became of a unit's reports goes back to it.
        Receipt = "receipt", "回执";
        /// The same, and at least one report is given back.
        Return = "return", "退回包";
        /// A unit shows its key and nothing else.
        Card = "card", "公钥名片";
    }
}

/// The report a package brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The form,
    pub form: FormId,
    /// its name on the sheet,
    pub form_name: String,
    /// the unit whose figures they are,
    pub org_unit: OrgUnitId,
    /// and the period.
    pub period: Period,
    /// How often it was handed in, this time included.
    pub version: u32,
}

impl Report {
    /// The id of the submission.
    pub fn submission(&self) -> SubmissionId {
        super::Submission::id_of(&self.form, &self.org_unit, self.period)
    }
}

/// Somebody who wrote what is in the package; the name is for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Author {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
}

/// How far a writer had come.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// The writer.
    pub writer: WriterId,
    /// The number of the entry.
    pub seq: u32,
    /// The digest of the entry.
    pub digest: Digest,
}

/// Bytes that follow the manifest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// SM3 of the bytes as they lie in the package.
    pub digest: Digest,
    /// How many bytes.
    pub bytes: u32,
}

/// What a package says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// What it is for.
    pub kind: PackageKind,
    /// The unit that sends it, as it says.
    pub from: OrgUnitId,
    /// That unit's name.
    pub name: String,
    /// The unit it is for; none: whoever is below.
    pub to: Option<OrgUnitId>,
    /// The report it brings.
    pub report: Option<Report>,
    /// Counted from 1 for the same key and receiver, without gaps.
    pub number: u32,
    /// When it was made, by the sender's clock, for people.
    pub made: Moment,
    /// Who made it.
    pub maker: String,
    /// The key it is signed with.
    pub signer: PublicKey,
    /// Who wrote what is in it.
    pub authors: Vec<Author>,
    /// How far the writers had come whose rows it brings.
    pub heads: Vec<Head>,
    /// How many rows it brings.
    pub rows: u32,
    /// The entries, squeezed.
    pub entries: Part,
    /// How many bytes they unpack to.
    pub unpacked: u32,
    /// Bytes of evidence.
    pub evidence: Vec<Part>,
}

impl Manifest {
    /// The package's id: the digest of the text.
    pub fn digest(&self) -> Digest {
        Digest::of(self.text().as_bytes())
    }

    /// The name of its file: what it is, of whom, of what, which one.
    pub fn file_name(&self, to: Option<&str>) -> String {
        let mut words = vec![self.kind.word().to_owned(), self.name.clone()];
        match &self.report {
            Some(report) => {
                words.extend([report.form_name.clone(), report.period.to_string()]);
                words.push(format!("第{}版", report.version));
            }
            None => {
                words.extend(to.map(str::to_owned));
                words.extend((self.kind != PackageKind::Card).then(|| format!("第{}批", self.number)));
            }
        }
        let plain = |c: char| {
            if c.is_control() || c.is_whitespace() || "/\\:*?\"<>|.".contains(c) { '-' } else { c }
        };
        let name: String = words.join("_").chars().map(plain).take(100).collect();
        format!("{name}.dzb")
    }

    /// The canonical text.
    pub fn text(&self) -> String {
        let mut out = format!("{VERSION}\nkind {}\nfrom ", self.kind);
        push_value(&mut out, self.from.as_str());
        out.push_str("\nname ");
        push_value(&mut out, &self.name);
        out.push_str("\nto ");
        push_value(&mut out, self.to.as_ref().map_or("-", OrgUnitId::as_str));
        if let Some(report) = &self.report {
            out.push_str("\nreport ");
            push_word(&mut out, report.form.as_str());
            out.push(' ');
            push_word(&mut out, report.org_unit.as_str());
            // Writing into a `String` cannot fail.
            let _ = write!(out, " {} {} ", report.period, report.version);
            push_value(&mut out, &report.form_name);
        }
        let _ = write!(out, "\nnumber {}\nmade {}\nmaker ", self.number, self.made.format(TIME));
        push_value(&mut out, &self.maker);
        let _ = writeln!(out, "\nsigner {}", self.signer);
        for author in &self.authors {
            out.push_str("author ");
            push_word(&mut out, author.id.as_str());
            out.push(' ');
            push_value(&mut out, &author.name);
            out.push('\n');
        }
        for head in &self.heads {
            let _ = writeln!(out, "head {} {} {}", head.writer, head.seq, head.digest);
        }
        let Part { bytes, digest } = &self.entries;
        let _ = writeln!(out, "rows {}\nentries {bytes} {digest} {}", self.rows, self.unpacked);
        for Part { bytes, digest } in &self.evidence {
            let _ = writeln!(out, "evidence {bytes} {digest}");
        }
        out
    }

    /// Reads a canonical text; anything but exactly what `text` would print is refused.
    pub fn from_text(text: &str) -> Result<Self, CanonError> {
        let mut lines = Lines::begin(text, VERSION)?;
        let word = |name| move |_| CanonError::Word(name);
        let kind = lines.need("kind")?.parse().map_err(word("kind"))?;
        let from = OrgUnitId::new(unescape(lines.need("from")?)?);
        let name = unescape(lines.need("name")?)?;
        let to = Some(unescape(lines.need("to")?)?).filter(|to| to != "-").map(OrgUnitId::new);
        let report = lines.take("report").map(report).transpose()?;
        let number_of = number(lines.need("number")?, "number")?;
        let made = chrono::DateTime::parse_from_rfc3339(lines.need("made")?)
            .map_err(|_| CanonError::Word("made"))?;
        let maker = unescape(lines.need("maker")?)?;
        let signer = lines.need("signer")?.parse().map_err(|_| CanonError::Word("signer"))?;
        let (mut authors, mut heads, mut evidence) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(line) = lines.take("author") {
            let (id, name) = line.split_once(' ').ok_or(CanonError::Word("author"))?;
            authors.push(Author { id: PersonId::new(unescape(id)?), name: unescape(name)? });
        }
        while let Some(line) = lines.take("head") {
            heads.push(head(line)?);
        }
        let rows = number(lines.need("rows")?, "rows")?;
        let entries = lines.need("entries")?;
        let (entries, unpacked) = entries.rsplit_once(' ').ok_or(CanonError::Word("entries"))?;
        let (entries, unpacked) = (part(entries)?, number(unpacked, "entries")?);
        while let Some(line) = lines.take("evidence") {
            evidence.push(part(line)?);
        }
        lines.end()?;
        let manifest = Self {
            kind,
            from,
            name,
            to,
            report,
            number: number_of,
            made,
            maker,
            signer,
            authors,
            heads,
            rows,
            entries,
            unpacked,
            evidence,
        };
        manifest.check()?;
        if manifest.text() == text { Ok(manifest) } else { Err(CanonError::NotCanonical) }
    }

    fn check(&self) -> Result<(), CanonError> {
        if self.number == 0 {
            return Err(CanonError::Word("number"));
        }
        if (self.kind == PackageKind::Submission) != self.report.is_some() {
            return Err(CanonError::Word("report"));
        }
        if !self.evidence.is_sorted_by(|a, b| a.digest < b.digest) {
            return Err(CanonError::Word("evidence"));
        }
        Ok(())
    }
}

fn report(line: &str) -> Result<Report, CanonError> {
    let mut words = line.splitn(5, ' ');
    let (Some(form), Some(org_unit), Some(period), Some(version), Some(name)) =
        (words.next(), words.next(), words.next(), words.next(), words.next())
    else {
        return Err(CanonError::Word("report"));
    };
    Ok(Report {
        form: FormId::new(unescape(form)?),
        form_name: unescape(name)?,
        org_unit: OrgUnitId::new(unescape(org_unit)?),
        period: period.parse().map_err(|_| CanonError::Word("period"))?,
        version: number(version, "version")?,
    })
}

fn head(line: &str) -> Result<Head, CanonError> {
    let mut words = line.split(' ');
    let (Some(writer), Some(seq), Some(digest), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(CanonError::Word("head"));
    };
    let writer = WriterId::new(writer);
    if !valid_writer(&writer) {
        return Err(CanonError::Word("writer"));
    }
    Ok(Head { writer, seq: number(seq, "seq")?, digest: digest.parse()? })
}

fn part(line: &str) -> Result<Part, CanonError> {
    let (bytes, digest) = line.split_once(' ').ok_or(CanonError::Word("part"))?;
    Ok(Part { bytes: number(bytes, "bytes")?, digest: digest.parse()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let part = |text: &str| Part { bytes: 7, digest: Digest::of(text.as_bytes()) };
        let mut evidence = vec![part("a"), part("b")];
        evidence.sort();
        Manifest {
            kind: PackageKind::Submission,
            from: "150000000001".into(),
            name: "东乡 镇".into(),
            to: Some("150000000000".into()),
            report: Some(Report {
                form: "form 1".into(),
                form_name: "月报: 产业/收入".into(),
                org_unit: "150000000001".into(),
                period: "2022-06".parse().unwrap(),
                version: 2,
            }),
            number: 3,
            made: chrono::DateTime::parse_from_rfc3339("2022-07-01T09:00:00+08:00").unwrap(),
            maker: "某甲".into(),
            signer: PublicKey::from_slice(&[2; 33]).unwrap(),
            authors: vec![Author { id: "p 1".into(), name: "某甲".into() }],
            heads: vec![Head { writer: "w1".into(), seq: 4, digest: Digest::of(b"head") }],
            rows: 2,
            entries: part("entries"),
            unpacked: 40,
            evidence,
        }
    }

    #[test]
    fn what_is_printed_can_be_read_and_nothing_else() {
        let whole = manifest();
        let text = whole.text();
        assert_eq!(Manifest::from_text(&text), Ok(whole.clone()), "what is printed comes back");
        let card = Manifest { kind: PackageKind::Card, report: None, to: None, ..whole };
        assert_eq!(Manifest::from_text(&card.text()), Ok(card), "a card has no report");
        let cases = [
            (text.replace("number 3", "number 0"), "numbers begin at 1"),
            (text.replace("number 3", "number 03"), "a number has one form"),
            (text.replace("kind submission", "kind issue"), "only a 报送包 has a report"),
            (text.replace("kind submission", "kind other"), "an unknown kind"),
            (text.replace("+08:00", "Z"), "another form of time"),
            (text.replace("2022-06 2", "2022-6 2"), "another form of period"),
            (format!("{text}more 1\n"), "something behind the end"),
        ];
        for (text, why) in cases {
            assert!(Manifest::from_text(&text).is_err(), "must be refused: {why}");
        }
    }

    #[test]
    fn every_changed_byte_changes_the_digest_or_is_refused() {
        let whole = manifest();
        let text = whole.text();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            let same = Manifest::from_text(&changed).is_ok_and(|read| read.digest() == whole.digest());
            assert!(!same, "byte {at} was changed and nothing was seen");
        }
    }

    #[test]
    fn a_file_name_says_what_it_is_and_leads_nowhere() {
        assert_eq!(
            manifest().file_name(None),
            "报送包_东乡-镇_月报--产业-收入_2022-06_第2版.dzb",
            "signs that mean something to a file system are taken out"
        );
        let issue =
            Manifest { kind: PackageKind::Issue, report: None, name: "../某县".into(), ..manifest() };
        assert_eq!(issue.file_name(Some("东乡镇")), "下达包_---某县_东乡镇_第3批.dzb", "and which one");
    }
}
