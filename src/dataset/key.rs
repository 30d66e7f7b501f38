//! What can be computed from one report alone: its blocking keys, and the text of an id.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::xxh3_64;

use super::{fold, names::PartyName};
use crate::{
    Lexicons,
    model::{Agreement, PartialDate, Party},
};

/// The blocking keys of a report: two reports can mean one agreement only when they share one. A key is a pair of
/// parties, each as `PartyName::atoms` tells it: the code of a region, the first letter of another name; a report
/// that names one of eleven members beside the hub so shares the key of that pair with a report that names all.
///
/// An engine emits a report once for each of its keys; reports that hang together by shared keys must come to one
/// place, and may be merged there without the others.
///
/// ```
/// use sepakat::{Lexicons, dataset::blocking_keys, model::Agreement};
/// let agreement: Agreement = serde_json::from_str(r#"{"form":"nota_kesepahaman","scheme":"antar_daerah",
///     "status":"ditandatangani","parties":[{"kind":"region","code":"31","name":"Provinsi DKI Jakarta"},
///     {"kind":"region","code":"13.77","name":"Kota Pariaman"},{"kind":"organisation","name":"Bank Nagari"}],
///     "signed_on":null,"place":null,"valid_years":null,"subject":null,"signatories":[],"sectors":[],
///     "confidence":0.8,"evidence":[]}"#)?;
/// let keys = blocking_keys(&agreement, &Lexicons::builtin()?);
/// assert!(keys.iter().map(String::as_str).eq(["13.77+31", "13.77+b", "31+b"]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn blocking_keys(agreement: &Agreement, lexicons: &Lexicons) -> BTreeSet<String> {
    let names: Vec<PartyName> = agreement.parties.iter().map(|party| PartyName::read(party, lexicons)).collect();
    keys(&names.iter().collect::<Vec<_>>())
}

/// The same of parties that are known by name.
pub(super) fn keys(parties: &[&PartyName]) -> BTreeSet<String> {
    let atoms: Vec<Vec<String>> = parties.iter().map(|party| party.atoms()).collect();
    let mut keys = BTreeSet::new();
    for (i, one) in parties.iter().enumerate() {
        for (j, other) in parties.iter().enumerate().skip(i + 1) {
            // A region is always among the parties that two reports share.
            if one.region().is_none() && other.region().is_none() {
                continue;
            }
            for a in &atoms[i] {
                for b in &atoms[j] {
                    keys.insert(format!("{}+{}", a.min(b), a.max(b)));
                }
            }
        }
    }
    if keys.is_empty() {
        keys.extend(atoms.into_iter().flatten());
    }
    keys
}

/// The text that an id is the hash of: the parties and the month that the earliest report tells of, each on a line,
/// and for the second and later agreement of these a number.
pub(super) fn id(parties: &BTreeSet<String>, month: &str, nth: usize) -> u64 {
    let mut text = String::new();
    parties.iter().for_each(|party| text.extend([party, "\n"]));
    text.extend([month, "\n"]);
    if nth > 0 {
        text.push_str(&format!("{}\n", nth + 1));
    }
    xxh3_64(text.as_bytes())
}

/// A party in an id: the code of a region, the folded name of another.
pub(super) fn party_line(party: &Party) -> String {
    match party {
        Party::Region { code, .. } => format!("region {code}"),
        Party::Organisation { name } | Party::Foreign { name } => format!("name {}", fold(name)),
    }
}

/// The month of a date for an id: `2025-10`, or `2025` when no more is known.
pub(super) fn month(date: PartialDate) -> String {
    match date {
        PartialDate::Day(day) => PartialDate::Month(day.year(), day.month()).to_string(),
        coarser => coarser.to_string(),
    }
}
