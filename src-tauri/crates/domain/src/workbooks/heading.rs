//! What the words at the head of a column say of its figures: what sort they are, over which stretch, when, and in
//! which unit of measure. Nothing here knows a ledger.

use super::words::{plain, split_bracket};
use crate::kernel::{Period, PeriodKind, Uom, word_enum};
use crate::results::Measure;

word_enum! {
    /// What a column of a table holds.
    ColumnSort {
        /// 序号, 名次.
        Ordinal = "ordinal", "序号";
        /// Names of places, offices, indicators or tasks: what its rows are about.
        Name = "name", "名称";
        /// 计量单位.
        Uom = "uom", "计量单位";
        /// Words.
        Words = "words", "文字";
        /// What was done.
        Actual = "actual", "完成数";
        /// What is to be done.
        Target = "target", "目标数";
        /// One over the other.
        Rate = "rate", "比率";
        /// The figure of the year before.
        LastYear = "last_year", "上年同期";
        /// The figure of the period before.
        LastPeriod = "last_period", "上期数";
        /// A difference: 同比, 环比, 序时差.
        Change = "change", "增减";
        /// Points of an assessment.
        Score = "score", "得分";
    }
}

impl ColumnSort {
    /// Whether it holds figures.
    pub fn is_figure(self) -> bool {
        !matches!(self, Self::Ordinal | Self::Name | Self::Uom | Self::Words)
    }
}

/// Words of a heading, the tellest first; where several are found the earlier line of this table decides.
const SORTS: &[(ColumnSort, &[&str])] = &[
    (ColumnSort::Ordinal, &["序号", "编号", "代码", "编码", "名次", "排名", "位次", "序位"]),
    (ColumnSort::Uom, &["计量单位", "指标单位", "数量单位"]),
    (ColumnSort::LastYear, &["上年同期", "去年同期", "同期数", "上年数", "上年实绩"]),
    (ColumnSort::LastPeriod, &["上月", "上期", "上季", "上旬", "上周"]),
    (
        ColumnSort::Change,
        &["同比", "环比", "增减", "增幅", "增长", "涨幅", "降幅", "增速", "序时差", "升降", "较上"],
    ),
    (
        ColumnSort::Words,
        &[
            "备注",
            "说明",
            "描述",
            "问题",
            "措施",
            "责任",
            "牵头",
            "领导",
            "联系",
            "电话",
            "时限",
            "评分标准",
            "原因",
            "佐证",
            "来源",
            "是否",
            "存在",
            "时间",
            "日期",
            "亮灯",
            "等次",
            "状态",
            "类型",
            "姓名",
            "职务",
            "主管",
            "督办",
            "意见",
            "进展情况",
        ],
    ),
    (ColumnSort::Score, &["得分", "自评分", "分值", "扣分", "加分", "考核分", "权重"]),
    (
        ColumnSort::Rate,
        &[
            "完成率",
            "完成比例",
            "完成比",
            "占比",
            "执行率",
            "支出进度",
            "达标率",
            "完成进度(%)",
            "进度(%)",
            "比例(%)",
            "完成百分比",
            "开工率",
            "销号率",
        ],
    ),
    (
        ColumnSort::Target,
        &["目标", "任务", "计划", "下达", "指标值", "应完成", "应报", "预算数", "年初设定", "规划"],
    ),
    (
        ColumnSort::Actual,
        &["完成", "进度", "实际", "累计", "当月", "本月", "本期", "本季", "执行数", "实绩", "进展", "建成"],
    ),
];

/// What sort a single piece of a heading names.
pub fn sort_of(text: &str) -> Option<ColumnSort> {
    let text = plain(text);
    SORTS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(sort, _)| *sort)
}

/// Over which stretch figures are said to be.
pub fn measure_of(text: &str) -> Option<Measure> {
    let text = plain(text);
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["开始以来累计", "自开始累计", "历年累计", "两年来", "以来累计"]) {
        Some(Measure::SinceStart)
    } else if says(&["累计", "年初以来", "今年以来", "全年", "1-", "1—", "1至"]) {
        Some(Measure::Ytd)
    } else if says(&["当月", "本月", "本期", "本季", "当季", "本旬", "本周", "当期", "当日"])
    {
        Some(Measure::Period)
    } else if says(&["时点", "存量", "期末", "年末", "月末", "在册", "现有"]) {
        Some(Measure::Stock)
    } else {
        None
    }
}

/// The unit of measure in the brackets at the end of a piece or behind its label, where it is one: 改厕户数（户）,
/// 单位：万元. Words that are no unit of measure are none: （盖章）, （100字内）.
pub fn uom_of(text: &str) -> Option<Uom> {
    match uoms_of(text).as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// The units of measure that a line names, in its order: 单位：亩、万元, （单位：万元/个/%）, 面积单位：亩，金额单位：万元.
pub fn uoms_of(text: &str) -> Vec<Uom> {
    // Blanks part units, and plain words have none.
    let spaced: Vec<String> = text.split_whitespace().map(plain).collect();
    let spaced = spaced.join(" ");
    let parts: Vec<&str> = spaced.split(':').collect();
    let is_label = |label: &str| plain(label).ends_with("单位");
    let labelled = parts.windows(2).filter(|pair| is_label(pair[0])).flat_map(|pair| listed(pair[1]));
    let mut found: Vec<Uom> = labelled.collect();
    if found.is_empty()
        && let (_, Some(bracket)) = split_bracket(text)
    {
        found = listed(&bracket);
    }
    let mut seen = Vec::new();
    found.retain(|uom| {
        !seen.contains(uom) && {
            seen.push(uom.clone());
            true
        }
    });
    found
}

/// The units of a list as far as it is one: what begins with another word names something else.
fn listed(text: &str) -> Vec<Uom> {
    let whole = said_alone(&plain(text));
    if !whole.is_empty() {
        return whole;
    }
    let parts = text.split(|letter: char| letter.is_whitespace() || "、,;；|和及".contains(letter));
    let mut units = parts.map(str::trim).filter(|part| !part.is_empty()).map(said_alone).peekable();
    if units.peek().is_none_or(Vec::is_empty) {
        return Vec::new();
    }
    units.flatten().collect()
}

/// A unit of measure with nothing else but brackets around or behind it. 亩/万元 are two; one per another is one (元/人),
/// and nothing is reckoned per money, per cent or per ten thousand.
fn said_alone(text: &str) -> Vec<Uom> {
    let bare = text.trim_start_matches('(').split('(').next().unwrap_or_default().trim_end_matches(')');
    let Some(uom) = [text, bare].into_iter().map(Uom::new).find(|uom| !uom.is_empty() && uom.is_known())
    else {
        let parts: Vec<Uom> = bare.split(['/', '／']).map(Uom::new).collect();
        return if parts.len() > 1 && parts.iter().all(Uom::is_known) { parts } else { Vec::new() };
    };
    match bare.split_once('/') {
        Some((of, per)) if is_no_measure_of_others(&Uom::new(per)) => vec![Uom::new(of), Uom::new(per)],
        _ => vec![uom],
    }
}

fn is_no_measure_of_others(per: &Uom) -> bool {
    per.is_percent() || per.same_dimension(&Uom::new("元")) || per.without_multiplier().is_some()
}

/// A stretch of time as a heading or a title names it; the year may be left to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The year, where it is said.
    pub year: Option<i32>,
    kind: PeriodKind,
    /// Which one of the year: month 1 to 12, half of a month 1 to 24.
    number: u32,
}

/// How a month is parted, with the words for each part.
const PARTS_OF_MONTH: [(PeriodKind, &[&str]); 2] =
    [(PeriodKind::TenDay, &["上旬", "中旬", "下旬"]), (PeriodKind::HalfMonth, &["上半月", "下半月"])];

impl Stretch {
    /// The period, in a year that is understood where none is said.
    pub fn period(self, year: i32) -> Option<Period> {
        let year = self.year.unwrap_or(year);
        match self.kind {
            PeriodKind::Year => Period::year_of(year),
            PeriodKind::HalfYear => Period::half_year(year, self.number),
            PeriodKind::Quarter => Period::quarter(year, self.number),
            PeriodKind::TenDay => Period::ten_day(year, self.number.div_ceil(3), (self.number - 1) % 3 + 1),
            PeriodKind::HalfMonth => {
                Period::half_month(year, self.number.div_ceil(2), (self.number - 1) % 2 + 1)
            }
            _ => Period::month(year, self.number),
        }
        .ok()
    }
}

/// The time that a text names last and most closely: 2022年6月, 截至6月底, 1-6月, 6月上旬, 二季度, 上半年, 2022年.
pub fn stretch_of(text: &str) -> Option<Stretch> {
    let letters: Vec<char> = plain(text).chars().collect();
    let year = year_in(&letters);
    let said = |kind, number| Some(Stretch { year, kind, number });
    if let Some((month, at)) = number_before(&letters, '月').filter(|(month, _)| (1..=12).contains(month)) {
        let (kind, number) = part_of_month(month, &letters[at + 1..]).unwrap_or((PeriodKind::Month, month));
        return said(kind, number);
    }
    let joined: String = letters.iter().collect();
    for (number, words) in (1..).zip([
        ["一季度", "1季度", "第一季", "Q1"],
        ["二季度", "2季度", "第二季", "Q2"],
        ["三季度", "3季度", "第三季", "Q3"],
        ["四季度", "4季度", "第四季", "Q4"],
    ]) {
        if words.iter().any(|word| joined.contains(word)) {
            // 前三季度 is the time up to its end.
            return said(PeriodKind::Quarter, number);
        }
    }
    for (number, word) in [(1, "上半年"), (2, "下半年")] {
        if joined.contains(word) {
            return said(PeriodKind::HalfYear, number);
        }
    }
    if let Some(found) = numeric_month(&joined) {
        return Some(found);
    }
    year.filter(|_| joined.contains('年') || joined.len() == 4).map(|year| Stretch {
        year: Some(year),
        kind: PeriodKind::Year,
        number: 1,
    })
}

/// A year with its 年, or four digits alone.
fn year_in(letters: &[char]) -> Option<i32> {
    let digits: Vec<usize> = (0..letters.len()).filter(|at| letters[*at].is_ascii_digit()).collect();
    for run in digits.chunk_by(|a, b| b - a == 1) {
        let text: String = run.iter().map(|at| letters[*at]).collect();
        let behind = run.last().and_then(|last| letters.get(last + 1));
        let whole = run.len() == letters.len();
        if run.len() == 4 && (behind == Some(&'年') || whole || behind == Some(&'-') || behind == Some(&'.'))
        {
            let year = text.parse().ok().filter(|year| (1949..2200).contains(year));
            if year.is_some() {
                return year;
            }
        }
    }
    None
}

/// The part of a month that is named right behind it, counted through the year.
fn part_of_month(month: u32, behind: &[char]) -> Option<(PeriodKind, u32)> {
    let behind: String = behind.iter().skip_while(|letter| **letter == '份').take(3).collect();
    PARTS_OF_MONTH.iter().find_map(|(kind, words)| {
        let at = words.iter().position(|word| behind.starts_with(word))?;
        Some((*kind, (month - 1) * words.len() as u32 + at as u32 + 1))
    })
}

/// The last number that stands right before a letter, and where the letter stands; 月报 behind it has none.
fn number_before(letters: &[char], wanted: char) -> Option<(u32, usize)> {
    let places = (0..letters.len()).rev().filter(|at| letters[*at] == wanted);
    places.into_iter().find_map(|at| {
        let before = letters[..at].iter().rposition(|letter| !letter.is_ascii_digit());
        let digits: String = letters[before.map_or(0, |before| before + 1)..at].iter().collect();
        let number = digits.parse().ok().or_else(|| chinese_month(&letters[..at]))?;
        Some((number, at))
    })
}

/// 六月, 十一月.
fn chinese_month(before: &[char]) -> Option<u32> {
    const DIGITS: &str = "一二三四五六七八九";
    let digit = |letter: char| DIGITS.chars().position(|d| d == letter).map(|at| at as u32 + 1);
    match before {
        [.., '十', last] if digit(*last).is_some() => digit(*last).map(|unit| 10 + unit),
        [.., '十'] => Some(10),
        [.., last] => digit(*last),
        [] => None,
    }
}

/// `2022-06`, `2022.6`, `2022-06-30`.
fn numeric_month(text: &str) -> Option<Stretch> {
    let mut parts = text.split(['-', '.', '/']);
    let (year, month) = (parts.next()?, parts.next()?);
    let year = year.get(year.len().checked_sub(4)?..)?.parse().ok().filter(|y| (1949..2200).contains(y))?;
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some(Stretch { year: Some(year), kind: PeriodKind::Month, number: month })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_what_sort_their_figures_are() {
        for (text, sort) in [
            ("序号", Some(ColumnSort::Ordinal)),
            ("年度目标", Some(ColumnSort::Target)),
            ("下达任务面积（亩）", Some(ColumnSort::Target)),
            ("累计完成面积(亩)", Some(ColumnSort::Actual)),
            ("任务完成量占比(%)", Some(ColumnSort::Rate)),
            ("完成率（%）", Some(ColumnSort::Rate)),
            ("上年同期", Some(ColumnSort::LastYear)),
            ("同比增长（%）", Some(ColumnSort::Change)),
            ("备 注", Some(ColumnSort::Words)),
            ("牵头单位", Some(ColumnSort::Words)),
            ("计量单位", Some(ColumnSort::Uom)),
            ("考核得分", Some(ColumnSort::Score)),
            ("改厕户数（户）", None),
        ] {
            assert_eq!(sort_of(text), sort, "{text}");
        }
    }

    #[test]
    fn units_of_measure_are_taken_from_brackets_and_labels() {
        for (text, uom) in [
            ("改厕户数（户）", Some("户")),
            ("单位：万元", Some("万元")),
            ("计量单位：亩", Some("亩")),
            ("完成率(%)", Some("%")),
            ("填报单位（盖章）", None),
            ("填报单位：固阳县农牧局", None),
            ("进展描述（100字内）", None),
            ("累计完成", None),
            ("单位：亩、万元", None),
            ("单位：台（套）", Some("台(套)")),
            ("单位：万元（含配套）", Some("万元")),
            ("人均收入（元/人）", Some("元/人")),
        ] {
            assert_eq!(uom_of(text).as_ref().map(Uom::as_str), uom, "{text}");
        }
    }

    #[test]
    fn a_line_may_name_several_units_of_measure() {
        for (text, uoms) in [
            ("单位：亩、万元", &["亩", "万元"][..]),
            ("单位：万元、个、%", &["万元", "个", "%"]),
            ("计量单位：户，亩；万元 ％", &["户", "亩", "万元", "%"]),
            ("单位:亩/万元", &["亩", "万元"]),
            ("单位：个／万元／%", &["个", "万元", "%"]),
            ("单位： 亩  万元", &["亩", "万元"]),
            ("（单位：万亩和万元）", &["万亩", "万元"]),
            ("造林进度表（亩、万元）", &["亩", "万元"]),
            ("面积单位：亩，金额单位：万元", &["亩", "万元"]),
            ("填报单位：固阳县农牧局    单位：万元、亩", &["万元", "亩"]),
            ("单位：元/人、户", &["元/人", "户"]),
            ("单位：万 元", &["万元"]),
            ("单位：亩、亩", &["亩"]),
            ("填报单位：东 村", &[]),
            ("填报单位（盖章）：", &[]),
        ] {
            let found = uoms_of(text);
            assert_eq!(found.iter().map(Uom::as_str).collect::<Vec<_>>(), uoms, "{text}");
        }
    }

    #[test]
    fn times_are_read_with_the_year_that_is_understood() {
        for (text, period) in [
            ("2022年6月", Some("2022-06")),
            ("截至6月底", Some("2024-06")),
            ("1—6月累计", Some("2024-06")),
            ("6月份", Some("2024-06")),
            ("2022年6月农村人居环境整治月报", Some("2022-06")),
            ("2022年整治月报（截至5月）", Some("2022-05")),
            ("十一月", Some("2024-11")),
            ("2022年6月上旬", Some("2022-06-X1")),
            ("2022年6月份下旬旬报", Some("2022-06-X3")),
            ("十二月中旬", Some("2024-12-X2")),
            ("2022年6月上半月进展情况", Some("2022-06-S1")),
            ("（12月下半月）", Some("2024-12-S2")),
            ("2022年6月半月报", Some("2022-06")),
            ("二季度", Some("2024-Q2")),
            ("2023年前三季度", Some("2023-Q3")),
            ("上半年", Some("2024-H1")),
            ("2022年", Some("2022")),
            ("2022", Some("2022")),
            ("2022-06", Some("2022-06")),
            ("2022.6.30", Some("2022-06")),
            ("到2025年规划指标（万亩）", Some("2025")),
            ("累计完成", None),
            ("13月", None),
            ("120户", None),
        ] {
            let found = stretch_of(text).and_then(|stretch| stretch.period(2024));
            assert_eq!(found.map(|period| period.to_string()).as_deref(), period, "{text}");
        }
    }

    #[test]
    fn stretches_are_told_from_their_words() {
        for (text, measure) in [
            ("本月完成", Some(Measure::Period)),
            ("累计完成", Some(Measure::Ytd)),
            ("1-6月", Some(Measure::Ytd)),
            ("年末存量", Some(Measure::Stock)),
            ("改厕户数", None),
        ] {
            assert_eq!(measure_of(text), measure, "{text}");
        }
    }
}
