//! Is a text Indonesian? `languages.csv`: the small words that each language cannot do without.

use std::collections::HashMap;

use regex::bytes::Regex;

use super::table::Table;
use crate::{Error, Result};

/// So many small words are looked at: those of the first two hundred words or so.
const ENOUGH: usize = 60;
/// A text of so many bytes has small words of its language.
const LONG: usize = 600;

/// The small words, and how much each speaks for and against Indonesian.
pub(crate) struct Languages {
    words: Regex,
    weights: HashMap<Vec<u8>, Weight>,
}

#[derive(Clone, Copy, Default)]
struct Weight {
    indonesian: u32,
    other: u32,
}

impl Languages {
    /// Is the text Indonesian, as far as its small words tell? One that is too short to tell is taken for it.
    pub(crate) fn is_indonesian(&self, text: &str) -> bool {
        let mut sum = Weight::default();
        for word in self.words.find_iter(text.as_bytes()).take(ENOUGH) {
            let word = word.as_bytes().to_ascii_lowercase();
            let weight = self.weights.get(&word).copied().unwrap_or_default();
            sum.indonesian += weight.indonesian;
            sum.other += weight.other;
        }
        sum.other <= sum.indonesian && (sum.indonesian > 0 || text.len() < LONG)
    }
}

/// Reads `languages.csv`: `word,language,why`. The language `id+ms` is for words that Malay has as well: they speak for
/// Indonesian, until words that only Malay has speak against it.
pub(super) fn parse(file: &str, text: &str) -> Result<Languages> {
    let table = Table::parse(file, text, &["word", "language", "why"])?;
    let mut weights = HashMap::new();
    for row in table.rows() {
        let word = row.required("word")?.to_lowercase();
        let weight = match row.required("language")? {
            "id" => Weight { indonesian: 4, other: 0 },
            "id+ms" => Weight { indonesian: 1, other: 0 },
            "ms" => Weight { indonesian: 0, other: 6 },
            _ => Weight { indonesian: 0, other: 1 },
        };
        if !word.is_ascii() {
            return Err(row.refuse("word", format!("expected letters of ASCII only, found {word:?}")));
        }
        if weights.insert(word.clone().into_bytes(), weight).is_some() {
            return Err(row.refuse("word", format!("expected each word once, found {word:?} again")));
        }
    }
    let mut words: Vec<String> = weights.keys().map(|word| regex::escape(&String::from_utf8_lossy(word))).collect();
    words.sort_unstable();
    // By bytes: boundaries of letters of all scripts would make it many times slower.
    let words = Regex::new(&format!(r"(?i-u)\b(?:{})\b", words.join("|")));
    let refuse = |fault: regex::Error| Error::Lexicon {
        file: file.to_owned(),
        line: 0,
        field: "word".to_owned(),
        reason: fault.to_string(),
    };
    Ok(Languages { words: words.map_err(refuse)?, weights })
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
