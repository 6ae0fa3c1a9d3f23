//! Which way an indicator is meant to go: 失业率 and 排放量 are the better the lower they are, so that a
//! bare figure aimed at bounds them from above. Deliberately absent: the direction a ledger keeps.

use crate::words::{any_ends, contains_any};

/// Words of what should be little.
const UNWANTED: &[&str] = &[
    "失业率",
    "死亡率",
    "病死率",
    "死亡人数",
    "发病率",
    "患病率",
    "感染率",
    "发生率",
    "返贫率",
    "致贫率",
    "漏评率",
    "错评率",
    "辍学率",
    "流失率",
    "负债率",
    "债务率",
    "赤字率",
    "不良率",
    "不良贷款",
    "逾期率",
    "能耗",
    "水耗",
    "电耗",
    "煤耗",
    "物耗",
    "单耗",
    "损耗",
    "消耗量",
    "万元生产总值用水量",
    "万元GDP用水量",
    "增加值用水量",
    "化肥使用量",
    "农药使用量",
    "化肥施用量",
    "排放",
    "浓度",
    "涨幅",
    "消费价格",
    "物价",
    "空置率",
    "闲置率",
    "撂荒",
    "漏损率",
    "损失率",
    "破损率",
    "受害率",
    "成灾率",
    "超标率",
    "差错率",
    "退件率",
    "投诉率",
    "投诉量",
    "信访量",
    "发案率",
    "犯罪率",
    "事故起数",
    "事故数",
    "大班额",
    "重污染天数",
    "劣V类",
    "劣五类",
    "收入比",
    "收入差距",
    "自付比例",
    "办结时限",
    "办理时限",
    "办理时间",
    "审批时限",
    "响应时间",
    "三公经费",
];

/// Words that turn such an indicator round: its fall is what is measured, or that it is kept in bounds.
const TURNED: &[&str] = &[
    "降低",
    "下降",
    "减少",
    "削减",
    "压减",
    "压缩",
    "降幅",
    "节约",
    "减排",
    "处置",
    "处理",
    "达标",
    "合格",
    "控制率",
    "治理",
    "整治",
    "复耕",
    "监测",
    "许可",
    "交易",
    "化解",
    "清收",
];

/// Whether less of it is better.
pub(super) fn is_unwanted(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    let whole = 0..letters.len();
    contains_any(&letters, whole.clone(), UNWANTED) && !contains_any(&letters, whole, TURNED)
        || any_ends(&letters, letters.len(), &["贫困人口", "欠薪案件"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_should_be_little() {
        for name in [
            "城镇登记失业率",
            "城镇调查失业率",
            "孕产妇死亡率",
            "贫困发生率",
            "资产负债率",
            "PM2.5平均浓度",
            "化学需氧量排放量",
            "单位地区生产总值能耗",
            "居民消费价格涨幅",
            "城乡居民收入比",
        ] {
            assert!(is_unwanted(name), "{name}");
        }
        for name in [
            "单位地区生产总值能耗降低",
            "二氧化碳排放下降",
            "污染物达标排放率",
            "城镇新增就业人数",
            "失业人员再就业人数",
            "优良天数比率",
            "重度污染天数减少",
            "撂荒地复耕面积",
            "",
        ] {
            assert!(!is_unwanted(name), "{name}");
        }
    }
}
