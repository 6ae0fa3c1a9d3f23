//! What holds for any text: quotes are substrings, places are valid, nothing panics, twice gives the
//! same, and the cost grows with the length and not faster.

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
