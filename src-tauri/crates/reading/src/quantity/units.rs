//! The units of measure that follow a number in official texts, with what they measure. Data only:
//! the longest word that fits is taken.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a unit measures, as far as the reading of statements needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// 元.
    Money,
    /// 户, 家, 座: things that are counted.
    Count,
    /// 个: anything that is counted.
    Thing,
    /// 项, 条, 件, 支: things, and just as often the points of the text itself.
    Item,
    /// 人, 名.
    People,
    /// 次, 场, 人次: events.
    Event,
    /// 村, 镇 directly behind a number.
    Place,
    /// Length, area, weight, volume, energy, concentration.
    Measure,
    /// %, ‰, 成.
    Percent,
    /// 个百分点.
    Points,
    /// 倍.
    Times,
    /// 年, 月, 天: mostly a time and no figure.
    Duration,
    /// 岁.
    Age,
    /// 类, 种, 大, 方面: how a text divides its matter.
    Division,
    /// 级, 届, 千伏: says which one, not how many.
    Label,
    /// 分 of an assessment.
    Score,
    /// None at all.
    Bare,
}

/// Units and their classes.
const UNITS: &[(Class, &str)] = &[
    (Class::Money, "元 人民币元 美元 欧元 港元 人民币 块钱"),
    (
        Class::Count,
        "户 家 所 座 处 间 套 辆 头 只 匹 口 对 宗 起 棵 株 幅 册 本 张 盏 眼 栋 幢 孔 床 片 艘 架 羽 箱 袋 瓶 桶 例 案 \
         门 组 队 道 面 根 枚 粒 颗 顶 标段 单 笔 台 台套 台(套) 部 份 篇 期 班 块 桩 尾 峰 蓬 尊 列 款 路 门店 张床位 床位 \
         户次 辆次 台次 架次 班次 车次 航次 列次 头只 头(只) 万头 亩次 站 人份 剂 剂次 餐 封 段 批 批次 家次 户(次) 家(次) 双",
    ),
    (Class::Thing, "个"),
    (Class::Item, "项 条 件 支 则 桩"),
    (Class::People, "人 名 位 口人 余人 员 万名 人(户)"),
    (Class::Event, "次 场 场次 人次 人次数 人/次 轮 遍 趟 课时 学时 回 届次 期次"),
    (
        Class::Place,
        "村 镇 乡 县 街道 社区 旗县 嘎查村 行政村 自然村 乡镇 县市 县区 市县 嘎查 苏木 省 市 区 旗 小区 厂 校",
    ),
    (
        Class::Measure,
        "亩 公顷 平方公里 平方千米 平方米 平米 ㎡ 立方米 立方 方 立方米/日 立方米/天 吨/日 吨/天 公里 千米 里 米 延米 延长米 厘米 毫米 \
         公斤 千克 斤 吨 克 两 g cm mm 吨标准煤 吨标煤 升 毫升 千瓦 兆瓦 吉瓦 瓦 千瓦时 度 焦耳 微克/立方米 毫克/立方米 毫克/升 \
         分贝 标准箱 标箱 车公里 吨公里 人公里 立方米/秒 摄氏度 ℃ 蒸吨 兆 TB GB MB P PFLOPS kW kWh MW GW km km² m² m³ m kg hm² t L 标方 千伏安 兆伏安 当量",
    ),
    (Class::Percent, "% 成"),
    (Class::Percent, "‰"),
    (Class::Points, "个百分点 百分点 个百分点 个千分点"),
    (Class::Times, "倍"),
    (
        Class::Duration,
        "年 个月 月 天 日 周 小时 分钟 秒 星期 工作日 个工作日 个小时 个星期 个季度 年度 季度 个年头 个自然日 刻钟 周年 学年 学期 个学期",
    ),
    (Class::Age, "岁 周岁"),
    (
        Class::Division,
        "类 种 大 方面 个方面 点 步 阶段 个阶段 维度 个维度 个层面 个环节 个部分 个类别 大类 个批次 字 章 节 款项 部曲 位一体 个字 个一 个百分之百",
    ),
    (
        Class::Label,
        "级 届 千伏 号 线 路公交 版 度电 楼 层 室 星 星级 国道 省道 时 毫安 档 世纪 后 型 胎 孩 次方 字型 网 校区",
    ),
    (Class::Score, "分"),
];

/// Unit words by their first character.
type Index = HashMap<char, Vec<(Vec<char>, Class)>>;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::new();
    for (class, words) in UNITS {
        for word in words.split_whitespace() {
            let letters: Vec<char> = word.chars().collect();
            if let Some(first) = letters.first() {
                index.entry(*first).or_default().push((letters, *class));
            }
        }
    }
    for words in index.values_mut() {
        words.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
    }
    index
});

/// Words that begin like a unit but are none.
const NOT_UNITS: &[&str] = &[
    "人均",
    "户均",
    "家庭",
    "家长",
    "家园",
    "家乡",
    "人民",
    "人才",
    "人大",
    "人员",
    "人类",
    "名义",
    "名录",
    "名称",
    "个性",
    "个体",
    "个人",
    "项目",
    "条件",
    "条例",
    "件件",
    "次数",
    "次年",
    "场所",
    "场地",
    "期间",
    "期末",
    "期满",
    "处理",
    "处置",
    "处级",
    "所有",
    "所属",
    "对口",
    "对接",
    "面积",
    "面向",
    "面对",
    "部署",
    "部门",
    "道路",
    "片区",
    "组织",
    "组建",
    "班子",
    "队伍",
    "批准",
    "批复",
    "单位",
    "单项",
    "成立",
    "成为",
    "成员",
    "成果",
    "成功",
    "成本",
    "成效",
    "成长",
    "成熟",
    "成年",
    "成交",
    "成品",
    "分别",
    "分类",
    "分级",
    "分布",
    "分钱",
    "分红",
    "方式",
    "方案",
    "方面",
    "方向",
    "两委",
    "克服",
    "里程",
    "米面",
    "升级",
    "升至",
    "度假",
    "点燃",
    "点位",
    "点评",
    "线上",
    "线下",
    "级别",
    "本级",
    "本市",
    "本县",
    "区域",
    "区县",
    "市场",
    "市级",
    "市直",
    "县级",
    "县域",
    "乡村",
    "村级",
    "村民",
    "村委",
    "镇区",
    "镇域",
    "社区服务",
    "街道办",
    "大型",
    "大关",
    "大力",
    "大幅",
    "大大",
    "后续",
    "后备",
    "版权",
    "版本",
    "路径",
    "路网",
    "路线",
    "门类",
    "门诊",
    "站点",
    "段落",
    "区间",
    "层次",
    "层面",
    "室内",
    "室外",
    "校园",
    "品种",
    "品牌",
    "网格",
    "网络",
    "省级",
    "旗帜",
    "位居",
    "位列",
    "位于",
    "位次",
    "双方",
    "列入",
    "列为",
    "列全",
    "起步",
    "起到",
    "例如",
    "案件",
    "口岸",
    "口粮",
    "对于",
    "对标",
    "头部",
    "头等",
    "只要",
    "只有",
    "份额",
    "块状",
    "款式",
    "根据",
    "粒度",
    "孔子",
    "幅度",
    "册封",
    "本土",
    "台账",
    "台湾",
    "台阶",
    "员工",
    "剂量",
    "批评",
    "批发",
    "回头",
    "回访",
    "轮训",
    "轮流",
    "轮换",
    "遍布",
    "遍及",
    "节约",
    "节能",
    "节水",
    "步伐",
    "步入",
    "型号",
    "时限",
    "时间",
    "时期",
    "星火",
    "号召",
    "里面",
    "方便",
    "方圆",
    "两个",
    "两级",
    "度过",
    "斤斤",
    "厂房",
    "厂区",
    "校长",
    "吨位",
    "道德",
    "级以上",
    "村镇",
    "村庄",
    "村屯",
    "区域",
    "项链",
    "种植",
    "种草",
    "种粮",
    "种业",
    "种子",
    "种养",
    "类似",
    "字样",
    "天然",
    "天天",
    "日常",
    "日均",
    "日前",
    "周边",
    "周围",
    "月均",
    "年均",
    "年产",
    "年度",
    "年内",
    "年底",
    "年末",
    "年初",
];

/// The unit at a place: how many characters it has, and what it measures.
pub(crate) fn unit_at(text: &[char], at: usize) -> Option<(usize, Class)> {
    let first = text.get(at)?;
    let words = INDEX.get(first)?;
    let (letters, class) =
        words.iter().find(|(letters, _)| text.get(at..).is_some_and(|rest| rest.starts_with(letters)))?;
    let blocked = letters.len() == 1 && is_other_word(text, at);
    (!blocked).then_some((letters.len(), *class))
}

fn is_other_word(text: &[char], at: usize) -> bool {
    static OTHERS: LazyLock<std::collections::HashSet<Vec<char>>> =
        LazyLock::new(|| NOT_UNITS.iter().map(|word| word.chars().collect()).collect());
    (2..=4).any(|length| text.get(at..at + length).is_some_and(|word| OTHERS.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(usize, Class)>) {
        let letters: Vec<char> = text.chars().collect();
        assert_eq!(unit_at(&letters, 0), expected, "{text}");
    }

    #[test]
    fn the_longest_unit_is_taken() {
        check("个百分点", Some((4, Class::Points)));
        check("个村", Some((1, Class::Thing)));
        check("人次专家", Some((2, Class::Event)));
        check("平方公里", Some((4, Class::Measure)));
        check("微克/立方米", Some((6, Class::Measure)));
        check("名第一书记", Some((1, Class::People)));
        check("成立", None);
        check("人均收入", None);
        check("台(套)", Some((4, Class::Count)));
        check("甲", None);
        check("", None);
    }
}
