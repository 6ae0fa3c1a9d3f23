//! One object of the file while it is being read: named values that may be missing, of another type or
//! unreadable, each with its place.

use std::str::FromStr;

use domain::kernel::{Decimal, Problem};
use serde_json::{Map, Value};

/// An object with its place, and where its problems go.
pub(super) struct Object<'a> {
    map: &'a Map<String, Value>,
    place: String,
    problems: &'a mut Vec<Problem>,
}

/// The row cannot be used; the problem has been noted.
pub(super) struct Unusable;

/// What a name may give.
pub(super) type Read<T> = Result<T, Unusable>;

impl<'a> Object<'a> {
    /// An object of a list.
    pub(super) fn new(map: &'a Map<String, Value>, place: String, problems: &'a mut Vec<Problem>) -> Self {
        Self { map, place, problems }
    }

    /// The place of a name.
    pub(super) fn place(&self, name: &str) -> String {
        format!("{}.{name}", self.place)
    }

    /// Notes that something is wrong with a name; the row cannot be used.
    pub(super) fn wrong<T>(&mut self, code: &'static str, name: &str, detail: impl ToString) -> Read<T> {
        let problem = Problem::error(code, self.place(name)).with(detail);
        self.problems.push(problem);
        Err(Unusable)
    }

    /// Notes something that does not keep the row from being used.
    pub(super) fn note(&mut self, code: &'static str, name: &str, detail: impl ToString) {
        let problem = Problem::query(code, self.place(name)).with(detail);
        self.problems.push(problem);
    }

    /// The value of a name; `null` is none.
    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    /// A text that may be missing. Numbers and yes/no count as their text.
    pub(super) fn text_opt(&mut self, name: &str) -> Read<Option<String>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(Value::Bool(yes)) => Ok(Some(yes.to_string())),
            Some(_) => self.wrong("interchange.unreadable", name, ""),
        }
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, name: &str) -> Read<String> {
        match self.text_opt(name)? {
            Some(text) => Ok(text),
            None => self.wrong("interchange.missing", name, ""),
        }
    }

    /// A text that must be there and say something.
    pub(super) fn id(&mut self, name: &str) -> Read<String> {
        let id = self.text(name)?;
        if id.trim().is_empty() { self.wrong("interchange.missing", name, "") } else { Ok(id) }
    }

    /// A value read from its text, where there is one.
    pub(super) fn parse_opt<T: FromStr>(&mut self, name: &str) -> Read<Option<T>> {
        match self.text_opt(name)? {
            None => Ok(None),
            Some(text) => match text.parse() {
                Ok(value) => Ok(Some(value)),
                Err(_) => self.wrong("interchange.unreadable", name, text),
            },
        }
    }

    /// A value read from its text, which must be there.
    pub(super) fn parse<T: FromStr>(&mut self, name: &str) -> Read<T> {
        match self.parse_opt(name)? {
            Some(value) => Ok(value),
            None => self.wrong("interchange.missing", name, ""),
        }
    }

    /// A value that has a default.
    pub(super) fn parse_or<T: FromStr>(&mut self, name: &str, default: T) -> Read<T> {
        Ok(self.parse_opt(name)?.unwrap_or(default))
    }

    /// An exact decimal, as text or as a number that has lost nothing.
    pub(super) fn decimal_opt(&mut self, name: &str) -> Read<Option<Decimal>> {
        match self.text_opt(name)? {
            None => Ok(None),
            Some(text) => match exact(&text) {
                Some(value) => Ok(Some(value)),
                None => self.wrong("interchange.unreadable", name, text),
            },
        }
    }

    /// An exact decimal that must be there.
    pub(super) fn decimal(&mut self, name: &str) -> Read<Decimal> {
        match self.decimal_opt(name)? {
            Some(value) => Ok(value),
            None => self.wrong("interchange.missing", name, ""),
        }
    }

    /// A list of texts; missing is empty.
    pub(super) fn texts(&mut self, name: &str) -> Read<Vec<String>> {
        let Some(value) = self.value(name) else { return Ok(Vec::new()) };
        let texts: Option<Vec<String>> = value
            .as_array()
            .and_then(|list| list.iter().map(|item| item.as_str().map(str::to_owned)).collect());
        texts.map_or_else(|| self.wrong("interchange.unreadable", name, ""), Ok)
    }

    /// A list of values read from their texts; missing is empty.
    pub(super) fn parse_list<T: FromStr>(&mut self, name: &str) -> Read<Vec<T>> {
        let mut values = Vec::new();
        for text in self.texts(name)? {
            match text.parse() {
                Ok(value) => values.push(value),
                Err(_) => return self.wrong("interchange.unreadable", name, text),
            }
        }
        Ok(values)
    }

    /// Pairs of name and text; missing is empty.
    pub(super) fn pairs(&mut self, name: &str) -> Read<Vec<(String, String)>> {
        let Some(value) = self.value(name) else { return Ok(Vec::new()) };
        let pairs: Option<Vec<_>> = value.as_object().and_then(|map| {
            map.iter()
                .map(|(name, value)| value.as_str().map(|value| (name.clone(), value.to_owned())))
                .collect()
        });
        pairs.map_or_else(|| self.wrong("interchange.unreadable", name, ""), Ok)
    }

    /// An object inside this one.
    pub(super) fn inner(&mut self, name: &str) -> Read<Option<Object<'_>>> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Object(map)) => {
                let place = self.place(name);
                Ok(Some(Object { map, place, problems: self.problems }))
            }
            Some(_) => self.wrong("interchange.unreadable", name, ""),
        }
    }

    /// Objects inside this one; missing is empty.
    pub(super) fn inner_list(&mut self, name: &str) -> Read<Vec<(&'a Map<String, Value>, String)>> {
        let Some(value) = self.value(name) else { return Ok(Vec::new()) };
        let place = self.place(name);
        let list: Option<Vec<_>> = value.as_array().and_then(|list| {
            let items = list.iter().enumerate();
            items.map(|(at, item)| item.as_object().map(|map| (map, format!("{place}[{at}]")))).collect()
        });
        list.map_or_else(|| self.wrong("interchange.unreadable", name, ""), Ok)
    }

    /// Where the problems of an inner list go.
    pub(super) fn problems(&mut self) -> &mut Vec<Problem> {
        self.problems
    }
}

/// A decimal that stands for itself: no exponent, no more digits than can be kept.
pub(super) fn exact(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok()
}
