//! Finds units, indicators, targets, documents and forms by a part of their names (Ctrl+K).

use domain::kernel::Date;
use domain::org::Unit;

use crate::{AppError, Book, Desk};

/// Sorts of things that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitKind {
    /// A unit.
    OrgUnit,
    /// An indicator.
    Indicator,
    /// A target.
    Target,
    /// A document.
    Document,
    /// A form.
    Form,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What sort of thing.
    pub kind: HitKind,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub hint: String,
}

const LIMIT: usize = 12;

/// At most a dozen of each sort, those whose name begins with the text first.
pub fn search(desk: &mut Desk, text: &str, day: Date) -> Result<Vec<Hit>, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let book = desk.book()?;
    let tree = book.tree(day);
    let hit = |kind, id: &dyn ToString, name: &str, hint: String| Hit {
        kind,
        id: id.to_string(),
        name: name.to_owned(),
        hint,
    };
    let indicators = book.indicators.values().map(|i| {
        hit(HitKind::Indicator, &i.id, &i.name, book.programme_path(i.programme.as_ref()).join(" › "))
    });
    let targets = book.targets.values().filter_map(|versions| {
        let target = versions.last()?;
        let name = &book.indicators.get(&target.indicator)?.name;
        Some(hit(HitKind::Target, &target.id, name, tree.name(&target.org_unit).to_owned()))
    });
    let called = unit_coded(book, text).into_iter().chain(units_called(book, text));
    let units = called.map(|(unit, name)| {
        let above = tree.parent(unit.id).map(|id| tree.name(id).to_owned()).unwrap_or_default();
        hit(HitKind::OrgUnit, unit.id, name, above)
    });
    let documents = book
        .documents
        .values()
        .map(|d| hit(HitKind::Document, &d.id, &d.title, d.issuer.clone().unwrap_or_default()));
    let forms =
        book.forms.values().map(|f| hit(HitKind::Form, &f.id, &f.name, f.frequency.word().to_owned()));
    let mut found = Vec::new();
    found.extend(best(targets, text));
    found.extend(best(indicators, text));
    found.extend(units);
    found.extend(best(documents, text));
    found.extend(best(forms, text));
    Ok(found)
}

/// The unit that has this division code, with or without the noughts behind it.
fn unit_coded<'b>(book: &'b Book, text: &str) -> Option<(Unit<'b>, &'b str)> {
    let unit = book.units.get(&text.into()).or_else(|| {
        let is_code = text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        book.units.get(&format!("{text:0<12}").as_str().into()).filter(|_| is_code)
    })?;
    Some((unit, unit.name))
}

/// The units that are or were called so, the best first, each with the name that is meant.
fn units_called<'b>(book: &'b Book, text: &str) -> Vec<(Unit<'b>, &'b str)> {
    let called = |unit: Unit<'b>| {
        let alias = unit.aliases().find(|alias| alias.contains(text));
        alias.or(unit.name.contains(text).then_some(unit.name)).map(|name| (unit, name))
    };
    let rank = |name: &str| (!name.starts_with(text), name.chars().count());
    let mut found: Vec<_> = book.units.iter().filter_map(called).map(|hit| (rank(hit.1), hit)).collect();
    found.sort_by(|(a, (x, _)), (b, (y, _))| a.cmp(b).then_with(|| x.id.cmp(y.id)));
    found.truncate(LIMIT);
    found.into_iter().map(|(_, hit)| hit).collect()
}

fn best(hits: impl Iterator<Item = Hit>, text: &str) -> Vec<Hit> {
    let mut hits: Vec<Hit> = hits.filter(|hit| hit.name.contains(text)).collect();
    hits.sort_by_key(|hit| (!hit.name.starts_with(text), hit.name.chars().count()));
    hits.truncate(LIMIT);
    hits
}
