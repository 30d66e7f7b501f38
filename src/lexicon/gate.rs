//! Which texts may report an agreement: those with a phrase of `cues.csv` that opens the gate.
//!
//! What is sure costs a look at every byte, so a quicker look comes first. Each phrase has a word, and each word a fragment
//! of up to four letters; few fragments do for all phrases, and a text without any of them is found at the speed of
//! memory. Where one stands, the word around it and the words behind it are compared.

use aho_corasick::{Span, packed};
use regex::bytes::Regex;

use super::{
    ascii::is_part,
    fragments::{self, Group, Letters},
    words::{ENCLITICS, words},
};

/// The phrases without which there is no agreement.
pub(crate) enum Gate {
    Quick(Vec<Fragments>),
    /// Where a processor or the phrases don't allow that.
    Slow(Regex),
}

/// A few fragments of one length, so that at one place stands one of them at most.
pub(crate) struct Fragments {
    searcher: packed::Searcher,
    /// For each fragment the words that hold it.
    signs: Vec<Vec<Sign>>,
}

/// A word of a phrase, found by its fragment.
#[derive(Clone)]
struct Sign {
    /// How many letters stand before the fragment.
    before: usize,
    /// How many stand before its end.
    after: usize,
    word: String,
    /// The words of the phrase before it.
    ahead: Vec<String>,
    /// The words of the phrase behind it.
    behind: Vec<String>,
}

/// How a text is written down.
#[derive(Clone, Copy, PartialEq)]
enum Writing {
    Plain,
    /// A blank may be lacking before a word, or behind it before a verb: "Eri Cahyadimenandatangani".
    Glued,
    /// As in JSON. No `\u` escape stands for a letter, digit or mark of ASCII.
    Escaped,
}

impl Gate {
    /// `letters` tells which fragments are rare.
    pub(super) fn new(phrases: &[String], letters: &Letters) -> Result<Gate, regex::Error> {
        let small = |phrase: &String| words(phrase).map(|(_, word)| word.to_lowercase()).collect::<Vec<_>>();
        let mut phrases: Vec<Vec<String>> = phrases.iter().map(small).collect();
        phrases.sort();
        phrases.dedup();
        // A phrase that holds another one, word by word, adds nothing.
        let holds = |long: &[String], short: &[String]| {
            long.len() > short.len() && long.windows(short.len()).any(|words| words == short)
        };
        let adds = |long: &&Vec<String>| !phrases.iter().any(|short| holds(long, short));
        let phrases: Vec<Vec<String>> = phrases.iter().filter(adds).cloned().collect();
        Ok(match quick(&phrases, letters) {
            Some(fragments) => Gate::Quick(fragments),
            None => Gate::Slow(pattern(&phrases)?),
        })
    }

    /// Does a phrase stand in the text?
    pub(crate) fn is_open(&self, text: &str) -> bool {
        match self {
            Gate::Quick(fragments) => {
                let small = text.to_ascii_lowercase();
                fragments.iter().any(|fragments| fragments.places(small.as_bytes(), Writing::Plain).next().is_some())
            }
            Gate::Slow(pattern) => pattern.is_match(text.as_bytes()),
        }
    }

    /// Byte offsets in the text, which is in small letters of ASCII, in order: one within each phrase that stands in it, even
    /// where it is glued to the words around it.
    pub(crate) fn places(&self, small: &str) -> Vec<usize> {
        let mut places: Vec<usize> = match self {
            Gate::Quick(fragments) => {
                fragments.iter().flat_map(|fragments| fragments.places(small.as_bytes(), Writing::Glued)).collect()
            }
            // Every one: the pattern doesn't find what is glued.
            Gate::Slow(_) => (0..small.len()).collect(),
        };
        places.sort_unstable();
        places
    }

    /// May one stand in the texts of this JSON, in which no `\u` escape stands for a letter, digit or mark of ASCII? Of an article
    /// whose title and text are strings in it, [`is_open`](Gate::is_open) says no wherever this does. What is in `buffer`
    /// is of no matter.
    pub(crate) fn may_be_open_in_json(&self, json: &[u8], buffer: &mut Vec<u8>) -> bool {
        let Gate::Quick(fragments) = self else { return true };
        buffer.clear();
        buffer.extend_from_slice(json);
        buffer.make_ascii_lowercase();
        fragments.iter().any(|fragments| fragments.places(buffer, Writing::Escaped).next().is_some())
    }
}

/// Of each phrase its words, with whatever may join them. The words are whole ones, so the pattern is bounded as they are.
fn pattern(phrases: &[Vec<String>]) -> Result<Regex, regex::Error> {
    let word = |word: &String| format!("{}(?:{})?", regex::escape(word), ENCLITICS.join("|"));
    let pattern = |phrase: &Vec<String>| phrase.iter().map(word).collect::<Vec<_>>().join(r"[^a-z0-9]+");
    Regex::new(&format!(r"(?i-u)\b(?:{})\b", phrases.iter().map(pattern).collect::<Vec<_>>().join("|")))
}

impl Fragments {
    /// Where in the text, in small letters, one of the words stands with the rest of its phrase.
    fn places<'f>(&'f self, text: &'f [u8], writing: Writing) -> impl Iterator<Item = usize> + 'f {
        let mut from = 0;
        std::iter::from_fn(move || {
            while let Some(hit) = self.searcher.find_in(text, Span { start: from, end: text.len() }) {
                from = hit.start() + 1;
                if self.signs[hit.pattern()].iter().any(|sign| sign.stands_at(text, hit.start(), writing)) {
                    return Some(hit.start());
                }
            }
            None
        })
    }
}

impl Sign {
    /// Does the word stand around its fragment, and the rest of the phrase around it? In JSON no more than one word before it is
    /// looked at: backwards, escapes cannot be told for certain.
    fn stands_at(&self, text: &[u8], fragment: usize, writing: Writing) -> bool {
        let Some(start) = fragment.checked_sub(self.before) else { return false };
        // Most are told by the letters on both sides of the fragment.
        let word = self.word.as_bytes();
        let differs = |letter: usize| word.get(letter).is_some_and(|known| text.get(start + letter) != Some(known));
        if differs(self.after) || self.before > 0 && differs(self.before - 1) {
            return false;
        }
        let mut end = start + self.word.len();
        if text.get(start..end) != Some(word) {
            return false;
        }
        let begins = match writing {
            Writing::Plain => behind(text, start, &self.ahead).is_some_and(|start| begins(text, start)),
            Writing::Glued => behind(text, start, &self.ahead).is_some(),
            Writing::Escaped => may_begin_in_json(text, start) && may_follow_in_json(text, start, self.ahead.last()),
        };
        if !begins {
            return false;
        }
        for word in &self.behind {
            end = behind_enclitic(text, end);
            let Some(next) = behind_gap(text, end, writing) else { return true };
            if next == end || !text[next..].starts_with(word.as_bytes()) {
                return false;
            }
            end = next + word.len();
        }
        end = behind_enclitic(text, end);
        let ends = !text.get(end).is_some_and(|byte| is_part(*byte));
        ends || writing == Writing::Glued && text[end..].starts_with(b"me")
    }
}

/// "kesepakatannya" is a form of "kesepakatan": where the word that goes to `at` ends, with an enclitic.
fn behind_enclitic(text: &[u8], at: usize) -> usize {
    ENCLITICS
        .iter()
        .find(|enclitic| text[at..].starts_with(enclitic.as_bytes()))
        .map_or(at, |enclitic| at + enclitic.len())
}

/// Where the words `ahead` begin, if they stand before `at`.
fn behind(text: &[u8], mut at: usize, ahead: &[String]) -> Option<usize> {
    for word in ahead.iter().rev() {
        let gap = text[..at].iter().rev().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
        at = without(&text[..at - gap], word).filter(|_| gap > 0)?.len();
    }
    Some(at)
}

/// What stands before the word that ends the text, with or without an enclitic.
fn without<'t>(text: &'t [u8], word: &str) -> Option<&'t [u8]> {
    let stems = ENCLITICS.iter().filter_map(|enclitic| text.strip_suffix(enclitic.as_bytes()));
    std::iter::once(text).chain(stems).find_map(|stem| stem.strip_suffix(word.as_bytes()))
}

/// Does a word begin here?
fn begins(text: &[u8], at: usize) -> bool {
    !text[..at].last().is_some_and(|byte| is_part(*byte))
}

/// May a word begin here? What stands before it may be the end of an escape: `\nMoU`, `\u201cMoU`.
fn may_begin_in_json(text: &[u8], at: usize) -> bool {
    let backslash = |before: usize| at >= before && text[at - before] == b'\\';
    at == 0 || !text[at - 1].is_ascii_alphanumeric() || backslash(2) || backslash(6)
}

/// May the word stand before `at`? That can be told behind a blank or hyphen that stands behind a letter.
fn may_follow_in_json(text: &[u8], at: usize, word: Option<&String>) -> bool {
    let before = text[..at].strip_suffix(b" ").or_else(|| text[..at].strip_suffix(b"-"));
    match (word, before) {
        (Some(word), Some(before)) if before.last().is_some_and(u8::is_ascii_alphanumeric) => {
            without(before, word).is_some()
        }
        _ => true,
    }
}

/// Where the next word begins; none where that can't be told, at the end of a string of JSON: the title's last word and
/// the text's first one may make a phrase.
fn behind_gap(text: &[u8], mut at: usize, writing: Writing) -> Option<usize> {
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' if writing == Writing::Escaped => return None,
            b'\\' if writing == Writing::Escaped => at += if text.get(at + 1) == Some(&b'u') { 6 } else { 2 },
            byte if byte.is_ascii_alphanumeric() => return Some(at),
            _ => at += 1,
        }
    }
    Some(text.len())
}

/// Finds few fragments, and rare ones, in all phrases; none where the phrases or the processor don't allow that.
fn quick(phrases: &[Vec<String>], letters: &Letters) -> Option<Vec<Fragments>> {
    // What isn't ASCII may be written in more than one way.
    if !phrases.iter().flatten().all(|word| word.is_ascii()) {
        return None;
    }
    let sign = |fragment: &str, (phrase, at): (&[String], usize)| {
        // Wherever in the word it stands first, it is found.
        let before = phrase[at].find(fragment).unwrap_or_default();
        let (ahead, behind) = (phrase[..at].to_vec(), phrase[at + 1..].to_vec());
        Sign { before, after: before + fragment.len(), word: phrase[at].clone(), ahead, behind }
    };
    let fragments = |group: Group<'_>| {
        let searcher = packed::Config::new().builder().extend(group.iter().map(|(fragment, _)| fragment)).build()?;
        let signs = |(fragment, places): &(&str, Vec<_>)| places.iter().map(|place| sign(fragment, *place)).collect();
        Some(Fragments { searcher, signs: group.iter().map(signs).collect() })
    };
    fragments::of_phrases(phrases, letters)?.into_iter().map(fragments).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn phrases() -> Vec<Vec<String>> {
        let of = |phrase: &str| phrase.split(' ').map(str::to_owned).collect();
        ["mou", "kerja sama", "pks", "nota kesepahaman", "tanda tangani bersama", "ditandatangani"].map(of).to_vec()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_quick_way_finds_what_the_pattern_finds(text in "(mou|MoU|kerja|Kerja|sama|nya|lah|nota|kesepahaman|tanda|tangani|bersama|ditandatangani|a|9|[ _.\\n-]|“|é){0,12}") {
            let gate = Gate::Quick(quick(&phrases(), &Letters::of(&[])).unwrap());
            prop_assert_eq!(gate.is_open(&text), pattern(&phrases()).unwrap().is_match(text.as_bytes()));
        }
    }
}
