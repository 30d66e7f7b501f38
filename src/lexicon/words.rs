//! Words and phrases: one vocabulary for all lexicons, and the longest phrase at a place.
//!
//! A text is cut into words once; each word is looked up once and becomes a number. Phrases of any lexicon
//! are then found by comparing numbers, so that a further lexicon costs next to nothing.

use std::ops::Range;

use memchr::memchr;
use rustc_hash::FxHashMap;
use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

use super::ascii::{Short, is_part, run_end, short, short_in};

/// A word of the vocabulary; [`WordId::UNKNOWN`] is every word that no lexicon holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordId(u32);

impl WordId {
    pub(crate) const UNKNOWN: WordId = WordId(0);

    /// As a place in a table of all words.
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// Lexicons of phrases, a bit each: those with phrases that begin with a word. Nine of ten words begin none, and rules can
/// pass them by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Begins(u32);

impl Begins {
    /// Is one of those in `any` here?
    #[inline]
    pub(crate) fn has(self, any: Begins) -> bool {
        self.0 & any.0 != 0
    }

    pub(crate) fn or(self, other: Begins) -> Begins {
        Begins(self.0 | other.0)
    }
}

/// How two words are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Joint {
    /// By blanks, a hyphen, the full stop of an abbreviation, or nothing.
    Soft,
    /// By a comma.
    Comma,
    /// By a slash.
    Slash,
    /// By anything else: no phrase runs across it.
    Hard,
}

/// The words of all lexicons, folded.
#[derive(Default)]
pub(crate) struct Vocabulary {
    // Nearly all words of a text are short and ASCII: these are looked up as numbers. Those of eight letters or fewer, three of
    // four, stand by themselves, so that they are near each other in memory.
    eight: FxHashMap<u64, u32>,
    sixteen: FxHashMap<(u64, u64), u32>,
    other: FxHashMap<Box<str>, u32>,
    // By word; none for words behind the last that begins a phrase.
    begins: Vec<Begins>,
    // How many lexicons of phrases have got their bit.
    lexicons: u32,
}

impl Vocabulary {
    /// The number of a word, made when it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let folded = fold(word);
        let next = self.len() as u32 + 1;
        WordId(*match short(folded.as_bytes()) {
            Some(Short(low, 0)) => self.eight.entry(low).or_insert(next),
            Some(Short(low, high)) => self.sixteen.entry((low, high)).or_insert(next),
            None => self.other.entry(folded.into_boxed_str()).or_insert(next),
        })
    }

    /// How many words there are: their numbers go up to this one.
    pub(crate) fn len(&self) -> usize {
        self.eight.len() + self.sixteen.len() + self.other.len()
    }

    /// Which lexicons have phrases that begin with the word?
    #[inline]
    pub(crate) fn begins(&self, word: WordId) -> Begins {
        self.begins.get(word.index()).copied().unwrap_or_default()
    }

    /// A bit for one more lexicon.
    fn next_lexicon(&mut self) -> Begins {
        assert!(self.lexicons < u32::BITS, "no bit left for another lexicon");
        self.lexicons += 1;
        Begins(1 << (self.lexicons - 1))
    }

    fn add_begins(&mut self, word: WordId, lexicon: Begins) {
        let at = word.index();
        self.begins.resize(self.begins.len().max(at + 1), Begins::default());
        self.begins[at] = self.begins[at].or(lexicon);
    }

    /// The number of a word.
    pub(crate) fn lookup(&self, word: &str) -> WordId {
        self.lookup_in(word, 0, word.len())
    }

    /// The number of the word at `start..end` of a text.
    #[inline(always)]
    pub(crate) fn lookup_in(&self, text: &str, start: usize, end: usize) -> WordId {
        let known = match short_in(text.as_bytes(), start, end) {
            Some(Short(low, 0)) => self.eight.get(&low),
            Some(Short(low, high)) => self.sixteen.get(&(low, high)),
            None => return self.lookup_long(&text[start..end]),
        };
        known.map_or_else(|| self.lookup_stem(&text.as_bytes()[start..end]), |known| WordId(*known))
    }

    /// The number of the word without its enclitic, if it has one.
    #[inline(never)]
    fn lookup_stem(&self, word: &[u8]) -> WordId {
        let stem = without_enclitic(word).and_then(short);
        WordId(stem.and_then(|stem| self.short(stem)).unwrap_or(0))
    }

    /// The number of a word that is long, or not ASCII.
    #[inline(never)]
    fn lookup_long(&self, word: &str) -> WordId {
        let number = |word: &str| match short(word.as_bytes()) {
            Some(short) => self.short(short),
            None => self.other.get(word).copied(),
        };
        let stem = || {
            let stem = (word.len() <= 32 && word.is_ascii()).then(|| without_enclitic(word.as_bytes())).flatten()?;
            number(&word[..stem.len()])
        };
        WordId(number(&fold(word)).or_else(stem).unwrap_or(0))
    }

    #[inline]
    fn short(&self, Short(low, high): Short) -> Option<u32> {
        if high == 0 { self.eight.get(&low).copied() } else { self.sixteen.get(&(low, high)).copied() }
    }
}

/// What may be added to a word.
pub(super) const ENCLITICS: [&str; 3] = ["nya", "lah", "pun"];

/// "kesepahamannya", "ditandatanganilah": the word that the lexicons may know without its enclitic. Names, which
/// have a capital, keep what they end with.
fn without_enclitic(word: &[u8]) -> Option<&[u8]> {
    let stem = ENCLITICS.iter().find_map(|enclitic| word.strip_suffix(enclitic.as_bytes()))?;
    (stem.len() >= 4 && word.iter().all(u8::is_ascii_lowercase)).then_some(stem)
}

/// Lower case, and one kind of apostrophe.
fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase().replace('`', "'");
    }
    let mut folded = String::with_capacity(word.len());
    for char in word.chars() {
        match char {
            '’' | '‘' | '`' | '´' | 'ʼ' => folded.push('\''),
            // The Kelvin sign's small letter is a "k": what is not ASCII stays so, as the gate relies on it.
            char if !char.is_ascii() && char.to_lowercase().all(|small| small.is_ascii()) => folded.push(char),
            char => folded.extend(char.to_lowercase()),
        }
    }
    folded
}

/// The words of a text with their byte offsets, by the Unicode rules (UAX #29), with two changes: where the blank
/// between two sentences ("kota.Menurut"), or between a title and a name ("Dr.H.Dony"), is lacking, there are
/// several words.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { words: UnicodeWords::new(text), rest: None }
}

/// See [`words`].
pub(crate) struct Words<'t> {
    words: UnicodeWords<'t>,
    /// What stands behind a cut.
    rest: Option<Range<usize>>,
}

impl<'t> Iterator for Words<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<(usize, &'t str)> {
        let place = self.next_place()?;
        Some((place.start, &self.words.text[place]))
    }
}

impl Words<'_> {
    /// The same, but of the next word only where it stands.
    #[inline(always)]
    pub(crate) fn next_place(&mut self) -> Option<Range<usize>> {
        let plain = if self.rest.is_none() { self.words.plain() } else { None };
        plain.or_else(|| self.other())
    }

    #[inline(never)]
    fn other(&mut self) -> Option<Range<usize>> {
        let (place, dotted) = match self.rest.take() {
            Some(place) => (place, true),
            None => self.words.other()?,
        };
        let word = &self.words.text.as_bytes()[place.clone()];
        let Some(dot) = memchr(b'.', word).filter(|_| dotted) else { return Some(place) };
        let word = &self.words.text[place.clone()];
        let Some(cut) = missing_blank(word, dot).or_else(|| glued_title(word, dot)) else { return Some(place) };
        self.rest = Some(place.start + cut + 1..place.end);
        Some(place.start..place.start + cut)
    }
}

/// The words by the Unicode rules. Nearly all words are ASCII, and stand beside ASCII only: these go a quicker way.
struct UnicodeWords<'t> {
    text: &'t str,
    at: usize,
    /// Where a part with other letters begins, and its words.
    foreign: Option<(usize, UnicodeWordIndices<'t>)>,
}

impl<'t> UnicodeWords<'t> {
    fn new(text: &'t str) -> UnicodeWords<'t> {
        UnicodeWords { text, at: 0, foreign: None }
    }

    /// The next word where no rule needs to be asked: letters between blanks, perhaps with a comma or full stop.
    #[inline(always)]
    fn plain(&mut self) -> Option<Range<usize>> {
        let text = self.text.as_bytes();
        let gap = match text.get(self.at..)? {
            [b' ', ..] => 1,
            [b',' | b'.', b' ', ..] => 2,
            _ => 0,
        };
        let start = self.at + gap;
        if self.foreign.is_some() || !text.get(start)?.is_ascii_alphanumeric() {
            return None;
        }
        let end = run_end(text, start);
        if !matches!(text[end..], [] | [b' ', ..] | [b',' | b'.', b' ', ..]) {
            return None;
        }
        self.at = end;
        Some(start..end)
    }

    /// The next word by all rules, and whether there may be a dot in it.
    fn other(&mut self) -> Option<(Range<usize>, bool)> {
        loop {
            if let Some((start, words)) = &mut self.foreign {
                match words.next() {
                    Some((inside, word)) => return Some((*start + inside..*start + inside + word.len(), true)),
                    None => self.foreign = None,
                }
            }
            match next_word(self.text.as_bytes(), self.at)? {
                Next::Ascii(place, dotted) => {
                    self.at = place.end;
                    return Some((place, dotted));
                }
                Next::Foreign(end) => {
                    self.foreign = Some((self.at, self.text[self.at..end].unicode_word_indices()));
                    self.at = end;
                }
            }
        }
    }
}

enum Next {
    /// A word of ASCII, and whether there is a dot in it.
    Ascii(Range<usize>, bool),
    /// Something else, up to here: the next blank, where a word always ends.
    Foreign(usize),
}

/// What comes next in a text behind the end of a word.
fn next_word(text: &[u8], from: usize) -> Option<Next> {
    let foreign = |at: usize| Some(Next::Foreign(memchr(b' ', &text[at..]).map_or(text.len(), |blank| at + blank)));
    let mut start = from;
    loop {
        start += text[start..].iter().position(|byte| is_part(*byte) || !byte.is_ascii())?;
        if !text[start].is_ascii() {
            return foreign(start);
        }
        let mut end = start;
        let mut dotted = false;
        loop {
            end = run_end(text, end);
            let Some(&mark) = text.get(end) else { break };
            let next = text.get(end + 1).copied().unwrap_or(b' ');
            // A letter beyond ASCII, or a mark before one, which may be a part of the word.
            if !mark.is_ascii() || !next.is_ascii() {
                return foreign(end);
            }
            // "S.Sos", "Ma'ruf", "2.500"
            let before = text[end - 1];
            let letters = before.is_ascii_alphabetic() && next.is_ascii_alphabetic();
            let digits = before.is_ascii_digit() && next.is_ascii_digit();
            let joined = match mark {
                b'.' | b'\'' => letters || digits,
                b':' => letters,
                b',' | b';' => digits,
                _ => false,
            };
            if !joined {
                break;
            }
            dotted |= mark == b'.';
            end += 1;
        }
        if text[start] != b'_' || text[start..end].iter().any(|byte| *byte != b'_') {
            return Some(Next::Ascii(start..end, dotted));
        }
        start = end;
    }
}

/// Titles that are often glued to the name behind them.
const GLUED_TITLES: [&str; 14] =
    ["H", "Hj", "Hi", "KH", "Dr", "dr", "Drs", "Dra", "Ir", "drg", "Pj", "Pjs", "Plt", "Plh"];

/// Where "H.Arlan", whose first dot is at `at`, or "Dr.H.Dony" lacks its first blank: behind a title, when a name stands behind the last dot.
fn glued_title(word: &str, at: usize) -> Option<usize> {
    let name = word[at + 1..].rsplit('.').next()?;
    let capital = name.starts_with(|c: char| c.is_uppercase());
    let small = name.chars().skip(1).take_while(|c| c.is_lowercase()).count();
    let title = |part: &str| GLUED_TITLES.contains(&part);
    let titles = word[..word.len() - name.len() - 1].split('.').all(|part| title(part) || part.len() == 1);
    // "Dr.Ir. Abdusy Syakur": titles alone.
    (title(&word[..at]) && titles && (capital && small >= 2 || title(name))).then_some(at)
}

/// Where "kota.Menurut", whose first dot is at `at`, lacks its blank: behind two letters or more of which the last is small, before a
/// capital followed by a small letter. "S.Sos" and "Infomalang.com" stay whole.
fn missing_blank(word: &str, at: usize) -> Option<usize> {
    let bytes = word.as_bytes();
    let before = at >= 2 && bytes[at - 1].is_ascii_lowercase() && bytes[at - 2].is_ascii_lowercase();
    let behind = bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase)
        && bytes.get(at + 2).is_some_and(u8::is_ascii_lowercase)
        && bytes.get(at + 3).is_some_and(u8::is_ascii_lowercase);
    (before && behind).then_some(at)
}

/// What stands between two words.
pub(crate) fn joint(gap: &str) -> Joint {
    match gap.trim() {
        "" | "-" | "." => Joint::Soft,
        "," => Joint::Comma,
        "/" => Joint::Slash,
        _ => Joint::Hard,
    }
}

/// Words by number.
#[derive(Debug, Default)]
pub(crate) struct WordSet(Vec<u64>);

impl WordSet {
    pub(crate) fn insert(&mut self, word: WordId) {
        let at = word.index();
        self.0.resize(self.0.len().max(at / 64 + 1), 0);
        self.0[at / 64] |= 1 << (at % 64);
    }

    pub(crate) fn remove(&mut self, word: WordId) {
        if let Some(bits) = self.0.get_mut(word.index() / 64) {
            *bits &= !(1 << (word.index() % 64));
        }
    }

    #[inline]
    pub(crate) fn contains(&self, word: WordId) -> bool {
        let at = word.index();
        self.0.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 != 0)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = WordId> {
        (0..self.0.len() as u32 * 64).map(WordId).filter(|word| self.contains(*word))
    }
}

impl Extend<WordId> for WordSet {
    fn extend<I: IntoIterator<Item = WordId>>(&mut self, words: I) {
        words.into_iter().for_each(|word| self.insert(word));
    }
}

/// A lexicon of phrases, each with values: a tree whose branches are words.
pub(crate) struct Phrases<T> {
    lexicon: Begins,
    // Which node a word leads to from the root; 0 for none.
    roots: Vec<u32>,
    branches: FxHashMap<(u32, Joint, WordId), u32>,
    // The words that a phrase goes on with: most words that stand behind the beginning of one are none of them.
    inner: WordSet,
    nodes: Vec<Node<T>>,
}

struct Node<T> {
    values: Vec<T>,
    // A bit for each word that the phrase goes on with, by its number.
    next: u64,
}

impl<T> Node<T> {
    const EMPTY: Node<T> = Node { values: Vec::new(), next: 0 };

    fn bit(word: WordId) -> u64 {
        1 << (word.0 % 64)
    }
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases {
            lexicon: Begins::default(),
            roots: Vec::new(),
            branches: FxHashMap::default(),
            inner: WordSet::default(),
            nodes: vec![Node::EMPTY],
        }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; a phrase may have several values. A phrase without a word is ignored.
    pub(crate) fn insert(&mut self, vocabulary: &mut Vocabulary, phrase: &str, value: T) {
        if self.lexicon == Begins::default() {
            self.lexicon = vocabulary.next_lexicon();
        }
        let mut node = 0;
        let mut behind = 0;
        for (at, word) in words(phrase) {
            let id = vocabulary.intern(word);
            let next = self.nodes.len() as u32;
            let slot = if node == 0 {
                vocabulary.add_begins(id, self.lexicon);
                self.roots.resize(self.roots.len().max(id.index() + 1), 0);
                &mut self.roots[id.index()]
            } else {
                self.nodes[node as usize].next |= Node::<T>::bit(id);
                self.inner.insert(id);
                self.branches.entry((node, joint(&phrase[behind..at]), id)).or_insert(0)
            };
            if *slot == 0 {
                *slot = next;
                self.nodes.push(Node::EMPTY);
            }
            node = *slot;
            behind = at + word.len();
        }
        if node != 0 {
            self.nodes[node as usize].values.push(value);
        }
    }

    /// This lexicon, as [`Vocabulary::begins`] tells it.
    #[inline]
    pub(crate) fn lexicon(&self) -> Begins {
        self.lexicon
    }

    /// The longest phrase that begins at word `at` and ends before word `end`: how many words it has, and
    /// its values. `word` tells the number of a word and how it is joined to the one before it.
    pub(crate) fn longest(
        &self,
        at: usize,
        end: usize,
        word: impl Fn(usize) -> (WordId, Joint),
    ) -> Option<(usize, &[T])> {
        let mut node = *self.roots.get(word(at).0.index())?;
        let mut found = None;
        let mut next = at;
        while node != 0 {
            next += 1;
            let Node { values, next: nexts } = &self.nodes[node as usize];
            if !values.is_empty() {
                found = Some((next - at, values.as_slice()));
            }
            if next >= end || *nexts == 0 {
                break;
            }
            let (id, joint) = word(next);
            if nexts & Node::<T>::bit(id) == 0 || joint == Joint::Hard || !self.inner.contains(id) {
                break;
            }
            node = self.branches.get(&(node, joint, id)).copied().unwrap_or(0);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).map(|(_, word)| word).collect()
    }

    #[test]
    fn words_are_cut_as_unicode_says() {
        assert_eq!(cut("Mu’awanah, S.Sos., M.Si"), ["Mu’awanah", "S.Sos", "M.Si"]);
        assert_eq!(cut("Jumat (3/10)"), ["Jumat", "3", "10"]);
        assert_eq!(cut("di kota.Menurut dia"), ["di", "kota", "Menurut", "dia"]);
        assert_eq!(cut("Infomalang.com – Rp2.500.000"), ["Infomalang.com", "Rp2.500.000"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        /// The quicker way of ASCII gives the same words.
        #[test]
        fn words_are_those_of_the_crate(text in "([a-zA-Z0-9_.,:;'\"/()-]|[ \n\r\t]|é|’|“|–|\u{a0}|\u{301}|\u{345}|\u{200d}|ア|1️⃣|\\PC){0,30}") {
            let expected: Vec<_> = text.unicode_word_indices().collect();
            let mut words = UnicodeWords::new(&text);
            let mut found = vec![];
            while let Some((place, dotted)) = words.plain().map(|place| (place, false)).or_else(|| words.other()) {
                let word = &text[place.clone()];
                prop_assert!(dotted || !word.contains('.'));
                found.push((place.start, word));
            }
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn enclitics_are_taken_off_small_words_that_are_unknown() {
        let mut vocabulary = Vocabulary::default();
        let (document, stem) = (vocabulary.intern("kesepahaman"), vocabulary.intern("pemi"));
        vocabulary.intern("hanya");
        assert_eq!(vocabulary.lookup("kesepahamannya"), document);
        assert_ne!(vocabulary.lookup("hanya"), WordId::UNKNOWN);
        assert_eq!(vocabulary.lookup("pemilah"), stem);
        assert_eq!(vocabulary.lookup("Kesepahamannya"), WordId::UNKNOWN);
    }

    #[test]
    fn the_longest_phrase_wins() {
        let mut vocabulary = Vocabulary::default();
        let mut phrases = Phrases::default();
        phrases.insert(&mut vocabulary, "Bandung", 1);
        phrases.insert(&mut vocabulary, "Bandung Barat", 2);
        phrases.insert(&mut vocabulary, "usaha mikro, kecil", 3);
        let find = |text: &str| {
            let cut: Vec<(usize, &str)> = words(text).collect();
            let word = |at: usize| {
                let (start, word) = cut[at];
                let before = if at == 0 { 0 } else { cut[at - 1].0 + cut[at - 1].1.len() };
                (vocabulary.lookup(word), joint(&text[before..start]))
            };
            phrases.longest(0, cut.len(), word).map(|(n, values)| (n, values.to_vec()))
        };
        assert_eq!(find("BANDUNG-BARAT hari ini"), Some((2, vec![2])));
        assert_eq!(find("Bandung, Barat"), Some((1, vec![1])));
        assert_eq!(find("usaha mikro, kecil"), Some((3, vec![3])));
        assert_eq!(find("usaha mikro kecil"), None);
    }
}
