//! 催报: one message that can be copied to everybody who has not reported.

use chrono::{Datelike as _, NaiveDateTime, Timelike as _};

use super::places::names;

/// A form that units still owe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed<'a> {
    /// Its name.
    pub form: &'a str,
    /// 2022年6月.
    pub period: String,
    /// By when.
    pub due: Option<NaiveDateTime>,
    /// The names of the units.
    pub units: Vec<&'a str>,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker<'a> {
    /// The person.
    pub name: &'a str,
    /// The office; empty: not known.
    pub office: &'a str,
    /// Where to answer.
    pub phone: Option<&'a str>,
}

/// The message, with whom to answer; empty where nothing is owed. What is past its deadline says so, by the given moment.
pub fn reminder(owed: &[Owed<'_>], asker: Option<&Asker<'_>>, now: NaiveDateTime) -> String {
    let owed = owed.iter().filter(|owed| !owed.units.is_empty());
    let mut paragraphs: Vec<String> = owed.map(|owed| one(owed, now)).collect();
    if !paragraphs.is_empty() {
        paragraphs.extend(asker.map(contact));
    }
    paragraphs.join("\n")
}

/// 联系人：王某（某县督查室），电话：0472-1。
fn contact(asker: &Asker<'_>) -> String {
    let office = if asker.office.is_empty() { String::new() } else { format!("（{}）", asker.office) };
    let phone = asker.phone.map_or_else(String::new, |phone| format!("，电话：{phone}"));
    format!("联系人：{}{office}{phone}。", asker.name)
}

fn one(owed: &Owed<'_>, now: NaiveDateTime) -> String {
    let what = format!("《{}》（{}）", owed.form, owed.period);
    let units = names(&owed.units);
    match owed.due {
        Some(due) if due <= now => {
            format!("{what}已于{}截止，以下单位尚未报送，请尽快补报：{units}。", moment(due, now))
        }
        Some(due) => format!("请以下单位于{}前报送{what}：{units}。", moment(due, now)),
        None => format!("请以下单位尽快报送{what}：{units}。"),
    }
}

/// 7月5日17时, 7月5日12时30分; of another year 2021年12月5日17时.
fn moment(at: NaiveDateTime, now: NaiveDateTime) -> String {
    let year = if at.year() == now.year() { String::new() } else { format!("{}年", at.year()) };
    let minutes = if at.minute() == 0 { String::new() } else { format!("{}分", at.minute()) };
    format!("{year}{}月{}日{}时{minutes}", at.month(), at.day(), at.hour())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_who_owes_what_by_when() {
        let at = |text: &str| text.parse::<NaiveDateTime>().expect("a moment");
        let owed = |due: Option<&str>, units: &[&'static str]| Owed {
            form: "人居环境月报",
            period: "2022年6月".to_owned(),
            due: due.map(at),
            units: units.to_vec(),
        };
        let now = at("2022-07-05T18:00:00");
        for (given, expected) in [
            (
                vec![owed(Some("2022-07-05T17:00:00"), &["甲镇", "乙乡"])],
                "《人居环境月报》（2022年6月）已于7月5日17时截止，以下单位尚未报送，请尽快补报：甲镇、乙乡。",
            ),
            (
                vec![owed(Some("2022-07-08T12:30:00"), &["甲镇"])],
                "请以下单位于7月8日12时30分前报送《人居环境月报》（2022年6月）：甲镇。",
            ),
            (vec![owed(None, &["甲镇"])], "请以下单位尽快报送《人居环境月报》（2022年6月）：甲镇。"),
            (
                vec![owed(Some("2021-12-05T17:00:00"), &["甲镇"])],
                "《人居环境月报》（2022年6月）已于2021年12月5日17时截止，以下单位尚未报送，请尽快补报：甲镇。",
            ),
            (
                vec![owed(Some("2022-07-05T18:00:00"), &["甲镇"])],
                "《人居环境月报》（2022年6月）已于7月5日18时截止，以下单位尚未报送，请尽快补报：甲镇。",
            ),
            (vec![owed(Some("2022-07-08T12:30:00"), &[])], ""),
        ] {
            assert_eq!(reminder(&given, None, now), expected);
        }
        let given = [owed(None, &["甲镇"])];
        for (office, phone, expected) in [
            ("某县督查室", Some("0472-1"), "联系人：王某（某县督查室），电话：0472-1。"),
            ("某县督查室", None, "联系人：王某（某县督查室）。"),
            ("", Some("0472-1"), "联系人：王某，电话：0472-1。"),
        ] {
            let asker = Asker { name: "王某", office, phone };
            let message = reminder(&given, Some(&asker), now);
            assert_eq!(message.lines().nth(1), Some(expected));
            assert_eq!(reminder(&[], Some(&asker), now), "");
        }
    }
}
