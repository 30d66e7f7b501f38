//! What a cooperation covers: `sector_terms.csv`, `agency_sectors.csv`.

use std::collections::BTreeMap;

use super::{
    Phrases, Vocabulary, WordSet,
    table::{Row, Table},
    words::words,
};
use crate::{Error, Result, model::Sector};

/// A term of the scope.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Term {
    /// The sector; none for a term that only hides shorter ones ("kunjungan kerja").
    pub(crate) sector: Option<Sector>,
    /// Too general to count outside a list of the scope.
    pub(crate) weak: bool,
    /// Counts only where the article names the sector in other words too: "SDM" where it speaks of "ASN".
    pub(crate) echo: bool,
}

/// The terms, and every word of those that name a sector.
pub(super) fn parse(terms: &str, vocabulary: &mut Vocabulary) -> Result<(Phrases<Term>, WordSet)> {
    let mut phrases = Phrases::default();
    let mut all = WordSet::default();
    for row in Table::parse("sector_terms.csv", terms, &["term", "sector", "kind"])?.rows() {
        let sector = match row.get("sector") {
            "" => None,
            _ => Some(row.one_of("sector", Sector::from_label, "a sector of the codebook")?),
        };
        let weak = row.one_of(
            "kind",
            |kind| ["term", "weak", "exclusion", "echo"].contains(&kind).then_some(kind == "weak"),
            "term, weak, echo or exclusion",
        )?;
        let term = row.required("term")?;
        phrases.insert(vocabulary, term, Term { sector, weak, echo: row.get("kind") == "echo" });
        // What stands for no sector ("Kapten Laut") is no field of an office either.
        if sector.is_some() {
            all.extend(words(term).map(|(_, word)| vocabulary.intern(word)));
        }
    }
    Ok((phrases, all))
}

/// Reads `agency_sectors.csv`, and checks that `sectors.csv` lists just the sectors that the program knows.
pub(super) fn parse_agencies(sectors: &str, agencies: &str) -> Result<BTreeMap<String, Vec<Sector>>> {
    let read = |row: Row<'_>, column: &str| row.one_of(column, Sector::from_label, "a sector of the codebook");
    let mut listed = Vec::new();
    for row in Table::parse("sectors.csv", sectors, &["label", "group", "urusan"])?.rows() {
        listed.push(read(row, "label")?);
    }
    if let Some(missing) = Sector::ALL.iter().find(|sector| !listed.contains(sector)) {
        return Err(Error::Lexicon {
            file: "sectors.csv".to_owned(),
            line: 0,
            field: "label".to_owned(),
            reason: format!("expected a row for {missing}, found none"),
        });
    }
    let mut by_agency: BTreeMap<String, Vec<Sector>> = BTreeMap::new();
    for row in Table::parse("agency_sectors.csv", agencies, &["name", "sector"])?.rows() {
        by_agency.entry(row.required("name")?.to_owned()).or_default().push(read(row, "sector")?);
    }
    Ok(by_agency)
}
