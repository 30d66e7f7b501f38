//! Fragments of words: few and rare ones that stand in all phrases of a list, so that a text without any of them is told at
//! the speed of memory.

use std::collections::{BTreeMap, BTreeSet};

/// The longest fragments, in letters.
const LONGEST: usize = 4;

/// So many fragments are looked for at once. The searcher sorts them into eight buckets, and where letters fit one it compares all that
/// are in it: of 31 fragments some stand in the way at every eighth letter, of a dozen hardly ever, and three looks cost less
/// than one.
const MOST: usize = 12;

/// How often letters stand in a row in ordinary text: in Indonesian, "meng" and "deng" do so in every second line.
pub(super) struct Letters {
    // By row, five bits a letter.
    counts: Vec<u16>,
    all: usize,
}

impl Letters {
    /// Counts in these texts, of which the lexicons' phrases and remarks are enough: what matters is what is common.
    pub(super) fn of(texts: &[&str]) -> Letters {
        let mut letters =
            Letters { counts: vec![0; 1 << (5 * LONGEST)], all: texts.iter().map(|text| text.len()).sum() };
        for text in texts {
            let mut row = 0;
            for letter in text.bytes() {
                row = if letter.is_ascii_alphabetic() { letters.behind(row, letter) } else { 0 };
                letters.counts[row] = letters.counts[row].saturating_add(1);
            }
        }
        letters
    }

    /// The row that ends with one more letter.
    fn behind(&self, row: usize, letter: u8) -> usize {
        (row << 5 | usize::from(letter & 31)) % self.counts.len()
    }

    /// Which share of all places a fragment stands at. Nothing is known of one with other marks, nor of a short one, where there is
    /// no choice.
    fn rate(&self, fragment: &str) -> f64 {
        let letters = fragment.len() == LONGEST && fragment.bytes().all(|letter| letter.is_ascii_alphabetic());
        let row = fragment.bytes().fold(0, |row, letter| self.behind(row, letter));
        if letters { f64::from(self.counts[row]) / self.all.max(1) as f64 } else { 0.0 }
    }
}

/// Phrases, and of each the word, as an index, in which a fragment stands.
pub(super) type Places<'p> = Vec<(&'p [String], usize)>;

/// Fragments, each with its places.
pub(super) type Group<'p> = Vec<(&'p str, Places<'p>)>;

/// The fragments of these phrases in groups to be looked for at once, each of fragments of one length; none where a phrase has
/// no word of two letters.
pub(super) fn of_phrases<'p>(phrases: &'p [Vec<String>], letters: &Letters) -> Option<Vec<Group<'p>>> {
    // What a fragment costs by its being there, and by the places where it stands in ordinary text: each is found, and compared
    // with all words that hold the fragment.
    let cost = |fragment: &str, words: f64| 1.0 + 100.0 * letters.rate(fragment) * (3.0 + words);
    let mut fragments: BTreeMap<usize, BTreeMap<&str, Places<'p>>> = BTreeMap::new();
    let mut left: Vec<&[String]> = phrases.iter().map(Vec::as_slice).collect();
    while !left.is_empty() {
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for phrase in &left {
            let own: BTreeSet<&str> = phrase.iter().flat_map(|word| of_word(word)).collect();
            own.into_iter().for_each(|fragment| *found.entry(fragment).or_default() += 1);
        }
        // Longer ones first: a word of three letters has to be looked for by all of them.
        let worth = |(fragment, phrases): (&&str, &usize)| {
            let phrases = *phrases as f64;
            (fragment.len(), phrases / cost(fragment, phrases))
        };
        let (&best, _) = found.iter().max_by(|a, b| worth(*a).partial_cmp(&worth(*b)).expect("numbers"))?;
        let places = fragments.entry(best.len()).or_default().entry(best).or_default();
        left.retain(|phrase| {
            let place = phrase.iter().position(|word| of_word(word).any(|own| own == best));
            places.extend(place.map(|at| (*phrase, at)));
            place.is_none()
        });
    }
    let of_one_length = |fragments: BTreeMap<_, _>| fragments.into_iter().collect::<Vec<_>>();
    let groups = fragments.into_values().map(of_one_length);
    Some(groups.flat_map(|all| all.chunks(MOST).map(<[_]>::to_vec).collect::<Vec<_>>()).collect())
}

/// The fragments by which a word can be found.
fn of_word(word: &str) -> impl Iterator<Item = &str> {
    let length = word.len().min(LONGEST);
    (0..word.len() + 1 - length).map(move |at| &word[at..at + length]).filter(|fragment| fragment.len() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_letters_are_not_looked_for() {
        let phrases = [vec!["menggandeng".to_owned()], vec!["mou".to_owned()]];
        let of = |texts: &[&str]| of_phrases(&phrases, &Letters::of(texts)).unwrap();
        let common = of(&["Mengapa mengingat dengan, padahal dengan mengisi?", "gandum andesit ingat nggak"]);
        let [three, four] = &common[..] else { panic!("{common:?}") };
        assert_eq!(three, &[("mou", vec![(&phrases[1][..], 0)])]);
        let [(fragment, places)] = &four[..] else { panic!("{four:?}") };
        assert!(!["meng", "deng", "gand", "ande", "ngga"].contains(fragment), "{fragment}");
        assert_eq!(places, &[(&phrases[0][..], 0)]);
    }

    #[test]
    fn a_letter_alone_is_not_looked_for() {
        assert!(of_phrases(&[vec!["a".to_owned()]], &Letters::of(&[])).is_none());
    }
}
