//! When two names, offices, parties or agreements count as the same: the functions of `score.py`, one by one.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::{LabelledAgreement, LabelledParty};
use crate::model::Signatory;

/// A labelled and a found agreement, by their places in the article.
pub(super) struct Pair {
    pub gold: usize,
    pub found: usize,
    pub overlap: f64,
}

/// Pairs agreements greedily, the largest overlap first, down to 0.5.
pub(super) fn pair(gold: &[LabelledAgreement], found: &[LabelledAgreement]) -> Vec<Pair> {
    let mut cells = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            cells.push(Pair { gold: i, found: j, overlap: overlap(&g.parties, &f.parties) });
        }
    }
    // Stable: equal overlaps stay in the order of the labels, then of the findings.
    cells.sort_by(|a, b| b.overlap.total_cmp(&a.overlap));
    let mut pairs: Vec<Pair> = Vec::new();
    for cell in cells {
        let free = !pairs.iter().any(|pair| pair.gold == cell.gold || pair.found == cell.found);
        if cell.overlap >= 0.5 && free {
            pairs.push(cell);
        }
    }
    pairs
}

/// Gives each labelled person the first person found that is left and the same; places in both lists.
pub(super) fn match_people(gold: &[Signatory], found: &[Signatory]) -> Vec<(usize, usize)> {
    let mut left: Vec<usize> = (0..found.len()).collect();
    let mut hits = Vec::new();
    for (i, person) in gold.iter().enumerate() {
        if let Some(at) = left.iter().position(|&j| same_person(&person.name, &found[j].name)) {
            hits.push((i, left.remove(at)));
        }
    }
    hits
}

/// Is one office the other, or the other with the region's name behind it?
pub(super) fn same_office(a: &str, b: &str) -> bool {
    let (a, b) = (office(a), office(b));
    a == b || a.starts_with(&format!("{b} ")) || b.starts_with(&format!("{a} "))
}

/// The Jaccard overlap of two sets of parties.
fn overlap(gold: &[LabelledParty], found: &[LabelledParty]) -> f64 {
    let mut left: Vec<&LabelledParty> = found.iter().collect();
    let mut hits = 0;
    for party in gold {
        if let Some(at) = left.iter().position(|other| same_party(party, other)) {
            left.remove(at);
            hits += 1;
        }
    }
    match gold.len() + found.len() - hits {
        0 => 0.0,
        all => hits as f64 / all as f64,
    }
}

/// Regions are the same by code, other parties when three fifths of the shorter name's words are shared.
fn same_party(a: &LabelledParty, b: &LabelledParty) -> bool {
    if a.kind == "region" || b.kind == "region" {
        return a.kind == b.kind && a.code == b.code;
    }
    let words = |party: &LabelledParty| organisation(party.name.as_deref().unwrap_or_default());
    let (x, y) = (words(a), words(b));
    let shorter = x.len().min(y.len());
    shorter > 0 && x.intersection(&y).count() as f64 / shorter as f64 >= 0.6
}

/// Is one name the other, or a part of it with at least one word longer than an initial?
fn same_person(a: &str, b: &str) -> bool {
    let (a, b) = (person(a), person(b));
    if a == b {
        return true;
    }
    let (x, y): (BTreeSet<&str>, BTreeSet<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    !a.is_empty()
        && !b.is_empty()
        && (x.is_subset(&y) || y.is_subset(&x))
        && x.intersection(&y).any(|word| word.chars().count() > 2)
}

/// The name without titles before and behind it.
fn person(name: &str) -> String {
    // Python's `\s` also knows the separators U+001C to U+001F.
    static TITLES: LazyLock<Regex> = LazyLock::new(|| {
        let titles = r"prof|dr|drs|dra|ir|hj?|k\.?h|h\.m|r|rr|st|sp|se|sh|mm|ak|apt|drg|kol|letkol|brigjen|mayjen";
        Regex::new(&format!(r"(?i)^(?:(?:{titles})\.?[\s\x1c-\x1f]+)+")).expect("a valid pattern")
    });
    let name = name.split(',').next().unwrap_or_default();
    fold(&TITLES.replace(name, ""))
}

/// The office with its short forms spelled out.
fn office(text: &str) -> String {
    static ACTING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bpelaksana tugas\b").expect("a valid pattern"));
    let folded = fold(text);
    let folded = ACTING.replace_all(&folded, "plt");
    let words = folded.split(' ').map(|word| match word {
        "walikota" => "wali kota",
        "wawali" | "wawako" => "wakil wali kota",
        "wabup" => "wakil bupati",
        "wagub" => "wakil gubernur",
        "penjabat" => "pj",
        "kadis" => "kepala dinas",
        "karo" => "kepala biro",
        "kabag" => "kepala bagian",
        _ if word.starts_with("sekda") => "sekretaris daerah",
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The words of an organisation's name that tell it from others.
fn organisation(name: &str) -> BTreeSet<String> {
    const EMPTY: [&str; 6] = ["pt", "cv", "tbk", "persero", "pemerintah", "the"];
    fold(name).split_whitespace().filter(|word| !EMPTY.contains(word)).map(str::to_owned).collect()
}

/// Words in lower case, one space between them, punctuation gone.
fn fold(text: &str) -> String {
    // What Python's `\w` does not match; Rust's own `\W` would keep combining marks.
    static GAP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[^\p{L}\p{N}_]+").expect("a valid pattern"));
    let lower = text.nfkc().collect::<String>().to_lowercase();
    GAP.replace_all(&lower, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people() {
        for (a, b) in [
            ("Dr. H. Sutiaji, S.E., M.M.", "Sutiaji"),
            ("K.H. Anwar Sadad", "Anwar  SADAD"),
            ("Anna Mu’awanah", "Hj. Anna Mu'awanah"),
            ("Syarif Fasha", "Fasha"),
        ] {
            assert!(same_person(a, b), "{a} / {b}");
        }
        for (a, b) in [("Sutiaji", "Sutiyaji"), ("A. B", "A"), ("", "Ani"), ("Ani Rahma", "Ani Lestari")] {
            assert!(!same_person(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn offices() {
        for (a, b) in [
            ("Walikota", "Wali Kota Malang"),
            ("Penjabat Gubernur", "Pj. Gubernur"),
            ("Pelaksana Tugas Bupati", "Plt Bupati"),
            ("Sekdaprov", "Sekretaris Daerah"),
        ] {
            assert!(same_office(a, b), "{a} / {b}");
        }
        assert!(!same_office("Bupati", "Wakil Bupati"));
    }

    #[test]
    fn parties() {
        let party = |kind: &str, name: &str| LabelledParty { kind: kind.into(), code: None, name: Some(name.into()) };
        assert!(same_party(&party("organisation", "PT Semen Padang Tbk"), &party("organisation", "Semen Padang")));
        assert!(same_party(&party("foreign", "Kota Miri"), &party("organisation", "Pemerintah Kota Miri")));
        assert!(!same_party(&party("organisation", "PT"), &party("organisation", "PT")), "no word is left");
    }
}
