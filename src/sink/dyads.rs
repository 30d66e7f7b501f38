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

/// Gathers pairs from agreements.
#[derive(Default)]
pub(super) struct Dyads {
    /// Ids as numbers: as texts, those of a large dataset would take most of its memory.
    ids: BTreeMap<Key, Vec<u64>>,
}

/// Source, target, is the year unknown, year, scheme: unknown years come last.
type Key = (RegionCode, RegionCode, bool, Option<i16>, Scheme);

impl Dyads {
    pub fn add(&mut self, record: &Record) {
        let signed = record.signed_on.map(|date| date.first_day().year());
        let year = signed.or(record.first_published.map(|date| date.year()));
        let id = u64::from_str_radix(&record.id, 16).expect("an id is hexadecimal");
        let codes: BTreeSet<RegionCode> = record.parties.iter().filter_map(|party| party.code()).collect();
        for &source in &codes {
            for &target in codes.range(source..).skip(1) {
                let key = (source, target, year.is_none(), year, record.scheme);
                self.ids.entry(key).or_default().push(id);
            }
        }
    }

    /// All pairs in their order.
    pub fn finish(self, lexicons: &Lexicons) -> impl Iterator<Item = Dyad> {
        let name = |code| lexicons.region(code).map(|region| region.name.clone());
        self.ids.into_iter().map(move |((source, target, _, year, scheme), ids)| Dyad {
            source,
            target,
            source_name: name(source),
            target_name: name(target),
            year,
            scheme,
            agreement_ids: ids.into_iter().map(|id| format!("{id:016x}")).collect(),
        })
    }
}
