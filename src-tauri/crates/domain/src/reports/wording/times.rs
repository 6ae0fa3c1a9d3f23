//! Days and stretches as an official text says them.

use chrono::Datelike;

use crate::assessment::{Assessment, Window};
use crate::kernel::{Date, Period, PeriodKind};

/// 截至6月底, 截至6月15日.
pub(in super::super) fn as_of(day: Date) -> String {
    Period::day(day).map(Period::as_of_short).unwrap_or_default()
}

/// Up to when the figures of an assessment speak: the end of the period they are of, which may lie before the
/// day as of which is judged; with its year where that is another.
pub(in super::super) fn figures_of(now: &Assessment) -> String {
    let day = now.period.map_or(now.as_of, |period| period.last_day().min(now.as_of));
    if day.year() == now.as_of.year() { as_of(day) } else { as_of_with_year(day) }
}

/// 截至2022年6月底.
pub(in super::super) fn as_of_with_year(day: Date) -> String {
    Period::day(day).map(Period::as_of_name).unwrap_or_default()
}

/// 5月底, or 5月15日: what is compared with.
pub(in super::super) fn month_name(day: Date) -> String {
    Period::day(day).map(Period::end_short).unwrap_or_default()
}

/// What a bulletin is about: 2022年上半年, 2022年一季度, 2022年前三季度, 2022年度, 2022年1—5月.
pub(in super::super) fn stretch(day: Date) -> String {
    let ends_month = day.succ_opt().is_none_or(|next| next.month() != day.month());
    let year = day.year();
    match (ends_month, day.month()) {
        (false, _) => as_of_with_year(day),
        (true, 3) => format!("{year}年一季度"),
        (true, 6) => format!("{year}年上半年"),
        (true, 9) => format!("{year}年前三季度"),
        (true, 12) => format!("{year}年度"),
        (true, 1) => format!("{year}年1月"),
        (true, month) => format!("{year}年1—{month}月"),
    }
}

/// What the goal of a window is called in a text of a day: 全年目标, “十四五”目标, 上半年目标, of another year
/// 2020年目标, else 到2023年10月底目标.
pub(in super::super) fn goal_word(window: Window, day: Date) -> String {
    let Some(deadline) = window.deadline else { return "目标".to_owned() };
    if let Some(from) = window.from {
        for kind in [PeriodKind::Year, PeriodKind::HalfYear, PeriodKind::Quarter, PeriodKind::Month] {
            if let Some(period) = Period::containing(kind, deadline)
                && (period.first_day(), period.last_day()) == (from, deadline)
            {
                return match kind {
                    _ if deadline.year() != day.year() => format!("{}目标", period.name()),
                    PeriodKind::Year => "全年目标".to_owned(),
                    _ => {
                        format!("{}目标", period.name().trim_start_matches(&format!("{}年", deadline.year())))
                    }
                };
            }
        }
        let plan = [(2016, "十三五"), (2021, "十四五"), (2026, "十五五"), (2031, "十六五")];
        let five_years = |first: i32| {
            (from.year(), from.ordinal()) == (first, 1)
                && (deadline.year(), deadline.month(), deadline.day()) == (first + 4, 12, 31)
        };
        if let Some((_, name)) = plan.iter().find(|(first, _)| five_years(*first)) {
            return format!("“{name}”目标");
        }
    }
    format!("到{}目标", as_of_with_year(deadline).trim_start_matches("截至"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn stretches() {
        let check = |on: &str, expected: &str| assert_eq!(stretch(day(on)), expected);
        check("2022-06-30", "2022年上半年");
        check("2022-03-31", "2022年一季度");
        check("2022-09-30", "2022年前三季度");
        check("2022-12-31", "2022年度");
        check("2022-05-31", "2022年1—5月");
        check("2022-01-31", "2022年1月");
        check("2022-06-15", "截至2022年6月15日");
        assert_eq!(as_of(day("2022-06-30")), "截至6月底");
        assert_eq!(month_name(day("2022-05-31")), "5月底");
    }

    #[test]
    fn goals() {
        let check = |from: Option<&str>, to: Option<&str>, expected: &str| {
            let window = Window { from: from.map(day), deadline: to.map(day) };
            assert_eq!(goal_word(window, day("2022-06-30")), expected);
        };
        check(Some("2022-01-01"), Some("2022-12-31"), "全年目标");
        check(Some("2021-01-01"), Some("2025-12-31"), "“十四五”目标");
        check(Some("2022-01-01"), Some("2022-06-30"), "上半年目标");
        check(Some("2022-04-01"), Some("2022-06-30"), "二季度目标");
        check(Some("2022-06-01"), Some("2022-06-30"), "6月目标");
        check(Some("2021-10-29"), Some("2023-10-29"), "到2023年10月29日目标");
        check(Some("2020-01-01"), Some("2022-12-31"), "到2022年底目标");
        check(None, Some("2022-10-31"), "到2022年10月底目标");
        check(None, None, "目标");
        check(Some("2020-01-01"), Some("2020-12-31"), "2020年目标");
        check(Some("2021-01-01"), Some("2021-06-30"), "2021年上半年目标");
    }
}
