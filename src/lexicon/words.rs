//! Words and phrases: one vocabulary for all lexicons, and the longest phrase at a place.
//!
//! A text is cut into words once; each word is looked up once and becomes a number. Phrases of any lexicon
//! are then found by comparing numbers, so that a further lexicon costs next to nothing.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

/// A word of the vocabulary; [`WordId::UNKNOWN`] is every word that no lexicon holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordId(u32);

impl WordId {
    pub(crate) const UNKNOWN: WordId = WordId(0);
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
    ids: HashMap<Box<str>, u32>,
}

impl Vocabulary {
    /// The number of a word, made when it is new.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let folded = fold(word);
        let next = self.ids.len() as u32 + 1;
        WordId(*self.ids.entry(folded.into_boxed_str()).or_insert(next))
    }

    /// The number of a word of a text.
    pub(crate) fn lookup(&self, word: &str) -> WordId {
        let mut buffer = [0u8; 32];
        if word.len() <= buffer.len() && word.is_ascii() {
            let folded = &mut buffer[..word.len()];
            folded.copy_from_slice(word.as_bytes());
            folded.make_ascii_lowercase();
            let folded = std::str::from_utf8(folded).unwrap_or(word);
            let id = self.ids.get(folded).or_else(|| self.ids.get(without_enclitic(word)?));
            return WordId(id.copied().unwrap_or(0));
        }
        WordId(self.ids.get(fold(word).as_str()).copied().unwrap_or(0))
    }
}

/// "kesepahamannya", "ditandatanganilah": the word that the lexicons may know without its enclitic. Names, which
/// have a capital, keep what they end with.
fn without_enclitic(word: &str) -> Option<&str> {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let stem = ["nya", "lah", "pun"].iter().find_map(|enclitic| word.strip_suffix(enclitic))?;
    (stem.len() >= 4).then_some(stem)
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
    text.unicode_word_indices().flat_map(|(start, word)| {
        let mut rest = Some((start, word));
        std::iter::from_fn(move || {
            let (at, word) = rest?;
            let cut = missing_blank(word).or_else(|| glued_title(word));
            rest = cut.map(|cut| (at + cut + 1, &word[cut + 1..]));
            Some((at, &word[..cut.unwrap_or(word.len())]))
        })
    })
}

/// Titles that are often glued to the name behind them.
const GLUED_TITLES: [&str; 10] = ["H", "Hj", "Hi", "KH", "Dr", "dr", "Drs", "Dra", "Ir", "drg"];

/// Where "H.Arlan" or "Dr.H.Dony" lacks its first blank: behind a title, when a name stands behind the last dot.
fn glued_title(word: &str) -> Option<usize> {
    let at = word.find('.')?;
    let name = word[at + 1..].rsplit('.').next()?;
    let capital = name.starts_with(|c: char| c.is_uppercase());
    let small = name.chars().skip(1).take_while(|c| c.is_lowercase()).count();
    let title = |part: &str| GLUED_TITLES.contains(&part);
    let titles = word[..word.len() - name.len() - 1].split('.').all(|part| title(part) || part.len() == 1);
    // "Dr.Ir. Abdusy Syakur": titles alone.
    (title(&word[..at]) && titles && (capital && small >= 2 || title(name))).then_some(at)
}

/// Where "kota.Menurut" lacks its blank: behind two letters or more of which the last is small, before a
/// capital followed by a small letter. "S.Sos" and "Infomalang.com" stay whole.
fn missing_blank(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let at = word.find('.')?;
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
    // Which node a word leads to from the root; 0 for none. Nine of ten words of a text end here.
    roots: Vec<u32>,
    branches: HashMap<(u32, Joint, WordId), u32>,
    values: Vec<Vec<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { roots: Vec::new(), branches: HashMap::new(), values: vec![Vec::new()] }
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
                }
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

    /// The longest phrase that begins at word `at` and ends before word `end`: how many words it has, and
    /// its values. `word` tells the number of a word and how it is joined to the one before it.
    pub(crate) fn longest(
        &self,
        at: usize,
        end: usize,
        word: impl Fn(usize) -> (WordId, Joint),
    ) -> Option<(usize, &[T])> {
        let mut node = *self.roots.get(word(at).0.0 as usize)?;
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
