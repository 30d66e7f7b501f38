//! What stands between two words.

use crate::lexicon::words::Joint;

/// What stands between two words: a set of the kinds of marks in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gap(u16);

impl Gap {
    pub(crate) const BLANK: Gap = Gap(1);
    pub(crate) const COMMA: Gap = Gap(1 << 1);
    /// Full stop, question or exclamation mark.
    pub(crate) const STOP: Gap = Gap(1 << 2);
    pub(crate) const HYPHEN: Gap = Gap(1 << 3);
    /// A dash, or a hyphen doubled or between blanks.
    pub(crate) const DASH: Gap = Gap(1 << 4);
    pub(crate) const SLASH: Gap = Gap(1 << 5);
    pub(crate) const OPEN: Gap = Gap(1 << 6);
    pub(crate) const CLOSE: Gap = Gap(1 << 7);
    pub(crate) const QUOTE: Gap = Gap(1 << 8);
    pub(crate) const COLON: Gap = Gap(1 << 9);
    pub(crate) const SEMICOLON: Gap = Gap(1 << 10);
    pub(crate) const OTHER: Gap = Gap(1 << 11);

    pub(super) fn of(text: &str) -> Gap {
        let mut gap = Gap(0);
        let mut chars = text.chars().peekable();
        while let Some(char) = chars.next() {
            gap.0 |= match char {
                '<' | '&' => {
                    // A tag or an entity in the text: skip it.
                    let end = if char == '<' { '>' } else { ';' };
                    let dash = text.contains("dash;");
                    for char in chars.by_ref() {
                        if char == end {
                            break;
                        }
                    }
                    if char == '&' && dash { Gap::DASH.0 } else { Gap::BLANK.0 }
                }
                char if char.is_whitespace() => Gap::BLANK.0,
                ',' => Gap::COMMA.0,
                '.' | '!' | '?' => Gap::STOP.0,
                '-' | '\u{2010}' | '\u{2011}' => {
                    if chars.peek() == Some(&'-') {
                        Gap::DASH.0
                    } else {
                        Gap::HYPHEN.0
                    }
                }
                '–' | '—' | '―' | '|' | '−' => Gap::DASH.0,
                '/' => Gap::SLASH.0,
                '(' | '[' | '{' => Gap::OPEN.0,
                ')' | ']' | '}' => Gap::CLOSE.0,
                '"' | '“' | '”' | '‘' | '’' | '\'' | '«' | '»' | '„' | '`' | '´' => Gap::QUOTE.0,
                ':' => Gap::COLON.0,
                ';' => Gap::SEMICOLON.0,
                _ => Gap::OTHER.0,
            };
        }
        if gap.has(Gap::HYPHEN) && text.contains(" -") && (text.contains("- ") || text.ends_with('-')) {
            gap.0 |= Gap::DASH.0;
        }
        gap
    }

    /// Is one of the kinds in `any` here?
    pub(crate) fn has(self, any: Gap) -> bool {
        self.0 & any.0 != 0
    }

    /// Are all marks here of the kinds in `all`?
    pub(crate) fn only(self, all: Gap) -> bool {
        self.0 & !all.0 == 0
    }

    /// Does a name go on across it: only blanks, hyphens, or the full stop of an initial?
    pub(crate) fn is_soft(self) -> bool {
        self.only(Gap::BLANK.or(Gap::HYPHEN).or(Gap::STOP))
    }

    pub(crate) const fn or(self, other: Gap) -> Gap {
        Gap(self.0 | other.0)
    }

    pub(super) fn joint(self) -> Joint {
        if self.is_soft() {
            Joint::Soft
        } else if self.only(Gap::COMMA.or(Gap::BLANK)) {
            Joint::Comma
        } else if self.only(Gap::SLASH.or(Gap::BLANK)) {
            Joint::Slash
        } else {
            Joint::Hard
        }
    }
}
