//! What a figure is said about, in words: the name of its indicator and of what a threshold bounds. The
//! words are taken from the clause, without times, numbers and the verbs that lead to them; they are a
//! proposal that a person edits.

use std::ops::Range;

use super::cues::CHANGES;
use super::page::{Page, Sentence};
use crate::quantity::figure::Figure;
use crate::quantity::units::Class;
use crate::times::Role;
use crate::words::{any_begins, any_ends, begins, contains_any, ends_with, find, first_of, last_of};

/// Verbs and adverbs between an indicator and its figure, longest first.
const REACHING: &[&str] = &[
    "分别达到",
    "分别提高到",
    "分别为",
    "稳定在",
    "保持在",
    "提高到",
    "提升到",
    "提高至",
    "提升至",
    "上升到",
    "增加到",
    "增长到",
    "扩大到",
    "发展到",
    "下降到",
    "下降至",
    "降低到",
    "减少到",
    "缩小到",
    "缩小至",
    "控制在",
    "增长至",
    "增加至",
    "达到了",
    "实现了",
    "完成了",
    "达到",
    "突破",
    "超过",
    "实现",
    "完成",
    "增至",
    "降至",
    "升至",
    "总计",
    "共计",
    "累计",
    "约为",
    "比例为",
    "必须",
    "不低于",
    "保持",
    "仅为",
    "分别",
    "平均",
    "达",
    "为",
    "是",
    "占",
    "约",
    "近",
    "超",
    "在",
    "共",
    "有",
    "至",
    "到",
    "了",
    "均",
    "已",
    "各",
    "等",
    "由",
    "从",
    "只",
    "仅",
    "的",
    ":",
    " ",
    "要",
    "将",
    "(",
    "“",
    "须",
    "应",
    "、",
    "和",
    "再",
];

/// Amounts that are called by their plan.
const PLANNED: &[&str] = &["计划投资", "计划总投资", "年度投资", "年度计划投资", "规划总投资"];

/// Words whose last letter is none of the short ones above.
const WHOLE: &[&str] = &[
    "下达", "人均", "户均", "村均", "年均", "月均", "日均", "亩均", "平均", "行为", "公共", "所有", "国有",
    "存在", "所在", "节约", "集约", "主要", "发达", "通达", "送达", "直达", "重要", "需要", "作为", "共有",
    "到达", "必要", "高等", "中等", "初等", "平等", "现有", "共和",
];

/// Words at the beginning of a clause that do not belong to the name.
const OPENING: &[&str] = &[
    "其中",
    "同时",
    "全面",
    "力争",
    "确保",
    "计划",
    "规划",
    "预计",
    "争取",
    "目前",
    "已经",
    "累计",
    "共计",
    "全年",
    "今年",
    "年内",
    "年度",
    "进一步",
    "持续",
    "积极",
    "大力",
    "着力",
    "扎实",
    "稳步",
    "加快",
    "深入",
    "切实",
    "重点",
    "全区",
    "全市",
    "全县",
    "全省",
    "全旗",
    "全盟",
    "全镇",
    "全乡",
    "全村",
    "我区",
    "我市",
    "我县",
    "我省",
    "我旗",
    "我村",
    "我镇",
    "我乡",
    "我们",
    "一是",
    "二是",
    "三是",
    "四是",
    "五是",
    "六是",
    "截至",
    "共",
    "已",
    "现已",
    "拟",
    "将",
    "要",
    "并",
    "等",
    "对",
    "使",
    "推动",
    "推进",
    "实现",
    "做到",
    "目标为",
    "目标是",
    "还",
    "再",
    "均",
    "仅",
    "且",
    "是",
    "是其",
    ",",
    "，",
    "、",
    "和",
    "及",
    "与",
    "的",
    " ",
    "；",
    ";",
    "”",
    ")",
    "-",
    "·",
    "。",
    "~",
    "%",
];

/// What something has done or is to do, behind its noun: 村|建立垃圾收运处置体系.
const DOING: &[&str] = &[
    "实现",
    "完成",
    "进行",
    "建立",
    "开展",
    "纳入",
    "参与",
    "通过",
    "得到",
    "接受",
    "享受",
    "启动",
    "开工",
    "竣工",
    "投入使用",
    "投产",
    "落户",
    "签约",
    "实行",
    "推行",
    "配备",
    "达标",
    "销号",
    "办结",
    "入选",
    "入围",
    "获评",
    "复工",
    "提前",
    "超额",
    "稳定脱贫",
    "制定",
    "列入",
    "提供",
    "发放",
    "安装",
    "参加",
    "达到",
    "改造",
    "建成",
    "打造",
    "出列",
    "脱贫",
];

/// Words between a noun and what it does that say nothing of their own.
const FILLING: &[&str] =
    &["全部", "均已", "进行", "都已", "已经", "继续", "还将", "均", "都", "已", "将", "全面", "按期"];

/// What else turns from a thing to its value, beside [`CHANGES`].
const TURNING: &[&str] = &[
    "缩小",
    "压减",
    "调整",
    "发展到",
    "跃升",
    "以上",
    "左右",
    "以内",
    "以下",
    "同比",
    "比上年",
    "较上年",
    "占",
    "力争",
    "确保",
];

/// Names that say nothing without the thing they are about.
const GENERIC: &[&str] = &[
    "任务数",
    "任务",
    "目标",
    "目标数",
    "目标任务",
    "目标任务数",
    "计划",
    "计划数",
    "实际",
    "实际数",
    "实际改造数",
    "超额",
    "分别",
    "分别超额",
    "完成",
    "完成数",
    "滞后",
    "到位",
    "到位数",
    "新建数",
    "改扩建数",
    "建成数",
    "改造数",
    "年初计划建设数",
    "投资",
    "完成投资",
    "计划投资",
    "任务户数",
    "任务人数",
    "实际改造户数",
    "改造户数",
    "建设数",
];

/// Rates that say nothing without what they are about.
const RATES: &[&str] = &[
    "完成率",
    "开工率",
    "竣工率",
    "到位率",
    "支付率",
    "办结率",
    "完工率",
    "复工率",
    "增速",
    "增幅",
    "降幅",
    "占比",
    "倍数",
];

/// What begins the next saying where a text has no marks: 安装路灯85盏|改造厕所63户.
const STARTING: &[&str] = &[
    "改造",
    "发展",
    "种植",
    "养殖",
    "流转",
    "带动",
    "化解",
    "慰问",
    "发放",
    "新建",
    "安装",
    "硬化",
    "争取",
    "完成",
    "创建",
    "新增",
    "建成",
    "培育",
    "铺设",
    "整治",
    "清淤",
    "清理",
    "扩建",
    "修建",
    "打造",
    "引进",
    "举办",
    "开展",
    "选派",
    "实施",
    "力争",
    "确保",
    "全年",
    "占",
    "脱贫户",
    "城乡居民",
];

/// The name of the indicator of a figure.
pub(super) fn indicator(
    page: &Page<'_>,
    clause: &Range<usize>,
    figure: &Figure,
    previous_end: usize,
) -> String {
    let text = page.text;
    let from = previous_end.max(clause.start);
    let to =
        (from..figure.range.start).rev().find(|at| text.get(*at) != Some(&' ')).map_or(from, |at| at + 1);
    let left = words(page, &before(page, from..to));
    let right = words(page, &behind(page, clause, figure));
    let listed = left.split_once('、').filter(|(_, own)| from > clause.start && own.chars().count() > 1);
    let left = listed.map_or(left.clone(), |(_, own)| own.to_owned());
    if ends_with(text, to, "有") && !left.is_empty() && !counts(figure) {
        return tidy(&format!("{left}{right}"));
    }
    let done = figure.class == Class::Percent && ends_with(text, to, "的") && left.starts_with("完成");
    if done {
        return format!("{}比例", left.trim_start_matches("分别"));
    }
    let left = without_completing(&left);
    let long = left.chars().count() >= 3;
    if figure.ordinal {
        return ranked(&left);
    }
    if figure.class == Class::Percent && any_ends(text, to, &["占", "占比", "占到"]) {
        return if left.is_empty() { "占".to_owned() } else { named(&left, "占比") };
    }
    let suffix = suffix_of(figure);
    if !counts(figure) && (long || is_only_change(&left) && !left.is_empty()) {
        let share =
            figure.class == Class::Percent && left.contains('占') && !left.ends_with(['重', '例', '比']);
        return named(&left, if share { "比重" } else { suffix });
    }
    let next = long && STARTING.iter().any(|word| right.starts_with(word));
    let name = if counts(figure) && !next {
        doing_first(&left, &right)
    } else if next {
        left
    } else {
        left + &right
    };
    if name.is_empty() { String::new() } else { named(&name, suffix) }
}

fn counts(figure: &Figure) -> bool {
    matches!(
        figure.class,
        Class::People | Class::Count | Class::Thing | Class::Item | Class::Event | Class::Place
    )
}

/// What a name ends in where its figure counts something.
pub(super) fn suffix_of(figure: &Figure) -> &'static str {
    match figure.class {
        Class::People if figure.unit == "位" => "",
        Class::People => "人数",
        Class::Event => "次数",
        _ if figure.unit == "户" => "户数",
        _ if counts(figure) => "数",
        _ => "",
    }
}

/// 完成户厕改造 is 户厕改造; 完成投资 stays.
fn without_completing(name: &str) -> String {
    let rest = name.strip_prefix("完成").filter(|rest| rest.chars().count() > 2 && !rest.starts_with("投资"));
    rest.unwrap_or(name).to_owned()
}

/// 优良率居全市 is 优良率全市位次.
fn ranked(left: &str) -> String {
    const RANKING: &[&str] =
        &["位居", "排名", "位列", "名列", "跃居", "跃升", "进入", "保持", "居", "列", "排"];
    format!("{}位次", RANKING.iter().fold(left.to_owned(), |left, word| left.replace(word, "")))
}

/// A name with what it counts, unless it says that already.
fn named(name: &str, suffix: &str) -> String {
    let name = tidy(name);
    let counted = matches!(suffix, "数" | "人数" | "户数" | "次数");
    if suffix.is_empty()
        || name.ends_with(suffix)
        || name.ends_with(['数', '率', '量', '额', '比']) && counted
    {
        return name;
    }
    let short = suffix == "户数" && name.ends_with('户') || suffix == "人数" && name.ends_with("人口");
    format!("{name}{}", if short { "数" } else { suffix })
}

/// 村 and 建立垃圾收运处置体系 are 建立垃圾收运处置体系的村.
fn doing_first(left: &str, right: &str) -> String {
    let doing = DOING.iter().filter_map(|verb| right.find(verb)).filter(|at| *at > 0).min();
    let Some((noun, doing)) = doing.map(|at| right.split_at(at)) else { return format!("{left}{right}") };
    let noun = FILLING.iter().fold(noun, |noun, word| noun.strip_suffix(word).unwrap_or(noun));
    let doing = FILLING.iter().fold(doing, |doing, word| doing.strip_prefix(word).unwrap_or(doing));
    if let Some(noun) = ["仍未", "尚未", "还未", "未"].iter().find_map(|word| noun.strip_suffix(word))
    {
        return format!("{left}未{doing}的{noun}");
    }
    if doing.is_empty() { format!("{left}{noun}") } else { format!("{left}{doing}的{noun}") }
}

/// Without particles at either end and without half of a pair of marks.
fn tidy(name: &str) -> String {
    let ends: &[char] =
        &['。', '的', '和', '及', '与', '或', '、', '，', ',', ';', ':', '(', '“', '-', '—', '·', ' '];
    let starts: &[char] =
        &['—', '的', '和', '及', '与', '、', '，', ',', '对', '把', '）', ')', '”', ';', ':', '。', '-', ' '];
    let mut name = name.trim_end_matches(ends).trim_start_matches(starts).to_owned();
    for (open, close) in [('(', ')'), ('“', '”')] {
        if name.matches(open).count() != name.matches(close).count() {
            name = name.replace([open, close], "");
        }
    }
    name
}

/// A name that needs the one before it: 同比增长, 位次, 占, 完成率.
pub(super) fn after(before: &str, name: &str) -> String {
    let bare = || {
        ["人数", "户数", "次数", "数"].iter().find_map(|suffix| before.strip_suffix(suffix)).unwrap_or(before)
    };
    if let Some(of) = name.strip_prefix('占') {
        let of = of.trim_end_matches("比重").trim_end_matches('比');
        return format!("{before}占{of}{}", if of.is_empty() { "比" } else { "比重" });
    }
    if RATES.contains(&name) || is_generic(name) {
        format!("{}{name}", bare())
    } else {
        format!("{before}{name}")
    }
}

/// Whether a name is only a rate of something.
pub(super) fn is_rate(name: &str) -> bool {
    RATES.contains(&name)
}

/// What the values told behind a name are values of.
pub(super) fn about(name: &str, figure: Option<&Figure>) -> String {
    let changed = figure.is_some_and(|figure| figure.class == Class::Points);
    let turned = CHANGES.iter().chain(TURNING).find_map(|word| name.strip_suffix(word)).filter(|_| changed);
    turned.unwrap_or(name).replace("净增", "")
}

/// The name of what is counted beyond a threshold, where the clause only says 占 or 全部.
pub(super) fn beyond(page: &Page<'_>, measure: &str, figure: &Figure, name: &str) -> Option<String> {
    let bound: String = page.text.get(figure.range.clone()).unwrap_or_default().iter().collect();
    let said = name.chars().any(|c| c.is_ascii_digit());
    let share = matches!(name, "占" | "占比");
    let whole = name.ends_with("比例") && !measure.is_empty() && name.contains(measure);
    (!measure.is_empty() && !said && (share || whole))
        .then(|| format!("{measure}{bound}{}", if share { "占比" } else { "比例" }))
}

/// 9个产业产值超百亿元: 产业数 by 产值, where both were taken for one noun.
pub(super) fn apart(indicator: &str, measure: &str) -> Option<(String, String)> {
    const PROPERTIES: &[&str] =
        &["年产值", "产值", "年收入", "收入", "营收", "税收", "投资额", "投资", "规模", "销售额"];
    let noun = indicator.strip_suffix("数").filter(|noun| *noun == measure)?;
    let property = PROPERTIES.iter().find(|word| noun.ends_with(**word))?;
    let things = noun.strip_suffix(property).filter(|things| !things.is_empty())?;
    Some((format!("{things}数"), (*property).to_owned()))
}

/// The same things counted in another unit: 287户1136人.
pub(super) fn recounted(before: &str, suffix: &str) -> String {
    let bare = ["人数", "户数", "次数", "数"]
        .iter()
        .find_map(|suffix| before.strip_suffix(suffix))
        .unwrap_or(before);
    named(bare, suffix)
}

/// Whether a name only says how something changed, compares or ranks, or that it is a share.
pub(super) fn is_only_change(name: &str) -> bool {
    const CHANGING: &[&str] = &[
        "同比",
        "环比",
        "增长",
        "提高",
        "下降",
        "减少",
        "增加",
        "提升",
        "上升",
        "降低",
        "收窄",
        "回落",
        "同期",
        "上年",
        "去年",
        "分别",
        "平均水平",
        "平均",
        "幅度",
        "增幅",
        "降幅",
        "高于",
        "低于",
        "快于",
        "慢于",
        "超过",
        "滞后",
        "超",
        "全国",
        "全省",
        "全市",
        "全县",
        "全区",
        "全盟",
        "年度",
        "目标",
        "时间进度",
        "序时进度",
        "进度",
        "计划",
        "任务",
        "位居",
        "排名",
        "居",
        "排",
        "列",
        "前移",
        "比重",
        "比",
        "较",
        "占",
        "达到",
        "达",
        "为",
        "和",
        "的",
        "其中",
        "、",
        "水平",
        "净增",
        "净",
        "实际",
        "年均",
        "总数",
        "总量",
        "低",
        "高",
        "多",
        "少",
        "位次",
        "位",
        "两年",
        "同口径",
        "可比口径",
        "可比价格",
        "村均",
        "户均",
        "人均",
        "亩均",
    ];
    let of_plan = name.starts_with("完成") && name.ends_with("比例");
    if of_plan || name.starts_with("剔除") || name.starts_with("扣除") {
        return true;
    }
    consists_of(name, CHANGING, 1)
}

/// Whether a name is made of some words, but for a few letters.
fn consists_of(name: &str, words: &[&str], spare: usize) -> bool {
    let mut rest = name;
    let mut others = 0;
    while let Some(c) = rest.chars().next() {
        match words.iter().find_map(|word| rest.strip_prefix(word)) {
            Some(behind) => rest = behind,
            None => {
                others += 1;
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
        if others > spare {
            return false;
        }
    }
    true
}

/// Whether a name says nothing without the thing it is about.
pub(super) fn is_generic(name: &str) -> bool {
    const LONGEST: usize = 10;
    let only_done = name.ends_with("比例")
        && name.chars().count() <= LONGEST
        && !name.contains('的')
        && DOING.iter().chain(&["建设"]).any(|verb| name.starts_with(verb));
    name.is_empty() || GENERIC.contains(&name) || only_done
}

/// The thing that the clauses of a sentence are about: its first clause behind a semicolon, if it has no figure.
pub(super) fn head_of(page: &Page<'_>, sentence: &Sentence, clause: &Range<usize>) -> Option<String> {
    const LONGEST: usize = 24;
    let start = (sentence.range.start..clause.start)
        .rev()
        .find(|at| matches!(page.text.get(*at), Some(';' | ':' | '；')))
        .map_or(sentence.range.start, |at| at + 1);
    let head = sentence.clauses.iter().find(|head| head.start >= start)?;
    let fits = head.start < clause.start && head.len() <= LONGEST;
    let name = words(page, &before(page, head.clone()));
    (fits && page.figures_in(head).is_empty() && name.chars().count() >= 3).then(|| tidy(&name))
}

/// 7.公共场所配置AED。: what a line is about, where its first sentence says nothing else.
pub(super) fn line_head(page: &Page<'_>, first: &Sentence) -> Option<String> {
    const LONGEST: usize = 24;
    let start = super::put::without_number(page.text, &first.range);
    let name = tidy(&words(page, &before(page, start..first.range.end)));
    let plain = first.range.len() <= LONGEST && first.clauses.len() == 1;
    (plain && name.chars().count() >= 3 && page.figures_in(&(start..first.range.end)).is_empty())
        .then_some(name)
}

/// The part of an enumeration that a figure of 分别… belongs to: 甲、乙分别达到79名、276名. What the parts
/// share stands only in the last: 城镇和农村居民人均可支配收入.
pub(super) fn respective(page: &Page<'_>, clause: &Range<usize>, figure: &Figure) -> Option<String> {
    const SHARED: &[&str] = &[
        "居民", "投资", "综合", "人均", "覆盖", "普及", "利用", "增加", "参保", "达标", "完成", "就业",
        "收入", "产量", "面积",
    ];
    let text = page.text;
    let at = find(text, clause.start..figure.range.start, "分别")?;
    let behind = page.figures_in(&(at..clause.end));
    let place = page.figures_in(&(at..figure.range.start)).len();
    let head = words(page, &before(page, clause.start..at));
    let both = head.strip_prefix("城乡").filter(|_| behind.len() == 2);
    let parts: Vec<String> = both.map_or_else(
        || split_outside_brackets(&head).into_iter().map(str::to_owned).collect(),
        |rest| vec![format!("城镇{rest}"), format!("农村{rest}")],
    );
    let own = parts.get(place).filter(|_| parts.len() == behind.len() && parts.len() > 1)?;
    let last = parts.last()?;
    let shared = SHARED.iter().filter_map(|word| last.find(word)).filter(|at| *at > 0).min();
    let lacks = own.chars().count() * 2 < last.chars().count()
        && !own.ends_with(['率', '量', '额', '数', '入', '值']);
    let tail = shared.filter(|_| lacks).and_then(|at| last.get(at..)).unwrap_or_default();
    let grown = ["增长", "下降", "提高", "降低", "增加", "减少"]
        .iter()
        .find(|word| any_begins(text, at + 2, &[word]));
    let reaches = grown.is_some_and(|_| any_begins(text, at + 4, &["到", "至"]));
    Some(tidy(&format!("{own}{tail}{}", grown.filter(|_| !reaches).unwrap_or(&""))))
}

fn split_outside_brackets(head: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    head.split(|c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0 && matches!(c, '、' | '和' | '及' | '与')
    })
    .filter(|part| !part.is_empty())
    .collect()
}

/// The name for a coverage word.
pub(super) fn covered(page: &Page<'_>, clause: &Range<usize>, at: &Range<usize>, rule: &str) -> String {
    const LONGEST: usize = 14;
    let parallel = page.figures_in(&(clause.start..at.start)).next_back().and_then(|last| {
        let end = page.figures.get(last)?.range.end;
        (end..at.start).rev().find(|place| page.text.get(*place) == Some(&'、'))
    });
    let start = parallel.map_or_else(|| super::put::without_number(page.text, clause), |mark| mark + 1);
    let left = words(page, &before(page, start..at.start));
    let left = tidy(&["实现", "全部", "均已"].iter().fold(left, |left, word| left.replace(word, "")));
    let right = tidy(&words(page, &behind_word(page, clause, at.end)));
    let word: String = page.text.get(at.clone()).unwrap_or_default().iter().collect();
    match rule {
        "coverage.all_covered" => format!("{left}覆盖率"),
        "coverage.growth" => format!("{left}增速"),
        "coverage.multiple" => format!("{left}倍数"),
        "coverage.each_due" => format!("{left}{word}比例"),
        "coverage.cleared" | "coverage.removed" => {
            let left = ["动态", "保持"].iter().fold(left, |left, word| left.replace(word, ""));
            named(&format!("{left}{right}"), "数")
        }
        "coverage.no_event" => named(&right, "发生数"),
        "coverage.whole" | "coverage.every" | "coverage.throughout" => {
            let within = words(page, at);
            let within = ["所有", "每个", "每名", "每户", "都", "均"]
                .iter()
                .fold(within, |left, word| left.replace(word, ""));
            named(&format!("{within}{right}"), "比例")
        }
        "figure.rank" | "figure.rank_group" => ranked(&left),
        _ if left.chars().count() < 2 || right.is_empty() => named(&format!("{left}{right}"), "比例"),
        _ if right.chars().count() <= LONGEST => format!("{right}的{left}比例"),
        _ => format!("{left}比例"),
    }
}

/// What a threshold bounds: the words before it, else what its things are usually measured by.
pub(super) fn measure(page: &Page<'_>, clause: &Range<usize>, figure: &Figure) -> String {
    let last = page.figures_in(&(clause.start..figure.range.start)).next_back();
    let start = last.and_then(|at| page.figures.get(at)).map_or(clause.start, |figure| figure.range.end);
    let name = words(page, &before(page, start..figure.range.start));
    let name =
        ["全部", "均", "都"].iter().fold(name.as_str(), |name, word| name.strip_suffix(word).unwrap_or(name));
    let name = tidy(name);
    let only_verb = STARTING.contains(&name.as_str()) || name.chars().count() < 2;
    if !only_verb {
        return name;
    }
    let money = matches!(figure.class, Class::Money | Class::Bare);
    let things = figure.range.end..clause.end.min(figure.range.end + 8);
    if money && contains_any(page.text, things.clone(), &["项目"]) {
        return "项目投资额".to_owned();
    }
    if money
        && any_begins(
            page.text,
            figure.range.end + usize::from(begins(page.text, figure.range.end, "的")),
            &["村", "嘎查"],
        )
    {
        return "村集体经济收入".to_owned();
    }
    let producers = money && contains_any(page.text, things, &["企业", "产业", "集群", "园区"]);
    if producers { "产值".to_owned() } else { String::new() }
}

/// The words of a stretch without blanks, times and numbers.
fn words(page: &Page<'_>, range: &Range<usize>) -> String {
    let mut left_out: Vec<&Range<usize>> = page
        .times_in(range)
        .iter()
        .filter(|mark| mark.role != Role::Duration)
        .map(|mark| &mark.range)
        .collect();
    let figures = page.figures_in(range).filter_map(|at| page.figures.get(at));
    let bounds = |figure: &&Figure| figure.range.end > figure.core.end;
    let dropped = |figure: &&Figure| {
        !figure.chinese && !matches!(figure.class, Class::Age | Class::Bare) && !bounds(figure)
    };
    left_out.extend(figures.filter(dropped).map(|figure| &figure.range));
    let kept = |at: &usize| !left_out.iter().any(|out| out.contains(at));
    range.clone().filter(kept).filter_map(|at| page.text.get(at)).filter(|c| !c.is_whitespace()).collect()
}

/// The words before a figure, without times, openings and the verb that reaches it.
fn before(page: &Page<'_>, range: Range<usize>) -> Range<usize> {
    let text = page.text;
    let (mut start, mut end) = (range.start, origin(page, &range).unwrap_or(range.end));
    let dated = |mark: &&crate::times::TimeMark| mark.range.end <= end && mark.role != Role::Duration;
    if let Some(mark) = page.times_in(&(start..end)).iter().rev().find(dated) {
        const NAME: usize = 4;
        let behind: String = text.get(mark.range.end..end).unwrap_or_default().iter().collect();
        let leads = consists_of(&behind, REACHING, 0);
        let named_before =
            mark.range.start.saturating_sub(start) >= NAME && (leads || is_only_change(&behind));
        start = if named_before { start } else { start.max(mark.range.end) };
    }
    loop {
        let opening =
            OPENING.iter().find_map(|word| first_of(text, start, &[(word, ())]).map(|found| found.0));
        match opening.filter(|_| !any_begins(text, start, PLANNED)) {
            Some(length) if start + length <= end => start += length,
            _ => break,
        }
    }
    while !any_ends(text, end, WHOLE) {
        let reaching =
            REACHING.iter().find_map(|word| last_of(text, end, &[(word, ())]).map(|found| found.0));
        match reaching {
            Some(length) if start + length <= end => end -= length,
            _ => break,
        }
    }
    start..end.max(start)
}

/// The 由 or 从 that leads to the value something started from: 收入从2020年的|9800元.
fn origin(page: &Page<'_>, range: &Range<usize>) -> Option<usize> {
    const MOST: usize = 3;
    let from = range.clone().rev().find(|at| matches!(page.text.get(*at), Some('由' | '从')))?;
    let dated: usize = page.times_in(&(from..range.end)).iter().map(|mark| mark.range.len()).sum();
    (range.end - from <= 1 + dated + MOST).then_some(from)
}

/// The noun behind a figure.
fn behind(page: &Page<'_>, clause: &Range<usize>, figure: &Figure) -> Range<usize> {
    let of = usize::from(page.text.get(figure.range.end) == Some(&'的'));
    behind_word(page, clause, figure.range.end + of)
}

/// The words from a place to the next figure or mark; none where they say how something went on.
fn behind_word(page: &Page<'_>, clause: &Range<usize>, start: usize) -> Range<usize> {
    const LONGEST: usize = 18;
    let text = page.text;
    let next = page
        .figures_in(&(start..clause.end))
        .next()
        .and_then(|at| page.figures.get(at))
        .map_or(clause.end, |next| next.range.start);
    let limit = next.min(start + LONGEST);
    let stop =
        (start..limit).find(|at| text.get(*at).is_some_and(|c| "、，,;；(。".contains(*c))).unwrap_or(limit);
    let turned =
        any_begins(text, start, CHANGES) || any_begins(text, start, TURNING) || ends_with(text, stop, "分别");
    let cut = (start..stop)
        .find(|at| {
            contains_any(text, *at..stop.min(*at + 2), &["同比", "占全", "比上", "较上", "从2", "由2"])
        })
        .unwrap_or(stop);
    if turned { start..start } else { start..cut.max(start) }
}
