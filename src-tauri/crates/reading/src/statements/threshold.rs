//! Figures that bound the things counted and are no value of their own: 10万元以上村达到70%.

use std::ops::Range;

use super::page::Page;
use crate::quantity::Bound;
use crate::quantity::figure::Figure;
use crate::quantity::numerals::Scale;
use crate::quantity::units::Class;
use crate::words::{any_begins, any_ends, begins, contains_any, ends_with};

/// What is counted above a threshold.
const POPULATION: &[&str] = &[
    "县区",
    "村",
    "户",
    "家庭",
    "企业",
    "项目",
    "产业",
    "园区",
    "集群",
    "镇",
    "乡",
    "县",
    "单位",
    "主体",
    "合作社",
    "大户",
    "人群",
    "人员",
    "品牌",
    "基地",
    "老年人",
    "老人",
    "农场",
    "劳动力",
    "干部",
    "党员",
    "学生",
    "居民",
    "群众",
    "工程",
    "用户",
    "商户",
    "嘎查",
    "旗",
    "河流",
    "水库",
    "湖泊",
    "医院",
    "锅炉",
    "市场主体",
    "养殖场",
    "机构",
    "儿童",
    "现象",
    "人口",
    "对象",
];

/// What begins a new saying behind a figure rather than the noun it bounds.
const VERBS: &[&str] = &[
    "达", "占", "用于", "支持", "实现", "完成", "建成", "投入", "力争", "确保", "创建", "争取", "计划",
    "改造", "培育", "打造", "建设", "实施", "推进", "引进", "发展", "安排", "新增", "硬化", "组织", "开展",
];

/// Words before a figure that name a measured property of the things counted.
const PROPERTY: &[&str] = &[
    "产值",
    "收入",
    "营收",
    "销售额",
    "年产值",
    "年收入",
    "营业收入",
    "主营业务收入",
    "年销售额",
    "规模",
    "税收",
    "纳税",
    "利润",
    "投资",
];

/// Whether a figure is a threshold; the name of the rule.
pub(crate) fn threshold(page: &Page<'_>, clause: &Range<usize>, place: usize) -> Option<&'static str> {
    let figure = page.figures.get(place)?;
    let text = page.text;
    if figure.high.is_some() || figure.ordinal {
        return None;
    }
    if bounds_population(text, clause, figure) {
        return Some("threshold.population");
    }
    if is_level(text, figure) {
        return Some("threshold.level");
    }
    if runs_into_threshold(page, clause, place) {
        return Some("threshold.level");
    }
    if names_those(text, figure) {
        return Some("threshold.those");
    }
    if all_reach(text, clause, figure) {
        return Some("threshold.all_reach");
    }
    counted_above(page, clause, place).then_some("threshold.counted")
}

/// 10万元以上(的)村, 5000万元以上项目, 百亿元产业.
fn bounds_population(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    const REACH: usize = 12;
    if any_ends(
        text,
        figure.range.start,
        &["保持在", "稳定在", "达到", "提高到", "增加到", "达", "完成", "发展到", "扩大到"],
    ) && !figure.round
    {
        return false;
    }
    let of_animals = matches!(figure.unit.as_str(), "头" | "只" | "羽" | "匹" | "床" | "张床位");
    let herd = figure.class == Class::Count && (of_animals || figure.round);
    let measured =
        herd || matches!(
            figure.class,
            Class::Money | Class::Measure | Class::Age | Class::Duration | Class::People | Class::Score
        ) || figure.class == Class::Bare && figure.scale != Scale::One;
    let share = figure.class == Class::Percent
        && figure.range.start < figure.core.start
        && any_ends(text, figure.range.start, &["率", "比例", "占比", "进度"]);
    if figure.class == Class::Percent && is_share_of_population(text, clause, figure) {
        return true;
    }
    if !measured && !share {
        return false;
    }
    let end = figure.range.end;
    let of = usize::from(begins(text, end, "的"));
    let bounded =
        figure.bound != Bound::Exact && figure.bound != Bound::About && figure.range.end > figure.core.end;
    let stop = (end + of..clause.end.min(end + of + REACH))
        .find(|at| {
            text.get(*at).is_some_and(|c| !crate::repair::is_han(*c) && !matches!(c, '(' | ')' | '、'))
        })
        .unwrap_or(clause.end.min(end + of + REACH));
    let noun = end + of..stop.max(end + of);
    let people = figure.class == Class::People
        && !figure.round
        && !any_begins(text, noun.start, &["项目", "规模", "以上"]);
    let before = figure.range.start < figure.core.start
        && figure.range.end == figure.core.end
        && of == 1
        && matches!(figure.class, Class::Money | Class::Measure | Class::Age | Class::Percent);
    if (bounded || before) && !people {
        let verb = any_begins(text, noun.start, VERBS);
        let amount = any_begins(text, noun.start, &["资金", "项目资金", "专项", "补贴", "补助", "奖励"])
            && !contains_any(text, noun.clone(), &["企业", "村", "户"]);
        return !verb && !amount && contains_any(text, noun, POPULATION);
    }
    let money = figure.class == Class::Money || figure.class == Class::Bare;
    let heads = [
        "企业",
        "产业",
        "园区",
        "集群",
        "村",
        "镇",
        "县",
        "强县",
        "强镇",
        "强村",
        "项目",
        "俱乐部",
        "斤粮",
        "级产业",
        "级企业",
        "级园区",
        "级产业集群",
        "级集群",
        "级县",
        "级",
    ];
    let prefixed = any_ends(
        text,
        figure.range.start,
        &["年收入", "产值", "收入", "营收", "投资", "销售额", "年产值", "规模"],
    );
    let round_or_named = figure.round
        || figure.value == domain::kernel::Decimal::TEN
        || prefixed
        || figure.range.start < figure.core.start;
    let amount_of_one = of == 1 && figure.bound == Bound::Exact && !figure.round;
    money
        && !amount_of_one
        && round_or_named
        && any_begins(text, end + of, &heads)
        && !any_begins(
            text,
            end + of,
            &["项目资金", "产业发展", "产业扶持", "产业资金", "项目投资", "产业奖", "产业基金", "产业专项"],
        )
}

/// 高于10万元的占80%, 20万元以上的有97个: those beyond it are counted behind it.
fn names_those(text: &[char], figure: &Figure) -> bool {
    let measured = matches!(
        figure.class,
        Class::Money
            | Class::Measure
            | Class::People
            | Class::Count
            | Class::Thing
            | Class::Age
            | Class::Percent
    );
    let bounded = !matches!(figure.bound, Bound::Exact | Bound::About);
    let end = figure.range.end;
    measured
        && bounded
        && (begins(text, end, "的")
            && any_begins(text, end + 1, &["占", "有", "达", "为", "共", "超", "比例", "比重", "不低于"])
            || figure.range.end > figure.core.end && any_begins(text, end, &["占比", "占", "有"]))
}

/// 低于定额10%的农户.
fn is_share_of_population(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    const NEAR: usize = 8;
    let end = figure.range.end;
    let compared = contains_any(
        text,
        clause.start.max(figure.range.start.saturating_sub(NEAR))..figure.range.start,
        &["低于", "高于", "超过", "少于", "多于"],
    );
    compared && begins(text, end, "的") && contains_any(text, end + 1..clause.end.min(end + 8), POPULATION)
}

/// 千吨万人以上工程: the first of two levels.
fn runs_into_threshold(page: &Page<'_>, clause: &Range<usize>, place: usize) -> bool {
    let (Some(figure), Some(next)) = (page.figures.get(place), page.figures.get(place + 1)) else {
        return false;
    };
    figure.round
        && next.round
        && next.range.start == figure.range.end
        && bounds_population(page.text, clause, next)
}

/// 千亿级, 百亿级.
fn is_level(text: &[char], figure: &Figure) -> bool {
    figure.round
        && matches!(figure.class, Class::Bare | Class::Money)
        && any_begins(text, figure.core.end, &["级"])
}

/// 收入全部达到10万元以上: the share is the value.
fn all_reach(text: &[char], clause: &Range<usize>, figure: &Figure) -> bool {
    const NEAR: usize = 8;
    let measured =
        matches!(figure.class, Class::Money | Class::Measure | Class::Count | Class::People | Class::Thing);
    let from = clause.start.max(figure.range.start.saturating_sub(NEAR));
    let reach = ["达到", "达", "超过", "超", "突破", "稳定在", "保持在", "在", "实现", "稳定", "高于", ""];
    let all = reach.iter().any(|word| {
        ends_with(text, figure.range.start, word)
            && any_ends(text, figure.range.start - word.chars().count(), &["全部", "均已", "都"])
    }) || contains_any(text, from..figure.range.start, &["全部稳定在", "全部实现"]);
    let bounded = figure.bound != Bound::Exact || any_ends(text, figure.range.start, &["达到", "达"]);
    measured && all && bounded
}

/// 9个产业产值超百亿元: the count is the value.
fn counted_above(page: &Page<'_>, clause: &Range<usize>, place: usize) -> bool {
    let text = page.text;
    let Some(figure) = page.figures.get(place) else { return false };
    let above = !matches!(figure.bound, Bound::Exact | Bound::About) && figure.class == Class::Money
        || figure.class == Class::Bare
            && figure.scale != Scale::One
            && figure.range.start < figure.core.start;
    let start = figure.range.start;
    let lagging = figure.class == Class::Percent
        && matches!(figure.bound, Bound::LessThan | Bound::MoreThan)
        && figure.range.start < figure.core.start
        && any_ends(text, figure.range.start, &["进度", "率", "占比", "比例"]);
    let above = above || lagging;
    let property = lagging
        || PROPERTY.iter().any(|word| {
            any_ends(text, start, &[word])
                || any_ends(text, start, &["达到", "均", "达", "都"])
                    && contains_any(text, clause.start.max(start.saturating_sub(10))..start, &[word])
        });
    let sum = contains_any(
        text,
        clause.start.max(start.saturating_sub(10))..start,
        &["总", "共", "累计", "合计", "完成投资", "实现", "带动", "达产", "新增"],
    );
    let before = page.figures_in(&(clause.start..start));
    let last = before.clone().next_back().and_then(|place| page.figures.get(place));
    let counted = last.is_some_and(|last| {
        matches!(last.class, Class::Thing | Class::Count | Class::Place | Class::Percent | Class::Item)
            && last.bound == Bound::Exact
    });
    let near = last.is_some_and(|last| start - last.core.end <= 16);
    above && property && !sum && counted && near
}
