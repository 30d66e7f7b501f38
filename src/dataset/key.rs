//! What can be computed from one report alone: its blocking key; and from a block and a date: an id.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Agreement, LEGAL_FORMS, PartialDate, Party, Scheme};

/// Reports can mean one agreement only when their keys are equal, so an engine may shuffle by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BlockKey {
    pub parties: BTreeSet<String>,
    pub scheme: Scheme,
}

impl BlockKey {
    pub fn of(agreement: &Agreement) -> BlockKey {
        BlockKey { parties: agreement.parties.iter().map(party_key).collect(), scheme: agreement.scheme }
    }

    /// The id of the `nth` agreement (from 0) of this block that has the same `month`: 16 hexadecimal digits
    /// of XXH3-64 over the party keys, scheme, month and, from the second on, a number, each on a line.
    pub fn id(&self, month: &str, nth: usize) -> String {
        let mut text = String::new();
        for party in &self.parties {
            text.push_str(party);
            text.push('\n');
        }
        text.push_str(&format!("{}\n{month}\n", self.scheme));
        if nth > 0 {
            text.push_str(&format!("{}\n", nth + 1));
        }
        format!("{:016x}", xxh3_64(text.as_bytes()))
    }
}

/// What a party is compared by: the code of a region, the folded name of another.
pub(super) fn party_key(party: &Party) -> String {
    match party {
        Party::Region { code, .. } => format!("region {code}"),
        Party::Organisation { name } | Party::Foreign { name } => format!("name {}", fold(name)),
    }
}

/// A name as it is compared: lower case, no punctuation, no short form in brackets, no `pt`, `cv`, `tbk`,
/// `persero`. A name of nothing else stays as it is, in lower case.
///
/// ```
/// use sepakat::dataset::fold;
/// assert_eq!(fold("PT. Bank  Jatim (Persero), Tbk"), "bank jatim");
/// assert_eq!(fold("Kejaksaan Negeri (Kejari) Kota Tegal"), "kejaksaan negeri kota tegal");
/// assert_eq!(fold("P.T."), "p t");
/// ```
pub fn fold(name: &str) -> String {
    let lower = name.nfkc().collect::<String>().to_lowercase();
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let mut telling = words(&without_brackets(&lower));
    telling.retain(|word| !LEGAL_FORMS.contains(&word.as_str()));
    if telling.is_empty() { words(&lower).join(" ") } else { telling.join(" ") }
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

/// The month of a date for an id: `2025-10`, or `2025` when no more is known. A day that a later source adds
/// does not change it.
pub(super) fn month(date: PartialDate) -> String {
    match date {
        PartialDate::Day(day) => PartialDate::Month(day.year(), day.month()).to_string(),
        coarser => coarser.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn an_organisation_and_a_foreign_partner_of_one_name_are_one() {
        let name = "Kota Miri".to_owned();
        assert_eq!(party_key(&Party::Foreign { name: name.clone() }), party_key(&Party::Organisation { name }));
    }
}
