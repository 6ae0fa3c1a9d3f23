//! A report that went out, as the archive keeps it: what the files say of themselves, under which title and number
//! they went, and the digests by which they are known again. Who put it there and when says its entry.

use super::origin::Stamp;
use crate::kernel::{Date, FieldError, Fields};
use crate::ledger::Digest;

/// A file of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedFile {
    /// Its name.
    pub name: String,
    /// SM3 of its bytes.
    pub digest: Digest,
}

/// A report that went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// What its files say of themselves.
    pub stamp: Stamp,
    /// 标题.
    pub title: String,
    /// 文号, or 第N期; empty: it has none.
    pub doc_number: String,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// Its files, in the order in which they came.
    pub files: Vec<ArchivedFile>,
}

impl Archived {
    /// The key of its row: the files of one report bear one stamp and one number, whatever their format.
    pub fn key(&self) -> String {
        Digest::of(format!("{}\n{}\n{}", self.stamp.line(), self.doc_number, self.title).as_bytes())
            .to_string()
    }

    /// Whether it has these very bytes.
    pub fn holds(&self, digest: &Digest) -> bool {
        self.files.iter().any(|file| file.digest == *digest)
    }

    /// Puts a file with it, unless it is there.
    pub fn put(&mut self, file: ArchivedFile) {
        if !self.holds(&file.digest) {
            self.files.push(file);
        }
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let (names, digests): (Vec<_>, Vec<_>) =
            self.files.iter().map(|file| (&file.name, file.digest)).unzip();
        let mut fields = Fields::new();
        fields
            .set("stamp", self.stamp.line())
            .set("title", &self.title)
            .set("doc_number", &self.doc_number)
            .set_opt("issued_on", self.issued_on)
            .set_list("file", &names)
            .set_list("digest", &digests);
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        let stamp = fields.need("stamp")?;
        let unreadable = || FieldError::Unreadable { name: "stamp".to_owned(), text: stamp.to_owned() };
        let names = fields.list::<String>("file")?.into_iter();
        let files = names.zip(fields.list("digest")?).map(|(name, digest)| ArchivedFile { name, digest });
        Ok(Self {
            stamp: Stamp::from_line(stamp).ok_or_else(unreadable)?,
            title: fields.need("title")?.to_owned(),
            doc_number: fields.get("doc_number").unwrap_or_default().to_owned(),
            issued_on: fields.parse_opt("issued_on")?,
            files: files.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::{Origin, Template};

    fn archived() -> Archived {
        let origin = Origin {
            ledger: "l".into(),
            arrival: 3,
            template: Template::Brief,
            as_of: "2022-06-30".parse().unwrap(),
            compared_with: "2022-05-31".parse().unwrap(),
            scope: None,
            targets: Vec::new(),
        };
        let file = |name: &str| ArchivedFile { name: name.to_owned(), digest: Digest::of(name.as_bytes()) };
        Archived {
            stamp: Stamp { head: "h".to_owned(), origin },
            title: "标题".to_owned(),
            doc_number: "第3期".to_owned(),
            issued_on: "2022-07-05".parse().ok(),
            files: vec![file("a.docx"), file("b.pdf")],
        }
    }

    #[test]
    fn a_row_comes_back() {
        let bare = Archived { doc_number: String::new(), issued_on: None, files: Vec::new(), ..archived() };
        for one in [archived(), bare] {
            assert_eq!(Archived::from_fields(&one.to_fields()), Ok(one));
        }
        let mut broken = archived().to_fields();
        broken.set("stamp", "h dz-report/9");
        assert!(Archived::from_fields(&broken).is_err());
    }

    #[test]
    fn files_of_one_report_share_its_row_and_come_once() {
        let mut one = archived();
        let key = one.key();
        one.put(one.files[0].clone());
        assert_eq!(one.files.len(), 2);
        one.put(ArchivedFile { name: "c.xlsx".to_owned(), digest: Digest::of(b"c") });
        assert_eq!((one.files.len(), one.key()), (3, key.clone()));
        assert_ne!(Archived { doc_number: "第4期".to_owned(), ..one }.key(), key);
    }
}
