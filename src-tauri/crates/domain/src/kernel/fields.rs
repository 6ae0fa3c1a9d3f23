//! The content of a row as named texts. Canonical text and digests are made from it in `ledger`;
//! each noun says here-independent how it becomes fields and comes back.

use std::fmt::Display;
use std::str::FromStr;

use smol_str::{SmolStr, ToSmolStr as _};

/// A map from field name to text, ordered by name. A name that is absent means "not given". There are few names,
/// and most texts are short: they lie side by side, so that an import of many rows is not busy making room.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fields(Vec<(SmolStr, SmolStr)>);

/// A field that should be there and is not, or cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// The field is needed and missing.
    #[error("field {0} is missing")]
    Missing(String),
    /// The field's text is not a value of its type.
    #[error("field {name} cannot be read: {text}")]
    Unreadable {
        /// The field's name.
        name: String,
        /// What stands there.
        text: String,
    },
}

impl Fields {
    /// No field at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a field, replacing what stood there.
    pub fn set(&mut self, name: &str, value: impl Display) -> &mut Self {
        self.put(name, value.to_smolstr());
        self
    }

    /// Sets a field if there is a value.
    pub fn set_opt(&mut self, name: &str, value: Option<impl Display>) -> &mut Self {
        if let Some(value) = value {
            self.set(name, value);
        }
        self
    }

    /// Sets a list as numbered fields `name.0`, `name.1`, …
    pub fn set_list<T: Display>(&mut self, name: &str, values: &[T]) -> &mut Self {
        for (index, value) in values.iter().enumerate() {
            self.set(&format!("{name}.{index}"), value);
        }
        self
    }

    /// The text of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.place(name).ok()?;
        self.0.get(at).map(|(_, value)| value.as_str())
    }

    /// The text of a field that must be there.
    pub fn need(&self, name: &str) -> Result<&str, FieldError> {
        self.get(name).ok_or_else(|| FieldError::Missing(name.to_owned()))
    }

    /// A field that must be there, read as a type.
    pub fn parse<T: FromStr>(&self, name: &str) -> Result<T, FieldError> {
        let text = self.need(name)?;
        text.parse().map_err(|_| FieldError::Unreadable { name: name.to_owned(), text: text.to_owned() })
    }

    /// A field that may be absent, read as a type.
    pub fn parse_opt<T: FromStr>(&self, name: &str) -> Result<Option<T>, FieldError> {
        self.get(name).map(|_| self.parse(name)).transpose()
    }

    /// The values of `name.0`, `name.1`, … in order.
    pub fn list<T: FromStr>(&self, name: &str) -> Result<Vec<T>, FieldError> {
        let mut values = Vec::new();
        if self.under(name).next().is_none() {
            return Ok(values);
        }
        while let Some(value) = self.parse_opt(&format!("{name}.{}", values.len()))? {
            values.push(value);
        }
        Ok(values)
    }

    /// The fields under `prefix.`, with the prefix taken off.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(name, value)| {
            let rest = name.strip_prefix(prefix)?.strip_prefix('.')?;
            Some((rest, value.as_str()))
        })
    }

    /// All fields in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether nothing is given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where a name stands, or where it would.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(own, _)| own.as_str().cmp(name))
    }

    fn put(&mut self, name: &str, value: SmolStr) {
        match self.place(name) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (name.into(), value)),
        }
    }
}

impl FromIterator<(String, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut fields = Self::new();
        for (name, value) in pairs {
            fields.put(&name, value.into());
        }
        fields
    }
}
