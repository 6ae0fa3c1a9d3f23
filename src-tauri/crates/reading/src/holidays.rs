//! The yearly notice about days off: which days are off, and which Saturdays and Sundays are worked for them.

use std::collections::BTreeSet;

use chrono::Datelike as _;
use domain::kernel::Date;

/// What a notice says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holidays {
    /// The year it is about.
    pub year: i32,
    /// Days off.
    pub off: BTreeSet<Date>,
    /// Saturdays and Sundays that are worked.
    pub worked: BTreeSet<Date>,
}

/// Reads a notice; none: it does not say of which year it speaks.
pub fn holidays(text: &str) -> Option<Holidays> {
    let chars = plain(text);
    let year = own_year(&chars)?;
    let mut found = Holidays { year, off: BTreeSet::new(), worked: BTreeSet::new() };
    for sentence in chars.split(|c| "。；;\n".contains(*c)) {
        read(sentence, &mut found);
    }
    Some(found)
}

/// Without what stands in brackets (weekdays, the lunar day), digits in one width.
fn plain(text: &str) -> Vec<char> {
    let mut depth = 0_usize;
    let mut kept = Vec::new();
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '０'..='９' => kept.extend(char::from_digit(u32::from(c) - u32::from('０'), 10)),
            c if depth == 0 && (c == '\n' || !c.is_whitespace()) => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// 2026年 of the heading: a year that no month follows.
fn own_year(chars: &[char]) -> Option<i32> {
    (0..chars.len()).find_map(|at| {
        let begins = at == 0 || !chars[at - 1].is_ascii_digit();
        let (number, after) = number_at(chars, at).filter(|_| begins)?;
        let whole = (1900..2200).contains(&number) && chars.get(after) == Some(&'年');
        let dated = chars.get(after + 1).is_some_and(char::is_ascii_digit);
        (whole && !dated).then_some(number as i32)
    })
}

fn number_at(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let digits = chars.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).count();
    let number = chars[at..at + digits].iter().collect::<String>().parse().ok()?;
    Some((number, at + digits))
}

/// Days wait until the sentence says what they are.
fn read(sentence: &[char], found: &mut Holidays) {
    let (mut year, mut month) = (found.year, None);
    let mut waiting: Vec<(Date, Date)> = Vec::new();
    let mut until = false;
    let mut at = 0;
    while at < sentence.len() {
        if let Some((number, after)) = number_at(sentence, at) {
            match sentence.get(after) {
                Some('年') => year = number as i32,
                Some('月') => month = Some(number),
                Some('日' | '号') => {
                    let day = month.and_then(|month| Date::from_ymd_opt(year, month, number));
                    place(day, until, &mut waiting);
                    until = false;
                }
                _ => {}
            }
            at = after;
            continue;
        }
        let rest = &sentence[at..];
        if rest.starts_with(&['上', '班']) {
            found.worked.extend(waiting.drain(..).flat_map(each));
        } else if rest.starts_with(&['放', '假']) || rest.starts_with(&['休', '息']) {
            found.off.extend(waiting.drain(..).flat_map(each));
        }
        until |= "至到—–-~～".contains(sentence[at]);
        at += 1;
    }
}

/// Longer than any holiday.
const LONGEST: i64 = 31;

fn place(day: Option<Date>, until: bool, waiting: &mut Vec<(Date, Date)>) {
    let Some(day) = day else { return };
    match waiting.last_mut() {
        Some((first, last)) if until => {
            // 12月31日至1月2日 ends in the next year.
            let end = if day < *first { day.with_year(day.year() + 1) } else { Some(day) };
            *last = end.filter(|end| (*end - *first).num_days() < LONGEST).unwrap_or(*last);
        }
        _ => waiting.push((day, day)),
    }
}

fn each((first, last): (Date, Date)) -> impl Iterator<Item = Date> {
    first.iter_days().take_while(move |day| *day <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(found: &BTreeSet<Date>) -> Vec<String> {
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_notice_says_what_is_off_and_what_is_worked() {
        for (text, off, worked) in [
            ("2030年放假安排。元旦：1月1日（周二）放假1天，不调休。", &["2030-01-01"][..], &[][..]),
            (
                "关于2030年放假的安排\n一、春节：2月2日（农历除夕、周六）至4日放假调休，共3天。1月27日（周日）、2月9日（周六）上班。",
                &["2030-02-02", "2030-02-03", "2030-02-04"],
                &["2030-01-27", "2030-02-09"],
            ),
            (
                "２０３０年安排：５月１日到２日休息，5月5日照常上班",
                &["2030-05-01", "2030-05-02"],
                &["2030-05-05"],
            ),
            (
                "2030年安排\n12月31日至1月1日放假\n2029年12月30日上班",
                &["2030-12-31", "2031-01-01"],
                &["2029-12-30"],
            ),
            ("2030年安排。10月1日至12月30日放假。", &["2030-10-01"], &[]),
            ("2030年安排。2月30日放假，2月28日上班。办公厅2029年11月1日", &[], &["2030-02-28"]),
            ("2030年安排。联系人在3月1日前报备。", &[], &[]),
        ] {
            let found = holidays(text).expect(text);
            assert_eq!(
                (found.year, days(&found.off), days(&found.worked)),
                (2030, owned(off), owned(worked)),
                "{text}"
            );
        }
    }

    fn owned(days: &[&str]) -> Vec<String> {
        days.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn without_a_year_nothing_is_read() {
        for text in ["", "元旦：1月1日放假1天。", "2030年1月1日放假", "第12030年会"] {
            assert_eq!(holidays(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9年月日至放假上班（）。、 2030]{0,60}") {
            holidays(&text);
        }
    }
}
