//! The escapes of canonical text and a reader of its lines. Which lines stand in which text is said
//! where the text belongs (`row`, `entry`, `batch`).

/// Why a text is not canonical. Holds line numbers and names of lines, never content.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonError {
    /// The first line names a version this program does not know.
    #[error("the text begins with an unknown version")]
    Version,
    /// A line that should stand here does not.
    #[error("line {line}: expected `{expected}`")]
    Line {
        /// Counted from 1.
        line: usize,
        /// The name the line should begin with.
        expected: &'static str,
    },
    /// A word cannot be read as what it should be.
    #[error("`{0}` cannot be read")]
    Word(&'static str),
    /// It can be read, but is not the text that would be printed.
    #[error("the text is not in canonical form")]
    NotCanonical,
}

/// Appends a value: everything to the end of the line.
pub(crate) fn push_value(out: &mut String, value: &str) {
    push_escaped(out, value, false);
}

/// Appends a word: something that ends at a space.
pub(crate) fn push_word(out: &mut String, word: &str) {
    push_escaped(out, word, true);
}

fn push_escaped(out: &mut String, text: &str, space: bool) {
    let needs = |byte: u8| matches!(byte, b'\\' | b'\n' | b'\r' | 0) || (space && byte == b' ');
    if !text.bytes().any(needs) {
        out.push_str(text);
        return;
    }
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\0' => out.push_str("\\0"),
            ' ' if space => out.push_str("\\s"),
            other => out.push(other),
        }
    }
}

/// Takes the escapes back.
pub(crate) fn unescape(text: &str) -> Result<String, CanonError> {
    if !text.contains('\\') {
        return Ok(text.to_owned());
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        out.push(match characters.next() {
            Some('\\') => '\\',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('0') => '\0',
            Some('s') => ' ',
            _ => return Err(CanonError::Word("escape")),
        });
    }
    Ok(out)
}

/// Reads a text line by line, each line by the name it begins with.
pub(crate) struct Lines<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Lines<'a> {
    /// Begins; the first line must be exactly `version`.
    pub(crate) fn begin(text: &'a str, version: &str) -> Result<Self, CanonError> {
        let mut lines = Self { rest: text, line: 0 };
        if lines.next_line() == Some(version) { Ok(lines) } else { Err(CanonError::Version) }
    }

    /// The rest of a line `name rest` that must stand here.
    pub(crate) fn need(&mut self, name: &'static str) -> Result<&'a str, CanonError> {
        self.take(name).ok_or(CanonError::Line { line: self.line + 1, expected: name })
    }

    /// The rest of a line `name rest` if it stands here.
    pub(crate) fn take(&mut self, name: &str) -> Option<&'a str> {
        let (line, after) = self.rest.split_once('\n')?;
        let rest = line.strip_prefix(name)?.strip_prefix(' ')?;
        self.advance(after);
        Some(rest)
    }

    /// Whether a line that is only `name` stands here; takes it.
    pub(crate) fn take_flag(&mut self, name: &str) -> bool {
        match self.rest.split_once('\n') {
            Some((line, after)) if line == name => {
                self.advance(after);
                true
            }
            _ => false,
        }
    }

    /// Nothing may follow.
    pub(crate) fn end(&self) -> Result<(), CanonError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(CanonError::Line { line: self.line + 1, expected: "end" })
        }
    }

    fn next_line(&mut self) -> Option<&'a str> {
        let (line, after) = self.rest.split_once('\n')?;
        self.advance(after);
        Some(line)
    }

    fn advance(&mut self, after: &'a str) {
        self.rest = after;
        self.line += 1;
    }
}

/// Reads a number without signs and leading zeros.
pub(crate) fn number(text: &str, name: &'static str) -> Result<u32, CanonError> {
    let value: u32 = text.parse().map_err(|_| CanonError::Word(name))?;
    if value.to_string() == text { Ok(value) } else { Err(CanonError::NotCanonical) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        let cases = [
            ("", "", ""),
            ("a b", "a b", "a\\sb"),
            ("一\n二\r\\", "一\\n二\\r\\\\", "一\\n二\\r\\\\"),
            ("\\n", "\\\\n", "\\\\n"),
            ("\0", "\\0", "\\0"),
        ];
        for (text, value, word) in cases {
            let (mut as_value, mut as_word) = (String::new(), String::new());
            push_value(&mut as_value, text);
            push_word(&mut as_word, text);
            assert_eq!((as_value.as_str(), as_word.as_str()), (value, word), "escapes of {text:?}");
            assert_eq!(unescape(value).as_deref(), Ok(text), "value escape of {text:?} comes back");
            assert_eq!(unescape(word).as_deref(), Ok(text), "word escape of {text:?} comes back");
        }
        assert!(unescape("\\x").is_err(), "an unknown escape is refused");
        assert!(unescape("\\").is_err(), "a lone backslash is refused");
    }
}
