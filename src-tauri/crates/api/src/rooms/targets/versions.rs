//! The versions of a target: from when to when each judges, what changed and why, and how it judged.

use app::assessment::Surveyed;
use app::{AppError, Book, Desk};
use domain::kernel::{Date, TargetId};
use domain::ledger::RowKind;
use domain::targets::Target;

use super::draft::tolerance_text;
use super::{author, rules};
use crate::WireError;
use crate::rooms::assessment::status_view;
use crate::rooms::print;
use crate::wire::targets::{JudgedThen, TargetVersionView, VersionDifference};

/// Every version ever written, the one in force last first; what was mended or taken back below what stands.
pub fn versions(
    desk: &mut Desk,
    id: &TargetId,
    seen: &Surveyed,
) -> Result<Vec<TargetVersionView>, WireError> {
    let as_of = seen.now.as_of;
    let in_force = desk.book()?.target(id)?.to_vec();
    let mut views = Vec::new();
    for key in keys(desk, id)? {
        let mut history = desk.ledger().read().history(RowKind::Target, &key).map_err(AppError::from)?;
        history.sort_by_key(|version| std::cmp::Reverse(version.arrived));
        let at = in_force.iter().position(|target| target.key() == key);
        let stands = at.and_then(|at| in_force.get(at));
        let until = at.and_then(|at| in_force.get(at + 1)).and_then(|next| next.valid_from?.pred_opt());
        let earlier = at.and_then(|at| in_force.get(at.checked_sub(1)?));
        let judged = match stands {
            Some(target) => judged(desk, seen, target, until.map_or(as_of, |last| last.min(as_of)))?,
            None => None,
        };
        let book = desk.book()?;
        for (nth, version) in history.iter().enumerate() {
            let target = Target::from_fields(&version.row.content).ok().filter(|_| !version.row.retracted);
            let below = history.get(nth + 1).filter(|older| !older.row.retracted);
            let mended = below.and_then(|older| Target::from_fields(&older.row.content).ok());
            let current = nth == 0 && stands.is_some();
            let standing = match &target {
                None => "retracted",
                Some(_) if !current => "replaced",
                Some(target) if target.valid_from == seen.target.valid_from => "in_force",
                Some(target) if target.valid_from.is_some_and(|from| from > as_of) => "later",
                Some(_) => "earlier",
            };
            let before = mended.as_ref().or(earlier);
            views.push(TargetVersionView {
                valid_from: valid_from(&key),
                until: until.filter(|_| current).map(|day| day.to_string()),
                goal: target.as_ref().map_or_else(String::new, |target| goal(target, book)),
                standing: standing.to_owned(),
                changes: match (before, &target) {
                    (Some(before), Some(target)) => differences(before, target, book),
                    _ => Vec::new(),
                },
                operation: version.header.operation.word().to_owned(),
                author: author(book, &version.header.author),
                time: version.header.time.to_rfc3339(),
                reason: Some(version.header.reason.clone()).filter(|reason| !reason.is_empty()),
                judged: if current { judged.clone() } else { None },
            });
        }
    }
    Ok(views)
}

/// The keys of all versions, the latest to come into force first, also of those taken back.
fn keys(desk: &mut Desk, id: &TargetId) -> Result<Vec<String>, WireError> {
    let of_target = format!("{id}@");
    let mut keys = desk.ledger().read().keys(RowKind::Target, &of_target).map_err(AppError::from)?;
    keys.sort_by_key(|key| std::cmp::Reverse(valid_from(key)));
    Ok(keys)
}

/// The day in the key of a version.
fn valid_from(key: &str) -> Option<String> {
    key.rsplit_once('@').map(|(_, day)| day.to_owned()).filter(|day| !day.is_empty())
}

/// How a version judged on a day; none where it judges none of the days seen.
fn judged(
    desk: &mut Desk,
    seen: &Surveyed,
    target: &Target,
    day: Date,
) -> Result<Option<JudgedThen>, WireError> {
    if target.valid_from.is_some_and(|from| from > day) {
        return Ok(None);
    }
    let found = desk.evidence()?.assess(&target.id, &seen.now.org_unit, day)?;
    Ok(found.map(|then| JudgedThen {
        as_of: day.to_string(),
        rate: then.completion.rate.map(print::percent),
        status: status_view(then.status, then.lamp),
    }))
}

fn goal(target: &Target, book: &Book) -> String {
    let Some(indicator) = book.indicators.get(&target.indicator) else { return String::new() };
    rules::goal(target, indicator)
}

fn differences(before: &Target, after: &Target, book: &Book) -> Vec<VersionDifference> {
    said(before, book)
        .into_iter()
        .zip(said(after, book))
        .filter(|(before, after)| before.1 != after.1)
        .map(|((field, before), (_, after))| VersionDifference { field: field.to_owned(), before, after })
        .collect()
}

/// What a version says, field by field, in words.
fn said(target: &Target, book: &Book) -> Vec<(&'static str, String)> {
    let indicator = book.indicators.get(&target.indicator);
    let day = |day: Option<Date>| day.map(print::day).unwrap_or_default();
    let baseline = target.baseline.as_ref().map(|baseline| {
        let period = baseline.period.map(|period| format!("（{}）", period.name())).unwrap_or_default();
        format!("{}{period}", print::decimal(baseline.value))
    });
    let coverage = target.coverage.as_ref().map(|rule| {
        let measured = book.indicators.get(&rule.indicator).or(indicator);
        let whole = rule.population.map(|whole| format!("，应达标 {whole}")).unwrap_or_default();
        measured
            .map(|measured| format!("{}{whole}", rules::coverage(rule, measured, book)))
            .unwrap_or_default()
    });
    let uom = indicator.map(|indicator| indicator.uom.clone()).unwrap_or_default();
    let tolerance = target.tolerance.map(|tolerance| tolerance_text(tolerance, &uom));
    vec![
        ("indicator", indicator.map(|indicator| indicator.name.clone()).unwrap_or_default()),
        ("org_unit", book.units.get(&target.org_unit).map_or("", |unit| unit.name).to_owned()),
        ("kind", target.kind.word().to_owned()),
        ("goal", goal(target, book)),
        ("tolerance", tolerance.unwrap_or_default()),
        ("baseline", baseline.unwrap_or_default()),
        ("from", day(target.from)),
        ("deadline", day(target.deadline)),
        ("recurrence", target.recurrence.map(|often| often.word().to_owned()).unwrap_or_default()),
        ("completion_rule", target.completion_rule.word().to_owned()),
        ("schedule", indicator.map(|indicator| rules::schedule(target, indicator)).unwrap_or_default()),
        ("coverage", coverage.unwrap_or_default()),
        ("strength", target.strength.word().to_owned()),
        ("binding", target.binding.word().to_owned()),
        ("programme", book.programme_path(target.programme.as_ref()).join(" › ")),
        ("responsible", target.responsible.clone().unwrap_or_default()),
        ("own", if target.own { "是" } else { "" }.to_owned()),
        ("source", print::source(book, target.excerpt.as_ref()).map(|s| s.quote).unwrap_or_default()),
        ("note", target.note.clone().unwrap_or_default()),
    ]
}
