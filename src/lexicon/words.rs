//! Words and phrases: one vocabulary for all lexicons, and the longest phrase at a place.
//!
//! A text is cut into words once; each word is looked up once and becomes a number. Phrases of any lexicon
//! are then found by comparing numbers, so that a further lexicon costs next to nothing.

use memchr::memchr;
use rustc_hash::FxHashMap;
use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

/// A word of the vocabulary; [`WordId::UNKNOWN`] is every word that no lexicon holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordId(u32);

impl WordId {
    pub(crate) const UNKNOWN: WordId = WordId(0);

    /// As a place in a table of all words.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    /// All words of a vocabulary, and the unknown one.
    pub(crate) fn all(vocabulary: &Vocabulary) -> impl Iterator<Item = WordId> + use<> {
        (0..=vocabulary.len() as u32).map(WordId)
    }
}

/// Of which kinds are the phrases that begin with a word? Nine of ten words begin none, and rules can pass them by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Begins(u8);

impl Begins {
    pub(crate) const NAME: Begins = Begins(1);
    pub(crate) const REGION: Begins = Begins(1 << 1);
    pub(crate) const OFFICE: Begins = Begins(1 << 2);
    pub(crate) const CALENDAR: Begins = Begins(1 << 3);
    pub(crate) const CUE: Begins = Begins(1 << 4);
    pub(crate) const SECTOR: Begins = Begins(1 << 5);

    /// Is one of the kinds in `any` here?
    pub(crate) fn has(self, any: Begins) -> bool {
        self.0 & any.0 != 0
    }

    /// This kind, if `holds`.
    pub(crate) fn or_if(self, holds: bool, kind: Begins) -> Begins {
        if holds { Begins(self.0 | kind.0) } else { self }
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
    // Nearly all words of a text are short and ASCII: these are looked up as numbers.
    short: FxHashMap<Short, u32>,
    other: FxHashMap<Box<str>, u32>,
}

pub(super) type Short = u128;

/// A word of ASCII as a number, in small letters; none of a longer one.
#[inline]
pub(super) fn short(word: &[u8]) -> Option<Short> {
    const ALL: u64 = u64::from_le_bytes([1; 8]);
    // The first eight letters and the last eight: no loop, and no call.
    let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    let (low, high) = match (word.len(), word.first_chunk(), word.last_chunk()) {
        (length @ 9..=16, Some(first), Some(last)) => (eight(first), eight(last) >> ((16 - length) * 8)),
        (8, Some(first), _) => (eight(first), 0),
        (0..8, ..) => match (word.len(), word.first_chunk(), word.last_chunk()) {
            (length @ 4..8, Some(first), Some(last)) => (four(first) | four(last) << ((length - 4) * 8), 0),
            _ => (word.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)), 0),
        },
        _ => return None,
    };
    if (low | high) & (ALL * 0x80) != 0 {
        return None;
    }
    // The highest bit of each byte that is a capital, moved to the place where capitals and small letters differ.
    let small = |bytes: u64| bytes | ((bytes + ALL * 0x3f) & !(bytes + ALL * 0x25) & (ALL * 0x80)) >> 2;
    Some(Short::from(small(low)) | Short::from(small(high)) << 64)
}

impl Vocabulary {
    /// The number of a word, made when it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let folded = fold(word);
        let next = self.len() as u32 + 1;
        WordId(*match short(folded.as_bytes()) {
            Some(short) => self.short.entry(short).or_insert(next),
            None => self.other.entry(folded.into_boxed_str()).or_insert(next),
        })
    }

    /// How many words there are: their numbers go up to this one.
    pub(crate) fn len(&self) -> usize {
        self.short.len() + self.other.len()
    }

    /// The number of a word of a text.
    pub(crate) fn lookup(&self, word: &str) -> WordId {
        if let Some(folded) = short(word.as_bytes()) {
            let stem = || self.short.get(&short(without_enclitic(word.as_bytes())?)?);
            return WordId(self.short.get(&folded).or_else(stem).copied().unwrap_or(0));
        }
        let number = |word: &str| match short(word.as_bytes()) {
            Some(short) => self.short.get(&short).copied(),
            None => self.other.get(word).copied(),
        };
        let stem = || {
            let stem = (word.len() <= 32 && word.is_ascii()).then(|| without_enclitic(word.as_bytes())).flatten()?;
            number(&word[..stem.len()])
        };
        WordId(number(&fold(word)).or_else(stem).unwrap_or(0))
    }
}

/// "kesepahamannya", "ditandatanganilah": the word that the lexicons may know without its enclitic. Names, which
/// have a capital, keep what they end with.
fn without_enclitic(word: &[u8]) -> Option<&[u8]> {
    let stem = [b"nya", b"lah", b"pun"].iter().find_map(|enclitic| word.strip_suffix(*enclitic))?;
    (stem.len() >= 4 && word.iter().all(u8::is_ascii_lowercase)).then_some(stem)
}

/// Lower case, and one kind of apostrophe.
fn fold(word: &str) -> String {
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
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut words = uax29_words(text);
    let mut rest = None;
    std::iter::from_fn(move || {
        let (at, word, dotted) = match rest.take() {
            Some((at, word)) => (at, word, true),
            None => words.next()?,
        };
        let dot = if dotted { word.bytes().position(|byte| byte == b'.') } else { None };
        let Some(dot) = dot else { return Some((at, word)) };
        let cut = missing_blank(word, dot).or_else(|| glued_title(word, dot));
        rest = cut.map(|cut| (at + cut + 1, &word[cut + 1..]));
        Some((at, &word[..cut.unwrap_or(word.len())]))
    })
}

/// The words by the Unicode rules, and whether there may be a dot in them. Nearly all words are ASCII, and stand beside ASCII
/// only: these go a quicker way.
fn uax29_words(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let mut at = 0;
    let mut other: Option<(usize, UnicodeWordIndices<'_>)> = None;
    std::iter::from_fn(move || {
        loop {
            if let Some((start, words)) = &mut other {
                match words.next() {
                    Some((inside, word)) => return Some((*start + inside, word, true)),
                    None => other = None,
                }
            }
            match next_word(text.as_bytes(), at)? {
                Next::Ascii(start, end, dotted) => {
                    at = end;
                    return Some((start, &text[start..end], dotted));
                }
                Next::Other(end) => {
                    other = Some((at, text[at..end].unicode_word_indices()));
                    at = end;
                }
            }
        }
    })
}

enum Next {
    /// A word of ASCII, from where to where, and whether there is a dot in it.
    Ascii(usize, usize, bool),
    /// Something else, up to here: the next blank, where a word always ends.
    Other(usize),
}

/// What a byte is to a word.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A letter, digit or low line.
    Part,
    /// Any other mark of ASCII.
    Mark,
    Other,
}

/// By byte: quicker than to ask anew.
static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        let ascii = byte as u8;
        if !ascii.is_ascii() {
            kinds[byte] = Kind::Other;
        } else if ascii.is_ascii_alphanumeric() || ascii == b'_' {
            kinds[byte] = Kind::Part;
        }
        byte += 1;
    }
    kinds
};

/// Is this a letter, digit or low line of ASCII?
#[inline]
pub(super) fn is_part(byte: u8) -> bool {
    KINDS[usize::from(byte)] == Kind::Part
}

/// What comes next in a text behind the end of a word.
fn next_word(text: &[u8], from: usize) -> Option<Next> {
    let other = |at: usize| Some(Next::Other(memchr(b' ', &text[at..]).map_or(text.len(), |blank| at + blank)));
    let mut start = from;
    loop {
        start += text[start..].iter().position(|byte| KINDS[usize::from(*byte)] != Kind::Mark)?;
        if !text[start].is_ascii() {
            return other(start);
        }
        let mut end = start;
        let mut dotted = false;
        loop {
            end += text[end..].iter().position(|byte| !is_part(*byte)).unwrap_or(text.len() - end);
            let Some(&mark) = text.get(end) else { break };
            let next = text.get(end + 1).copied().unwrap_or(b' ');
            // A letter beyond ASCII, or a mark before one, which may be a part of the word.
            if !mark.is_ascii() || !next.is_ascii() {
                return other(end);
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
            return Some(Next::Ascii(start, end, dotted));
        }
        start = end;
    }
}

/// Titles that are often glued to the name behind them.
const GLUED_TITLES: [&str; 10] = ["H", "Hj", "Hi", "KH", "Dr", "dr", "Drs", "Dra", "Ir", "drg"];

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

/// Phrases, each with values: a tree whose branches are words.
pub(crate) struct Phrases<T> {
    // A bit for each word that begins a phrase: nine of ten words of a text end here.
    begins: Vec<u64>,
    // Which node a word leads to from the root; 0 for none.
    roots: Vec<u32>,
    branches: FxHashMap<(u32, Joint, WordId), u32>,
    values: Vec<Vec<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { begins: Vec::new(), roots: Vec::new(), branches: FxHashMap::default(), values: vec![Vec::new()] }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; a phrase may have several values. A phrase without a word is ignored.
    pub(crate) fn insert(&mut self, vocabulary: &mut Vocabulary, phrase: &str, value: T) {
        let mut node = 0;
        let mut behind = 0;
        for (at, word) in words(phrase) {
            let id = vocabulary.intern(word);
            let next = self.values.len() as u32;
            let slot = if node == 0 {
                let index = id.0 as usize;
                if self.roots.len() <= index {
                    self.roots.resize(index + 1, 0);
                    self.begins.resize(index / 64 + 1, 0);
                }
                self.begins[index / 64] |= 1 << (index % 64);
                &mut self.roots[index]
            } else {
                self.branches.entry((node, joint(&phrase[behind..at]), id)).or_insert(0)
            };
            if *slot == 0 {
                *slot = next;
                self.values.push(Vec::new());
            }
            node = *slot;
            behind = at + word.len();
        }
        if node != 0 {
            self.values[node as usize].push(value);
        }
    }

    /// Does a phrase begin with this word?
    #[inline]
    pub(crate) fn begins(&self, word: WordId) -> bool {
        let at = word.0 as usize;
        self.begins.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 != 0)
    }

    /// The longest phrase that begins at word `at` and ends before word `end`: how many words it has, and
    /// its values. `word` tells the number of a word and how it is joined to the one before it.
    #[inline]
    pub(crate) fn longest(
        &self,
        at: usize,
        end: usize,
        word: impl Fn(usize) -> (WordId, Joint),
    ) -> Option<(usize, &[T])> {
        let first = word(at).0;
        if self.begins(first) { self.longest_from(first, at, end, word) } else { None }
    }

    /// The same for a word that begins a phrase.
    fn longest_from(
        &self,
        first: WordId,
        at: usize,
        end: usize,
        word: impl Fn(usize) -> (WordId, Joint),
    ) -> Option<(usize, &[T])> {
        let mut node = self.roots[first.0 as usize];
        let mut found = None;
        let mut next = at;
        while node != 0 {
            next += 1;
            let values = &self.values[node as usize];
            if !values.is_empty() {
                found = Some((next - at, values.as_slice()));
            }
            if next >= end {
                break;
            }
            let (id, joint) = word(next);
            if id == WordId::UNKNOWN || joint == Joint::Hard {
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
            for (_, word, dotted) in uax29_words(&text) {
                prop_assert!(dotted || !word.contains('.'));
            }
            let found: Vec<_> = uax29_words(&text).map(|(at, word, _)| (at, word)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn short_words_are_numbers() {
        let word = b"Abcz-@[`{Z09'_.xY";
        for length in 0..=word.len() {
            let mut bytes = [0; 16];
            let fits = length <= bytes.len();
            for (byte, letter) in bytes.iter_mut().zip(&word[..length]) {
                *byte = letter.to_ascii_lowercase();
            }
            let expected = fits.then_some(Short::from_le_bytes(bytes));
            assert_eq!(short(&word[..length]), expected, "{length}");
        }
        assert_eq!(short("é".as_bytes()), None);
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
