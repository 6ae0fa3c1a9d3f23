//! JSON to nouns. Lists are read in the order in which they refer to each other, so that a reference to
//! something the file does not hold is found at the row that makes it.

mod lists;

use std::collections::HashSet;

use domain::kernel::Problem;
use domain::{assessment, checks};
use serde_json::{Map, Value};

use super::fields::{Object, Read};
use super::{FORMAT, Interchange, InterchangeError, LARGEST};

/// Reads the format. The problems name what was left out (errors) and what to look at (queries).
pub fn read(bytes: &[u8]) -> Result<(Interchange, Vec<Problem>), InterchangeError> {
    if bytes.len() > LARGEST {
        return Err(InterchangeError::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let root: Value = serde_json::from_slice(bytes)
        .map_err(|error| InterchangeError::NotJson { line: error.line(), column: error.column() })?;
    let root = root.as_object().ok_or(InterchangeError::NotThisFormat)?;
    match root.get("format").and_then(Value::as_str) {
        Some(FORMAT) => {}
        Some(other) if other.starts_with("duizhang/") => {
            return Err(InterchangeError::Newer(other.to_owned()));
        }
        _ => return Err(InterchangeError::NotThisFormat),
    }
    let mut reader = Reader::default();
    reader.all(root);
    Ok((reader.data, reader.problems))
}

/// What has been read so far, and the ids by which later rows may refer to it.
#[derive(Default)]
struct Reader {
    data: Interchange,
    problems: Vec<Problem>,
    known: HashSet<(&'static str, String)>,
    /// Names that are taken: no list may hold the same thing twice.
    taken: HashSet<(&'static str, String)>,
}

impl Reader {
    fn all(&mut self, root: &Map<String, Value>) {
        let title = root.get("ledger").and_then(|ledger| ledger.get("title")).and_then(Value::as_str);
        self.data.title = title.unwrap_or_default().to_owned();
        self.learn("org_unit", root, "units", "code");
        self.learn("indicator", root, "indicators", "id");
        self.learn("programme", root, "programmes", "id");
        self.list(root, "units", Self::unit);
        self.list(root, "offices", Self::office);
        self.list(root, "persons", Self::person);
        self.list(root, "documents", Self::document);
        self.list(root, "excerpts", Self::excerpt);
        self.list(root, "programmes", Self::programme);
        self.list(root, "indicators", Self::indicator);
        self.list(root, "targets", Self::target);
        self.list(root, "allocations", Self::allocation);
        self.list(root, "forms", Self::form);
        self.list(root, "results", Self::result);
        self.list(root, "observations", Self::observation);
        self.list(root, "submissions", Self::submission);
        self.list(root, "explanations", Self::explanation);
        self.list(root, "decisions", Self::decision);
        self.list(root, "same_as", Self::same_as);
        self.settings(root);
    }

    /// Lists whose rows refer to each other, also forward: their ids are known before they are read.
    fn learn(&mut self, noun: &'static str, root: &Map<String, Value>, list: &str, id: &str) {
        let rows = root.get(list).and_then(Value::as_array).into_iter().flatten();
        let ids = rows.filter_map(|row| row.get(id).and_then(Value::as_str));
        self.known.extend(ids.map(|id| (noun, id.to_owned())));
    }

    fn list(
        &mut self,
        root: &Map<String, Value>,
        name: &'static str,
        one: fn(&mut Self, &mut Object<'_>, usize) -> Read<()>,
    ) {
        let rows = match root.get(name) {
            None | Some(Value::Null) => return,
            Some(Value::Array(rows)) => rows,
            Some(_) => return self.problems.push(Problem::error("interchange.unreadable", name)),
        };
        for (at, row) in rows.iter().enumerate() {
            let place = format!("{name}[{at}]");
            let Value::Object(map) = row else {
                self.problems.push(Problem::error("interchange.unreadable", place));
                continue;
            };
            // What went wrong has been noted with its place; the row is left out.
            let mut problems = Vec::new();
            let _ = one(self, &mut Object::new(map, place, &mut problems), at);
            self.problems.append(&mut problems);
        }
    }

    /// What the office has set, a group at a time; a group that cannot be set so is left out and named.
    fn settings(&mut self, root: &Map<String, Value>) {
        let Some(groups) = root.get("settings").filter(|groups| !groups.is_null()) else { return };
        let Some(groups) = groups.as_object() else {
            return self.problems.push(Problem::error("interchange.unreadable", "settings"));
        };
        let mut problems = Vec::new();
        let mut groups = Object::new(groups, "settings".to_owned(), &mut problems);
        // What went wrong has been noted with its place.
        let read = {
            use assessment::Settings;
            lists::setting(&mut groups, Settings::GROUP, Settings::from_fields, Settings::problems)
        };
        self.data.assessment = read.ok().flatten();
        let read = {
            use checks::Settings;
            lists::setting(&mut groups, Settings::GROUP, Settings::from_fields, Settings::problems)
        };
        self.data.checks = read.ok().flatten();
        let read = {
            use domain::results::Calendar;
            lists::setting(&mut groups, Calendar::GROUP, Calendar::from_fields, Calendar::problems)
        };
        self.data.calendar = read.ok().flatten();
        self.problems.append(&mut problems);
    }

    /// Makes a thing known, once.
    fn make(&mut self, noun: &'static str, key: String, object: &mut Object<'_>, name: &str) -> Read<()> {
        if !self.taken.insert((noun, key.clone())) {
            return object.wrong("interchange.duplicate", name, key);
        }
        self.known.insert((noun, key));
        Ok(())
    }

    /// A reference to something the file must hold.
    fn need<T: for<'t> From<&'t str>>(
        &self,
        noun: &'static str,
        object: &mut Object<'_>,
        name: &str,
    ) -> Read<T> {
        let id = object.id(name)?;
        self.refer(noun, object, name, &id)?;
        Ok(T::from(id.as_str()))
    }

    /// A reference that may be missing.
    fn need_opt<T: for<'t> From<&'t str>>(
        &self,
        noun: &'static str,
        object: &mut Object<'_>,
        name: &str,
    ) -> Read<Option<T>> {
        if object.value(name).is_none() { Ok(None) } else { self.need(noun, object, name).map(Some) }
    }

    fn refer(&self, noun: &'static str, object: &mut Object<'_>, name: &str, id: &str) -> Read<()> {
        let found = self.known.contains(&(noun, id.to_owned()));
        if found { Ok(()) } else { object.wrong("interchange.unknown_reference", name, id) }
    }
}
