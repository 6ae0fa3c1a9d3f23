//! Words that stand for a value: 全部 and 全覆盖 are 100 %, 清零 and 不发生 are 0, 负增长 is below 0 %,
//! 前3名 is the third place or a better one. Deliberately absent:
//! 全面落实, 基本普及 and 均等化, which promise no share.

use std::ops::Range;

use super::page::{Page, Sentence, enclosed};
use crate::quantity::Bound;
use crate::quantity::numerals::{Found, Scale, numeral_at};
use crate::quantity::units::Class;
use crate::words::{any_begins, any_ends, begins, contains_any, find};

/// A word with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Covering {
    /// The word.
    pub range: Range<usize>,
    /// 100 or 0.
    pub value: i64,
    /// How it is bounded.
    pub bound: Bound,
    /// Its unit.
    pub unit: &'static str,
    /// Which word it was.
    pub rule: &'static str,
    /// How many different things are covered.
    pub things: usize,
}

/// The coverage words of a sentence, one for each clause and thing covered.
pub(crate) fn coverings(page: &Page<'_>, sentence: &Sentence) -> Vec<Covering> {
    let mut found: Vec<Covering> = Vec::new();
    for clause in &sentence.clauses {
        let mut at = clause.start;
        let mut last_end = None::<usize>;
        while at < clause.end {
            let Some(covering) = covering_at(page, sentence, clause, at) else {
                at += 1;
                continue;
            };
            let near = last_end.is_some_and(|end| covering.range.start <= end + 3);
            let run = found.last().is_some_and(|last| {
                last.rule == covering.rule
                    && covering.range.start <= last.range.end + 8
                    && covering.rule == "coverage.each_due"
            });
            at = covering.range.end;
            last_end = Some(at);
            if !near && !run && !in_title(page, sentence, &covering) {
                found.push(covering);
            }
        }
    }
    found
}

fn in_title(page: &Page<'_>, sentence: &Sentence, covering: &Covering) -> bool {
    enclosed(page.text, &sentence.range, covering.range.start, '《', '》').is_some()
}

fn covering_at(page: &Page<'_>, sentence: &Sentence, clause: &Range<usize>, at: usize) -> Option<Covering> {
    let text = page.text;
    match text.get(at)? {
        '全' => all(page, clause, at),
        '应' => due(text, clause, at),
        '清' | '归' => cleared(text, sentence, clause, at),
        '不' | '未' | '零' => no_event(text, clause, at).or_else(|| growth(text, at)),
        '负' => growth(text, at),
        '前' => among_first(text, clause, at),
        '消' => removed(text, clause, at),
        '首' => first_rank(text, at),
        '每' => every(page, clause, at),
        '补' => filled(text, clause, at),
        '所' => whole(text, clause, at),
        '村' | '户' | '组' | '人' | '乡' => throughout(text, clause, at),
        _ => None,
    }
}

fn hundred(range: Range<usize>, rule: &'static str) -> Covering {
    Covering { range, value: 100, bound: Bound::Exact, unit: "%", rule, things: 1 }
}

/// 全部, 全覆盖.
fn all(page: &Page<'_>, clause: &Range<usize>, at: usize) -> Option<Covering> {
    let text = page.text;
    if begins(text, at, "全覆盖") || begins(text, at, "全面覆盖") {
        let end = at + if begins(text, at, "全覆盖") { 3 } else { 4 };
        let named =
            any_begins(text, end, &["工程", "行动", "计划", "监管平台", "式", "、全", "产品", "网络"]);
        let figure_near = percent_near(page, clause, at);
        let mut covering = hundred(at..end, "coverage.all_covered");
        covering.things = things_covered(text, clause, at);
        return (!named && !figure_near).then_some(covering);
    }
    if !begins(text, at, "全部") {
        return None;
    }
    let end = at + 2;
    if any_begins(
        text,
        end,
        &[
            "或",
            "精力",
            "内容",
            "力量",
            "门类",
            "工作",
            "过程",
            "意义",
            "家当",
            "资料",
            "费用",
            "身心",
            "心思",
            "收入的",
            "职能",
            "权",
            "用于",
            "来自",
        ],
    ) || any_ends(text, at, &["非", "不是", "不", "于", "占", "占到"])
    {
        return None;
    }
    if any_begins(text, end, &["清零", "归零"]) {
        return None;
    }
    if any_begins(text, end, &["消灭", "消除", "取消", "脱贫摘帽清零"]) {
        return Some(Covering {
            range: at..end + 2,
            value: 0,
            bound: Bound::Exact,
            unit: "个",
            rule: "coverage.removed",
            things: 1,
        });
    }
    (!percent_near(page, clause, at)).then_some(hundred(at..end, "coverage.all"))
}

/// Whether the share is given in figures anyway: 全部达到100%.
fn percent_near(page: &Page<'_>, clause: &Range<usize>, at: usize) -> bool {
    const NEAR: usize = 10;
    let around = at.saturating_sub(NEAR).max(clause.start)..(at + NEAR).min(clause.end);
    page.figures_in(&around).any(|place| {
        page.figures.get(place).is_some_and(|figure| {
            figure.class == Class::Percent && figure.value == domain::kernel::Decimal::ONE_HUNDRED
        })
    })
}

/// 单位帮扶、干部联系全覆盖 covers two things.
fn things_covered(text: &[char], clause: &Range<usize>, at: usize) -> usize {
    const LEAST: usize = 5;
    let start = ["实现", "完成", "做到", "对", "达到"]
        .iter()
        .filter_map(|word| find(text, clause.start..at, word).map(|found| found + word.chars().count()))
        .filter(|start| *start + 2 * LEAST < at)
        .max()
        .unwrap_or(clause.start);
    let subject = start..at;
    let split = |mark: &str| find(text, subject.clone(), mark);
    let places = ["镇", "村", "县", "区", ")", "社区", "街道", "旗", "市"];
    let two = |middle: usize, least: usize| {
        middle - subject.start >= least && at - middle > least && !any_ends(text, middle, &places)
    };
    let last_and = (subject.start..at).rev().find(|place| matches!(text.get(*place), Some('和' | '及')));
    let joined = last_and.is_some_and(|middle| {
        two(middle, LEAST) && !contains_any(text, subject.start..subject.start + 1, &["对"])
    });
    let by_comma = last_and.is_none()
        && split("、").is_some_and(|middle| two(middle, LEAST + 2) && !any_begins(text, middle + 1, &["驻"]));
    let plain = !contains_any(text, subject.clone(), &["的"])
        && !text.get(subject).unwrap_or_default().iter().any(char::is_ascii_digit);
    if plain && (joined || by_comma) { 2 } else { 1 }
}

/// 应纳尽纳.
fn due(text: &[char], clause: &Range<usize>, at: usize) -> Option<Covering> {
    let (verb, again) = (text.get(at + 1)?, text.get(at + 3)?);
    (text.get(at + 2) == Some(&'尽') && verb == again && at + 4 <= clause.end)
        .then(|| hundred(at..at + 4, "coverage.each_due"))
}

/// 动态清零, 存量清零; not “清零达标”行动.
fn cleared(text: &[char], sentence: &Sentence, clause: &Range<usize>, at: usize) -> Option<Covering> {
    if !any_begins(text, at, &["清零", "归零"]) {
        return None;
    }
    let named = any_begins(
        text,
        at + 2,
        &[
            "达标",
            "行动",
            "专项",
            "计划",
            "工程",
            "攻坚",
            "”行动",
            "”专项",
            "”工程",
            "大会战",
            "战役",
            "”攻坚",
            "方案",
        ],
    );
    let vague = any_ends(text, at, &["趋", "不"]);
    let _ = (sentence, clause);
    (!named && !vague).then(|| Covering {
        range: at..at + 2,
        value: 0,
        bound: Bound::Exact,
        unit: "个",
        rule: "coverage.cleared",
        things: 1,
    })
}

/// 不发生规模性返贫.
fn no_event(text: &[char], clause: &Range<usize>, at: usize) -> Option<Covering> {
    let length = ["不发生", "未发生", "零发生", "不出现规模性"]
        .iter()
        .find(|word| begins(text, at, word))
        .map(|word| word.chars().count())?;
    let event = contains_any(
        text,
        at + length..clause.end.min(at + length + 16),
        &["返贫", "事故", "事件", "案件", "疫情", "火灾", "污染", "灾害", "拖欠", "群体", "风险", "规模性"],
    );
    let other = any_begins(text, at + length, &["变化", "改变"]);
    let kept = any_ends(
        text,
        at,
        &[
            "守住", "守牢", "确保", "坚决", "坚守", "实现", "严守", "杜绝", "全年", "今年", "辖区", "全市",
            "全县", "全区", "连续",
        ],
    ) || !begins(text, at, "不");
    (event && !other && kept).then(|| Covering {
        range: at..at + length,
        value: 0,
        bound: Bound::Exact,
        unit: "起",
        rule: "coverage.no_event",
        things: 1,
    })
}

/// 居全国首位.
fn first_rank(text: &[char], at: usize) -> Option<Covering> {
    let ranked = contains_any(text, at.saturating_sub(6)..at, &["居", "列", "占据", "排"]);
    (begins(text, at, "首位") && ranked && !begins(text, at + 2, "度")).then(|| Covering {
        range: at..at + 2,
        value: 1,
        bound: Bound::Exact,
        unit: "位",
        rule: "figure.rank",
        things: 1,
    })
}

/// 负增长, 零增长.
fn growth(text: &[char], at: usize) -> Option<Covering> {
    let (word, bound) = [("负增长", Bound::LessThan), ("零增长", Bound::Exact)]
        .into_iter()
        .find(|(word, _)| begins(text, at, word))?;
    let range = at..at + word.chars().count();
    Some(Covering { range, value: 0, bound, unit: "%", rule: "coverage.growth", things: 1 })
}

/// 进入全市前3名.
fn among_first(text: &[char], clause: &Range<usize>, at: usize) -> Option<Covering> {
    const FAR: usize = 16;
    let Found::Numeral(numeral) = numeral_at(text, at + 1)? else { return None };
    let unit = usize::from(any_begins(text, numeral.end, &["名", "位"]));
    let end = numeral.end + unit;
    let ranked = contains_any(
        text,
        clause.start.max(at.saturating_sub(FAR))..at,
        &["居", "进入", "保持", "跻身", "位列", "名列", "列全", "排", "迈入", "挺进"],
    );
    let ends = end >= clause.end || any_begins(text, end, &["、", "行列", "，", "。", "以内"]);
    let value = i64::try_from(numeral.value).ok()?;
    (ranked && ends && numeral.scale == Scale::One && !numeral.round).then_some(Covering {
        range: at..end,
        value,
        bound: Bound::AtMost,
        unit: "位",
        rule: "figure.rank_group",
        things: 1,
    })
}

/// 消灭空壳村.
fn removed(text: &[char], clause: &Range<usize>, at: usize) -> Option<Covering> {
    if !any_begins(text, at, &["消灭", "消除"])
        || any_ends(text, at, &["全部", "坚决", "及时", "有效", "逐步", "隐患"])
    {
        return None;
    }
    let counted = contains_any(
        text,
        at + 2..clause.end.min(at + 16),
        &[
            "空壳村",
            "空白村",
            "薄弱村",
            "大班额",
            "零就业",
            "无经营收入村",
            "危房",
            "旱厕",
            "黑臭水体",
            "盲区村",
            "劣V类",
            "劣Ⅴ类",
            "劣五类",
        ],
    );
    counted.then(|| Covering {
        range: at..at + 2,
        value: 0,
        bound: Bound::Exact,
        unit: "个",
        rule: "coverage.removed",
        things: 1,
    })
}

/// 每个村都有….
fn every(page: &Page<'_>, clause: &Range<usize>, at: usize) -> Option<Covering> {
    const FAR: usize = 28;
    let text = page.text;
    if !any_begins(text, at + 1, &["个", "名", "户", "村", "位", "所", "家", "乡", "镇", "县", "条", "一"])
    {
        return None;
    }
    let end = clause.end.min(at + FAR);
    let verb = (at..end).find(|place| {
        any_begins(text, *place, &["都", "均建有", "均有"])
            && !any_begins(text, *place + 1, &["是", "不", "没", "会", "可", "在", "市", "要求"])
    })?;
    let next_each = find(text, at + 1..verb, "每");
    let figures = page.figures_in(&(verb..clause.end.min(verb + 10)));
    let counted = figures.clone().any(|place| page.figures.get(place).is_some_and(|figure| !figure.chinese));
    (!counted && next_each.is_none()).then(|| hundred(at..verb + 2, "coverage.every"))
}

/// 补齐人员; not 补齐短板.
fn filled(text: &[char], clause: &Range<usize>, at: usize) -> Option<Covering> {
    if !any_begins(text, at, &["补齐", "补足"]) {
        return None;
    }
    let people =
        contains_any(text, at + 2..clause.end.min(at + 8), &["人员", "编制", "缺额", "空编", "空缺", "缺员"]);
    let short = contains_any(text, at..clause.end.min(at + 20), &["短板", "弱项"]);
    (people && !short).then(|| hundred(at..at + 2, "coverage.filled"))
}

/// 所有行政村均通硬化路.
fn whole(text: &[char], clause: &Range<usize>, at: usize) -> Option<Covering> {
    if !begins(text, at, "所有") {
        return None;
    }
    let end = clause.end.min(at + 24);
    let covered = contains_any(
        text,
        at + 2..end.min(at + 12),
        &[
            "村", "户", "镇", "乡", "学校", "社区", "嘎查", "旗县", "单位", "人员", "人口", "家庭", "企业",
            "项目", "机构", "街道",
        ],
    );
    let realised = any_ends(text, at, &["实现", "确保", "使", "实现了"]);
    let verb = ["都", "均", "实现", "通了", "通上", "用上", "有了"]
        .iter()
        .find_map(|word| find(text, at + 2..end, word))
        .or_else(|| {
            ["通", "建", "有", "达", "完成", "具备", "覆盖"]
                .iter()
                .find_map(|word| find(text, at + 3..end, word))
                .filter(|_| realised)
        })?;
    let other = contains_any(text, at..clause.end.min(at + 40), &["全部", "全覆盖"]);
    (covered && !other).then(|| hundred(at..verb + 1, "coverage.whole"))
}

/// 实现村村通硬化路.
fn throughout(text: &[char], clause: &Range<usize>, at: usize) -> Option<Covering> {
    let c = text.get(at)?;
    if text.get(at + 1) != Some(c) || *c == '人' && !begins(text, at + 2, "享") {
        return None;
    }
    let verb = any_begins(text, at + 2, &["通", "有", "达", "享"]);
    let realised = any_ends(text, at, &["实现", "实现了", "全面实现", "基本实现"]);
    let other = contains_any(text, at..clause.end, &["全部", "全覆盖", "100%", "工程", "”工程"]);
    (verb && realised && !other).then(|| hundred(at..at + 3, "coverage.throughout"))
}
