//! Pairs of regions: the edges of the cooperation network.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Lexicons,
    dataset::Record,
    model::{RegionCode, Scheme},
};

/// Two regions that are parties of the same agreements, in one year and scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dyad {
    /// The region with the smaller code.
    pub source: RegionCode,
    /// The other region.
    pub target: RegionCode,
    /// The official name of `source`.
    pub source_name: Option<String>,
    /// The official name of `target`.
    pub target_name: Option<String>,
    /// The year of signing, else of the first publication.
    pub year: Option<i16>,
    /// With what kind of partner.
    pub scheme: Scheme,
    /// The agreements, sorted.
    pub agreement_ids: BTreeSet<String>,
}

/// All pairs, by source, target, year (unknown last), scheme.
pub fn dyads<'a>(records: impl IntoIterator<Item = &'a Record>, lexicons: &Lexicons) -> Vec<Dyad> {
    let mut ids: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for record in records {
        let signed = record.signed_on.map(|date| date.first_day().year());
        let year = signed.or(record.first_published.map(|date| date.year()));
        let codes: BTreeSet<RegionCode> = record.parties.iter().filter_map(|party| party.code()).collect();
        for &source in &codes {
            for &target in codes.range(source..).skip(1) {
                let key = (source, target, year.is_none(), year, record.scheme);
                ids.entry(key).or_default().insert(record.id.clone());
            }
        }
    }
    let name = |code| lexicons.region(code).map(|region| region.name.clone());
    ids.into_iter()
        .map(|((source, target, _, year, scheme), agreement_ids)| Dyad {
            source,
            target,
            source_name: name(source),
            target_name: name(target),
            year,
            scheme,
            agreement_ids,
        })
        .collect()
}
