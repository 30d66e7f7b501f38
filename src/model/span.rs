//! Byte ranges in an article's text.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range of **byte** offsets into [`Article::text`](super::Article), that is into
/// `title + "\n" + body` in UTF-8. `start <= end` always holds, and both lie on character boundaries of
/// the text they were made for.
///
/// ```
/// use sepakat::model::Span;
/// let text = "Pemkot Malang";
/// let span = Span::new(7, 13);
/// assert_eq!(span.of(text), "Malang");
/// assert_eq!(span.to_string(), "7..13");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

/// Words with one blank between them.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

impl Span {
    /// A span from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// If `start > end`: a span that runs backwards is a mistake of the program, never of its input.
    pub fn new(start: usize, end: usize) -> Span {
        assert!(start <= end, "a span cannot run backwards: {start}..{end}");
        Span { start: start as u32, end: end as u32 }
    }

    /// The offset of the first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The offset behind the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The words themselves.
    pub fn of(self, text: &str) -> &str {
        &text[self.start()..self.end()]
    }

    /// The words on one line, a blank between them, however the text breaks or spaces them.
    pub(crate) fn one_line(self, text: &str) -> String {
        one_line(self.of(text))
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Does `other` lie inside, or is it the same?
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Do the two share at least a byte?
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Span, D::Error> {
        let [start, end] = <[u32; 2]>::deserialize(deserializer)?;
        if start > end {
            return Err(serde::de::Error::custom(format!("a span cannot run backwards: [{start},{end}]")));
        }
        Ok(Span { start, end })
    }
}
