//! The header of an entry: one action of one person, chained to the writer's entry before.
//!
//! Canonical text (escapes: see the module above; `-` stands for "none"):
//! ```text
//! dz-entry/1
//! writer <id>
//! seq <number from 1>
//! previous <digest of the writer's entry before, or ->
//! operation <code>
//! author <value>
//! office <value>
//! time <YYYY-MM-DDTHH:MM:SS±HH:MM>
//! reason <value>
//! undoes <entry id>                                   only if it undoes or redoes one
//! attachment <digest> <bytes> <word: type> <value: name>   one line for each, in the given order
//! rows <number>
//! root <root of the tree over the rows>
//! ```
//! The entry's digest is the SM3 of this text. The time is for people, never for decisions.

use chrono::{DateTime, FixedOffset, Timelike};

use super::canon::{CanonError, Lines, number, push_value, push_word, unescape};
use super::{Digest, Operation, RowTree, valid_writer};
use crate::kernel::{EntryId, OfficeId, PersonId, WriterId};

const VERSION: &str = "dz-entry/1";
const TIME: &str = "%Y-%m-%dT%H:%M:%S%:z";

/// A moment as a clock on a wall showed it, to the second.
pub type Moment = DateTime<FixedOffset>;

/// An attachment as its entry names it; the bytes are kept once for each digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRef {
    /// SM3 of the bytes.
    pub digest: Digest,
    /// How many bytes.
    pub size: u32,
    /// The media type.
    pub media_type: String,
    /// The name of the file.
    pub name: String,
}

/// The header of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryHeader {
    /// Who wrote it: one copy of one ledger on one device.
    pub writer: WriterId,
    /// The writer's count, from 1, without gaps.
    pub seq: u32,
    /// The digest of the writer's entry before; none for the first.
    pub previous: Option<Digest>,
    /// What it does.
    pub operation: Operation,
    /// Who did it.
    pub author: PersonId,
    /// For which office.
    pub office: OfficeId,
    /// When, for people.
    pub time: Moment,
    /// Why; empty where no reason is asked for.
    pub reason: String,
    /// The entry that this one undoes or redoes.
    pub undoes: Option<EntryId>,
    /// The attachments that came with it.
    pub attachments: Vec<AttachmentRef>,
    /// How many rows it has.
    pub row_count: u32,
    /// The root of the tree over its rows.
    pub rows_root: Digest,
}

/// What is known of an entry before its rows are counted.
#[derive(Clone, Debug)]
pub struct NewHeader {
    /// See [`EntryHeader`].
    pub writer: WriterId,
    /// See [`EntryHeader`].
    pub seq: u32,
    /// See [`EntryHeader`].
    pub previous: Option<Digest>,
    /// See [`EntryHeader`].
    pub operation: Operation,
    /// See [`EntryHeader`].
    pub author: PersonId,
    /// See [`EntryHeader`].
    pub office: OfficeId,
    /// See [`EntryHeader`].
    pub time: Moment,
    /// See [`EntryHeader`].
    pub reason: String,
    /// See [`EntryHeader`].
    pub undoes: Option<EntryId>,
    /// See [`EntryHeader`].
    pub attachments: Vec<AttachmentRef>,
}

impl NewHeader {
    /// Closes the header over the digests of its rows, in the order of their positions.
    pub fn seal(self, row_digests: Vec<Digest>) -> EntryHeader {
        EntryHeader {
            writer: self.writer,
            seq: self.seq,
            previous: self.previous,
            operation: self.operation,
            author: self.author,
            office: self.office,
            time: self.time.with_nanosecond(0).unwrap_or(self.time),
            reason: self.reason,
            undoes: self.undoes,
            attachments: self.attachments,
            row_count: u32::try_from(row_digests.len()).unwrap_or(u32::MAX),
            rows_root: RowTree::of(row_digests).root(),
        }
    }
}

/// The id of a writer's entry: `writer:seq`.
pub fn entry_id(writer: &WriterId, seq: u32) -> EntryId {
    EntryId::new(format!("{writer}:{seq}"))
}

/// The writer and number of an entry id.
pub fn split_entry_id(id: &EntryId) -> Result<(WriterId, u32), CanonError> {
    let (writer, seq) = id.as_str().split_once(':').ok_or(CanonError::Word("entry id"))?;
    let writer = WriterId::new(writer);
    if !valid_writer(&writer) {
        return Err(CanonError::Word("writer"));
    }
    Ok((writer, number(seq, "seq")?))
}

impl EntryHeader {
    /// The entry's id.
    pub fn id(&self) -> EntryId {
        entry_id(&self.writer, self.seq)
    }

    /// The digest of the entry.
    pub fn digest(&self) -> Digest {
        Digest::of(self.text().as_bytes())
    }

    /// The canonical text.
    pub fn text(&self) -> String {
        let previous = self.previous.map_or_else(|| "-".to_owned(), |digest| digest.to_string());
        self.text_with(&previous, &self.rows_root.to_string())
    }

    /// The text with these words for what stands before it and for the root.
    pub(super) fn text_with(&self, previous: &str, root: &str) -> String {
        let Self { writer, seq, operation, .. } = self;
        let mut out = format!(
            "{VERSION}\nwriter {writer}\nseq {seq}\nprevious {previous}\noperation {operation}\nauthor "
        );
        push_value(&mut out, self.author.as_str());
        out.push_str("\noffice ");
        push_value(&mut out, self.office.as_str());
        out.push_str(&format!("\ntime {}\nreason ", self.time.format(TIME)));
        push_value(&mut out, &self.reason);
        out.push('\n');
        if let Some(undone) = &self.undoes {
            out.push_str(&format!("undoes {undone}\n"));
        }
        for attachment in &self.attachments {
            out.push_str(&format!("attachment {} {} ", attachment.digest, attachment.size));
            push_word(&mut out, &attachment.media_type);
            out.push(' ');
            push_value(&mut out, &attachment.name);
            out.push('\n');
        }
        out.push_str(&format!("rows {}\nroot {root}\n", self.row_count));
        out
    }

    /// Reads a canonical text; anything but exactly what `text` would print is refused.
    pub fn from_text(text: &str) -> Result<Self, CanonError> {
        let mut lines = Lines::begin(text, VERSION)?;
        let header = Self {
            writer: WriterId::new(lines.need("writer")?),
            seq: number(lines.need("seq")?, "seq")?,
            previous: optional_digest(lines.need("previous")?)?,
            operation: lines.need("operation")?.parse().map_err(|_| CanonError::Word("operation"))?,
            author: PersonId::new(unescape(lines.need("author")?)?),
            office: OfficeId::new(unescape(lines.need("office")?)?),
            time: moment(lines.need("time")?)?,
            reason: unescape(lines.need("reason")?)?,
            undoes: lines.take("undoes").map(EntryId::new),
            attachments: attachments(&mut lines)?,
            row_count: number(lines.need("rows")?, "rows")?,
            rows_root: lines.need("root")?.parse()?,
        };
        lines.end()?;
        header.check()?;
        if header.text() == text { Ok(header) } else { Err(CanonError::NotCanonical) }
    }

    fn check(&self) -> Result<(), CanonError> {
        if !valid_writer(&self.writer) {
            return Err(CanonError::Word("writer"));
        }
        if self.seq == 0 {
            return Err(CanonError::Word("seq"));
        }
        if (self.seq == 1) != self.previous.is_none() {
            return Err(CanonError::Word("previous"));
        }
        self.undoes.as_ref().map_or(Ok(()), |undone| split_entry_id(undone).map(drop))
    }
}

fn optional_digest(text: &str) -> Result<Option<Digest>, CanonError> {
    if text == "-" { Ok(None) } else { text.parse().map(Some) }
}

fn moment(text: &str) -> Result<Moment, CanonError> {
    DateTime::parse_from_rfc3339(text).map_err(|_| CanonError::Word("time"))
}

fn attachments(lines: &mut Lines<'_>) -> Result<Vec<AttachmentRef>, CanonError> {
    let mut list = Vec::new();
    while let Some(line) = lines.take("attachment") {
        let mut words = line.splitn(4, ' ');
        let (Some(digest), Some(size), Some(media_type), Some(name)) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(CanonError::Word("attachment"));
        };
        list.push(AttachmentRef {
            digest: digest.parse()?,
            size: number(size, "size")?,
            media_type: unescape(media_type)?,
            name: unescape(name)?,
        });
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::seeded;
    use proptest::prelude::*;

    fn new_header(reason: &str, name: &str) -> NewHeader {
        NewHeader {
            writer: "w1".into(),
            seq: 3,
            previous: Some(Digest::of(b"entry 2")),
            operation: Operation::Fill,
            author: "p1".into(),
            office: "o1".into(),
            time: moment("2022-06-30T17:05:09+08:00").unwrap(),
            reason: reason.into(),
            undoes: None,
            attachments: vec![AttachmentRef {
                digest: Digest::of(b"bytes"),
                size: 5,
                media_type: "text/plain; charset=utf-8".into(),
                name: name.into(),
            }],
        }
    }

    #[test]
    fn text_is_byte_exact() {
        let header = new_header("月报", "六月 进度.txt").seal(vec![Digest::of(b"row")]);
        let expected = format!(
            "dz-entry/1\nwriter w1\nseq 3\nprevious {}\noperation fill\nauthor p1\noffice o1\n\
             time 2022-06-30T17:05:09+08:00\nreason 月报\n\
             attachment {} 5 text/plain;\\scharset=utf-8 六月 进度.txt\nrows 1\nroot {}\n",
            Digest::of(b"entry 2"),
            Digest::of(b"bytes"),
            Digest::of(b"row")
        );
        assert_eq!(header.text(), expected, "version 1 of the entry text never changes");
        assert_eq!(header.id().as_str(), "w1:3", "the id is the writer and the number");
    }

    #[test]
    fn what_cannot_be_an_entry_is_refused() {
        let good = new_header("", "a").seal(Vec::new()).text();
        assert!(EntryHeader::from_text(&good).is_ok(), "the text itself is good");
        let cases = [
            (good.replace("seq 3", "seq 0"), "numbers begin at 1"),
            (good.replace("seq 3", "seq 1"), "a first entry has no entry before"),
            (good.replace("operation fill", "operation frobnicate"), "an unknown operation"),
            (good.replace("17:05:09+08:00", "17:05:09.5+08:00"), "parts of a second"),
            (good.replace("2022-06-30T", "2022-06-30 "), "another form of time"),
            (good.replace("reason ", "undoes w1\nreason "), "a line that stands elsewhere"),
            (good.replace("\nattachment", "\nundoes w1\nattachment"), "half an entry id"),
        ];
        for (text, why) in cases {
            assert!(EntryHeader::from_text(&text).is_err(), "must be refused: {why}");
        }
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn parse_of_print_is_identity(reason in "[a\\\\ \n\r\0中]{0,8}", name in "[a\\\\ \n:]{0,5}") {
            let mut header = new_header(&reason, &name).seal(vec![Digest::of(reason.as_bytes())]);
            prop_assert_eq!(EntryHeader::from_text(&header.text()), Ok(header.clone()));
            header.undoes = Some("w2:7".into());
            prop_assert_eq!(EntryHeader::from_text(&header.text()), Ok(header));
        }
    }
}
