//! Words marked in a text: in colours, or between brackets where there are none.

use std::{cmp::Reverse, io};

use super::terminal::Terminal;
use crate::model::Span;

/// How something looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Style {
    Heading,
    Dim,
    Region,
    Person,
    Name,
    Date,
    Cue,
    Sector,
}

impl Style {
    /// The style for a kind of mention.
    pub(super) fn of(kind: &str) -> Style {
        match kind {
            "region" => Style::Region,
            "official" | "person" => Style::Person,
            "date" => Style::Date,
            "cue" => Style::Cue,
            "sector" => Style::Sector,
            _ => Style::Name,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Style::Heading => "1",
            Style::Dim => "2",
            Style::Region => "1;32",
            Style::Person => "1;33",
            Style::Name => "1;35",
            Style::Date => "1;36",
            Style::Cue => "34",
            Style::Sector => "31",
        }
    }
}

/// Paints, if colours are wanted on standard output.
pub(super) struct Markup {
    colors: bool,
}

impl Markup {
    pub(super) fn new(terminal: &Terminal) -> Markup {
        Markup { colors: terminal.colors(&io::stdout()) }
    }

    /// The text in this style; without colours as it is.
    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        if self.colors { format!("\x1b[{}m{text}\x1b[0m", style.code()) } else { text.to_owned() }
    }

    /// The words of `within` on one line, each mark (span, kind, label) in the colour of its kind, or as `[words|label]`.
    /// A mark may lie in another one; one that crosses the end of another is left out.
    pub(super) fn highlight(&self, text: &str, within: Span, marks: &[(Span, &str, String)]) -> String {
        let mut marks: Vec<_> = marks.iter().filter(|(span, ..)| within.contains(*span)).collect();
        marks.sort_by_key(|(span, ..)| (span.start(), Reverse(span.end())));
        marks.dedup_by(|later, earlier| later.0 == earlier.0 && later.2 == earlier.2);
        let mut line = Line { colors: self.colors, text, at: within.start(), open: vec![], out: String::new() };
        for mark in marks {
            line.close_until(mark.0.start());
            if line.open.last().is_none_or(|outer| outer.0.contains(mark.0)) {
                line.open(mark);
            }
        }
        line.close_until(usize::MAX);
        line.copy(within.end());
        line.out
    }
}

/// A line that grows from left to right.
struct Line<'t> {
    colors: bool,
    text: &'t str,
    at: usize,
    open: Vec<&'t (Span, &'t str, String)>,
    out: String,
}

impl<'t> Line<'t> {
    fn open(&mut self, mark: &'t (Span, &'t str, String)) {
        self.copy(mark.0.start());
        self.open.push(mark);
        if self.colors { self.color() } else { self.out.push('[') }
    }

    /// Closes the marks that end at or before `limit`.
    fn close_until(&mut self, limit: usize) {
        while let Some((span, _, label)) = self.open.pop_if(|mark| mark.0.end() <= limit) {
            self.copy(span.end());
            if self.colors {
                self.color();
            } else {
                self.out.push('|');
                self.out.push_str(label);
                self.out.push(']');
            }
        }
    }

    /// Sets the colour of the innermost open mark, or none.
    fn color(&mut self) {
        self.out.push_str("\x1b[0m");
        if let Some((_, kind, _)) = self.open.last() {
            self.out.push_str(&format!("\x1b[{}m", Style::of(kind).code()));
        }
    }

    /// Copies the text up to `end`; line breaks become spaces.
    fn copy(&mut self, end: usize) {
        self.out.extend(self.text[self.at..end].chars().map(|c| if c == '\n' { ' ' } else { c }));
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Wali Kota Pariaman, Yota Balad, ke DKI\nJakarta.";

    fn marks() -> Vec<(Span, &'static str, String)> {
        vec![
            (Span::new(0, 18), "region", "region 13.77".to_owned()),
            (Span::new(0, 30), "official", "official".to_owned()),
            (Span::new(25, 34), "name", "name".to_owned()),
            (Span::new(35, 46), "region", "region 31".to_owned()),
        ]
    }

    #[test]
    fn brackets_nest_and_never_cross() {
        assert_eq!(
            Markup { colors: false }.highlight(TEXT, Span::new(0, TEXT.len()), &marks()),
            "[[Wali Kota Pariaman|region 13.77], Yota Balad|official], ke [DKI Jakarta|region 31]."
        );
    }

    #[test]
    fn the_outer_colour_goes_on_behind_the_inner_one() {
        let line = Markup { colors: true }.highlight(TEXT, Span::new(0, 31), &marks());
        let expected = "<0><1;33><0><1;32>Wali Kota Pariaman<0><1;33>, Yota Balad<0>,";
        assert_eq!(line, expected.replace('<', "\x1b[").replace('>', "m"));
    }
}
