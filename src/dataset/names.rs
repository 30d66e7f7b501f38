//! When two names mean one party.

use unicode_normalization::UnicodeNormalization;

use crate::{
    Lexicons,
    model::{LEGAL_FORMS, Party, RegionCode},
};

/// Words that say what kind of government or office a name belongs to, and that reporters leave out.
const LEFT_OUT: [&str; 8] = ["pemerintah", "pemkot", "pemkab", "pemprov", "kota", "kabupaten", "kab", "provinsi"];

/// How many words a short name of the lexicon may have ("USN Kolaka").
const SHORT_NAME_WORDS: usize = 4;

/// A party as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PartyName {
    /// A region is its code.
    Region(RegionCode),
    /// An organisation or a foreign partner; news doesn't always tell them apart.
    Other(Name),
}

/// A name cut into what tells it from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Folded, short names of the lexicon in full, without [`LEFT_OUT`].
    words: Vec<String>,
    /// The short form that stands in brackets behind it: "Universitas Sebelas Maret (UNS)".
    short: Option<String>,
}

impl PartyName {
    pub fn read(party: &Party, lexicons: &Lexicons) -> PartyName {
        match party {
            Party::Region { code, .. } => PartyName::Region(*code),
            Party::Organisation { name } | Party::Foreign { name } => PartyName::Other(Name::read(name, lexicons)),
        }
    }

    pub fn region(&self) -> Option<RegionCode> {
        match self {
            PartyName::Region(code) => Some(*code),
            PartyName::Other(_) => None,
        }
    }

    /// Do both mean one party?
    pub fn is(&self, other: &PartyName) -> bool {
        match (self, other) {
            (PartyName::Region(a), PartyName::Region(b)) => a == b,
            (PartyName::Other(a), PartyName::Other(b)) => a.is(b),
            _ => false,
        }
    }

    /// What can be told of the party from any of its spellings: the code of a region; the first letter of a name,
    /// for a short form begins as the name does.
    pub fn atoms(&self) -> Vec<String> {
        let letter = |word: &String| word.chars().next().map(String::from);
        match self {
            PartyName::Region(code) => vec![code.to_string()],
            PartyName::Other(name) => {
                let mut letters: Vec<String> =
                    [name.words.first(), name.short.as_ref()].into_iter().flatten().filter_map(letter).collect();
                letters.sort();
                letters.dedup();
                letters
            }
        }
    }
}

impl Name {
    fn read(name: &str, lexicons: &Lexicons) -> Name {
        let short = bracket_at_end(name).map(fold).filter(|short| !short.is_empty() && !short.contains(' '));
        let all = in_full(split(&fold(name)), lexicons);
        let telling: Vec<String> = all.iter().filter(|word| !LEFT_OUT.contains(&word.as_str())).cloned().collect();
        Name { words: if telling.is_empty() { all } else { telling }, short }
    }

    /// The same words, but for one letter or their order; the beginning of the other, as "Bank Jatim" of "Bank Jatim
    /// Cabang Malang"; or a short form of it: in brackets behind one of them, or its first letters.
    fn is(&self, other: &Name) -> bool {
        let (fewer, more) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        if fewer.words.len() == more.words.len() && fewer.same_words(more) {
            return true;
        }
        if fewer.words.len() >= 2 {
            return more.words.starts_with(&fewer.words) || fewer.short.is_some() && fewer.short == more.short;
        }
        let [word] = &fewer.words[..] else { return false };
        more.short.as_ref() == Some(word)
            || fewer.short.is_some() && fewer.short == more.short
            || more.words.len() >= 2 && (*word == more.initials() || more.words[0] == *word && more.words.len() == 2)
    }

    fn same_words(&self, other: &Name) -> bool {
        let differing = self.words.iter().zip(&other.words).filter(|(a, b)| a != b).collect::<Vec<_>>();
        match differing[..] {
            [] => true,
            [(a, b)] => a.chars().count().min(b.chars().count()) >= 5 && strsim::osa_distance(a, b) == 1,
            _ => {
                let sorted = |name: &Name| {
                    let mut words = name.words.clone();
                    words.sort();
                    words
                };
                sorted(self) == sorted(other)
            }
        }
    }

    fn initials(&self) -> String {
        self.words.iter().filter_map(|word| word.chars().next()).collect()
    }
}

/// A name as it is compared in ids: lower case, no punctuation, no short form in brackets, no `pt`, `cv`, `tbk`,
/// `persero`. A name of nothing else stays as it is, in lower case.
///
/// ```
/// use sepakat::dataset::fold;
/// assert_eq!(fold("PT. Bank  Jatim (Persero), Tbk"), "bank jatim");
/// assert_eq!(fold("Kejaksaan Negeri (Kejari) Kota Tegal"), "kejaksaan negeri kota tegal");
/// assert_eq!(fold("P.T."), "p t");
/// ```
pub fn fold(name: &str) -> String {
    // Nearly all names are ASCII, which NFKC leaves as it is.
    let lower =
        if name.is_ascii() { name.to_ascii_lowercase() } else { name.nfkc().collect::<String>().to_lowercase() };
    let outside = without_brackets(&lower);
    let telling = joined(words(&outside).filter(|word| !LEGAL_FORMS.contains(word)));
    if telling.is_empty() { joined(words(&lower)) } else { telling }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The words with a blank between each two.
fn joined<'n>(words: impl Iterator<Item = &'n str>) -> String {
    let mut all = String::new();
    for word in words {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(word);
    }
    all
}

fn split(name: &str) -> Vec<String> {
    words(name).map(str::to_owned).collect()
}

/// "kejaksaan negeri (kejari) kota tegal" without "(kejari)"; a bracket that never closes goes to the end.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(letter),
            _ => {}
        }
    }
    outside
}

/// "UNS" of "Universitas Sebelas Maret (UNS)".
fn bracket_at_end(name: &str) -> Option<&str> {
    let (_, bracket) = name.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    Some(bracket)
}

/// "kejari", "tegal" to "kejaksaan", "negeri", "tegal": the longest short name that the words begin with.
fn in_full(words: Vec<String>, lexicons: &Lexicons) -> Vec<String> {
    for length in (1..=words.len().min(SHORT_NAME_WORDS)).rev() {
        if let Some(full) = lexicons.organisations.full_names.get(&words[..length].join(" ")) {
            return split(&fold(full)).into_iter().chain(words[length..].iter().cloned()).collect();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::builtin().unwrap());

    fn same(a: &str, b: &str) -> bool {
        let [x, y] = [a, b].map(|name| PartyName::read(&Party::Organisation { name: name.to_owned() }, &LEXICONS));
        assert_eq!(x.is(&y), y.is(&x), "{a} and {b}, either way");
        let meet = x.atoms().iter().any(|atom| y.atoms().contains(atom));
        assert!(!x.is(&y) || meet, "{a} and {b} share a key");
        x.is(&y)
    }

    #[test]
    fn names_of_one_party() {
        for (a, b) in [
            ("PT Semen Padang", "Semen Padang (Persero) Tbk."),
            ("Universitas Sebelas Maret (UNS)", "UNS"),
            ("Universitas Sebelas Maret", "UNS"),
            ("Universitas Diponegoro", "Universitas Diponogoro"),
            ("Kejari Kota Tegal", "Kejaksaan Negeri (Kejari) Tegal"),
            ("Bank Jatim", "PT Bank Jatim Cabang Malang"),
            ("Yayasan Bumi Lestari Nusa (YBLN)", "YBLN"),
            ("Yayasan Bumi Lestari Nusa", "YBLN"),
            ("Pemerintah Kota Kitakyushu", "Kitakyushu"),
            ("Kitakyushu Jepang", "Kota Kitakyushu"),
        ] {
            assert!(same(a, b), "{a} = {b}");
        }
    }

    #[test]
    fn names_of_two() {
        for (a, b) in [
            ("Universitas Negeri Malang", "Universitas Negeri Padang"),
            ("Universitas Brawijaya", "Universitas Bengkulu"),
            ("Kejaksaan Negeri Kota Tegal", "Kejaksaan Negeri Kota Pekalongan"),
            ("Kejaksaan Negeri (Kejari) Kota Tegal", "Kejaksaan Negeri (Kejari) Kota Bima"),
            ("Bank Jatim", "Bank Jateng"),
            ("BPS", "BPN"),
            ("Bank Negara Indonesia", "Bank Indonesia"),
            ("Kota Miri", "Kota Kuching"),
        ] {
            assert!(!same(a, b), "{a} ≠ {b}");
        }
    }

    #[test]
    fn names_folded() {
        for (folded, names) in [
            ("semen padang", vec!["PT Semen Padang", "Semen Padang (Persero) Tbk.", "PT. SEMEN  PADANG"]),
            ("universitas brawijaya", vec!["Universitas Brawijaya", "universitas  brawijaya."]),
            ("pt", vec!["PT", "pt."]),
        ] {
            for name in names {
                assert_eq!(fold(name), folded, "{name}");
            }
        }
    }
}
