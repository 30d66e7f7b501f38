//! Is a text Indonesian? `languages.csv`: the small words that each language cannot do without.

use rustc_hash::FxHashMap;

use super::{
    ascii::{Short, is_part, run_end, short, short_in},
    table::Table,
};
use crate::Result;

/// So many small words are looked at: those of the first two hundred words or so.
const ENOUGH: u32 = 60;
/// So far ahead of all other languages, Indonesian stays ahead: most texts are so after their first eighty words, and none of the
/// 10,000 that were tried was of another language in the end.
const AHEAD: u32 = 24;
/// A text of so many bytes has small words of its language.
const LONG: usize = 600;

/// The small words, and how much each speaks for and against Indonesian.
pub(crate) struct Languages {
    weights: FxHashMap<Short, Weight>,
    /// A bit for each length of a small word, in letters, by its first and its last letter: most other words are told by that.
    lengths: Vec<u32>,
}

/// The place of a word, which is not empty, in [`Languages::lengths`].
fn ends(word: &[u8]) -> usize {
    let letter = |byte: u8| usize::from(byte % 32);
    letter(word[0]) * 32 + letter(word[word.len() - 1])
}

#[derive(Clone, Copy, Default)]
struct Weight {
    indonesian: u32,
    other: u32,
}

/// No word has more of one weight.
const HEAVIEST: u32 = 6;

impl Languages {
    /// Is the text Indonesian, as far as its small words tell? One that is too short to tell is taken for it.
    pub(crate) fn is_indonesian(&self, text: &str) -> bool {
        let mut tally = Tally::default();
        self.read(&mut tally, text.as_bytes(), false);
        tally.verdict().unwrap_or(text.len() < LONG)
    }

    /// The same for a title and a text that is written as in JSON, where no escape stands for a letter or digit of ASCII;
    /// none where the length decides.
    pub(crate) fn is_indonesian_in_json(&self, title: &str, escaped: &str) -> Option<bool> {
        let mut tally = Tally::default();
        self.read(&mut tally, title.as_bytes(), false);
        self.read(&mut tally, escaped.as_bytes(), true);
        tally.verdict()
    }

    /// Reads words by bytes, as far as needed: boundaries of letters of all scripts would make it many times slower. An
    /// escape ends a word; its own letters are none.
    fn read(&self, tally: &mut Tally, text: &[u8], escaped: bool) {
        let mut at = 0;
        while at < text.len() {
            let end = run_end(text, at);
            if end > at
                && self.lengths[ends(&text[at..end])] >> (end - at).min(31) & 1 != 0
                && let Some(word) = short_in(text, at, end)
            {
                tally.count(self.weights.get(&word));
                if tally.is_settled() {
                    break;
                }
            }
            at = end
                + match text.get(end..) {
                    Some([b'\\', b'u', ..]) if escaped => 6,
                    Some([b'\\', ..]) if escaped => 2,
                    _ => 1,
                };
        }
    }
}

/// What the small words say so far.
#[derive(Default)]
struct Tally {
    words: u32,
    sum: Weight,
}

impl Tally {
    fn count(&mut self, weight: Option<&Weight>) {
        if let Some(weight) = weight {
            self.words += 1;
            self.sum.indonesian += weight.indonesian;
            self.sum.other += weight.other;
        }
    }

    /// Will the words that are left change nothing?
    fn is_settled(&self) -> bool {
        let Weight { indonesian, other } = self.sum;
        let settled = indonesian.abs_diff(other) > ENOUGH.saturating_sub(self.words) * HEAVIEST;
        settled || self.words >= ENOUGH || indonesian >= other + AHEAD
    }

    /// None where there were no small words.
    fn verdict(&self) -> Option<bool> {
        (self.words > 0).then_some(self.sum.other <= self.sum.indonesian)
    }
}

/// Reads `languages.csv`: `word,language,why`. The language `id+ms` is for words that Malay has as well: they speak for
/// Indonesian, until words that only Malay has speak against it.
pub(super) fn parse(file: &str, text: &str) -> Result<Languages> {
    let table = Table::parse(file, text, &["word", "language", "why"])?;
    let mut weights = FxHashMap::default();
    let mut lengths = vec![0; 32 * 32];
    for row in table.rows() {
        let word = row.required("word")?.to_lowercase();
        let weight = match row.required("language")? {
            "id" => Weight { indonesian: 4, other: 0 },
            "id+ms" => Weight { indonesian: 1, other: 0 },
            "ms" => Weight { indonesian: 0, other: 6 },
            _ => Weight { indonesian: 0, other: 1 },
        };
        let number = short(word.as_bytes()).filter(|_| word.bytes().all(is_part));
        let Some(number) = number else {
            let expected = format!("expected letters and digits of ASCII and _ only, at most {}", size_of::<Short>());
            return Err(row.refuse("word", format!("{expected}, found {word:?}")));
        };
        lengths[ends(word.as_bytes())] |= 1 << word.len();
        if weights.insert(number, weight).is_some() {
            return Err(row.refuse("word", format!("expected each word once, found {word:?} again")));
        }
    }
    Ok(Languages { weights, lengths })
}

#[cfg(test)]
mod tests {
    use crate::Lexicons;

    #[test]
    fn languages() {
        let lexicons = Lexicons::builtin().unwrap();
        for (text, indonesian) in [
            ("Pemkot Malang dan Pemkot Jambi menandatangani kesepakatan bersama di Balai Kota, Senin (12/1).", true),
            ("Malang – Jambi: MoU", true),
            ("The governor of Jakarta and the mayor of Pariaman have signed a memorandum in the city hall.", false),
            (
                "Ketua Menteri berkata mesyuarat itu diadakan kerana syarikat berkenaan bersetuju dengan kerajaan.",
                false,
            ),
            ("Bupati wis rawuh ing acara iki lan ora ana sing ngerti yen dadi kaya mangkono, saka Semarang.", false),
            ("Bupati mengutip “The Power of Us” dan menyebut bahwa kerja sama ini untuk warga.", true),
            (&"北京市政府与雅加达签署合作备忘录。".repeat(20), false),
        ] {
            assert_eq!(lexicons.languages.is_indonesian(text), indonesian, "{text}");
        }
    }
}
