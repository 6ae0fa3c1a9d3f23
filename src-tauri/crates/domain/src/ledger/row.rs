//! One row: a version of one thing, and the versions it replaces. What the fields mean is the
//! matter of the rooms; here a row is a kind, a key and named texts.
//!
//! Canonical text (see the module above for the escapes):
//! ```text
//! dz-row/1
//! kind <code>
//! key <value>
//! replaces <writer>:<seq>:<position>     one line for each, ascending, none twice
//! retracted                              only if it is one
//! field <word> <value>                   one line for each, ascending by the bytes of the name
//! ```

use std::fmt;
use std::str::FromStr;

use super::canon::{CanonError, Lines, number, push_value, push_word, unescape};
use super::{Digest, merkle};
use crate::kernel::{EntryId, Fields, WriterId, word_enum};

const VERSION: &str = "dz-row/1";

word_enum! {
    /// What a row is a version of.
    RowKind {
        /// A reported cell.
        Result = "result", "填报数";
        /// A source text.
        Document = "document", "文件";
        /// A span of a document.
        Excerpt = "excerpt", "原文";
        /// A place or an agency.
        OrgUnit = "org_unit", "单位";
        /// A unit's place in a tree, dated.
        UnitPosition = "unit_position", "隶属关系";
        /// A node of the programme tree.
        Programme = "programme", "工作体系";
        /// What is measured.
        Indicator = "indicator", "指标";
        /// A version of a target.
        Target = "target", "目标";
        /// A share of a target.
        Allocation = "allocation", "分解";
        /// 调度表.
        Form = "form", "调度表";
        /// A person.
        Person = "person", "人员";
        /// An office.
        Office = "office", "科室";
        /// A decision of an office.
        Decision = "decision", "决定";
        /// An outcome read in a document.
        Observation = "observation", "文件成效";
        /// A unit's report for a form and a period.
        Submission = "submission", "报送";
        /// Two things are the same.
        SameAs = "same_as", "认定同一";
        /// Why a figure is as it is.
        Explanation = "explanation", "情况说明";
        /// What an office sets, one group of settings a row.
        Setting = "setting", "设置";
        /// Whose signature counts.
        Signer = "signer", "签名单位";
        /// A package that went out or came in.
        Delivery = "delivery", "收发";
        /// A report that went out.
        Report = "report", "印发报告";
        /// A named template for reports.
        Template = "template", "报告模板";
    }
}

/// Where a row stands: the writer, the number of its entry, its place in the entry from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// Who wrote it.
    pub writer: WriterId,
    /// The writer's entry, from 1.
    pub seq: u32,
    /// The place in the entry, from 0.
    pub position: u32,
}

impl RowRef {
    /// The entry it stands in.
    pub fn entry(&self) -> EntryId {
        super::entry_id(&self.writer, self.seq)
    }
}

impl fmt::Display for RowRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.writer, self.seq, self.position)
    }
}

impl FromStr for RowRef {
    type Err = CanonError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split(':');
        let (Some(writer), Some(seq), Some(position), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(CanonError::Word("row reference"));
        };
        let writer = WriterId::new(writer);
        if !valid_writer(&writer) {
            return Err(CanonError::Word("writer"));
        }
        Ok(Self { writer, seq: number(seq, "seq")?, position: number(position, "position")? })
    }
}

/// Whether a text can be a writer id: 1 to 40 of `a-z`, `0-9`, `-`.
pub fn valid_writer(writer: &WriterId) -> bool {
    let text = writer.as_str();
    (1..=40).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// A version of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is a version of: the sort of thing,
    pub kind: RowKind,
    /// and which one.
    pub key: String,
    /// The versions it takes the place of.
    pub replaces: Vec<RowRef>,
    /// What it says.
    pub content: Fields,
    /// Whether it says that the thing is no more.
    pub retracted: bool,
}

impl Row {
    /// The canonical text. `replaces` is printed in order whatever order it is held in.
    pub fn text(&self) -> String {
        self.print(&self.replaces)
    }

    /// The canonical text without what the row replaces: two heads with the same are no conflict.
    pub fn content_text(&self) -> String {
        self.print(&[])
    }

    /// The digest of the row, which is its leaf in the entry's tree.
    pub fn digest(&self) -> Digest {
        Self::digest_of_text(&self.text())
    }

    /// The digest of a row's canonical text.
    pub fn digest_of_text(text: &str) -> Digest {
        merkle::leaf(text.as_bytes())
    }

    /// Whether both say the same of the same thing.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.key == other.key
            && self.retracted == other.retracted
            && self.content == other.content
    }

    /// Reads a canonical text; anything but exactly what `text` would print is refused.
    pub fn from_text(text: &str) -> Result<Self, CanonError> {
        let row = Self::from_known_text(text)?;
        if row.text() == text { Ok(row) } else { Err(CanonError::NotCanonical) }
    }

    /// Reads a text that was checked when it came in.
    pub fn from_known_text(text: &str) -> Result<Self, CanonError> {
        let mut lines = Lines::begin(text, VERSION)?;
        let kind = lines.need("kind")?.parse().map_err(|_| CanonError::Word("kind"))?;
        let key = unescape(lines.need("key")?)?;
        let mut replaces = Vec::new();
        while let Some(at) = lines.take("replaces") {
            replaces.push(at.parse()?);
        }
        let retracted = lines.take_flag("retracted");
        let mut content = Fields::new();
        while let Some(field) = lines.take("field") {
            let (name, value) = field.split_once(' ').ok_or(CanonError::Word("field"))?;
            content.set(&unescape(name)?, unescape(value)?);
        }
        lines.end()?;
        Ok(Self { kind, key, replaces, content, retracted })
    }

    fn print(&self, replaces: &[RowRef]) -> String {
        let mut out = String::with_capacity(160);
        out.push_str(VERSION);
        out.push_str("\nkind ");
        out.push_str(self.kind.code());
        out.push_str("\nkey ");
        push_value(&mut out, &self.key);
        out.push('\n');
        let mut sorted: Vec<&RowRef> = replaces.iter().collect();
        sorted.sort();
        sorted.dedup();
        for at in sorted {
            out.push_str("replaces ");
            out.push_str(&at.to_string());
            out.push('\n');
        }
        if self.retracted {
            out.push_str("retracted\n");
        }
        for (name, value) in self.content.iter() {
            out.push_str("field ");
            push_word(&mut out, name);
            out.push(' ');
            push_value(&mut out, value);
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::seeded;
    use proptest::prelude::*;

    fn row() -> Row {
        let mut content = Fields::new();
        content.set("state", "number").set("value", "18.50").set("note", "第一行\n第二行");
        Row {
            kind: RowKind::Result,
            key: "i1|ytd|150200000000|2022-05".into(),
            replaces: vec!["w2:1:0".parse().unwrap(), "w1:12:3".parse().unwrap()],
            content,
            retracted: false,
        }
    }

    #[test]
    fn text_is_byte_exact() {
        let expected = "dz-row/1\nkind result\nkey i1|ytd|150200000000|2022-05\nreplaces w1:12:3\n\
                        replaces w2:1:0\nfield note 第一行\\n第二行\nfield state number\nfield value 18.50\n";
        assert_eq!(row().text(), expected, "version 1 of the row text never changes");
        let digest = "665150adf0db4c81";
        assert_eq!(&row().digest().to_string()[..16], digest, "nor does its digest");
    }

    #[test]
    fn what_is_not_canonical_is_refused() {
        let good = row().text();
        let cases = [
            (good.replace("dz-row/1", "dz-row/2"), "another version"),
            (good.replace("kind result", "kind unknown"), "an unknown kind"),
            (good.trim_end().to_owned(), "no line feed at the end"),
            (format!("{good}\n"), "an empty line at the end"),
            (good.replace("replaces w1:12:3\nreplaces w2:1:0", "replaces w2:1:0\nreplaces w1:12:3"), "order"),
            (good.replace("replaces w2:1:0", "replaces w1:12:3"), "a reference twice"),
            (good.replace("w1:12:3", "w1:012:3"), "a leading zero"),
            (good.replace("w1:12:3", "W1:12:3"), "a writer in capitals"),
            (
                good.replace(
                    "field state number\nfield value 18.50\n",
                    "field value 18.50\nfield state number\n",
                ),
                "f",
            ),
            (good.replace("18.50", "18\\s50"), "an escape that is not needed"),
            (good.replace("field note", "retracted\nfield note").replace("kind", "  kind"), "blanks"),
        ];
        for (text, why) in cases {
            assert!(Row::from_text(&text).is_err(), "must be refused: {why}");
        }
    }

    fn any_ref() -> impl Strategy<Value = RowRef> {
        ("[a-z0-9-]{1,6}", any::<u32>(), any::<u32>()).prop_map(|(writer, seq, position)| RowRef {
            writer: WriterId::new(writer),
            seq,
            position,
        })
    }

    fn any_row() -> impl Strategy<Value = Row> {
        let text = "[a-c\\\\ \n\r\0s:|中]{0,6}";
        (
            0..RowKind::ALL.len(),
            text,
            proptest::collection::btree_set(any_ref(), 0..3),
            proptest::collection::btree_map(text, text, 0..4),
            any::<bool>(),
        )
            .prop_map(|(kind, key, replaces, content, retracted)| Row {
                kind: RowKind::ALL[kind],
                key,
                replaces: replaces.into_iter().collect(),
                content: content.into_iter().collect(),
                retracted,
            })
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn parse_of_print_is_identity(row in any_row()) {
            prop_assert_eq!(Row::from_text(&row.text()), Ok(row));
        }

        #[test]
        fn different_rows_have_different_texts(a in any_row(), b in any_row()) {
            prop_assert_eq!(a == b, a.text() == b.text());
            prop_assert_eq!(a.says_the_same(&b), a.content_text() == b.content_text());
        }
    }
}
