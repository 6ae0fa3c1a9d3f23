//! Puts a bulletin together. 通报 and 函 have the five sections of domain guide §5.5; 简报 leaves the figures of every
//! target to its annex and tells only how things stand, what is behind and what is asked; a summary fits one
//! page; a notice tells what was corrected; the others are tables and have no text.

use super::annex::{annexes, derivations, labelled};
use super::charts::charts;
use super::checks::checks;
use super::content::{Block, Bulletin, Layout, Run, Template};
use super::edits::{named, put};
use super::input::{BulletinFields, BulletinInput};
use super::sections::{corrections, own_words, praise, progress, requirements, shortfalls, summary};
use super::standing::overall;
use super::wording::{Places, as_of, as_of_with_year, stretch};
use crate::assessment::Status;
use crate::kernel::Date;

/// The words of the 版头 of a brief where none are given.
const BRIEF_LETTERHEAD: &str = "督查通报";

const CHINESE_NUMBERS: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五",
    "十六", "十七", "十八", "十九", "二十",
];

/// A heading with its number: 一、… （一）… 1.…
pub(super) fn numbering(level: u8, number: usize, text: &str) -> String {
    let chinese =
        CHINESE_NUMBERS.get(number - 1).map_or_else(|| number.to_string(), |word| (*word).to_owned());
    match level {
        1 => format!("{chinese}、{text}"),
        2 => format!("（{chinese}）{text}"),
        _ => format!("{number}.{text}"),
    }
}

/// Makes the bulletin.
pub fn compose(input: &BulletinInput<'_>) -> Bulletin {
    let places = Places::new(input.tree, input.scope.as_ref());
    let fields = given(&input.fields);
    let title = fields.title.clone().unwrap_or_else(|| title(input, &places));
    let layout = input.template.layout();
    let recipients = match layout {
        Layout::Document | Layout::Letter => fields.recipients.clone().or_else(|| places.recipients()),
        Layout::Issue => fields.recipients.clone(),
        Layout::Plain | Layout::Tables => None,
    };
    let letterhead = match layout {
        Layout::Document | Layout::Letter => fields.letterhead.clone(),
        Layout::Issue => Some(fields.letterhead.clone().unwrap_or_else(|| BRIEF_LETTERHEAD.to_owned())),
        Layout::Plain | Layout::Tables => None,
    };
    let mut annexes = annexes(input, &places);
    let headed = |text: &Option<String>| text.clone().filter(|_| letterhead.is_some());
    let sent =
        |text: &Option<String>| text.clone().filter(|_| recipients.is_some() || layout == Layout::Issue);
    let mut blocks = blocks(input, &fields, &places);
    let edited = put(&mut blocks, &annexes, &input.edits);
    annexes.extend(derivations(input, &places, &blocks, &annexes));
    let charts = charts(input, &places).map(|charts| charts.numbered(layout, annexes.len()));
    Bulletin {
        template: input.template,
        checks: checks(input, &title, recipients.is_some(), edited, &places),
        title,
        doc_number: headed(&fields.doc_number),
        copies: sent(&fields.copies),
        signer: fields.signer.clone(),
        issued_on: input.fields.issued_on,
        contact: sent(&fields.contact),
        letterhead,
        recipients,
        blocks,
        annexes: labelled(annexes, layout, charts.is_some()),
        charts,
        example: input.items.iter().any(|item| item.example),
        head: input.head.clone(),
        origin: input.origin.clone(),
    }
}

/// The fields without those that hold only blanks, and without blanks around them.
fn given(fields: &BulletinFields) -> BulletinFields {
    let text = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    BulletinFields {
        title: text(&fields.title),
        letterhead: text(&fields.letterhead),
        doc_number: text(&fields.doc_number),
        recipients: text(&fields.recipients).map(|text| text.trim_end_matches(['：', ':']).to_owned()),
        copies: text(&fields.copies).map(|text| text.trim_end_matches('。').to_owned()),
        signer: text(&fields.signer),
        issued_on: fields.issued_on,
        basis: text(&fields.basis),
        overall: text(&fields.overall),
        progress: text(&fields.progress),
        shortfalls: text(&fields.shortfalls),
        requirements: text(&fields.requirements),
        contact: text(&fields.contact),
    }
}

/// 关于青原县2022年上半年重点任务进展情况的通报; of one target its name.
fn title(input: &BulletinInput<'_>, places: &Places<'_>) -> String {
    let subject = match input.items.as_slice() {
        [only] => only.indicator.name.clone(),
        _ => "重点任务".to_owned(),
    };
    let (scope, stretch) = (places.scope_name(), stretch(input.as_of));
    match input.template {
        Template::Bulletin | Template::Brief => format!("关于{scope}{stretch}{subject}进展情况的通报"),
        Template::Letter => format!("关于{scope}{stretch}{subject}进展情况的函"),
        Template::Summary => format!("{scope}{stretch}{subject}进展情况摘要"),
        Template::UnitSheet => format!("{scope}{stretch}指标完成情况表"),
        Template::TargetList => format!("{scope}{subject}目标清单"),
        Template::Changes => {
            let days = [as_of_with_year(input.compared_with), as_of(input.as_of)];
            let [from, to] = days.map(|day| day.trim_start_matches("截至").to_owned());
            format!("{scope}{from}至{to}{subject}变化情况表")
        }
        Template::Corrections => {
            format!("关于更正{scope}{}部分数据的通知", super::wording::stretch(input.compared_with))
        }
    }
}

fn blocks(input: &BulletinInput<'_>, fields: &BulletinFields, places: &Places<'_>) -> Vec<Block> {
    match input.template {
        Template::Bulletin | Template::Brief | Template::Letter => sectioned(input, fields, places),
        Template::Summary => {
            let mut blocks = vec![Block::paragraph(standing(input, places))];
            blocks.extend(summary(input, places));
            named("", blocks)
        }
        Template::Corrections => named("", corrections(input, places)),
        Template::UnitSheet | Template::TargetList | Template::Changes => Vec::new(),
    }
}

fn standing(input: &BulletinInput<'_>, places: &Places<'_>) -> Vec<Run> {
    let now: Vec<Status> = input.items.iter().map(|item| item.now.status).collect();
    let before = before(input);
    let comparison = before.as_ref().map(|(day, statuses)| (*day, statuses.as_slice()));
    overall(input.as_of, places, &now, comparison, input.time_progress)
}

fn sectioned(input: &BulletinInput<'_>, fields: &BulletinFields, places: &Places<'_>) -> Vec<Block> {
    let standing = standing(input, places);
    let mut sections: Vec<(&str, Vec<Block>)> = Vec::new();
    let own = |words: &Option<String>| words.as_deref().map(own_words).unwrap_or_default();
    let standing = Some(standing).filter(|runs| !runs.is_empty()).map(Block::paragraph);
    let mut overall = named("overall", standing.into_iter().collect());
    overall.extend(own(&fields.overall));
    if !overall.is_empty() {
        sections.push(("总体情况", overall));
    }
    if input.template != Template::Brief && !input.items.is_empty() {
        sections.push((
            "主要指标完成情况",
            [named("progress", progress(input, places)), own(&fields.progress)].concat(),
        ));
    }
    let praised = praise(input, places);
    if !praised.is_empty() {
        sections.push(("工作推进较好的单位和事项", named("praise", praised)));
    }
    // Of nothing nothing is said: that no shortfall was found would be praise for an empty ledger.
    let found = if input.items.is_empty() { Vec::new() } else { shortfalls(input, places) };
    let found = [named("shortfalls", found), own(&fields.shortfalls)].concat();
    if !found.is_empty() {
        sections.push(("存在问题", found));
    }
    let asked = requirements(input, places);
    let asked = if fields.requirements.is_some() { asked } else { named("requirements", asked) };
    sections.push(("下步工作要求", asked));

    let mut blocks = named("opening", vec![opening(input, fields, places)]);
    for (at, (heading, paragraphs)) in sections.into_iter().enumerate() {
        blocks.push(Block::Heading { level: 1, text: numbering(1, at + 1, heading) });
        blocks.extend(paragraphs);
    }
    if input.template == Template::Letter {
        blocks.push(Block::paragraph(vec![Run::words("特此函告。")]));
    }
    blocks
}

/// The statuses of the same targets at the end of the month before: of one that did not stand then that it had no task.
fn before(input: &BulletinInput<'_>) -> Option<(Date, Vec<Status>)> {
    let day = input.items.iter().find_map(|item| item.before).map(|before| before.as_of)?;
    let statuses = input.items.iter().map(|item| item.before.map_or(Status::NoTask, |before| before.status));
    Some((day, statuses.collect()))
}

fn opening(input: &BulletinInput<'_>, fields: &BulletinFields, places: &Places<'_>) -> Block {
    let basis = match fields.basis.as_deref() {
        None => String::new(),
        Some(basis) if basis.contains('《') => format!("按照{basis}要求，"),
        Some(basis) => format!("按照《{basis}》要求，"),
    };
    let what = match input.items.as_slice() {
        [only] => only.indicator.name.as_str(),
        _ => "重点任务",
    };
    let day = as_of_with_year(input.as_of);
    let told = if input.template == Template::Letter { "函告" } else { "通报" };
    let words = format!("{basis}现将{day}{}{what}进展情况{told}如下：", places.whole());
    Block::paragraph(vec![Run::words(words)])
}
