//! The places a text speaks of: names that end like a place and stand where one stands, and that are said
//! in its heading or more than once. Names of units in a ledger are a better guide; this is a proposal.

use std::collections::HashMap;
use std::ops::Range;

use crate::repair::{Repaired, is_han};
use crate::words::any_begins;

/// Where the heading of a text ends, at the latest.
const HEAD: usize = 300;

/// The places of a text.
#[derive(Debug, Default)]
pub(crate) struct Places {
    names: HashMap<String, usize>,
    /// The place the whole text is about.
    pub whole: Option<String>,
}

impl Places {
    /// Looks through a text.
    pub fn of(text: &[char], title: &str) -> Self {
        let mut names: HashMap<String, usize> = HashMap::new();
        let mut first = None;
        for at in 0..text.len() {
            let Some(name) = name_ending(text, &(0..text.len()), at) else { continue };
            if at < HEAD {
                first = first.or_else(|| Some(name.clone()));
                *names.entry(name.clone()).or_default() += 1;
            }
            *names.entry(name).or_default() += 1;
        }
        let title = Repaired::new(title).chars;
        let titled = (0..title.len()).find_map(|at| name_ending(&title, &(0..title.len()), at));
        let frequent = names
            .iter()
            .filter(|(_, count)| **count >= 3)
            .max_by_key(|(name, count)| (**count, std::cmp::Reverse((*name).clone())))
            .map(|(name, _)| name.clone());
        if let Some(name) = &titled {
            *names.entry(name.clone()).or_default() += 2;
        }
        Self { whole: titled.or(first).or(frequent), names }
    }

    /// The last place named in a stretch.
    pub fn last_in(&self, text: &[char], range: &Range<usize>) -> Option<String> {
        range.clone().rev().find_map(|at| {
            name_ending(text, range, at).filter(|name| self.names.get(name).is_some_and(|count| *count >= 2))
        })
    }
}

/// The place name whose last word begins here: 土右|旗, 内蒙古|自治区.
fn name_ending(text: &[char], range: &Range<usize>, at: usize) -> Option<String> {
    let last = *text.get(at)?;
    if last == '自' {
        return region(text, at);
    }
    let longest = match last {
        '市' | '县' | '区' => 4,
        '旗' | '盟' | '州' | '省' => 7,
        _ => return None,
    };
    const NOT: &str = "全我各本该每个为在对向到于以和与等及是的了由从将使让省市县区旗盟级直属其中两三四五六七八九十一二几都超股入集早菜房汽红战国党彩楼把被给往过经设做施要训计投落实步推进共里度年月日号项数帮扶贫脱困重点示范优配强整合编续距整锦军手入园社小景城街夜学片矿牧半林农灌垦郊括辖市厂库";
    let mut start = at;
    while start > range.start
        && at - start <= longest
        && text.get(start - 1).is_some_and(|c| is_han(*c) && !NOT.contains(*c))
    {
        start -= 1;
    }
    let opens = start == range.start
        || text.get(start - 1).is_some_and(|c| {
            !is_han(*c) && !c.is_ascii_alphanumeric() || "在为对到向由从省市盟区".contains(*c)
        });
    let named = (2..=longest).contains(&(at - start))
        || at - start == 1
            && matches!(last, '县')
            && opens
            && start > range.start
            && text.get(start - 1) == Some(&'市');
    let followed =
        !any_begins(text, at + 1, &["级", "直", "委", "场", "民", "域", "内", "外", "长", "帜", "舰"])
            || any_begins(text, at + 1, &["委", "直机关", "民政局"]);
    let vague = last == '区'
        && text
            .get(at.saturating_sub(1))
            .is_some_and(|c| "治地境山新".contains(*c) && at - start < 3 && *c != '山');
    (named && opens && followed && !vague).then(|| text.get(start..=at).unwrap_or_default().iter().collect())
}

fn region(text: &[char], at: usize) -> Option<String> {
    const REGIONS: &[&str] = &["内蒙古", "广西壮族", "宁夏回族", "新疆维吾尔", "西藏"];
    if !any_begins(text, at, &["自治区"]) {
        return None;
    }
    REGIONS.iter().find(|name| crate::words::ends_with(text, at, name)).map(|name| format!("{name}自治区"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: &str, whole: Option<&str>, last: Option<&str>) {
        let letters: Vec<char> = text.chars().collect();
        let places = Places::of(&letters, title);
        assert_eq!(places.whole.as_deref(), whole, "{text}");
        assert_eq!(places.last_in(&letters, &(0..letters.len())).as_deref(), last, "{text}");
    }

    #[test]
    fn places() {
        check("新增8家企业。", "包头市固阳县工作总结", Some("包头市"), None);
        check("内蒙古自治区政府召开会议。达茂旗完成5个。", "", Some("内蒙古自治区"), Some("达茂旗"));
        check("高举党旗，建设城区，40家北京市企业", "", None, None);
        check("通辽市建成518万亩。", "", Some("通辽市"), Some("通辽市"));
    }
}
