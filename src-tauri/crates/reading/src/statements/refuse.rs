//! Which numbers say nothing that could be a target or an outcome: names, ordinals, durations, counts
//! of the text's own points. Each rule has a name, so that a refusal can be explained.

use std::ops::Range;

use domain::kernel::Decimal;

use super::page::{Page, enclosed};
use crate::quantity::figure::Figure;
use crate::quantity::numerals::Scale;
use crate::quantity::units::Class;
use crate::words::{any_begins, any_ends, begins, contains_any, ends_with};

/// Nouns that make a count one of the text's own points, wherever they stand behind it.
const OWN_POINTS: &[&str] = &[
    "方面",
    "措施",
    "举措",
    "任务",
    "要求",
    "原则",
    "步骤",
    "环节",
    "板块",
    "维度",
    "要点",
    "抓手",
    "特点",
    "基本性",
    "大事",
    "专项行动",
    "建议",
    "职责",
    "篇章",
    "不准",
    "行动",
    "工程",
    "问题",
    "短板",
    "内容",
    "意见",
    "目标",
    "机制",
];

/// The same for 条.
const OWN_ARTICLES: &[&str] = &[
    "措施", "举措", "意见", "建议", "规定", "要求", "经验", "标准", "禁令", "铁律", "原则", "具体", "主线",
    "战线",
];

/// Words that make a thing, so that a small count in characters is a value.
const MAKING: &[&str] = &[
    "新建",
    "建成",
    "建设",
    "改造",
    "创建",
    "打造",
    "培育",
    "引进",
    "新增",
    "完成",
    "建立",
    "修建",
    "改建",
    "扩建",
    "成立",
    "组建",
    "举办",
    "开展",
    "组织",
    "招引",
    "设立",
    "新改建",
    "改扩建",
    "续建",
    "实施",
    "新建成",
    "建好",
    "开办",
    "开通",
    "设置",
    "配备",
    "投用",
    "达到",
    "增加",
    "减少",
    "获得",
    "荣获",
    "规划",
    "选派",
    "安排",
    "帮扶",
    "联系",
    "走访",
    "召开",
    "帮带",
    "新上",
    "争创",
    "共",
    "了",
    "联建",
    "不少于",
    "不低于",
    "超过",
    "建",
    "办",
    "开工",
    "竣工",
    "入选",
    "认定",
    "创成",
    "达",
    "落地",
    "签约",
    "种植",
];

/// Why a figure is none, if it is none.
pub(crate) fn refused(
    page: &Page<'_>,
    sentence: &Range<usize>,
    clause: &Range<usize>,
    figure: &Figure,
) -> Option<&'static str> {
    let text = page.text;
    let (start, end) = (figure.core.start, figure.core.end);
    if figure.ordinal {
        return (!is_rank(text, clause, figure)).then_some("none.ordinal");
    }
    if enclosed(text, sentence, start, '《', '》').is_some()
        || enclosed(text, sentence, start, '<', '>').is_some()
    {
        return Some("none.title");
    }
    if in_name(text, sentence, figure) {
        return Some("none.name");
    }
    if let Some(rule) = by_class(text, clause, figure) {
        return Some(rule);
    }
    if is_field_of_rank(text, clause, figure) || is_group_joined(text, clause, figure) {
        return Some("none.field");
    }
    if is_down_to_nothing(text, figure) {
        return None;
    }
    if is_manner_of_speaking(text, figure) {
        return Some("none.speaking");
    }
    if figure.chinese
        && figure.scale == Scale::One
        && !matches!(figure.class, Class::Percent | Class::Points | Class::Money)
        && let Some(rule) = small_in_characters(text, clause, figure)
    {
        return Some(rule);
    }
    if figure.class == Class::Event
        && (any_begins(
            text,
            end,
            &[
                "会议",
                "全会",
                "代表大会",
                "全体会",
                "常委会",
                "党代会",
                "学代会",
                "产业",
                "分配",
                "革命",
                "创业",
                "元会",
            ],
        ) || any_ends(text, figure.range.start, &["连续", "届"]))
    {
        return Some("none.meeting");
    }
    if figure.class == Class::Percent && any_begins(text, end, &["人口变动", "人口抽样", "抽样"]) {
        return Some("none.name");
    }
    if matches!(figure.class, Class::People | Class::Bare)
        && any_ends(text, figure.range.start, &["前", "后", "末", "排名前", "倒数"])
    {
        return Some("none.rank_group");
    }
    if matches!(figure.unit.as_str(), "里" | "公里" | "米")
        && any_begins(text, end, &["外", "之外", "开外", "远", "范围"])
    {
        return Some("none.place");
    }
    if figure.unit == "处" && begins(text, end, "处长") {
        return Some("none.name");
    }
    if figure.class == Class::Money
        && figure.round
        && any_begins(
            text,
            end,
            &["工业", "GDP", "国内", "地区", "产值", "增加值", "生产总值", "单位", "农业"],
        )
    {
        return Some("none.per");
    }
    if figure.round && !is_round_value(text, clause, figure) {
        return Some("none.round");
    }
    if matches!(figure.class, Class::Item | Class::Thing) && counts_own_points(text, clause, figure) {
        return Some("none.points");
    }
    if any_begins(text, end, &["+"]) && figure.class == Class::Bare {
        return Some("none.name");
    }
    None
}

/// 位居第3位, 居全国第一.
fn is_rank(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    const RANKED: &[&str] = &[
        "居", "位列", "名列", "排名", "排位", "排在", "列全", "跃升", "上升", "升至", "前移", "跃居", "排",
        "夺得", "进位",
    ];
    let from = clause.start.max(figure.core.start.saturating_sub(30));
    let ranked = contains_any(text, from..figure.core.start, RANKED);
    let not_label = !any_begins(
        text,
        figure.core.end,
        &[
            "书记", "要务", "责任", "使命", "批", "届", "轮", "季度", "产业", "方阵", "梯队", "动力", "时间",
            "次", "期", "个",
        ],
    );
    ranked && not_label && (!figure.unit.is_empty() || figure.value <= Decimal::from(40))
}

/// Short words in quotation marks are names (“5万+”, “6个100%”).
fn in_name(text: &[char], sentence: &Range<usize>, figure: &Figure) -> bool {
    const LONGEST_NAME: usize = 16;
    enclosed(text, sentence, figure.core.start, '“', '”')
        .is_some_and(|quoted| quoted.len() <= LONGEST_NAME && quoted.end >= figure.core.end)
}

fn by_class(text: &[char], clause: &Range<usize>, figure: &Figure) -> Option<&'static str> {
    let (start, end) = (figure.core.start, figure.core.end);
    let before = clause.start.max(start.saturating_sub(14))..start;
    match figure.class {
        Class::Division
            if figure.unit == "种"
                && !figure.chinese
                && contains_any(
                    text,
                    clause.clone(),
                    &["开发", "引进", "推广", "研发", "生产", "新增", "培育", "产品", "品种"],
                ) =>
        {
            None
        }
        Class::Division | Class::Label => Some("none.label"),
        Class::Duration => {
            let measured = contains_any(
                text,
                before,
                &[
                    "优良天数",
                    "优良天",
                    "年限",
                    "时限",
                    "用时",
                    "办理时间",
                    "压缩",
                    "缩短",
                    "寿命",
                    "时长",
                    "天数",
                    "时间由",
                    "平均",
                    "停留",
                    "提速",
                    "达标天",
                ],
            );
            let measured = measured
                || figure.unit == "天"
                    && contains_any(text, clause.start.saturating_sub(14)..start, &["天数"])
                    && any_ends(text, figure.range.start, &["增加", "减少", "增加了", "减少了", "多"]);
            let open = matches!(figure.unit.as_str(), "年" | "月" | "季度" | "年度" | "个月" | "学年");
            (!measured || open && !contains_any(text, clause.clone(), &["寿命", "年限", "缩短", "压缩"]))
                .then_some("none.duration")
        }
        Class::Age => {
            let mean = contains_any(text, before, &["寿命", "年龄"])
                && !any_begins(text, figure.range.end, &["的", "老", "儿", "人"]);
            (!mean).then_some("none.age")
        }
        Class::Score => {
            (!contains_any(text, before, &["得分", "评分", "分数", "成绩", "满意度", "指数", "平均"]))
                .then_some("none.score")
        }
        Class::Bare => {
            (!is_bare_value(text, clause, figure) && !is_down_to_nothing(text, figure)).then_some("none.bare")
        }
        Class::Measure
            if figure.chinese
                && figure.scale == Scale::One
                && figure.unit.chars().count() == 1
                && !"亩吨斤米".contains(figure.unit.as_str()) =>
        {
            Some("none.bare")
        }
        Class::Place if figure.chinese && figure.value < Decimal::from(11) => Some("none.label"),
        Class::Place
            if figure.scale == Scale::One
                && figure.unit.chars().count() == 1
                && crate::repair::is_han(text.get(end).copied().unwrap_or(' '))
                && !matches!(
                    text.get(end),
                    Some('的' | '实' | '开' | '完' | '建' | '、' | '和' | '及' | '共')
                )
                && !text.get(end).is_some_and(char::is_ascii_digit)
                && figure.unit != "村"
                && figure.unit != "镇" =>
        {
            Some("none.label")
        }
        Class::Times if begins(text, end, "体") => Some("none.label"),
        _ => None,
    }
}

/// A number without a unit that still says something: 42.41万脱贫人口, 系数提高到0.547, 突破百亿大关.
fn is_bare_value(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    let (start, end) = (figure.range.start, figure.core.end);
    let next = text.get(end).copied().unwrap_or(' ');
    if figure.scale != Scale::One {
        return next != '+'
            && !any_begins(text, end, &["级", "众一心", "象", "物", "企", "村", "名专家", "千瓦"])
            || begins(text, end, "级") && is_counted_level(text, clause, figure);
    }
    let near = clause.start.max(start.saturating_sub(12))..start;
    let fractional = figure.value.scale() > 0;
    let named = contains_any(
        text,
        near.clone(),
        &["系数", "指数", "收入比", "密度", "倍差", "容积率", "比例", "强度", "增加值率"],
    );
    let reached = any_ends(
        text,
        start,
        &["到", "为", "达", "至", "由", "从", "在", "是", "系数", "指数", "于", "比", "约"],
    );
    (named && (fractional || reached)) && !figure.chinese && next != '年'
}

/// 千亿级, 百亿级: a threshold of the count before it, never a value.
fn is_counted_level(_text: &[char], _clause: &Range<usize>, _figure: &Figure) -> bool {
    false
}

/// 列为全国26个试点: the size of the group something was taken into.
fn is_group_joined(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    const NEAR: usize = 8;
    let from = clause.start.max(figure.range.start.saturating_sub(NEAR));
    counts(figure)
        && contains_any(text, from..figure.range.start, &["列为", "列入", "成为", "跻身"])
        && !contains_any(text, figure.core.end..clause.end, &["被列", "列为"])
}

fn counts(figure: &Figure) -> bool {
    matches!(figure.class, Class::Thing | Class::Count | Class::Place | Class::Item)
}

/// 降至零.
fn is_down_to_nothing(text: &[char], figure: &Figure) -> bool {
    figure.value == Decimal::ZERO
        && figure.class == Class::Bare
        && any_ends(
            text,
            figure.core.start,
            &["降至", "降到", "降为", "下降到", "下降至", "减少到", "减少至", "归"],
        )
}

/// 全国25个省区市的第3位: 25 is the size of the field.
fn is_field_of_rank(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    let ranked = contains_any(
        text,
        figure.core.end..clause.end.min(figure.core.end + 24),
        &["的第", "中第", "首位", "之首", "中列", "中位", "中排", "中居"],
    ) && contains_any(
        text,
        clause.start.max(figure.core.start.saturating_sub(12))..figure.core.start,
        &["居", "列", "排", "全国", "全省", "全市", "全区"],
    );
    ranked && any_ends(text, figure.core.start, &["全国", "全省", "全区", "全市", "在", "全县"])
}

/// 跑三四趟: digits side by side are no count.
fn is_manner_of_speaking(text: &[char], figure: &Figure) -> bool {
    let joined = !text
        .get(figure.core.clone())
        .unwrap_or_default()
        .iter()
        .any(|c| matches!(c, '至' | '到' | '—' | '-' | '~'));
    figure.chinese && joined && figure.high.is_some_and(|high| high <= Decimal::TEN)
}

/// 两项, 一个, 三支队伍: mostly ways of speaking.
fn small_in_characters(text: &[char], clause: &Range<usize>, figure: &Figure) -> Option<&'static str> {
    if figure.value > Decimal::TEN && !figure.round {
        return None;
    }
    if figure.round {
        return None;
    }
    let start = figure.range.start;
    let paired = start.checked_sub(2).and_then(|at| text.get(at)).is_some_and(|c| "一两".contains(*c));
    if paired && text.get(start - 1).is_some_and(|c| crate::repair::is_han(*c)) && figure.range.len() == 2 {
        return Some("none.speaking");
    }
    let made = any_ends(text, start, MAKING);
    if figure.value == Decimal::ONE {
        let demanded = figure.ruled
            || any_ends(text, start, &["至少", "不少于", "不低于"])
            || demanded_once(text, clause, figure);
        return (!demanded || figure.class == Class::Item && !figure.ruled).then_some("none.one");
    }
    if figure.high.is_some() {
        return None;
    }
    let counted =
        matches!(figure.class, Class::Event | Class::Count | Class::People | Class::Measure | Class::Times);
    let speaking = matches!(
        figure.unit.as_str(),
        "面" | "道"
            | "门"
            | "本"
            | "块"
            | "列"
            | "口"
            | "头"
            | "对"
            | "份"
            | "片"
            | "部"
            | "篇"
            | "组"
            | "队"
            | "双"
            | "根"
            | "站"
            | "班"
            | "回"
            | "张"
            | "段"
            | "路"
            | "批"
            | "届"
            | "期"
            | "位"
            | "员"
            | "遍"
            | "轮"
            | "封"
            | "单"
            | "款"
    );
    if counted && !speaking && figure.value > Decimal::ONE {
        let named = any_begins(text, figure.core.end, &["联", "级"])
            || any_ends(text, start, &["“", "“", "前", "十", "头"]);
        return named.then_some("none.name");
    }
    let thing =
        matches!(figure.class, Class::Thing | Class::Item | Class::Count | Class::Event | Class::People);
    (!(thing && made && !counts_own_points(text, clause, figure))).then_some("none.speaking")
}

/// 每年至少…进行一次, 每名…帮带一户.
fn demanded_once(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    let before = clause.start..figure.range.start;
    let least = contains_any(text, before.clone(), &["至少", "不少于", "最少"]);
    let each_one = contains_any(
        text,
        before.clone(),
        &["每个", "每名", "每村", "每户", "每位", "每乡", "每镇", "每县", "每所"],
    );
    if each_one && counts_and_makes(text, figure) {
        return true;
    }
    let each = contains_any(
        text,
        before,
        &["每年", "每季度", "每月", "每半年", "每周", "每名", "每个", "每村", "每户", "每位"],
    );
    let counts = matches!(figure.class, Class::Event | Class::Count | Class::People | Class::Thing);
    (least && counts) || (each && figure.class == Class::Event && !begins(text, figure.core.end, "性"))
}

/// 建成一所, 配备一名.
fn counts_and_makes(text: &[char], figure: &Figure) -> bool {
    matches!(figure.class, Class::Count | Class::People | Class::Thing)
        && any_ends(text, figure.range.start, MAKING)
        && !matches!(figure.unit.as_str(), "批" | "片" | "面" | "套")
}

/// 百亿元, 千余人, 突破百亿: a round number that is still meant.
fn is_round_value(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    let broken = contains_any(
        text,
        clause.start.max(figure.core.start.saturating_sub(8))..figure.core.start,
        &["突破", "超", "达到", "近", "约", "过", "逾"],
    );
    let named = any_begins(
        text,
        figure.core.end,
        &["示范", "行动", "工程", "计划", "级", "村", "企", "千", "一", "十", "家万户"],
    ) || figure.class == Class::Count && figure.unit == "方";
    match figure.class {
        _ if figure.core.len() - figure.unit.chars().count() == 1
            && matches!(figure.scale, Scale::Wan | Scale::Yi)
            && figure.range.start == figure.core.start =>
        {
            false
        }
        Class::Measure if figure.unit == "里" => false,
        Class::Money | Class::Percent | Class::Measure => !named,
        Class::Bare => broken && figure.scale != Scale::One && !named,
        _ => (figure.bound != crate::quantity::Bound::Exact || broken) && !named,
    }
}

/// Whether a count is one of the text's own points: 6个方面, 35项任务, 17条措施.
fn counts_own_points(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    const REACH: usize = 10;
    let end = figure.core.end;
    let stop = (end..clause.end.min(end + REACH))
        .find(|at| text.get(*at).is_some_and(|c| !crate::repair::is_han(*c)))
        .unwrap_or(clause.end.min(end + REACH));
    let noun = end..stop;
    let tail = |word: &str| {
        (noun.start..noun.end).any(|at| begins(text, at, word) && at + word.chars().count() <= noun.end)
    };
    if noun.is_empty() {
        return false;
    }
    let solved = contains_any(
        text,
        clause.start..figure.core.start,
        &[
            "完成", "办结", "解决", "化解", "整改", "销号", "办理", "承办", "承担", "签约", "开工", "开展",
            "列入", "落地", "组织", "交办", "推进", "落实", "建成", "新增", "打造", "培育",
        ],
    );
    let stood = contains_any(
        text,
        end..clause.end,
        &[
            "提前完成",
            "已完成",
            "超额完成",
            "全部完成",
            "达到序时",
            "超过序时",
            "未达",
            "滞后",
            "按期完成",
            "未完成",
        ],
    );
    let solved = solved || stood;
    let own = if figure.unit == "条" || figure.unit == "支" { OWN_ARTICLES } else { OWN_POINTS };
    let first = own.iter().any(|word| begins(text, end, word));
    let any = own.iter().any(|word| tail(word));
    let policies = any_begins(text, end, &["政策", "制度文件", "文件"]);
    if policies {
        return false;
    }
    let hard = any_begins(
        text,
        end,
        &[
            "方面",
            "原则",
            "步骤",
            "环节",
            "阶段",
            "要点",
            "基本性",
            "关键",
            "层面",
            "月",
            "字",
            "领域",
            "维度",
            "坚持",
            "导向",
            "百分",
            "统筹",
            "转变",
            "聚焦",
            "突出",
        ],
    );
    let last = own.iter().any(|word| ends_with(text, noun.end, word) && noun.len() >= word.chars().count());
    let short = noun.len() <= 6;
    hard || first && !solved
        || last && short && !solved
        || any && !solved && figure.unit == "项" && !ends_with(text, figure.core.start, "等")
}
