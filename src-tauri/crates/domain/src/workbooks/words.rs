//! Words of tables as they are compared: without the blanks and signs by which offices align and decorate them.

/// The words without blanks, with plain brackets and digits.
pub fn plain(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '（' | '【' | '〔' | '［' => '(',
        '）' | '】' | '〕' | '］' => ')',
        '：' => ':',
        '，' => ',',
        '％' => '%',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter)
        }
        other => other,
    };
    let is_blank = |letter: &char| letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}');
    text.chars().filter(|letter| !is_blank(letter)).map(narrow).collect()
}

/// Words that name a row of sums.
const TOTALS: [&str; 17] = [
    "合计",
    "总计",
    "小计",
    "共计",
    "累计合计",
    "汇总",
    "平均",
    "全国",
    "全省",
    "全区",
    "全盟",
    "全市",
    "全州",
    "全县",
    "全旗",
    "全镇",
    "全乡",
];

/// Whether words name a row of sums: 合计, 全县, 北片小计. 县本级 is a row of its own and no sum.
pub fn is_total(text: &str) -> bool {
    let text = plain(text);
    let text = text.trim_end_matches([':', '*']);
    let bare = text.split('(').next().unwrap_or(text);
    TOTALS.contains(&bare)
        || ["小计", "合计", "总计"].iter().any(|end| bare.len() > end.len() && bare.ends_with(end))
}

/// The last bracket of words and what stands before it: 改厕户数（户） → 改厕户数, 户.
pub fn split_bracket(text: &str) -> (String, Option<String>) {
    let text = plain(text);
    let Some(inner) = text.strip_suffix(')') else { return (text, None) };
    match inner.rfind('(') {
        Some(at) if at > 0 => (inner[..at].to_owned(), Some(inner[at + 1..].to_owned())),
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_that_align_are_no_part_of_words() {
        for (text, expected) in [
            ("忠  县", "忠县"),
            ("　合　计", "合计"),
            ("完成率（％）", "完成率(%)"),
            ("２０２４年", "2024年"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn rows_of_sums_are_known_by_their_words() {
        for text in ["合计", "合 计", "总计：", "全旗", "全县（合计）", "北片小计", "小　计"]
        {
            assert!(is_total(text), "{text}");
        }
        for text in ["县本级", "市本级", "合计镇村", "金山镇", "全县推进会", ""] {
            assert!(!is_total(text), "{text}");
        }
    }

    #[test]
    fn brackets_at_the_end_are_parted() {
        for (text, name, bracket) in [
            ("改厕户数（户）", "改厕户数", Some("户")),
            ("完成率(%)", "完成率", Some("%")),
            ("（一）", "(一)", None),
            ("累计", "累计", None),
        ] {
            assert_eq!(split_bracket(text), (name.to_owned(), bracket.map(str::to_owned)));
        }
    }
}
