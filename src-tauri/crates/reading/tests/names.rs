//! What statements are called, and what their thresholds bound: as a clerk would name them.

use reading::extract;

/// The names of the statements of a text, in order; with a threshold, what it bounds.
fn names(text: &str) -> Vec<String> {
    extract(text, None)
        .into_iter()
        .map(|statement| match statement.coverage_of {
            Some(of) => {
                format!("{} | {}{}{}", statement.indicator, of.indicator, of.threshold, of.uom.as_str())
            }
            None => statement.indicator,
        })
        .collect()
}

#[test]
fn indicators() {
    for (text, expected) in [
        ("脱贫人口人均纯收入从2020年的9800元增加到12600元。", &["脱贫人口人均纯收入"; 2][..]),
        ("森林覆盖率由23.5%提高到25%。", &["森林覆盖率"; 2]),
        (
            "地区生产总值214亿元，同比增长5.7%，居全市第二位。",
            &["地区生产总值", "地区生产总值同比增长", "地区生产总值全市位次"],
        ),
        (
            "城乡居民人均可支配收入分别增长7%和8%。",
            &["城镇居民人均可支配收入增长", "农村居民人均可支配收入增长"],
        ),
        ("秸秆、畜禽粪污综合利用率分别达到85%、74%。", &["秸秆综合利用率", "畜禽粪污综合利用率"]),
        ("完成投资21.7亿元，占年度计划的22.8%。", &["完成投资", "完成投资占年度计划比重"]),
        ("新增学位855个，完成率105.6%。", &["新增学位数", "新增学位完成率"]),
        ("上级下达的任务全部完成，下达资金4020万元。", &["完成的上级下达的任务比例", "下达资金"]),
        ("行政村实现5G网络全覆盖。", &["行政村5G网络覆盖率"]),
        ("3.实现行政村5G网络全覆盖。", &["行政村5G网络覆盖率"]),
        ("建立垃圾收运处置体系的有12个村，新增18个村建立管护制度。", &["新增建立管护制度的村数"]),
        ("27个续建项目全部复工。", &["复工的续建项目数", "复工的续建项目比例"]),
        ("零就业家庭保持动态清零。", &["零就业家庭数"]),
        ("上坪村有287户1136人。", &["上坪村户数", "上坪村人数"]),
        (
            "高标准农田建设，全年任务为25万亩，实际完成25.3万亩。",
            &["高标准农田建设任务", "高标准农田建设实际"],
        ),
    ] {
        let found = names(text);
        let last = found.len().saturating_sub(expected.len());
        assert_eq!(found[last..], *expected, "{text}");
    }
}

#[test]
fn thresholds() {
    for (text, expected) in [
        (
            "村集体经济年收入10万元以上的村达到70%。",
            "村集体经济年收入10万元以上的村 | 村集体经济年收入100000元",
        ),
        ("村集体经营性收入全部达到5万元以上。", "村集体经营性收入5万元以上比例 | 村集体经营性收入50000元"),
        ("实施亿元以上项目46个。", "实施亿元以上项目数 | 项目投资额100000000元"),
        ("9个产业产值超百亿元。", "产业数 | 产值10000000000元"),
    ] {
        assert_eq!(names(text), [expected], "{text}");
    }
}
