//! Words by which a text says that something is planned, demanded or done. Data, and the finding of
//! them; what they weigh is in kind.rs. A longer word hides the shorter ones in it, so words that only
//! look like a cue stand in the list too.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// 计划, 力争, 确保: intended.
    Plan,
    /// 将, 要: intended, said with less force.
    Future,
    /// 争取, 预计: perhaps intended.
    Hope,
    /// 必须, 应当: demanded.
    Norm,
    /// 下一步, 今后: what follows is intended.
    Next,
    /// 已, 完成了, 同比: done.
    Done,
    /// 累计, 共: probably done.
    Reported,
    /// 过去一年: what follows is done.
    Past,
    /// Only hides a shorter word.
    Nothing,
}

const WORDS: &[(Cue, &str)] = &[
    (
        Cue::Plan,
        "计划 目标任务: 任务目标: 建设任务: 工作任务: 目标: 任务: 拟 拟定 力争 力求 确保 预期目标 预期 目标已经明确 目标已明确 目标是 目标为 目标任务为 目标任务是 主要目标 发展目标 年度目标 总体目标 工作目标 目标值 任务目标 \
         规划建设 规划新建 规划到 规划投资 规划总 规划实施 规划期 规划布局 规划打造 规划发展 打算 即将 有望 奋力 务必 力促 努力实现 努力达到 \
         努力完成 努力使 努力把 致力于 迈进 迈上 计划总投资 全力争取 争取 争创 冲刺 力保 誓 目标达到 目标实现 年内要 保证 推动实现 分解下达",
    ),
    (Cue::Future, "要 拟将 将于 将在"),
    (Cue::Hope, "预计 预算安排 预计到"),
    (
        Cue::Norm,
        "必须 应当 不得 须 应达到 应不 应在 应于 应按 应确保 应保证 应为 应建 应完成 应改造 应整治 应配备 应安装 需 原则上 严禁 要求各 要求全 要求到 要求必须 须在 需在 方可 每年应 不能",
    ),
    (Cue::Next, "下一步 下步 下一阶段 今后 接下来 未来 下阶段 下半年将 明年 新的一年 展望"),
    (
        Cue::Done,
        "已 已经 业已 现已 均已 去年 截至 截止 先后 完成了 实现了 达到了 取得了 荣获 获评 获得 喜获 跃居 \
         超额完成 如期 圆满 顺利 成功创建 成功举办 成功入选 成功申报 成功引进 成功获批 成功签约 得到 提前完成 全面完成 完成情况: 进展情况: 落实情况: 推进情况: 完成: 进展: 创历史 新高 保持了 确保了 保障了 \
         位居 现有 共有 完成全年任务 完成全年目标 完成全年计划 完成年度任务 完成年度目标 完成年度计划 完成年度预算 完成全年预算 完成年初 占全年 占年度 占年初 占计划 占任务 占目标 的任务目标 完成任务 完成目标 完成计划 完成国家下达 \
         完成省下达 完成市下达 完成上级下达 增幅 的成绩 仅为 仅占 仅有 仅 尚有 仍有 未开工 成效 以来 之后 一年来 几年来 年来 得以 创下 实际完成 实际分别 实际新增 实际改造 实际建成 实际投入 实际支出 实际达 实际到位 实际使用 实际利用 涌现 带动了 新增了 改善了 获批 开工建设了",
    ),
    (
        Cue::Reported,
        "剩余 同比 环比 较上年 比上年 比去年 较去年 上年 累计 共 共计 总计 合计 已完成投资 目前 如今 当前 全年完成 全年实现 全年共 分别为 经统计 数据显示 据统计 据悉 通过验收 完工 投入使用 建成投用 建成投运 竣工",
    ),
    (Cue::Past, "过去一年 过去的一年 过去五年 过去三年 回顾 近年来 五年来 三年来 工作回顾 本届政府 这一年"),
    (
        Cue::Nothing,
        "未开工的 未完工的 未完成的 应建尽建 应改尽改 应配尽配 计划生育 列入计划 纳入计划 计划内 教育计划 培养计划 支持计划 行动计划 讲学计划 支教计划 培育计划 成长计划 工作计划 实施计划 计划的 按计划 计划管理 振兴计划 提升计划 示范计划 \
         引智计划 人才计划 发展计划 三年计划 计划单列 推进计划 计划任务 计划投资的 计划指标 \
         目标责任 目标化 目标管理 目标要求 主要目标任务的 年度目标任务的 主要 重要 需要 纲要 只要 必要 要点 摘要 概要 简要 要闻 要素 首要 要务 要害 要道 要领 不要 要么 要紧 次要 扼要 \
         紧要 要职 要地 要塞 险要 想要 还要求 要约 要件 要义 需求 急需 刚需 内需 军需 供需 所需 无需 必需 按需 须知 无须 胡须 必需品 需水 需氧 \
         拟人 模拟 虚拟 比拟 确保率 保证金 保证书 保证了 质量保证 誓言 誓师 宣誓 发誓 应用 共同 共享 共建 共治 共和 共产 公共 共青团 共识 共性 共赢 共有产权 总共产 一共 共富 共商 共抓 共进 共融 \
         共生 共存 共计划 中共 国共 共推 共创 共谋 共话 共度 共舞 共鸣 共管 共用 共担 共育 共防 共保 \
         不已 已垦 已知 早已 未来可期 面向未来 展望未来 未来科技城 未来社区 未来乡村 未来城 预计划 取得积极 获得感 成功率 顺利率 办得成功 已有的 不得不 不得已 \
         获得者 预期寿命 预期年龄 保证率 不保证 保证体系 争取中央 争取上级 争取省 争取国家 争取自治区 争取市 争取到 争取各级 争取资金 争取专项 争取各类 要求 的要求 工作要求 总要求 总体要求 新要求 要求的 高要求 总计划 共计划 要把握 现有的 现有空 不能不 截止日期 截止时间 受益面 受益率 累计划 成效显著的 新成效 目前仍 \
         当前位置 当前形势 当前和今后 不成功 取得资格 以前 为了 除了 了解 了然 明了 罢了 不了 未了 到了",
    ),
];

/// A cue at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CueHit {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it tells.
    pub cue: Cue,
}

type Index = HashMap<char, Vec<(Vec<char>, Cue)>>;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::new();
    for (cue, words) in WORDS {
        for word in words.split_whitespace() {
            let letters: Vec<char> = word.chars().collect();
            if let Some(first) = letters.first() {
                index.entry(*first).or_default().push((letters, *cue));
            }
        }
    }
    for words in index.values_mut() {
        words.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
    }
    index
});

/// How something changed, where a value follows from another.
pub(super) const CHANGES: &[&str] =
    &["提高", "增加", "下降", "减少", "提升", "上升", "降低", "扩大", "增长", "降到", "降至", "增至", "升至"];

/// All cues of a text, in order.
pub(crate) fn scan(text: &[char]) -> Vec<CueHit> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(hit) = listed(text, at).or_else(|| future(text, at)).or_else(|| perfect(text, at)) {
            at = hit.end.max(at + 1);
            if hit.cue != Cue::Nothing {
                found.push(hit);
            }
        } else {
            at += 1;
        }
    }
    found
}

fn listed(text: &[char], at: usize) -> Option<CueHit> {
    let words = INDEX.get(text.get(at)?)?;
    let rest = text.get(at..)?;
    let (letters, cue) = words.iter().find(|(letters, _)| rest.starts_with(letters))?;
    let end = at + letters.len();
    let measured = *cue == Cue::Plan
        && crate::words::any_ends(text, end, &["目标", "目标值", "计划", "预期"])
        && crate::words::any_ends(text, at, MEASURED_BY);
    Some(CueHit { start: at, end, cue: if measured { Cue::Nothing } else { *cue } })
}

/// 低于年度目标: an aim that something is measured by.
const MEASURED_BY: &[&str] =
    &["低于", "高于", "超", "超过", "好于", "快于", "慢于", "距", "距离", "占", "较", "比", "与", "超出"];

/// 将 is the future, unless it stands for 把: 将42.41万脱贫人口纳入低保范围.
fn future(text: &[char], at: usize) -> Option<CueHit> {
    const FAR: usize = 40;
    const TAKEN: &[&str] = &[
        "纳入",
        "列入",
        "列为",
        "作为",
        "定为",
        "确定为",
        "转为",
        "融入",
        "嵌入",
        "摆在",
        "放在",
        "落实到",
        "送到",
        "下放",
        "移交",
        "转化为",
        "打造成",
        "建设成",
        "写在",
        "贯穿",
        "视为",
        "变为",
        "转向",
        "转变为",
        "延伸",
        "推向",
        "划为",
        "划归",
        "划入",
        "分为",
        "改为",
        "引入",
        "带到",
        "送进",
        "挂钩",
        "带头",
        "结合起来",
        "提升到",
        "提升为",
        "提高到",
        "优先",
    ];
    if text.get(at) != Some(&'将')
        || crate::words::any_begins(text, at + 1, &["军", "士", "来", "近", "领", "帅", "信"])
    {
        return None;
    }
    let stop = (at..text.len().min(at + FAR))
        .find(|place| text.get(*place).is_some_and(|c| "，,。;；\n".contains(*c)))
        .unwrap_or(text.len().min(at + FAR));
    let taken = crate::words::contains_any(text, at..stop, TAKEN);
    let planned = crate::words::any_begins(
        text,
        at + 1,
        &["于", "在", "力争", "继续", "进一步", "全面", "计划", "投入", "达", "实现", "新建"],
    );
    (!taken || planned).then_some(CueHit { start: at, end: at + 1, cue: Cue::Future })
}

/// 了 behind a verb.
fn perfect(text: &[char], at: usize) -> Option<CueHit> {
    let before = at.checked_sub(1).and_then(|at| text.get(at)).copied()?;
    let verb = crate::repair::is_han(before) && !"为除不罢到".contains(before);
    (text.get(at) == Some(&'了') && verb && text.get(at + 1) != Some(&'解')).then_some(CueHit {
        start: at,
        end: at + 1,
        cue: Cue::Done,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Cue)]) {
        let letters: Vec<char> = text.chars().collect();
        let found: Vec<(String, Cue)> = scan(&letters)
            .into_iter()
            .map(|hit| (letters[hit.start..hit.end].iter().collect(), hit.cue))
            .collect();
        let expected: Vec<(String, Cue)> =
            expected.iter().map(|(word, cue)| ((*word).to_owned(), *cue)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn cues_and_what_only_looks_like_one() {
        check("计划投入4.9亿元", &[("计划", Cue::Plan)]);
        check("培育计划、计划生育", &[]);
        check("将开展集中监测", &[("将", Cue::Future)]);
        check("将42.41万人口纳入低保", &[]);
        check("主要任务是要完成", &[("要", Cue::Future)]);
        check("选派了436名", &[("了", Cue::Done)]);
        check("为了解决问题", &[]);
        check("已累计完成", &[("已", Cue::Done), ("累计", Cue::Reported)]);
        check("共同富裕，共选派", &[("共", Cue::Reported)]);
    }
}
