//! 情况说明: why a figure is as it is, kept with the cell it explains.

use crate::kernel::{FieldError, Fields};
use crate::results::ResultKey;

/// An explanation of one finding. It holds for the value it was given for: another value asks again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The cell.
    pub cell: ResultKey,
    /// The code of the finding.
    pub code: String,
    /// What the cell said when it was explained.
    pub value: String,
    /// The explanation.
    pub text: String,
}

impl Explanation {
    /// Whether words explain anything: more than a sign, a single letter or a word for nothing.
    pub fn says_something(text: &str) -> bool {
        const NOTHING: [&str; 12] = [
            "暂无",
            "没有",
            "无说明",
            "没有说明",
            "说明",
            "情况说明",
            "无异常",
            "没问题",
            "不详",
            "同上",
            "正常",
            "测试",
        ];
        let words: String = text.chars().filter(|letter| letter.is_alphabetic()).collect();
        words.chars().count() > 1
            && words.chars().any(|letter| !words.starts_with(letter))
            && !NOTHING.contains(&words.as_str())
    }

    /// What it is a version of: `indicator|measure|org_unit|period|code`.
    pub fn key(&self) -> String {
        format!("{}|{}", self.cell.text(), self.code)
    }

    /// The content of its row; cell and code stand in the row itself.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set("value", &self.value).set("text", &self.text);
        fields
    }

    /// Reads a row.
    pub fn from_fields(key: &str, fields: &Fields) -> Result<Self, FieldError> {
        let unreadable = || FieldError::Unreadable { name: "explanation key".into(), text: key.into() };
        let (cell, code) = key.rsplit_once('|').ok_or_else(unreadable)?;
        Ok(Self {
            cell: ResultKey::from_text(cell)?,
            code: code.to_owned(),
            value: fields.need("value")?.to_owned(),
            text: fields.need("text")?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_words_for_nothing_explain_nothing() {
        for text in
            ["。", "无", " 无。", "……", "111", "a", "暂无", "没有。", "（说明）", "无无无", "正常", ""]
        {
            assert!(!Explanation::says_something(text), "{text}");
        }
        for text in ["春节停工", "新开工2个项目", "已核实，属实", "秋种"] {
            assert!(Explanation::says_something(text), "{text}");
        }
    }

    #[test]
    fn a_row_comes_back() {
        let explanation = Explanation {
            cell: ResultKey::from_text("i1|ytd|u1|2022-05").unwrap(),
            code: "check.jump".into(),
            value: "18".into(),
            text: "新开工两个项目".into(),
        };
        let read = Explanation::from_fields(&explanation.key(), &explanation.to_fields());
        assert_eq!(read, Ok(explanation));
        assert!(Explanation::from_fields("check.jump", &Fields::new()).is_err());
    }
}
