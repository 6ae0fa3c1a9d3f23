//! What holds for any text: quotes are substrings, places are valid, nothing panics, twice gives the
//! same, and the cost grows with the length and not faster.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use reading::{deadline, extract, heading, passed_over, quantities, sentences, time_phrases};

/// Pieces that official texts are made of, the awkward ones among them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "今年",
            "计划",
            "力争",
            "到2025年底",
            "截至5月底",
            "“十四五”期间",
            "每年",
            "每个村",
            "全部",
            "应纳尽纳",
            "清零",
            "不低于",
            "以上",
            "超过",
            "近",
            "多",
            "余",
            "左右",
            "31.6万户",
            "1,234个",
            "十二万元",
            "百分之七十",
            "三分之二",
            "2.56.312",
            "10到15户",
            "3—5人",
            "5%—6%",
            "第3位",
            "两百多",
            "1:2.5",
            "-3.19‰",
            "由",
            "提高到",
            "下降到",
            "，",
            "。",
            "；",
            "、",
            "：",
            "（",
            "）",
            "“",
            "”",
            "《",
            "》",
            "\n",
            "\t",
            "|",
            " ",
            "一、",
            "（二）",
            "1.",
            "個(gè)",
            "萬",
            "\u{fffd}",
            "年",
            "月",
            "日",
            "底",
            "前",
            "的",
            "村",
            "万",
            "亿",
            "序号",
            "指标",
            "单位",
            "完成率",
            "目标",
            "2020年",
            "20",
            "元",
            "%",
            "个百分点",
            "同比增长",
            "已",
            "将",
            "要",
            "零",
            "百",
            "千",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
        "[0-9.,]{0,12}",
        any::<char>().prop_map(String::from),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn quotes_are_substrings_and_places_are_valid(text in text()) {
        for statement in extract(&text, None) {
            prop_assert_eq!(statement.span.of(&text), Some(statement.quote.as_str()));
            prop_assert!(!statement.quote.is_empty() && !statement.rules.is_empty());
        }
        for quantity in quantities(&text) {
            prop_assert_eq!(quantity.span.of(&text), Some(quantity.text.as_str()));
        }
        for over in passed_over(&text, None) {
            prop_assert_eq!(over.span.of(&text), Some(over.quote.as_str()));
        }
        for phrase in time_phrases(&text, None) {
            prop_assert_eq!(phrase.span.of(&text), Some(phrase.text.as_str()));
        }
        for sentence in sentences(&text) {
            prop_assert!(sentence.of(&text).is_some());
        }
        let _ = (heading(&text), deadline(&text, None));
    }

    #[test]
    fn twice_gives_the_same(text in text()) {
        prop_assert_eq!(extract(&text, None), extract(&text, None));
    }
}

/// The shortest of a few runs.
fn cost(text: &str) -> Duration {
    (0..3)
        .map(|_| {
            let start = Instant::now();
            let _ = extract(text, None);
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

#[test]
fn cost_grows_with_the_length() {
    let sentence =
        "今年计划在400个村开展生活污水治理工作，新增1854个嘎查村建立垃圾收运处置体系，累计投入资金3.42亿元。";
    let without_marks = "完成污水处理设施建设76处铺设管网214.5公里";
    for (what, piece) in [
        ("sentences", sentence.to_owned()),
        ("one line", sentence.replace('。', "，")),
        ("no marks", without_marks.to_owned()),
        ("digits", "1.2".to_owned()),
        ("brackets", "（《“".to_owned()),
        ("numerals", "一二十百万".to_owned()),
        ("lines", "序号\n1\n".to_owned()),
        ("cells", "a\t1\t2\n".to_owned()),
        ("labels", "产值(亿元)\n1\n".to_owned()),
    ] {
        let long = |times: usize| piece.repeat(times * 800 / piece.chars().count());
        let (short, long) = (cost(&long(4)), cost(&long(32)));
        assert!(
            long < Duration::from_millis(20) + short * 24,
            "eight times the text takes about eight times as long: {what} {short:?} {long:?}"
        );
    }
}
