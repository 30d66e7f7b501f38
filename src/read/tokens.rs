//! Text to words and sentences.
//!
//! A line is a paragraph; lines that are no part of the article ("Baca juga: …") are left out; a line that
//! begins with a bullet or a number is an item of a list, and knows the sentence that opens the list.

use crate::{
    Lexicons,
    lexicon::{
        WordId,
        words::{Joint, words},
    },
    model::{Article, Span},
};

/// A word of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    start: u32,
    end: u32,
    /// Its number in the vocabulary.
    pub(crate) word: WordId,
    /// What stands between it and the word before it in the sentence's line.
    pub(crate) gap: Gap,
    /// Does it begin with a capital?
    pub(crate) capital: bool,
    /// Is it all capitals, of two letters or more?
    pub(crate) upper: bool,
    /// Does it begin with a digit?
    pub(crate) digit: bool,
}

impl Token {
    pub(crate) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

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

    fn of(text: &str) -> Gap {
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

    fn joint(self) -> Joint {
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

/// A sentence, a headline or an item of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence {
    /// Its first token.
    pub(crate) first: usize,
    /// The token behind its last one.
    pub(crate) last: usize,
    /// Which paragraph it stands in; the title is 0.
    pub(crate) line: usize,
    /// Is it an item of a list?
    pub(crate) item: bool,
    /// Of an item: the sentence that opens the list.
    pub(crate) list_of: Option<usize>,
    /// Does it begin inside a quotation?
    pub(crate) quoted: bool,
}

/// The words of an article and how they stand together.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) list: Vec<Token>,
    pub(crate) sentences: Vec<Sentence>,
    /// The token behind the dateline ("MALANG, Kabar –"); the title's end when there is none.
    pub(crate) dateline: std::ops::Range<usize>,
}

impl Tokens {
    /// Every word with a capital, and where its sentence ends.
    pub(crate) fn capitals(&self) -> impl Iterator<Item = (usize, usize)> {
        let words = |sentence: &Sentence| {
            (sentence.first..sentence.last).map({
                let end = sentence.last;
                move |at| (at, end)
            })
        };
        self.sentences.iter().flat_map(words).filter(|(at, _)| self.list[*at].capital)
    }

    /// Cuts an article.
    pub(crate) fn cut(lexicons: &Lexicons, article: &Article) -> Tokens {
        let mut tokens = Tokens::default();
        let text = article.text();
        let mut list_head: Option<usize> = None;
        for (line, (start, raw)) in lines(text).enumerate() {
            let title = line == 0;
            if raw.trim().is_empty() || (!title && lexicons.noise.is_match(raw)) {
                continue;
            }
            let tags = leading_tags(raw);
            let marker = if title { None } else { item_marker(&raw[tags..]).map(|length| tags + length) };
            let first = tokens.list.len();
            tokens.add_words(lexicons, text, start + marker.unwrap_or(0), start + raw.len());
            if tokens.list.len() == first {
                continue;
            }
            let sentence = tokens.sentences.len();
            tokens.add_sentences(lexicons, text, first, line, marker.is_some());
            match marker {
                Some(_) => {
                    for item in &mut tokens.sentences[sentence..] {
                        item.list_of = list_head;
                    }
                }
                None => list_head = Some(tokens.sentences.len() - 1),
            }
            if line > 0 && tokens.dateline.end == 0 && first != tokens.list.len() {
                tokens.dateline = first..tokens.find_dateline(text, first);
            }
        }
        tokens
    }

    /// The words of `text[start..end]`, markup left out.
    fn add_words(&mut self, lexicons: &Lexicons, text: &str, start: usize, end: usize) {
        let line = &text[start..end];
        let masked = mask_markup(line);
        let mut behind = start;
        for (at, word) in words(masked.as_deref().unwrap_or(line)) {
            let (from, to) = (start + at, start + at + word.len());
            let gap = Gap::of(&text[behind..from]);
            let first = word.chars().next().unwrap_or(' ');
            self.list.push(Token {
                start: from as u32,
                end: to as u32,
                word: lexicons.vocabulary.lookup(word),
                gap,
                capital: first.is_uppercase(),
                upper: word.chars().nth(1).is_some() && word.chars().all(|c| !c.is_lowercase()) && first.is_uppercase(),
                digit: first.is_ascii_digit(),
            });
            behind = to;
        }
    }

    /// Cuts the tokens from `first` on, a line, into sentences.
    fn add_sentences(&mut self, lexicons: &Lexicons, text: &str, first: usize, line: usize, item: bool) {
        let mut begin = first;
        let mut quoted = self.list[first].gap.has(Gap::QUOTE);
        for at in first + 1..self.list.len() {
            if self.ends_before(lexicons, text, at) && !(item && at == first + 1) {
                self.sentences.push(Sentence { first: begin, last: at, line, item, list_of: None, quoted });
                begin = at;
                let between = &text[self.list[at - 1].end as usize..self.list[at].start as usize];
                quoted = opens_quote(between, quoted);
            }
        }
        self.sentences.push(Sentence { first: begin, last: self.list.len(), line, item, list_of: None, quoted });
    }

    /// Does a sentence end before token `at`?
    fn ends_before(&self, lexicons: &Lexicons, text: &str, at: usize) -> bool {
        let (token, before) = (self.list[at], self.list[at - 1]);
        if !token.gap.has(Gap::STOP) || !(token.capital || token.digit || token.gap.has(Gap::QUOTE)) {
            return false;
        }
        let gap = &text[before.end as usize..token.start as usize];
        if gap.contains(['!', '?']) {
            return token.capital || token.gap.has(Gap::QUOTE);
        }
        // "Al Haris, S.Sos., MH" goes on.
        if token.gap.has(Gap::COMMA)
            || !token.gap.has(Gap::BLANK)
            || !gap.trim_start_matches(['"', '”', '’', ')', ']', '\'']).starts_with('.')
        {
            return false;
        }
        let word = before.span().of(text);
        let abbreviation = lexicons.abbreviations.contains(&before.word) && gap.starts_with('.')
            || word.chars().count() == 1 && before.capital
            || before.digit && token.digit;
        !abbreviation || token.gap.has(Gap::QUOTE)
    }

    /// The token behind the dateline of the body, which begins at token `first`.
    fn find_dateline(&self, text: &str, first: usize) -> usize {
        let domain = |at: usize| {
            let word = self.list[at].span().of(text);
            word.contains('.') && word.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-') && word.len() > 4
        };
        let end = self.list.len().min(first + 14);
        let mut domain_seen = false;
        for at in first..end {
            let gap = self.list[at].gap;
            if at > first {
                let glued = gap.has(Gap::HYPHEN)
                    && !gap.has(Gap::BLANK)
                    && domain_seen
                    && (domain(at - 1) || self.list[at - 1].capital);
                let colon = gap.has(Gap::COLON) && at - first <= 5 && (first..at).all(|i| self.list[i].capital);
                if gap.has(Gap::DASH) || glued || colon {
                    return at;
                }
            }
            domain_seen |= domain(at);
            if !self.list[at].capital && !domain(at) && !self.list[at].digit {
                break;
            }
        }
        first
    }

    /// What stands between token `at` and the one before it, as phrases see it.
    pub(crate) fn joint(&self, at: usize) -> Joint {
        self.list[at].gap.joint()
    }

    /// Looks the longest phrase up that begins at token `at` and ends before token `end`.
    pub(crate) fn phrase<'p, T>(
        &self,
        phrases: &'p crate::lexicon::Phrases<T>,
        at: usize,
        end: usize,
    ) -> Option<(usize, &'p [T])> {
        phrases.longest(at, end, |at| (self.list[at].word, self.joint(at)))
    }

    /// The span from token `first` to the one before `last`.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        Span::new(self.list[first].start as usize, self.list[last - 1].end as usize)
    }

    /// The word itself.
    pub(crate) fn text<'t>(&self, text: &'t str, at: usize) -> &'t str {
        self.list[at].span().of(text)
    }

    /// The sentence that holds token `at`.
    pub(crate) fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.last <= at)
    }
}

/// The lines of a text with their offsets; `<p>` and `<br>` end lines as well.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').flat_map(move |line| {
        let start = at;
        at += line.len() + 1;
        let mut parts = Vec::new();
        let mut from = 0;
        if line.contains('<') {
            for tag in ["<br", "</p>", "</li>", "</div>", "<BR", "</P>", "</h"] {
                for (place, _) in line.match_indices(tag) {
                    parts.push(place);
                }
            }
            parts.sort_unstable();
        }
        parts.push(line.len());
        parts
            .into_iter()
            .map(move |to| {
                let part = (start + from, &line[from..to]);
                from = to;
                part
            })
            .collect::<Vec<_>>()
    })
}

/// The line with tags and entities blanked out, offsets kept; none when there are none.
fn mask_markup(line: &str) -> Option<String> {
    if !line.contains(['<', '&']) {
        return None;
    }
    let mut masked = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '&']) {
        masked.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = if tail.starts_with('<') {
            tail.find('>')
                .filter(|end| *end < 300 && tail[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
        } else {
            tail.find(';').filter(|end| {
                (2..=8).contains(end) && tail[1..*end].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
            })
        };
        let length = end.map_or(1, |end| end + 1);
        masked.extend(std::iter::repeat_n(' ', length));
        rest = &tail[length..];
    }
    masked.push_str(rest);
    Some(masked)
}

/// How long the tags at the start of a line are: "<p>1. Universitas …".
fn leading_tags(line: &str) -> usize {
    let mut at = 0;
    while let Some(end) = line[at..].strip_prefix('<').and_then(|tag| tag.find('>')) {
        at += end + 2;
    }
    at
}

/// How long the bullet or number at the start of an item is; none when the line is no item.
fn item_marker(line: &str) -> Option<usize> {
    let trimmed = line.trim_start_matches(|c: char| c.is_whitespace());
    let lead = line.len() - trimmed.len();
    let mut chars = trimmed.char_indices();
    let (_, first) = chars.next()?;
    if matches!(first, '-' | '–' | '—' | '•' | '*' | '·' | '●' | '▪' | '◦' | '►' | '✓' | '➢') {
        let rest = &trimmed[first.len_utf8()..];
        // "– Masa berlaku …" on a line of its own behind an outlet's name is a dateline's dash.
        let long_dash = matches!(first, '–' | '—') && rest.split_whitespace().count() > 14;
        return (!rest.trim().is_empty() && !long_dash).then_some(lead + first.len_utf8());
    }
    let body = trimmed.strip_prefix('(').unwrap_or(trimmed);
    let bracket = trimmed.len() - body.len();
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let letters = usize::from(digits == 0 && body.as_bytes().first().is_some_and(u8::is_ascii_lowercase));
    let length = digits + letters;
    if length == 0 || digits > 2 {
        return None;
    }
    let rest = &body[length..];
    let mark = rest.chars().next()?;
    let blank = rest[mark.len_utf8()..].starts_with(|c: char| c.is_whitespace());
    let glued = digits > 0 && mark == '.' && rest[1..].starts_with(|c: char| c.is_uppercase());
    (matches!(mark, '.' | ')') && (blank || glued)).then_some(lead + bracket + length + 1)
}

/// Is the text behind this gap inside a quotation?
fn opens_quote(gap: &str, before: bool) -> bool {
    let mut inside = before;
    for char in gap.chars() {
        match char {
            '“' | '„' | '«' => inside = true,
            '”' | '»' => inside = false,
            '"' => inside = !inside,
            _ => {}
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(body: &str) -> Vec<String> {
        let lexicons = Lexicons::builtin().unwrap();
        let article = Article::new("t", "", body);
        let tokens = Tokens::cut(&lexicons, &article);
        tokens.sentences.iter().map(|s| tokens.span(s.first, s.last).of(article.text()).to_owned()).collect()
    }

    #[test]
    fn titles_and_initials_end_no_sentence() {
        assert_eq!(
            sentences("Bupati Blora H. Arief Rohman, S.IP., M.Si. hadir. Ia datang ke Jl. Pemuda No. 5."),
            ["Bupati Blora H. Arief Rohman, S.IP., M.Si. hadir", "Ia datang ke Jl. Pemuda No. 5"]
        );
        assert_eq!(sentences("Wali Kota Oded M. Danial hadir."), ["Wali Kota Oded M. Danial hadir"]);
    }

    #[test]
    fn noise_and_markup_are_left_out() {
        assert_eq!(
            sentences("<p>Satu dua.</p>\nBaca juga: Bupati Blora\n<p>Tiga &mdash; empat</p>"),
            ["Satu dua", "Tiga &mdash; empat"]
        );
    }

    #[test]
    fn items_know_what_opens_their_list() {
        let lexicons = Lexicons::builtin().unwrap();
        let article = Article::new("t", "Judul", "Berikut daftarnya:\n1. Kab. Tuban\n2. Kota Batu\nSelesai.");
        let tokens = Tokens::cut(&lexicons, &article);
        let lists: Vec<Option<usize>> = tokens.sentences.iter().map(|s| s.list_of).collect();
        assert_eq!(lists, [None, None, Some(1), Some(1), None]);
    }
}
