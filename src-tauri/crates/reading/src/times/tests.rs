//! Times of official texts as data.

use domain::kernel::Date;

use super::{DocumentTime, Role, Time, scan};

fn check(text: &str, known: Option<(i32, u32, u32)>, expected: &[(&str, Role, Option<Time>)]) {
    let letters: Vec<char> = text.chars().collect();
    let known = known
        .and_then(|(year, month, day)| Date::from_ymd_opt(year, month, day))
        .map_or_else(DocumentTime::default, DocumentTime::on);
    let found: Vec<(String, Role, Option<Time>)> = scan(&letters, 0..letters.len(), known)
        .into_iter()
        .map(|mark| (letters[mark.range].iter().collect(), mark.role, mark.time))
        .collect();
    let expected: Vec<(String, Role, Option<Time>)> =
        expected.iter().map(|(words, role, time)| ((*words).to_owned(), *role, *time)).collect();
    assert_eq!(found, expected, "{text}");
}

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

const WRITTEN: Option<(i32, u32, u32)> = Some((2022, 6, 8));

#[test]
fn times_of_official_texts() {
    let year_end = Time::AsOf(day(2022, 12, 31));
    check("2022-07-21 来源", None, &[("2022-07-21", Role::Plain, Some(Time::AsOf(day(2022, 7, 21))))]);
    check("今年计划", WRITTEN, &[("今年", Role::Plain, Some(Time::Year(2022)))]);
    check("今年计划", None, &[("今年", Role::Plain, None)]);
    check("截至5月底，", WRITTEN, &[("截至5月底", Role::AsOf, Some(Time::AsOf(day(2022, 5, 31))))]);
    check("到2025年底，", None, &[("到2025年底", Role::Due, Some(Time::AsOf(day(2025, 12, 31))))]);
    check("2025年底前", None, &[("2025年底前", Role::Due, Some(Time::Deadline(day(2025, 12, 31))))]);
    check("年底前", WRITTEN, &[("年底前", Role::Due, Some(Time::Deadline(day(2022, 12, 31))))]);
    check("年底", WRITTEN, &[("年底", Role::Plain, Some(year_end))]);
    check("今年以来，", WRITTEN, &[("今年以来", Role::Since, Some(Time::Span(day(2022, 1, 1), None)))]);
    check("2018年以来", None, &[("2018年以来", Role::Since, Some(Time::Span(day(2018, 1, 1), None)))]);
    check(
        "“十四五”期间",
        None,
        &[("“十四五”期间", Role::Plain, Some(Time::Span(day(2021, 1, 1), Some(day(2025, 12, 31)))))],
    );
    check("“十四五”规划", None, &[("“十四五”", Role::Duration, None)]);
    check(
        "2012-2020年",
        None,
        &[("2012-2020年", Role::Plain, Some(Time::Span(day(2012, 1, 1), Some(day(2020, 12, 31)))))],
    );
    check(
        "1—5月",
        WRITTEN,
        &[("1—5月", Role::Plain, Some(Time::Span(day(2022, 1, 1), Some(day(2022, 5, 31)))))],
    );
    check(
        "2023年1至10月份",
        None,
        &[("2023年1至10月份", Role::Plain, Some(Time::Span(day(2023, 1, 1), Some(day(2023, 10, 31)))))],
    );
    check("上半年", WRITTEN, &[("上半年", Role::Plain, Some(Time::Half(2022, 1)))]);
    check(
        "2023年前三季度",
        None,
        &[("2023年前三季度", Role::Plain, Some(Time::Span(day(2023, 1, 1), Some(day(2023, 9, 30)))))],
    );
    check("用3年时间", None, &[("3年时间", Role::Duration, None)]);
    check("两年来", None, &[("两年来", Role::Since, None)]);
    check("每年", None, &[("每年", Role::Recurring, Some(Time::Annual))]);
    check("较2017年", None, &[("2017年", Role::Compared, Some(Time::SinceYear(2017)))]);
    check(
        "从2020年起连续3年每年",
        None,
        &[("从2020年起连续3年每年", Role::Plain, Some(Time::Span(day(2020, 1, 1), Some(day(2022, 12, 31)))))],
    );
    check("二〇二五年", None, &[("二〇二五年", Role::Plain, Some(Time::Year(2025)))]);
    check("目前", WRITTEN, &[("目前", Role::Now, Some(Time::AsOf(day(2022, 6, 8))))]);
    check("202019日", None, &[]);
    check("三季度", WRITTEN, &[("三季度", Role::Plain, Some(Time::Quarter(2022, 3)))]);
}
