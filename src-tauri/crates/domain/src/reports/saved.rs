//! What an office keeps for its next reports: named templates with the words of head and foot, and the phrases it asks
//! with. The number of the next report follows from its pattern and the archive.

use super::content::Template;
use super::input::BulletinFields;
use crate::kernel::{FieldError, Fields, OfficeId, OrgUnitId, Problem};
use crate::ledger::Digest;

/// Stands in a pattern for the year with four digits,
const YEAR: &str = "{年}";
/// and for the number of the report.
const NUMBER: &str = "{号}";

/// An office's own .docx, into which its reports are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The file's name.
    pub name: String,
    /// Its bytes, kept with the entry.
    pub digest: Digest,
}

/// A named template of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedTemplate {
    /// Whose it is.
    pub office: OfficeId,
    /// Its name.
    pub name: String,
    /// Which sort.
    pub template: Template,
    /// In whose name it speaks; none: the whole, or whatever is looked at.
    pub scope: Option<OrgUnitId>,
    /// Whether 怎么算的 goes with it.
    pub derivations: bool,
    /// Whether its charts go with it.
    pub charts: bool,
    /// The words of every issue: 红头, 主送, 抄送, 落款, 依据, 下步要求, 联系人; 文号 is a pattern.
    pub fields: BulletinFields,
    /// The office's own paper for Word; none: that of GB/T 9704.
    pub paper: Option<Paper>,
}

impl SavedTemplate {
    /// The key of its row.
    pub fn key(&self) -> String {
        Self::key_of(&self.office, &self.name)
    }

    /// The key of an office's template of a name.
    pub fn key_of(office: &OfficeId, name: &str) -> String {
        format!("{office}|{name}")
    }

    /// What keeps it from being saved.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        if self.name.trim().is_empty() {
            found.push(Problem::error("template.no_name", "name"));
        }
        let pattern = self.fields.doc_number.as_deref().unwrap_or_default();
        if pattern.matches(NUMBER).count() > 1 || pattern.matches(YEAR).count() > 1 {
            found.push(Problem::error("template.pattern", "doc_number").with(pattern));
        }
        found
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let words = &self.fields;
        let mut fields = Fields::new();
        fields
            .set("office", &self.office)
            .set("name", &self.name)
            .set("template", self.template)
            .set_opt("scope", self.scope.as_ref())
            .set("derivations", self.derivations)
            .set("charts", self.charts)
            .set_opt("letterhead", words.letterhead.as_ref())
            .set_opt("doc_number", words.doc_number.as_ref())
            .set_opt("recipients", words.recipients.as_ref())
            .set_opt("copies", words.copies.as_ref())
            .set_opt("signer", words.signer.as_ref())
            .set_opt("basis", words.basis.as_ref())
            .set_opt("requirements", words.requirements.as_ref())
            .set_opt("contact", words.contact.as_ref())
            .set_opt("paper", self.paper.as_ref().map(|paper| paper.digest))
            .set_opt("paper_name", self.paper.as_ref().map(|paper| &paper.name));
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        let words = |name: &str| fields.get(name).map(str::to_owned);
        Ok(Self {
            office: fields.parse("office")?,
            name: fields.need("name")?.to_owned(),
            template: fields.parse("template")?,
            scope: fields.parse_opt("scope")?,
            derivations: fields.parse("derivations")?,
            charts: fields.parse("charts")?,
            fields: BulletinFields {
                letterhead: words("letterhead"),
                doc_number: words("doc_number"),
                recipients: words("recipients"),
                copies: words("copies"),
                signer: words("signer"),
                basis: words("basis"),
                requirements: words("requirements"),
                contact: words("contact"),
                ..BulletinFields::default()
            },
            paper: fields
                .parse_opt("paper")?
                .map(|digest| Paper { name: words("paper_name").unwrap_or_default(), digest }),
        })
    }
}

/// The number of the next report by a pattern: one more than the highest of the year among those that went out, 青政办发〔{年}〕{号}号
/// or 第{号}期. A text that is no pattern stays as it is.
pub fn next_number<'a>(pattern: &str, year: i32, gone_out: impl IntoIterator<Item = &'a str>) -> String {
    let of_year = pattern.replace(YEAR, &year.to_string());
    let Some((before, after)) = of_year.split_once(NUMBER) else { return of_year };
    let number = |known: &str| known.strip_prefix(before)?.strip_suffix(after)?.parse::<u32>().ok();
    let last = gone_out.into_iter().filter_map(number).max().unwrap_or(0);
    format!("{before}{}{after}", last.saturating_add(1))
}

/// The phrases an office asks with, a group of its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrases(pub Vec<String>);

impl Default for Phrases {
    fn default() -> Self {
        let shipped = [
            "各责任单位要对照年度目标任务，逐项查找差距，细化措施，确保按时完成。",
            "未达到序时进度的单位，要分析原因，明确补进度的时间和责任人，于收到本通报后5个工作日内书面报告。",
            "未按时报送的单位，要立即补报，并说明原因。",
            "各单位要对上报数据的真实性负责，佐证材料留存备查。",
        ];
        Self(shipped.map(str::to_owned).to_vec())
    }
}

impl Phrases {
    /// The group of settings it is: the key of its row.
    pub const GROUP: &'static str = "phrases";

    /// From what a person typed: one a line, none twice.
    pub fn from_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut phrases: Vec<String> = Vec::new();
        for line in lines.into_iter().map(str::trim).filter(|line| !line.is_empty()) {
            if !phrases.iter().any(|known| known == line) {
                phrases.push(line.to_owned());
            }
        }
        Self(phrases)
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set_list("phrase", &self.0);
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self(fields.list("phrase")?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved() -> SavedTemplate {
        let fields = BulletinFields {
            letterhead: Some("某县文件".to_owned()),
            doc_number: Some("某发〔{年}〕{号}号".to_owned()),
            requirements: Some("一行\n又一行".to_owned()),
            ..BulletinFields::default()
        };
        SavedTemplate {
            office: "o1".into(),
            name: "月度通报".to_owned(),
            template: Template::Brief,
            scope: Some("15".into()),
            derivations: true,
            charts: false,
            fields,
            paper: Some(Paper { name: "红头.docx".to_owned(), digest: Digest::of(b"paper") }),
        }
    }

    #[test]
    fn rows_come_back() {
        for one in [saved(), SavedTemplate { paper: None, ..saved() }] {
            assert_eq!(SavedTemplate::from_fields(&one.to_fields()), Ok(one));
        }
        for phrases in [Phrases::default(), Phrases(Vec::new())] {
            assert_eq!(Phrases::from_fields(&phrases.to_fields()), Ok(phrases));
        }
        assert_eq!(Phrases::from_lines([" 甲 ", "", "乙", "甲"]).0, ["甲", "乙"]);
    }

    #[test]
    fn the_next_number_follows_from_what_went_out() {
        for (pattern, gone_out, expected) in [
            ("某发〔{年}〕{号}号", &[][..], "某发〔2022〕1号"),
            (
                "某发〔{年}〕{号}号",
                &["某发〔2022〕3号", "某发〔2022〕12号", "某发〔2021〕40号", "他发〔2022〕99号"],
                "某发〔2022〕13号",
            ),
            ("第{号}期", &["第7期", "第x期"], "第8期"),
            ("某发〔2022〕15号", &["某发〔2022〕15号"], "某发〔2022〕15号"),
            ("", &[], ""),
        ] {
            assert_eq!(next_number(pattern, 2022, gone_out.iter().copied()), expected);
        }
    }

    #[test]
    fn what_cannot_be_saved_is_named() {
        let codes =
            |one: SavedTemplate| one.problems().iter().map(|problem| problem.code).collect::<Vec<_>>();
        assert!(codes(saved()).is_empty());
        assert_eq!(codes(SavedTemplate { name: " ".to_owned(), ..saved() }), ["template.no_name"]);
        let mut twice = saved();
        twice.fields.doc_number = Some("{号}{号}".to_owned());
        assert_eq!(codes(twice), ["template.pattern"]);
    }
}
