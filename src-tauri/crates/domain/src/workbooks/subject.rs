//! What figures are about: the words over a column or above a table without times, and without those that say only
//! that there is a figure.

use super::heading::stretch_of;
use super::table::{Table, TableColumn};
use super::words::{is_total, split_bracket};

/// Words of a heading that say that there is a figure and not of what.
const FIGURES: [&str; 22] = [
    "年初以来",
    "今年以来",
    "自开始",
    "本年度",
    "累计",
    "完成",
    "实际",
    "当月",
    "本月",
    "当期",
    "本期",
    "本季",
    "本年",
    "时点",
    "数量",
    "情况",
    "进度",
    "任务",
    "指标",
    "总",
    "数",
    "量",
];

/// The words over a column that say what its figures are about, from the top, each once.
pub(super) fn subjects(column: &TableColumn) -> Vec<String> {
    let mut subjects: Vec<String> = Vec::new();
    for words in &column.heading {
        let bare = split_bracket(words).0;
        if !is_beside(&bare) && !subjects.contains(&bare) {
            subjects.push(bare);
        }
    }
    subjects
}

/// What a column is about; where its words do not say it, what the title of the table says.
pub(super) fn name_of(table: &Table, column: &TableColumn) -> String {
    let subjects = subjects(column);
    if subjects.is_empty() {
        table.title.iter().find_map(|line| subject_of(line)).unwrap_or_default()
    } else {
        subjects.concat()
    }
}

/// Whether words over a column do not say what it is about: a sum, an office, a time, or only that there is a figure.
fn is_beside(words: &str) -> bool {
    const OFFICES: [&str; 6] = ["局", "厅", "委", "办", "办公室", "部门"];
    is_total(words)
        || is_figure_only(words)
        || words.chars().count() > 2 && OFFICES.iter().any(|end| words.ends_with(end))
}

/// Whether words name only a time, or only that there is a figure.
fn is_figure_only(words: &str) -> bool {
    let timeless = |text: &str| match stretch_of(text) {
        Some(_) => text.chars().all(|letter| {
            letter.is_ascii_digit() || "年月季度上下半一二三四五六七八九十份底截至—-.前".contains(letter)
        }),
        None => false,
    };
    let rest = FIGURES.iter().fold(words.to_owned(), |rest, word| rest.replace(word, ""));
    rest.is_empty() || timeless(&rest)
}

/// What a title is about: without its time and without 统计表 and the like.
pub(super) fn subject_of(line: &str) -> Option<String> {
    const ENDS: [&str; 12] = [
        "情况统计表",
        "统计表",
        "调度表",
        "进度表",
        "情况表",
        "汇总表",
        "报表",
        "月报",
        "季报",
        "周报",
        "情况",
        "表",
    ];
    let (line, _) = split_bracket(line);
    let after =
        line.rfind(['年', '月', '季']).filter(|at| *at < line.len() / 2 && stretch_of(&line).is_some());
    let line =
        after.map_or(line.as_str(), |at| line[at..].trim_start_matches(['年', '月', '季', '度', '份']));
    let subject = ENDS.iter().find_map(|end| line.strip_suffix(end)).unwrap_or(line);
    (!subject.is_empty() && !subject.contains(':')).then(|| subject.to_owned())
}
