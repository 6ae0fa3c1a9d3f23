//! Whether a text carries a marking of secrecy. A marking stands at the head of a document, on a line of its
//! own: `机密★1年`, `秘密`, `000012 绝密★30年`, `密级：机密`. The same words inside a sentence are no marking.

/// How many lines of the head are looked at.
const HEAD_LINES: usize = 30;
/// The longest line that can be a marking.
const LONGEST_MARKING: usize = 24;

/// Whether one of the first lines is a marking.
pub(crate) fn is_classified(text: &str) -> bool {
    text.lines().filter(|line| !line.trim().is_empty()).take(HEAD_LINES).any(is_marking)
}

fn is_marking(line: &str) -> bool {
    let line: String =
        line.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{feff}').collect();
    if line.chars().count() > LONGEST_MARKING {
        return false;
    }
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = ["密级和保密期限", "密级", "保密等级"]
        .iter()
        .find_map(|label| rest.strip_prefix(label)?.strip_prefix(['：', ':']))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches(['【', '（', '(', '[']);
    let Some(rest) = ["绝密", "机密", "秘密"].iter().find_map(|word| rest.strip_prefix(word)) else {
        return false;
    };
    let rest = rest.trim_end_matches(['】', '）', ')', ']']).trim_start_matches('级');
    // After the word: nothing, a star with a term, or the urgency of the document.
    rest.is_empty() || rest.starts_with(['★', '☆', '*', '＊']) || matches!(rest, "特急" | "加急" | "急件")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markings_and_words() {
        let check = |text: &str, expected: bool| assert_eq!(is_classified(text), expected, "{text:?}");
        for text in [
            "机密★1年\n某市文件",
            "000012\n秘密\n特急\n关于…的通知",
            "绝 密 ★ 长期",
            "  机密☆\n",
            "密级：秘密",
            "000001机密★10年",
            "【秘密】",
            "秘密★1年 特急",
            "秘密特急",
            "机密级★1年",
            "\u{feff}机密★1年",
        ] {
            check(text, true);
        }
        for text in [
            "",
            "做好保密工作，严守国家秘密。",
            "秘密工作条例学习情况",
            "密级：内部",
            "秘密调查结果公布后，群众反映良好，要求进一步整改落实到位。",
            "密级：无",
            "关于加强机密★级文件管理的通知",
        ] {
            check(text, false);
        }
        let late = format!("{}机密★1年", "正文一行。\n".repeat(40));
        check(&late, false);
    }
}
