//! Where a title breaks into lines. Two or three lines of about equal length read as a block; a word, a year
//! or 的通报 must not be cut, and no line may hold a single character.

/// Characters of 二号 type that fit a line of 156 mm, with a little air.
pub const OF_DOCUMENT: usize = 19;
/// Characters of 18 pt type that fit the line of an upright annex.
pub const OF_ANNEX: usize = 23;
/// And of a sideways one.
pub const OF_WIDE_ANNEX: usize = 34;

/// Words before which a line gladly begins, and a remark in brackets.
const BEGINS: [&str; 13] = [
    "（",
    "重点任务",
    "重点工作",
    "进展情况",
    "完成情况",
    "落实情况",
    "工作情况",
    "有关情况",
    "关于",
    "全面",
    "推进",
    "贯彻",
    "督查",
];

/// Words that are never cut.
const WHOLE: [&str; 34] = [
    "重点任务",
    "重点工作",
    "重点",
    "任务",
    "进展",
    "情况",
    "完成",
    "落实",
    "工作",
    "通报",
    "的通报",
    "通知",
    "的通知",
    "季度",
    "上半年",
    "下半年",
    "年度",
    "人民政府",
    "办公室",
    "委员会",
    "自治区",
    "乡村振兴",
    "调度",
    "督查",
    "集体经济",
    "嘎查村",
    "收入",
    "面积",
    "人数",
    "比例",
    "达到",
    "未达标",
    "未报",
    "清单",
];

/// The lines of a title. Breaks that the user typed are kept.
pub fn lines(title: &str, most: usize) -> Vec<String> {
    title.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| broken(line, most)).collect()
}

/// A heading of a column that takes so many characters: one too long for it breaks before its bracket, 序时差 over
/// （百分点）, and what is still too long into lines of one length, 计量 over 单位.
pub fn head_lines(text: &str, most: usize) -> String {
    let length = |piece: &str| piece.chars().count();
    if length(text) <= most {
        return text.to_owned();
    }
    let even = |piece: &str| {
        let count = length(piece).div_ceil(most.max(2));
        // Years and numbers are not cut.
        if count < 2 || piece.contains(|letter: char| letter.is_ascii() || "（）".contains(letter)) {
            return piece.to_owned();
        }
        let letters: Vec<char> = piece.chars().collect();
        let lines = letters.chunks(letters.len().div_ceil(count));
        lines.map(String::from_iter).collect::<Vec<_>>().join("\n")
    };
    match text.split_once('（') {
        Some((before, bracket)) if !before.is_empty() => format!("{}\n（{bracket}", even(before)),
        _ => even(text),
    }
}

fn broken(title: &str, most: usize) -> Vec<String> {
    let letters: Vec<char> = title.chars().collect();
    let width = width(&letters);
    if width <= most {
        return vec![title.to_owned()];
    }
    let count = width.div_ceil(most);
    let ideal = letters.len() as f32 / count as f32;
    let mut lines = Vec::new();
    let mut start = 0;
    for line in 1..count {
        let wanted = ideal * line as f32;
        let candidates = (start + 2)..letters.len().saturating_sub(2);
        let best = candidates
            .filter(|at| width_of(&letters[start..*at]) <= most + 1)
            .min_by(|a, b| cost(&letters, *a, wanted).total_cmp(&cost(&letters, *b, wanted)));
        let Some(best) = best else { break };
        lines.push(letters[start..best].iter().collect());
        start = best;
    }
    lines.push(letters[start..].iter().collect());
    lines
}

/// Full-width characters count one, others a half.
fn width(letters: &[char]) -> usize {
    width_of(letters)
}

fn width_of(letters: &[char]) -> usize {
    let halves: usize = letters.iter().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    halves.div_ceil(2)
}

/// How bad a break before `at` would be: its distance from the ideal, and what it cuts.
fn cost(letters: &[char], at: usize, wanted: f32) -> f32 {
    let distance = (at as f32 - wanted).abs();
    let rest: String = letters[at..].iter().collect();
    let cuts = |word: &str| {
        let word: Vec<char> = word.chars().collect();
        (1..word.len()).any(|within| {
            at >= within
                && letters.get(at - within..at - within + word.len()).is_some_and(|found| found == word)
        })
    };
    let (before, after) = (letters[at - 1], letters[at]);
    let mut cost = distance;
    if WHOLE.iter().any(|word| cuts(word))
        || (before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric())
    {
        cost += 20.0;
    }
    if matches!(after, '年' | '月' | '日' | '的' | '》' | '）' | '”' | '、' | '，' | '—')
        || matches!(before, '《' | '（' | '“' | '—' | '第')
        || (before.is_ascii_digit() && !after.is_ascii())
    {
        cost += 20.0;
    }
    if BEGINS.iter().any(|word| rest.starts_with(word)) {
        cost -= 3.0;
    }
    cost
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn titles_break_between_words() {
        let check =
            |title: &str, expected: &[&str]| assert_eq!(lines(title, OF_DOCUMENT), expected, "{title}");
        check("关于进展情况的通报", &["关于进展情况的通报"]);
        check(
            "关于青原县2022年上半年重点任务进展情况的通报",
            &["关于青原县2022年上半年", "重点任务进展情况的通报"],
        );
        check(
            "关于内蒙古自治区2022年1—5月重点任务进展情况的通报",
            &["关于内蒙古自治区2022年1—5月", "重点任务进展情况的通报"],
        );
        check("第一行\n第二行", &["第一行", "第二行"]);
        check(
            "青原县2022年上半年集体经济收入（达到12万元）未达标及未报嘎查村清单",
            &["青原县2022年上半年集体经济收入", "（达到12万元）未达标及未报嘎查村清单"],
        );
    }

    #[test]
    fn headings_break_evenly_and_before_their_bracket() {
        for (text, most, expected) in [
            ("计量单位", 4, "计量单位"),
            ("计量单位", 3, "计量\n单位"),
            ("计量单位", 1, "计量\n单位"),
            ("后期月均需完成", 4, "后期月均\n需完成"),
            ("序时差（百分点）", 5, "序时差\n（百分点）"),
            ("完成率变化（百分点）", 3, "完成率\n变化\n（百分点）"),
            ("2022年5月底", 4, "2022年5月底"),
            ("（百分点）", 3, "（百分点）"),
            ("", 0, ""),
        ] {
            assert_eq!(head_lines(text, most), expected, "{text} {most}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_a_single_character(title in "[关于青原县年上半重点任务进展情况的通报0-9“”（）]{1,70}") {
            let lines = lines(&title, OF_DOCUMENT);
            prop_assert_eq!(lines.concat(), title.trim());
            if lines.len() > 1 {
                prop_assert!(lines.iter().all(|line| line.chars().count() >= 2));
            }
        }
    }
}
